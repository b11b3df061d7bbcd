"""Made-up uses: the same for the same seed, as models and as Parquet, and like life."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError, MissingExtraError
from mgov.stats import ServiceUse, SyntheticUses, UseOutcome
from mgov.stats.uses.made_up_world import CHANNEL_PARTS, COSTS, ONLINE, Weighted
from mgov.values.tables import write_parquet


def as_counted(use: ServiceUse) -> tuple[str, ...]:
    moments = [each and each.timestamp() for each in (use.started_at, use.ended_at)]
    rest = use.model_dump(exclude={"started_at", "ended_at"}).values()
    return tuple(map(str, [*moments, *rest]))


@pytest.mark.parametrize(
    "made_up",
    [
        SyntheticUses(size=3000, seed=7),
        SyntheticUses(size=500, seed=2**32 - 1, users=3, days=1, start=date(2024, 2, 29)),
        SyntheticUses(size=500, seed=0, users=10_000_000, days=3_000, start=date(1999, 12, 31)),
    ],
    ids=lambda made_up: f"seed {made_up.seed}",
)
@pytest.mark.parametrize("files", [1, 3])
def test_parquet_holds_the_same_uses_as_the_models(
    made_up: SyntheticUses, files: int, tmp_path: Path
):
    paths = made_up.write_parquet(tmp_path / "new", files=files)
    assert len(paths) == files
    rows = [row for path in paths for row in pq.read_table(path).to_pylist()]
    read = Counter(as_counted(ServiceUse.model_validate(row)) for row in rows)
    assert read == Counter(map(as_counted, made_up.models()))


def test_models_are_as_good_as_validated_ones():
    for use in SyntheticUses(size=300).models():
        assert ServiceUse.model_validate(use.model_dump()) == use


def test_the_columns_of_the_file_are_the_fields_of_a_use(tmp_path: Path):
    [path] = SyntheticUses(size=10).write_parquet(tmp_path)
    schema = pq.read_schema(path)
    assert schema.names == list(ServiceUse.model_fields)
    assert str(schema.field("started_at").type) == "timestamp[us, tz=UTC]"


def test_no_use_at_all_is_a_table_of_no_rows(tmp_path: Path):
    [path] = SyntheticUses(size=0).write_parquet(tmp_path)
    assert pq.read_table(path).num_rows == 0
    assert list(SyntheticUses(size=0).models()) == []


@given(
    st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 60), st.dates(date(1971, 1, 1))
)
def test_uses_lie_within_the_days(seed: int, users: int, days: int, start: date):
    if start > date(2200, 1, 1):
        return
    made_up = SyntheticUses(size=20, users=users, days=days, start=start, seed=seed)
    for use in made_up.models():
        assert start <= (use.started_at).date() < start + timedelta(days=days)
        assert use.user is None or 0 <= int(use.user.removeprefix("u-")) < users + 1


def test_it_looks_like_life():
    uses = list(SyntheticUses(size=20_000, seed=3).models())
    by_day = sorted(uses, key=lambda use: use.started_at)
    early, late = by_day[:5_000], by_day[-5_000:]
    share = [sum(use.channel.is_mobile for use in part) / len(part) for part in (early, late)]
    assert share[0] < 0.35 < share[1]
    assert {use.outcome for use in uses} == set(UseOutcome)
    weekend = sum(use.started_at.weekday() >= 5 for use in uses)
    assert weekend / len(uses) < 0.2
    online = [use for use in uses if use.channel in ONLINE]
    assert all(use.user is not None and use.assisted is not None for use in online)
    assert any(use.user is None for use in uses)
    [(_, most), *_] = Counter(use.region for use in uses).most_common()
    assert most > 20_000 / 31
    assert {use.stars for use in uses} == {None, 1, 2, 3, 4, 5}


def test_channels_share_all_uses_on_the_first_day_and_the_last():
    assert sum(part.first for part in CHANNEL_PARTS) == 10_000
    assert sum(part.last for part in CHANNEL_PARTS) == 10_000
    assert {part.channel for part in CHANNEL_PARTS} == set(COSTS)


@given(st.dictionaries(st.text("ab", min_size=1), st.integers(1, 9), min_size=1))
def test_what_weighs_more_is_picked_more_often(weights: dict[str, int]):
    weighted = Weighted(weights)
    assert Counter(map(weighted.pick, range(weighted.total))) == weights


def test_another_seed_makes_other_uses():
    one, other = (next(SyntheticUses(size=1, users=10**6, seed=seed).models()) for seed in (1, 2))
    assert one != other


def test_it_is_written_to_one_file_at_least(tmp_path: Path):
    with pytest.raises(InvalidValueError, match="fewer than one"):
        SyntheticUses(size=1).write_parquet(tmp_path, files=0)


def test_a_size_that_cannot_be_is_refused():
    with pytest.raises(InvalidDataError, match="size"):
        SyntheticUses(size=-1)


def test_without_duckdb_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError, match="frames"):
        write_parquet(tmp_path / "x.parquet", "SELECT 1 AS x")


def test_a_folder_that_is_missing_is_an_error_of_the_system(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        write_parquet(tmp_path / "no" / "x.parquet", "SELECT 1 AS x")
