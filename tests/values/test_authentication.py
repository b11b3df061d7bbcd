"""Levels of authentication compare by how sure they are, not by their letters."""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import pairwise, product

import pytest

from mgov.errors import InvalidValueError
from mgov.values.authentication import AuthenticationLevel

LEVELS = ["none", "password", "phone", "id", "face"]


def test_the_levels_are_ordered_by_how_sure_they_are():
    assert [level.value for level in AuthenticationLevel] == LEVELS
    assert sorted(map(AuthenticationLevel, sorted(LEVELS))) == LEVELS
    assert all(lower < higher for lower, higher in pairwise(AuthenticationLevel))
    assert max(AuthenticationLevel) is AuthenticationLevel.FACE


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_a_level_compares_with_its_text_on_either_side(
    compare: Callable[[str | int, str | int], bool],
):
    for one, other in product(AuthenticationLevel, repeat=2):
        wanted = compare(LEVELS.index(one), LEVELS.index(other))
        assert compare(one, other) is wanted
        assert compare(one, other.value) is wanted
        assert compare(one.value, other) is wanted


def test_what_is_no_level_compares_with_none():
    with pytest.raises(InvalidValueError, match="fingerprint, which is no level"):
        _ = AuthenticationLevel.FACE > "fingerprint"
