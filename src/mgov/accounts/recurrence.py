"""Recurrence rules of RFC 5545, section 3.3.10, read strictly and walked within bounds.

`dateutil.rrule` walks them; what it would accept by mistake is refused before: a part twice, a
number out of range, an UNTIL that is no moment. A rule that never comes would be walked to the
year 9999; `Recurrence.ever_comes` finds it out before.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import MAXYEAR, UTC, datetime
from typing import Final, Literal, NamedTuple

from dateutil import rrule
from typing_extensions import override

from mgov.errors import InvalidValueError

__all__ = ["Recurrence"]

_FREQUENCIES: Final[dict[str, Literal[0, 1, 2, 3]]] = {
    "YEARLY": rrule.YEARLY, "MONTHLY": rrule.MONTHLY, "WEEKLY": rrule.WEEKLY, "DAILY": rrule.DAILY,
}  # fmt: skip
_TOO_FREQUENT: Final = {"HOURLY", "MINUTELY", "SECONDLY"}
_WEEKDAYS: Final = {
    "MO": rrule.MO, "TU": rrule.TU, "WE": rrule.WE, "TH": rrule.TH, "FR": rrule.FR,
    "SA": rrule.SA, "SU": rrule.SU,
}  # fmt: skip


class _Numbers(NamedTuple):
    """A part that lists numbers: its bounds, and whether it may count from the end."""

    low: int
    high: int
    from_the_end: bool
    argument: str


_NUMBERS: Final = {
    "BYMONTH": _Numbers(1, 12, from_the_end=False, argument="bymonth"),
    "BYWEEKNO": _Numbers(1, 53, from_the_end=True, argument="byweekno"),
    "BYYEARDAY": _Numbers(1, 366, from_the_end=True, argument="byyearday"),
    "BYMONTHDAY": _Numbers(1, 31, from_the_end=True, argument="bymonthday"),
    "BYHOUR": _Numbers(0, 23, from_the_end=False, argument="byhour"),
    "BYMINUTE": _Numbers(0, 59, from_the_end=False, argument="byminute"),
    "BYSECOND": _Numbers(0, 59, from_the_end=False, argument="bysecond"),
    "BYSETPOS": _Numbers(1, 366, from_the_end=True, argument="bysetpos"),
}
# The order in which a rule is written anew, so that equal rules are equal texts.
_ORDER: Final = (
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY",
    "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "WKST",
)  # fmt: skip
_MOST: Final = 9999  # of COUNT and INTERVAL: beyond, a calendar ends before the rule does
_WEEKS: Final = 5  # how often a month may have a weekday
_CYCLE: Final = 400  # years, after which dates and weekdays of the Gregorian calendar come again

# Where RFC 5545 does not allow a part, by frequency.
_NOT_WITH: Final = {
    "BYWEEKNO": {"MONTHLY", "WEEKLY", "DAILY"},
    "BYYEARDAY": {"MONTHLY", "WEEKLY", "DAILY"},
    "BYMONTHDAY": {"WEEKLY"},
}
_DAY: Final = re.compile(r"(?P<nth>[+-]?[0-9]{1,2})?(?P<day>MO|TU|WE|TH|FR|SA|SU)")
_UNTIL: Final = re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?")


class Recurrence:
    """A recurrence rule: when something comes again, by the clock of one place.

    Args:
        text: The rule as iCalendar writes it, with or without `RRULE:` in front. Frequencies
            from DAILY up are understood; several times a day are BYHOUR and BYMINUTE.

    Raises:
        mgov.errors.InvalidValueError: If it is no such rule; says which part and what to do.

    Example:
        >>> from mgov.accounts.recurrence import Recurrence
        >>> str(Recurrence("RRULE:byday=fr;FREQ=weekly"))
        'FREQ=WEEKLY;BYDAY=FR'
    """

    def __init__(self, text: str) -> None:
        parts = _parts_of(text)
        self._parts = {name: parts[name] for name in _ORDER if name in parts}
        self.count = _number("COUNT", parts["COUNT"]) if "COUNT" in parts else None
        self.until = _until(parts["UNTIL"]) if "UNTIL" in parts else None
        self._options = _options(parts)

    @override
    def __str__(self) -> str:
        return ";".join(f"{name}={value}" for name, value in self._parts.items())

    def times(self, start: datetime, last: datetime) -> Iterator[datetime]:
        """Walk the times that the rule names on the clock of its place, in order.

        UNTIL is a moment and no time on a clock: whoever knows the zone applies it.

        Args:
            start: The time from which it counts, without a zone. The rule must come some day.
            last: The time after which it is not walked, without a zone.
        """
        return itertools.islice(self._walk(start, last), self.count)

    def ever_comes(self, start: datetime) -> bool:
        """Say whether the rule names any time in the two centuries from its start on.

        Args:
            start: As for `times`, before the year 3000.
        """
        # The walk ends with the last year that a datetime has. Moved by whole cycles, the start
        # is near enough to it, and every date keeps its weekday, its week and its leap years.
        cycles = (MAXYEAR - _CYCLE // 2 - start.year) // _CYCLE
        late = start.replace(year=start.year + cycles * _CYCLE)
        return next(iter(self._walk(late, None)), None) is not None

    def _walk(self, start: datetime, last: datetime | None) -> rrule.rrule:
        return rrule.rrule(
            _FREQUENCIES[self._parts["FREQ"]],
            dtstart=start,
            until=last,
            **self._options,  # type: ignore[arg-type]  # each part has the type that its name takes
        )


def _parts_of(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in re.sub(r"^\s*RRULE:", "", text, flags=re.IGNORECASE).split(";"):
        name, equals, value = part.strip().upper().partition("=")
        if not equals or not value:
            trouble = "has a part that is not written NAME=value"
            raise _refusal(trouble, "Write it as in FREQ=WEEKLY;BYDAY=FR;BYHOUR=17.")
        if name not in _ORDER:
            trouble = "has a part that RFC 5545 does not know"
            raise _refusal(trouble, f"The parts are {', '.join(_ORDER)}.")
        if name in parts:
            raise _refusal(f"has {name} twice", "Put all its values into one, with commas.")
        parts[name] = value
    _check_frequency(parts)
    _check_together(parts)
    return parts


def _check_frequency(parts: dict[str, str]) -> None:
    frequency = parts.get("FREQ")
    if frequency in _TOO_FREQUENT:
        trouble = f"has the frequency {frequency}, and clocks are put forward and back"
        remedy = "Use FREQ=DAILY and list the times of the day: BYHOUR=8,12,18."
        raise _refusal(trouble, remedy)
    if frequency not in _FREQUENCIES:
        trouble = "has no frequency" if frequency is None else "has no frequency that is known"
        raise _refusal(trouble, f"Give as FREQ one of {', '.join(_FREQUENCIES)}.")
    for name, frequencies in _NOT_WITH.items():
        if name in parts and frequency in frequencies:
            trouble = f"has {name}, which does not go with FREQ={frequency}"
            raise _refusal(trouble, "Take it out, or choose another frequency.")


def _check_together(parts: dict[str, str]) -> None:
    if "COUNT" in parts and "UNTIL" in parts:
        raise _refusal("has both COUNT and UNTIL", "Keep one of them.")
    others = {name for name in parts if name.startswith("BY")} - {"BYSETPOS"}
    if "BYSETPOS" in parts and not others:
        trouble = "has BYSETPOS without a set to choose from"
        raise _refusal(trouble, "Add another part, such as BYDAY=MO,TU,WE,TH,FR.")
    numbered = re.search(r"[0-9]", parts.get("BYDAY", ""))
    if numbered and (parts["FREQ"] not in {"MONTHLY", "YEARLY"} or "BYWEEKNO" in parts):
        trouble = "numbers a weekday of BYDAY, which needs months or years to count in"
        raise _refusal(trouble, "Take the number out, or use FREQ=MONTHLY without BYWEEKNO.")
    counts = map(int, re.findall(r"[0-9]+", parts.get("BYDAY", "")))
    if (parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts) and max(counts, default=0) > _WEEKS:
        trouble = "numbers a weekday of BYDAY that no month has"
        raise _refusal(trouble, f"Count in a month from 1 to {_WEEKS}, or from -{_WEEKS} to -1.")


def _options(parts: dict[str, str]) -> dict[str, object]:
    options: dict[str, object] = {
        numbers.argument: _numbers(name, parts[name], numbers)
        for name, numbers in _NUMBERS.items()
        if name in parts
    }
    if "INTERVAL" in parts:
        options["interval"] = _number("INTERVAL", parts["INTERVAL"])
    if "BYDAY" in parts:
        options["byweekday"] = [_weekday(day) for day in parts["BYDAY"].split(",")]
    if "WKST" in parts:
        if parts["WKST"] not in _WEEKDAYS:
            raise _refusal("has no weekday in WKST", f"Use one of {', '.join(_WEEKDAYS)}.")
        options["wkst"] = _WEEKDAYS[parts["WKST"]]
    return options


def _number(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", value) or int(value) == 0:
        raise _refusal(f"has no usable number in {name}", f"Give one from 1 to {_MOST}.")
    return int(value)


def _numbers(name: str, value: str, numbers: _Numbers) -> list[int]:
    found = []
    for each in value.split(","):
        number = int(each) if re.fullmatch(r"[+-]?[0-9]{1,3}", each) else None
        size = None if number is None else abs(number) if numbers.from_the_end else number
        if number is None or size is None or not numbers.low <= size <= numbers.high:
            remedy = f"Give numbers from {numbers.low} to {numbers.high}, with commas between."
            if numbers.from_the_end:
                remedy = f"{remedy[:-1]}; -1 is the last."
            raise _refusal(f"has no usable number in {name}", remedy)
        found.append(number)
    return found


def _weekday(text: str) -> rrule.weekday:
    match = _DAY.fullmatch(text)
    nth = int(match["nth"] or 0) if match else 0
    if match is None or (match["nth"] and not 1 <= abs(nth) <= 53):  # noqa: PLR2004 -- the weeks
        trouble = "has no weekday in BYDAY"
        raise _refusal(trouble, "Write MO to SU; 1MO is the first Monday, -1FR the last Friday.")
    day = _WEEKDAYS[match["day"]]
    return day(nth) if nth else day


def _until(value: str) -> datetime:
    """Read UNTIL: in UTC an aware moment, otherwise a time that still needs its zone."""
    form = "%Y%m%d" if "T" not in value else "%Y%m%dT%H%M%S"
    try:
        if not _UNTIL.fullmatch(value):
            raise ValueError  # noqa: TRY301 -- strptime takes fewer digits, and spaces
        until = datetime.strptime(value.removesuffix("Z"), form)  # noqa: DTZ007 -- zone below
    except ValueError:
        trouble = "has no moment in UNTIL"
        raise _refusal(trouble, "Write it in UTC, as in UNTIL=20171231T160000Z.") from None
    if "T" not in value:  # a day is meant to its end
        until = until.replace(hour=23, minute=59, second=59)
    return until.replace(tzinfo=UTC) if value.endswith("Z") else until


def _refusal(trouble: str, remedy: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="rule", remedy=remedy, code="recurrence_rule")
