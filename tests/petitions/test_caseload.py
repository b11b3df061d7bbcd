"""Caseloads: what is left to do about many petitions, without a word about who brought them."""

from __future__ import annotations

import csv
import functools
import io
import operator
import weakref
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov import Organization, WorkCalendar
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import Caseload, CaseRecord, HolderCaseload, Lifecycle, Petition

BEIJING = ZoneInfo("Asia/Shanghai")
OFFICE = Organization(name="广安市信访局")
BUREAU = Organization(name="广安市住建局")


def on(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2022, month, day, hour, tzinfo=BEIJING)


BEGINNING = on(6, 1)


def claim(
    number: str | None = "XF-1", *, at: datetime = BEGINNING, kind: str = "claim"
) -> Petition:
    return Petition.register(
        rulebook="cn-2022", kind=kind, title="楼上渗水", number=number, at=at, to=OFFICE
    )


def pothole(number: str = "SR-1", *, due: date | None = None) -> Petition:
    return Petition.register(
        rulebook="open311",
        kind="service_request",
        title="Pothole",
        number=number,
        at=datetime(2022, 6, 1, 12, tzinfo=UTC),
        due=due,
    )


def numbers(cases: tuple[object, ...]) -> list[object]:
    return [case.number for case in cases]


def test_a_case_is_due_until_its_last_day_is_over_and_overdue_from_then_on():
    def sorts(at: datetime) -> tuple[int, int]:
        counts = Caseload.of([claim()], at=at, days=3).counts  # the first reply is due on 06-16
        return counts.due_soon, counts.overdue

    assert sorts(on(6, 12, 23)) == (0, 0)
    assert sorts(on(6, 13, 0)) == (1, 0)
    assert sorts(on(6, 16, 23)) == (1, 0)
    assert sorts(on(6, 17, 0)) == (0, 1)


def test_the_day_is_that_of_each_rulebook():
    chicago = Lifecycle.built_in("open311").replace(time_zone="America/Chicago")
    request = Petition.register(
        rulebook=chicago,
        kind="service_request",
        title="Pothole",
        number="SR-1",
        at=datetime(2022, 6, 1, 12, tzinfo=UTC),
        due=date(2022, 6, 16),
    )
    load = Caseload.of([claim(), request], at=datetime(2022, 6, 16, 20, tzinfo=UTC), days=0)
    assert numbers(load.overdue) == ["XF-1"]  # in Beijing it is the 17th
    assert numbers(load.due_soon) == ["SR-1"]


def test_what_happened_later_is_left_out():
    petition = (
        claim()
        .step("transfer", at=on(6, 10), to=BUREAU)
        .accept(at=on(6, 20))
        .answer(at=on(7, 1), outcome="supported")
    )
    before = Caseload.of([petition], at=on(5, 31), days=7)
    assert (before.later, before.cases) == (1, ())
    first = Caseload.of([petition], at=on(6, 5), days=7)
    assert [(case.status, case.holder) for case in first.cases] == [("registered", OFFICE)]
    then = Caseload.of([petition], at=on(6, 26), days=7)
    assert [(case.status, case.holder) for case in then.cases] == [("accepted", BUREAU)]
    assert [duty.clock.id for duty in then.cases[0].duties] == ["close"]
    late = Caseload.of([petition], at=on(7, 1), days=7)
    assert (late.done, late.cases) == (1, ())


def test_an_event_at_the_very_moment_has_happened():
    assert Caseload.of([claim()], at=on(6, 1), days=7).later == 0


def test_working_days_are_counted_by_the_calendar_of_the_rulebook():
    message = Petition.register(
        rulebook="cn-hezhang-2020",
        kind="complaint",
        title="路灯不亮",
        number="M-1",
        at=datetime(2021, 9, 28, 10, tzinfo=BEIJING),
    )
    at = datetime(2021, 10, 8, 10, tzinfo=BEIJING)

    def counts(calendar: object) -> tuple[int, int]:
        found = Caseload.of([message], at=at, workdays=4, calendar=calendar).counts
        return found.overdue, found.due_soon

    assert counts(None) == (1, 0)
    assert counts(WorkCalendar.china()) == (0, 1)
    assert counts({"cn-hezhang-2020": WorkCalendar.china()}) == (0, 1)
    assert counts({"cn-2022": WorkCalendar.china()}) == (1, 0)


