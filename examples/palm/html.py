"""HTML that is escaped because nothing else can be written with it."""

from __future__ import annotations

from html import escape
from typing import Final

__all__ = ["Html", "el", "join"]

_VOID: Final = frozenset({"br", "link", "meta", "circle", "line", "path", "polygon", "rect"})


class Html(str):
    """Text that is markup already; every other text is escaped before it is one."""

    __slots__ = ()


def el(name: str, /, *children: str, **attributes: str | float | bool) -> Html:
    """Write an element.

    Args:
        name: The name of the element.
        *children: What is in it: markup, or text that is escaped.
        **attributes: Its attributes; `class_` is `class`, `aria_label` is `aria-label`, and one
            that is true or false is there or not.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(
            f"<{name}{written}>" if name in {"br", "link", "meta"} else f"<{name}{written}/>"
        )
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Put markup and texts one after the other; the texts are escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def _attribute(key: str, value: str | float | bool) -> str:  # noqa: FBT001 -- as in HTML
    name = key.removesuffix("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    text = value if isinstance(value, str) else f"{value:.4g}"
    return f' {name}="{escape(text)}"'
