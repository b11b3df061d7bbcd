"""What a law or an agency sets, as data: a TOML file beside the room that it governs."""

from __future__ import annotations

import difflib
import functools
import tomllib
from datetime import date
from decimal import Decimal
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Generic, Protocol, Self, cast

from pydantic import StringConstraints, field_validator, model_validator
from typing_extensions import TypeVar

from mgov.errors import InvalidDataError, InvalidValueError, Problem
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["Evidence", "Rule", "Rulebook", "RulebookSource"]

_LANGUAGES: Final = ("zh", "en")


class Evidence(StrEnum):
    """How surely a rule states what its source says.

    Attributes:
        VERIFIED: Read in the source itself.
        SECOND_HAND: Read in a text that cites the source.
        FROM_MEMORY: Known to the author; confirm it before relying on it.

    Example:
        >>> Evidence("second_hand") is Evidence.SECOND_HAND
        True
    """

    VERIFIED = "verified"
    SECOND_HAND = "second_hand"
    FROM_MEMORY = "from_memory"


def _in_both_languages(text: Text) -> Text:
    missing = [language for language in _LANGUAGES if text.get(language) is None]
    if missing:
        trouble = f"has no text in {' and '.join(missing)}"
        remedy = 'Write both, as { zh = "…", en = "…" }.'
        raise _refusal(trouble, remedy, code="rulebook_language").as_pydantic()
    return text


class Rule(Model, frozen=True):
    """One rule of a rulebook. A room subclasses it with what its rules set.

    Attributes:
        id: A name for programs, such as `no_update`.
        article: Where the source states it, in the words of the source, such as `第三十三条`.
        title: What it is about, in Chinese and English.
        evidence: How surely the source says so.

    Example:
        >>> from mgov.values.text import Text
        >>> rule = Rule(
        ...     id="closing_time",
        ...     article="第三十三条",
        ...     title=Text(zh="办结期限", en="Time to close"),
        ...     evidence="verified",
        ... )
        >>> rule.title.in_language("en")
        'Time to close'
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    article: Annotated[str, StringConstraints(min_length=1)]
    title: Text
    evidence: Evidence

    _title_in_both_languages = field_validator("title")(_in_both_languages)


RuleT = TypeVar("RuleT", bound=Rule, default=Rule)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_ItemT = TypeVar("_ItemT", bound=_HasId)


class RulebookSource(Model, frozen=True):
    """The document that a rulebook states.

    Attributes:
        issuer: The body that issued it.
        issued: The day on which it was issued.
        number: Its document number, if it has one.

    Example:
        >>> from datetime import date
        >>> RulebookSource(
        ...     issuer="国务院", issued=date(2005, 1, 10), number="国务院令第431号"
        ... ).issued
        datetime.date(2005, 1, 10)
    """

    issuer: Text
    issued: date
    number: Annotated[str, StringConstraints(min_length=1)] | None = None


class Rulebook(Model, Generic[RuleT], frozen=True):
    """The rules of one source, read from a TOML file.

    A room subclasses it: `class X(Rulebook[ItsRule], frozen=True)` types the rules, further
    fields (states, roles, scales) are further TOML tables, and the class variable `package`
    says beside which package the built-in files lie.

    Attributes:
        id: Its name, which is the file's too: jurisdiction and year, such as `cn-2019`.
        title: The title of the source, in Chinese and English.
        source: The document that states the rules.
        in_force_from: The first day on which they apply.
        in_force_until: The last day on which they apply, if there is one.
        rules: The rules, each with an id of its own.

    Example:
        >>> from datetime import date
        >>> from mgov.values.rulebook import Rulebook
        >>> book = Rulebook.parse('''
        ...     id = "cn-2005"
        ...     title = { zh = "信访条例", en = "Regulations on Petitions" }
        ...     source = { issuer = "国务院", issued = 2005-01-10, number = "国务院令第431号" }
        ...     in_force_from = 2005-05-01
        ...     in_force_until = 2022-04-30
        ...
        ...     [[rules]]
        ...     id = "closing_time"
        ...     article = "第三十三条"
        ...     title = { zh = "办结期限", en = "Time to close" }
        ...     evidence = "verified"
        ... ''')
        >>> book.rule("closing_time").article
        '第三十三条'
        >>> book.in_force(on=date(2017, 8, 17)), book.in_force(on=date(2022, 5, 1))
        (True, False)
    """

    package: ClassVar[str] = ""
    """The package that the built-in rulebooks lie in; empty if there are none."""

    folder: ClassVar[str] = "rulebooks"
    """The folder of that package that holds their TOML files."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    source: RulebookSource
    in_force_from: date
    in_force_until: date | None = None
    rules: tuple[RuleT, ...]

    @classmethod
    def parse(cls, text: str, *, name: str = "") -> Self:
        """Read a rulebook from TOML text.

        Args:
            text: The TOML document. Its fractions become `Decimal`, so 0.1 stays 0.1.
            name: What to call it in an error, such as its file name.

        Raises:
            mgov.errors.InvalidValueError: If it is no TOML; says the line.
            mgov.errors.InvalidDataError: If it does not fit the rulebook; lists all problems,
                each with its place in the TOML, a rule being named by its id.

        Example:
            >>> Rulebook.parse("id = cn-2005")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: rulebook: is no valid TOML (Invalid value (at line 1,
            column 6)). Correct that line.
        """
        called = f" ({name})" if name else ""
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            trouble = f"is no valid TOML ({error})"
            field = f"rulebook{called}"
            raise _refusal(trouble, "Correct that line.", field=field, code="toml") from None
        try:
            return cls.model_validate(data)
        except InvalidDataError as error:
            problems = [_placed(problem, data) for problem in error.problems]
            title = f"{cls.__name__}{called}"
            raise InvalidDataError.from_problems(title, problems) from None

    @classmethod
    def load(cls, place: str | PathLike[str] | Traversable) -> Self:
        """Read a rulebook from a TOML file.

        Args:
            place: The path of the file, or a resource of a package.

        Raises:
            OSError: If the file cannot be read.
            mgov.errors.InvalidValueError: If it is no UTF-8 text or no TOML.
            mgov.errors.InvalidDataError: If it does not fit the rulebook; lists all problems.

        Example:
            >>> from pathlib import Path
            >>> import tempfile
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     path = Path(folder, "cn-2005.toml")
            ...     _ = path.write_text("[[rules", encoding="utf-8")
            ...     Rulebook.load(path)
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: rulebook (cn-2005.toml): is no valid TOML (...).
            Correct that line.
        """
        file = Path(place) if isinstance(place, str | PathLike) else place
        try:
            text = file.read_bytes().decode()
        except UnicodeDecodeError:
            field, trouble = f"rulebook ({file.name})", "is not UTF-8"
            raise _refusal(trouble, "Save it as UTF-8.", field=field, code="not_utf8") from None
        return cls.parse(text, name=file.name)

    @classmethod
    def available(cls) -> tuple[str, ...]:
        """Name the built-in rulebooks of this kind, in alphabetical order.

        Example:
            >>> Rulebook.available()  # the rooms have them
            ()
        """
        return tuple(sorted(_built_in_files(cls)))

    @classmethod
    def built_in(cls, name: str) -> Self:
        """Return a rulebook that comes with this library.

        Args:
            name: Its id, such as `cn-2022`.

        Raises:
            mgov.errors.InvalidValueError: If there is none of that name; lists those there are.

        Example:
            >>> Rulebook.built_in("cn-2022")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: rulebook: cn-2022 is not built in. There are none.
        """
        return cast("Self", _built_in(cls, name))

    @classmethod
    def of(cls, rulebook: Self | str) -> Self:
        """Return a rulebook that is given by itself or by the name of a built-in one.

        Raises:
            mgov.errors.InvalidValueError: If there is none of that name; lists those there are.
        """
        return cls.built_in(rulebook) if isinstance(rulebook, str) else rulebook

    def in_force(self, on: date) -> bool:
        """Say whether the rules apply on a day."""
        return self.in_force_from <= on and (
            self.in_force_until is None or on <= self.in_force_until
        )

    def rule(self, rule_id: str) -> RuleT:
        """Return the rule of an id.

        Raises:
            mgov.errors.InvalidValueError: If there is none; names the nearest one.
        """
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        remedy = _near(rule_id, [rule.id for rule in self.rules])
        trouble = f"has no such rule in {self.id}"
        raise _refusal(trouble, remedy, field="rule", code="rule_unknown")

    def _named(self, what: str, wanted: str, items: tuple[_ItemT, ...]) -> _ItemT:
        """Return the item of an id, for the tables that a room adds; names what there is."""
        for each in items:
            if each.id == wanted:
                return each
        trouble = f"is none that {self.id} knows"
        known = ", ".join(each.id for each in items)
        remedy = f"Use one of {known}." if known else "There are none."
        raise _refusal(trouble, remedy, field=what, code=f"{what}_unknown")

    _title_in_both_languages = field_validator("title")(_in_both_languages)

    @field_validator("rules")
    @classmethod
    def _one_rule_an_id(cls, rules: tuple[RuleT, ...]) -> tuple[RuleT, ...]:
        ids = [rule.id for rule in rules]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            trouble = f"have the same id twice: {', '.join(twice)}"
            remedy = "Give each rule an id of its own."
            raise _refusal(trouble, remedy, code="rule_twice").as_pydantic()
        return rules

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.in_force_until is not None and self.in_force_until < self.in_force_from:
            trouble = "is in force until a day before it is in force"
            remedy = "Correct in_force_from or in_force_until."
            raise _refusal(trouble, remedy, code="rulebook_in_force").as_pydantic()
        return self


