"""Reading and checking JSON Lines: every problem at once, with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pydantic import TypeAdapter
from typing_extensions import override

from mgov.errors import InvalidRecordsError, LineProblem, Problem
from mgov.values.jsonl.lines import Source, name_of, numbered_lines
from mgov.values.jsonl.strict import RefusedError, StrictParser

__all__ = ["Report", "check_jsonl", "read_jsonl"]

T = TypeVar("T")

_MAX_LINE_BYTES: Final = 16 * 2**20
_LIMIT: Final = 100


@dataclass(frozen=True)
class Report:
    """What `check_jsonl` found in a file.

    Attributes:
        name: The name of the file, or `records`.
        records: How many good records it has.
        problems: What is wrong, in the order of the lines; the first ones, if there are many.
        total: How many problems there are in all.

    Example:
        >>> from mgov.values.jsonl import Report
        >>> print(Report(name="articles.jsonl", records=2605, problems=(), total=0))
        articles.jsonl: 2,605 records, no problem
    """

    name: str
    records: int
    problems: tuple[LineProblem, ...]
    total: int

    @property
    def ok(self) -> bool:
        """Whether every line is a good record."""
        return not self.total

    def raise_for_problems(self) -> None:
        """Raise an error with all of the report if there is any problem.

        Raises:
            mgov.errors.InvalidRecordsError: If there is.
        """
        if self.total:
            raise InvalidRecordsError(self.name, self.problems, self.total)

    @override
    def __str__(self) -> str:
        records = f"{self.records:,} record{'' if self.records == 1 else 's'}"
        if self.ok:
            return f"{self.name}: {records}, no problem"
        error = InvalidRecordsError(self.name, self.problems, self.total)
        return str(error).replace(": ", f": {records}, ", 1)


def read_jsonl(
    source: Source,
    kind: type[T] | TypeAdapter[T],
    *,
    on_problem: Callable[[LineProblem], object] | None = None,
    limit: int = _LIMIT,
    max_line_bytes: int = _MAX_LINE_BYTES,
) -> Iterator[T]:
    r"""Read the records of a JSON Lines file, one after the other, in constant memory.

    A good record is yielded as soon as it is read. What is wrong with the others is collected,
    and raised as one error after the last record: so a file is never taken for whole that is
    not, and one run shows all that has to be corrected. A program that must not begin with
    the good records of a bad file calls `check_jsonl` first, or `list(read_jsonl(...))`.

    A file named `.gz` is decompressed. A byte order mark at its start is accepted, blank lines
    are passed over. Wrong are, besides what does not fit the type: any encoding but UTF-8, NaN
    and infinite numbers, and a key that stands twice in one object. The last is wrong in
    records with named fields only: a type like `dict` or `Any` takes it as JSON does, and the
    last value wins.

    Args:
        source: The path of a file, or a file opened in binary or text mode.
        kind: What each line is: a model, or any type that pydantic knows; for one that is no
            class, such as a union, its `TypeAdapter`.
        on_problem: Called with each problem when it is found; then nothing is raised at the
            end. It may raise, which ends the reading.
        limit: How many problems the error lists; all are counted.
        max_line_bytes: The longest line that is read into memory; a longer one is a problem.

    Returns:
        An iterator over the good records. It raises `OSError` if the file cannot be read, and
        `mgov.errors.InvalidRecordsError` after the last record if anything was wrong.

    Example:
        >>> import io
        >>> from mgov import read_jsonl
        >>> from mgov.errors import InvalidRecordsError
        >>> from mgov.values.model import Model
        >>> class Page(Model, frozen=True):
        ...     title: str
        >>> lines = io.BytesIO('{"title": "公报"}\n{"title": 7}\n{"titel": "公告"}\n'.encode())
        >>> try:
        ...     for page in read_jsonl(lines, Page):
        ...         print(page)
        ... except InvalidRecordsError as error:
        ...     print(error)
        title='公报'
        records: 3 problems
          line 2: title: is not a text. Give a string.
          line 3: title: is missing. Give a value for it.
          line 3: titel: is not a field of Page. Did you mean title?
    """
    return _read(source, StrictParser(kind), on_problem, limit, max_line_bytes)


def check_jsonl(
    source: Source,
    kind: type[T] | TypeAdapter[T],
    *,
    limit: int = _LIMIT,
    max_line_bytes: int = _MAX_LINE_BYTES,
) -> Report:
    r"""Check each line of a JSON Lines file, as `read_jsonl` does, and keep no record.

    Memory stays constant, even where every line is wrong: the first problems are kept, the
    others counted.

    Args:
        source: The path of a file, or a file opened in binary or text mode.
        kind: What each line has to be, as for `read_jsonl`.
        limit: How many problems the report lists; all are counted.
        max_line_bytes: The longest line that is read into memory; a longer one is a problem.

    Raises:
        OSError: If the file cannot be read.

    Example:
        >>> import io
        >>> from mgov import check_jsonl
        >>> report = check_jsonl(io.BytesIO(b'3\n"4"\nfive\n'), int)
        >>> print(report)
        records: 2 records, 1 problem
          line 3: is no valid JSON (expected ident at column 2). Write one JSON object.
        >>> report.ok, report.problems[0].line
        (False, 3)
    """
    problems = _Problems(limit)
    records = sum(1 for _ in _records(source, StrictParser(kind), problems.add, max_line_bytes))
    return Report(name_of(source), records, tuple(problems.first), problems.total)


@dataclass
class _Problems:
    """The first problems, and how many there are."""

    limit: int
    first: list[LineProblem] = field(default_factory=list)
    total: int = 0

    def add(self, problem: LineProblem) -> None:
        self.total += 1
        if self.total <= self.limit:
            self.first.append(problem)


def _read(
    source: Source,
    parser: StrictParser[T],
    on_problem: Callable[[LineProblem], object] | None,
    limit: int,
    max_line_bytes: int,
) -> Iterator[T]:
    problems = _Problems(limit)
    report = problems.add if on_problem is None else on_problem
    yield from _records(source, parser, report, max_line_bytes)
    if problems.total:
        raise InvalidRecordsError(name_of(source), tuple(problems.first), problems.total)


def _records(
    source: Source,
    parser: StrictParser[T],
    report: Callable[[LineProblem], object],
    max_line_bytes: int,
) -> Iterator[T]:
    for number, line in numbered_lines(source, max_line_bytes=max_line_bytes):
        if isinstance(line, Problem):
            report(LineProblem(number, line))
            continue
        try:
            record = parser.parse(line)
        except RefusedError as refused:
            for problem in refused.problems:
                report(LineProblem(number, problem))
        else:
            yield record
