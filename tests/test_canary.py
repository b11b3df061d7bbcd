"""Canaries: a secret in every personal field of every model, looked for wherever data could escape.

Which models there are is found by walking the library, so a new one with a personal field is
looked at too, or fails here until it can be: a new type of personal value needs a secret in
`SECRETS`, and a model that does not take the values made up for it needs better ones in `GIVEN`.

What is not looked for, because it cannot be held back: a raw string that a program itself still
holds. It stands among the locals of the frames that passed it on, so a traceback that prints
locals (`traceback.TracebackException(..., capture_locals=True)`) shows it until it has become a
personal value; and as the name of a field that there is not, it is in the location of the error.
"""

from __future__ import annotations

import copy
import functools
import importlib
import io
import itertools
import json
import logging
import pickle
import pkgutil
import pprint
import traceback
import types
import typing
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

import pydantic_core
import pytest
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError, create_model

import mgov
from mgov.errors import MgovError
from mgov.values.jsonl import write_jsonl
from mgov.values.model import Model
from mgov.values.personal import Personal, revealed
from mgov.values.rulebook import Rulebook
from mgov.values.text import Text

# --- the secrets --------------------------------------------------------------------------------

# By the name of its type: a value, and what of it must be seen nowhere. Letters are ASCII, so that
# no escape hides them; what a mask may show (a first letter, two last digits) is left out.
SECRETS = {
    "PersonName": ("Qcanaryname", "canaryname"),
    "PhoneNumber": ("+8613964207531", "64207"),
    "EmailAddress": ("qcanarymail@canaryhost.example", "canarymail", "canaryhost"),
    "PersonalText": ("a canarytext of some words", "canarytext"),
    "StreetAddress": ("7 Canarystreet", "canarystreet"),
    "ResidentId": ("11010519491231002X", "94912310"),
    "LookupCode": ("CANA-RYCA-NARY-CAN7", "ryca-nary", "rycanary"),
    "Position": ("41.271828,109.314159", "271828", "314159"),
    "FileAddress": ("https://files.example.gov.cn/canaryfile.jpg", "canaryfile"),
}
NEEDLES = tuple(needle for _, *needles in SECRETS.values() for needle in needles)

AT = datetime(2022, 6, 1, 2, tzinfo=UTC)

# --- the models ---------------------------------------------------------------------------------

_Kind: TypeAlias = type[BaseModel]


def subclasses(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def of_the_library(base: type) -> list[Any]:
    """Every class of the library derived from another, in whichever module, public or not."""
    for module in pkgutil.walk_packages(mgov.__path__, "mgov."):
        importlib.import_module(module.name)
    found = {f"{each.__module__}.{each.__qualname__}": each for each in subclasses(base)}
    return [found[name] for name in sorted(found) if name.startswith("mgov.")]


def parts(annotation: object) -> Iterator[object]:
    """Take an annotation apart, down to its classes."""
    inner = get_args(annotation)
    if inner and get_origin(annotation) is not Literal:
        for each in inner:
            yield from parts(each)
    else:
        yield annotation


def is_personal(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Personal)


def is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


@functools.cache
def hints(model: _Kind) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)


def personal_fields(model: _Kind) -> list[str]:
    return [name for name in model.model_fields if any(map(is_personal, parts(hints(model)[name])))]


def leads_to_personal(model: _Kind, seen: frozenset[_Kind] = frozenset()) -> bool:
    if personal_fields(model):
        return True
    inner = {
        each for name in model.model_fields for each in parts(hints(model)[name]) if is_model(each)
    }
    return any(leads_to_personal(each, seen | {model}) for each in inner - seen - {model})


def is_filled(annotation: object) -> bool:
    """Whether there is something personal in what an annotation names."""
    return any(
        is_personal(each) or (is_model(each) and leads_to_personal(each))
        for each in parts(annotation)
    )


MODELS = [each for each in of_the_library(BaseModel) if leads_to_personal(each)]
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)

# --- one of each, full of secrets ---------------------------------------------------------------

