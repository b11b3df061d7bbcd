"""The checks that every rulebook with states and steps shares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mgov.values.problems import problems_of
from mgov.values.state_graph import dead_ends, reachable, refuse, repeated

graphs = st.integers(1, 7).flatmap(
    lambda size: st.fixed_dictionaries(
        {node: st.lists(st.integers(0, size - 1), max_size=3) for node in range(size)}
    )
)


@given(graphs)
def test_what_is_reachable_is_closed_under_going_on(graph: dict[int, list[int]]):
    found = reachable(0, graph.__getitem__)
    assert 0 in found
    assert {there for node in found for there in graph[node]} <= found


@given(graphs, st.sets(st.integers(0, 6)))
def test_a_node_is_a_dead_end_exactly_if_it_reaches_no_end(
    graph: dict[int, list[int]], ends: set[int]
):
    stuck = dead_ends(set(graph), graph.__getitem__, ends.__contains__)
    for node in graph:
        assert (node in stuck) is reachable(node, graph.__getitem__).isdisjoint(ends)


def test_all_flaws_are_said_at_once_with_the_codes_of_their_rulebook():
    flaws = list(repeated({"states": ["a", "a"], "steps": ["b", "c", "b"]}))
    try:
        refuse(dict, flaws, prefix="review")
    except ValidationError as error:
        problems = problems_of(error)
    assert [problem.field for problem in problems] == ["states.a", "steps.b"]
    assert {problem.code for problem in problems} == {"review_twice"}
