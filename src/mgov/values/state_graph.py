"""What can be wrong with states and the steps between them, and how it is said.

Several rulebooks describe a course: a petition's, a text's under review. What they have in common
is looked at here; what only one of them has (clocks, roles), its own room looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, NoReturn, Protocol, TypeVar

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from mgov.errors import NOT_SHOWN, InvalidValueError, Problem

__all__ = [
    "GraphState",
    "GraphStep",
    "IdReference",
    "dead_ends",
    "reachable",
    "refuse",
    "repeated",
    "start_flaws",
    "unknown",
    "unreached",
]

_Node = TypeVar("_Node")


class GraphState(Protocol):
    """A state, as far as these checks look at it.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> from mgov.values.state_graph import GraphState
        >>> state: GraphState = Lifecycle.built_in("cn-2022").state("refused")
        >>> state.id, state.closed
        ('refused', True)
    """

    @property
    def id(self) -> str:
        """Its name for programs."""

    @property
    def closed(self) -> bool:
        """Whether a course may end in it."""


class GraphStep(Protocol):
    """A step between states, as far as these checks look at it.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> from mgov.values.state_graph import GraphStep
        >>> step: GraphStep = Lifecycle.built_in("cn-2022").step("answer")
        >>> step.when, step.then
        (('accepted',), 'answered')
    """

    @property
    def id(self) -> str:
        """Its name for programs."""

    @property
    def when(self) -> tuple[str, ...]:
        """The states in which it can be taken; empty for the step that begins a course."""

    @property
    def then(self) -> str | None:
        """The state that it leads to; None if the state stays as it is."""


class IdReference(NamedTuple):
    """A place in a rulebook that names items of one of its tables.

    Attributes:
        loc: The place.
        table: The table whose items it names.
        names: The ids that it names.

    Example:
        >>> IdReference(("steps", "reply", "when"), "states", ("received",)).table
        'states'
    """

    loc: tuple[str, ...]
    table: str
    names: Iterable[str]


def repeated(tables: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Find ids that stand twice in a table.

    Args:
        tables: The ids of each table, by its name.

    Example:
        >>> [str(flaw) for flaw in repeated({"states": ["open", "open"]})]
        ['states.open: is there twice. Give each an id of its own.']
    """
    for table, ids in tables.items():
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield Problem((table, twice), "is there twice", "Give each an id of its own.", "twice")


def unknown(
    references: Iterable[IdReference], tables: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    """Find names that name nothing.

    Args:
        references: The places that name items of tables.
        tables: The ids of each table, by its name.

    Example:
        >>> places = [IdReference(("steps", "close", "then"), "states", ("shut",))]
        >>> [str(flaw) for flaw in unknown(places, {"states": ["open", "closed"]})]
        ['steps.close.then: names shut, which is none of the states. Use one of open, closed.']
    """
    for loc, table, names in references:
        for name in names:
            if name not in tables[table]:
                trouble = f"names {name}, which is none of the {table}"
                yield Problem(loc, trouble, f"Use one of {', '.join(tables[table])}.", "unknown")


def start_flaws(steps: Iterable[GraphStep], what: str) -> Iterator[Problem]:
    """Find what is wrong with the step that begins a course: there is one, and it leads somewhere.

    Args:
        steps: All steps.
        what: What has the course, such as `a petition`.

    Example:
        >>> [str(flaw) for flaw in start_flaws([], "a petition")]
        ['steps: has no first step. Leave `when` empty in exactly one step.']
    """
    starts = [step for step in steps if not step.when]
    if len(starts) != 1:
        said = f"has {len(starts)} steps that begin {what}" if starts else "has no first step"
        yield Problem(("steps",), said, "Leave `when` empty in exactly one step.", "start")
    for step in starts:
        if step.then is None:
            remedy = f"Say with `then` in which state {what} begins."
            yield Problem(("steps", step.id, "then"), "is missing", remedy, "start")


def reachable(first: _Node, onward: Callable[[_Node], Iterable[_Node]]) -> set[_Node]:
    """Find everything that can be reached, the first node included.

    Args:
        first: Where to begin.
        onward: What can be reached from a node in one step.

    Example:
        >>> sorted(reachable(1, lambda number: [number * 2] if number < 8 else []))
        [1, 2, 4, 8]
    """
    found, waiting = {first}, [first]
    while waiting:
        for there in onward(waiting.pop()):
            if there not in found:
                found.add(there)
                waiting.append(there)
    return found


def dead_ends(
    nodes: set[_Node],
    onward: Callable[[_Node], Iterable[_Node]],
    is_end: Callable[[_Node], bool],
) -> set[_Node]:
    """Find the nodes from which no end can be reached.

    Args:
        nodes: The nodes; what `onward` gives is among them.
        onward: What can be reached from a node in one step.
        is_end: Whether a course may end in a node.

    Example:
        >>> roads = {"a": ["b", "c"], "b": ["b"], "c": []}
        >>> sorted(dead_ends(set(roads), roads.__getitem__, lambda node: node == "c"))
        ['b']
    """
    stuck = {node for node in nodes if not is_end(node)}
    while freed := {node for node in stuck if any(there not in stuck for there in onward(node))}:
        stuck -= freed
    return stuck


def unreached(
    states: Iterable[GraphState], reached: set[str], steps: Iterable[GraphStep], taken: set[str]
) -> Iterator[Problem]:
    """Find states that no step leads to, and steps that can never be taken.

    Args:
        states: All states.
        reached: The ids of those that some course reaches.
        steps: All steps.
        taken: The ids of those that some course takes.

    Example:
        >>> from mgov.petitions import Lifecycle
        >>> book = Lifecycle.built_in("cn-2022")
        >>> all_ = {state.id for state in book.states}
        >>> [str(flaw) for flaw in unreached(book.states, all_ - {"in_hearing"}, [], set())]
        ['states.in_hearing: is reached by no step. Let a step lead to it, or take it out.']
    """
    for state in states:
        if state.id not in reached:
            remedy = "Let a step lead to it, or take it out."
            yield Problem(("states", state.id), "is reached by no step", remedy, "unreachable")
    for step in steps:
        if step.id not in taken:
            remedy = "Correct the conditions under which it can be taken, or take it out."
            yield Problem(("steps", step.id), "can never be taken", remedy, "unreachable")


def refuse(kind: type, flaws: Sequence[Problem], *, prefix: str) -> NoReturn:
    """Raise an error that names every flaw; each at its table and id.

    Args:
        kind: The rulebook's class.
        flaws: What is wrong, at least one.
        prefix: What the codes of the flaws begin with, such as `lifecycle`.

    Raises:
        pydantic.ValidationError: Always; for a pydantic validator to pass on.

    Example:
        >>> from mgov.values.problems import problems_of
        >>> try:
        ...     refuse(dict, [*start_flaws([], "a petition")], prefix="lifecycle")
        ... except ValidationError as error:
        ...     print(problems_of(error)[0].code)
        lifecycle_start
    """
    lines = [
        InitErrorDetails(
            type=InvalidValueError(
                each.trouble, remedy=each.remedy, code=f"{prefix}_{each.code}"
            ).as_pydantic(),
            loc=each.loc,
            input=NOT_SHOWN,
        )
        for each in flaws
    ]
    raise ValidationError.from_exception_data(kind.__name__, lines)
