"""Codes of many rows: a result for each, on all cores, into a folder or a zip, to be resumed."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Literal, TypeAlias

from mgov.errors import InvalidValueError, MgovError
from mgov.qr.archive import Folder, opened, write_part
from mgov.qr.code import Code
from mgov.qr.making import make
from mgov.qr.rows import Row, RowSource, read_rows
from mgov.qr.symbol import Correction
from mgov.values.host_policy import HostPolicy

__all__ = ["Made", "PictureKind", "make_many"]

_CHUNK: Final = 64  # rows that a process takes at once
_AHEAD: Final = 3  # chunks for each process that are read before their turn
_NAME: Final = re.compile(r"[\w][\w .\-]{0,79}")

PictureKind: TypeAlias = Literal["svg", "png"]
"""The format of a picture file."""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a row.

    Attributes:
        number: The number of the row, from 1.
        name: What its code is called, and its file without the suffix.
        code: Its code; none if the row is bad, or if its file was there already.
        path: Its file: in the folder, or the name inside the zip; none if nothing is written.
        problem: What is wrong with the row.
        kept: Whether the file was there already, made from the same row in the same way.

    Example:
        >>> from mgov import qr
        >>> rows = ["https://www.gov.cn/", "http://www.gov.cn/"]
        >>> for made in qr.make_many(rows, policy="gov.cn"):
        ...     print(made.number, made.ok, made.problem)
        1 True None
        2 False address: has a scheme that the policy does not allow. Use https; for old links,
        policy.replace(schemes=('https', 'http')).
    """

    number: int
    name: str
    code: Code | None = None
    path: str | None = None
    problem: MgovError | None = None
    kept: bool = False

    @property
    def ok(self) -> bool:
        """Whether there is a code of this row."""
        return self.problem is None


@dataclass(frozen=True)
class _Way:
    """How the codes are made: the same for every row."""

    policy: HostPolicy
    correction: Correction
    show_address: bool
    kind: PictureKind
    folder: Path | None = None  # where the pictures go

    def digest(self, row: Row) -> str:
        said = [self._same_for_all, row.address, row.caption]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    @functools.cached_property
    def _same_for_all(self) -> str:
        policy = self.policy.model_dump(mode="json")
        return json.dumps([policy, self.correction, self.show_address, self.kind], sort_keys=True)


_Task: TypeAlias = tuple[int, Row | MgovError, bool]
_Drawn: TypeAlias = Code | MgovError | None


def make_many(
    rows: RowSource,
    *,
    policy: HostPolicy | str = "any",
    correction: Correction = "M",
    show_address: bool = False,
    columns: Mapping[str, str] | None = None,
    into: str | os.PathLike[str] | None = None,
    kind: PictureKind = "svg",
    workers: int | None = None,
) -> Iterator[Made]:
    """Make the codes of many rows, one after the other as they are asked for.

    A bad row is reported and the others are made. However many rows there are, few are held in
    memory. More than some dozens of them are spread over processes; a script that is run by its
    file then has to stand under `if __name__ == "__main__":`, as Python asks for.

    Written into a folder or a zip, the work can be broken off and taken up again: a file that was
    made of the same row in the same way is kept, and made anew where anything has changed. A
    `manifest.jsonl` beside the files tells which row each comes from.

    Args:
        rows: Addresses, whatever has an address, mappings with `address`, `name` and `caption`,
            or the path of a CSV file with a first line that names its columns. Only the address
            is needed; a row without a name is called by its number.
        policy: Which hosts the links may lead to, as in `Link`.
        correction: The level of error correction.
        show_address: Whether the readable address stands below each code in SVG.
        columns: The caller's names of columns, such as `{"address": "网址"}`.
        into: A folder, or a file that ends in `.zip`.
        kind: The format of the files, `svg` or `png`.
        workers: How many processes; without it as many as there are cores.

    Yields:
        A result for each row, in their order.

    Raises:
        mgov.errors.InvalidValueError: If there is no such policy or level, if the CSV has no
            column of addresses, or if `workers` is less than 1.
        OSError: If a file cannot be read or written.

    Example:
        >>> from mgov import qr
        >>> rows = [{"address": "https://www.gov.cn/", "name": "home", "caption": "首页"}]
        >>> [made] = qr.make_many(rows, policy="gov.cn")
        >>> made.name, made.code.caption
        ('home', '首页')
    """
    if workers is not None and workers < 1:
        trouble, remedy = "is less than 1", "Give how many processes may work."
        raise InvalidValueError(trouble, field="workers", remedy=remedy, code="workers")
    way = _Way(HostPolicy.of(policy), correction, show_address, kind)
    make("https://www.gov.cn/", correction=correction)  # refuses a level that is none, at once
    given = read_rows(rows, columns or {})
    return _made(given, way, into, workers or _cores())


