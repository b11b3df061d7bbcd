"""Teaches the reference some habits of this house that griffe does not know."""

from __future__ import annotations

import re
from typing import Any

import griffe
from typing_extensions import override


class HouseHabits(griffe.Extension):
    """Reads `Example:` sections as code, and shows how a value or a model is made.

    To be listed after `griffe_pydantic`, which finds the fields of the models.
    """

    @override
    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Give an `Example:` heading the plural by which griffe knows it.

        Otherwise the section would be prose, and its `>>>` nested quotations.

        Args:
            obj: The module, class, function or attribute that griffe has just read.
        """
        if obj.docstring:
            obj.docstring.value = re.sub(
                r"^Example:$", "Examples:", obj.docstring.value, flags=re.MULTILINE
            )

    @override
    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Show the parameters of `__new__` where there is no `__init__`.

        Args:
            cls: The class that griffe has just read.
        """
        new = cls.members.get("__new__")
        if isinstance(new, griffe.Function) and "__init__" not in cls.members:
            _made_with(cls, new.parameters)

    @override
    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Show a model's fields as the parameters they are, with what each is by default.

        Args:
            pkg: The library, with all its modules read.
        """
        for module in _modules(pkg):
            for cls in module.classes.values():
                if not cls.is_alias and "pydantic-model" in cls.labels:
                    _show_as_call(cls)


def _modules(module: griffe.Module) -> list[griffe.Module]:
    return [module, *(each for inner in module.modules.values() for each in _modules(inner))]


def _show_as_call(model: griffe.Class) -> None:
    fields = [
        griffe.Parameter(
            name,
            annotation=member.annotation,
            kind=griffe.ParameterKind.keyword_only,
            default=None if member.value is None else str(member.value),
        )
        for name, member in model.all_members.items()
        if isinstance(member, griffe.Attribute | griffe.Alias) and "pydantic-field" in member.labels
    ]
    _made_with(model, griffe.Parameters(*fields))
    # The attributes are told by the docstring; a second list of them would only repeat it.
    model.extra["mkdocstrings"].pop("template", None)


def _made_with(cls: griffe.Class, parameters: griffe.Parameters) -> None:
    cls.set_member("__init__", griffe.Function("__init__", parameters=parameters, parent=cls))
