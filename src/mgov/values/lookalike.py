"""How a host name deceives the eye: letters of mixed scripts, and letters taken for others."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib import resources
from typing import Final, NamedTuple

__all__ = ["imitates", "looks_latin", "mixes_scripts"]

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
_TELLING_LENGTH: Final = 4  # a shorter run of Latin letters is found in many an honest name


class _Lookalikes(NamedTuple):
    same: dict[int, str]
    near: dict[int, str]
    sequences: dict[str, str]


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
    return _Lookalikes(same, near, tables["sequences"])
