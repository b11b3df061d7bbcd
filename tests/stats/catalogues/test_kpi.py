"""The catalogue: every measure by its name, with its source, and a team's own beside it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

import pytest

from mgov import stats
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import RatingMeasures
from mgov.stats import (
    Condition,
    Count,
    Measure,
    MeasureCatalogue,
    MeasureDefinition,
    column,
    count,
    kpi,
    rating_catalogue,
)
from mgov.values.rulebook import Evidence

DEFINITIONS = [pytest.param(each, id=each.id) for each in kpi.catalogue().rules]

OWN = """
    id = "own"
    title = { zh = "本市指标", en = "Our measures" }
    source = { issuer = "某市", issued = 2024-01-01 }
    in_force_from = 2024-01-01

    [[rules]]
    id = "app_share"
    title = { zh = "app 占比", en = "Share of the app" }
    article = "第三条"
    evidence = "verified"
    source = { zh = "考核办法", en = "Assessment rules" }
    population = { zh = "办件", en = "Uses" }
    unit = "share"
    counts = { zh = "经 app", en = "In the app" }
    leaves_out = { zh = "无", en = "Nothing" }
    numerator = { kind = "count", where = { kind = "is_in", column = "channel", values = ["app"] } }
    denominator = { kind = "count" }
"""


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_definition_says_all_there_is_to_say(definition: MeasureDefinition):
    measure = definition.measure
    assert isinstance(measure, Measure)
    for text in (
        definition.title,
        definition.population,
        definition.counts,
        definition.leaves_out,
        definition.source,
    ):
        assert text.get("zh")
        assert text.get("en")
    assert definition.records is not None
    assert measure.describe("en").startswith(definition.title.in_language("en"))
    assert measure.describe("zh").startswith(definition.title.in_language("zh"))


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_measure_names_columns_that_its_records_have(definition: MeasureDefinition):
    record = getattr(stats, str(definition.records))
    assert definition.measure.columns <= record.model_fields.keys()


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_measure_is_an_attribute_that_type_checkers_know(definition: MeasureDefinition):
    assert getattr(kpi, definition.id) == definition.measure
    text = Path(str(kpi.__file__)).read_text(encoding="utf-8")
    assert f"\n    {definition.id}: Measure\n" in text


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_measure_is_kept_as_json(definition: MeasureDefinition):
    measure = definition.measure
    assert Measure.model_validate_json(measure.model_dump_json()) == measure
    assert MeasureDefinition.model_validate_json(definition.model_dump_json()) == definition


def test_type_checkers_know_no_other_measure():
    text = Path(str(kpi.__file__)).read_text(encoding="utf-8")
    known = [line.split(":")[0].strip() for line in text.splitlines() if line.endswith(": Measure")]
    assert known == [measure.id for measure in kpi.catalogue()]
    assert set(known) <= set(dir(kpi))
    assert "catalogue" in dir(kpi)


def test_a_name_that_is_no_measure_is_no_attribute():
    with pytest.raises(AttributeError, match="digital_takeup"):
        _ = kpi.digital_takeup  # type: ignore[attr-defined]  # the mistake that is tested


def test_an_unknown_id_is_told_the_nearest_one():
    with pytest.raises(InvalidValueError, match="Did you mean digital_take_up"):
        kpi.definition("digital_takeup")


def test_what_was_read_in_its_source_can_be_looked_up():
    for rule in kpi.catalogue().rules:
        if rule.evidence is Evidence.VERIFIED:
            assert rule.address is not None, rule.id
        if rule.evidence is Evidence.FROM_MEMORY:
            assert rule.address is None, rule.id


def test_what_takes_two_periods_is_a_function():
    assert kpi.channel_shift is stats.channel_shift
    assert kpi.retention is stats.retention
    assert {"channel_shift", "retention"} <= set(dir(kpi))


def test_all_that_is_public_is_listed():
    functions = {"catalogue", "channel_shift", "definition", "hit_share_over", "retention"}
    assert set(kpi.__all__) == functions | {measure.id for measure in kpi.catalogue()}
    assert kpi.__all__ == sorted(kpi.__all__)


def test_the_catalogue_is_read_when_it_is_first_asked_for():
    program = """
import sys
import mgov.stats
from pathlib import Path
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
assert not [path for path in opened if path.endswith(".toml")]
mgov.stats.kpi.reach
assert [path for path in opened if path.endswith("uses.toml")], opened
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_catalogue_of_a_team_stands_beside_that_of_the_library():
    own = MeasureCatalogue.parse(OWN)
    both = kpi.catalogue().merged(own)
    assert len(both) == len(kpi.catalogue()) + 1
    assert "app_share" in both
    assert "app_share" not in kpi.catalogue()
    assert both.measure("app_share").numerator == count(where=column("channel").is_in("app"))
    assert [measure.id for measure in both][-1] == "app_share"
    assert both.id == "kpi"


