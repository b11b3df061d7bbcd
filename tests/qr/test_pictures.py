from __future__ import annotations

import io
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from typing_extensions import override

from mgov import qr
from mgov.errors import InvalidValueError
from mgov.qr.outline import outline

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://www.gov.cn/政策"


@pytest.fixture(scope="module")
def code() -> qr.Code:
    return qr.make(ADDRESS, caption="政策 <文件> & more", show_address=True)


def painted(path: str, width: int) -> list[int]:
    """Fill a path by the even-odd rule, with a parser that knows nothing of how it was made."""
    rows = [0] * width
    x = y = 0
    for command, numbers in re.findall(r"([Mhvz])([-\d ]*)", path):
        if command == "M":
            x, y = map(int, numbers.split())
            start = y
        elif command == "h":
            x += int(numbers)
        else:
            end = y + int(numbers) if command == "v" else start
            for row in range(min(y, end), max(y, end)):
                rows[row] ^= (1 << (width - x)) - 1  # from here to the right, light is dark
            y = end
    return rows


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own


def path_of(svg: str) -> str:
    (path,) = tree(svg).iter(f"{SVG}path")
    return path.attrib["d"]


@given(
    st.integers(1, 12).flatmap(lambda n: st.lists(st.integers(0, 2**n - 1), min_size=n, max_size=n))
)
def test_the_outline_goes_around_what_is_dark(rows: list[int]) -> None:
    assert painted(outline(rows), len(rows)) == rows


def test_an_outline_needs_no_path_for_what_is_light() -> None:
    assert outline([0, 0]) == ""


def test_the_svg_is_one_path_of_all_modules(code: qr.Code) -> None:
    root = tree(code.svg())
    assert len(root.findall(f".//{SVG}path")) == 1
    width = code.size + 8
    expected = [0] * 4 + [row << 4 for row in code.rows] + [0] * 4
    assert painted(path_of(code.svg()), width) == expected


def test_the_svg_takes_the_width_of_its_page(code: qr.Code) -> None:
    root = tree(code.svg())
    assert "width" not in root.attrib
    assert root.attrib["viewBox"].startswith(f"0 0 {code.size + 8} ")


def test_the_svg_may_have_a_size_in_millimeters() -> None:
    root = tree(qr.make(ADDRESS).svg(module_mm=0.5))
    assert (root.attrib["width"], root.attrib["height"]) == ("18.5mm", "18.5mm")


def test_the_svg_has_a_name_for_screen_readers(code: qr.Code) -> None:
    root = tree(code.svg())
    assert root.attrib["role"] == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.attrib["aria-label"] == title.text
    assert title.text == "政策 <文件> & more"
    assert description.text == "QR: https://www.gov.cn/%E6%94%BF%E7%AD%96"


def test_a_code_without_caption_is_named_by_what_it_leads_to() -> None:
    class Notice:
        address = qr.Link(ADDRESS).address
        title = "公告"

    assert ">公告</title>" in qr.make(Notice()).svg()
    assert ">www.gov.cn/政策</title>" in qr.make(ADDRESS).svg()


def test_a_picture_has_no_id_that_a_page_could_have_already(code: qr.Code) -> None:
    assert not [each for each in tree(code.svg()).iter() if "id" in each.attrib]


