"""No trail of a review is shortened, reordered, altered or made anew without being noticed."""

from __future__ import annotations

import copy
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from mgov.articles import (
    ContentDigest,
    ReleaseReview,
    ReviewRulebook,
    ReviewStep,
    StepEffect,
    TrailHead,
)
from mgov.articles.review_trail import ReviewAct, ReviewEntry, beginning, bound
from mgov.errors import InvalidDataError, InvalidValueError

START = datetime(2026, 11, 2, 1, tzinfo=UTC)
TEAM = {
    "writer": "s-1",
    "editor": "s-2",
    "section_head": "s-3",
    "supervising_leader": "s-4",
    "head": "s-5",
    "managing_editor": "s-6",
}
PEOPLE = list(TEAM.values())
TEXTS = ["开放时间为9：00。", "开放时间为8：30。", "周一休息。"]
texts = st.sampled_from(TEXTS)
KEY = b"0123456789abcdef"
ONWARD = {None, StepEffect.APPROVES, StepEffect.PUBLISHES}


@st.composite
def reviews(draw: st.DrawFn, shortest: int = 1) -> ReleaseReview:
    """Any lawful review, in the hands of a team that rather goes on than back."""
    book = ReviewRulebook.built_in(draw(st.sampled_from(ReviewRulebook.available())))
    text, at = draw(texts), START
    review = ReleaseReview.draft(
        article="2026-1102-01", rulebook=book, by="s-1", role="writer", at=at, content=text
    )
    for _ in range(draw(st.integers(shortest - 1, 12))):
        lawful = [
            (book.step(step), role.id)
            for role in book.roles
            for step in review.steps_for(role.id, by=TEAM[role.id])
        ]
        onward = [(step, role) for step, role in lawful if step.effect in ONWARD]
        if not lawful:
            break
        step, role = draw(st.sampled_from([*onward, *onward, *lawful]))
        if step.effect is StepEffect.WRITES:
            text = draw(texts)
        at += timedelta(minutes=draw(st.integers(0, 90)))
        note = draw(st.sampled_from(["请核实", "已阅"])) if step.needs_note else None
        review = review.step(step.id, by=TEAM[role], role=role, at=at, content=text, note=note)
    assume(len(review.entries) >= shortest)
    return review


def is_noticed(stored: dict[str, Any], head: TrailHead) -> bool:
    """Whether a trail is refused when it is read, or does not fit the head that was kept."""
    try:
        ReleaseReview.model_validate(stored).verify(head)
    except InvalidDataError:
        return True
    except InvalidValueError as error:
        return error.code.startswith("review_trail_")
    return False


@given(reviews())
def test_a_trail_that_nobody_touched_is_read_back_and_verified(review: ReleaseReview):
    again = ReleaseReview.model_validate_json(review.model_dump_json())
    assert again == review
    again.verify(review.head)
    again.verify(review.head.sealed(KEY), key=KEY)
    assert again.continues(review.head)


@given(reviews(shortest=2), st.data())
def test_any_entries_that_are_taken_out_are_missed(review: ReleaseReview, data: st.DataObject):
    stored = review.model_dump(mode="json")
    count = len(review.entries)
    left = data.draw(st.sets(st.integers(0, count - 1), max_size=count - 1))
    stored["entries"] = [stored["entries"][position] for position in sorted(left)]
    assert is_noticed(stored, review.head)


@given(reviews(shortest=2), st.data())
def test_a_shortened_trail_passes_for_whole_only_without_its_head(
    review: ReleaseReview, data: st.DataObject
):
    length = data.draw(st.integers(1, len(review.entries) - 1))
    shortened = review.replace(entries=review.entries[:length])
    shortened.verify()
    assert review.continues(shortened.head)
    assert not shortened.continues(review.head)
    with pytest.raises(
        InvalidValueError, match=r"entries: has .* of .*: what came after was taken"
    ):
        shortened.verify(review.head)


@given(reviews(shortest=2), st.data())
def test_an_entry_that_is_taken_out_before_the_end_is_missed_without_a_head(
    review: ReleaseReview, data: st.DataObject
):
    stored = review.model_dump(mode="json")
    position = data.draw(st.integers(0, len(review.entries) - 2))
    del stored["entries"][position]
    with pytest.raises(InvalidDataError) as caught:
        ReleaseReview.model_validate(stored)
    problem = caught.value.problems[0]
    assert problem.loc == ("entries", position)  # the first one that does not fit
    assert problem.code == "review_trail_altered"


