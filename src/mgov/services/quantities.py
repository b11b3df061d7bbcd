"""What a service may ask for, each in units of its own: time, money, and things to count."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator

from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.figures.units import canonical

__all__ = ["Count", "LengthOfTime", "Money", "VisitCount", "currency_of"]

_TIMES: Final = frozenset(
    {"s", "min", "h", "day", "workday", "week", "month", "quarter", "year", None}
)
# Units of money besides codes of ISO 4217, which are units as they are.
_CURRENCIES: Final = {
    "元": "CNY", "人民币": "CNY", "角": "CNY", "美元": "USD", "港元": "HKD", "日元": "JPY",
    "欧元": "EUR", "euro": "EUR", "英镑": "GBP", "pound": "GBP",
}  # fmt: skip
_CODE_LENGTH: Final = 3
_RELATIVE: Final = frozenset({"share", "pp", "growth", "times"})
_PEOPLE: Final = frozenset({"人", "名", "位", "户", "家"})
_VISITS_OF_PEOPLE: Final = frozenset({"人次", "户次"})


def currency_of(unit: str | None) -> str | None:
    """Return the currency that a unit of money is of; None for what is no money.

    Args:
        unit: A unit, such as 元, EUR, or 元/件.

    Example:
        >>> currency_of("元/件"), currency_of("euros"), currency_of("EUR"), currency_of("人")
        ('CNY', 'EUR', 'EUR', None)
    """
    plain = (canonical(unit) or "").partition("/")[0]
    if len(plain) == _CODE_LENGTH and plain.isascii() and plain.isupper():
        return plain
    return _CURRENCIES.get(plain)


def _a_length_of_time(figure: Figure) -> Figure:
    if canonical(figure.unit) not in _TIMES:
        raise _refusal(
            "counts something that is no time",
            "time",
            "Give a length of time, such as 5个工作日 or 20 days.",
        ).as_pydantic()
    return _not_negative(figure, "time")


def _an_amount_of_money(figure: Figure) -> Figure:
    if figure.unit is not None and currency_of(figure.unit) is None:
        raise _refusal(
            "counts something that is no money",
            "fee",
            "Give an amount, such as 10元 or 25 EUR; its unit may be left out.",
        ).as_pydantic()
    return _not_negative(figure, "fee")


def _a_count(figure: Figure) -> Figure:
    unit = canonical(figure.unit)
    if unit in _VISITS_OF_PEOPLE:
        raise _refusal(
            f"counts {figure.unit}, which is how often people came",
            "count",
            "Give how many there are, such as 37项 or 5份.",
        ).as_pydantic()
    return _a_visit_count(figure)


def _a_visit_count(figure: Figure) -> Figure:
    unit = canonical(figure.unit)
    counts = unit is None or not (
        unit in _TIMES | _RELATIVE | _PEOPLE or "/" in unit or currency_of(unit)
    )
    if not counts:
        raise _refusal(
            f"counts {figure.unit}, which is nothing that a service asks for",
            "count",
            "Give how many there are, such as 37项, 5份 or 2次.",
        ).as_pydantic()
    return _not_negative(figure, "count")


def _not_negative(figure: Figure, what: str) -> Figure:
    if figure.low < 0:
        raise InvalidValueError(
            "is less than nothing",
            field=what,
            remedy="Give what is asked for, not how it changed.",
            code="asks_negative",
        ).as_pydantic()
    return figure


def _refusal(trouble: str, what: str, remedy: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=what, remedy=remedy, code=f"{what}_unit")


LengthOfTime = Annotated[Figure, AfterValidator(_a_length_of_time)]
"""A figure that counts time; one without a unit, such as 0, may stand for none at all."""

Money = Annotated[Figure, AfterValidator(_an_amount_of_money)]
"""A figure that counts money, maybe for one of something (10元/件); its unit may be left out."""

Count = Annotated[Figure, AfterValidator(_a_count)]
"""A figure that counts things that are asked for: items of a form, materials."""

VisitCount = Annotated[Figure, AfterValidator(_a_visit_count)]
"""A figure that counts visits in person: 2次, 2趟, or 人次, by each person."""
