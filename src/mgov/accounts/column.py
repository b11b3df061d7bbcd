"""The columns of a website: what a reader finds in which part of it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress
from mgov.values.word import Word

__all__ = ["Column", "ColumnKind"]


class ColumnKind(StrEnum):
    """What a column of a website is for.

    Most are column types of the Guidelines for Government Websites (《政府网站发展指引》,
    国办发〔2017〕47号); inspections name the others.

    Attributes:
        NEWS: What the body does and what happens (动态、要闻).
        NOTICES: Notices and announcements (通知公告).
        POLICIES: Policy documents (政策文件).
        INTERPRETATIONS: Explanations of policies (政策解读).
        OVERVIEW: What the place is like (概况信息).
        FUNCTIONS: What the body is for and how it is set up (机构职能).
        OFFICIALS: Who leads it (负责人信息).
        DISCLOSURE: Government information: guide, catalogue, yearly report, requests (信息公开).
        DATA: Statistics and open data (数据发布、数据开放).
        RESPONSES: Answers to what the public worries about (回应关切).
        BUSINESS: The work of the body in its field (业务工作).
        SERVICES: Services to apply for (办事服务).
        SERVICE_STATISTICS: How many used the services (办事统计数据).
        CONSULTATION: Questions and complaints, with the answers (咨询投诉、留言答复).
        SURVEYS: Surveys and calls for comment (征集调查).
        INTERVIEWS: Interviews with officials (在线访谈).
        OTHER: Any other.

    Example:
        >>> from mgov.accounts import ColumnKind
        >>> ColumnKind("policies")
        <ColumnKind.POLICIES: 'policies'>
    """

    NEWS = "news"
    NOTICES = "notices"
    POLICIES = "policies"
    INTERPRETATIONS = "interpretations"
    OVERVIEW = "overview"
    FUNCTIONS = "functions"
    OFFICIALS = "officials"
    DISCLOSURE = "disclosure"
    DATA = "data"
    RESPONSES = "responses"
    BUSINESS = "business"
    SERVICES = "services"
    SERVICE_STATISTICS = "service_statistics"
    CONSULTATION = "consultation"
    SURVEYS = "surveys"
    INTERVIEWS = "interviews"
    OTHER = "other"


class Column(Model, frozen=True):
    """A column of a website, or another part of an account that is kept by itself.

    Attributes:
        identifier: What posts call it by (`Post.column`).
        name: Its name as people see it.
        kind: What it is for; says how often a rulebook wants it updated.
        address: Its page.
        opened_on: The day on which it was opened, if that is on record.
        closed_on: The day from which it is closed; None if it is open.

    Example:
        >>> from mgov.accounts import Column
        >>> column = Column(
        ...     identifier="c1", name="政策文件", kind="policies", opened_on="2018-01-01"
        ... )
        >>> column.is_open_on(date(2017, 12, 31)), column.is_open_on(date(2018, 1, 1))
        (False, True)
    """

    identifier: Word
    name: Text
    kind: ColumnKind = ColumnKind.OTHER
    address: WebAddress | None = None
    opened_on: date | None = None
    closed_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        """Say whether it is open on a day. Without a day of opening it always was."""
        if self.opened_on is not None and day < self.opened_on:
            return False
        return self.closed_on is None or day < self.closed_on


def each_named_once(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Refuse two columns of the same identifier: a post would belong to both."""
    names = [column.identifier for column in columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        trouble = f"have the same identifier twice: {', '.join(twice)}"
        remedy = "Give each column an identifier of its own."
        raise InvalidValueError(trouble, remedy=remedy, code="column_twice").as_pydantic()
    return columns
