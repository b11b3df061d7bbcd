"""No unlawful course is accepted and no lawful one refused, whatever a rulebook says.

What is lawful, and what each clock shows, is worked out here a second time: from the text of the
rulebook, day by day, and with nothing of the code that is tested.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import Deadline, Lifecycle, Petition
from mgov.values.personal import revealed

OFFICE = Organization(name="广安市信访局")
BODIES = [OFFICE, Organization(name="广安市住建局"), Organization(name="四川省信访局")]
BEGINNING = datetime(2017, 8, 17, 9, tzinfo=UTC)
DETAILS = ("to", "satisfaction", "days", "due", "signatures", "reason", "outcome")

# What none of the built-in ones has: a first day that counts, days off at the end, working days
# that pause, and a term that goes on in a closed case.
OURS = """
id = "ours"
title = { zh = "留言办理规则", en = "Rules of the message board" }
source = { issuer = "某镇", issued = 2017-01-01 }
in_force_from = 2017-01-01
in_force_until = 2020-12-31
time_zone = "Asia/Shanghai"
roll = "next"
counts_first_day = true
kinds = [
  { id = "message", article = "1", title = { zh = "留言", en = "Message" }, evidence = "verified" },
  { id = "wish", article = "1", title = { zh = "心愿", en = "Wish" }, evidence = "verified" },
]
states = [
  { id = "received", title = { zh = "已收到", en = "Received" } },
  { id = "replied", title = { zh = "已回复", en = "Replied" }, closed = true },
]
steps = [
  { id = "receive", article = "1", title = { zh = "收到", en = "Receive" }, evidence = "verified", then = "received" },
  { id = "sign", article = "1", title = { zh = "联名", en = "Sign" }, evidence = "verified", when = ["received"], needs = ["signatures"] },
  { id = "ask", article = "2", title = { zh = "询问", en = "Ask back" }, evidence = "verified", when = ["received"] },
  { id = "tell", article = "2", title = { zh = "补充", en = "Tell more" }, evidence = "verified", when = ["received"] },
  { id = "extend", article = "2", title = { zh = "延期", en = "Extend" }, evidence = "verified", when = ["received"], takes = ["days"] },
  { id = "reply", article = "2", title = { zh = "回复", en = "Reply" }, evidence = "verified", when = ["received"], then = "replied" },
  { id = "archive", article = "3", title = { zh = "归档", en = "Put into the archive" }, evidence = "verified", when = ["replied"], once = true, kinds = ["message"] },
]
thresholds = [
  { id = "two", article = "2", title = { zh = "两人", en = "Two" }, evidence = "verified", at_least = 2, steps = ["ask"] },
]

[[rules]]
id = "reply"
article = "2"
title = { zh = "回复期限", en = "Time to reply" }
evidence = "verified"
starts = ["receive"]
stops = ["reply"]
workdays = 7
extension = { step = "extend", days = 5 }
pause = { begins = "ask", ends = "tell" }

[[rules]]
id = "signed"
article = "2"
title = { zh = "联名办理期限", en = "Time for what two have signed" }
evidence = "verified"
reached = "two"
stops = ["reply"]
months = 1
extension = { step = "extend", days = 9 }
pause = { begins = "ask", ends = "ask" }

