"""The JSON Schema of every public model is a contract, kept in tests/golden.

A change of a schema fails here until it is made on purpose: `make golden` writes the files anew,
and the difference is reviewed like any other. Descriptions are left out of the contract, so a
docstring can be made better without it.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
from pathlib import Path
from typing import TypeAlias

import pytest
from pydantic.json_schema import JsonSchemaMode

import mgov
from mgov.values.model import Model

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("MGOV_GOLDEN") == "write"

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def public_models() -> dict[str, type[Model]]:
    """Every model that the front door or a room hands out, by room and name."""
    rooms = [each.name for each in pkgutil.walk_packages(mgov.__path__, "mgov.") if each.ispkg]
    found: dict[str, type[Model]] = {}
    for module in map(importlib.import_module, ["mgov", *rooms]):
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if isinstance(value, type) and issubclass(value, Model):
                path = f"{value.__module__.split('.')[1]}/{value.__name__}"
                assert found.setdefault(path, value) is value, f"two models are called {path}"
    return dict(sorted(found.items()))


MODELS = public_models()


def contract(schema: Json) -> Json:
    """Leave out what is there for people alone: the descriptions of a schema's parts."""
    if isinstance(schema, list):
        return [contract(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: contract(each) for name, each in value.items()}
        # Here the keys are names that a model has chosen, and one may be `description`.
        if key in {"properties", "$defs"} and isinstance(value, dict)
        else contract(value)
        for key, value in schema.items()
        if key != "description"
    }


def schemas(model: type[Model]) -> Json:
    """What a program may send (validation) and what it gets (serialization)."""
    modes: tuple[JsonSchemaMode, ...] = ("validation", "serialization")
    return {mode: contract(model.model_json_schema(mode=mode)) for mode in modes}


def written(schema: Json) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@pytest.mark.parametrize("path", MODELS)
def test_the_schema_of_a_public_model_is_the_one_that_was_promised(path: str):
    file = GOLDEN / f"{path}.json"
    schema = schemas(MODELS[path])
    if WRITE:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written(schema), encoding="utf-8")
    assert file.exists(), "This model is new: write its schema with `make golden`."
    promised = json.loads(file.read_text(encoding="utf-8"))
    assert schema == promised, "If the change is meant, write the schemas with `make golden`."


def test_no_schema_is_kept_of_a_model_that_is_gone():
    gone = [
        path
        for path in GOLDEN.rglob("*.json")
        if path.relative_to(GOLDEN).with_suffix("").as_posix() not in MODELS
    ]
    if WRITE:
        for path in gone:
            path.unlink()
    assert [path for path in gone if path.exists()] == [], "Take them out with `make golden`."


def test_a_field_may_be_called_description():
    schema = {"description": "a", "properties": {"description": {"description": "b", "type": "c"}}}
    assert contract(schema) == {"properties": {"description": {"type": "c"}}}
