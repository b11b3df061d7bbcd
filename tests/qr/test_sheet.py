from __future__ import annotations

import io
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PIL.Image
import pypdfium2
import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidValueError, MissingExtraError

CODES = [
    qr.make(f"https://www.gov.cn/{number}", caption=f"{number}号窗口", show_address=True)
    for number in range(1, 11)
]


def read_back(svg: str) -> set[str]:
    picture = resvg_py.svg_to_bytes(svg_string=svg, dpi=150)
    return {scan.text for scan in qr.read(bytes(picture))}


def test_a_printed_page_reads_back_label_by_label() -> None:
    labels = qr.sheet(CODES, columns=2, rows=3)
    assert labels.pages == 2
    assert read_back(labels.svg(1)) == {code.text for code in CODES[:6]}
    assert read_back(labels.svg(2)) == {code.text for code in CODES[6:]}


def test_a_page_is_as_large_as_its_paper() -> None:
    assert 'width="210mm" height="297mm"' in qr.sheet(CODES).svg()
    assert 'width="215.9mm" height="279.4mm"' in qr.sheet(CODES, paper="Letter").svg()
    assert 'width="100mm" height="150mm"' in qr.sheet(CODES[:1], paper=(100, 150)).svg()


def test_labels_stand_where_the_grid_has_them() -> None:
    labels = qr.sheet(CODES[:4], columns=2, rows=2, margin_mm=10, gap_mm=6, crop_marks=False)
    assert labels.label_mm == (92, 135.5)
    root = ET.fromstring(labels.svg())  # noqa: S314 # written just now
    places = [
        (float(each.attrib["x"]), float(each.attrib["width"]), float(each.attrib["y"]))
        for each in root
        if "x" in each.attrib
    ]
    assert [(round(x), round(width)) for x, width, _ in places] == [(10, 92), (108, 92)] * 2
    assert places[0][2] == places[1][2] < places[2][2] == places[3][2]
    assert "stroke" not in labels.svg()


def test_marks_stand_in_the_margin_and_never_on_a_label() -> None:
    labels = qr.sheet(CODES[:4], columns=2, rows=2, gap_mm=5)
    [path] = re.findall(r'stroke-width="0.1" d="([^"]+)"', labels.svg())
    lines = [tuple(map(float, each)) for each in re.findall(r"M(\S+) (\S+?)L(\S+) ([^M]+)", path)]
    assert len(lines) == 16  # four edges across and four down, each at both ends
    for x1, y1, x2, y2 in lines:
        across = max(x1, x2) < 10 or min(x1, x2) > 200
        down = max(y1, y2) < 10 or min(y1, y2) > 287
        assert across or down


def test_the_same_code_twice_gives_no_id_twice() -> None:
    page = qr.sheet([CODES[0]] * 5, columns=2, rows=2).html()
    assert page.count("<path fill-rule") == 5
    assert " id=" not in page


def test_a_title_is_text_and_no_markup() -> None:
    page = qr.sheet(CODES[:1]).html(title="<script>")
    assert "<script>" not in page
    assert page.count('class="page"') == 1


def test_a_sheet_is_saved_by_its_suffix(tmp_path: Path) -> None:
    labels = qr.sheet(CODES, columns=2, rows=3)
    for suffix, start in ((".pdf", b"%PDF"), (".html", b"<!DOCTYPE")):
        path = tmp_path / f"labels{suffix}"
        labels.save(path)
        assert path.read_bytes().startswith(start)
    qr.sheet(CODES[:1]).save(tmp_path / "one.svg")
    assert (tmp_path / "one.svg").read_text("utf-8").startswith("<svg")
    with pytest.raises(InvalidValueError, match="one page only"):
        labels.save(tmp_path / "labels.svg")
    with pytest.raises(InvalidValueError, match="names no format"):
        labels.save(tmp_path / "labels.doc")


def test_a_pdf_has_every_page_and_is_the_same_each_time() -> None:
    labels = qr.sheet(CODES, columns=2, rows=3)
    written = labels.pdf(title="窗口")
    assert written == labels.pdf(title="窗口")
    assert len(re.findall(rb"/Type /Page\b", written)) == 2
    # 210 and 297 millimeters in points
    assert re.search(rb"/MediaBox \[ 0 0 595\.275\d* 841\.889\d* \]", written)


