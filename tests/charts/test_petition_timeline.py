"""Timelines: every row says in words what it draws, and nothing personal is in it."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov import Organization, WorkCalendar
from mgov.charts import timeline
from mgov.errors import InvalidValueError, MissingExtraError
from mgov.petitions import Lifecycle, Petition

BEIJING = ZoneInfo("Asia/Shanghai")
OFFICE = Organization(name={"zh": "某市信访局", "en": "Petition Office"})
BUREAU = Organization(name={"zh": "某市住建局", "en": "Housing Bureau"})
TOLD = "楼顶渗水无人维修"


def on(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2022, month, day, hour, tzinfo=BEIJING)


def claim(kind: str = "claim", number: str | None = "XF-2022-17") -> Petition:
    return Petition.register(
        rulebook="cn-2022",
        kind=kind,
        title=TOLD,
        text=TOLD,
        number=number,
        petitioners=[{"name": TOLD}],
        to=OFFICE,
        at=on(6, 1),
    )


def reexamined() -> Petition:
    petition = claim().accept(at=on(6, 2)).answer(at=on(6, 3), outcome="not_supported")
    petition = petition.deliver(at=on(6, 4)).request_review(at=on(6, 5))
    petition = petition.review(at=on(6, 6), outcome="upheld").deliver(at=on(6, 7))
    return petition.request_reexamination(at=on(6, 8)).step("open_hearing", at=on(6, 9))


def rows(petition: Petition, at: datetime, **options: object) -> dict[str, str]:
    """What each row says, by what it is about."""
    lines = timeline(petition, at=at, **options).description.splitlines()
    colon = "：" if options.get("lang") == "zh" else ": "
    return dict(line.removeprefix("- ").rsplit(colon, 1) for line in lines if line.startswith("- "))


def layers(petition: Petition, at: datetime, mark: str) -> list[dict[str, Any]]:
    """The layers of one sort of mark, each with the rows that it draws."""
    chart = timeline(petition, at=at).to_dict(format="vega-lite")
    found = []
    for panel in chart["vconcat"]:
        for layer in panel["layer"]:
            if layer["mark"]["type"] == mark:
                values = chart["datasets"][name] if (name := layer["data"].get("name")) else None
                found.append(layer["mark"] | {"values": values or layer["data"]["values"]})
    return found


def test_the_states_are_told_with_their_days():
    petition = claim().step("transfer", at=on(6, 10), to=BUREAU).accept(at=on(6, 10, 11))
    told = rows(petition, on(6, 20))
    assert told["Registered"] == "2022-06-01 to 2022-06-10"
    assert told["Transferred"] == "2022-06-10"
    assert told["Accepted"] == "since 2022-06-10"


def test_a_state_that_comes_again_has_one_row():
    petition = claim().step("transfer", at=on(6, 2), to=BUREAU).step("send_back", at=on(6, 3))
    assert rows(petition, on(6, 20))["Registered"] == "2 times, now since 2022-06-03"
    again = petition.step("transfer", at=on(6, 4), to=BUREAU)
    assert rows(again, on(6, 20))["Registered"] == "2 times, last 2022-06-03"
    assert rows(again, on(6, 20))["Transfer"] == "2 times, last 2022-06-04"


def test_organizations_are_named_only_if_that_is_asked_for():
    petition = claim().step("transfer", at=on(6, 10), to=BUREAU)
    assert rows(petition, on(6, 20))["Transfer"] == "2022-06-10"
    named = rows(petition, on(6, 20), organizations=True)
    assert named["Transfer"] == "2022-06-10, to Housing Bureau"


@pytest.mark.parametrize(
    ("petition", "at", "term", "words"),
    [
        (
            claim(),
            on(6, 15),
            "Tell the petitioner, transfer or assign",
            "due 2022-06-16, 1 day left",
        ),
        (
            claim(),
            on(6, 16),
            "Tell the petitioner, transfer or assign",
            "due 2022-06-16, the last day",
        ),
        (
            claim(),
            on(6, 18),
            "Tell the petitioner, transfer or assign",
            "OVERDUE by 2 days, due 2022-06-16",
        ),
        (
            claim().accept(at=on(6, 10)),
            on(6, 20),
            "Tell the petitioner, transfer or assign",
            "done 2022-06-10, due 2022-06-16",
        ),
        (
            claim().accept(at=on(6, 17)),
            on(6, 20),
            "Tell the petitioner, transfer or assign",
            "done 2022-06-17, 1 day late (due 2022-06-16)",
        ),
        (reexamined(), on(6, 20), "Time to decide on re-examination", "paused, no last day yet"),
        (
            reexamined(),
            on(6, 20),
            "Time to ask for review",
            "done 2022-06-05, open until 2022-07-04",
        ),
    ],
)
def test_a_term_says_how_it_stands(petition: Petition, at: datetime, term: str, words: str):
    assert rows(petition, at)[term] == words


def test_a_window_that_passes_makes_nobody_late():
    petition = claim().step("transfer", at=on(6, 1), to=BUREAU)
    window = "Object to a transfer"
    assert rows(petition, on(6, 2))[window] == "open until 2022-06-08"
    assert rows(petition, on(6, 20))[window] == "passed 2022-06-08"
    late = petition.step("send_back", at=on(6, 20))
    assert rows(late, on(6, 20))[window] == "done 2022-06-20, was open until 2022-06-08"
    void = petition.accept(at=on(6, 20))
    assert rows(void, on(6, 20))[window] == "of no more use since 2022-06-20"
    for each in (petition, late):
        overdue = [layer for layer in layers(each, on(6, 20), "bar") if layer["color"] == "#f6c6b0"]
        assert {value["row"] for layer in overdue for value in layer["values"]} <= {
            "Tell the petitioner after a transfer"
        }


def test_the_runs_of_one_clock_are_told_apart():
    petition = claim().step("transfer", at=on(6, 2), to=BUREAU)
    petition = petition.step("transfer", at=on(6, 3), to=OFFICE)
    told = rows(petition, on(6, 20))
    assert told["Tell the petitioner after a transfer"] == "done 2022-06-03, due 2022-06-17"
    assert told["Tell the petitioner after a transfer (2)"] == "OVERDUE by 2 days, due 2022-06-18"


def test_what_is_late_differs_in_outline_and_ends_in_a_mark():
    """Without colors, it is still a second bar with a heavy outline, and a mark of its own."""
    late = claim()
    bars = layers(late, on(6, 20), "bar")
    outlines = {layer.get("strokeWidth"): layer["values"] for layer in bars}
    ((bar,),) = [values for width, values in outlines.items() if width == 2]
    assert bar["words"].endswith("OVERDUE by 4 days, due 2022-06-16")
    shapes = {layer["shape"] for layer in layers(late, on(6, 20), "point")}
    assert shapes == {"diamond", "triangle-right"}
    done = layers(late.accept(at=on(6, 20)), on(6, 20), "point")
    assert {layer["shape"] for layer in done} == {"diamond", "cross"}
    kept = layers(late.accept(at=on(6, 10)), on(6, 20), "point")
    assert {layer["shape"] for layer in kept} == {"diamond", "circle"}
    paused = layers(reexamined(), on(6, 20), "point")
    assert {layer["shape"] for layer in paused} == {"diamond", "circle", "square"}


def test_what_happened_later_is_left_out():
    petition = claim().accept(at=on(6, 10))
    told = timeline(petition, at=on(6, 9)).description
    assert told == timeline(claim(), at=on(6, 9)).description


def test_the_days_are_those_of_the_rulebook():
    petition = claim()
    at = datetime(2022, 6, 15, 16, tzinfo=UTC)  # midnight in Beijing
    assert timeline(petition, at=at).description.splitlines()[1].endswith("as of 2022-06-16")
    panel = timeline(petition, at=at).to_dict()["vconcat"][0]
    (bar,) = layers(petition, at, "bar")[0]["values"]
    registered = datetime(2022, 6, 1, 10, tzinfo=UTC)  # what the clock on the wall showed
    assert bar["start"] == registered.timestamp() * 1000
    assert panel["layer"][0]["encoding"]["x"]["scale"]["type"] == "utc"


def test_working_days_are_counted_by_the_calendar():
    message = Petition.register(
        rulebook="cn-hezhang-2020",
        kind="complaint",
        title="路灯不亮",
        at=datetime(2021, 9, 28, 10, tzinfo=BEIJING),
    )
    at = datetime(2021, 10, 8, 10, tzinfo=BEIJING)
    assert rows(message, at)["Time to reply"] == "OVERDUE by 1 day, due 2021-10-07"
    china = rows(message, at, calendar=WorkCalendar.china())
    assert china["Time to reply"] == "due 2021-10-13, 5 days left"


def test_it_speaks_chinese():
    chart = timeline(claim(), at=on(6, 20), lang="zh")
    assert chart.description.splitlines() == [
        "信访件 XF-2022-17：申诉求决类",
        "信访工作条例，截至 2022-06-20",
        "状态：",
        "- 已登记：2022-06-01 起",
        "步骤：",
        "- 登记：2022-06-01",
        "期限：",
        "- 登记后告知、转送、交办：已逾期 4 天，期限 2022-06-16",
    ]
    assert "Noto Sans CJK SC" in chart.to_dict()["config"]["font"]


def test_a_petition_without_number_and_terms_is_drawn_too():
    request = Petition.register(
        rulebook="open311",
        kind="service_request",
        title="Pothole",
        at=datetime(2024, 5, 6, 15, tzinfo=UTC),
    )
    chart = timeline(request, at=datetime(2024, 5, 7, tzinfo=UTC))
    assert chart.description.splitlines()[0] == "Petition: Service request"
    assert len(chart.to_dict()["vconcat"]) == 2


def test_a_confidential_petition_shows_its_state_and_nothing_else():
    report = claim(kind="report_against_person").accept(at=on(6, 10))
    report = report.answer(at=on(6, 11), explanation=TOLD)
    chart = timeline(report, at=on(7, 1), organizations=True)
    assert chart.description.splitlines() == [
        "Confidential petition",
        "Regulations on Petition Work, as of 2022-07-01",
        "Status:",
        "- Answered: 2022-07-01",
    ]
    drawn = json.dumps(chart.to_dict(), ensure_ascii=False)
    for hidden in ("XF-2022-17", "eport against", "Petition Office", "2022-06", TOLD):
        assert hidden not in drawn
    (bar,) = layers(report, on(7, 1), "bar")[0]["values"]
    assert bar["start"] == datetime(2022, 7, 1, tzinfo=UTC).timestamp() * 1000


def test_nothing_personal_is_drawn():
    petition = claim().accept(at=on(6, 10))
    petition = petition.answer(at=on(6, 11), outcome="explained", explanation=TOLD)
    drawn = json.dumps(timeline(petition, at=on(7, 1)).to_dict(), ensure_ascii=False)
    code = petition.lookup_code.reveal(purpose="look for it in the picture")
    for hidden in (TOLD, code, code.replace("-", ""), "信访局", "Petition Office"):
        assert hidden not in drawn


def test_it_is_written_as_svg(tmp_path: Path):
    place = tmp_path / "course.svg"
    timeline(claim(), at=on(6, 20)).save(place)
    svg = place.read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    for words in ("Petition XF-2022-17: Claim", "OVERDUE by 4 days, due 2022-06-16"):
        assert words in svg
    label = 'aria-label="Tell the petitioner, transfer or assign: OVERDUE by 4 days'
    assert label in svg


@pytest.mark.parametrize(("at", "ticks"), [(on(6, 2), True), (on(9, 1), False)])
def test_a_short_time_names_each_day_once(at: datetime, ticks: bool):  # noqa: FBT001 -- a parameter of the cases
    book = Lifecycle.built_in("open311")
    request = Petition.register(
        rulebook=book, kind="service_request", title="Pothole", at=on(6, 1), due=date(2022, 6, 1)
    )
    axis = timeline(request, at=at).to_dict()["vconcat"][-1]["layer"][0]["encoding"]["x"]["axis"]
    assert (axis["tickCount"] == {"interval": "day", "step": 1}) is ticks


def test_a_moment_before_the_registration_is_refused():
    with pytest.raises(InvalidValueError) as caught:
        timeline(claim(), at=on(5, 31))
    assert (caught.value.field, caught.value.code) == ("at", "timeline_before")


def test_other_languages_and_naive_moments_are_refused():
    with pytest.raises(InvalidValueError):
        timeline(claim(), at=on(6, 2), lang="fr")
    with pytest.raises(InvalidValueError):
        timeline(claim(), at=datetime(2022, 6, 2))  # noqa: DTZ001 -- that is the case


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtraError, match=r"mgov\[charts\]"):
        timeline(claim(), at=on(6, 2))


@settings(max_examples=8)
@given(day=st.integers(0, 400), hour=st.integers(0, 23))
def test_nothing_is_drawn_outside_of_the_time_that_is_shown(day: int, hour: int):
    at = datetime.fromordinal(on(6, 9).toordinal() + day).replace(hour=hour, tzinfo=BEIJING)
    petition = reexamined()
    chart = timeline(petition, at=max(at, petition.events[-1].at)).to_dict()
    for panel in chart["vconcat"]:
        first, last = panel["layer"][0]["encoding"]["x"]["scale"]["domain"]
        for layer in panel["layer"]:
            name = layer["data"].get("name")
            for value in chart["datasets"][name] if name else layer["data"]["values"]:
                for moment in ("start", "end"):
                    assert first <= value.get(moment, first) <= last
