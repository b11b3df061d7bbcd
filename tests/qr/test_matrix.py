from __future__ import annotations

import random

import pytest
import qrcode
import segno
from hypothesis import given
from hypothesis import strategies as st
from qrcode import util

from mgov.qr.matrix import alignment_positions, draw, size_of

VERSIONS = range(1, 41)
LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}


def rows_of(modules: list[list[bool | None]]) -> tuple[int, ...]:
    return tuple(int("".join("1" if dark else "0" for dark in row), 2) for row in modules)


def by_qrcode(version: int, level: int, data: bytes, mask: int | None) -> list[list[bool | None]]:
    code = qrcode.QRCode(version=version, error_correction=level, mask_pattern=mask)
    code.add_data(util.QRData(data))
    code.make(fit=False)
    return code.modules


def by_us(version: int, level: int, data: bytes, mask: int | None) -> tuple[int, tuple[int, ...]]:
    codewords = util.create_data(version, level, [util.QRData(data)])
    return draw(version, level, bytes(codewords), mask)


def filling(version: int, level: int, seed: int) -> bytes:
    room = util.BIT_LIMIT_TABLE[level][version] // 8 - 3
    return random.Random(seed).randbytes(max(1, room - seed % 3))  # noqa: S311 -- a sample


@pytest.mark.parametrize("version", VERSIONS)
def test_every_module_is_where_another_encoder_puts_it(version: int) -> None:
    for level in LEVELS.values():
        mask = (version + level) % 8
        data = filling(version, level, version)
        theirs = by_qrcode(version, level, data, mask)
        assert by_us(version, level, data, mask) == (mask, rows_of(theirs))


@pytest.mark.parametrize("mask", range(8))
def test_every_mask_is_that_of_another_encoder(mask: int) -> None:
    data = b"https://www.gov.cn/zhengce/".ljust(122, b"a")  # full: segno pads otherwise
    ours = by_us(7, 0, data, mask)
    theirs = segno.make_qr(data, error="m", version=7, mask=mask, mode="byte", boost_error=False)
    assert ours == (mask, tuple(int("".join(map(str, row)), 2) for row in theirs.matrix))


@given(st.integers(1, 6), st.sampled_from(sorted(LEVELS)), st.integers(0, 2**32))
def test_the_best_mask_is_that_of_another_encoder(version: int, level: str, seed: int) -> None:
    data = filling(version, LEVELS[level], seed)
    theirs = by_qrcode(version, LEVELS[level], data, None)
    assert by_us(version, LEVELS[level], data, None)[1] == rows_of(theirs)


@pytest.mark.parametrize("version", [7, 14, 27, 40])
def test_the_best_mask_of_a_large_code_is_that_of_another_encoder(version: int) -> None:
    data = filling(version, 0, version)
    theirs = by_qrcode(version, 0, data, None)
    assert by_us(version, 0, data, None)[1] == rows_of(theirs)


@pytest.mark.parametrize("data", [b"\x00" * 100, b"\xff" * 100, b"\x92" * 100, b"U" * 100])
def test_the_best_mask_of_monotonous_data_is_that_of_another_encoder(data: bytes) -> None:
    theirs = by_qrcode(10, 1, data, None)
    assert by_us(10, 1, data, None)[1] == rows_of(theirs)


def test_alignment_patterns_are_where_the_standard_puts_them() -> None:
    for version in VERSIONS:
        assert alignment_positions(version) == tuple(util.pattern_position(version))


def test_a_code_is_as_large_as_the_standard_says() -> None:
    assert [size_of(version) for version in (1, 2, 7, 40)] == [21, 25, 45, 177]
