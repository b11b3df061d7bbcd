"""Writing JSON Lines: the whole file or nothing."""

from __future__ import annotations

import gzip
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import IO

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError, to_json

from mgov.errors import InvalidValueError
from mgov.values.jsonl.strict import RefusedError, StrictParser

__all__ = ["write_jsonl"]

_ANYTHING = StrictParser[object](TypeAdapter(object))


def write_jsonl(
    path: str | PathLike[str], records: Iterable[object], *, purpose: str | None = None
) -> int:
    """Write records to a JSON Lines file, one a line, in constant memory.

    The file appears under its name when all of it is written, so that nobody reads half of it
    and an error half way leaves what was there before. A name that ends in `.gz` is
    compressed, and the same records give the same bytes at any time. `read_jsonl` reads the
    file back; models are written by alias, as they are read.

    Args:
        path: Where to write. A file that is there is replaced.
        records: Models, or anything else that pydantic writes as JSON.
        purpose: What personal data are written in the clear for. Without it they are masked,
            and such a file cannot be read back.

    Returns:
        How many records were written.

    Raises:
        OSError: If the file cannot be written.
        mgov.errors.InvalidValueError: If a record cannot be written as JSON, as with NaN; says
            which one, counted from 1.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from mgov import write_jsonl
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "pages.jsonl")
        ...     write_jsonl(path, [{"title": "公报"}, {"title": "公告"}])
        ...     path.read_text(encoding="utf-8").splitlines()
        2
        ['{"title":"公报"}', '{"title":"公告"}']
    """
    if isinstance(records, BaseModel | Mapping | str | bytes):
        trouble, remedy = "is one record", "Give several, even if it is a list of one."
        raise InvalidValueError(trouble, field="records", remedy=remedy, code="records_type")
    if purpose is not None and not purpose.strip():
        trouble, remedy = "is not stated", "Say what the personal values are written for."
        raise InvalidValueError(trouble, field="purpose", remedy=remedy, code="purpose_missing")
    context = None if purpose is None else {"reveal": purpose}
    number = 0
    with _replacing(Path(os.path.realpath(path))) as stream:
        for number, record in enumerate(records, start=1):
            stream.write(_line(record, number, context) + b"\n")
    return number


def _line(record: object, number: int, context: dict[str, str] | None) -> bytes:
    trouble = "cannot be written as JSON"
    try:
        line = to_json(record, context=context)
    except PydanticSerializationError:
        remedy = "Give values that JSON knows, and texts without half a surrogate pair."
    else:
        if not (b"NaN" in line or b"Infinity" in line) or _is_strict(line):
            return line
        trouble, remedy = "has a number that is not finite", "Leave out what is unknown."
    raise InvalidValueError(trouble, field=f"record {number}", remedy=remedy, code="not_json")


def _is_strict(line: bytes) -> bool:
    try:
        _ANYTHING.parse(line)
    except RefusedError:
        return False
    return True


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """Open a file beside a path, and put it in its place when all is written."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("xb") as file:
            if path.exists():
                shutil.copymode(path, beside)
            if path.suffix.lower() == ".gz":
                # No name and no time in its header: the same records, the same bytes.
                with gzip.GzipFile("", "wb", fileobj=file, compresslevel=6, mtime=0) as stream:
                    yield stream
            else:
                yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
