"""What a code is like: its size, what is left in it, and what would make it better."""

from __future__ import annotations

import bisect
import functools
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from mgov.errors import InvalidValueError
from mgov.qr.campaign.tags import retagged
from mgov.qr.encoder import encode, fits
from mgov.qr.matrix import size_of
from mgov.qr.print_size import HAND_HELD_MODULE_MM, QUIET_ZONE
from mgov.qr.symbol import LEVELS, Correction, Encoder
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

if TYPE_CHECKING:
    from mgov.qr.code import Code

__all__ = ["Advice", "AdviceCode", "Report", "report_on"]

_USUAL: Final[Correction] = "M"
_MOST_BYTES: Final = 2953  # of version 40 at level L
_SHORT_PATH: Final = "ab12cd"  # as short links have it
_CAPITALS: Final = re.compile(r"[0-9A-Z $*+\-./:]+")  # what takes 5.5 bits instead of 8
_NOT_ASCII: Final = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")


class AdviceCode(StrEnum):
    """What could be better about a code.

    Example:
        >>> from mgov import qr
        >>> qr.AdviceCode("correction_is_free").name
        'CORRECTION_IS_FREE'
    """

    TAGS_COST_MODULES = "tags_cost_modules"
    SHORT_LINK_SAVES_MODULES = "short_link_saves_modules"
    CAPITALS_SAVE_MODULES = "capitals_save_modules"
    ENCODED_CHARACTERS_COST_MODULES = "encoded_characters_cost_modules"
    CORRECTION_COSTS_MODULES = "correction_costs_modules"
    CORRECTION_IS_FREE = "correction_is_free"
    VERSION_COSTS_MODULES = "version_costs_modules"
    MODULES_TOO_SMALL = "modules_too_small"


class Advice(Model, frozen=True):
    """One thing that could be better about a code.

    Attributes:
        code: Which.
        message: What to do and why, in English and Chinese.
        modules: How many modules the code would lose on each side; 0 if it is not about that.

    Example:
        >>> from mgov import qr
        >>> for advice in qr.make("https://go.gov.cn/", correction="L").report().advice:
        ...     print(advice.code, advice.modules)
        capitals_save_modules 4
        correction_is_free 0
    """

    code: AdviceCode
    message: Text
    modules: int = 0


class Report(Model, frozen=True):
    """What a code is like.

    Attributes:
        version: 1 to 40.
        correction: The level of error correction.
        encoder: Which package made its codewords.
        modules: How many modules it has on each side, without the quiet zone.
        module_mm: The width of a module in millimeters that the other two go by.
        code_mm: The width of the code without its quiet zone.
        total_mm: The width with the quiet zone.
        characters: How many characters it says; a byte that is no UTF-8 counts as one.
        bytes_used: How many bytes it says.
        spare_bytes: How many bytes more a code of this size holds: letters, digits and marks of
            ASCII, one byte each.
        spare_chinese: How many Chinese characters more it holds, at three bytes each in a text
            and nine in an address.
        advice: What could be better, the largest saving first.

    Example:
        >>> from mgov import qr
        >>> link = qr.Link("https://www.gov.cn/zhuanti/2017lhzfgzbg/", policy="gov.cn")
        >>> report = qr.make(link.tagged(source="poster", medium="qr")).report(module_mm=0.5)
        >>> report.modules, report.total_mm, report.bytes_used, report.spare_bytes
        (37, 22.5, 72, 12)
        >>> print(report.advice[1].message.in_language("en"))
        The campaign tags cost 8 modules a side: use a short link, behind which they cost nothing.
    """

    version: int
    correction: Correction
    encoder: Encoder
    modules: int
    module_mm: float
    code_mm: float
    total_mm: float
    characters: int
    bytes_used: int
    spare_bytes: int
    spare_chinese: int
    advice: tuple[Advice, ...]