def test_the_pages_of_a_pdf_read_back() -> None:
    written = pypdfium2.PdfDocument(qr.sheet(CODES, columns=2, rows=3).pdf())
    found = [
        {scan.text for scan in qr.read(written[page].render(scale=150 / 72).to_pil())}
        for page in range(len(written))
    ]
    assert found == [{code.text for code in each} for each in (CODES[:6], CODES[6:])]
    assert "1号窗口" in written[0].get_textpage().get_text_bounded()


def test_without_the_extra_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.pdfbase", None)
    with pytest.raises(MissingExtraError, match=r"mgov\[pdf\]"):
        qr.sheet(CODES[:1]).pdf()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"columns": 0}, "columns: is less than 1"),
        ({"rows": -1}, "rows: is less than 1"),
        ({"margin_mm": -1}, "margin_mm: is below zero"),
        ({"gap_mm": float("nan")}, "gap_mm: is below zero"),
        ({"margin_mm": 2}, "margin_mm: leaves no room for crop marks"),
        ({"margin_mm": 120}, "labels: have no room on the paper"),
        ({"columns": 20}, "codes: is too large for its label"),
        ({"paper": "A9"}, "paper: is no paper that is known"),
    ],
)
def test_what_cannot_be_printed_is_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.sheet(CODES, **wrong)  # type: ignore[arg-type] # wrong on purpose
    assert str(caught.value).startswith(said)


def test_a_sheet_needs_a_code_and_a_page_that_is_there() -> None:
    with pytest.raises(InvalidValueError, match="are none"):
        qr.sheet([])
    with pytest.raises(InvalidValueError, match="pages 1 to 1"):
        qr.sheet(CODES[:1]).svg(2)


@settings(max_examples=25, deadline=None)
@given(
    number=st.integers(1, 12),
    columns=st.integers(1, 4),
    rows=st.integers(1, 6),
    gap=st.integers(0, 6),
)
def test_every_code_stands_on_one_page_inside_its_paper(
    number: int, columns: int, rows: int, gap: int
) -> None:
    labels = qr.sheet((CODES * 2)[:number], columns=columns, rows=rows, gap_mm=gap)
    assert labels.module_mm >= 0.4
    seen = 0
    for page in range(1, labels.pages + 1):
        for each in ET.fromstring(labels.svg(page)):  # noqa: S314 # written just now
            if "x" in each.attrib:
                x, y, width, height = (float(each.attrib[k]) for k in ("x", "y", "width", "height"))
                assert x > 9.99
                assert x + width < 200.01
                assert y > 9.99
                assert y + height < 287.01
                seen += 1
    assert seen == number


def test_labels_may_have_colors_and_a_logo() -> None:
    logo = io.BytesIO()
    PIL.Image.new("RGB", (8, 8), "#c00000").save(logo, "PNG")
    code = qr.make("https://www.gov.cn/", correction="H", caption="一号窗口")
    styled = qr.style(code, dark="#00467f", logo=logo.getvalue())
    labels = qr.sheet([styled, CODES[0]], columns=2, rows=2)
    assert read_back(labels.svg()) == {code.text, CODES[0].text}
    assert labels.svg().count("<image ") == 1
    page = pypdfium2.PdfDocument(labels.pdf())[0].render(scale=200 / 72).to_pil()
    assert {scan.text for scan in qr.read(page)} == {code.text, CODES[0].text}
    assert {(0xC0, 0, 0), (0, 0x46, 0x7F)} <= {color for _, color in page.getcolors(1 << 20)}


def test_the_marks_stand_in_the_same_places_in_pdf_and_html() -> None:
    labels = qr.sheet(CODES[:4], paper="Letter", columns=2, rows=2, gap_mm=5)
    lines = re.findall(r"M(\S+) (\S+?)L(\S+) ([^M\"]+)", labels.svg())
    page = pypdfium2.PdfDocument(labels.pdf())[0].render(scale=20 * 25.4 / 72).to_pil().convert("L")
    for line in lines:
        x1, y1, x2, y2 = (float(each) * 20 for each in line)  # 20 pixels a millimeter
        x, y = round((x1 + x2) / 2), round((y1 + y2) / 2)
        darkest, _ = page.crop((x - 2, y - 2, x + 3, y + 3)).getextrema()
        assert darkest < 128
    assert len(lines) == 16
    assert re.findall(r"M(\S+) (\S+?)L(\S+) ([^M\"]+)", labels.html()) == lines
