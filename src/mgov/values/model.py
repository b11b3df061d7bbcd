"""The base of every model: strict about fields, immutable, and discreet in its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import core_schema

from mgov.values.problems import invalid_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    _Discreet = BaseModel
else:

    class _DiscreetMeta(type(BaseModel)):
        """Calls a model so that its error shows no input.

        A metaclass, because overriding `__init__` would send every nested record that
        pydantic-core validates through Python; `Model(...)` alone comes by here.
        """

        def __call__(cls, *args, **kwargs):
            try:
                return super().__call__(*args, **kwargs)
            except ValidationError as error:
                raise invalid_data(error, cls) from None

    def _is_personal(annotation):
        if getattr(annotation, "holds_personal_data", False):
            return True
        return any(map(_is_personal, get_args(annotation)))

    class _Discreet(BaseModel, metaclass=_DiscreetMeta):
        @classmethod
        def __get_pydantic_core_schema__(cls, source, handler):
            """Hold back the input also where pydantic validates without calling the model.

            A list of petitions in a web framework goes by here and not by the metaclass. Only
            models with personal data pay for the detour through Python.
            """
            schema = handler(source)
            fields = getattr(cls, "__pydantic_fields__", {})
            if not any(_is_personal(field.annotation) for field in fields.values()):
                return schema
            cls.holds_personal_data = True
            # In place, so that the reference by which other models know this one stays good.
            model = handler.resolve_ref_schema(schema)
            inner = dict(model)
            reference = inner.pop("ref", None)
            wrapped = core_schema.no_info_wrap_validator_function(
                cls._hold_back, inner, ref=reference
            )
            model.clear()
            model.update(wrapped)
            return schema

        @classmethod
        def _hold_back(cls, data, validate):
            try:
                return validate(data)
            except ValidationError as error:
                raise invalid_data(error, cls) from None

        @classmethod
        def model_validate(cls, obj, **options):
            try:
                return super().model_validate(obj, **options)
            except ValidationError as error:
                raise invalid_data(error, cls) from None

        @classmethod
        def model_validate_json(cls, json_data, **options):
            try:
                return super().model_validate_json(json_data, **options)
            except ValidationError as error:
                raise invalid_data(error, cls) from None

        @classmethod
        def model_validate_strings(cls, obj, **options):
            try:
                return super().model_validate_strings(obj, **options)
            except ValidationError as error:
                raise invalid_data(error, cls) from None

        def __setattr__(self, name, value):
            try:
                super().__setattr__(name, value)
            except ValidationError as error:
                raise invalid_data(error, type(self)) from None


ModelT = TypeVar("ModelT", bound="Model")


def unchecked(kind: type[ModelT]) -> Callable[[dict[str, object]], ModelT]:
    """Return what makes a model of values that are known to fit it, without validating them.

    The values are those of all its fields, in their order. It is for loops of the house over
    millions of records whose parts were validated before, and takes a fourth of the time of
    validation; what pydantic has for it, `model_construct`, saves none.
    """
    new = object.__new__
    # Models are frozen, so that nothing is ever added to the set that all of them share.
    every = set(kind.model_fields)
    slots = vars(BaseModel)  # whose setters do not ask whether a model is frozen
    set_fields = slots["__dict__"].__set__
    set_names = slots["__pydantic_fields_set__"].__set__
    set_extra = slots["__pydantic_extra__"].__set__
    set_private = slots["__pydantic_private__"].__set__

    def made(fields: dict[str, object]) -> ModelT:
        model = new(kind)
        set_fields(model, fields)
        set_names(model, every)
        set_extra(model, None)
        set_private(model, None)
        return model

    return made


class Model(_Discreet, frozen=True):
    """The base of every model in this library.

    A model is immutable (`replace` makes a changed copy), refuses a field that it does not
    know, refuses NaN and infinity, and raises `mgov.errors.InvalidDataError`, which names
    every field that is wrong, what is wrong with it and what to do, and never shows the input.

    Example:
        >>> class Page(Model, frozen=True):
        ...     title: str
        >>> Page(title="公报").replace(title="公告")
        Page(title='公告')
    """

    model_config = ConfigDict(
        extra="forbid",
        allow_inf_nan=False,
        hide_input_in_errors=True,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )

    def replace(self, **changes: object) -> Self:
        """Return a copy with some fields changed, validated like a new object.

        Args:
            **changes: New values by field name.

        Raises:
            mgov.errors.InvalidDataError: If a name is not a field or a value does not fit.

        Example:
            >>> class Page(Model, frozen=True):
            ...     title: str
            >>> page = Page(title="公报")
            >>> page.replace(title="公告").title, page.title
            ('公告', '公报')
        """
        unchanged = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self).model_validate({**unchanged, **changes})
