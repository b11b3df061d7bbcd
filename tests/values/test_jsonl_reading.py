from __future__ import annotations

import gc
import gzip
import io
import pickle
import tracemalloc
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import Field, JsonValue, TypeAdapter
from typing_extensions import TypedDict

from mgov.errors import InvalidRecordsError, LineProblem
from mgov.values.jsonl import Report, check_jsonl, read_jsonl
from mgov.values.model import Model


class Page(Model, frozen=True):
    title: str
    reads: int = 0
    more: dict[str, Any] = Field(default_factory=dict)


GOOD = b'{"title":"a"}\n'


def problems_in(data: bytes, kind: Any = Page, **options: int) -> list[tuple[int, str]]:  # noqa: ANN401 -- any type
    report = check_jsonl(io.BytesIO(data), kind, **options)
    return [(each.line, each.problem.code) for each in report.problems]


# --- reading --------------------------------------------------------------------------------------


def test_good_records_come_first_and_all_problems_at_the_end():
    source = io.BytesIO(GOOD + b'{"title":7,"raeds":1}\n{"title":\n' + GOOD)
    pages: list[Page] = []
    with pytest.raises(InvalidRecordsError) as caught:
        pages.extend(read_jsonl(source, Page))
    assert pages == [Page(title="a"), Page(title="a")]
    head, *lines = str(caught.value).splitlines()
    assert head == "records: 3 problems"
    assert [line.strip().split(" (")[0] for line in lines] == [
        "line 2: title: is not a text. Give a string.",
        "line 2: raeds: is not a field of Page. Did you mean reads?",
        "line 3: is no valid JSON",
    ]


def test_records_are_yielded_before_the_next_line_is_read():
    class Endless(io.RawIOBase):
        def readline(self, _size: int | None = -1, /) -> bytes:
            return GOOD

    records = read_jsonl(Endless(), Page)
    assert [next(records).title for _ in range(3)] == ["a", "a", "a"]


def test_a_callback_takes_the_problems_and_nothing_is_raised():
    found: list[LineProblem] = []
    lines = io.BytesIO(b"x\n" + GOOD + b"y\n")
    assert len(list(read_jsonl(lines, Page, on_problem=found.append))) == 1
    assert [each.line for each in found] == [1, 3]


def test_a_callback_that_raises_ends_the_reading():
    def stop(problem: LineProblem) -> None:
        raise LookupError(problem.line)

    with pytest.raises(LookupError, match="2"):
        list(read_jsonl(io.BytesIO(GOOD + b"x\nx\n"), Page, on_problem=stop))


def test_any_type_that_pydantic_knows_can_be_read():
    lines = b'1\n"a"\n'
    union: TypeAdapter[int | str] = TypeAdapter(int | str)
    assert list(read_jsonl(io.BytesIO(lines), union)) == [1, "a"]
    assert problems_in(b"1\n-1\n", Annotated[int, Field(ge=0)]) == [(2, "greater_than_equal")]
    with pytest.raises(InvalidRecordsError, match="line 2: is too small"):
        list(read_jsonl(io.BytesIO(b"1\n-1\n"), TypeAdapter(Annotated[int, Field(ge=0)])))


def test_text_files_are_read_like_binary_ones():
    assert [page.title for page in read_jsonl(io.StringIO('{"title":"公报"}\n'), Page)] == ["公报"]
    report = check_jsonl(io.StringIO('{"title":"\udcff"}\n' + GOOD.decode()), Page)
    assert report.records == 1
    assert [str(each) for each in report.problems] == [
        "line 1: has half a surrogate pair. Open the file in binary mode."
    ]
    wrong = io.TextIOWrapper(io.BytesIO('{"title":"公报"}\n'.encode("gb18030")), encoding="utf-8")
    (problem,) = check_jsonl(wrong, Page).problems
    assert (problem.line, problem.problem.code) == (1, "not_utf8")


def test_blank_lines_are_passed_over_and_counted():
    assert problems_in(b"\n \t\r\n" + GOOD + b"\n\nx\n\n") == [(6, "json_invalid")]


def test_line_ends_and_the_last_line_may_be_of_any_kind():
    lines = b'{"title":"a"}\r\n{"title":"b"}\n  {"title":"c"}  \r\n{"title":"d"}'
    assert [page.title for page in read_jsonl(io.BytesIO(lines), Page)] == list("abcd")
    separators = '{"title":"a\u2028b\u0085c"}\n'.encode()
    assert [page.title for page in read_jsonl(io.BytesIO(separators), Page)] == ["a\u2028b\x85c"]


def test_a_byte_order_mark_is_accepted_at_the_start_only():
    bom = b"\xef\xbb\xbf"
    assert problems_in(bom + GOOD + GOOD) == []
    assert problems_in(bom) == []
    assert problems_in(GOOD + bom + GOOD) == [(2, "json_invalid")]
    assert check_jsonl(io.StringIO("\ufeff" + GOOD.decode()), Page).ok


def test_other_encodings_are_told_apart():
    gb = '{"title":"公报"}\n'.encode("gb18030")
    report = check_jsonl(io.BytesIO(GOOD + gb + GOOD + gb), Page)
    assert report.records == 2
    assert [str(each) for each in report.problems] == [
        f"line {n}: is not UTF-8 at byte 11. Save the file as UTF-8." for n in (2, 4)
    ]
    for encoding in ("utf-16", "utf-32"):
        (problem,) = check_jsonl(io.BytesIO((GOOD.decode() * 3).encode(encoding)), Page).problems
        assert "is not UTF-8 but looks like UTF-16" in str(problem)
    assert problems_in("{}\n".encode("utf-16-le")) == [(1, "json_invalid"), (2, "json_invalid")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"title":"a","title":"b"}', "key_twice"),
        (b'{"title":"a","more":{"x":[{"k":1,"k":1}]}}', "key_twice"),
        (b'{"title":"a","\\u0074itle":"b"}', "key_twice"),
        (b'{"title" :"a", "title"\t: "b"}', "key_twice"),
        (b'{"title":"a","more":{"x":NaN}}', "finite_number"),
        (b'{"title":"a","more":{"x":-Infinity}}', "finite_number"),
        (b'{"title":"a","more":{"x":1e999}}', "finite_number"),
        (b'{"title":"a","more":{"x":-1e999}}', "finite_number"),
        (b'{"title":"a\x00b"}', "json_invalid"),
        (b'{"title":"a"}\x00', "json_invalid"),
        (b'{"title":"\\ud800"}', "json_invalid"),
        (b'{"title":"a"}{"title":"b"}', "json_invalid"),
        (b"{'title':'a'}", "json_invalid"),
        (b'{"title":"a","more":{"x":' + b"[" * 100_000, "json_invalid"),
        (b'{"title":"a","reads":' + b"9" * 5_000 + b"}", "json_invalid"),
        (b'{"title":"\xff"}', "not_utf8"),
        (b'{"title":"\xed\xa0\x80"}', "not_utf8"),
        (b'{"title":"\xc0\x80"}', "not_utf8"),
    ],
)
def test_what_pydantic_or_a_lax_parser_lets_pass_is_a_problem(line: bytes, code: str):
    assert problems_in(GOOD + line + b"\n" + GOOD) == [(2, code)]


@pytest.mark.parametrize(
    "line",
    [
        b'{"title":"\\":\\"","more":{"a":":","b":"\\u0022:"}}',
        b'{"title":"a","more":{"x":[{"k":1},{"k":1}],"k":{"k":1}}}',
        b'{"title":"\\ud83d\\ude00 \\u0000 NaN Infinity 1e999"}',
        b'{"title":"a","more":{"x":1e308,"y":-0.0,"z":1E-999,"n":123456789012345678901234567890}}',
        b'{"title":"a","more":{"x":' + b"[" * 150 + b"]" * 150 + b"}}",
    ],
)
def test_what_only_looks_wrong_is_read(line: bytes):
    assert problems_in(line) == []


class Dictionary(TypedDict):
    n: int


def test_a_key_may_stand_twice_only_where_no_field_has_a_name():
    line = b'{"n":1,"n":2}'
    for kind in (Dictionary, TypeAdapter(list[Dictionary] | Dictionary)):
        assert problems_in(line, kind) == [(1, "key_twice")]
    for plain in (TypeAdapter(Any), dict[str, int], TypeAdapter(JsonValue)):
        assert problems_in(line, plain) == []
    assert problems_in(b'{"n":1,"m":2.5,"x":1e999}', dict) == [(1, "finite_number")]
    assert list(read_jsonl(io.BytesIO(line), dict)) == [{"n": 2}]


def test_every_key_that_stands_twice_is_named():
    line = b'{"title":"a","title":"b","more":{"x":NaN,"y":1,"y":2.5,"y":3}}'
    report = check_jsonl(io.BytesIO(line), Page)
    assert [str(each) for each in report.problems] == [
        "line 1: has NaN or a number that is not finite. Leave out what is unknown.",
        "line 1: y: stands twice in one object. Keep one of them.",
        "line 1: title: stands twice in one object. Keep one of them.",
    ]


@pytest.mark.parametrize("opened", [io.BytesIO, lambda data: io.StringIO(data.decode())])
def test_a_line_that_is_too_long_is_a_problem_and_the_next_one_is_read(opened: Any):  # noqa: ANN401 -- a way to open
    fits = b'{"title":"' + b"a" * 30 + b'"}'
    for too_long in (fits[:-2] + b'a"}', b"x" * 1000, b"x" * 43):
        data = b"\n".join([fits, too_long, fits, b"x" * 1000])
        report = check_jsonl(opened(data), Page, max_line_bytes=len(fits))
        assert report.records == 2
        assert [(each.line, each.problem.code) for each in report.problems] == [
            (2, "line_too_long"),
            (4, "line_too_long"),
        ]
    assert problems_in(fits + b"\r\n" + fits + b"\n", max_line_bytes=len(fits)) == []


