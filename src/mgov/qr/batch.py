"""Codes of many rows: a result for each, on all cores, into a folder or a zip, to be resumed."""

from __future__ import annotations

import itertools
import os
import re
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from typing_extensions import override

from mgov.errors import InvalidValueError, MgovError
from mgov.qr.archive import Folder, opened
from mgov.qr.code import Code
from mgov.qr.encoder import EncoderChoice, Versions
from mgov.qr.making import make_text
from mgov.qr.rows import Row, RowSource, read_rows
from mgov.qr.symbol import LARGEST, Correction
from mgov.qr.way import PictureKind, Way
from mgov.values.host_policy import HostPolicy

__all__ = ["Batch", "Made", "make_many"]

_CHUNK: Final = 64  # rows that a process takes at once
_AHEAD: Final = 3  # chunks for each process that are read before their turn
_NAME: Final = re.compile(r"[\w][\w .\-]{0,79}")


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


class Batch(Iterator[Made]):
    """The results of many rows, one after the other as they are asked for; `make_many` gives it.

    Example:
        >>> import pathlib, tempfile
        >>> from mgov import qr
        >>> into = pathlib.Path(tempfile.mkdtemp())
        >>> for _ in qr.make_many(["https://www.gov.cn/a", "https://www.gov.cn/b"], into=into):
        ...     pass
        >>> batch = qr.make_many(["https://www.gov.cn/a"], into=into)
        >>> [made.kept for made in batch]
        [True]
        >>> [pathlib.Path(path).name for path in batch.left_over]
        ['000002.svg']
    """

    def __init__(self, results: Generator[Made], left_over: list[str]) -> None:
        self._results = results
        self._left_over = left_over

    @property
    def left_over(self) -> tuple[str, ...]:
        """The files of earlier runs that no row of this one made or kept, as in `Made.path`.

        Their rows are no longer there, have another name or have turned bad, or the pictures have
        another format. Known when the last result has been given; empty before that.
        """
        return tuple(self._left_over)

    def close(self) -> None:
        """Break the work off; it can be taken up again."""
        self._results.close()

    @override
    def __next__(self) -> Made:
        return next(self._results)


class _Task(NamedTuple):
    number: int
    row: Row | MgovError
    kept: bool = False


_Drawn: TypeAlias = tuple[Code | MgovError | None, str]
"""A code, what is wrong with its row, or nothing if it is kept; and what it was made of."""


def make_many(  # noqa: PLR0913 -- keyword-only: each says one thing about all codes
    rows: RowSource,
    *,
    policy: HostPolicy | str = "any",
    correction: Correction = "M",
    show_address: bool = False,
    encoder: EncoderChoice = "qrcode",
    versions: Versions = (1, LARGEST),
    columns: Mapping[str, str] | None = None,
    into: str | os.PathLike[str] | None = None,
    kind: PictureKind = "svg",
    remove_left_over: bool = False,
    workers: int | None = None,
) -> Batch:
    """Make the codes of many rows, one after the other as they are asked for.

    A bad row is reported and the others are made. However many rows there are, few are held in
    memory. More than some dozens of them are spread over processes; a script that is run by its
    file then has to stand under `if __name__ == "__main__":`, as Python asks for.

    Written into a folder or a zip, the work can be broken off and taken up again: a file that was
    made of the same row in the same way is kept, and made anew where anything has changed. A
    `manifest.jsonl` beside the files tells which row each comes from. Files of rows that are no
    longer there stay and are told by `Batch.left_over`; what others have put there is let alone.

    Args:
        rows: Addresses, whatever has an address, mappings with `address`, `name` and `caption`,
            or the path of a CSV file with a first line that names its columns. Only the address
            is needed; a row without a name is called by its number.
        policy: Which hosts the links may lead to, as in `Link`.
        correction: The level of error correction.
        show_address: Whether the readable address stands below each code in SVG.
        encoder: As in `make`.
        versions: As in `make`, so that all codes are of one size; what does not fit is a bad row.
        columns: The caller's names of columns, such as `{"address": "网址"}`.
        into: A folder, or a file that ends in `.zip`.
        kind: The format of the files, `svg` or `png`.
        remove_left_over: Whether to delete, after the last row, what `Batch.left_over` tells.
        workers: How many processes; without it as many as there are cores.

    Returns:
        An iterator over a result for each row, in their order.

    Raises:
        mgov.errors.InvalidValueError: If there is no such policy, level, encoder or version, if
            the CSV has no column of addresses, or if `workers` is less than 1.
        mgov.errors.MissingExtraError: If zxing-cpp is asked for and not installed.
        OSError: If a file cannot be read or written.

    Example:
        >>> from mgov import qr
        >>> rows = [{"address": "https://www.gov.cn/", "name": "home", "caption": "首页"}]
        >>> [made] = qr.make_many(rows, policy="gov.cn", versions=(3, 10))
        >>> made.name, made.code.caption, made.code.version
        ('home', '首页', 3)
    """
    if workers is not None and workers < 1:
        trouble, remedy = "is less than 1", "Give how many processes may work."
        raise InvalidValueError(trouble, field="workers", remedy=remedy, code="workers")
    # A digit fits every version: what is refused here is wrong for all rows, and said at once.
    make_text("1", correction=correction, encoder=encoder, versions=versions)
    way = Way(HostPolicy.of(policy), correction, show_address, encoder, versions, kind)
    given = read_rows(rows, columns or {})
    left_over: list[str] = []
    folder = None if into is None else Path(into)
    results = _made(given, way, folder, workers or _cores(), left_over, remove=remove_left_over)
    return Batch(results, left_over)


