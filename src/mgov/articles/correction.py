"""`CorrectionReport`: a reader says what is wrong in an article, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, Self

from pydantic import AwareDatetime, ValidationError, model_validator
from pydantic_core import InitErrorDetails
from typing_extensions import override

from mgov.articles.correction_event import (
    CorrectionEvent,
    CorrectionEventKind,
    CorrectionStatus,
    follow,
)
from mgov.articles.correction_rules import CorrectionRulebookByName
from mgov.articles.correction_steps import CorrectionSteps
from mgov.articles.quoted_place import QuotedPlace, find_quoted, replaced
from mgov.articles.reader import Reader
from mgov.articles.reply_deadline import ReplyDeadline, reply_deadline
from mgov.articles.wording import Line, Prose
from mgov.errors import NOT_SHOWN, InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import day_in, in_utc
from mgov.values.personal import PersonalText
from mgov.values.text import Text
from mgov.values.work_calendar import KnowsWorkdays

if TYPE_CHECKING:
    from mgov.articles.article import Article

__all__ = ["CorrectionReport"]

_NOTE: Final = Text(zh="根据读者意见更正。", en="Corrected after a reader's report.")
_NOTE_REPLACED: Final = Text(
    zh="根据读者意见更正：“{quoted}”改为“{proposed}”。",
    en="Corrected after a reader's report: “{quoted}” now reads “{proposed}”.",
)
_NOTE_TAKEN_OUT: Final = Text(
    zh="根据读者意见更正：删去“{quoted}”。",
    en="Corrected after a reader's report: “{quoted}” was taken out.",
)


class CorrectionReport(CorrectionSteps, Model, frozen=True):
    """A reader's report of an error in an article, or a suggestion about it.

    Its status and its deadline follow from its events. Every step returns a new report with one
    event more; a step that cannot be taken is an error that names those that can.

    Attributes:
        identifier: What other records call it by.
        article: The identifier of the article.
        rulebook: How soon it has to be answered; a built-in rulebook by its name.
        kind: The id of one of the rulebook's terms, such as `error`.
        quoted: The words of the article that are wrong, as the reader quotes them.
        proposed: What should stand there; empty to take the words out, None if the reader does
            not say.
        explanation: Why, in the reader's words, which are shown nowhere.
        reader: Who reports it; None if nobody says.
        received: When it arrived.
        events: What happened since.

    Raises:
        mgov.errors.InvalidDataError: If the rulebook has no such kind, or the events cannot have
            happened in this order.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.articles import Article, CorrectionReport
        >>> article = Article(
        ...     identifier="2017-0817-01",
        ...     title="“掌上政务”的三大亮点",
        ...     kind="news",
        ...     published="2017-08-17T05:21:00+08:00",
        ...     publisher={"name": "中国政府网"},
        ...     body="我国手机网民规模达7.42亿。",
        ... )
        >>> report = CorrectionReport(
        ...     identifier="c-1",
        ...     article="2017-0817-01",
        ...     rulebook="cn-2017",
        ...     kind="error",
        ...     quoted="7.42亿",
        ...     proposed="7.24亿",
        ...     received="2017-08-17T10:00:00+08:00",
        ... )
        >>> report.deadline().due
        datetime.date(2017, 8, 22)
        >>> report, article = report.accept(article, at=datetime(2017, 8, 18, 1, tzinfo=UTC))
        >>> report.status.value, article.version, article.body.to_text()
        ('accepted', 2, '我国手机网民规模达7.24亿。')
    """

    identifier: Line
    article: Line
    rulebook: CorrectionRulebookByName
    kind: str
    quoted: Prose
    proposed: Prose | Literal[""] | None = None
    explanation: PersonalText | None = None
    reader: Reader | None = None
    received: AwareDatetime
    events: tuple[CorrectionEvent, ...] = ()

    @property
    def status(self) -> CorrectionStatus:
        """How it stands."""
        *_, last = self._statuses
        return last

    def places(self, article: Article) -> tuple[QuotedPlace, ...]:
        """Find the quoted words in the titles, the summary and the body of an article.

        Where they stand nowhere as they are, white space is passed over.

        Args:
            article: The article, in any of its versions.

        Returns:
            Every place in reading order; none if the words are not there.

        Example:
            >>> from mgov.articles import Article, CorrectionReport
            >>> article = Article(
            ...     identifier="1",
            ...     title={"zh": "公告", "en": "Notice"},
            ...     kind="notice",
            ...     published="2017-08-17T09:00:00+08:00",
            ...     publisher={"name": "某市人民政府"},
            ...     body="本公告自公布之日起施行。",
            ... )
            >>> report = CorrectionReport(
            ...     identifier="c-1",
            ...     article="1",
            ...     rulebook="cn-2017",
            ...     kind="error",
            ...     quoted="公告",
            ...     received="2017-08-17T10:00:00+08:00",
            ... )
            >>> for place in report.places(article):
            ...     print(place)
            title.zh: 【公告】
            body.blocks.0.text: 本【公告】自公布之日起施行。
        """
        return find_quoted(article, self.quoted)

    def is_found_in(self, article: Article) -> bool:
        """Say whether the quoted words stand in an article."""
        return bool(self.places(article))

    def deadline(self, *, calendar: KnowsWorkdays | None = None) -> ReplyDeadline:
        """Say by when the reader has to be answered.

        A term that was extended on a later day than its last one, or that the rulebook does not
        let extend, stays as it was.

        Args:
            calendar: The working days; without it, all days but Saturday and Sunday.

        Example:
            >>> from mgov import WorkCalendar
            >>> from mgov.articles import CorrectionReport
            >>> report = CorrectionReport(
            ...     identifier="c-1",
            ...     article="1",
            ...     rulebook="cn-2017",
            ...     kind="error",
            ...     quoted="公告",
            ...     received="2017-09-30T10:00:00+08:00",
            ... )
            >>> report.deadline().due, report.deadline(calendar=WorkCalendar.china()).due
            (datetime.date(2017, 10, 4), datetime.date(2017, 10, 11))
        """
        return reply_deadline(self.rulebook, self.kind, self.received, self.events, calendar)

    def overdue(self, at: datetime, *, calendar: KnowsWorkdays | None = None) -> bool:
        """Say whether an answer was owed at a moment, as the events until then tell it.

        Args:
            at: The moment; the day is that of the rulebook's time zone.
            calendar: As for `deadline`.

        Raises:
            mgov.errors.InvalidValueError: If the moment has no time zone.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.articles import CorrectionReport
            >>> report = CorrectionReport(
            ...     identifier="c-1",
            ...     article="1",
            ...     rulebook="cn-2017",
            ...     kind="error",
            ...     quoted="公告",
            ...     received="2017-08-17T10:00:00+08:00",
            ... )
            >>> [report.overdue(at=datetime(2017, 8, 22, hour, tzinfo=UTC)) for hour in (15, 16)]
            [False, True]
        """
        moment = in_utc(at)
        known = tuple(each for each in self.events if in_utc(each.at) <= moment)
        day = day_in(self.rulebook.zone, moment)
        deadline = reply_deadline(self.rulebook, self.kind, self.received, known, calendar)
        return deadline.is_overdue(day)

    def accept(
        self,
        article: Article,
        *,
        at: datetime,
        by: str | None = None,
        reply: Text | str | None = None,
        note: Text | str | None = None,
        occurrence: int | None = None,
        **changes: object,
    ) -> tuple[Self, Article]:
        """Correct the article: a new version of it, with the proposed words or other changes.

        Without `changes`, the proposed words replace the quoted ones where they stand.

        Args:
            article: The present version of the article.
            at: When.
            by: The name of the editor.
            reply: What the reader is told; without it, an answer is still owed.
            note: What the history of the article says; by default which words replaced which.
            occurrence: Which of the `places` is meant, the first one being 1; needed if the
                quoted words stand in several.
            **changes: New values of fields of the article, instead of the proposed words.

        Returns:
            The report and the article, each with what happened.

        Raises:
            mgov.errors.InvalidDataError: If the report is closed, or a new value does not fit.
            mgov.errors.InvalidValueError: If it is another article, or cannot be corrected
                without `changes`: the words are not there, stand in several places, or no
                others are proposed.
        """
        if article.identifier != self.article:
            trouble, remedy = "is not the one that was reported", f"Give article {self.article}."
            raise _refusal(trouble, remedy, "article", "correction_article")
        number = article.version + 1
        accepted = self._with(
            CorrectionEventKind.ACCEPTED, at=at, by=by, reply=reply, version=number
        )
        if note is None:
            note = _NOTE if changes else self._note()
        if not changes:
            changes = replaced(article, self.quoted, self.proposed, occurrence)
        return accepted, article.revise(at=at, note=note, **changes)

    @override
    def _with(self, kind: CorrectionEventKind, **details: object) -> Self:
        event = CorrectionEvent.model_validate({"kind": kind, **details})
        return self.replace(events=(*self.events, event))

    def _note(self) -> Text:
        notes = _NOTE_REPLACED if self.proposed else _NOTE_TAKEN_OUT
        return Text(
            {
                language: text.format(quoted=self.quoted, proposed=self.proposed)
                for language, text in notes.items()
            }
        )

    @model_validator(mode="after")
    def _can_have_happened(self) -> Self:
        loc: tuple[str | int, ...] = ("kind",)
        try:
            self.rulebook.rule(self.kind)
            loc = ("proposed",)
            self._refuse_the_same()
            loc = ("received",)
            # After the receipt comes the first event, and so on: what is wrong is said there.
            for position, _ in enumerate(self._statuses):
                loc = ("events", position)
        except InvalidValueError as error:
            line = InitErrorDetails(type=error.as_pydantic(), loc=loc, input=NOT_SHOWN)
            raise ValidationError.from_exception_data(type(self).__name__, [line]) from None
        return self

    @property
    def _statuses(self) -> Iterator[CorrectionStatus]:
        return follow(self.received, self.events)

    def _refuse_the_same(self) -> None:
        if self.proposed == self.quoted:
            trouble, remedy = "is what is quoted", "Propose other words, or leave it out."
            raise _refusal(trouble, remedy, "proposed", "correction_proposal")


def _refusal(trouble: str, remedy: str, field: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