def test_bytes_count_for_the_length_of_a_line_of_text():
    text = '{"title":"公报公报"}\n'
    assert check_jsonl(io.StringIO(text), Page, max_line_bytes=len(text.encode()) - 1).ok
    assert not check_jsonl(io.StringIO(text), Page, max_line_bytes=len(text)).ok


def test_no_problem_shows_the_input():
    hidden = "11010519491231002X"
    lines = [
        f'{{"title":{{"{hidden[:3]}":"{hidden}"}}}}',
        f'{{"title":"{hidden}"',
        f'{{"reads":"{hidden}","title":"a"}}',
        f'{{"title":"{hidden}\udcff"}}',
        f'{{"title":"a","title":"{hidden}"}}',
    ]
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    report = check_jsonl(io.BytesIO(data), Page)
    assert report.total == len(lines)
    with pytest.raises(InvalidRecordsError) as caught:
        report.raise_for_problems()
    assert hidden not in f"{report!r} {report} {caught.value!r} {caught.value}"


# --- files ----------------------------------------------------------------------------------------


def test_a_compressed_file_is_read_by_its_name(tmp_path: Path):
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress(GOOD + b"x\n"))
    report = check_jsonl(path, Page)
    assert (report.name, report.records, report.total) == ("pages.jsonl.gz", 1, 1)


def test_a_compressed_file_that_is_cut_short_says_how_far_it_was_read(tmp_path: Path):
    path = tmp_path / "pages.jsonl.gz"
    lines = b"".join(b'{"title":"%d"}\n' % n for n in range(50_000))
    whole = gzip.compress(lines)
    path.write_bytes(whole[: len(whole) // 2])
    report = check_jsonl(str(path), Page)
    assert 0 < report.records < 50_000
    (problem,) = report.problems
    assert problem.line == report.records + 1
    assert f"is cut short: the compressed data end after {report.records:,} lines" in str(problem)
    for damaged in (whole[:-5] + b"\0" + whole[-4:], b"no gzip", whole[:20] + b"\xff" * 50):
        path.write_bytes(damaged)
        (problem,) = check_jsonl(path, Page).problems
        assert problem.problem.code == "not_gzip"


def test_a_missing_file_is_the_usual_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        check_jsonl(tmp_path / "none.jsonl", Page)
    with pytest.raises(FileNotFoundError):
        next(read_jsonl(tmp_path / "none.jsonl", Page))


def test_a_reader_that_is_left_early_closes_its_file(tmp_path: Path):
    path = tmp_path / "pages.jsonl"
    path.write_bytes(GOOD * 3)
    records = read_jsonl(path, Page)
    next(records)
    del records
    gc.collect()  # an open file would warn here, and warnings are errors


# --- reports --------------------------------------------------------------------------------------


def test_a_report_prints_well():
    assert str(check_jsonl(io.BytesIO(GOOD), Page)) == "records: 1 record, no problem"
    report = check_jsonl(io.BytesIO(GOOD * 2 + b"x\n" * 2605), Page, limit=1)
    assert str(report).splitlines() == [
        "records: 2 records, 2,605 problems",
        "  line 3: is no valid JSON (expected value at column 1). Write one JSON object.",
        "  and 2,604 more",
    ]
    assert not report.ok


def test_a_report_without_problems_raises_nothing():
    report = check_jsonl(io.BytesIO(GOOD), Page)
    report.raise_for_problems()
    assert report.ok


def test_the_error_survives_pickling():
    report = check_jsonl(io.BytesIO(b"x\n"), Page)
    with pytest.raises(InvalidRecordsError) as caught:
        report.raise_for_problems()
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 -- its own pickle
    assert (str(error), error.problems, error.total) == (
        str(report).replace("0 records, ", ""),
        report.problems,
        1,
    )


def peak_of_checking(line: bytes, number: int) -> tuple[int, Report]:
    class Generated(io.RawIOBase):
        left = number

        def readline(self, _size: int | None = -1, /) -> bytes:
            self.left -= 1
            return line if self.left >= 0 else b""

    gc.collect()
    tracemalloc.start()
    report = check_jsonl(Generated(), Page)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak, report


@pytest.mark.parametrize(
    ("line", "number"), [(GOOD, 50_000), (b'{"title":3,"x":1}\n', 10_000), (b"x\n", 10_000)]
)
def test_memory_stays_constant_however_much_is_wrong(line: bytes, number: int):
    peak, report = peak_of_checking(line, number)
    assert report.records + report.total >= number
    assert len(report.problems) <= 100
    assert peak < 500_000  # bytes
