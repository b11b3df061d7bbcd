"""Every name that a user may import says what it is and shows how it is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import griffe
import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
library = griffe.load("mgov", search_paths=[SOURCE], resolve_aliases=True)


def modules_of(module: griffe.Module) -> Iterator[griffe.Module]:
    yield module
    for inner in module.modules.values():
        if not inner.is_alias:
            yield from modules_of(inner)


def faces_users(module: griffe.Module) -> bool:
    """Rooms hand on what is public; `values` alone is entered by its modules."""
    home = "" if module.parent is None else module.parent.path
    return module.exports is not None and (
        module.is_init_module or module.path == "mgov.errors" or home == "mgov.values"
    )


MODULES = list(filter(faces_users, modules_of(library)))
NAMES = [
    pytest.param(module, str(name), id=f"{module.path}.{name}")
    for module in MODULES
    for name in module.exports or ()
]


@pytest.mark.parametrize(("module", "name"), NAMES)
def test_a_public_name_exists_and_shows_how_it_is_used(module: griffe.Module, name: str):
    member = module[name]
    assert member.docstring
    if not (member.is_attribute or member.is_module):  # these show themselves
        assert re.search(r"^ *Example:$", member.docstring.value, re.MULTILINE)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.path)
def test_a_module_with_public_names_says_what_it_is_for(module: griffe.Module):
    assert module.docstring


@pytest.mark.parametrize(
    "room",
    # The front door is no room: it imports heavy rooms when they are first asked for.
    [each for each in MODULES if each.is_init_module and each is not library],
    ids=lambda room: room.path,
)
def test_a_room_only_hands_names_on(room: griffe.Module):
    own = {name for name, member in room.members.items() if not member.is_alias}
    assert own <= {"__all__", *room.modules}
