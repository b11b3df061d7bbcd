"""What a timeline shows, worked out before anything is drawn: rows of bars and marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final, Literal

from mgov.charts.timeline_words import WORDS, TimelineWords, term_words
from mgov.errors import InvalidValueError
from mgov.petitions.course import replay
from mgov.petitions.deadline import deadlines_of
from mgov.values.moment import day_in, in_utc
from mgov.values.term import DeadlineState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mgov.petitions import Deadline, Event, Petition
    from mgov.values.language import Language
    from mgov.values.work_calendar import KnowsWorkdays

__all__ = ["Bar", "Mark", "Panel", "Row", "Timeline", "timeline_of"]

Look = Literal["state", "closed", "duty", "window", "late"]
Shape = Literal["step", "met", "missed", "void", "overdue", "paused"]

_ENDS: Final[dict[DeadlineState, Shape]] = {
    DeadlineState.MET: "met",
    DeadlineState.MISSED: "missed",
    DeadlineState.VOID: "void",
    DeadlineState.PAUSED: "paused",
}


@dataclass(frozen=True)
class Bar:
    """A stretch of time, as the clock on the wall of the rulebook's zone shows it."""

    start: datetime
    end: datetime
    look: Look


@dataclass(frozen=True)
class Mark:
    """A moment, or a day."""

    at: datetime
    shape: Shape


@dataclass
class Row:
    """A line of the picture: what it is about, what is drawn, and the same in words."""

    label: str
    words: str = ""
    bars: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Panel:
    """Rows of one sort."""

    title: str
    rows: list[Row]

    def bars(self, look: str) -> Iterator[tuple[Row, Bar]]:
        """Go through the bars of one look."""
        return ((row, bar) for row in self.rows for bar in row.bars if bar.look == look)

    def marks(self, shape: str) -> Iterator[tuple[Row, Mark]]:
        """Go through the marks of one shape."""
        return ((row, mark) for row in self.rows for mark in row.marks if mark.shape == shape)


@dataclass(frozen=True)
class Timeline:
    """A whole picture.

    Attributes:
        title: What it is called.
        source: The rulebook and the moment.
        at: The moment.
        first: Where the time that is drawn begins.
        last: Where it ends.
        panels: What is drawn in it.
        description: The same in words, for who cannot see it.
    """

    title: str
    source: str
    at: datetime
    first: datetime
    last: datetime
    panels: list[Panel]
    description: str


@dataclass(frozen=True)
class _Told:
    """A petition as far as it had come, and how to talk of it."""

    petition: Petition
    events: Sequence[Event]
    at: datetime
    language: Language

    @property
    def words(self) -> TimelineWords:
        return WORDS[self.language]

    @property
    def today(self) -> date:
        return day_in(self.petition.rulebook.zone, self.at)

    def wall(self, moment: datetime) -> datetime:
        """What the clock on the wall shows; in UTC, so that no other zone is mixed in."""
        return in_utc(moment).astimezone(self.petition.rulebook.zone).replace(tzinfo=UTC)


def timeline_of(
    petition: Petition,
    *,
    at: datetime,
    calendar: KnowsWorkdays | None,
    language: Language,
    organizations: bool,
) -> Timeline:
    """Work out the picture of a petition.

    Args:
        petition: The petition.
        at: The moment.
        calendar: The working days.
        language: The language of the words and of the rulebook's titles.
        organizations: Whether to say to whom steps gave it.

    Raises:
        mgov.errors.InvalidValueError: If the petition was registered only later.
    """
    moment = in_utc(at)
    events = [event for event in petition.events if in_utc(event.at) <= moment]
    if not events:
        trouble = "is before the petition was registered"
        remedy = f"Give a moment that is not before {petition.events[0].at.isoformat()}."
        raise InvalidValueError(trouble, field="at", remedy=remedy, code="timeline_before")
    told = _Told(petition, events, moment, language)
    words, book = told.words, petition.rulebook
    source = words.source.format(rulebook=book.title.in_language(language), at=told.today)
    first, last = _begin(told.today), _end(told.today)
    if petition.is_confidential:
        title, panels = words.confidential, [Panel(words.status, [_state_alone(told)])]
    else:
        title, panels = _title(told), list(_panels(told, calendar, organizations=organizations))
        drawn = [bar.end for panel in panels for row in panel.rows for bar in row.bars]
        first, last = _begin(told.wall(events[0].at).date()), max(last, *drawn)
    lines = [title, source, *(line for panel in panels for line in _described(panel, words))]
    description = "\n".join(lines)
    return Timeline(title, source, told.wall(moment), first, last, panels, description)


