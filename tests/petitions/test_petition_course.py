"""No unlawful course is accepted, no lawful one refused, whatever a rulebook says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import DeadlineState, Lifecycle, Petition
from mgov.values.personal import revealed

OFFICE = Organization(name="广安市信访局")
BODIES = [OFFICE, Organization(name="广安市住建局"), Organization(name="四川省信访局")]
BEGINNING = datetime(2017, 8, 17, 9, tzinfo=UTC)


class PetitionMachine(RuleBasedStateMachine):
    """Drives petitions by one rulebook, and keeps a course of its own to compare with."""

    book: Lifecycle

    @initialize(data=st.data())
    def register(self, data: st.DataObject) -> None:
        self.kind = data.draw(st.sampled_from([kind.id for kind in self.book.kinds]))
        self.at = max(BEGINNING, datetime.combine(self.book.in_force_from, BEGINNING.timetz()))
        self.petition = Petition.register(
            rulebook=self.book, kind=self.kind, title="路灯不亮", at=self.at, to=OFFICE
        )
        self.state = self.book.start.then
        self.signatures: int | None = None
        self.taken: set[str] = set()
        self.holders = [OFFICE]

    def details(self, data: st.DataObject, step_id: str, at: datetime) -> dict[str, object]:
        step = self.book.step(step_id)
        chosen = list(step.needs)
        chosen += [detail for detail in step.takes if data.draw(st.booleans())]
        longest = [
            clock.extension.days
            for clock in self.book.rules
            if clock.extension is not None and (not clock.kinds or self.kind in clock.kinds)
        ]
        values = {
            "to": st.sampled_from(BODIES),
            "satisfaction": st.sampled_from(["satisfied", "dissatisfied"]),
            "days": st.integers(1, min(longest, default=30)),
            "due": st.integers(0, 60).map(lambda days: (at + timedelta(days + 1)).date()),
            "signatures": st.sampled_from([0, 1, 5, 6, 9_999, 10_000, 99_999, 100_000]),
        }
        details = {name: data.draw(values[name]) for name in chosen}
        for name, terms in [
            ("reason", self.book.reasons_for(step_id, kind=self.kind)),
            ("outcome", self.book.outcomes_for(step_id, kind=self.kind)),
        ]:
            if terms:
                details[name] = data.draw(st.sampled_from([term.id for term in terms]))
        return details

    def is_lawful(self, step_id: str) -> bool:
        step = self.book.step(step_id)
        return (
            self.state in step.when
            and (not step.kinds or self.kind in step.kinds)
            and not (step.once and step_id in self.taken)
            and self.has_the_signatures(step_id, self.signatures)
        )

    def has_the_signatures(self, step_id: str, signatures: int | None) -> bool:
        return all(
            signatures is not None and signatures >= threshold.count
            for threshold in self.book.thresholds
            if step_id in threshold.steps
        )

    @rule(data=st.data(), hours=st.integers(0, 24 * 50))
    def take_any_step(self, data: st.DataObject, hours: int) -> None:
        step_id = data.draw(st.sampled_from([step.id for step in self.book.steps]))
        at = self.at + timedelta(hours=hours)
        details = self.details(data, step_id, at)
        if not self.is_lawful(step_id):
            with pytest.raises(InvalidValueError) as caught:
                self.petition.step(step_id, at=at, **details)
            assert caught.value.code == "petition_not_allowed"
            assert str(self.state) in caught.value.trouble
            return
        self.take(step_id, at, details)

    @precondition(lambda self: any(self.is_lawful(step.id) for step in self.book.steps))
    @rule(data=st.data(), hours=st.integers(0, 24 * 50))
    def take_a_lawful_step(self, data: st.DataObject, hours: int) -> None:
        lawful = [step.id for step in self.book.steps if self.is_lawful(step.id)]
        step_id = data.draw(st.sampled_from(lawful))
        at = self.at + timedelta(hours=hours)
        self.take(step_id, at, self.details(data, step_id, at))

    def take(self, step_id: str, at: datetime, details: dict[str, object]) -> None:
        before = self.petition
        self.petition = before.step(step_id, at=at, **details)
        assert self.petition.events[:-1] == before.events
        step = self.book.step(step_id)
        self.at = at
        self.signatures = details.get("signatures", self.signatures)
        if step.then is None:
            self.taken.add(step_id)
        else:
            self.state, self.taken = step.then, set()
        if step.gives_back:
            self.holders.pop()
        if "to" in details:
            self.holders.append(details["to"])

    @precondition(lambda self: any(self.is_lawful(step.id) for step in self.book.steps))
    @rule(data=st.data(), minutes=st.integers(1, 10_000))
    def step_back_in_time(self, data: st.DataObject, minutes: int) -> None:
        lawful = [step.id for step in self.book.steps if self.is_lawful(step.id)]
        step_id = data.draw(st.sampled_from(lawful))
        earlier = self.at - timedelta(minutes=minutes)
        with pytest.raises(InvalidValueError) as caught:
            self.petition.step(step_id, at=earlier, **self.details(data, step_id, earlier))
        assert caught.value.code == "petition_back_in_time"

    @rule(data=st.data())
    def lose_an_event(self, data: st.DataObject) -> None:
        """A history with a gap is taken only if it is a lawful course of its own."""
        events = self.petition.events
        gap = data.draw(st.integers(0, len(events) - 1))
        shorter = events[:gap] + events[gap + 1 :]
        state, taken, signatures, lawful = None, set(), None, bool(shorter)
        for event in shorter:
            step = self.book.step(event.step)
            first = state is None and step == self.book.start
            lawful &= first or (state in step.when and not (step.once and step.id in taken))
            lawful &= self.has_the_signatures(step.id, signatures)
            signatures = signatures if event.signatures is None else event.signatures
            taken = taken | {step.id} if step.then is None else set()
            state = step.then or state
        try:
            self.petition.replace(events=shorter)
        except InvalidDataError:
            assert not lawful
        else:
            assert lawful

    @invariant()
    def replaying_gives_the_same(self) -> None:
        stored = revealed(self.petition, purpose="store the case", mode="json")
        again = Petition.model_validate(stored)
        assert again == self.petition
        assert again.status == self.state
        assert again.next_steps == tuple(
            step.id for step in self.book.steps if self.is_lawful(step.id)
        )
        assert again.holder == (self.holders[-1] if self.holders else None)
        assert again.signatures == self.signatures
        assert again.is_closed is self.book.state(again.status).closed

    @invariant()
    def clocks_fit_the_events(self) -> None:
        deadlines = self.petition.deadlines()
        days = {event.at.astimezone(self.book.zone).date() for event in self.petition.events}
        for deadline in deadlines:
            assert deadline.started in days
            assert deadline.due is None or deadline.due >= deadline.started
            assert deadline.is_open is (deadline.ended is None)
            if deadline.ended is not None:
                assert deadline.ended in days
                assert deadline.due is not None
            if deadline.state is DeadlineState.MET:
                assert deadline.ended <= deadline.due
            if deadline.state is DeadlineState.MISSED:
                assert deadline.ended > deadline.due
        if self.petition.is_closed:
            assert not [each for each in deadlines if each.is_open and each.is_duty]
            assert self.petition.next_due() is None
        running = [each for each in deadlines if each.is_open]
        assert len({each.clock.id for each in running}) == len(running)

    @invariant()
    def what_is_past_stays_as_it_was(self) -> None:
        """What was overdue at an earlier moment is not changed by later events."""
        events = self.petition.events
        for at in {events[0].at, events[len(events) // 2].at}:
            known = tuple(event for event in events if event.at <= at)
            then = self.petition.replace(events=known)
            assert self.petition.overdue(at) == then.overdue(at)


def _machine(name: str) -> type[RuleBasedStateMachine]:
    return type(f"Machine_{name}", (PetitionMachine,), {"book": Lifecycle.built_in(name)})


@pytest.mark.parametrize("name", Lifecycle.available())
def test_only_lawful_courses_are_accepted_and_all_of_them(name: str):
    from hypothesis.stateful import run_state_machine_as_test

    few = settings(max_examples=40, stateful_step_count=14, deadline=None)
    run_state_machine_as_test(_machine(name), settings=few)
