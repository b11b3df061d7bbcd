from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import ClassVar, Literal

import pytest
from pydantic import Field

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.model import Model
from mgov.values.rulebook import Evidence, Rule, Rulebook

# A whole rulebook of a kind that rooms will have: a lifecycle with clocks and a share to reach.
TOML = """
id = "xx-2017"
title = { zh = "来信办理规定", en = "Rules on letters" }
in_force_from = 2017-01-01
in_force_until = 2021-12-31

[source]
issuer = { zh = "某市人民政府", en = "City government" }
issued = 2016-12-01
number = "某政发〔2016〕1号"

[[states]]
id = "received"
title = { zh = "已收到", en = "Received" }

[[states]]
id = "answered"
title = { zh = "已答复", en = "Answered" }

[[rules]]
id = "time_to_answer"
article = "第三条"
title = { zh = "答复期限", en = "Time to answer" }
evidence = "verified"
days = 15
counted_in = "workday"

[[rules]]
id = "time_to_forward"
article = "第四条"
title = { zh = "转办期限", en = "Time to forward" }
evidence = "second_hand"
days = 3
share = 0.1
"""


class ClockRule(Rule, frozen=True):
    days: int = Field(gt=0)
    counted_in: Literal["day", "workday"] = "day"
    share: Decimal | None = None


class State(Model, frozen=True):
    id: str
    title: dict[str, str]


