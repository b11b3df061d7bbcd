"""What the parties to a petition see of it: who brings it, who handles it, who supervises."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field
from typing_extensions import override

from mgov.petitions.attachment import Attachment
from mgov.petitions.escalation import Escalation
from mgov.petitions.event import Event, Satisfaction
from mgov.petitions.merger import Merger
from mgov.petitions.petitioner import PetitionChannel, Petitioner
from mgov.petitions.public_view import CaseNumber, PublicView, RulebookId
from mgov.petitions.release import Release
from mgov.petitions.reported_place import ReportedPlace
from mgov.petitions.rules import Id
from mgov.values.model import Model
from mgov.values.organization import Organization
from mgov.values.personal import PersonalText

__all__ = ["CaseView", "HandlerView", "PetitionerView", "SupervisorView", "ToldStep"]


class _QuietView(Model, frozen=True):
    """A view that may be of a report against a person: logs are read by more than who sees it."""

    rulebook: RulebookId
    kind: Id
    status: Id

    @override
    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        yield from ((name, getattr(self, name)) for name in _QuietView.model_fields)


# --- the petitioner -----------------------------------------------------------------------------


class ToldStep(Model, frozen=True):
    """A step as the petitioner sees it.

    Attributes:
        step: The id of the step.
        at: When it was taken.
        to: The organization that has the petition from then on.
        reason: The id of the reason.
        outcome: The id of the outcome.
        satisfaction: How the petitioner rated it.
        days: By how many days a term is extended.
        due: The day that the step sets.
        explanation: What was decided, or why, where the rulebook says that the petitioner is
            told; masked like all that is personal.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import ToldStep
        >>> ToldStep(step="extend", at=datetime(2022, 7, 30, tzinfo=UTC), days=30).days
        30
    """

    step: Id
    at: AwareDatetime
    to: Organization | None = None
    reason: Id | None = None
    outcome: Id | None = None
    satisfaction: Satisfaction | None = None
    days: Annotated[int, Field(ge=1)] | None = None
    due: date | None = None
    explanation: PersonalText | None = None


class PetitionerView(_QuietView, frozen=True):
    """A petition as the petitioner sees it, who has shown the lookup code.

    Who finds a receipt has the code too, so names, telephone numbers and addresses of those who
    petition are not in it: they know them. What they wrote is, masked until
    `revealed(view, purpose=...)` writes it out; `repr` shows only how the case stands.

    Attributes:
        rulebook: The id of the lifecycle.
        kind: The id of its kind.
        status: The id of its state.
        number: The number of the case.
        channel: By which way it arrived.
        title: What it is about.
        text: What was told.
        people: How many people stand behind it.
        target: The organization that it is about.
        holder: The organization that has it.
        place: Where the matter is.
        attachments: What was sent along.
        next_due: The last day of the duty that ends first.
        steps: What happened.
        public: What everybody sees of it; None if that is nothing.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import CodeHolder, LookupCode, Petition
        >>> from mgov.values.personal import revealed
        >>> code = LookupCode.new()
        >>> petition = Petition.register(
        ...     rulebook="cn-2022",
        ...     kind="claim",
        ...     title="拖欠工资",
        ...     lookup_code=code,
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... )
        >>> view = petition.view_for(CodeHolder(code=code))
        >>> view.title, str(view.next_due)
        (PersonalText('***'), '2022-06-16')
        >>> revealed(view, purpose="show the petitioner the case")["title"]
        '拖欠工资'
    """

    number: CaseNumber | None = None
    channel: PetitionChannel | None = None
    title: PersonalText
    text: PersonalText | None = None
    people: Annotated[int, Field(ge=0)] = 0
    target: Organization | None = None
    holder: Organization | None = None
    place: ReportedPlace | None = None
    attachments: tuple[Attachment, ...] = ()
    next_due: date | None = None
    steps: tuple[ToldStep, ...] = ()
    public: PublicView | None = None


# --- who handles and who supervises -------------------------------------------------------------


class CaseView(_QuietView, frozen=True):
    """What a body that handles a petition and one that supervises it both see.

    It has all that is needed to work on the case, and not the lookup code, which is the
    petitioner's alone. What is personal is masked until `revealed(view, purpose=...)`, and
    `repr` shows only how the case stands.

    Attributes:
        rulebook: The id of the lifecycle.
        kind: The id of its kind.
        status: The id of its state.
        number: The number of the case.
        channel: By which way it arrived.
        title: What it is about.
        text: What the petitioner tells.
        petitioners: Who brings it.
        supporters: How many people stand behind it besides.
        target: The organization that it is about.
        holder: The organization that has it.
        place: Where the matter is.
        attachments: What was sent along.
        events: What happened.
        mergers: As a duplicate of which petitions it was handled.
        releases: What was made public.
        next_due: The last day of the duty that ends first.

    Example:
        >>> from mgov.petitions import CaseView, HandlerView, Petition, SupervisorView
        >>> "lookup_code" in Petition.model_fields, "lookup_code" in CaseView.model_fields
        (True, False)
        >>> issubclass(HandlerView, CaseView) and issubclass(SupervisorView, CaseView)
        True
    """

    number: CaseNumber | None = None
    channel: PetitionChannel | None = None
    title: PersonalText
    text: PersonalText | None = None
    petitioners: tuple[Petitioner, ...] = ()
    supporters: Annotated[int, Field(ge=0)] = 0
    target: Organization | None = None
    holder: Organization | None = None
    place: ReportedPlace | None = None
    attachments: tuple[Attachment, ...] = ()
    events: Annotated[tuple[Event, ...], Field(min_length=1)]
    mergers: tuple[Merger, ...] = ()
    releases: tuple[Release, ...] = ()
    next_due: date | None = None


class HandlerView(CaseView, frozen=True):
    """A petition as a body sees it that has it, or that handed it to who has it.

    Attributes:
        advice: What its supervisors did about this body.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import Organization
        >>> from mgov.petitions import HandlerView, HandlingBody, Petition
        >>> office = Organization(name="广安市住建局")
        >>> petition = Petition.register(
        ...     rulebook="cn-2022",
        ...     kind="claim",
        ...     title="拖欠工资",
        ...     to=office,
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... )
        >>> isinstance(petition.view_for(HandlingBody(organization=office)), HandlerView)
        True
        >>> other = HandlingBody(organization=Organization(name="广安市教育局"))
        >>> isinstance(petition.view_for(other), HandlerView)
        False
    """

    advice: tuple[Escalation, ...] = ()


class SupervisorView(CaseView, frozen=True):
    """A petition as a body sees it that supervises how it is handled.

    Attributes:
        escalations: All that supervisors did.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import Organization
        >>> from mgov.petitions import Petition, SupervisingBody
        >>> petition = Petition.register(
        ...     rulebook="cn-2022",
        ...     kind="claim",
        ...     title="拖欠工资",
        ...     at=datetime(2022, 6, 1, 2, tzinfo=UTC),
        ... )
        >>> above = SupervisingBody(organization=Organization(name="四川省信访局"))
        >>> petition.view_for(above).escalations
        ()
    """

    escalations: tuple[Escalation, ...] = ()
