"""`Application`: one case of a service, and its whole course as events."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails
from typing_extensions import override

from mgov.errors import NOT_SHOWN, InvalidValueError
from mgov.services.applicant import Applicant
from mgov.services.application_course import follow, replay
from mgov.services.application_event import ApplicationEvent, BookingSlot
from mgov.services.application_lifecycle import ApplicationLifecycle, ApplicationLifecycleByName
from mgov.services.application_progress import ApplicationProgress
from mgov.services.application_steps import ApplicationSteps
from mgov.services.quantities import LengthOfTime
from mgov.services.service import Service
from mgov.services.vocabulary import ChannelKind
from mgov.values.figures import Figure
from mgov.values.model import Model
from mgov.values.organization import Organization

__all__ = ["Application"]

_Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Application(ApplicationSteps, ApplicationProgress, Model, frozen=True):
    """One case of a service (办件). Its status and its deadlines follow from its events alone.

    It is made with `start`, and every further step returns a new application with one event
    more: `submit`, `accept`, `complete` and so on, or `step` by its id. Which steps there are,
    what each needs and which clocks it starts, the rulebook says; a step that it does not
    allow is an error that names the steps it does. The clocks measure and forbid nothing: what
    was done late is recorded, and is late.

    Who applies is personal data (see `mgov.values.personal`), and so is what is said in words and
    where the result is sent. To store an application, dump it with
    `revealed(application, purpose=...)`; `Application.model_validate` reads that back.

    Attributes:
        rulebook: The lifecycle by which it is handled; a built-in one by its name.
        service: The identifier of the service (`Service.identifier`).
        number: The number of the case, by which ratings and others refer to it.
        authority: Who handles it.
        applicant: Who applies.
        channel: By which way it came.
        assisted: Whether somebody helped with a digital channel, or did it in the applicant's
            place; None if nobody says.
        promised_time: The time that the service promised when it was started. One that has no
            unit or no end promises nothing.
        statutory_time: The time that the law on this service sets instead of the rulebook's.
        events: What happened, from its start on.

    Raises:
        mgov.errors.InvalidDataError: If the events are no course that the rulebook allows.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov import Service
        >>> from mgov.services import Application
        >>> service = Service(
        ...     name="食品经营许可",
        ...     codes=[{"scheme": "zwfw", "code": "511602-0042"}],
        ...     promised_time="5个工作日",
        ... )
        >>> application = Application.start(
        ...     rulebook="cn-2004",
        ...     service=service,
        ...     applicant={"name": "张三"},
        ...     channel="app",
        ...     at=datetime(2017, 8, 17, 1, tzinfo=UTC),
        ... )
        >>> application = application.submit(at=datetime(2017, 8, 17, 2, tzinfo=UTC))
        >>> application = application.accept(at=datetime(2017, 8, 18, 2, tzinfo=UTC))
        >>> application.status, application.due(), application.applicant.name
        ('accepted', datetime.date(2017, 8, 25), PersonName('张*'))
        >>> application = application.complete(at=datetime(2017, 8, 25, 2, tzinfo=UTC))
        >>> application.ending.value, application.is_on_time()
        ('completed', True)
    """

    rulebook: ApplicationLifecycleByName
    service: _Word
    number: _Word | None = None
    authority: Organization | None = None
    applicant: Applicant | None = None
    channel: ChannelKind | None = None
    assisted: bool | None = None
    promised_time: LengthOfTime | None = None
    statutory_time: LengthOfTime | None = None
    events: Annotated[tuple[ApplicationEvent, ...], Field(json_schema_extra={"minItems": 1})]

    @classmethod
    def start(  # noqa: PLR0913 -- the fields of an application, all by keyword
        cls,
        *,
        rulebook: ApplicationLifecycle | str,
        service: Service | str,
        at: datetime,
        number: str | None = None,
        authority: Organization | None = None,
        applicant: Applicant | dict[str, object] | None = None,
        channel: ChannelKind | str | None = None,
        assisted: bool | None = None,
        promised_time: Figure | str | None = None,
        statutory_time: Figure | str | None = None,
        slot: BookingSlot | dict[str, object] | None = None,
    ) -> Self:
        """Begin an application.

        Args:
            rulebook: The lifecycle, or the name of a built-in one, in force on that day.
            service: The service, which tells its identifier, its times and who provides it
                unless they are given here; or its identifier alone.
            at: When it was started.
            number: The number of the case.
            authority: Who handles it.
            applicant: Who applies.
            channel: By which way it came.
            assisted: Whether somebody helped with a digital channel.
            promised_time: The time that is promised.
            statutory_time: The time that the law on this service sets.
            slot: The slot with which it began, where the rulebook allows that.

        Raises:
            mgov.errors.InvalidDataError: If something is missing or wrong; says all of it.
            mgov.errors.InvalidValueError: If there is no such rulebook, or the service has no
                identifier.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> Application.start(
            ...     rulebook="cn-2004", service="s-1", at=datetime(2004, 6, 30, tzinfo=UTC)
            ... )
            Traceback (most recent call last):
            mgov.errors.InvalidDataError: Application: 1 problem
              rulebook: is in force from 2004-07-01, not on 2004-06-30. Use the rulebook of the
              day on which the application is started.
        """
        book = ApplicationLifecycle.of(rulebook)
        if isinstance(service, Service):
            if service.identifier is None:
                trouble = "has no identifier by which the application could refer to it"
                remedy = "Give the service a code, or pass an identifier instead of it."
                raise InvalidValueError(
                    trouble, field="service", remedy=remedy, code="application_service"
                )
            authority = service.provider if authority is None else authority
            promised_time = service.promised_time if promised_time is None else promised_time
            statutory_time = service.statutory_time if statutory_time is None else statutory_time
        return cls.model_validate(
            {
                "rulebook": book,
                "service": service.identifier if isinstance(service, Service) else service,
                "number": number,
                "authority": authority,
                "applicant": applicant,
                "channel": channel,
                "assisted": assisted,
                "promised_time": promised_time,
                "statutory_time": statutory_time,
                "events": ({"step": book.start.id, "at": at, "slot": slot},),
            }
        )

    @override
    def step(self, name: str, *, at: datetime, **details: object) -> Self:
        """Take a step of the rulebook.

        Args:
            name: The id of the step.
            at: When it was taken; not before the last one.
            **details: The further fields of the `ApplicationEvent`: `reason`, `corrections`,
                `slot`, `delivery`, `output`, `days`, `explanation`.

        Raises:
            mgov.errors.InvalidDataError: If a detail is no field of an event or does not fit.
            mgov.errors.InvalidValueError: If the rulebook does not allow the step now; names
                the steps that it does, or the details that it needs.

        Example:
            >>> from datetime import UTC, datetime
            >>> from mgov.services import Application
            >>> application = Application.start(
            ...     rulebook="de-2008", service="s-1", at=datetime(2017, 8, 17, 1, tzinfo=UTC)
            ... )
            >>> application.complete(at=datetime(2017, 8, 17, 2, tzinfo=UTC))
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: complete: cannot be taken while the application is
            started. The steps that can are submit, withdraw.
        """
        event = ApplicationEvent.model_validate({"step": name, "at": at, **details})
        events = (*self.events, event)
        replay(self.rulebook, events)
        return self.replace(events=events)

    @model_validator(mode="after")
    def _is_lawful(self) -> Self:
        position = 0
        try:
            for _ in follow(self.rulebook, self.events):
                position += 1
        except InvalidValueError as error:
            # What is wrong with a step is said where its event is.
            is_field = error.field in type(self).model_fields
            loc = (error.field,) if is_field else ("events", position)
            line = InitErrorDetails(type=error.as_pydantic(), loc=loc, input=NOT_SHOWN)
            raise ValidationError.from_exception_data(type(self).__name__, [line]) from None
        return self