def _made(
    rows: Iterator[Row | MgovError],
    way: Way,
    into: Path | None,
    workers: int,
    left_over: list[str],
    *,
    remove: bool,
) -> Generator[Made]:
    folder = None if into is None else opened(into)
    if folder is not None:
        way = replace(way, folder=str(folder.path))
    used: set[str] = set()
    tasks = (_task(number, row, way, folder, used) for number, row in enumerate(rows, start=1))
    try:
        for task, drawn in _spread(tasks, way, workers):
            yield _result(task, drawn, way, folder)
        if folder is not None:
            files = folder.left_over()
            if remove:
                folder.remove(files)
            folder.finish()
            left_over += map(folder.place, files)
    finally:  # also if the caller has seen enough
        if folder is not None:
            folder.close()


def _result(task: _Task, result: _Drawn, way: Way, folder: Folder | None) -> Made:
    number, row, kept = task
    drawn, digest = result
    name = row.name if isinstance(row, Row) else ""
    if isinstance(drawn, MgovError):
        return Made(number, name, problem=drawn)
    if folder is None or isinstance(row, MgovError):
        return Made(number, name, code=drawn)
    file = way.file(row)
    if not kept:
        folder.add(file, number=number, digest=digest)
    return Made(number, name, code=drawn, path=folder.place(file), kept=kept)


def _task(
    number: int, row: Row | MgovError, way: Way, folder: Folder | None, used: set[str]
) -> _Task:
    if isinstance(row, MgovError):
        return _Task(number, row)
    named = row._replace(name=row.name or f"{number:06}")
    if not _NAME.fullmatch(named.name):
        trouble = "is no name for a file"
        remedy = "Use letters, digits, spaces and - _ . between them, at most 80."
    elif named.name.casefold() in used:
        trouble, remedy = "is the name of a row before", "Give each row a name of its own."
    else:
        used.add(named.name.casefold())
        file = way.file(named)
        kept = (
            folder is not None
            and folder.knows(file)
            and folder.keep(file, number=number, digest=way.digest(named))
        )
        return _Task(number, named, kept)
    return _Task(number, InvalidValueError(trouble, field="name", remedy=remedy, code="row_name"))


def _spread(tasks: Iterator[_Task], way: Way, workers: int) -> Iterator[tuple[_Task, _Drawn]]:
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


def _draw_chunk(chunk: list[_Task], way: Way) -> list[_Drawn]:
    return [_draw(row, way) if not kept else (None, "") for _, row, kept in chunk]


def _draw(row: Row | MgovError, way: Way) -> _Drawn:
    if isinstance(row, MgovError):
        return row, ""
    return way.draw(row), "" if way.folder is None else way.digest(row)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
