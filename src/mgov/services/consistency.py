"""Checks whether what is said of a service fits together: rules as data, findings as result."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from mgov.errors import InvalidValueError
from mgov.services.consistency_checks import CHECKS
from mgov.services.service import Service
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
        if self.id not in CHECKS:
            trouble = "is no check that this library knows"
            remedy = f"Use as id one of {', '.join(CHECKS)}."
            raise InvalidValueError(trouble, remedy=remedy, code="service_check").as_pydantic()
        return self


class ServiceRulebook(Rulebook[ServiceRule], frozen=True):
    """Rules about what is said of services: `item-consistency`, or a file of your own.

    Example:
        >>> from mgov.services import ServiceRulebook
        >>> len(ServiceRulebook.built_in("item-consistency").rules)
        24
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
            fields=CHECKS[rule.id].fields,
            message=rule.message,
            article=rule.article,
            evidence=rule.evidence,
        )
        for rule in ServiceRulebook.of(rulebook).rules
        if CHECKS[rule.id].is_broken(service)
    )