def test_a_file_of_a_team_is_loaded(tmp_path: Path):
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    assert MeasureCatalogue.load(path) == MeasureCatalogue.parse(OWN)


def test_a_catalogue_is_kept_as_json():
    for each in (kpi.catalogue(), MeasureCatalogue.parse(OWN), rating_catalogue()):
        assert MeasureCatalogue.model_validate_json(each.model_dump_json()) == each


WRITTEN: dict[str, Condition] = {
    """{ kind = "comparison", column = "on", operator = "less", value = 2017-08-17 }""": (
        column("on") < date(2017, 8, 17)
    ),
    """{ kind = "comparison", column = "at", operator = "at_least",
        value = 2017-08-17T08:00:00+08:00 }""".replace("\n", " "): (
        column("at") >= datetime(2017, 8, 17, tzinfo=UTC)
    ),
    """{ kind = "comparison", column = "cost", operator = "more", value = 0.1 }""": (
        column("cost") > Decimal("0.1")
    ),
    """{ kind = "not", condition = { kind = "is_missing", column = "user" } }""": (
        ~column("user").is_missing()
    ),
    """{ kind = "all_of", conditions = [
        { kind = "comparison", column = "late", operator = "equal", value = false },
        { kind = "column_comparison", column = "ended", operator = "at_most", other = "due" },
    ] }""": (column("late") == False) & (column("ended") <= column("due")),  # noqa: E712 -- data
}


@pytest.mark.parametrize(("written", "condition"), WRITTEN.items())
def test_a_condition_of_a_team_comes_back_from_toml_and_from_json(
    written: str, condition: Condition
):
    text = OWN.replace('{ kind = "is_in", column = "channel", values = ["app"] }', written)
    own = MeasureCatalogue.parse(text)
    numerator = own.measure("app_share").numerator
    assert isinstance(numerator, Count)
    assert numerator.where == condition
    assert MeasureCatalogue.model_validate_json(own.model_dump_json()) == own


def test_merging_with_itself_changes_nothing():
    assert kpi.catalogue().merged(kpi.catalogue()) == kpi.catalogue()


def test_no_definition_is_replaced_in_silence():
    own = MeasureCatalogue.parse(OWN.replace("app_share", "mobile_share"))
    with pytest.raises(InvalidValueError, match="defines mobile_share in another way than own"):
        kpi.catalogue().merged(own)
    replaced = kpi.catalogue().merged(own, replace=True)
    assert len(replaced) == len(kpi.catalogue())
    assert replaced.measure("mobile_share").population != kpi.mobile_share.population
    order = [rule.id for rule in kpi.catalogue().rules]
    assert [rule.id for rule in replaced.rules] == order


def test_a_definition_that_makes_no_measure_is_refused_by_its_name():
    broken = OWN.replace("denominator = { kind", "# denominator = { kind")
    with pytest.raises(InvalidDataError, match=r"app_share.*share of nothing"):
        MeasureCatalogue.parse(broken)


def test_every_rate_of_the_room_for_ratings_is_a_measure():
    room = RatingMeasures.built_in("cn-ratings").rules
    assert [rule.title for rule in rating_catalogue().rules] == [rate.title for rate in room]
    assert kpi.good_review_rate.is_proportion


def test_rates_of_a_team_count_levels_of_active_ratings():
    book = RatingMeasures.built_in("cn-ratings")
    top = book.rules[0].replace(id="top_rate", numerator=("very_satisfied",))
    own = rating_catalogue(book.replace(id="own-ratings", rules=(top,)))
    numerator = own.measure("top_rate").numerator
    assert isinstance(numerator, Count)
    assert numerator.columns == {"level", "active"}


@pytest.mark.parametrize("threshold", [0, -1])
def test_a_hit_is_read_at_least_once(threshold: int):
    with pytest.raises(InvalidValueError, match="below one"):
        kpi.hit_share_over(threshold)


def test_another_threshold_says_so_in_its_name():
    measure = kpi.hit_share_over(5)
    assert measure.numerator.where == (column("reads") >= 5)
    assert measure.denominator == kpi.hit_share.denominator
    assert str(measure.name.in_language("zh")) == "爆款率（阅读量达5）"


def test_hints_of_the_module_can_be_resolved():
    assert get_type_hints(kpi.catalogue)["return"] is MeasureCatalogue