class LetterRulebook(Rulebook[ClockRule], frozen=True):
    package: ClassVar[str] = "letters_of_a_test"

    states: tuple[State, ...]


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that has rulebooks beside it, as a room has."""
    folder = tmp_path / "letters_of_a_test" / "rulebooks"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    (folder / "xx-2017.toml").write_text(TOML, encoding="utf-8")
    (folder / "xx-2022.toml").write_text(TOML.replace("2017", "2022"), encoding="utf-8")
    (folder / "README.md").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    sys.modules.pop("letters_of_a_test", None)


def test_a_rulebook_is_typed_data():
    book = LetterRulebook.parse(TOML)
    rule = book.rule("time_to_answer")
    assert (rule.days, rule.counted_in) == (15, "workday")
    assert rule.evidence is Evidence.VERIFIED
    assert book.rule("time_to_forward").share == Decimal("0.1")
    assert [state.id for state in book.states] == ["received", "answered"]
    assert book.source.issued == date(2016, 12, 1)
    assert book.title.in_language("en") == "Rules on letters"


@pytest.mark.parametrize(
    ("day", "applies"),
    [("2016-12-31", False), ("2017-01-01", True), ("2021-12-31", True), ("2022-01-01", False)],
)
def test_a_rulebook_applies_from_its_first_to_its_last_day(day: str, applies: bool):  # noqa: FBT001 -- a table's column
    assert LetterRulebook.parse(TOML).in_force(on=date.fromisoformat(day)) is applies


def test_a_rulebook_without_a_last_day_applies_for_good():
    book = LetterRulebook.parse(TOML.replace("in_force_until = 2021-12-31", ""))
    assert book.in_force(on=date(2100, 1, 1))


def test_all_that_is_wrong_with_a_file_is_said_at_once_where_it_is():
    wrong = (
        TOML.replace('en = "Rules on letters"', 'fr = "Lettres"')
        .replace("issued = 2016-12-01", "isued = 2016-12-01")
        .replace("days = 15", "days = 0")
        .replace("days = 3", 'dais = 3\nevidence_of = "x"')
        .replace('"second_hand"', '"hearsay"')
    )
    with pytest.raises(InvalidDataError) as caught:
        LetterRulebook.parse(wrong, name="xx-2017.toml")
    assert caught.value.model == "LetterRulebook (xx-2017.toml)"
    assert {problem.field: problem.trouble for problem in caught.value.problems} == {
        "title": "has no text in en",
        "source.issued": "is missing",
        "source.isued": "is not a field of RulebookSource",
        "rules.time_to_answer.days": "is too small",
        "rules.time_to_forward.days": "is missing",
        "rules.time_to_forward.dais": "is not a field of ClockRule",
        "rules.time_to_forward.evidence_of": "is not a field of ClockRule",
        "rules.time_to_forward.evidence": "is not one of the known values",
    }
    remedies = {problem.field: problem.remedy for problem in caught.value.problems}
    assert remedies["source.isued"] == "Did you mean issued?"
    assert remedies["rules.time_to_forward.dais"] == "Did you mean days?"


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ("[[rules]]\narticle = '1'", "rules.0.id"),
        ("rules = [3]", "rules.0"),
        ("rules = 3", "rules"),
        ("rules = {}", "rules"),
    ],
)
def test_a_rule_without_an_id_is_named_by_its_position(rules: str, field: str):
    head = TOML[: TOML.index("[source]")]
    text = f"{head}\n{rules}\n" if not rules.startswith("[") else f"{head}\n{rules}"
    with pytest.raises(InvalidDataError) as caught:
        LetterRulebook.parse(text)
    assert field in [problem.field for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ('id = "time_to_forward"', 'id = "time_to_answer"', "the same id twice: time_to_answer"),
        ('id = "time_to_forward"', 'id = "Time to forward"', "has the wrong form"),
        ('id = "xx-2017"', 'id = "xx 2017"', "has the wrong form"),
        ("2021-12-31", "2016-12-31", "is in force until a day before it is in force"),
        ('{ zh = "答复期限", en = "Time to answer" }', '"Time to answer"', "no text in zh and en"),
        ('article = "第三条"', 'article = ""', "is too short"),
    ],
)
def test_a_rulebook_that_contradicts_itself_is_refused(old: str, new: str, trouble: str):
    with pytest.raises(InvalidDataError, match=trouble):
        LetterRulebook.parse(TOML.replace(old, new))


def test_broken_toml_is_told_by_its_line(tmp_path: Path):
    path = tmp_path / "broken.toml"
    path.write_text('id = "x"\ntitle = \n', encoding="utf-8")
    with pytest.raises(InvalidValueError, match=r"broken\.toml.*no valid TOML.*line 2") as caught:
        LetterRulebook.load(path)
    assert caught.value.code == "toml"


def test_a_file_in_another_encoding_is_told_apart(tmp_path: Path):
    path = tmp_path / "gb.toml"
    path.write_bytes(TOML.encode("gb18030"))
    with pytest.raises(InvalidValueError, match=r"gb\.toml.*is not UTF-8"):
        LetterRulebook.load(str(path))


def test_a_missing_file_is_the_usual_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        LetterRulebook.load(tmp_path / "none.toml")


@pytest.mark.usefixtures("letters")
def test_a_resource_of_a_package_is_loaded_like_a_file():
    resource = resources.files("letters_of_a_test").joinpath("rulebooks", "xx-2017.toml")
    assert LetterRulebook.load(resource) == LetterRulebook.parse(TOML)


@pytest.mark.usefixtures("letters")
def test_built_in_rulebooks_are_found_by_name():
    assert LetterRulebook.available() == ("xx-2017", "xx-2022")
    book = LetterRulebook.built_in("xx-2017")
    assert isinstance(book, LetterRulebook)
    assert book == LetterRulebook.parse(TOML)
    assert LetterRulebook.built_in("xx-2017") is book
    assert LetterRulebook.of("xx-2017") is book
    assert LetterRulebook.of(book) is book


@pytest.mark.usefixtures("letters")
def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(InvalidValueError) as caught:
        LetterRulebook.built_in("xx-2018")
    assert str(caught.value) == (
        "rulebook: xx-2018 is not built in. Did you mean xx-2017? There are xx-2017, xx-2022."
    )
    with pytest.raises(InvalidValueError, match=r"There are xx-2017, xx-2022\."):
        LetterRulebook.of("q")
    with pytest.raises(InvalidValueError, match=r"There are none\."):
        Rulebook.built_in("xx-2017")


def test_a_built_in_rulebook_has_the_name_of_its_file(letters: Path):
    (letters / "yy-2017.toml").write_text(TOML, encoding="utf-8")
    with pytest.raises(InvalidValueError, match=r"yy-2017\.toml has the id xx-2017"):
        LetterRulebook.built_in("yy-2017")


def test_an_unknown_rule_is_told_the_near_one():
    book = LetterRulebook.parse(TOML)
    with pytest.raises(InvalidValueError, match=r"Did you mean time_to_answer\?") as caught:
        book.rule("time_to_anser")
    assert caught.value.field == "rule"