# What cannot be made up from the types alone, because a rule ties it to something else.
GIVEN: dict[str, Callable[[], dict[str, object]]] = {
    "Application": lambda: {
        "rulebook": "cn-2004",
        "events": [
            *({"step": step, "at": AT} for step in ("start", "submit", "accept", "complete")),
            filled(named("ApplicationEvent")),
        ],
    },
    "ApplicationEvent": lambda: {"step": "dispatch"},
    "Bundle": lambda: {"main": filled(named("Petition")).replace(number="18", mergers=())},
    "Clock": lambda: {"id": "reply", "days": 15},
    "CorrectionReport": lambda: {"kind": "error"},
    "Credential": lambda: {"time_zone": "Asia/Shanghai"},
    "Escalation": lambda: {"trigger": "procedure"},
    "Event": lambda: {"step": "register"},
    "Merger": lambda: {"main": "18"},
    "Petition": lambda: {"rulebook": "cn-2022", "kind": "claim", "number": "17"},
    "Rating": lambda: {"service": "s-1"},
    "Term": lambda: {"days": 15},
    "Trigger": lambda: {"id": "procedure"},
}


def named(name: str) -> type[Model]:
    return next(each for each in MODELS if each.__name__ == name)


def made_up(annotation: Any) -> object:  # noqa: ANN401 -- any annotation there is
    """Make up a value of a type; where there is a choice, one with something personal in it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is typing.Annotated:
        return made_up(inner[0])
    if origin in {Union, types.UnionType}:
        choices = [each for each in inner if each is not types.NoneType]
        return made_up(next(filter(is_filled, choices), choices[0]))
    if origin is tuple:
        return (made_up(inner[0]),)
    if origin is Literal:
        return inner[0]
    if is_personal(annotation):
        return annotation(SECRETS[annotation.__name__][0])
    if is_model(annotation):
        is_rulebook = issubclass(annotation, Rulebook) and annotation.available()
        return annotation.built_in(is_rulebook[0]) if is_rulebook else filled(annotation)
    if issubclass(annotation, Enum):
        return next(iter(annotation))
    return SIMPLE[annotation]


SIMPLE: dict[object, object] = {
    str: "x",
    int: 1,
    bool: True,
    AwareDatetime: AT,
    date: AT.date(),
    Text: Text(zh="…", en="…"),
}


@functools.cache
def filled(model: type[BaseModel]) -> Any:  # noqa: ANN401 -- an instance of that model
    """Make a model with a secret in every personal field, and no more than it takes besides."""
    given = GIVEN.get(model.__name__, dict)()
    fields = {
        name: made_up(hints(model)[name])
        for name, field in model.model_fields.items()
        if name not in given and (field.is_required() or is_filled(hints(model)[name]))
    }
    return model.model_validate({**fields, **given})


def raw(model: type[BaseModel]) -> Any:  # noqa: ANN401 -- what JSON can hold
    """The same as a program gets it from outside: plain data, with the secrets as strings."""
    return revealed(filled(model), purpose="look for it elsewhere", mode="json")


# --- looking for them ---------------------------------------------------------------------------


def assert_unseen(*outputs: str | bytes) -> None:
    for output in outputs:
        text = output if isinstance(output, str) else output.decode("utf-8", "replace")
        lower = text.lower()
        found = [needle for needle in NEEDLES if needle in lower]
        assert not found, f"{found} in {text[:2000]}"


def shown(value: object) -> list[str]:
    """A value in every way in which a program writes it down without meaning to show it."""
    texts = [repr(value), str(value), f"{value}", f"{value!r:>9}", "%s %r" % (value, value)]  # noqa: UP031 -- as logging does
    texts += [format(value, ""), pprint.pformat(value), ascii(value), repr([value])]
    return texts


def logged(message: str, *arguments: object, error: BaseException | None = None) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("canary")
    logger.addHandler(handler)
    logger.error(message, *arguments, exc_info=error)
    logger.removeHandler(handler)
    return stream.getvalue()


def told(error: BaseException) -> list[str]:
    """An error in every way in which it is reported, and what it keeps of the errors before."""
    texts = [*shown(error), repr(error.args), *map(str, getattr(error, "__notes__", ()))]
    texts += traceback.format_exception(error)
    texts.append(logged("%s %r", error, error, error=error))
    if isinstance(error, ValidationError):
        texts += [error.json(), str(error.errors()), str(error.errors(include_url=False))]
        texts += [error.json(indent=1), error.title]
    if isinstance(error, MgovError):
        texts += [error.field, error.trouble, error.remedy, error.code, repr(vars(error))]
        texts.append(pickle.dumps(error).decode("latin-1"))
    for earlier in (error.__cause__, error.__context__):
        if earlier is not None:
            texts += told(earlier)
    return texts


def refused(act: Callable[[], object]) -> BaseException | None:
    """Do something that may fail, and return its error; None if it did not."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 -- whatever comes, nothing may be in it
        return error
    return None