@given(reviews(shortest=2), st.data())
def test_no_other_order_passes(review: ReleaseReview, data: st.DataObject):
    stored = review.model_dump(mode="json")
    order = data.draw(st.permutations(range(len(review.entries))))
    assume(order != sorted(order))
    stored["entries"] = [stored["entries"][position] for position in order]
    assert is_noticed(stored, review.head)


@given(reviews(), st.data())
def test_no_entry_can_be_added_or_repeated(review: ReleaseReview, data: st.DataObject):
    stored = review.model_dump(mode="json")
    repeated = data.draw(st.sampled_from(stored["entries"]))
    stored["entries"].insert(data.draw(st.integers(0, len(stored["entries"]))), repeated)
    assert is_noticed(stored, review.head)


FIELDS = st.sampled_from(["step", "at", "by", "role", "content", "note", "digest"])
DIGESTS = st.sampled_from([str(ContentDigest.of(text)) for text in [*TEXTS, "别的"]])


@given(reviews(), FIELDS, st.data())
def test_nothing_that_an_entry_says_can_be_altered(
    review: ReleaseReview, field: str, data: st.DataObject
):
    values: dict[str, st.SearchStrategy[Any]] = {
        "step": st.sampled_from([step.id for step in review.rulebook.steps]),
        "at": st.integers(-90, 90).map(lambda minutes: START + timedelta(minutes=minutes)),
        "by": st.sampled_from([*PEOPLE, "S-1"]),
        "role": st.sampled_from([role.id for role in review.rulebook.roles]),
        "content": DIGESTS,
        "note": st.none() | st.sampled_from(["已阅", "已阅。"]),
        "digest": DIGESTS | st.sampled_from([entry.digest for entry in review.entries]),
    }
    stored = review.model_dump(mode="python")
    entry = data.draw(st.sampled_from(stored["entries"]))
    before, entry[field] = entry[field], data.draw(values[field])
    assume(entry[field] != before)
    with pytest.raises(InvalidDataError):
        ReleaseReview.model_validate(stored)


@given(reviews())
def test_a_trail_is_that_of_its_article_and_its_rulebook(review: ReleaseReview):
    with pytest.raises(InvalidDataError):
        review.replace(article="2026-1102-02")
    others = [each for each in ReviewRulebook.available() if each != review.rulebook.id]
    for other in others:
        with pytest.raises(InvalidDataError):
            review.replace(rulebook=other)
    # One that bears the same name and lets more pass is another rulebook.
    laxer = review.rulebook.replace(rules=())
    with pytest.raises(InvalidDataError):
        review.replace(rulebook=laxer)
    named = review.rulebook.replace(id="other")
    with pytest.raises(InvalidDataError):
        review.replace(rulebook=named)


@given(reviews(), reviews())
def test_another_trail_does_not_pass_for_this_one(one: ReleaseReview, other: ReleaseReview):
    """Whoever computes a whole trail anew has one that is sound in itself."""
    assume(one.entries != other.entries)
    other.verify()
    with pytest.raises(InvalidValueError) as caught:
        other.verify(one.head)
    assert caught.value.code.startswith("review_trail_")


@given(reviews(), st.data())
def test_a_seal_is_that_of_one_head_and_one_key(review: ReleaseReview, data: st.DataObject):
    sealed = review.head.sealed(KEY)
    assert sealed.is_sealed_with(KEY)
    assert not sealed.is_sealed_with(KEY[::-1])
    field = data.draw(st.sampled_from(["article", "length", "digest", "seal"]))
    values: dict[str, st.SearchStrategy[Any]] = {
        "article": st.just("2026-1102-02"),
        "length": st.integers(1, 20),
        "digest": DIGESTS,
        "seal": st.none() | st.just(f"hmac-sha256:{'0' * 64}"),
    }
    changed = sealed.replace(**{field: data.draw(values[field])})
    assume(changed != sealed)
    assert not changed.is_sealed_with(KEY)
    with pytest.raises(InvalidValueError) as caught:
        review.verify(changed, key=KEY)
    assert caught.value.code == "review_seal"