def report_on(code: Code, module_mm: float) -> Report:
    """Tell what a code is like, trying out what would make it smaller.

    Args:
        code: The code.
        module_mm: The width of a module in millimeters.

    Raises:
        mgov.errors.InvalidValueError: If the width is not above zero.
        mgov.errors.MissingExtraError: If the encoder of the code is not installed.

    Example:
        >>> from mgov import qr
        >>> from mgov.qr.report import report_on
        >>> report_on(qr.make_text("掌上政务"), 0.5).spare_chinese
        0
    """
    if not module_mm > 0:
        trouble, remedy = "is not above zero", "Give millimeters, such as 0.5."
        raise InvalidValueError(trouble, field="module_mm", remedy=remedy, code="code_size")
    address = _address(code.text)
    trial = _Trial(code, encode(code.data, code.correction, encoder=code.encoder).version)
    advice = [*_about_size(trial), *_about_print(module_mm)]
    if address is not None:
        advice += _about_link(trial, address)
    spare = _spare_bytes(code)
    chinese = 3 if address is None else 9  # UTF-8, and percent-encoded as in %E6%94%BF
    return Report(
        version=code.version,
        correction=code.correction,
        encoder=code.encoder,
        modules=code.size,
        module_mm=module_mm,
        code_mm=round(code.size * module_mm, 2),
        total_mm=round((code.size + 2 * QUIET_ZONE) * module_mm, 2),
        characters=len(code.text),
        bytes_used=len(code.data),
        spare_bytes=spare,
        spare_chinese=spare // chinese,
        advice=tuple(sorted(advice, key=lambda each: -each.modules)),
    )


class _Trial(NamedTuple):
    """A code, and the smallest version that would hold it: what a change saves goes by that."""

    code: Code
    version: int

    def saved(self, data: str | bytes, correction: Correction | None = None) -> int:
        other = encode(data, correction or self.code.correction, encoder=self.code.encoder)
        return size_of(self.version) - size_of(other.version)


def _about_size(trial: _Trial) -> Iterator[Advice]:
    code, version = trial
    enlarged = code.size - size_of(version)
    if enlarged:
        yield _advice(AdviceCode.VERSION_COSTS_MODULES, enlarged, version=version)
    levels = list(LEVELS)
    rank = levels.index(code.correction)
    if rank > levels.index(_USUAL):
        saved = trial.saved(code.data, _USUAL)
        if saved:
            yield _advice(AdviceCode.CORRECTION_COSTS_MODULES, saved, correction=code.correction)
    same = (code.version, code.version)
    free = [each for each in levels[rank + 1 :] if fits(code.data, each, same, code.encoder)]
    if free:
        yield _advice(AdviceCode.CORRECTION_IS_FREE, 0, correction=free[-1])


def _about_print(module_mm: float) -> Iterator[Advice]:
    if module_mm < HAND_HELD_MODULE_MM:
        yield _advice(
            AdviceCode.MODULES_TOO_SMALL,
            0,
            millimeters=f"{module_mm:g}",
            least=f"{HAND_HELD_MODULE_MM:g}",
        )


def _about_link(trial: _Trial, address: WebAddress) -> Iterator[Advice]:
    by_tags = trial.saved(retagged(address, {}, "replace"))
    if by_tags > 0:
        yield _advice(AdviceCode.TAGS_COST_MODULES, by_tags)
    short = f"{address.origin}/{_SHORT_PATH}"
    by_short_link = trial.saved(short)
    if by_short_link > by_tags:
        yield _advice(AdviceCode.SHORT_LINK_SAVES_MODULES, by_short_link, example=short)
    capitals = address.upper()
    if _CAPITALS.fullmatch(capitals):
        by_capitals = trial.saved(capitals)
        if by_capitals > 0:
            yield _advice(AdviceCode.CAPITALS_SAVE_MODULES, by_capitals, example=capitals)
    encoded = _NOT_ASCII.findall(address)
    count = len(unquote("".join(encoded)))
    by_letters = trial.saved(_NOT_ASCII.sub(lambda found: "a" * len(unquote(found[0])), address))
    if by_letters > 0:
        yield _advice(
            AdviceCode.ENCODED_CHARACTERS_COST_MODULES,
            by_letters,
            count=count,
            bytes=sum(map(len, encoded)),
        )


def _spare_bytes(code: Code) -> int:
    same = (code.version, code.version)
    return bisect.bisect(
        range(1, _MOST_BYTES + 1),
        0,
        key=lambda n: not fits(code.data + b"a" * n, code.correction, same, code.encoder),
    )


def _address(text: str) -> WebAddress | None:
    try:
        return WebAddress(text)
    except InvalidValueError:
        return None


def _advice(code: AdviceCode, modules: int, **said: object) -> Advice:
    sentences = {
        language: sentence.format(modules=modules, **said)
        for language, sentence in _sentences()[code].items()
    }
    return Advice(code=code, message=Text(sentences), modules=modules)


@functools.cache
def _sentences() -> dict[str, dict[str, str]]:
    text = resources.files("mgov.qr").joinpath("advice.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
