"""How a host name deceives the eye: letters of mixed scripts, and letters taken for others."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib import resources
from typing import Final, NamedTuple

__all__ = ["imitates", "looks_latin", "mixes_scripts", "tricks_the_eye"]

_LATIN: Final = "LATIN"
# "Highly restrictive" of Unicode Technical Standard 39: what is written together in one word.
_TOGETHER: Final = (
    frozenset({_LATIN, "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({_LATIN, "HAN", "BOPOMOFO"}),
    frozenset({_LATIN, "HAN", "HANGUL"}),
)
# Unicode names a letter by its script first, with these few exceptions.
_SCRIPT_WORDS: Final = {
    "ARABIC-INDIC": "ARABIC",
    "CJK": "HAN",
    "EXTENDED": "ARABIC",  # its other digits
    "IDEOGRAPHIC": "HAN",
    "KATAKANA-HIRAGANA": "KATAKANA",
}
_SEPARATORS: Final = re.compile(r"[.\-_]")
# A letter with more marks than this cannot be told from its neighbors: UTS 39, 5.4.
_MOST_MARKS: Final = 4
_DOTTED_ALREADY: Final = frozenset("ijıȷl")
_DOT_ABOVE: Final = "\N{COMBINING DOT ABOVE}"
_DOTLESS: Final = frozenset("ıȷ")
_STROKES: Final = frozenset("\u0335\u0336\u0337\u0338")  # drawn across a letter
_TELLING_LENGTH: Final = 4  # a shorter run of Latin letters is found in many an honest name


class _Lookalikes(NamedTuple):
    same: dict[int, str]
    near: dict[int, str]
    sequences: dict[str, str]
    punctuation: frozenset[str]
    punctuation_alone: frozenset[str]


def mixes_scripts(label: str) -> bool:
    """Tell whether a label is written in scripts that no language writes together.

    Args:
        label: One part of a host, as people read it.

    Example:
        >>> from mgov.values.lookalike import mixes_scripts
        >>> mixes_scripts("g\N{CYRILLIC SMALL LETTER O}v"), mixes_scripts("12345热线app")
        (True, False)
    """
    scripts = _scripts(label)
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)


def looks_latin(label: str) -> bool:
    """Tell whether a label of another script consists of nothing but look-alikes of a to z.

    Args:
        label: One part of a host, as people read it, in lower case.

    Example:
        >>> from mgov.values.lookalike import looks_latin
        >>> (
        ...     looks_latin("\N{CYRILLIC SMALL LETTER A}\N{CYRILLIC SMALL LETTER ER}"),
        ...     looks_latin("ap"),
        ... )
        (True, False)
    """
    scripts = _scripts(label)
    latin = label.translate(_lookalikes().same)
    return bool(scripts) and _LATIN not in scripts and _scripts(latin) == {_LATIN}


def tricks_the_eye(label: str) -> bool:
    """Tell whether a label has letters that pass for punctuation, or marks that nobody sees.

    Letters such as the click of Khoisan languages look like an exclamation mark, and strokes of
    Chinese characters like a slash between letters of another script. A mark that stands twice
    on a letter, or on one that has it already, leaves no trace.

    Args:
        label: One part of a host, as people read it, in lower case.

    Example:
        >>> from mgov.values.lookalike import tricks_the_eye
        >>> tricks_the_eye("cn丿login"), tricks_the_eye("丿部")
        (True, False)
    """
    return _has_letter_for_punctuation(label) or _has_unseen_mark(label)


def _has_letter_for_punctuation(label: str) -> bool:
    lookalikes = _lookalikes()
    if not lookalikes.punctuation.isdisjoint(label):
        return True
    for place, letter in enumerate(label):
        if letter in lookalikes.punctuation_alone:
            neighbors = label[max(0, place - 1) : place] + label[place + 1 : place + 2]
            if neighbors and neighbors.isascii():
                return True
    return False


def _has_unseen_mark(label: str) -> bool:
    base, marks = "", ""
    for letter in unicodedata.normalize("NFD", label):
        if unicodedata.category(letter) != "Mn":
            base, marks = letter, ""
            continue
        if (
            letter in marks
            or letter in _STROKES
            or len(marks) == _MOST_MARKS
            or (letter == _DOT_ABOVE and base in _DOTTED_ALREADY)
            or base in _DOTLESS
        ):
            return True
        marks += letter
    return False


def imitates(host: str, name: str) -> bool:
    """Tell whether a host shows a name to the eye, wherever in it and however written.

    Args:
        host: The host as people read it, in lower case.
        name: The name that readers trust, such as `gov.cn`.

    Example:
        >>> from mgov.values.lookalike import imitates
        >>> imitates("www-g0v-cn.com", "gov.cn"), imitates("www.example.com", "gov.cn")
        (True, False)
    """
    shown, trusted = _skeleton(host), _skeleton(name)
    return (len(trusted) >= _TELLING_LENGTH or not trusted.isascii()) and trusted in shown


def _skeleton(name: str) -> str:
    lookalikes = _lookalikes()
    decomposed = unicodedata.normalize("NFD", name)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    shown = _SEPARATORS.sub("", bare).translate(lookalikes.same).translate(lookalikes.near)
    for sequence, letter in lookalikes.sequences.items():
        shown = shown.replace(sequence, letter)
    return shown


def _scripts(label: str) -> set[str]:
    # Marks and the digits 0 to 9 belong to any script.
    telling = (each for each in label if not each.isascii() or each.isalpha())
    return {_script(each) for each in telling if unicodedata.category(each)[0] in "LN"}


def _script(letter: str) -> str:
    word = unicodedata.name(letter, "UNNAMED").split()[0]
    return _SCRIPT_WORDS.get(word, word)


@functools.cache
def _lookalikes() -> _Lookalikes:
    text = resources.files("mgov.values").joinpath("lookalikes.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    same, near = (
        {ord(each): letter for letter, alike in tables[kind].items() for each in alike}
        for kind in ("same", "near")
    )
    punctuation = tables["punctuation"]
    return _Lookalikes(
        same,
        near,
        tables["sequences"],
        frozenset(punctuation["always"]),
        frozenset(punctuation["alone"]),
    )