def test_what_is_verified_with_a_key_has_a_head_and_a_key_has_some_length():
    review = ReleaseReview.draft(
        article="1", rulebook="uk-2026", by="s-1", role="writer", at=START, content="公告"
    )
    with pytest.raises(InvalidValueError, match="head: is not sealed with this key"):
        review.verify(key=KEY)
    with pytest.raises(InvalidValueError, match="key: is too short to be a secret"):
        review.head.sealed(KEY[:-1])


def test_each_way_in_which_a_trail_is_not_the_one_of_its_head_is_told_apart():
    def begun(article: str = "1", by: str = "s-1") -> ReleaseReview:
        return ReleaseReview.draft(
            article=article, rulebook="uk-2026", by=by, role="writer", at=START, content="公告"
        )

    draft = begun()
    submitted = draft.submit(by="s-1", role="writer", at=START)
    codes = []
    for review, head in [
        (begun(article="2"), draft.head),
        (draft, submitted.head),
        (begun(by="s-2"), draft.head),
        (submitted, draft.head),
    ]:
        with pytest.raises(InvalidValueError) as caught:
            review.verify(head)
        codes.append(caught.value.code)
    assert codes == [
        "review_trail_of_another",
        "review_trail_short",
        "review_trail_replaced",
        "review_trail_long",
    ]


@given(reviews(shortest=2), st.data())
def test_verifying_names_the_first_entry_that_does_not_fit(
    review: ReleaseReview, data: st.DataObject
):
    """A review that was made past its validation is looked at all the same."""
    position = data.draw(st.integers(0, len(review.entries) - 1))
    entries = list(review.entries)
    entries[position] = entries[position].replace(by="s-99")
    bent = copy.copy(review)
    object.__setattr__(bent, "__dict__", {**review.__dict__, "entries": tuple(entries)})
    with pytest.raises(InvalidValueError) as caught:
        bent.verify()
    assert (caught.value.field, caught.value.code) == (
        f"entries.{position}",
        "review_trail_altered",
    )


def forged(previous: str, step: str) -> ReviewEntry:
    """An entry by somebody who knows how digests are made."""
    said: dict[str, Any] = {"step": step, "by": "s-1", "role": "editor", "at": START}
    act = ReviewAct(**said, content=ContentDigest.of("公告"))
    return ReviewEntry(**said, content=act.content, digest=bound(previous, act))


def test_an_unlawful_course_is_refused_even_if_its_digests_fit():
    draft = ReleaseReview.draft(
        article="1", rulebook="uk-2026", by="s-1", role="editor", at=START, content="公告"
    ).submit(by="s-1", role="editor", at=START)
    with pytest.raises(InvalidDataError) as caught:
        draft.replace(entries=(*draft.entries, forged(draft.entries[-1].digest, "publish")))
    problem = caught.value.problems[0]
    assert (problem.loc, problem.code) == (("entries", 2), "review_same_person")
    start = beginning("1", "uk-2026", draft.rulebook.fingerprint)
    with pytest.raises(InvalidDataError, match=r"entries\.0: comes before there is a text"):
        draft.replace(entries=[forged(start, "submit")])


def test_the_form_of_the_digests_is_a_contract():
    """Trails that are kept today are verified by the versions to come: change nothing here."""
    start = beginning("2026-1102-01", "cn-2018", f"sha256:{'0' * 64}")
    assert start == "sha256:b78c992eb3923adf92e6efe81784ba4883ecaae401e22eb0ee211e104d3d53a2"
    act = ReviewAct(
        step="draft",
        at="2026-11-02T09:00:00+08:00",
        by="s-1",
        role="writer",
        content=ContentDigest.of("公告"),
    )
    assert (
        bound(start, act)
        == "sha256:55a33f1d3006ba06e10a929be16f22f9e91cd8d5a264093e6cb9ecf13d4cfd46"
    )
    assert bound(start, act.replace(at="2026-11-02T01:00:00Z")) == bound(start, act)
    assert (
        bound(start, act.replace(note="已阅"))
        == "sha256:cae0bca05dafe73cf76317ab41924f02d941d117000c4d06798e28d009724ffc"
    )
    head = TrailHead(article="2026-1102-01", length=1, digest=bound(start, act))
    assert (
        head.sealed(KEY).seal
        == "hmac-sha256:91fafeeb5b77093bc10ba73d635a0a63aced847458da9cbf95c2fa6a70905cc7"
    )