def _built_in_files(kind: type[Rulebook[Any]]) -> dict[str, Traversable]:
    if not kind.package:
        return {}
    files = resources.files(kind.package).joinpath(kind.folder).iterdir()
    return {file.name.removesuffix(".toml"): file for file in files if file.name.endswith(".toml")}


@functools.cache  # a rulebook cannot change, and every petition asks for its own
def _built_in(kind: type[Rulebook[Any]], name: str) -> Rulebook[Any]:
    files = _built_in_files(kind)
    if name not in files:
        trouble, remedy = f"{name} is not built in", _near(name, sorted(files))
        raise _refusal(trouble, remedy, code="rulebook_unknown")
    book = kind.load(files[name])
    if book.id != name:
        trouble, remedy = f"{files[name].name} has the id {book.id}", "Give both the same name."
        raise _refusal(trouble, remedy, code="rulebook_name")
    return book


def _near(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    question = f"Did you mean {near[0]}? " if near else ""
    return f"{question}There {'is' if len(known) == 1 else 'are'} {', '.join(known) or 'none'}."


def _placed(problem: Problem, data: object) -> Problem:
    """Name the items of lists by their id, as somebody who looks at the file finds them."""
    place: list[int | str] = []
    for part in problem.loc:
        if isinstance(part, int) and isinstance(data, list) and part < len(data):
            data = data[part]
            name = data.get("id") if isinstance(data, dict) else None
            place.append(name if isinstance(name, str) else part)
        else:
            data = data.get(part) if isinstance(data, dict) else None
            place.append(part)
    return problem._replace(loc=tuple(place))


def _refusal(trouble: str, remedy: str, *, field: str = "rulebook", code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field=field, remedy=remedy, code=code)
