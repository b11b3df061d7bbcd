"""Which petitions say the same, by a measure that explains itself and shows no text."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov import Organization
from mgov.errors import InvalidDataError, InvalidValueError
from mgov.petitions import Attachment, DuplicateMeasure, Likeness, Petition, find_duplicates
from mgov.petitions.text_pairs import alike, alike_pairs, grams
from mgov.values.personal import audit

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)
HERE, NEXT_DOOR, FAR = "30.473910,106.633210", "30.474000,106.633300", "30.480000,106.633210"
LAMP, LAMP_TOO = "滨河路的路灯不亮了三天", "滨河路路灯三天不亮了"
OFFICE = Organization(name="广安市城市管理局")
PHOTO = Attachment.of(b"lamp", media_type="image/jpeg")
NUMBERS = itertools.count(1)


def petition(
    title: str = "路灯不亮", text: str | None = None, point: str | None = None, **fields: object
) -> Petition:
    common = {"rulebook": "cn-2022", "kind": "claim", "at": AT, "number": f"XF-{next(NUMBERS):04}"}
    place = None if point is None else {"position": point}
    return Petition.register(title=title, text=text, **common | {"place": place} | fields)


def found(*petitions: Petition, **measure: object) -> list[tuple[str, str]]:
    likenesses = find_duplicates(petitions, measure=DuplicateMeasure(**measure))
    return [(each.first, each.second) for each in likenesses]


def is_found(first: Petition, second: Petition, **measure: object) -> bool:
    return found(first, second, **measure) == [(first.number, second.number)]


def test_the_same_lamp_reported_twice_is_found():
    first = petition(LAMP, point=HERE, target=OFFICE)
    second = petition(LAMP_TOO, point=NEXT_DOOR, target=OFFICE, at=AT + timedelta(days=2))
    assert find_duplicates([second, first]) == (
        Likeness(
            first=first.number,
            second=second.number,
            days=2,
            same_place=True,
            same_target=True,
            same_file=False,
            alike=Decimal("0.63"),  # 6 of 10 and 9 pairs: 12/19
        ),
    )


def test_the_same_words_about_another_place_are_another_matter():
    assert is_found(petition(point=HERE), petition(point=NEXT_DOOR))
    assert not is_found(petition(point=HERE), petition(point=FAR))
    assert is_found(petition(point=HERE), petition(point=FAR), within_meters=1000)
    assert not is_found(petition(point=HERE), petition(point=NEXT_DOOR), within_meters=5)


def test_another_matter_at_the_same_place_is_no_duplicate():
    assert not is_found(petition(point=HERE), petition("井盖丢失", point=HERE))
    assert is_found(petition(point=HERE), petition("井盖丢失", point=HERE), alike_in_one_place=0)


def test_without_a_place_only_texts_tell_and_have_to_tell_more():
    assert not is_found(petition(), petition())
    assert not is_found(petition(text=LAMP), petition())
    assert is_found(petition(text=LAMP), petition(text=LAMP_TOO))
    assert not is_found(petition(text=LAMP), petition(text=LAMP_TOO), alike="0.9")
    assert is_found(petition(text=LAMP, point=HERE), petition(text=LAMP_TOO))


def test_points_of_two_maps_are_not_compared():
    there = petition(place={"position": HERE, "datum": "gcj02"})
    assert not is_found(petition(point=HERE), there)


def test_a_matter_that_comes_up_long_after_is_new():
    later = {day: petition(point=HERE, at=AT + timedelta(days=day)) for day in (30, 31)}
    first = petition(point=HERE)
    assert is_found(first, later[30])
    assert not is_found(first, later[31])
    assert not is_found(first, later[30], within_days=29)


def test_the_same_photo_is_the_same_matter():
    first, second = petition(attachments=[PHOTO]), petition("怎么还没修", attachments=[PHOTO])
    assert is_found(first, second)
    far = [petition(attachments=[PHOTO], point=point) for point in (HERE, FAR)]
    assert not is_found(*far)


def test_petitions_of_two_kinds_or_rulebooks_are_not_compared():
    assert not is_found(petition(point=HERE), petition(point=HERE, kind="suggestion"))
    old = petition(point=HERE, rulebook="cn-2005", at=datetime(2022, 4, 30, tzinfo=UTC))
    assert not is_found(old, petition(point=HERE, at=datetime(2022, 5, 1, tzinfo=UTC)))


def test_what_is_merged_already_is_not_found_again():
    main, *others = (petition(point=HERE) for _ in range(3))
    second, third = (each.merge_into(main, at=AT) for each in others)
    assert found(main, second, third) == []
    apart = second.separate(at=AT)
    assert len(found(main, apart, third)) == 2


def test_the_most_alike_come_first():
    first = petition(LAMP, point=HERE)
    second, third = petition(LAMP_TOO, point=HERE), petition(LAMP, point=HERE)
    shares = [each.alike for each in find_duplicates([first, second, third])]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1


def test_the_finding_shows_no_text_and_no_place_and_the_audit_hears_of_it():
    pair = [
        petition(LAMP, text="张三家门口", point=point, target=OFFICE) for point in (HERE, NEXT_DOOR)
    ]
    heard: list[str] = []
    with audit(lambda disclosure: heard.append(disclosure.purpose)):
        (likeness,) = find_duplicates(pair)
    assert heard == ["find duplicates among petitions"] * 4
    seen = repr(likeness) + likeness.model_dump_json() + likeness.explain() + likeness.explain("en")
    for secret in ("路灯", "滨河", "张三", "30.47", "106.6", "城市管理"):
        assert secret not in seen


def test_a_finding_is_explained_in_a_sentence():
    likeness = Likeness(
        first="1", second="2", days=0, same_place=True, same_target=True, same_file=True, alike="1"
    )
    assert likeness.explain() == (
        "2可能与1重复：同日收到，地点相同，反映对象相同，附件相同，相邻字对有100%相同"
    )
    assert likeness.explain("en") == (
        "2 may be a duplicate of 1: it came on the same day, from the same place, about the same"
        " organization, with the same file, and shares 100 % of its pairs of characters"
    )
    days = [likeness.replace(days=days).explain("en").split(",")[0] for days in (1, 2)]
    assert days == [f"2 may be a duplicate of 1: it came {late}" for late in (
        "1 day later", "2 days later",
    )]  # fmt: skip
    plain = likeness.replace(same_place=None, same_target=False, same_file=False, alike="0.6")
    assert plain.explain() == "2可能与1重复：同日收到，相邻字对有60%相同"
    assert plain.explain("en").endswith("it came on the same day, and shares 60 % of its pairs of"
                                        " characters")  # fmt: skip
    with pytest.raises(InvalidValueError, match="Use en or zh"):
        likeness.explain("fr")


def test_every_petition_needs_a_number_of_its_own():
    with pytest.raises(InvalidValueError, match="petitions: have no number"):
        find_duplicates([petition(number=None)])
    with pytest.raises(InvalidValueError, match="petitions: have a number twice"):
        find_duplicates([petition(number="1"), petition(number="1")])


def test_a_measure_under_which_everything_is_alike_is_refused():
    with pytest.raises(InvalidDataError, match="alike"):
        DuplicateMeasure(alike=0)


def test_marks_case_and_width_do_not_make_a_text_another():
    assert grams("Street light, BROKEN!") == grams("street LIGHT broken")
    assert grams("ＡＢ１２") == grams("ab12")
    assert grams("灯") == {"灯"}
    assert grams("！？") == frozenset()
    assert alike(grams("！？"), grams("")) == 0


TEXTS = st.lists(st.text("路灯不亮坏了", max_size=8).map(grams), max_size=12)


@given(TEXTS, st.data())
def test_just_the_pairs_that_are_alike_are_found(
    texts: Sequence[frozenset[str]], data: st.DataObject
):
    days = sorted(data.draw(st.lists(st.integers(0, 9), min_size=12, max_size=12)))
    at_least = data.draw(st.fractions(Fraction(1, 100), 1))
    within = data.draw(st.integers(0, 9))
    pairs = list(alike_pairs(texts, days, at_least=at_least, within=within))
    assert len(pairs) == len(set(pairs))
    assert {
        (one, other)
        for one, other in itertools.combinations(range(len(texts)), 2)
        if days[other] - days[one] <= within and alike(texts[one], texts[other]) >= at_least
    } == set(pairs)


@st.composite
def cases(draw: st.DrawFn) -> Petition:
    words = st.text("路灯不亮坏了", min_size=1, max_size=6)
    degrees = st.sampled_from(["30.4739", "30.4742", "30.4745", "30.4750"])
    return petition(
        draw(words),
        text=draw(st.none() | words),
        point=draw(st.none() | degrees.map(lambda latitude: f"{latitude},106.6332")),
        attachments=draw(st.sampled_from([(), (PHOTO,)])),
        at=AT + timedelta(days=draw(st.integers(0, 9))),
    )


@settings(max_examples=60)
@given(st.lists(cases(), max_size=8), st.integers(0, 9))
def test_among_many_the_same_pairs_are_found_as_two_at_a_time(many: list[Petition], days: int):
    together = set(found(*many, within_days=days))
    apart = itertools.chain.from_iterable(
        found(*pair, within_days=days) for pair in itertools.combinations(many, 2)
    )
    assert together == set(apart)