def _made(
    rows: Iterator[Row | MgovError],
    way: _Way,
    into: str | os.PathLike[str] | None,
    workers: int,
) -> Iterator[Made]:
    folder = None if into is None else opened(Path(into))
    if folder is not None:
        way = replace(way, folder=folder.path)
    used: set[str] = set()
    tasks = (_task(number, row, way, folder, used) for number, row in enumerate(rows, start=1))
    try:
        for task, drawn in _spread(tasks, way, workers):
            yield _result(task, drawn, way, folder)
        if folder is not None:
            folder.finish()
    finally:  # also if the caller has seen enough
        if folder is not None:
            folder.close()


def _result(task: _Task, drawn: _Drawn, way: _Way, folder: Folder | None) -> Made:
    number, row, kept = task
    name = row.name if isinstance(row, Row) else ""
    if isinstance(drawn, MgovError):
        return Made(number, name, problem=drawn)
    if folder is None or isinstance(row, MgovError):
        return Made(number, name, code=drawn)
    file = f"{name}.{way.kind}"
    if not kept:
        folder.add(file, number=number, digest=way.digest(row))
    return Made(number, name, code=drawn, path=folder.place(file), kept=kept)


def _task(
    number: int, row: Row | MgovError, way: _Way, folder: Folder | None, used: set[str]
) -> _Task:
    if isinstance(row, MgovError):
        return number, row, False
    named = row._replace(name=row.name or f"{number:06}")
    if not _NAME.fullmatch(named.name):
        trouble = "is no name for a file"
        remedy = "Use letters, digits, spaces and - _ . between them, at most 80."
    elif named.name.casefold() in used:
        trouble, remedy = "is the name of a row before", "Give each row a name of its own."
    else:
        used.add(named.name.casefold())
        kept = folder is not None and folder.has(f"{named.name}.{way.kind}", way.digest(named))
        return number, named, kept
    return number, InvalidValueError(trouble, field="name", remedy=remedy, code="row_name"), False


def _spread(tasks: Iterator[_Task], way: _Way, workers: int) -> Iterator[tuple[_Task, _Drawn]]:
    first = list(itertools.islice(tasks, _CHUNK))
    rest = _chunks(tasks)
    second = next(rest, None) if workers > 1 else None
    chunks = itertools.chain([first], [] if second is None else [second], rest)
    if second is None:  # not worth the start of other processes
        for chunk in chunks:
            yield from zip(chunk, _draw_chunk(chunk, way), strict=True)
        return
    # Started anew and not forked: a fork copies threads of the caller in whatever state they are.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[list[_Task], Future[list[_Drawn]]]] = deque()
        try:
            for chunk in chunks:
                waiting.append((chunk, pool.submit(_draw_chunk, chunk, way)))
                if len(waiting) > workers * _AHEAD:
                    done, future = waiting.popleft()
                    yield from zip(done, future.result(), strict=True)
            for done, future in waiting:
                yield from zip(done, future.result(), strict=True)
        finally:  # also if the caller has seen enough
            pool.shutdown(wait=True, cancel_futures=True)


def _chunks(tasks: Iterable[_Task]) -> Iterator[list[_Task]]:
    iterator = iter(tasks)
    while chunk := list(itertools.islice(iterator, _CHUNK)):
        yield chunk


def _draw_chunk(chunk: list[_Task], way: _Way) -> list[_Drawn]:
    return [None if kept else _draw(row, way) for _, row, kept in chunk]


def _draw(row: Row | MgovError, way: _Way) -> _Drawn:
    if isinstance(row, MgovError):
        return row
    try:
        code = make(
            row.address,
            policy=way.policy,
            correction=way.correction,
            caption=row.caption,
            show_address=way.show_address,
        )
    except MgovError as error:
        return error
    if way.folder is not None:
        picture = code.svg().encode() if way.kind == "svg" else code.png()
        write_part(way.folder, f"{row.name}.{way.kind}", picture)
    return code


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
