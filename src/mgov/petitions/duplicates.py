"""Likely duplicates among petitions, by a measure that can be explained and shows no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Annotated, Final

from pydantic import Field

from mgov.errors import InvalidValueError
from mgov.petitions.petition import Petition
from mgov.petitions.reported_place import Position
from mgov.petitions.text_pairs import Grams, alike, alike_pairs, grams
from mgov.values.language import Language, require_language
from mgov.values.model import Model
from mgov.values.moment import day_in
from mgov.values.organization import Organization
from mgov.values.place import Datum

__all__ = ["DuplicateMeasure", "Likeness", "find_duplicates"]

_PURPOSE: Final = "find duplicates among petitions"
_DEGREE: Final = 111_195  # meters: a degree of latitude on the sphere that distances are taken on
_CELL: Final = Decimal("0.001")  # degrees: what `coarse` may move a latitude, there and back

_Share = Annotated[Decimal, Field(ge=0, le=1)]


class DuplicateMeasure(Model, frozen=True):
    """When two petitions are taken for duplicates. No law says it: choose what serves you.

    Two petitions of one kind and one rulebook are, if they came within some days, are not
    known to be about different places, and either share a file or are alike in their words.
    How alike they have to be depends on whether they are known to be about the same place.

    Attributes:
        within_days: How many days there may be between them.
        within_meters: How far apart two points of the same place may be; a phone in a street of
            high houses is easily wrong by twenty meters.
        alike_in_one_place: The least share of pairs of characters in common at one place.
        alike: The same where one of the places is not known. Then only texts count: titles such
            as "a lamp is broken" are the same all over town.

    Example:
        >>> from mgov.petitions import DuplicateMeasure
        >>> DuplicateMeasure(within_days=7).within_meters
        50.0
    """

    within_days: Annotated[int, Field(ge=0)] = 30
    within_meters: Annotated[float, Field(ge=0)] = 50.0
    alike_in_one_place: _Share = Decimal("0.3")
    alike: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.6")


class Likeness(Model, frozen=True):
    """That two petitions are likely to be duplicates, and why. Somebody has to decide it.

    It holds nothing of what the petitioners wrote, nor where they stood.

    Attributes:
        first: The number of the petition that came first.
        second: The number of the other.
        days: How many days later it came.
        same_place: Whether both points are close to each other; None if one is not known.
        same_target: Whether both are about the same organization; None if one is not known.
        same_file: Whether they share an attachment, by its digest.
        alike: The share of pairs of characters in common, rounded down to two decimals.

    Example:
        >>> from mgov.petitions import Likeness
        >>> found = Likeness(
        ...     first="XF-17",
        ...     second="XF-18",
        ...     days=2,
        ...     same_place=True,
        ...     same_target=None,
        ...     same_file=False,
        ...     alike="0.71",
        ... )
        >>> print(found.explain("en"))
        XF-18 may be a duplicate of XF-17: it came 2 days later, from the same place, and shares
        71 % of its pairs of characters
    """

    first: str
    second: str
    days: int
    same_place: bool | None
    same_target: bool | None
    same_file: bool
    alike: Decimal

    def explain(self, language: Language = "zh") -> str:
        """Say in a sentence why the two are likely to be duplicates.

        Args:
            language: `zh` or `en`.

        Raises:
            mgov.errors.InvalidValueError: If the language is neither.
        """
        require_language(language)
        percent = f"{self.alike:.0%}"[:-1]
        if language == "zh":
            reasons = [f"晚{self.days}天收到" if self.days else "同日收到"]
            reasons += ["地点相同"] if self.same_place else []
            reasons += ["反映对象相同"] if self.same_target else []
            reasons += ["附件相同"] if self.same_file else []
            reasons.append(f"相邻字对有{percent}%相同")
            return f"{self.second}可能与{self.first}重复：" + "，".join(reasons)
        days = f"{self.days} day{'' if self.days == 1 else 's'} later"
        reasons = [f"it came {days if self.days else 'on the same day'}"]
        reasons += ["from the same place"] if self.same_place else []
        reasons += ["about the same organization"] if self.same_target else []
        reasons += ["with the same file"] if self.same_file else []
        reasons.append(f"and shares {percent} % of its pairs of characters")
        return f"{self.second} may be a duplicate of {self.first}: " + ", ".join(reasons)


def find_duplicates(
    petitions: Iterable[Petition], *, measure: DuplicateMeasure | None = None
) -> tuple[Likeness, ...]:
    """Find petitions that are likely to be duplicates of each other.

    Titles and texts are read for the purpose "find duplicates among petitions", of which an
    audit is told (`mgov.values.personal.audit`). Petitions that are merged already are not
    named again. Among many, only those are compared that are close in latitude, share a file, or
    share rare pairs of characters; none that fits the measure is missed.

    Args:
        petitions: The petitions, each with the number of its case.
        measure: When two are taken for duplicates.

    Returns:
        The pairs, the most alike first.

    Raises:
        mgov.errors.InvalidValueError: If a petition has no number, or two have the same.

    Example:
        >>> from datetime import UTC, datetime
        >>> from mgov.petitions import Petition, find_duplicates
        >>> first, second = (
        ...     Petition.register(
        ...         rulebook="cn-2022",
        ...         kind="claim",
        ...         number=number,
        ...         title=title,
        ...         place={"position": position},
        ...         at=datetime(2022, 6, day, tzinfo=UTC),
        ...     )
        ...     for number, day, title, position in [
        ...         ("XF-17", 1, "滨河路路灯不亮", "30.47391,106.63321"),
        ...         ("XF-18", 3, "路灯坏了不亮", "30.47398,106.63330"),
        ...     ]
        ... )
        >>> for found in find_duplicates([first, second]):
        ...     print(found.explain())
        XF-18可能与XF-17重复：晚2天收到，地点相同，相邻字对有36%相同
    """
    rules = DuplicateMeasure() if measure is None else measure
    groups: defaultdict[tuple[str, str], list[_Case]] = defaultdict(list)
    numbers: set[str] = set()
    for petition in petitions:
        if petition.number is None or petition.number in numbers:
            trouble = "have no number" if petition.number is None else "have a number twice"
            remedy = "Give each petition the number of its case."
            raise InvalidValueError(
                trouble, field="petitions", remedy=remedy, code="petition_number"
            )
        numbers.add(petition.number)
        groups[petition.rulebook.id, petition.kind].append(_case(petition, petition.number))
    found = [
        likeness
        for cases in groups.values()
        for likeness in _among(sorted(cases, key=lambda case: (case.day, case.number)), rules)
    ]
    return tuple(sorted(found, key=lambda each: (-each.alike, each.first, each.second)))


@dataclass(frozen=True, repr=False)  # parts of what a petitioner wrote
class _Case:
    """What of a petition is compared."""

    number: str
    main: str
    day: date
    point: tuple[Datum, Position] | None
    target: Organization | None
    files: frozenset[str]
    title: Grams
    words: Grams
    has_text: bool


def _case(petition: Petition, number: str) -> _Case:
    title = petition.title.reveal(purpose=_PURPOSE)
    text = "" if petition.text is None else petition.text.reveal(purpose=_PURPOSE)
    place = petition.place
    point = None
    if place is not None and place.position is not None:
        point = (place.datum, place.position)
    return _Case(
        number=number,
        main=petition.duplicate_of or number,
        day=day_in(petition.rulebook.zone, petition.events[0].at),
        point=point,
        target=petition.target,
        files=frozenset(each.digest for each in petition.attachments if each.digest),
        title=grams(title),
        words=grams(f"{title}\n{text}"),
        has_text=bool(text),
    )


def _among(cases: Sequence[_Case], measure: DuplicateMeasure) -> Iterator[Likeness]:
    pairs = {*_near(cases, measure), *_of_one_file(cases), *_of_alike_text(cases, measure)}
    for one, other in sorted(pairs):
        likeness = _compared(cases[one], cases[other], measure)
        if likeness is not None:
            yield likeness


def _compared(first: _Case, second: _Case, measure: DuplicateMeasure) -> Likeness | None:
    days = (second.day - first.day).days
    place = None
    if first.point and second.point and first.point[0] is second.point[0]:
        place = first.point[1].is_within(measure.within_meters, of=second.point[1])
    if first.main == second.main or days > measure.within_days or place is False:
        return None
    both_have_text = first.has_text and second.has_text
    share = alike(first.words, second.words) if both_have_text else alike(first.title, second.title)
    needed = measure.alike_in_one_place if place else measure.alike
    is_alike = share >= Fraction(needed) and (both_have_text or bool(place))
    same_file = not first.files.isdisjoint(second.files)
    if not (is_alike or same_file):
        return None
    percent = Decimal(share.numerator) / share.denominator
    known = first.target is not None and second.target is not None
    return Likeness(
        first=first.number,
        second=second.number,
        days=days,
        same_place=place,
        same_target=first.target == second.target if known else None,
        same_file=same_file,
        alike=percent.quantize(Decimal("0.01"), rounding=ROUND_FLOOR),
    )


def _near(cases: Sequence[_Case], measure: DuplicateMeasure) -> Iterator[tuple[int, int]]:
    """Find the pairs that are close in latitude, from south to north."""
    reach = Decimal(measure.within_meters) / _DEGREE + _CELL
    placed = sorted(
        (case.point[1].coarse(decimals=3)[0], index)
        for index, case in enumerate(cases)
        if case.point is not None
    )
    begin = 0
    for end, (latitude, index) in enumerate(placed):
        while latitude - placed[begin][0] > reach:
            begin += 1
        for _, other in placed[begin:end]:
            if abs((cases[index].day - cases[other].day).days) <= measure.within_days:
                yield min(index, other), max(index, other)


def _of_one_file(cases: Sequence[_Case]) -> Iterator[tuple[int, int]]:
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for index, case in enumerate(cases):
        for digest in case.files:
            yield from ((other, index) for other in owners[digest])
            owners[digest].append(index)


def _of_alike_text(cases: Sequence[_Case], measure: DuplicateMeasure) -> Iterator[tuple[int, int]]:
    texts = [case.words if case.has_text else frozenset[str]() for case in cases]
    days = [case.day.toordinal() for case in cases]
    at_least = Fraction(measure.alike)
    return alike_pairs(texts, days, at_least=at_least, within=measure.within_days)
