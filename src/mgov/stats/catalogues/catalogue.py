"""`MeasureCatalogue`: definitions of measures, read from a TOML file and put together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Self

from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.stats.catalogues.definition import MeasureDefinition
from mgov.stats.measures.definition import Measure
from mgov.values.rulebook import Rulebook

__all__ = ["MeasureCatalogue"]


class MeasureCatalogue(Rulebook[MeasureDefinition], frozen=True):
    """Definitions of measures: those of this library, or a file of a team's own.

    Iterated over, it gives the measures, as `measure` takes them.

    Example:
        >>> from mgov.stats import MeasureCatalogue
        >>> MeasureCatalogue.available()
        ('accounts', 'petitions', 'posts', 'services', 'uses')
        >>> own = MeasureCatalogue.parse('''
        ...     id = "nanjing"
        ...     title = { zh = "南京指标", en = "Measures of Nanjing" }
        ...     source = { issuer = "南京市", issued = 2024-01-01 }
        ...     in_force_from = 2024-01-01
        ...
        ...     [[rules]]
        ...     id = "night_share"
        ...     title = { zh = "夜间办理率", en = "Share at night" }
        ...     article = "第三条"
        ...     evidence = "verified"
        ...     source = { zh = "本市考核办法", en = "Rules of the city" }
        ...     population = { zh = "办件", en = "Uses" }
        ...     unit = "share"
        ...     time = "started_at"
        ...     counts = { zh = "夜间的办件", en = "Uses at night" }
        ...     leaves_out = { zh = "无", en = "Nothing" }
        ...     denominator = { kind = "count" }
        ...     [rules.numerator]
        ...     kind = "count"
        ...     where = { kind = "is_in", column = "hour", values = [22, 23, 0, 1, 2, 3, 4, 5] }
        ... ''')
        >>> both = own.merged(MeasureCatalogue.built_in("uses"))
        >>> both.measure("night_share").unit, len(both) == len(own) + len(list(both)) - 1
        ('share', True)
    """

    package: ClassVar[str] = "mgov.stats.catalogues"
    folder: ClassVar[str] = "kpi"

    def measure(self, measure_id: str) -> Measure:
        """Return the measure of an id.

        Args:
            measure_id: The id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; names the nearest one.

        Example:
            >>> from mgov.stats import MeasureCatalogue
            >>> print(MeasureCatalogue.built_in("uses").measure("active_users").name)
            活跃用户数
            >>> MeasureCatalogue.built_in("uses").measure("active_user")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: rule: has no such rule in uses. Did you mean
            active_users? There are ...
        """
        return self.rule(measure_id).measure

    def merged(self, other: MeasureCatalogue, *, replace: bool = False) -> Self:
        """Put the definitions of another catalogue behind those of this one.

        Args:
            other: The other catalogue.
            replace: Whether a definition of the other one takes the place of one of this that has
                its id. Without it, two definitions of one id are an error: a measure that has
                quietly become another one is the worst that can happen to a report.

        Raises:
            mgov.errors.InvalidValueError: If both define a measure of one id, and not the same.

        Example:
            >>> from mgov.stats import MeasureCatalogue
            >>> uses = MeasureCatalogue.built_in("uses")
            >>> strict = uses.rule("mobile_share").replace(minimum_n=30)
            >>> own = uses.replace(id="own", rules=[strict])
            >>> uses.merged(own, replace=True).measure("mobile_share").minimum_n
            30
            >>> uses.merged(own)
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: catalogue: defines mobile_share in another way than own.
            Give one of them another id, or merge with replace=True.
        """
        theirs = {rule.id: rule for rule in other.rules}
        differing = [
            rule.id for rule in self.rules if theirs.get(rule.id, rule) != rule and not replace
        ]
        if differing:
            trouble = f"defines {', '.join(differing)} in another way than {other.id}"
            remedy = "Give one of them another id, or merge with replace=True."
            raise InvalidValueError(
                trouble, field="catalogue", remedy=remedy, code="measure_defined_twice"
            )
        kept = {rule.id for rule in self.rules}
        return self.replace(
            rules=[
                *(theirs.get(rule.id, rule) for rule in self.rules),
                *(rule for rule in other.rules if rule.id not in kept),
            ]
        )

    def __len__(self) -> int:
        """How many measures it defines."""
        return len(self.rules)

    def __contains__(self, measure_id: object) -> bool:
        """Whether it defines a measure of an id."""
        return any(rule.id == measure_id for rule in self.rules)

    @override
    def __iter__(self) -> Iterator[Measure]:  # type: ignore[override]  # measures, not fields
        return (rule.measure for rule in self.rules)