def test_a_built_in_rulebook_allows_what_it_allowed_when_trails_were_bound_to_it():
    """What a built-in rulebook allows is not changed: another rule is another rulebook."""
    kept = {
        "cn-2018": "sha256:ed52ca0081752283ce17665601bcfc3664bf65664dd478403379621fb31e11a0",
        "uk-2026": "sha256:27fe213c55df626eb8edeb7b31277be2574614c1b75d8e2b68530a5b7d091fb2",
    }
    books = map(ReviewRulebook.built_in, ReviewRulebook.available())
    assert {book.id: book.fingerprint for book in books} == kept


# --- every course of every built-in rulebook ----------------------------------------------------


class Written(NamedTuple):
    """What the machine remembers of an entry, to judge by itself."""

    step: str
    by: str
    effect: StepEffect | None


class ReviewMachine(RuleBasedStateMachine):
    """Drives reviews by one rulebook, and keeps a course of its own to compare with."""

    book: ReviewRulebook

    @initialize(by=st.sampled_from(PEOPLE), text=texts)
    def draft(self, by: str, text: str) -> None:
        self.at, self.text = START, text
        self.review = ReleaseReview.draft(
            article="1", rulebook=self.book, by=by, role="writer", at=START, content=text
        )
        self.state, self.public = "draft", None
        self.past = [Written("draft", by, StepEffect.WRITES)]
        self.heads = [self.review.head]

    def about_this_text(self) -> list[Written]:
        backwards = itertools.takewhile(
            lambda each: each.effect is not StepEffect.WRITES, reversed(self.past)
        )
        return list(backwards)

    def approved_steps(self) -> set[str]:
        backwards = itertools.takewhile(
            lambda each: each.effect is not StepEffect.REJECTS, self.about_this_text()
        )
        return {each.step for each in backwards}

    def keeps_out(self, step: ReviewStep, by: str) -> bool:
        known = [each for each in self.past if each.effect is StepEffect.WRITES]
        known += self.about_this_text()
        return any(
            each.by == by and separation.keeps(each.step, from_step=step.id)
            for each in known
            for separation in self.book.rules
        )

    def wrong_with(self, step: ReviewStep, by: str, role: str, text: str, note: str | None) -> str:
        """What the machine finds wrong with a step; empty if it is lawful."""
        ever = any(each.effect is StepEffect.PUBLISHES for each in self.past)
        if self.state not in step.when or step.published_before is (not ever):
            return "review_not_allowed"
        if role not in step.roles:
            return "review_role"
        if self.keeps_out(step, by):
            return "review_same_person"
        if step.effect is not StepEffect.WRITES and text != self.text:
            return "review_other_text"
        if not set(step.needs) <= self.approved_steps():
            return "review_not_approved"
        return "review_note" if step.needs_note and note is None else ""

    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def ask_what_is_possible(self, data: st.DataObject, by: str) -> None:
        role = data.draw(st.sampled_from([role.id for role in self.book.roles]))
        lawful = tuple(
            step.id
            for step in self.book.steps
            if not self.wrong_with(step, by, role, self.text, "请核实")
        )
        assert self.review.steps_for(role, by=by) == lawful

    @rule(
        data=st.data(),
        by=st.sampled_from(PEOPLE),
        minutes=st.integers(0, 3000),
        text=texts,
        note=st.sampled_from([None, "请核实"]),
    )
    def take_any_step(
        self, data: st.DataObject, by: str, minutes: int, text: str, note: str | None
    ) -> None:
        step = data.draw(st.sampled_from(self.book.steps))
        role = data.draw(st.sampled_from([role.id for role in self.book.roles]))
        self.take(step, by, role, minutes, text, note)

    def lawful(self, *, ending: bool) -> dict[str, list[str]]:
        """The steps that can be taken now, each with the people who may."""
        ends = {state.id for state in self.book.states if not self.book.steps_from(state.id)}
        people = {
            step.id: [
                by
                for by in PEOPLE
                if not self.wrong_with(step, by, step.roles[0], self.text, "请核实")
            ]
            for step in self.book.steps
            if self.state in step.when and (ending or step.then not in ends)
        }
        return {step: can for step, can in people.items() if can}

    @precondition(lambda self: self.lawful(ending=False))
    @rule(data=st.data(), steps=st.integers(4, 12), minutes=st.integers(0, 3000))
    def go_on(self, data: st.DataObject, steps: int, minutes: int) -> None:
        """Several steps at once, or no machine would ever see three reviews in a row."""
        for _ in range(steps):
            lawful = self.lawful(ending=False)
            onward = [step for step in lawful if self.book.step(step).effect in ONWARD]
            turns = not onward or data.draw(st.integers(0, 9)) == 9
            step = self.book.step(data.draw(st.sampled_from(list(lawful) if turns else onward)))
            by = data.draw(st.sampled_from(lawful[step.id]))
            text = self.text if step.effect is not StepEffect.WRITES else data.draw(texts)
            self.take(step, by, data.draw(st.sampled_from(step.roles)), minutes, text, "请核实")

    @precondition(lambda self: self.public is not None and self.lawful(ending=True))
    @rule(data=st.data(), minutes=st.integers(0, 3000))
    def take_any_lawful_step(self, data: st.DataObject, minutes: int) -> None:
        lawful = self.lawful(ending=True)
        step = self.book.step(data.draw(st.sampled_from(list(lawful))))
        by = data.draw(st.sampled_from(lawful[step.id]))
        self.take(step, by, step.roles[-1], minutes, self.text, "请核实")

    def take(
        self, step: ReviewStep, by: str, role: str, minutes: int, text: str, note: str | None
    ) -> None:
        at = self.at + timedelta(minutes=minutes)
        said: dict[str, Any] = {"by": by, "role": role, "at": at, "content": text, "note": note}
        wrong = self.wrong_with(step, by, role, text, note)
        if wrong:
            with pytest.raises(InvalidValueError) as caught:
                self.review.step(step.id, **said)
            assert caught.value.code == wrong
            assert caught.value.remedy
            return
        before = self.review
        self.review = before.step(step.id, **said)
        assert self.review.entries[:-1] == before.entries
        self.at, self.state = at, step.then or self.state
        self.past.append(Written(step.id, by, step.effect))
        self.heads.append(self.review.head)
        if step.effect is StepEffect.WRITES:
            self.text = text
        elif step.effect is StepEffect.PUBLISHES:
            self.public = text
        elif step.effect is StepEffect.WITHDRAWS:
            self.public = None

    @precondition(lambda self: self.review.next_steps)
    @rule(data=st.data(), minutes=st.integers(1, 3000))
    def step_back_in_time(self, data: st.DataObject, minutes: int) -> None:
        step = self.book.step(data.draw(st.sampled_from(self.review.next_steps)))
        with pytest.raises(InvalidValueError) as caught:
            self.review.step(
                step.id,
                by="s-nobody",
                role=step.roles[0],
                at=self.at - timedelta(minutes=minutes),
                content=self.text,
                note="请核实",
            )
        assert caught.value.code == "review_back_in_time"

    @invariant()
    def the_trail_says_where_the_text_stands(self) -> None:
        again = ReleaseReview.model_validate_json(self.review.model_dump_json())
        assert again == self.review
        assert again.status == self.state
        assert again.content == ContentDigest.of(self.text)
        public = None if self.public is None else ContentDigest.of(self.public)
        assert again.public_content == public
        assert all(again.continues(head) for head in self.heads)

    @invariant()
    def what_is_public_passed_the_rulebook(self) -> None:
        """No text becomes public but in the hands of others than its writers, or by force."""
        for position, entry in enumerate(self.review.entries):
            step = self.book.step(entry.step)
            if step.effect is StepEffect.PUBLISHES and step.id != "force_publish":
                writers = {
                    each.by
                    for each in self.review.entries[:position]
                    if each.step in {"draft", "revise", "correct"}
                }
                readers = {
                    each.by
                    for each in self.review.entries[: position + 1]
                    if each.content == entry.content
                }
                assert readers - writers


class ThreeReviews(ReviewMachine):
    book = ReviewRulebook.built_in("cn-2018")


class SecondPairOfEyes(ReviewMachine):
    book = ReviewRulebook.built_in("uk-2026")


TestThreeReviews = ThreeReviews.TestCase
TestSecondPairOfEyes = SecondPairOfEyes.TestCase
TestThreeReviews.settings = TestSecondPairOfEyes.settings = settings(
    max_examples=20, stateful_step_count=12
)


def test_every_built_in_rulebook_is_driven():
    driven = {machine.book.id for machine in ReviewMachine.__subclasses__()}
    assert driven == set(ReviewRulebook.available())
