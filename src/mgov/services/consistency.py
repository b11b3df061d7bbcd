"""Checks whether what is said of a service fits together: rules as data, findings as result."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final, NamedTuple, Self

from pydantic import model_validator

from mgov.errors import InvalidValueError
from mgov.services.service import Service
from mgov.services.vocabulary import ChannelKind, Handling, OnlineDepth
from mgov.values.figures.units import same_unit
from mgov.values.model import Model
from mgov.values.rulebook import Evidence, Rule, Rulebook
from mgov.values.text import Text

__all__ = ["ServiceFinding", "ServiceRule", "ServiceRulebook", "check"]


class ServiceFinding(Model, frozen=True):
    """Something about a service that does not fit together.

    Attributes:
        rule: The id of the rule.
        fields: The fields of the service that it is about.
        message: What does not fit, in Chinese and English.
        article: Where the rule comes from.
        evidence: How surely that is known.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import check
        >>> (finding,) = check(Service(name="护照换发", visits=1))
        >>> finding.rule, finding.fields, finding.evidence.value
        ('visits_have_reason', ('visits', 'visits_reason'), 'second_hand')
        >>> print(finding.message.in_language("en"))
        Visits in person are needed, and no reason is given.
    """

    rule: str
    fields: tuple[str, ...]
    message: Text
    article: str
    evidence: Evidence


class ServiceRule(Rule, frozen=True):
    """A rule about what is said of a service; its id is the id of the check that it asks for.

    Attributes:
        message: What to say where it is broken, in Chinese and English.

    Example:
        >>> from mgov.services import ServiceRulebook
        >>> rule = ServiceRulebook.built_in("item-consistency").rule("fee_has_basis")
        >>> print(rule.message)
        收费，但未填写收费依据。
    """

    message: Text

    @model_validator(mode="after")
    def _can_be_checked(self) -> Self:
        if self.id not in _CHECKS:
            trouble = "is no check that this library knows"
            remedy = f"Use as id one of {', '.join(_CHECKS)}."
            raise InvalidValueError(trouble, remedy=remedy, code="service_check").as_pydantic()
        return self


class ServiceRulebook(Rulebook[ServiceRule], frozen=True):
    """Rules about what is said of services: `item-consistency`, or a file of your own.

    Example:
        >>> from mgov.services import ServiceRulebook
        >>> len(ServiceRulebook.built_in("item-consistency").rules)
        9
    """

    package: ClassVar[str] = "mgov.services"


def check(
    service: Service, *, rulebook: ServiceRulebook | str = "item-consistency"
) -> tuple[ServiceFinding, ...]:
    """Check whether what is said of a service fits together.

    What is not said breaks no rule, except where saying one thing demands another.

    Args:
        service: The service.
        rulebook: The rules, or the name of a rulebook that comes with the library.

    Returns:
        One finding for each rule that is broken, in the rulebook's order.

    Raises:
        mgov.errors.InvalidValueError: If there is no such rulebook.

    Example:
        >>> from mgov import Service
        >>> from mgov.services import check
        >>> service = Service(
        ...     name="护照换发", statutory_time="7个工作日", promised_time="10个工作日"
        ... )
        >>> [finding.rule for finding in check(service)]
        ['promised_within_statutory']
    """
    return tuple(
        ServiceFinding(
            rule=rule.id,
            fields=_CHECKS[rule.id].fields,
            message=rule.message,
            article=rule.article,
            evidence=rule.evidence,
        )
        for rule in ServiceRulebook.of(rulebook).rules
        if _CHECKS[rule.id].is_broken(service)
    )


def _promises_more_time(service: Service) -> bool:
    statutory, promised = service.statutory_time, service.promised_time
    if statutory is None or promised is None or not same_unit(statutory.unit, promised.unit):
        return False
    return promised.high > statutory.high


def _charges_without_basis(service: Service) -> bool:
    return service.fee is not None and not service.fee.is_free and service.fee.basis is None


def _charges_without_way_to_pay(service: Service) -> bool:
    fee = service.fee
    return fee is not None and not fee.is_free and fee.online_payment is None


def _takes_no_fee_online(service: Service) -> bool:
    return service.fee is not None and service.fee.is_free and service.fee.online_payment is True


def _visits_without_reason(service: Service) -> bool:
    return bool(service.visits) and service.visits_reason is None


def _reason_without_visits(service: Service) -> bool:
    return service.visits == 0 and service.visits_reason is not None


def _no_way_without_visits(service: Service) -> bool:
    kinds = {channel.kind for channel in service.channels}
    remote = any(kind.is_online or kind is ChannelKind.POST for kind in kinds)
    return service.visits == 0 and bool(kinds) and not remote


def _whole_online_with_visits(service: Service) -> bool:
    return service.online_depth is OnlineDepth.WHOLE and bool(service.visits)


def _time_against_handling(service: Service) -> bool:
    if service.promised_time is None or service.handling is None:
        return False
    at_once = service.promised_time.high == 0
    return at_once is not (service.handling is Handling.IMMEDIATE)


class _Check(NamedTuple):
    """What a rule looks at, and what breaks it."""

    fields: tuple[str, ...]
    is_broken: Callable[[Service], bool]


_CHECKS: Final = {
    "promised_within_statutory": _Check(("promised_time", "statutory_time"), _promises_more_time),
    "time_fits_handling": _Check(("promised_time", "handling"), _time_against_handling),
    "visits_have_reason": _Check(("visits", "visits_reason"), _visits_without_reason),
    "no_visits_no_reason": _Check(("visits", "visits_reason"), _reason_without_visits),
    "no_visits_other_way": _Check(("visits", "channels"), _no_way_without_visits),
    "whole_online_no_visits": _Check(("online_depth", "visits"), _whole_online_with_visits),
    "fee_has_basis": _Check(("fee",), _charges_without_basis),
    "fee_says_online_payment": _Check(("fee",), _charges_without_way_to_pay),
    "free_has_no_payment": _Check(("fee",), _takes_no_fee_online),
}
