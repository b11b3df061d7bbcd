"""No unlawful course of an application is accepted, no lawful one refused, by any rulebook."""

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
    run_state_machine_as_test,
)

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.services import Application, ApplicationLifecycle, BookingSlot, DeadlineState
from mgov.values.personal import revealed

BEGINNING = datetime(2017, 8, 17, 9, tzinfo=UTC)
PROMISES = [None, "0个工作日", "3个工作日", "10 days", "36小时", "2个月"]


class ApplicationMachine(RuleBasedStateMachine):
    """Drives applications by one rulebook, and keeps a course of its own to compare with."""

    book: ApplicationLifecycle

    @initialize(promised=st.sampled_from(PROMISES), statutory=st.sampled_from(PROMISES))
    def start(self, promised: str | None, statutory: str | None) -> None:
        self.at = BEGINNING
        self.application = Application.start(
            rulebook=self.book,
            service="s-1",
            at=self.at,
            promised_time=promised,
            statutory_time=statutory,
        )
        self.state = self.book.start.then
        self.taken: set[str] = set()
        self.booking: BookingSlot | None = None
        self.ended: datetime | None = None

    def details(self, data: st.DataObject, step_id: str, at: datetime) -> dict[str, object]:
        step = self.book.step(step_id)
        chosen = list(step.needs)
        chosen += [detail for detail in step.takes if data.draw(st.booleans())]
        values: dict[str, st.SearchStrategy[object]] = {
            "slot": st.integers(0, 60).map(lambda days: BookingSlot(starts=at + timedelta(days))),
            "corrections": st.just(("住所证明",)),
            "delivery": st.just({"method": "post"}),
            "output": st.just("c-1"),
            "days": st.integers(1, 10),
            "explanation": st.just("案情复杂"),
        }
        details = {name: data.draw(values[name]) for name in chosen}
        if reasons := self.book.reasons_for(step_id):
            details["reason"] = data.draw(st.sampled_from([each.id for each in reasons]))
        return details

    def is_lawful(self, step_id: str) -> bool:
        step = self.book.step(step_id)
        return (
            self.state in step.when
            and not (step.once and step_id in self.taken)
            and not (step.cancels_booking and self.booking is None)
        )

    @rule(data=st.data(), hours=st.integers(0, 24 * 40))
    def take_any_step(self, data: st.DataObject, hours: int) -> None:
        step_id = data.draw(st.sampled_from([step.id for step in self.book.steps]))
        at = self.at + timedelta(hours=hours)
        details = self.details(data, step_id, at)
        if not self.is_lawful(step_id):
            with pytest.raises(InvalidValueError) as caught:
                self.application.step(step_id, at=at, **details)
            assert caught.value.code == "application_not_allowed"
            assert str(self.state) in caught.value.trouble
            return
        self.take(step_id, at, details)

    @precondition(lambda self: any(self.is_lawful(step.id) for step in self.book.steps))
    @rule(data=st.data(), hours=st.integers(0, 24 * 40))
    def take_a_lawful_step(self, data: st.DataObject, hours: int) -> None:
        lawful = [step.id for step in self.book.steps if self.is_lawful(step.id)]
        step_id = data.draw(st.sampled_from(lawful))
        at = self.at + timedelta(hours=hours)
        self.take(step_id, at, self.details(data, step_id, at))

    def take(self, step_id: str, at: datetime, details: dict[str, object]) -> None:
        before = self.application
        self.application = before.step(step_id, at=at, **details)
        assert self.application.events[:-1] == before.events
        step = self.book.step(step_id)
        self.at = at
        self.booking = None if step.cancels_booking else details.get("slot", self.booking)
        if step.then is None:
            self.taken.add(step_id)
        else:
            old, new = (self.book.state(each).ending for each in (self.state, step.then))
            self.ended = self.ended if old is new else at
            self.state, self.taken = step.then, set()

    @precondition(lambda self: any(self.is_lawful(step.id) for step in self.book.steps))
    @rule(data=st.data(), minutes=st.integers(1, 10_000))
    def step_back_in_time(self, data: st.DataObject, minutes: int) -> None:
        lawful = [step.id for step in self.book.steps if self.is_lawful(step.id)]
        step_id = data.draw(st.sampled_from(lawful))
        earlier = self.at - timedelta(minutes=minutes)
        with pytest.raises(InvalidValueError) as caught:
            self.application.step(step_id, at=earlier, **self.details(data, step_id, earlier))
        assert caught.value.code == "application_back_in_time"

    @rule(data=st.data())
    def lose_an_event(self, data: st.DataObject) -> None:
        """A history with a gap is taken only if it is a lawful course of its own."""
        events = self.application.events
        gap = data.draw(st.integers(0, len(events) - 1))
        shorter = events[:gap] + events[gap + 1 :]
        state, taken, booked, lawful = None, set(), False, bool(shorter)
        for event in shorter:
            step = self.book.step(event.step)
            first = state is None and step == self.book.start
            lawful &= first or (state in step.when and not (step.once and step.id in taken))
            lawful &= booked or not step.cancels_booking
            booked = (booked and not step.cancels_booking) or event.slot is not None
            taken = taken | {step.id} if step.then is None else set()
            state = step.then or state
        try:
            self.application.replace(events=shorter)
        except InvalidDataError:
            assert not lawful
        else:
            assert lawful

    @invariant()
    def replaying_gives_the_same(self) -> None:
        stored = revealed(self.application, purpose="store the case", mode="json")
        again = Application.model_validate(stored)
        assert again == self.application
        assert again.status == self.state
        assert again.next_steps == tuple(
            step.id for step in self.book.steps if self.is_lawful(step.id)
        )
        assert again.booking == self.booking
        assert again.ending is self.book.state(self.state).ending
        assert again.ended == self.ended

    @invariant()
    def clocks_fit_the_events(self) -> None:
        deadlines = self.application.deadlines()
        days = {event.at.astimezone(self.book.zone).date() for event in self.application.events}
        for each in deadlines:
            assert each.started in days
            assert each.due is None or each.due >= each.started
            assert (each.due is None) is (each.state is DeadlineState.PAUSED)
            assert each.is_open is (each.ended is None)
            if each.was_kept is not None:
                assert each.ended in days
                assert each.was_kept or each.ended >= each.due
        running = [(each.clock.id, each.basis) for each in deadlines if each.is_open]
        assert len(set(running)) == len(running)
        if self.application.ending is not None:
            assert {clock for clock, _ in running} <= {
                clock.id for clock in self.book.rules if clock.after_closing
            }

    @invariant()
    def what_is_past_stays_as_it_was(self) -> None:
        """Whether it was on time at an earlier moment is not changed by later events."""
        events = self.application.events
        for at in {events[0].at, events[len(events) // 2].at}:
            known = tuple(event for event in events if event.at <= at)
            then = self.application.replace(events=known)
            assert self.application.is_on_time(at) == then.is_on_time(at)
            assert self.application.overdue(at) == then.overdue(at)

    @invariant()
    def who_is_late_stays_late(self) -> None:
        """As long as nothing happens, and only until then nobody can say."""
        judgments = [
            self.application.is_on_time(self.at + timedelta(days=days)) for days in (0, 3, 30, 300)
        ]
        first = judgments[0]
        assert judgments == [first] * 4 or (first is None and set(judgments) == {None, False})


def _machine(name: str) -> type[RuleBasedStateMachine]:
    kind = type(f"Machine_{name}", (ApplicationMachine,), {})
    kind.book = ApplicationLifecycle.built_in(name)
    return kind


@pytest.mark.parametrize("name", ApplicationLifecycle.available())
def test_every_rulebook_holds_in_every_course(name: str):
    run_state_machine_as_test(
        _machine(name), settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )
