"""The command and its groups. Its modules are the only ones that need `typer` and `rich`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

from mgov.cli import qr_commands
from mgov.errors import MissingExtraError

if TYPE_CHECKING:
    from typer import Typer

__all__ = ["application"]


def application() -> Typer:
    """Return the command.

    Raises:
        mgov.errors.MissingExtraError: If the extra `cli` is not installed.

    Example:
        >>> from mgov.cli.app import application
        >>> [group.name for group in application().registered_groups]
        ['qr']
    """
    try:
        import rich  # noqa: F401 # for the progress bar, later
        import typer
    except ImportError:
        needed, purpose = "typer with rich", "the command mgov"
        raise MissingExtraError(needed, extra="cli", purpose=purpose) from None

    # A traceback could show what people wrote; main() says what went wrong instead.
    command = typer.Typer(
        help="Mobile government in a terminal.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    command.callback()(_nothing)
    group = typer.Typer(help="QR codes for public links.", no_args_is_help=True)
    for function in (
        qr_commands.make,
        qr_commands.many,
        qr_commands.sheet,
        qr_commands.read,
        qr_commands.check,
    ):
        group.command()(_explained(function))
    command.add_typer(group, name="qr")
    return command


def _nothing() -> None:
    """Mobile government in a terminal."""


def _explained(function: Callable[..., None]) -> Callable[..., None]:
    """Hand on to typer what the annotations of a function say of its parameters."""
    import typer

    @functools.wraps(function)
    def command(**given: object) -> None:
        function(**given)

    signature = inspect.signature(function, eval_str=True)
    parameters = []
    for parameter in signature.parameters.values():
        kind, words = parameter.annotation.__origin__, parameter.annotation.__metadata__[0]
        if parameter.default is parameter.empty:
            told = typer.Argument(help=words)
        else:  # a name of its own: typer would add --no-… to a switch that is off already
            told = typer.Option(f"--{parameter.name.replace('_', '-')}", help=words)
        annotation = Annotated[kind, told]  # type: ignore[valid-type] # made for typer, at run time
        parameters.append(
            parameter.replace(annotation=annotation, kind=inspect.Parameter.KEYWORD_ONLY)
        )
    vars(command)["__signature__"] = signature.replace(parameters=parameters)
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
