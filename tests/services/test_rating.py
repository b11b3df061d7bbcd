"""A rating: what it says, what becomes of it, and how soon a bad one has to be handled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from mgov import WorkCalendar
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import (
    Rating,
    RatingEvent,
    RatingEventKind,
    RatingLevel,
    RatingOrigin,
    RatingRulebook,
    RatingStatus,
)
from mgov.values.personal import revealed

RATED = datetime(2020, 6, 1, 2, tzinfo=UTC)  # a Monday, ten o'clock in Beijing
BOOK = """
id = "mine"
title = { zh = "评价", en = "Ratings" }
source = { issuer = "某市", issued = 2020-01-01 }
in_force_from = 2020-01-01
time_zone = "Asia/Shanghai"

[scale]
id = "scale"
article = "一"
title = { zh = "等级", en = "Levels" }
evidence = "from_memory"
good = ["very_satisfied"]
bad = ["very_dissatisfied"]

[[rules]]
id = "answer"
article = "二"
title = { zh = "回复", en = "Answer" }
evidence = "from_memory"
starts = ["rated"]
kept_by = ["answered"]
days = 1
"""


def rating(level: str = "dissatisfied", **fields: object) -> Rating:
    given = {"rulebook": "cn-2019", "application": "a-1", "level": level, "rated": RATED, **fields}
    return Rating.model_validate(given)


def days(number: float) -> datetime:
    return RATED + timedelta(days=number)


def test_five_levels_have_five_to_one_stars_and_two_names():
    assert [level.stars for level in RatingLevel] == [5, 4, 3, 2, 1]
    assert all(RatingLevel.from_stars(level.stars) is level for level in RatingLevel)
    assert all(level.label.languages == ("zh", "en") for level in RatingLevel)
    for stars in (0, 6):
        with pytest.raises(InvalidValueError, match="no number of stars"):
            RatingLevel.from_stars(stars)


@pytest.mark.parametrize("book", RatingRulebook.available())
def test_the_last_two_levels_are_bad_and_the_others_good(book: str):
    made = [rating(level, rulebook=book) for level in RatingLevel]
    assert [each.is_bad for each in made] == [False, False, False, True, True]
    assert [each.is_good for each in made] == [True, True, True, False, False]


def test_a_level_may_be_neither_good_nor_bad_by_a_rulebook_of_ones_own():
    middle = rating("satisfied", rulebook=RatingRulebook.parse(BOOK))
    assert (middle.is_good, middle.is_bad, middle.status) == (
        False,
        False,
        RatingStatus.NOTHING_OWED,
    )
    with pytest.raises(InvalidDataError, match="names very_satisfied twice"):
        RatingRulebook.parse(
            BOOK.replace('bad = ["very_dissatisfied"]', 'bad = ["very_satisfied"]')
        )
    with pytest.raises(InvalidDataError, match="has two lengths"):
        RatingRulebook.parse(BOOK + "workdays = 2\n")


def test_nothing_is_owed_about_a_rating_that_is_not_bad_but_it_may_be_answered():
    good = rating("satisfied").answer(at=days(1), by="区政务服务中心")
    assert (good.status, good.status.is_closed, good.deadlines()) == (
        RatingStatus.NOTHING_OWED,
        True,
        (),
    )
    assert good.overdue(at=days(400)) == ()
    for step in (good.put_right, good.explain, good.set_aside, good.revisit):
        with pytest.raises(InvalidDataError, match="while its status is nothing_owed"):
            step(at=days(2))


def test_a_bad_rating_is_answered_put_right_and_revisited():
    made = rating()
    seen = [made.status]
    made = made.answer(at=days(1), note="已致电")
    seen.append(made.status)
    made = made.put_right(at=days(2))
    seen.append(made.status)
    assert made.answer(at=days(2)).status is RatingStatus.PUT_RIGHT
    made = made.revisit(at=days(3))
    seen.append(made.status)
    assert [status.value for status in seen] == ["open", "answered", "put_right", "revisited"]
    assert made.satisfied_after is None
    assert made.revisit(at=days(4), satisfied=True).satisfied_after is True


def test_what_satisfies_nobody_can_be_put_right_again():
    made = rating().put_right(at=days(1)).revisit(at=days(2), satisfied=False)
    assert made.put_right(at=days(3)).status is RatingStatus.PUT_RIGHT
    assert made.explain(at=days(3)).status is RatingStatus.EXPLAINED
    with pytest.raises(InvalidDataError, match="is put_right while its status is revisited"):
        made.revisit(at=days(3), satisfied=True).put_right(at=days(4))
    with pytest.raises(InvalidDataError, match="is set_aside while its status is revisited"):
        made.set_aside(at=days(3))


def test_one_given_in_bad_faith_is_set_aside_and_counts_no_more():
    made = rating(rulebook="cn-suining-2020").set_aside(at=days(1), note="经核实为误评")
    assert (made.counts, made.status, made.status.is_closed) == (
        False,
        RatingStatus.SET_ASIDE,
        True,
    )
    [deadline] = made.deadlines()
    assert (deadline.void, deadline.is_open, deadline.was_kept) == (date(2020, 6, 2), False, None)
    with pytest.raises(InvalidDataError, match="while its status is set_aside"):
        made.put_right(at=days(2))


def test_a_step_is_refused_where_it_stands():
    with pytest.raises(InvalidDataError) as error:
        rating().answer(at=days(1)).put_right(at=days(0.5))
    [problem] = error.value.problems
    assert (problem.field, problem.code) == ("events.1", "rating_back_in_time")
    with pytest.raises(InvalidDataError) as error:
        rating().revisit(at=days(1))
    [problem] = error.value.problems
    assert (problem.field, problem.code) == ("events.0", "rating_not_allowed")
    assert problem.remedy == "Revisit after it has been put right or explained."
    with pytest.raises(InvalidDataError, match="says satisfied of a rating that was answered"):
        RatingEvent(kind=RatingEventKind.ANSWERED, at=RATED, satisfied=True)


def test_it_is_about_something():
    with pytest.raises(InvalidDataError, match="is about nothing"):
        rating(application=None)
    assert rating(application=None, service="s-1").service == "s-1"


@pytest.mark.parametrize("fields", [{"level": "dissatisfied"}, {"comment": "好"}])
def test_no_system_says_what_only_people_say(fields: dict[str, str]):
    with pytest.raises(InvalidDataError) as error:
        rating(**{"level": "satisfied", "origin": RatingOrigin.BY_DEFAULT, **fields})
    [problem] = error.value.problems
    assert (problem.field, problem.code) == ("origin", "rating_by_default")
    assert rating("satisfied", origin="by_default").origin is RatingOrigin.BY_DEFAULT


def test_where_the_law_sets_no_days_nothing_is_late():
    made = rating(named=True).put_right(at=days(400))
    found = {each.term.id: each for each in made.deadlines()}
    assert list(found) == ["answer", "put_right", "revisit"]
    assert {each.due for each in found.values()} == {None}
    assert found["put_right"].was_kept is None
    assert found["answer"].is_open
    assert made.overdue(at=days(4000)) == ()


@pytest.mark.parametrize("named", [False, None])
def test_who_is_not_known_by_name_need_not_be_revisited(*, named: bool | None):
    made = rating(named=named).put_right(at=days(1))
    assert [each.term.id for each in made.deadlines()] == ["answer", "put_right"]


def test_a_term_counts_working_days_in_beijing():
    late = datetime(2020, 9, 25, 16, 30, tzinfo=UTC)  # Saturday, half past midnight in Beijing
    made = rating(rulebook="cn-dezhou-2020", rated=late)
    due = {each.term.id: each.due for each in made.deadlines()}
    assert due == {"answer": None, "put_right": date(2020, 10, 2)}
    [_, deadline] = made.deadlines(calendar=WorkCalendar.china())
    assert (deadline.started, deadline.due) == (date(2020, 9, 26), date(2020, 10, 9))
    # Sunday the 27th was a working day; the holidays lasted from the 1st to the 8th of October.
    kept = made.put_right(at=datetime(2020, 10, 9, 15, 59, tzinfo=UTC))
    assert kept.deadlines(calendar=WorkCalendar.china())[1].was_kept is True
    assert kept.deadlines()[1].was_kept is False


def test_what_was_overdue_is_told_by_what_was_known_then():
    made = rating(rulebook=RatingRulebook.parse(BOOK), level="very_dissatisfied")
    made = made.answer(at=days(5))
    assert [each.term.id for each in made.overdue(at=days(3))] == ["answer"]
    assert made.overdue(at=days(6)) == ()
    assert made.overdue(at=days(-1)) == ()
    assert made.deadlines()[0].due == date(2020, 6, 2)
    with pytest.raises(InvalidValueError, match="no time zone"):
        made.overdue(at=datetime(2020, 6, 1))  # noqa: DTZ001 -- that is the point


def test_what_somebody_wrote_is_seen_nowhere_but_kept_for_a_purpose():
    made = rating(comment="窗口王某态度恶劣").put_right(at=days(1), note="已批评王某")
    for shown in (repr(made), str(made), made.model_dump_json()):
        assert "王某" not in shown
    stored = revealed(made, purpose="store")
    assert Rating.model_validate(stored) == made
    assert stored["rulebook"] == "cn-2019"
    assert "RatingRulebook(id='cn-2019')" in repr(made)


def test_an_answer_does_not_make_anybody_satisfied():
    """Who is not satisfied after a revisit is answered, and then it is put right once more."""
    days = iter(RATED + timedelta(days=day) for day in range(1, 6))
    made = rating().put_right(at=next(days)).revisit(at=next(days), satisfied=False)
    made = made.answer(at=next(days)).put_right(at=next(days))
    assert made.status is RatingStatus.PUT_RIGHT
    with pytest.raises(InvalidDataError, match="again only after a revisit"):
        made.put_right(at=next(days))


def test_a_rating_of_a_day_that_the_zone_does_not_reach_has_no_deadlines():
    last_hour = datetime(9999, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(InvalidValueError, match="rated: is left for a year"):
        rating(rated=last_hour).deadlines()
    with pytest.raises(InvalidValueError, match="at: is left for a year"):
        rating().overdue(at=last_hour)


@pytest.mark.parametrize("stars", [0, 6, 4.5])
def test_there_are_one_to_five_stars_and_no_halves(stars: float):
    with pytest.raises(InvalidValueError, match="Give 1 to 5"):
        RatingLevel.from_stars(stars)
