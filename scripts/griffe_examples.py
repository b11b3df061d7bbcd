"""Shows an `Example:` section of a docstring as Python code in the reference.

griffe knows the section only by its plural; a singular one would be rendered as prose, and
its `>>>` as nested quotations.
"""

from __future__ import annotations

import re
from typing import Any

import griffe
from typing_extensions import override


class ExampleSections(griffe.Extension):
    """Gives every `Example:` heading the name under which griffe reads examples."""

    @override
    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the heading before the docstring is parsed.

        Args:
            obj: The module, class, function or attribute that griffe has just read.
        """
        if obj.docstring:
            obj.docstring.value = re.sub(
                r"^Example:$", "Examples:", obj.docstring.value, flags=re.MULTILINE
            )