def test_a_term_that_is_paused_is_neither_due_nor_overdue():
    petition = claim().accept(at=on(6, 2)).answer(at=on(6, 3), outcome="not_supported")
    petition = petition.deliver(at=on(6, 4)).request_review(at=on(6, 5))
    petition = petition.review(at=on(6, 6), outcome="upheld").deliver(at=on(6, 7))
    petition = petition.request_reexamination(at=on(6, 8)).step("open_hearing", at=on(6, 9))
    load = Caseload.of([petition], at=on(12, 31), days=7)
    assert (load.counts.open, load.counts.overdue, load.counts.due_soon) == (1, 0, 0)
    (row,) = load.to_records()
    assert (row["clock"], row["due"], row["days_left"]) == ("reexamine", None, None)
    assert row["urgency"] == "paused"


def test_what_is_owed_about_a_closed_case_keeps_it_on_the_list():
    book = Lifecycle.built_in("cn-2022")
    archive = book.rule("first_reply").replace(
        id="archive", starts=["answer"], stops=["deliver"], after_closing=True, days=5
    )
    book = book.replace(id="ours", rules=(*book.rules, archive))
    petition = Petition.register(
        rulebook=book, kind="claim", title="楼上渗水", number="1", at=on(6, 1)
    )
    petition = petition.accept(at=on(6, 2)).answer(at=on(6, 3), outcome="supported")
    load = Caseload.of([petition], at=on(6, 20), days=7)
    assert (load.done, load.open) == (0, ())
    assert numbers(load.overdue) == ["1"]
    assert load.to_records()[0]["is_closed"] is True


def test_of_a_confidential_petition_only_is_said_that_there_is_one():
    report = claim("XF-SECRET", kind="report_against_person")
    closed = claim("XF-DONE", kind="report_against_person")
    closed = closed.accept(at=on(6, 2)).answer(at=on(6, 3))
    load = Caseload.of([report, closed, claim("XF-2")], at=on(6, 20), days=7)
    assert (load.counts.open, load.counts.overdue, load.done) == (2, 2, 1)
    assert (load.confidential.open, load.confidential.overdue) == (1, 1)
    assert numbers(load.cases) == ["XF-2"]
    assert [len(each.cases) for each in load.by_holder()] == [1]
    assert len(load.to_records()) == 1
    for shown in (repr(load), load.model_dump_json(), str(load.to_records())):
        assert "SECRET" not in shown
        assert "report_against_person" not in shown
        assert "楼上渗水" not in shown


def test_cases_are_grouped_by_who_has_them():
    petitions = [
        claim("1"),
        claim("2").step("transfer", at=on(6, 2), to=BUREAU),
        pothole("3"),
        claim("4"),
    ]
    groups = Caseload.of(petitions, at=on(6, 30), days=7).by_holder()
    found = [(each.holder, numbers(each.cases), each.counts.overdue) for each in groups]
    assert found == [(OFFICE, ["1", "4"], 2), (BUREAU, ["2"], 1), (None, ["3"], 0)]


def test_rows_go_into_a_table():
    petitions = [claim(), claim(None).accept(at=on(6, 2)), pothole(), pothole(due=date(2022, 7, 1))]
    load = Caseload.of(petitions, at=on(6, 20), days=30)
    rows = load.to_records()
    out = io.StringIO()
    table = csv.DictWriter(out, list(CaseRecord.__annotations__))
    table.writerows(rows)
    assert [(row["number"], row["clock"], row["urgency"], row["days_left"]) for row in rows] == [
        ("XF-1", "first_reply", "overdue", -4),
        (None, "close", "later", 42),
        ("SR-1", None, None, None),
        ("SR-1", "expected", "due_soon", 11),
    ]
    assert (rows[0]["holder"], rows[2]["holder"]) == ("广安市信访局", None)
    assert rows[0]["title_en"] == "Tell the petitioner, transfer or assign"