[[rules]]
id = "archive"
article = "3"
title = { zh = "归档期限", en = "Time to archive" }
evidence = "verified"
starts = ["reply"]
stops = ["archive"]
kinds = ["message"]
days = 10
after_closing = true
"""  # noqa: E501 -- rows of a table


@dataclass
class Run:
    """A clock that was started, with what has been done to it."""

    clock: Mapping[str, Any]
    started: date
    named: date | None
    law: Law
    paused: set[date] = field(default_factory=set)
    paused_since: date | None = None
    extended_by: int = 0
    end: tuple[str, date] | None = None

    @property
    def due(self) -> date:
        if self.named is not None:
            return self.named + timedelta(days=self.extended_by)
        day = self.started
        if not self.law.data.get("counts_first_day", False):
            day += timedelta(days=1)
        left, last = self.extended_by, day
        if "months" in self.clock:
            left += (self.law.months_later(self.started, self.clock["months"]) - day).days + 1
        left += self.clock.get("days", 0) + self.clock.get("workdays", 0)
        while left:
            if day not in self.paused and (day.weekday() < 5 or "workdays" not in self.clock):
                left, last = left - 1, day
            day += timedelta(days=1)
        while self.law.data["roll"] == "next" and last.weekday() >= 5:
            last += timedelta(days=1)
        return last

    def take(self, step: str, day: date, days: int | None, *, useless: bool) -> None:
        pause, extension = self.clock.get("pause", {}), self.clock.get("extension", {})
        stops = step in self.clock.get("stops", ())
        ends = stops or useless or step in self.clock.get("ends", ())
        if step == pause.get("begins") and self.paused_since is None and day <= self.due:
            self.paused_since = day
        if self.paused_since is not None and (ends or step == pause.get("ends")):
            length = (day - self.paused_since).days + 1
            self.paused |= {self.paused_since + timedelta(days=each) for each in range(length)}
            self.paused_since = None
        if ends:
            kept = "met" if day <= self.due else "missed"
            self.end = (kept if stops else "void", day)
        elif step == extension.get("step") and (self.paused_since or day <= self.due):
            most = extension["days"]
            self.extended_by = min(most, self.extended_by + (days or most))

    def shown(self) -> tuple[object, ...]:
        state, ended = self.end or ("paused" if self.paused_since else "running", None)
        due = None if state == "paused" else self.due
        return (self.clock["id"], self.started, due, state, ended, self.extended_by)


class Law:
    """A rulebook as its text has it."""

    def __init__(self, text: str) -> None:
        self.data = tomllib.loads(text)
        self.zone = ZoneInfo(self.data["time_zone"])
        self.steps = {step["id"]: step for step in self.data["steps"]}
        self.start = next(step["id"] for step in self.data["steps"] if "when" not in step)
        self.closed = {state["id"] for state in self.data["states"] if state.get("closed")}
        self.counts = {
            each["id"]: each["at_least"] + each.get("without_creator", False)
            for each in self.data.get("thresholds", ())
        }

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def months_later(self, day: date, months: int) -> date:
        """The last day of so many months: the one before the same day, if the first counts."""
        year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
        longest = calendar.monthrange(year, month + 1)[1]
        end = date(year, month + 1, min(day.day, longest))
        early = self.data.get("counts_first_day", False) and end.day == day.day
        return end - timedelta(days=1) if early else end

    def reached(self, signatures: int | None) -> set[str]:
        return {each for each, count in self.counts.items() if (signatures or 0) >= count}

    def words(self, table: str, step: str, kind: str) -> list[str]:
        return [
            word["id"]
            for word in self.data.get(table, ())
            if step in word["steps"] and kind in word.get("kinds", [kind])
        ]

    def most_days(self, step: str, kind: str) -> int | None:
        limits = [
            clock["extension"]["days"]
            for clock in self.data["rules"]
            if clock.get("extension", {}).get("step") == step and kind in clock.get("kinds", [kind])
        ]
        return min(limits, default=None)


class Course:
    """The course of one petition by a law."""

    def __init__(self, law: Law, kind: str) -> None:
        self.law, self.kind = law, kind
        self.at: datetime | None = None
        self.state: str | None = None
        self.taken: set[str] = set()
        self.signatures: int | None = None
        self.holders: list[Organization] = []
        self.runs: list[Run] = []
        self.tracks = {
            track["id"]: track["statuses"][0]["id"] for track in law.data.get("tracks", ())
        }

    def lawful_steps(self) -> list[str]:
        return [step for step in self.law.steps if self.is_lawful(step)]

    def is_lawful(self, name: str) -> bool:
        step = self.law.steps[name]
        missing = set(self.law.counts) - self.law.reached(self.signatures)
        return (
            self.state in step.get("when", [None])
            and self.kind in step.get("kinds", [self.kind])
            and not (step.get("once") and name in self.taken)
            and not any(
                name in each.get("steps", ()) and each["id"] in missing
                for each in self.law.data.get("thresholds", ())
            )
        )

    def refusal(self, name: str, at: datetime, details: Mapping[str, object]) -> str | None:
        """The code with which a step has to be refused; None if it is lawful."""
        if not self.is_lawful(name):
            return "petition_not_allowed"
        if self.at is None:
            until = self.law.data.get("in_force_until", date.max)
            if not self.law.data["in_force_from"] <= self.law.day(at) <= until:
                return "petition_not_in_force"
        elif at < self.at:
            return "petition_back_in_time"
        return None if self.fits(name, at, details) else "petition_detail"

    def fits(self, name: str, at: datetime, details: Mapping[str, object]) -> bool:
        step = self.law.steps[name]
        reasons = self.law.words("reasons", name, self.kind)
        outcomes = self.law.words("outcomes", name, self.kind)
        needs, takes = set(step.get("needs", ())), set(step.get("takes", ()))
        given = set(details) - {"reason", "outcome"}
        days, most = details.get("days"), self.law.most_days(name, self.kind)
        due = details.get("due")
        return (
            needs <= given <= needs | takes
            and details.get("reason") in (reasons or [None])
            and details.get("outcome") in (outcomes or [None])
            and not (isinstance(days, int) and most is not None and days > most)
            and not (isinstance(due, date) and due < self.law.day(at))
        )

    def take(self, name: str, at: datetime, details: Mapping[str, Any]) -> None:
        step, before = self.law.steps[name], self.law.reached(self.signatures)
        self.at = at
        self.signatures = details.get("signatures", self.signatures)
        now = self.law.reached(self.signatures)
        if "then" in step:
            self.state, self.taken = step["then"], set()
        else:
            self.taken.add(name)
        if step.get("gives_back"):
            self.holders.pop()
        self.holders += [details["to"]] if "to" in details else []
        self._move_tracks(name, reached=now - before, lost=before - now)
        self._run_clocks(name, at, details, reached=now - before, lost=before - now)

    def _move_tracks(self, name: str, *, reached: set[str], lost: set[str]) -> None:
        for track in self.law.data.get("tracks", ()):
            here = self.tracks[track["id"]]
            for change in track["changes"]:
                causes = (
                    name in change.get("steps", ()),
                    reached & set(change.get("reached", ())),
                    lost & set(change.get("lost", ())),
                )
                if here in change.get("when", [here]) and any(causes):
                    self.tracks[track["id"]] = change["to"]
                    break

    def _run_clocks(
        self,
        name: str,
        at: datetime,
        details: Mapping[str, Any],
        *,
        reached: set[str],
        lost: set[str],
    ) -> None:
        day = self.law.day(at)
        starting = [
            clock
            for clock in self.law.data["rules"]
            if (name in clock.get("starts", ()) or clock.get("reached") in reached)
            and self.state in clock.get("in_states", [self.state])
            and self.kind in clock.get("kinds", [self.kind])
            and ("due" in details or not clock.get("set_by_step"))
        ]
        for run in self.runs:
            if run.end is None:
                useless = run.clock in starting or run.clock.get("reached") in lost
                run.take(name, day, details.get("days"), useless=useless)
        for clock in starting:
            named = details["due"] if clock.get("set_by_step") else None
            self.runs.append(Run(clock, day, named, self.law))


History = list[tuple[str, datetime, dict[str, Any]]]


def is_lawful(law: Law, kind: str, history: Iterable[tuple[str, datetime, Mapping[str, Any]]]):
    course = Course(law, kind)
    for name, at, details in history:
        if course.refusal(name, at, details) is not None:
            return False
        course.take(name, at, details)
    return course.state is not None


class PetitionMachine(RuleBasedStateMachine):
    """Drives petitions by one rulebook, with a course of its own beside each."""

    book: Lifecycle
    law: Law

    @initialize(data=st.data())
    def register(self, data: st.DataObject) -> None:
        kind = data.draw(st.sampled_from([each["id"] for each in self.law.data["kinds"]]))
        self.course = Course(self.law, kind)
        begins = datetime.combine(self.law.data["in_force_from"], BEGINNING.timetz())
        at = max(BEGINNING, begins) + timedelta(hours=data.draw(st.integers(0, 24 * 40)))
        self.history: History = [(self.law.start, at, self.details(data, self.law.start, at))]
        self.petition = Petition.register(
            rulebook=self.book, kind=kind, title="路灯不亮", at=at, **self.history[0][2]
        )
        self.course.take(*self.history[0])

    def details(self, data: st.DataObject, name: str, at: datetime) -> dict[str, Any]:
        step, kind = self.law.steps[name], self.course.kind
        chosen = list(step.get("needs", ()))
        chosen += [detail for detail in step.get("takes", ()) if data.draw(st.booleans())]
        values = self.values(name, at)
        details = {detail: data.draw(values[detail]) for detail in chosen}
        for table in ("reasons", "outcomes"):
            if words := self.law.words(table, name, kind):
                details[table.removesuffix("s")] = data.draw(st.sampled_from(words))
        return details

    def values(self, name: str, at: datetime) -> dict[str, st.SearchStrategy[Any]]:
        most = self.law.most_days(name, self.course.kind)
        near = {0, 1, *(count + more for count in self.law.counts.values() for more in (-1, 0))}
        return {
            "to": st.sampled_from(BODIES),
            "satisfaction": st.sampled_from(["satisfied", "dissatisfied"]),
            "days": st.integers(1, most or 30),
            "due": st.integers(0, 60).map(lambda days: self.law.day(at) + timedelta(days)),
            "signatures": st.sampled_from(sorted(near)),
        }

    def later(self, data: st.DataObject) -> datetime:
        return self.history[-1][1] + timedelta(hours=data.draw(st.integers(0, 24 * 50)))

    @rule(data=st.data())
    def take_any_step(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.law.steps)))
        at = self.later(data)
        self.attempt(name, at, self.details(data, name, at))

    @precondition(lambda self: self.course.lawful_steps())
    @rule(data=st.data())
    def take_a_lawful_step(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(self.course.lawful_steps()))
        at = self.later(data)
        self.attempt(name, at, self.details(data, name, at))

    @precondition(lambda self: self.course.lawful_steps())
    @rule(data=st.data(), minutes=st.integers(1, 10_000))
    def step_back_in_time(self, data: st.DataObject, minutes: int) -> None:
        name = data.draw(st.sampled_from(self.course.lawful_steps()))
        at = self.history[-1][1] - timedelta(minutes=minutes)
        self.attempt(name, at, self.details(data, name, at))

    @precondition(lambda self: self.course.lawful_steps())
    @rule(data=st.data())
    def spoil_a_detail(self, data: st.DataObject) -> None:
        """Say too little, too much or something else; that may happen to be lawful still."""
        name = data.draw(st.sampled_from(self.course.lawful_steps()))
        at = self.later(data)
        details = self.details(data, name, at)
        spoiled = data.draw(st.sampled_from(DETAILS))
        wrong = {"reason": "no_such_word", "outcome": "no_such_word", "days": 10_000}
        wrong |= {"due": self.law.day(at) - timedelta(days=1)}
        if spoiled in details and data.draw(st.booleans()):
            del details[spoiled]
        elif spoiled in wrong:
            details[spoiled] = wrong[spoiled]
        else:
            details[spoiled] = data.draw(self.values(name, at)[spoiled])
        self.attempt(name, at, details)

    def attempt(self, name: str, at: datetime, details: dict[str, Any]) -> None:
        """Take a step if it is lawful, and else see that it is refused for the right reason."""
        refused = self.course.refusal(name, at, details)
        before = self.petition
        if refused is not None:
            with pytest.raises(InvalidValueError) as caught:
                before.step(name, at=at, **details)
            assert caught.value.code == refused
            assert caught.value.remedy
            return
        self.petition = before.step(name, at=at, **details)
        self.course.take(name, at, details)
        self.history.append((name, at, details))
        assert self.petition.events[:-1] == before.events
        self.clocks_run_on(before.deadlines(), name)

    def clocks_run_on(self, before: tuple[Deadline, ...], name: str) -> None:
        """What was over stays as it was, and a last day is moved by what may move it, and later."""
        for old, new in zip(before, self.petition.deadlines(), strict=False):
            assert (old.clock, old.started) == (new.clock, new.started)
            if not old.is_open:
                assert old == new
            clock = self.book.rule(old.clock.id)
            movers = {clock.extension.step} if clock.extension else set()
            movers |= {clock.pause.begins, clock.pause.ends} if clock.pause else set()
            if old.due is not None and new.due is not None:
                assert new.due == old.due if name not in movers else new.due >= old.due
            assert new.extended_by >= old.extended_by

    @rule(data=st.data())
    def tell_it_wrong(self, data: st.DataObject) -> None:
        """A stored history that lost, repeated or swapped events is read only if it is lawful."""
        order = list(range(len(self.history)))
        place = data.draw(st.sampled_from(order))
        change = data.draw(st.sampled_from(["lose", "repeat", "swap", "cut"]))
        if change == "lose":
            del order[place]
        elif change == "repeat":
            order.insert(place, place)
        elif change == "swap":
            order[place], order[place - 1] = order[place - 1], order[place]
        else:
            del order[place:]
        stored = self.stored()
        stored["events"] = [stored["events"][each] for each in order]
        told = [self.history[each] for each in order]
        if is_lawful(self.law, self.course.kind, told):
            assert len(Petition.model_validate(stored).events) == len(told)
        else:
            with pytest.raises(InvalidDataError):
                Petition.model_validate(stored)

    def stored(self) -> dict[str, Any]:
        return revealed(self.petition, purpose="store the case", mode="json")

    @invariant()
    def replaying_gives_the_same(self) -> None:
        again, course = Petition.model_validate(self.stored()), self.course
        assert again == self.petition
        assert again.status == course.state
        assert list(again.next_steps) == course.lawful_steps()
        assert again.holder == (course.holders[-1] if course.holders else None)
        assert again.signatures == course.signatures
        assert again.is_closed is (course.state in self.law.closed)
        assert {each: again.track(each) for each in course.tracks} == course.tracks
        assert list(map(_shown, again.deadlines())) == [run.shown() for run in course.runs]

    @invariant()
    def clocks_fit_the_state(self) -> None:
        running = [each for each in self.petition.deadlines() if each.is_open]
        assert len({each.clock.id for each in running}) == len(running)
        if self.petition.is_closed:
            owed = [each for each in running if each.is_duty and not each.clock.after_closing]
            assert not owed
        last = self.petition.next_due()
        dues = [each.due for each in running if each.is_duty and each.due is not None]
        assert (None if last is None else last.due) == min(dues, default=None)

    @invariant()
    def what_is_overdue_stays_so_until_something_happens(self) -> None:
        at, late = self.history[-1][1], set[str]()
        for days in (0, 5, 15, 60, 400):
            found = self.petition.overdue(at + timedelta(days=days))
            now = {each.clock.id for each in found}
            assert late <= now
            late = now

    @invariant()
    def what_is_past_stays_as_it_was(self) -> None:
        """What was overdue at an earlier moment is not changed by later events."""
        events = self.petition.events
        for at in {events[0].at, events[len(events) // 2].at}:
            known = tuple(event for event in events if event.at <= at)
            then = self.petition.replace(events=known)
            assert self.petition.overdue(at) == then.overdue(at)


def _shown(deadline: Deadline) -> tuple[object, ...]:
    return (
        deadline.clock.id,
        deadline.started,
        deadline.due,
        deadline.state.value,
        deadline.ended,
        deadline.extended_by,
    )


def _texts() -> Iterator[tuple[str, str]]:
    folder = resources.files("mgov.petitions") / "rulebooks"
    for name in Lifecycle.available():
        yield name, (folder / f"{name}.toml").read_text(encoding="utf-8")
    yield "ours", OURS


@pytest.mark.parametrize(("name", "text"), [pytest.param(*each, id=each[0]) for each in _texts()])
def test_only_lawful_courses_are_accepted_and_all_of_them(name: str, text: str):
    names = {"book": Lifecycle.parse(text), "law": Law(text)}
    machine = type(f"Machine_{name}", (PetitionMachine,), names)
    # A course is many examples in one: as many of them as of single ones would take minutes.
    few = settings(max_examples=settings.default.max_examples * 3 // 10, stateful_step_count=15)
    run_state_machine_as_test(machine, settings=few)


@pytest.mark.parametrize(("name", "text"), [pytest.param(*each, id=each[0]) for each in _texts()])
def test_a_petition_is_registered_while_its_rulebook_is_in_force(name: str, text: str):
    law, book = Law(text), Lifecycle.parse(text)
    first, last = law.data["in_force_from"], law.data.get("in_force_until")
    for day in {first, last} - {None}:
        for shift in (-1, 0, 1):
            on = day + timedelta(days=shift)
            at = datetime.combine(on, BEGINNING.time(), tzinfo=law.zone)
            kind = law.data["kinds"][0]["id"]
            lawful = is_lawful(law, kind, [(law.start, at, {})])
            try:
                Petition.register(rulebook=book, kind=kind, title=name, at=at)
            except InvalidDataError:
                assert not lawful
            else:
                assert lawful
