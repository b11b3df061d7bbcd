"""Who sees what of a petition: the one place in which its views are made."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final, overload

from mgov.errors import InvalidValueError
from mgov.petitions.disclosure import is_open, is_told, public_steps
from mgov.petitions.lookup_code import LookupCode
from mgov.petitions.public_view import NamedBody, PublicStep, PublicView, ReleasedText
from mgov.petitions.release import Releasable, Release, ReleaseSubject
from mgov.petitions.timed import Timed
from mgov.petitions.viewer import (
    CodeHolder,
    Everybody,
    HandlingBody,
    SupervisingBody,
    Viewer,
    is_among,
    may_be_part_of,
)
from mgov.petitions.views import CaseView, HandlerView, PetitionerView, SupervisorView, ToldStep
from mgov.values.identifiers import DivisionCode, DivisionLevel
from mgov.values.moment import day_in
from mgov.values.organization import Organization

if TYPE_CHECKING:
    from mgov.petitions.attachment import Attachment
    from mgov.petitions.petitioner import PetitionChannel
    from mgov.values.personal import PersonalText
    from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["Viewable"]

_SMALL: Final = frozenset({DivisionLevel.TOWNSHIP, DivisionLevel.VILLAGE})


class Viewable(Timed, Releasable):
    """The part of a petition that is looked at."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def title(self) -> PersonalText:
            """What it is about."""

        @property
        def text(self) -> PersonalText | None:
            """What the petitioner tells."""

        @property
        def channel(self) -> PetitionChannel | None:
            """By which way it arrived."""

        @property
        def supporters(self) -> int:
            """How many people stand behind it besides."""

        @property
        def target(self) -> Organization | None:
            """The organization that it is about."""

        @property
        def attachments(self) -> tuple[Attachment, ...]:
            """What was sent along."""

    def opens_with(self, code: LookupCode | str) -> bool:
        """Say whether a lookup code is the one of this petition, in time that tells nothing.

        Args:
            code: The code, as somebody typed it.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.petitions import LookupCode, Petition
            >>> code = LookupCode.new()
            >>> petition = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="claim",
            ...     title="拖欠工资",
            ...     lookup_code=code,
            ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
            ... )
            >>> petition.opens_with(code), petition.opens_with("7777-7777")
            (True, False)
        """
        own = self.lookup_code
        if own is None or not (isinstance(code, LookupCode) or LookupCode.is_valid(code)):
            return False
        return own.is_same_as(code if isinstance(code, LookupCode) else LookupCode(code))

    @overload
    def view_for(
        self, viewer: Everybody, *, calendar: KnowsWorkdays | None = None
    ) -> PublicView | None: ...
    @overload
    def view_for(
        self, viewer: CodeHolder, *, calendar: KnowsWorkdays | None = None
    ) -> PetitionerView: ...
    @overload
    def view_for(
        self, viewer: HandlingBody, *, calendar: KnowsWorkdays | None = None
    ) -> HandlerView | PublicView | None: ...
    @overload
    def view_for(
        self, viewer: SupervisingBody, *, calendar: KnowsWorkdays | None = None
    ) -> SupervisorView | None: ...
    def view_for(
        self, viewer: Viewer, *, calendar: KnowsWorkdays | None = None
    ) -> PublicView | PetitionerView | HandlerView | SupervisorView | None:
        """Return what somebody may see of the petition, and nothing else of it.

        Of a confidential petition, such as a report against a person, everybody sees nothing,
        not even that it exists: whom it is about is one of them. Nor does the body that it is
        about, or a part of it, whatever its role: not if it has the petition, not if it
        supervises. In doubt about who a body is, it is the accused one. That protects as much
        as `target` says: without a target, no body is known to be accused.

        Args:
            viewer: Who looks.
            calendar: The working days, as for `deadlines`.

        Returns:
            The view. None where there is nothing to see; a program should answer then as if
            there were no such petition. A `HandlingBody` sees a `HandlerView` if it has the
            petition or handed it to who has it, and else what everybody sees.

        Raises:
            mgov.errors.InvalidValueError: If a lookup code does not open this petition; the
                error shows nothing of either.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov import Organization
            >>> from mgov.petitions import Everybody, HandlingBody, Petition
            >>> bureau = Organization(name="某县教育局")
            >>> report = Petition.register(
            ...     rulebook="cn-2022",
            ...     kind="report_against_person",
            ...     title="反映某局长的问题",
            ...     target=bureau,
            ...     to=bureau,
            ...     at=datetime(2022, 6, 1, tzinfo=UTC),
            ... )
            >>> report.view_for(HandlingBody(organization=bureau)) is None
            True
            >>> report.view_for(Everybody()) is None
            True
        """
        if isinstance(viewer, CodeHolder):
            return self._petitioner_view(viewer.code, calendar)
        if isinstance(viewer, Everybody):
            return self._public_view()
        body, kept_from = viewer.organization, self._is_kept_from(viewer.organization)
        if isinstance(viewer, SupervisingBody):
            return None if kept_from else self._supervisor_view(calendar)
        if kept_from or not is_among(body, self._course.holders):
            return self._public_view()
        return self._handler_view(body, calendar)

    def _is_kept_from(self, body: Organization) -> bool:
        accused = self.target
        return self.is_confidential and accused is not None and may_be_part_of(body, accused)

    def _petitioner_view(self, code: LookupCode, calendar: KnowsWorkdays | None) -> PetitionerView:
        if not self.opens_with(code):
            trouble, remedy = "does not open this petition", "Compare it with the receipt."
            raise InvalidValueError(trouble, field="code", remedy=remedy, code="petition_code")
        return PetitionerView(
            rulebook=self.rulebook.id,
            kind=self.kind,
            status=self.status,
            number=self.number,
            channel=self.channel,
            title=self.title,
            text=self.text,
            people=len(self.petitioners) + self.supporters,
            target=self.target,
            holder=self.holder,
            place=self.place,
            attachments=self.attachments,
            next_due=self._next_day(calendar),
            steps=tuple(
                ToldStep(
                    step=event.step,
                    at=event.at,
                    to=event.to,
                    reason=event.reason,
                    outcome=event.outcome,
                    satisfaction=event.satisfaction,
                    days=event.days,
                    due=event.due,
                    explanation=event.explanation if is_told(self.rulebook, event.step) else None,
                )
                for event in self.events
            ),
            public=self._public_view(),
        )

    def _handler_view(self, body: Organization, calendar: KnowsWorkdays | None) -> HandlerView:
        acts = [act for act in self.escalations if act.to is not None and is_among(body, [act.to])]
        return HandlerView.model_validate({**self._case(calendar), "advice": tuple(acts)})

    def _supervisor_view(self, calendar: KnowsWorkdays | None) -> SupervisorView:
        return SupervisorView.model_validate(
            {**self._case(calendar), "escalations": self.escalations}
        )

    def _case(self, calendar: KnowsWorkdays | None) -> dict[str, object]:
        """Take over every field of `CaseView`; most are called as in the petition."""
        made = {"rulebook": self.rulebook.id, "next_due": self._next_day(calendar)}
        taken = CaseView.model_fields.keys() - made.keys()
        return {**made, **{name: getattr(self, name) for name in taken}}

    def _public_view(self) -> PublicView | None:
        book = self.rulebook
        if self.is_confidential or not is_open(book, self.status):
            return None
        return PublicView(
            rulebook=book.id,
            kind=self.kind,
            status=self.status,
            number=self.number,
            registered=self._date(self.events[0].at),
            title=self._public_text(self.released(ReleaseSubject.TITLE)),
            summary=self._public_text(self.released(ReleaseSubject.SUMMARY)),
            target=_named(self.target),
            holder=_named(self.holder),
            division=_coarse(None if self.place is None else self.place.division),
            signatures=self.signatures,
            pictures=tuple(
                each.public_address for each in self.attachments if each.public_address is not None
            ),
            steps=self._public_steps(),
        )

    def _public_steps(self) -> tuple[PublicStep, ...]:
        taken = tuple(event.step for event in self.events)
        opened = public_steps(self.rulebook, self.status, taken)
        found = []
        for at, (event, is_public) in enumerate(zip(self.events, opened, strict=True)):
            release = self.released(ReleaseSubject.EXPLANATION, event=at)
            if is_public or release is not None:
                step = PublicStep(
                    step=event.step,
                    day=self._date(event.at),
                    to=_named(event.to),
                    reason=event.reason,
                    outcome=event.outcome,
                    due=event.due,
                    explanation=self._public_text(release),
                )
                found.append(step)
        return tuple(found)

    def _public_text(self, release: Release | None) -> ReleasedText | None:
        if release is None or release.text is None:
            return None
        by, day = NamedBody.of(release.by), self._date(release.at)
        return ReleasedText(text=release.text, by=by, day=day)

    def _date(self, moment: datetime) -> date:
        return day_in(self.rulebook.zone, moment)

    def _next_day(self, calendar: KnowsWorkdays | None) -> date | None:
        deadline = self.next_due(calendar=calendar)
        return None if deadline is None else deadline.due


def _named(organization: Organization | None) -> NamedBody | None:
    return None if organization is None else NamedBody.of(organization)


def _coarse(division: DivisionCode | None) -> DivisionCode | None:
    """Go up to the county: in a village, who is meant may be known to all."""
    while division is not None and division.level in _SMALL:
        division = division.parent
    return division