def test_petitions_are_let_go_once_they_are_counted():
    """Only what is listed stays in memory, so the stream may be longer than it."""
    alive: list[weakref.ref[Petition]] = []

    def stream() -> Iterator[Petition]:
        for number in range(20):
            assert sum(each() is not None for each in alive) <= 1
            petition = claim(str(number))
            alive.append(weakref.ref(petition))
            yield petition

    assert Caseload.of(stream(), at=on(6, 2), days=7).counts.open == 20


def test_it_can_be_stored_and_read_back():
    load = Caseload.of([claim(), pothole()], at=on(6, 30), workdays=5)
    assert Caseload.model_validate_json(load.model_dump_json()) == load
    (group, _) = load.by_holder()
    assert HolderCaseload.model_validate_json(group.model_dump_json()) == group


@pytest.mark.parametrize(
    "lengths", [{}, {"days": 7, "workdays": 5}, {"days": -1}, {"workdays": -1}]
)
def test_what_is_soon_is_said_in_one_way(lengths: dict[str, int]):
    with pytest.raises(InvalidDataError):
        Caseload.of([], at=on(6, 1), **lengths)


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(InvalidDataError):
        Caseload.of([], at=datetime(2022, 6, 1), days=7)  # noqa: DTZ001 -- that is the case


@pytest.mark.parametrize(
    "other", [{"days": 8}, {"workdays": 7}, {"days": 7, "at": on(6, 1, 11)}], ids=str
)
def test_caseloads_of_different_moments_do_not_add_up(other: dict[str, object]):
    load = Caseload(at=on(6, 1), days=7)
    with pytest.raises(InvalidValueError) as caught:
        load + Caseload.model_validate({"at": on(6, 1), **other})
    assert caught.value.code == "caseload_sum"


COURSES = st.lists(
    st.builds(
        lambda kind, day, steps: functools.reduce(
            lambda petition, step: step(petition), steps, claim(kind=kind, at=on(6, day))
        ),
        st.sampled_from(["claim", "suggestion", "report_against_person"]),
        st.integers(1, 30),
        st.sampled_from(
            [
                [],
                [lambda each: each.accept(at=on(7, 1))],
                [lambda each: each.step("transfer", at=on(7, 1), to=BUREAU)],
                [lambda each: each.refuse(at=on(7, 2), reason="not_competent")],
            ]
        ),
    ),
    max_size=8,
)


@given(petitions=COURSES, cut=st.integers(0, 8), day=st.integers(0, 90), days=st.integers(0, 40))
def test_the_caseloads_of_parts_add_up_to_that_of_the_whole(
    petitions: list[Petition], cut: int, day: int, days: int
):
    at = on(6, 1) + timedelta(days=day)
    parts = [
        Caseload.of(iter(each), at=at.astimezone(UTC), days=days)
        for each in (petitions[:cut], petitions[cut:])
    ]
    whole = Caseload.of(petitions, at=at, days=days)
    assert functools.reduce(operator.add, parts, Caseload(at=at, days=days)) == whole
    assert whole.counts.open + whole.done + whole.later == len(petitions)


@given(petitions=COURSES, day=st.integers(0, 90))
def test_it_agrees_with_what_each_petition_says(petitions: list[Petition], day: int):
    at = on(6, 1) + timedelta(days=day)
    load = Caseload.of(petitions, at=at, days=7)
    known = [each for each in petitions if each.events[0].at <= at]
    assert load.counts.overdue == sum(bool(each.overdue(at)) for each in known)
    assert load.later == len(petitions) - len(known)