# --- that everything is looked at ---------------------------------------------------------------


def test_every_type_of_personal_value_has_a_secret_and_shows_nothing_of_it():
    kinds = of_the_library(Personal)
    assert {each.__name__ for each in kinds} == set(SECRETS)
    for kind in kinds:
        secret, *needles = SECRETS[kind.__name__]
        value = kind(secret)
        plain = value.reveal(purpose="look for it elsewhere")
        assert [needle for needle in needles if needle in plain.lower()], "finds itself"
        assert_unseen(*shown(value), *value.masked())


@each_model
def test_every_personal_field_of_every_model_holds_a_secret(model: type[BaseModel]):
    assert issubclass(model, Model), "a plain pydantic model repeats its input in errors"
    instance = filled(model)
    empty = [
        name
        for name in model.model_fields
        if is_filled(hints(model)[name]) and not getattr(instance, name)
    ]
    assert empty == []
    written = json.dumps(raw(model), ensure_ascii=False).lower()
    assert [needle for needle in NEEDLES if needle in written], "finds itself"


def test_the_models_of_which_the_mission_speaks_are_among_them():
    assert {
        "Application",
        "CitizenAccount",
        "CorrectionReport",
        "Message",
        "Petition",
        "Petitioner",
        "Rating",
        "Reader",
    } <= {each.__name__ for each in MODELS}


# --- what is written down -----------------------------------------------------------------------


@each_model
def test_nothing_is_seen_of_a_model_however_it_is_written_down(model: type[BaseModel]):
    instance = filled(model)
    assert_unseen(*shown(instance), logged("%s %r %s", instance, instance, [instance]))
    for copied in (
        instance.model_copy(),
        instance.model_copy(deep=True),
        copy.copy(instance),
        copy.deepcopy(instance),
        instance.replace(),
        model.model_validate(raw(model)),
        model.model_validate_json(json.dumps(raw(model))),
    ):
        assert copied == instance
        assert_unseen(*shown(copied), copied.model_dump_json())
    assert_unseen(repr(dict(instance)), repr(vars(instance)), repr(list(instance.__repr_args__())))


@each_model
def test_nothing_is_seen_in_what_everybody_may_dump(model: type[BaseModel], tmp_path: Path):
    instance = filled(model)
    adapter = TypeAdapter(list[model])  # type: ignore[valid-type]  # known when it runs
    around = create_model("Around", inner=(model, ...))(inner=instance)
    write_jsonl(tmp_path / "records.jsonl", [instance])
    assert_unseen(
        instance.model_dump_json(),
        instance.model_dump_json(by_alias=True, round_trip=True),
        repr(instance.model_dump()),
        repr(instance.model_dump(mode="json", exclude_defaults=True)),
        repr(instance.model_dump(context={"purpose": "none that reveals"})),
        adapter.dump_json([instance]),
        repr(adapter.dump_python([instance])),
        pydantic_core.to_json(instance),
        repr(pydantic_core.to_jsonable_python(instance)),
        repr(around),
        around.model_dump_json(),
        (tmp_path / "records.jsonl").read_bytes(),
    )


