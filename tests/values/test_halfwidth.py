"""Codes and numbers as people type them."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from mgov.values.halfwidth import halfwidth

PRINTABLE = string.digits + string.ascii_letters + string.punctuation


def test_full_width_is_ascii_moved():
    assert halfwidth("".join(chr(ord(c) + 0xFEE0) for c in PRINTABLE)) == PRINTABLE


def test_dashes_are_hyphens_and_gaps_are_nothing():
    assert halfwidth("010–1234\u3000—\n−5") == "010-1234--5"
    assert halfwidth("(010) 1234", drop="()") == "0101234"


@given(st.text(PRINTABLE))
def test_ascii_without_gaps_stays_as_it_is(text: str):
    assert halfwidth(text) == text
