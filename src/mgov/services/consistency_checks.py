"""What can be checked of a service: one function for each way in which two statements clash."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple

from mgov.services.calendar_days import calendar_days
from mgov.services.opening_hours import OpenDay, OpeningHours
from mgov.services.parts import Output, OutputKind
from mgov.services.service import Service
from mgov.services.step import StepKind
from mgov.services.vocabulary import ChannelKind, Handling, OnlineDepth
from mgov.values.authentication import AuthenticationLevel
from mgov.values.figures.units import same_unit

__all__ = ["CHECKS", "Check"]


def _promises_more_time(service: Service) -> bool:
    """Whether the longest time promised is certainly longer than the longest one allowed."""
    statutory, promised = service.statutory_time, service.promised_time
    if statutory is None or promised is None:
        return False
    if same_unit(statutory.unit, promised.unit):
        return promised.high > statutory.high
    allowed = calendar_days(statutory.high, statutory.unit)
    taken = calendar_days(promised.high, promised.unit)
    return allowed is not None and taken is not None and taken[0] > allowed[1]


def _time_against_handling(service: Service) -> bool:
    if service.promised_time is None or service.handling is None:
        return False
    at_once = service.promised_time.high == 0
    return at_once is not (service.handling is Handling.IMMEDIATE)


def _charges_without_basis(service: Service) -> bool:
    return service.fee is not None and not service.fee.is_free and service.fee.basis is None


def _charges_without_way_to_pay(service: Service) -> bool:
    fee = service.fee
    return fee is not None and not fee.is_free and fee.online_payment is None


def _takes_no_fee_online(service: Service) -> bool:
    return service.fee is not None and service.fee.is_free and service.fee.online_payment is True


def _takes_payment_of_nothing(service: Service) -> bool:
    free = service.fee is not None and service.fee.is_free
    return free and any(step.kind is StepKind.PAYMENT for step in service.steps)


def _visits_without_reason(service: Service) -> bool:
    return bool(service.visits) and service.visits_reason is None


def _reason_without_visits(service: Service) -> bool:
    return service.visits == 0 and service.visits_reason is not None


def _no_way_without_visits(service: Service) -> bool:
    kinds = {channel.kind for channel in service.channels}
    remote = any(kind.is_online or kind is ChannelKind.POST for kind in kinds)
    return service.visits == 0 and bool(kinds) and not remote


def _has_step_in_person(service: Service) -> bool:
    return any(step.required and step.needs_visit for step in service.steps)


def _comes_without_visits(service: Service) -> bool:
    return service.visits == 0 and _has_step_in_person(service)


def _whole_online_with_visits(service: Service) -> bool:
    return service.online_depth is OnlineDepth.WHOLE and bool(service.visits)


def _whole_online_in_person(service: Service) -> bool:
    return service.online_depth is OnlineDepth.WHOLE and _has_step_in_person(service)


def _shows_face_at_lower_level(service: Service) -> bool:
    level = service.authentication
    shows_face = any(
        step.kind is StepKind.FACE_AUTHENTICATION and step.required for step in service.steps
    )
    return shows_face and level is not None and level < AuthenticationLevel.FACE


def _ends_before_it_begins(service: Service) -> bool:
    first, last = service.valid_from, service.valid_until
    return first is not None and last is not None and last < first


def _enabled_out_of_time(service: Service) -> bool:
    first, last = service.valid_from, service.valid_until
    for each in service.enabled_in:
        if each.since is not None and each.until is not None and each.until < each.since:
            return True
        if first is not None and each.since is not None and each.since < first:
            return True
        if last is not None and max(each.since or last, each.until or last) > last:
            return True
    return False


def _counter_nowhere_or_never(service: Service) -> bool:
    return any(
        channel.kind is ChannelKind.COUNTER and (channel.place is None or channel.hours is None)
        for channel in service.channels
    )


def _phone_without_number(service: Service) -> bool:
    return any(
        channel.kind is ChannelKind.PHONE and channel.phone is None for channel in service.channels
    )


def _hours_overlap(service: Service) -> bool:
    return any(
        channel.hours is not None and _overlaps(channel.hours) for channel in service.channels
    )


def _overlaps(hours: OpeningHours) -> bool:
    for day in OpenDay:
        of_day = [each for each in hours.regular if day in each.days]
        in_order = sorted(of_day, key=lambda each: each.opens)
        if any(one.ends_next_day or two.opens < one.closes for one, two in pairwise(in_order)):
            return True
    return False


def _proven_by_no_material(service: Service) -> bool:
    if service.conditions is None or service.materials is None:
        return False
    names = {
        name for material in service.materials for name in dict(material.name.items()).values()
    }
    return any(
        names.isdisjoint(dict(proof.items()).values())
        for condition in service.conditions
        for proof in condition.proven_by
    )


def _fetched_but_not_accepted(service: Service) -> bool:
    return any(
        material.fetched is True and material.electronic is False
        for material in service.materials or ()
    )


def _output_against_its_name(service: Service) -> bool:
    return any(map(_is_misnamed, service.outputs or ()))


def _is_misnamed(output: Output) -> bool:
    if output.kind is None:
        return False
    kinds = {_kind_by_name(name) for _, name in output.name.items()} - {None}
    return bool(kinds) and output.kind not in kinds


def _kind_by_name(name: str) -> OutputKind | None:
    if "批复" in name or "批文" in name:
        return OutputKind.DECISION
    if name.endswith("证") or "证书" in name:
        # A voucher, a proof, a notarial act: no certificates, though they are spelled like one.
        others = any(word in name for word in ("凭证", "证明", "公证", "认证"))
        return None if others else OutputKind.CERTIFICATE
    return OutputKind.DOCUMENT if name.endswith("文") else None


def _code_has_anomalies(service: Service) -> bool:
    return service.item_code is not None and bool(service.item_code.anomalies)


def _codes_name_another(service: Service) -> bool:
    own = service.provider.credit_code if service.provider is not None else None
    named = (
        code.credit_code for code in (service.item_code, service.national_code) if code is not None
    )
    return own is not None and any(code not in {None, own} for code in named)


def _code_lies_elsewhere(service: Service) -> bool:
    division = service.item_code.division if service.item_code is not None else None
    served = [place.division for place in service.area_served if place.division is not None]
    return (
        division is not None
        and bool(served)
        and not any(area.contains(division) or division.contains(area) for area in served)
    )


class Check(NamedTuple):
    """What a rule looks at, and what breaks it.

    Attributes:
        fields: The fields of the service that it looks at.
        is_broken: Says whether a service breaks it.

    Example:
        >>> from mgov import Service
        >>> CHECKS["visits_have_reason"].is_broken(Service(name="护照换发", visits=1))
        True
    """

    fields: tuple[str, ...]
    is_broken: Callable[[Service], bool]


CHECKS: Final = {
    "promised_within_statutory": Check(("promised_time", "statutory_time"), _promises_more_time),
    "time_fits_handling": Check(("promised_time", "handling"), _time_against_handling),
    "visits_have_reason": Check(("visits", "visits_reason"), _visits_without_reason),
    "no_visits_no_reason": Check(("visits", "visits_reason"), _reason_without_visits),
    "no_visits_other_way": Check(("visits", "channels"), _no_way_without_visits),
    "no_visits_no_step_in_person": Check(("visits", "steps"), _comes_without_visits),
    "whole_online_no_visits": Check(("online_depth", "visits"), _whole_online_with_visits),
    "whole_online_no_step_in_person": Check(("online_depth", "steps"), _whole_online_in_person),
    "fee_has_basis": Check(("fee",), _charges_without_basis),
    "fee_says_online_payment": Check(("fee",), _charges_without_way_to_pay),
    "free_has_no_payment": Check(("fee",), _takes_no_fee_online),
    "free_has_no_payment_step": Check(("fee", "steps"), _takes_payment_of_nothing),
    "face_step_needs_face_level": Check(("steps", "authentication"), _shows_face_at_lower_level),
    "counter_says_where_and_when": Check(("channels",), _counter_nowhere_or_never),
    "phone_says_number": Check(("channels",), _phone_without_number),
    "hours_do_not_overlap": Check(("channels",), _hours_overlap),
    "conditions_proven_by_materials": Check(("conditions", "materials"), _proven_by_no_material),
    "fetched_material_is_electronic": Check(("materials",), _fetched_but_not_accepted),
    "output_fits_its_name": Check(("outputs",), _output_against_its_name),
    "validity_ends_after_it_begins": Check(("valid_from", "valid_until"), _ends_before_it_begins),
    "enabled_while_valid": Check(("enabled_in", "valid_from", "valid_until"), _enabled_out_of_time),
    "item_code_is_regular": Check(("item_code",), _code_has_anomalies),
    "codes_name_the_provider": Check(
        ("item_code", "national_code", "provider"), _codes_name_another
    ),
    "item_code_lies_in_area": Check(("item_code", "area_served"), _code_lies_elsewhere),
}
"""What each check looks at and what breaks it, by its id, which is that of the rule."""
