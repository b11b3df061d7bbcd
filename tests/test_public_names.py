"""Every name that a user may import says what it is and shows how it is used."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import griffe
import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
library = griffe.load("mgov", search_paths=[SOURCE], resolve_aliases=True)


def modules_with_public_names(module: griffe.Module) -> list[griffe.Module]:
    own = [] if module.exports is None else [module]
    inner = map(modules_with_public_names, module.modules.values())
    return [*own, *itertools.chain.from_iterable(inner)]


MODULES = modules_with_public_names(library)
NAMES = [
    pytest.param(module, str(name), id=f"{module.path}.{name}")
    for module in MODULES
    for name in module.exports or ()
]


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_a_public_name_exists_and_shows_how_it_is_used(module: griffe.Module, name: str):
    member = module[name]
    assert member.docstring
    if not member.is_attribute:  # a constant shows itself
        assert re.search(r"^ *Example:$", member.docstring.value, re.MULTILINE)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.path)
def test_a_module_with_public_names_says_what_it_is_for(module: griffe.Module):
    assert module.docstring


@pytest.mark.parametrize(
    "room",
    [each for each in MODULES if each.is_init_module],
    ids=lambda room: room.path,
)
def test_a_room_only_hands_names_on(room: griffe.Module):
    if room is library:
        pytest.skip("the front door imports heavy rooms when they are first asked for")
    own = {name for name, member in room.members.items() if not member.is_alias}
    assert own <= {"__all__", *room.modules}
