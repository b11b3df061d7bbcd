"""The lines of a file, plain or compressed, none longer than memory allows."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from mgov.errors import Problem

_BOM: Final = b"\xef\xbb\xbf"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF_8: Final = "Save the file as UTF-8."


class HasLines(Protocol):
    """An open file, binary or text, or anything else that is read line by line."""

    def readline(self, size: int, /) -> bytes | str:
        """Return the next line with its end, or its next `size` bytes; nothing at the end."""


Source: TypeAlias = str | PathLike[str] | HasLines
"""The path of a file, or an open file."""


def name_of(source: Source) -> str:
    """Return what to call a source in an error."""
    return Path(source).name if isinstance(source, str | PathLike) else "records"


def numbered_lines(source: Source, *, max_line_bytes: int) -> Iterator[tuple[int, bytes | Problem]]:
    """Yield the number and the content of each line, or what is wrong with the line.

    Content is UTF-8 where the source is text, and not yet checked where it is bytes; white
    space around it is gone, and so is a byte order mark. Blank lines are numbered and left
    out. After damage that hides where the next line begins, nothing follows.
    """
    number = 0
    try:
        with _opened(source) as stream:
            while line := stream.readline(max_line_bytes + 1):
                number += 1
                content = _content(line, max_line_bytes)
                if isinstance(content, Problem):
                    _skip_rest(stream, line, max_line_bytes)
                elif number == 1:
                    if content.startswith(_UTF_16):
                        trouble = "is not UTF-8 but looks like UTF-16, as the whole file does"
                        yield number, Problem((), trouble, _SAVE_AS_UTF_8, "not_utf8")
                        return
                    content = content.removeprefix(_BOM)
                if content:
                    yield number, content
    except UnicodeDecodeError:  # from a text file, which cannot go on after it
        trouble = "is not in the encoding with which the text file was opened"
        yield number + 1, Problem((), trouble, "Open the file in binary mode.", "not_utf8")
    except EOFError:
        trouble = f"is cut short: the compressed data end after {number:,} lines"
        yield number + 1, Problem((), trouble, "Fetch the file again.", "truncated")
    except (gzip.BadGzipFile, zlib.error):
        trouble = f"is damaged or not compressed by gzip, after {number:,} lines"
        yield number + 1, Problem((), trouble, "Fetch the file again.", "not_gzip")


@contextmanager
def _opened(source: Source) -> Iterator[HasLines]:
    if not isinstance(source, str | PathLike):
        yield source
        return
    path = Path(source)
    opener = gzip.open if path.suffix.lower() == ".gz" else open
    with opener(path, "rb") as stream:
        yield stream


def _content(line: bytes | str, max_line_bytes: int) -> bytes | Problem:
    try:
        content = line.encode() if isinstance(line, str) else line
    except UnicodeEncodeError:
        trouble, remedy = "has half a surrogate pair", "Open the file in binary mode."
        return Problem((), trouble, remedy, "not_utf8")
    if len(content.rstrip(b"\r\n")) > max_line_bytes:
        trouble = f"is longer than {max_line_bytes:,} bytes"
        return Problem((), trouble, "Split the record, or raise max_line_bytes.", "line_too_long")
    return content.strip(b" \t\r\n")


def _skip_rest(stream: HasLines, line: bytes | str, size: int) -> None:
    while line and line[-1:] not in {b"\n", "\n"}:
        line = stream.readline(size)
