"""A code as PDF: of exact size, drawn and not scanned, and given back from the page."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import PIL.Image
import pypdfium2
import pypdfium2.raw
import pytest
import resvg_py
import zxingcpp

from mgov import qr
from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr.symbol import LEVELS

ADDRESS = "https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm"
MILLIMETER = 72 / 25.4  # points


def page_of(written: bytes) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(written)
    assert len(document) == 1
    return document[0]


def drawn(written: bytes, *, dots_a_mm: float = 8) -> PIL.Image.Image:
    return page_of(written).render(scale=dots_a_mm / MILLIMETER).to_pil()


def given_back(written: bytes, *, dots_a_mm: float = 8) -> list[tuple[bytes, str, str]]:
    every_kind = zxingcpp.BarcodeFormat.AllMatrix
    found = zxingcpp.read_barcodes(drawn(written, dots_a_mm=dots_a_mm), formats=every_kind)
    return [(each.bytes, each.format.name, each.ec_level) for each in found]


@pytest.fixture
def seal() -> bytes:
    written = io.BytesIO()
    PIL.Image.new("RGB", (64, 64), "#c00000").save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize("encoder", ["qrcode", "zxing"])
@pytest.mark.parametrize("correction", LEVELS)
@pytest.mark.parametrize("version", [1, 2, 7, 20, 40])
def test_a_page_gives_its_code_back(
    version: int, correction: qr.Correction, encoder: qr.Encoder
) -> None:
    code = qr.make_text("1234567", correction=correction, versions=version, encoder=encoder)
    assert given_back(code.pdf(module_mm=0.5)) == [(b"1234567", "QRCode", correction)]


@pytest.mark.parametrize("module_mm", [0.25, 0.4, 1, 7.3])
def test_a_page_is_exactly_as_large_as_the_picture(module_mm: float) -> None:
    plain = page_of(qr.make(ADDRESS).pdf(module_mm=module_mm))
    width = (qr.make(ADDRESS).size + 8) * module_mm * MILLIMETER
    assert plain.get_size() == pytest.approx((width, width), abs=0.01)
    code = qr.make(ADDRESS, caption="扫一扫，看原文", show_address=True)
    svg = resvg_py.svg_to_bytes(svg_string=code.svg(module_mm=module_mm), dpi=254)
    in_pixels = PIL.Image.open(io.BytesIO(bytes(svg))).size  # ten a millimeter
    in_points = page_of(code.pdf(module_mm=module_mm)).get_size()
    assert [each / MILLIMETER for each in in_points] == pytest.approx(
        [each / 10 for each in in_pixels], abs=0.2
    )


def test_a_module_is_as_wide_as_asked() -> None:
    code = qr.make(ADDRESS)
    image = drawn(code.pdf(module_mm=1), dots_a_mm=10).convert("1")
    # A renderer may round a page up to the next pixel.
    assert set(image.size) <= {(code.size + 8) * 10, (code.size + 8) * 10 + 1}
    middles = [
        [not image.getpixel((10 * column + 45, 10 * row + 45)) for column in range(code.size)]
        for row in range(code.size)
    ]
    assert tuple(map(tuple, middles)) == code.modules


def test_a_width_that_is_not_given_is_that_of_a_code_in_the_hand() -> None:
    code = qr.make(ADDRESS)
    assert code.pdf() == code.pdf(module_mm=0.4)


def test_a_page_is_drawn_and_not_scanned(seal: bytes) -> None:
    kinds = [each.type for each in page_of(qr.make(ADDRESS, caption="甲").pdf()).get_objects()]
    assert set(kinds) == {
        pypdfium2.raw.FPDF_PAGEOBJ_PATH,  # the ground and the modules
        pypdfium2.raw.FPDF_PAGEOBJ_TEXT,
    }
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_PATH) == 2
    styled = qr.style(qr.make(ADDRESS, correction="H"), logo=seal)
    kinds = [each.type for each in page_of(styled.pdf()).get_objects()]
    assert kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE) == 1


def test_words_stand_below_the_code_and_can_be_searched_for() -> None:
    code = qr.make(ADDRESS, caption="扫一扫，看原文", show_address=True)
    page = page_of(code.pdf(module_mm=1))
    text = page.get_textpage()
    assert "".join(text.get_text_bounded().split()) == "扫一扫，看原文www.gov.cn/…"
    below = page.get_height() - (code.size + 8) * MILLIMETER
    assert max(text.get_rect(each)[3] for each in range(text.count_rects())) < below
    assert given_back(code.pdf(module_mm=1)) == [(code.data, "QRCode", "M")]


def test_the_document_says_what_it_is() -> None:
    code = qr.make(ADDRESS, caption="国务院文件")
    said = pypdfium2.PdfDocument(code.pdf()).get_metadata_dict()
    assert said["Title"] == "国务院文件"
    assert said["Subject"] == f"QR: {ADDRESS}"
    assert code.pdf() == code.pdf()


@pytest.mark.parametrize("words", ["🏛️🇨🇳", "a\x00\x1bb", "\ud800", "(a) \\ b)", "é ß Ж ٣"])
def test_any_words_make_a_page(words: str) -> None:
    written = qr.make("https://www.gov.cn/", caption=words).pdf()
    assert given_back(written) == [(b"https://www.gov.cn/", "QRCode", "M")]


def test_a_page_has_colors_and_a_logo(seal: bytes) -> None:
    code = qr.make(ADDRESS, correction="H", caption="国务院", show_address=True)
    styled = qr.style(code, dark="#00467f", light="#fff8e0", logo=seal)
    image = drawn(styled.pdf(module_mm=1)).convert("RGB")
    assert image.getpixel((2, 2)) == (0xFF, 0xF8, 0xE0)
    assert image.getpixel((36, 36)) == (0x00, 0x46, 0x7F)
    middle = 8 * (code.size + 8) // 2
    assert image.getpixel((middle, middle)) == (0xC0, 0, 0)
    assert image.getpixel((middle, middle + 4 * styled.logo_modules - 2)) == (0xC0, 0, 0)
    assert image.getpixel((middle, middle + 4 * styled.logo_modules + 4)) == (0xFF, 0xF8, 0xE0)
    assert given_back(styled.pdf(module_mm=1)) == [(code.data, "QRCode", "H")]


def test_a_logo_that_is_clear_in_part_lets_the_ground_through() -> None:
    written = io.BytesIO()
    logo = PIL.Image.new("RGBA", (60, 60))
    logo.paste("#c00000", (0, 0, 60, 20))
    logo.save(written, "PNG")
    code = qr.make(ADDRESS, correction="H")
    styled = qr.style(code, light="#fff8e0", logo=written.getvalue())
    image = drawn(styled.pdf(module_mm=1)).convert("RGB")
    middle, top = 8 * (code.size + 8) // 2, 8 * (code.size + 8 - styled.logo_modules) // 2
    assert image.getpixel((middle, top + 4)) == (0xC0, 0, 0)  # upright
    assert image.getpixel((middle, middle)) == (0xFF, 0xF8, 0xE0)


def test_black_and_white_are_printed_with_black_ink_alone(seal: bytes) -> None:
    styled = qr.style(qr.make(ADDRESS, correction="H"), logo=seal)
    plain = qr.make(ADDRESS, correction="H")
    assert qr.style(plain).pdf() == plain.pdf()
    assert styled.pdf() != plain.pdf()


def test_it_is_saved_by_its_suffix(tmp_path: Path, seal: bytes) -> None:
    code = qr.make(ADDRESS, correction="H")
    styled = qr.style(code, logo=seal)
    code.save(tmp_path / "a.pdf")
    code.save(tmp_path / "b.PDF", module_mm=0.6)
    styled.save(tmp_path / "c.pdf", module_mm=0.6)
    assert (tmp_path / "a.pdf").read_bytes() == code.pdf()
    assert (tmp_path / "b.PDF").read_bytes() == code.pdf(module_mm=0.6)
    assert (tmp_path / "c.pdf").read_bytes() == styled.pdf(module_mm=0.6)


@pytest.mark.parametrize("width", [0, -1, float("nan"), float("inf"), 400])
def test_a_page_of_no_size_or_larger_than_any_is_refused(width: float) -> None:
    with pytest.raises(InvalidValueError, match="module_mm: is not above zero, or makes a page"):
        qr.make("https://www.gov.cn/").pdf(module_mm=width)


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "reportlab.pdfbase", None)
    with pytest.raises(MissingExtraError, match=r"mgov\[pdf\]"):
        qr.make(ADDRESS).save(tmp_path / "code.pdf")
    assert not (tmp_path / "code.pdf").exists()
