"""A document on paper: where its codes stand, what they lead to, and for how long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from mgov.articles.code_placement import CodePlacement, LandingGap
from mgov.articles.landing import Landing
from mgov.articles.wording import LanguageTag, Line
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.text import UNDETERMINED, Text

__all__ = ["PrintedDocument"]


class PrintedDocument(Model, frozen=True):
    """A document on paper with codes that lead to what paper cannot show.

    Attributes:
        identifier: What other records call it by.
        title: Its title.
        language: Its language, as a BCP 47 tag.
        issued: When it was first handed out.
        withdrawn: When it is taken out of use; None if nobody has said.
        pages: How many numbered pages it has.
        codes: Its codes, at most one at a place.
        landings: What the codes lead to, each once.

    Raises:
        mgov.errors.InvalidDataError: If two codes stand at one place, a code leads to a landing
            that is not there or stands on a page that is not there.

    Example:
        >>> from mgov.articles import PrintedDocument
        >>> report = PrintedDocument(
        ...     identifier="work-report-2017",
        ...     title="政府工作报告",
        ...     issued="2017-03-05T09:00:00+08:00",
        ...     codes=[{"landing": "r17", "page": 1, "position": "top_right"}],
        ...     landings=[
        ...         {
        ...             "identifier": "r17",
        ...             "title": "2016年主要任务完成情况",
        ...             "address": "https://www.example.gov.cn/r17",
        ...         }
        ...     ],
        ... )
        >>> print(report.landing(page=1, position="top_right").title)
        2016年主要任务完成情况
    """

    identifier: Line
    title: Text
    language: LanguageTag = UNDETERMINED
    issued: AwareDatetime | None = None
    withdrawn: AwareDatetime | None = None
    pages: Annotated[int, Field(ge=1)] | None = None
    codes: tuple[CodePlacement, ...] = ()
    landings: tuple[Landing, ...] = ()

    def code(self, *, page: int | str, position: str | None = None) -> CodePlacement:
        """Return the code at a place.

        Args:
            page: The number of the page, or the page of the cover.
            position: Where on the page; it can be left out if only one code stands there.

        Raises:
            mgov.errors.InvalidValueError: If no code stands there, or several do; names them.

        Example:
            >>> from mgov.articles import PrintedDocument
            >>> PrintedDocument(identifier="a", title="办事指南").code(page="back_cover")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: code: is not there. The document has no codes.
        """
        found = [
            each for each in self.codes if each.page == page and position in {None, each.position}
        ]
        if len(found) == 1:
            return found[0]
        if found:
            trouble = f"is one of several on {_page_words(page)}"
            remedy = f"Say which position: {', '.join(str(each.position) for each in found)}."
        else:
            trouble = "is not there"
            places = "; ".join(map(str, self.codes))
            remedy = f"Codes stand at: {places}." if places else "The document has no codes."
        raise InvalidValueError(trouble, field="code", remedy=remedy, code="code_place")

    def landing(self, *, page: int | str, position: str | None = None) -> Landing:
        """Return what the code at a place leads to.

        Args:
            page: As for `code`.
            position: As for `code`.

        Raises:
            mgov.errors.InvalidValueError: If no code stands there, or several do; names them.
        """
        wanted = self.code(page=page, position=position).landing
        return next(each for each in self.landings if each.identifier == wanted)

    def codes_to(self, landing: str) -> tuple[CodePlacement, ...]:
        """Return every code that leads to a landing: what is on paper when its page moves.

        Args:
            landing: The identifier of the landing.

        Example:
            >>> from mgov.articles import PrintedDocument
            >>> page = {"identifier": "a", "title": "a", "address": "https://www.example.gov.cn/"}
            >>> guide = PrintedDocument(
            ...     identifier="guide",
            ...     title="办事指南",
            ...     codes=[{"landing": "a", "page": "front_cover"}, {"landing": "a", "page": 3}],
            ...     landings=[page],
            ... )
            >>> [str(code) for code in guide.codes_to("a")]
            ['front_cover', 'page 3']
        """
        return tuple(each for each in self.codes if each.landing == landing)

    def gaps(self) -> tuple[LandingGap, ...]:
        """List the codes whose landing is gone before the document is withdrawn.

        A document that nobody has withdrawn is still held by people, so every landing that
        ends leaves a gap. It can be known, and closed, before it opens.

        Returns:
            The gaps in the order of the codes.

        Example:
            >>> from mgov.articles import PrintedDocument
            >>> survey = PrintedDocument(
            ...     identifier="survey",
            ...     title="问卷",
            ...     withdrawn="2018-06-30T00:00:00+08:00",
            ...     codes=[{"landing": "a", "page": "back_cover"}],
            ...     landings=[
            ...         {
            ...             "identifier": "a",
            ...             "title": "网上填写",
            ...             "address": "https://www.example.gov.cn/a",
            ...             "valid_until": "2017-12-31T23:59:59+08:00",
            ...         }
            ...     ],
            ... )
            >>> [(str(gap.code), gap.begins.date().isoformat()) for gap in survey.gaps()]
            [('back_cover', '2017-12-31')]
        """
        last_moments = {each.identifier: each.valid_until for each in self.landings}
        gaps: list[LandingGap] = []
        for code in self.codes:
            begins = last_moments[code.landing]
            if begins is None:
                continue
            if self.issued is not None and in_utc(begins) < in_utc(self.issued):
                begins = self.issued  # nobody held it before
            if self.withdrawn is None or in_utc(begins) < in_utc(self.withdrawn):
                gaps.append(LandingGap(code=code, begins=begins, ends=self.withdrawn))
        return tuple(gaps)

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        for trouble, remedy, code in self._troubles():
            raise InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
        return self

    def _troubles(self) -> Iterator[tuple[str, str, str]]:
        landings = Counter(each.identifier for each in self.landings)
        for name, count in landings.items():
            if count > 1:
                trouble, remedy = f"has two landings called {name}", "Give each a name of its own."
                yield trouble, remedy, "landing_twice"
        for code in self.codes:
            if code.landing not in landings:
                trouble = f"has a code at {code} that leads to no landing of the document"
                remedy = f"Add the landing {code.landing}, or correct its name."
                yield trouble, remedy, "landing_missing"
            if self.pages is not None and isinstance(code.page, int) and code.page > self.pages:
                trouble = f"has a code on page {code.page} and {self.pages} pages"
                yield trouble, "Correct the page or the number of pages.", "code_page"
        for first, second in combinations(self.codes, 2):
            # Where no position is given, the code is the only one of its page.
            unplaced = None in {first.position, second.position}
            if first.page == second.page and (unplaced or first.position == second.position):
                trouble = f"has two codes at one place: {first} and {second}"
                remedy = "Say where on the page each of them stands, or take one out."
                yield trouble, remedy, "code_place_twice"
        issued, withdrawn = self.issued, self.withdrawn
        if issued is not None and withdrawn is not None and in_utc(withdrawn) < in_utc(issued):
            trouble = "was withdrawn before it was issued"
            yield trouble, "Correct issued or withdrawn.", "document_withdrawn"


def _page_words(page: int | str) -> str:
    return f"page {page}" if isinstance(page, int) else page