class Elements(HTMLParser):
    """What a page makes of markup: elements with their attributes, and texts."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, frozenset[str]]] = []
        self.said: list[str] = []
        self.feed(markup)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, frozenset(name for name, _ in attrs)))

    @override
    def handle_data(self, data: str) -> None:
        self.said.append(data)


HOSTILE = [
    "</title><script>alert(1)</script>",
    "</svg><script>alert(1)</script>",
    '" onload="alert(1)',
    "' onload='alert(1)",
    "\" ' onload=alert(1)",
    "<image href=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "<!--",
    "<![CDATA[",
    "<?xml-stylesheet href='x'?>",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;b&gt;",
    "<foreignObject><iframe src=javascript:alert(1)>",
    "</desc><style>*{display:none}</style>",
    "\u2028</title>\x00<script>",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_inside_a_page(words: str) -> None:
    """Whoever may say a caption or a text must not thereby write markup."""
    harmless = Elements(qr.make_text("harmless", caption="harmless").svg()).found
    svg = qr.make_text(words, caption=words).svg()
    page = Elements(f"<p>before</p>{svg}<p>after</p>")
    assert set(page.found[1:-1]) == set(harmless)
    assert [tag for tag, _ in page.found if tag != "text"] == [
        "p",
        *(tag for tag, _ in harmless if tag != "text"),
        "p",
    ]
    legal = words.replace("\x00", "\ufffd")
    assert tree(svg).attrib["aria-label"] == legal
    assert tree(svg).findtext(f"{SVG}title") == legal
    assert tree(svg).findtext(f"{SVG}desc") == f"QR: {legal}"
    assert legal in page.said
    assert f"QR: {legal}" in page.said


def test_words_stand_below_the_quiet_zone(code: qr.Code) -> None:
    root = tree(code.svg())
    words = root.findall(f"{SVG}text")
    assert [each.text for each in words] == ["政策 <文件> & more", "www.gov.cn/政策"]
    tops = [float(each.attrib["y"]) - float(each.attrib["font-size"]) for each in words]
    height = float(root.attrib["viewBox"].split()[3])
    assert code.size + 8 <= tops[0] < tops[1] < height


@pytest.mark.parametrize(
    ("caption", "lines"),
    [
        (
            "用手机扫一扫打开国务院客户端的政策文件库",
            ["用手机扫一扫打开国务院客", "户端的政策文件库"],
        ),
        (
            "甲乙丙丁戊己庚辛壬癸子丑，寅卯。",
            ["甲乙丙丁戊己庚辛壬癸子", "丑，寅卯。"],
        ),
        (
            "甲乙丙丁戊己庚辛壬癸子《寅卯》",
            ["甲乙丙丁戊己庚辛壬癸子", "《寅卯》"],
        ),
        ("Scan to open the policy documents", ["Scan to open the", "policy documents"]),
        ("a" * 30, ["a" * 20, "a" * 10]),
        ("first\nsecond\n\nthird", ["first", "second", "third"]),
        (" ", []),
    ],
)
def test_a_long_caption_is_broken_into_lines(caption: str, lines: list[str]) -> None:
    root = tree(qr.make(ADDRESS, caption=caption).svg())
    assert [each.text for each in root.findall(f"{SVG}text")] == lines


@given(st.text(max_size=60))
def test_any_caption_makes_a_well_formed_picture(caption: str) -> None:
    code = qr.make_text("a", caption=caption)
    root = tree(code.svg())
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "text",
    }


def test_a_code_of_control_characters_makes_a_well_formed_picture() -> None:
    root = tree(qr.make_text("a\x00\x1d\ufffeb").svg())
    assert root.findtext(f"{SVG}desc") == "QR: a\ufffd\ufffd\ufffdb"


def test_a_picture_of_no_width_is_refused(code: qr.Code) -> None:
    for width in (0, -1, float("nan"), float("inf")):
        with pytest.raises(InvalidValueError, match="module_mm: is not above zero"):
            code.svg(module_mm=width)


def test_the_png_is_the_modules_at_scale(code: qr.Code) -> None:
    image = Image.open(io.BytesIO(code.png(scale=3)))
    assert image.mode == "1"
    assert image.size == (3 * (code.size + 8),) * 2
    small = image.resize((code.size + 8,) * 2, Image.Resampling.NEAREST)
    expected = [0] * 4 + [row << 4 for row in code.rows] + [0] * 4
    width = code.size + 8
    dark = [
        sum(1 << (width - 1 - x) for x in range(width) if not small.getpixel((x, y)))
        for y in range(width)
    ]
    assert dark == expected


@pytest.mark.parametrize("pixels", [37, 100, 399, 400, 401])
def test_the_png_is_exactly_as_wide_as_asked(pixels: int) -> None:
    picture = qr.make(ADDRESS).png(pixels=pixels)
    assert Image.open(io.BytesIO(picture)).size == (pixels, pixels)
    if pixels > 37:
        assert [scan.text for scan in qr.read(picture)] == [qr.Link(ADDRESS).text]


def test_the_png_is_told_how_large_to_be_printed(code: qr.Code) -> None:
    image = Image.open(io.BytesIO(code.png(module_mm=0.5, dpi=600)))
    assert image.size == (12 * (code.size + 8),) * 2
    assert image.info["dpi"] == pytest.approx((600, 600), abs=0.01)
    assert Image.open(io.BytesIO(code.png(module_mm=0.5))).info["dpi"][0] == pytest.approx(
        300, abs=0.01
    )
    assert Image.open(io.BytesIO(code.png(scale=4, dpi=72))).info["dpi"][0] == pytest.approx(
        72, abs=0.01
    )
    assert "dpi" not in Image.open(io.BytesIO(code.png())).info


def test_the_png_has_chunks_with_right_checksums(code: qr.Code) -> None:
    rest = code.png(dpi=300)[8:]
    kinds = []
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        body, (check,) = rest[4 : 8 + length], struct.unpack(">I", rest[8 + length : 12 + length])
        assert zlib.crc32(body) == check
        kinds.append(body[:4])
        rest = rest[12 + length :]
    assert kinds == [b"IHDR", b"pHYs", b"IDAT", b"IEND"]


def test_a_png_is_eight_pixels_a_module_unless_said_otherwise(code: qr.Code) -> None:
    assert code.png() == code.png(scale=8)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"scale": 2, "pixels": 100}, "png"),
        ({"pixels": 100, "module_mm": 1}, "png"),
        ({"scale": 0}, "png"),
        ({"scale": -1}, "png"),
        ({"pixels": 36}, "png"),
        ({"pixels": 0}, "png"),
        ({"module_mm": 0.04}, "png"),
        ({"dpi": 0}, "dpi"),
    ],
)
def test_a_png_of_no_size_or_of_two_is_refused(options: dict[str, int], field: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.make(ADDRESS).png(**options)
    assert caught.value.code == "code_size"
    assert caught.value.field == field


@pytest.mark.parametrize("inverted", [False, True])
def test_the_terminal_shows_two_modules_in_a_character(inverted: bool) -> None:  # noqa: FBT001 -- a case
    code = qr.make(ADDRESS)
    width = code.size + 8
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    lines = code.terminal(inverted=inverted).split("\n")
    shown = [[halves[each][half] for each in line] for line in lines for half in (0, 1)][:width]
    assert {len(line) for line in lines} == {width}
    expected = [0] * 4 + [row << 4 for row in code.rows] + [0] * 4
    drawn = [int("".join(map(str, line)), 2) for line in shown]
    assert drawn == (expected if inverted else [row ^ (1 << width) - 1 for row in expected])


def test_a_data_uri_holds_the_picture(code: qr.Code) -> None:
    svg = code.data_uri()
    assert unquote(svg.removeprefix("data:image/svg+xml,")) == code.svg()
    assert not set(svg) & set('"<># \n') - {" "}
    png = code.data_uri("png")
    assert png.startswith("data:image/png;base64,")


@pytest.mark.parametrize("name", ["code.svg", "code.PNG", "code.txt"])
def test_a_file_is_written_in_the_format_of_its_suffix(tmp_path: Path, name: str) -> None:
    code = qr.make(ADDRESS)
    path = tmp_path / name
    code.save(path)
    content = {
        ".svg": code.svg().encode(),
        ".png": code.png(),
        ".txt": f"{code.terminal(inverted=True)}\n".encode(),
    }
    assert path.read_bytes() == content[path.suffix.lower()]


def test_a_file_may_have_a_size_in_print(tmp_path: Path) -> None:
    code = qr.make(ADDRESS)
    code.save(str(tmp_path / "a.svg"), module_mm=0.5)
    code.save(str(tmp_path / "a.png"), module_mm=0.5, dpi=600)
    assert (tmp_path / "a.svg").read_text("utf-8") == code.svg(module_mm=0.5)
    assert (tmp_path / "a.png").read_bytes() == code.png(module_mm=0.5, dpi=600)


@pytest.mark.parametrize("name", ["code.gif", "code", "png"])
def test_an_unknown_suffix_is_told_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.make(ADDRESS).save(tmp_path / name)
    assert str(caught.value) == (
        "path: has a suffix that names no format. Use .svg, .png, .pdf or .txt."
    )
    assert not (tmp_path / name).exists()


def test_a_notebook_shows_the_picture(code: qr.Code) -> None:
    assert code._repr_svg_().startswith("<svg ")
