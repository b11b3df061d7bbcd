"""Who is asked how it went has been answered before, whatever the rulebook."""

from __future__ import annotations

import pytest

from mgov.petitions import Lifecycle
from mgov.values.state_graph import reachable

# The steps that answer a petitioner. A new rulebook has to say which are its own.
ANSWERS = {
    "cn-2005": {"answer"},
    "cn-2022": {"answer"},
    "cn-hezhang-2020": {"reply"},
    "open311": {"close"},
    "uk-parliament": {"respond"},
}
COURSES = [
    (name, kind.id) for name in Lifecycle.available() for kind in Lifecycle.built_in(name).kinds
]


def rates(book: Lifecycle) -> set[str]:
    return {step.id for step in book.steps if "satisfaction" in (*step.needs, *step.takes)}


@pytest.mark.parametrize(("name", "kind"), COURSES)
def test_no_course_leads_to_a_rating_without_an_answer(name: str, kind: str):
    book = Lifecycle.built_in(name)
    assert book.start.id not in rates(book)

    def onward(state: str) -> list[str]:
        steps = book.steps_from(state, kind=kind)
        return [step.then or state for step in steps if step.id not in ANSWERS[name]]

    unanswered = reachable(book.start.then or "", onward)
    possible = {step.id for state in unanswered for step in book.steps_from(state, kind=kind)}
    assert not possible & rates(book)


@pytest.mark.parametrize("name", ["cn-2005", "cn-2022"])
def test_each_kind_of_petition_in_china_can_be_rated_once_it_is_answered(name: str):
    book = Lifecycle.built_in(name)
    for kind in book.kinds:
        steps = {step.id for step in book.steps_from("answered", kind=kind.id)}
        assert steps & rates(book) == {"rate"}