@each_model
def test_a_pickle_is_refused_or_has_nothing_in_it(model: type[BaseModel]):
    instance = filled(model)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        error = refused(functools.partial(pickle.dumps, instance, protocol))
        assert isinstance(error, MgovError)
        assert_unseen(*told(error))


@each_model
def test_the_schema_of_a_model_gives_nobody_as_an_example_or_a_default(model: type[BaseModel]):
    for name in personal_fields(model):
        field = model.model_fields[name]
        assert not field.examples
        assert field.is_required() or field.get_default(call_default_factory=True) in {None, ()}
    for mode in ("validation", "serialization"):
        assert_unseen(json.dumps(model.model_json_schema(mode=mode)))


@each_model
def test_a_warning_about_a_neighbor_shows_nothing(model: type[BaseModel]):
    instance = filled(model)
    for name in model.model_fields:
        wrong = instance.model_copy(update={name: object})  # which nobody has validated
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            errors = [
                refused(functools.partial(wrong.model_dump, mode=mode))
                for mode in ("python", "json")
            ]
        assert_unseen(*(str(each.message) for each in caught))
        assert_unseen(*(text for error in errors if error for text in told(error)))


# --- errors -------------------------------------------------------------------------------------

JUNK: tuple[object, ...] = ("‽", {"junk": 1}, ["‽"], None, float("nan"))


def changed(data: Any) -> Iterator[Any]:  # noqa: ANN401 -- what JSON can hold
    """Spoil data in one place each time, however deep: a value, a field too few or too many."""
    if isinstance(data, dict):
        yield {**data, "unknown": "‽"}
        for name, value in data.items():
            yield {other: each for other, each in data.items() if other != name}
            for junk in (*JUNK, *changed(value)):
                yield {**data, name: junk}
    elif isinstance(data, list):
        for at, value in enumerate(data):
            for junk in (*JUNK, *changed(value)):
                yield [*data[:at], junk, *data[at + 1 :]]
    elif isinstance(data, str):
        yield from (f"{data}\x00", f"{data} ‽ {data}", [data], {"value": data}, f"***{data}")


@each_model
def test_an_error_shows_nothing_whatever_is_wrong_with_the_data(model: type[BaseModel]):
    adapter = TypeAdapter(list[model])  # type: ignore[valid-type]  # known when it runs
    count = 0
    for data in changed(raw(model)):
        acts = [functools.partial(model.model_validate, data)]
        if count % 7 == 0:  # the other ways in are slower, and the same beneath
            acts += [
                functools.partial(model, **data),
                functools.partial(model.model_validate_json, json.dumps(data)),
                functools.partial(adapter.validate_python, [data]),
                functools.partial(adapter.validate_json, json.dumps([data])),
                functools.partial(model.model_validate_strings, data),
            ]
        count += 1
        for act in acts:
            error = refused(act)
            if error is not None:
                assert_unseen(*told(error))
    assert count


@each_model
def test_an_error_about_a_change_shows_nothing_not_even_with_the_locals(model: type[BaseModel]):
    instance = filled(model)
    for name, junk in itertools.product(model.model_fields, (*JUNK, object())):
        for act in (
            functools.partial(instance.replace, **{name: junk}),
            functools.partial(setattr, instance, name, junk),
        ):
            error = refused(act)
            if error is not None:
                assert_unseen(*told(error))
                report = traceback.TracebackException.from_exception(error, capture_locals=True)
                assert_unseen(*report.format())


@each_model
def test_personal_data_in_the_wrong_field_is_not_repeated(model: type[BaseModel]):
    # The name of a rulebook is repeated: programs write it, and a slip in it should be found.
    others = set(model.model_fields) - {"rulebook", *personal_fields(model)}
    for misplaced, *_ in SECRETS.values():
        for name in others:
            error = refused(
                functools.partial(model.model_validate, {**raw(model), name: misplaced})
            )
            if error is not None:
                assert_unseen(*told(error))