def _panels(told: _Told, calendar: KnowsWorkdays | None, *, organizations: bool) -> Iterator[Panel]:
    words, petition = told.words, told.petition
    yield Panel(words.status, _states(told))
    yield Panel(words.steps, _steps(told, organizations=organizations))
    deadlines = deadlines_of(petition.rulebook, petition.kind, told.events, calendar)
    if deadlines:
        rows = [_term(each, told) for each in deadlines]
        _number_repeated(rows)
        yield Panel(words.terms, rows)


def _title(told: _Told) -> str:
    petition, words = told.petition, told.words
    kind = petition.rulebook.kind(petition.kind).title.in_language(told.language)
    if petition.number is None:
        return words.unnumbered.format(kind=kind)
    return words.title.format(number=petition.number, kind=kind)


def _state_alone(told: _Told) -> Row:
    """Tell of a confidential petition in which state it is, and not since when."""
    book = told.petition.rulebook
    state = book.state(replay(book, told.petition.kind, told.events).state)
    bar = Bar(_begin(told.today), _end(told.today), _look(closed=state.closed))
    words = told.words.once.format(last=told.today)
    return Row(state.title.in_language(told.language), words, [bar])


def _states(told: _Told) -> list[Row]:
    book = told.petition.rulebook
    moves = [(event.at, to) for event in told.events if (to := book.step(event.step).then)]
    ends = [at for at, _ in moves[1:]] + [told.at]
    rows: dict[str, Row] = {}
    for (start, name), end in zip(moves, ends, strict=True):
        state = book.state(name)
        row = rows.setdefault(name, Row(state.title.in_language(told.language)))
        look = _look(closed=state.closed)
        row.bars.append(Bar(told.wall(start), told.wall(end), look))
    current = moves[-1][1]
    for name, row in rows.items():
        row.words = _stays(row.bars, told.words, lasts=name == current)
    return list(rows.values())


def _stays(bars: list[Bar], words: TimelineWords, *, lasts: bool) -> str:
    first, last = bars[-1].start.date(), bars[-1].end.date()
    if len(bars) > 1:
        pattern = words.visits_until_now if lasts else words.visits
        return pattern.format(times=len(bars), last=first)
    if lasts:
        return words.since.format(first=first)
    return (
        words.once.format(last=last)
        if first == last
        else words.during.format(first=first, last=last)
    )


def _steps(told: _Told, *, organizations: bool) -> list[Row]:
    book, words = told.petition.rulebook, told.words
    rows: dict[str, Row] = {}
    for event in told.events:
        title = book.step(event.step).title.in_language(told.language)
        row = rows.setdefault(event.step, Row(title))
        row.marks.append(Mark(told.wall(event.at), "step"))
        times, last = len(row.marks), row.marks[-1].at.date()
        row.words = (words.once if times == 1 else words.times).format(times=times, last=last)
        if organizations and event.to is not None:
            body = event.to.name.in_language(told.language)
            row.words = words.to.format(words=row.words, body=body)
    return list(rows.values())


def _term(deadline: Deadline, told: _Told) -> Row:
    row = Row(
        deadline.clock.title.in_language(told.language),
        term_words(deadline, today=told.today, words=told.words),
    )
    look: Look = "duty" if deadline.is_duty else "window"
    begin, reached = _begin(deadline.started), deadline.ended or told.today
    # A last day counts in full.
    last = _end(reached if deadline.due is None else deadline.due)
    row.bars.append(Bar(begin, last, look))
    is_overdue = deadline.is_overdue(told.today)
    if is_overdue or (deadline.is_duty and deadline.state is DeadlineState.MISSED):
        row.bars.append(Bar(last, _end(reached), "late"))
    shape: Shape | None = "overdue" if is_overdue else _ENDS.get(deadline.state)
    if shape is not None:
        row.marks.append(Mark(_noon(reached) if shape in {"met", "void"} else _end(reached), shape))
    return row


def _look(*, closed: bool) -> Look:
    return "closed" if closed else "state"


def _number_repeated(rows: list[Row]) -> None:
    """Tell the runs of one clock apart, which is what rows are called by."""
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.label] = run = seen.get(row.label, 0) + 1
        if run > 1:
            row.label = f"{row.label} ({run})"


def _described(panel: Panel, words: TimelineWords) -> Iterator[str]:
    yield f"{panel.title}{words.colon}".rstrip()
    for row in panel.rows:
        yield f"- {row.label}{words.colon}{row.words}"


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)
