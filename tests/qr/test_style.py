from __future__ import annotations

import base64
import io
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import PIL.Image
import pytest
import resvg_py
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr import png
from mgov.qr.damage import damage
from mgov.qr.scan import read_every_kind

ADDRESS = "https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm"


def picture(color: str = "#c00000", size: tuple[int, int] = (64, 40)) -> bytes:
    written = io.BytesIO()
    PIL.Image.new("RGB", size, color).save(written, "PNG")
    return written.getvalue()


def test_colors_stand_in_every_picture() -> None:
    styled = qr.style(qr.make(ADDRESS, caption="国务院"), dark="#00467f", light="#fff8e0")
    drawn = styled.svg(module_mm=0.5)
    assert drawn.count('fill="#00467f"') == 2  # the modules and the words
    assert 'fill="#fff8e0"' in drawn
    colors = PIL.Image.open(io.BytesIO(styled.png(scale=3))).getcolors()
    assert colors is not None
    assert {color for _, color in colors} == {(0, 0x46, 0x7F), (0xFF, 0xF8, 0xE0)}


def test_a_code_with_a_logo_reads_back_from_svg_and_png() -> None:
    styled = qr.style(qr.make(ADDRESS, correction="H"), logo=picture())
    assert styled.readability.problems == ()
    assert styled.readability.read == ("sharp", "tilted", "blurred")
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=styled.svg(), width=500))
    for each in (drawn, styled.png()):
        assert [scan.text for scan in qr.read(each)] == [ADDRESS]
    # and the logo is there, in the middle
    middle = PIL.Image.open(io.BytesIO(drawn)).convert("RGB").getpixel((250, 250))
    assert middle == (0xC0, 0, 0)
    assert styled._repr_svg_().startswith("<svg")


@pytest.mark.parametrize("pixels", [200, 333, 400])
def test_a_png_is_exactly_as_large_as_asked(pixels: int) -> None:
    styled = qr.style(qr.make(ADDRESS, correction="H"), dark="#00467f", logo=picture())
    drawn = PIL.Image.open(io.BytesIO(styled.png(pixels=pixels)))
    assert drawn.size == (pixels, pixels)
    assert drawn.getpixel((pixels // 2, pixels // 2)) == (0xC0, 0, 0)
    assert [scan.text for scan in qr.read(styled.png(pixels=pixels))] == [ADDRESS]
    printed = PIL.Image.open(io.BytesIO(styled.png(module_mm=0.5, dpi=600)))
    assert printed.size == (12 * (styled.code.size + 8),) * 2
    assert printed.info["dpi"] == pytest.approx((600, 600), abs=0.01)
    assert "dpi" not in drawn.info


def test_a_picture_of_no_width_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="module_mm: is not above zero"):
        qr.style(qr.make(ADDRESS)).svg(module_mm=0)


def test_a_logo_keeps_its_shape_and_what_is_clear_in_it() -> None:
    styled = qr.style(qr.make(ADDRESS, correction="H"), logo=picture(size=(64, 16)))
    [data] = re.findall(r'href="data:image/png;base64,([^"]+)"', styled.svg())
    logo = PIL.Image.open(io.BytesIO(base64.b64decode(data)))
    assert logo.size == (64, 64)
    assert logo.getpixel((32, 0)) == (0, 0, 0, 0)
    assert logo.getpixel((32, 32)) == (0xC0, 0, 0, 255)


def test_a_logo_that_costs_too_much_is_refused_with_the_figures() -> None:
    code = qr.make(ADDRESS, correction="M")
    with pytest.raises(InvalidValueError) as caught:
        qr.style(code, logo=picture(), logo_share=0.1)
    assert caught.value.code == "code_unreadable"
    assert "the logo uses 156% of what level M can repair" in str(caught.value)
    assert "the logo covers 16% of the code" in str(caught.value)
    assert "it does not read back" in str(caught.value)
    taken = qr.style(code, logo=picture(), logo_share=0.1, refuse=False)
    assert len(taken.readability.problems) == 3
    assert taken.readability.read == ()


def test_a_code_in_which_another_kind_of_code_is_found_is_refused() -> None:
    """Whoever scans it may be told of the other one."""
    micro = zxingcpp.create_barcode("12345", zxingcpp.BarcodeFormat.MicroQRCode)
    drawn = zxingcpp.write_barcode_to_image(micro, scale=4)
    written = io.BytesIO()
    PIL.Image.frombytes("L", drawn.shape[::-1], bytes(drawn)).save(written, "PNG")
    code = qr.make_text(ADDRESS * 6, correction="H")
    styled = qr.style(code, logo=written.getvalue(), logo_share=0.07, refuse=False)
    kinds = [(scan.format, scan.text) for scan in read_every_kind(styled.png(scale=4))]
    assert sorted(kinds) == [("micro_qr_code", "12345"), ("qr_code", code.text)]
    assert [scan.text for scan in qr.read(styled.png(scale=4))] == [code.text]
    assert styled.readability.problems == ("it does not read back",)
    with pytest.raises(InvalidValueError, match="it does not read back"):
        qr.style(code, logo=written.getvalue(), logo_share=0.07)


def test_a_data_uri_holds_the_picture() -> None:
    styled = qr.style(qr.make(ADDRESS, correction="H"), dark="#00467f", logo=picture())
    assert unquote(styled.data_uri().removeprefix("data:image/svg+xml,")) == styled.svg()
    content = base64.b64decode(styled.data_uri("png").removeprefix("data:image/png;base64,"))
    assert content == styled.png()


@pytest.mark.parametrize(
    ("dark", "light", "said"),
    [
        ("#ffd400", "#ffffff", "contrast 0.32 is grade D"),
        ("#ffffff", "#000000", "the ground is darker than the modules"),
        ("#777777", "#888888", "is grade F"),
    ],
)
def test_colors_that_do_not_read_are_refused(dark: str, light: str, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        qr.style(qr.make(ADDRESS), dark=dark, light=light)


def test_wrong_input_is_refused(tmp_path: Path) -> None:
    code = qr.make(ADDRESS, correction="H")
    with pytest.raises(InvalidValueError, match="dark: is no color"):
        qr.style(code, dark='red" onload="')
    with pytest.raises(InvalidValueError, match="light: is no color"):
        qr.style(code, light="#fff")
    with pytest.raises(InvalidValueError, match="logo_share: is no share"):
        qr.style(code, logo=picture(), logo_share=0)
    with pytest.raises(InvalidValueError, match="logo: is no picture"):
        qr.style(code, logo=b"<svg/>")
    with pytest.raises(InvalidValueError, match="logo: is no picture"):
        qr.style(code, logo=picture()[:60])
    with pytest.raises(FileNotFoundError):
        qr.style(code, logo=tmp_path / "none.png")
    styled = qr.style(code)
    with pytest.raises(InvalidValueError, match="less than one pixel"):
        styled.png(scale=0)
    with pytest.raises(InvalidValueError, match="names no format"):
        styled.save(tmp_path / "code.gif")


def test_it_is_saved_by_its_suffix(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(picture())
    styled = qr.style(qr.make(ADDRESS, correction="H"), logo=logo)
    for name in ("code.svg", "code.png"):
        styled.save(tmp_path / name)
    assert (tmp_path / "code.svg").read_text("utf-8") == styled.svg()
    assert (tmp_path / "code.png").read_bytes() == styled.png()


@pytest.mark.parametrize("given_logo", [None, b"x"])
def test_without_pillow_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, given_logo: bytes | None
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    with pytest.raises(MissingExtraError, match=r"mgov\[scan\]"):
        qr.style(qr.make(ADDRESS), logo=given_logo)


# --- what covering costs ------------------------------------------------------------------------


def test_nothing_covered_costs_nothing() -> None:
    assert damage(40, "L", []).budget == 0
    assert damage(1, "H", []).codewords == 0


def test_covering_all_costs_all() -> None:
    whole = [(row, column) for row in range(21) for column in range(21)]
    cost = damage(1, "L", whole)
    assert (cost.area, cost.codewords) == (1, 1)
    assert cost.budget == 26 / 3  # 7 codewords of error correction repair 3
    assert cost.patterns == 21 * 21 - 8 * 26


def test_few_modules_spoil_many_codewords() -> None:
    # One module in twenty, spread evenly: a third of the codewords, as 1 - 0.95 ** 8 has it.
    spread = [(number // 57, number % 57) for number in range(0, 57 * 57, 20)]
    assert 0.28 < damage(10, "M", spread).codewords < 0.42


@settings(max_examples=60, deadline=None)
@given(
    correction=st.sampled_from("LMQH"),
    length=st.integers(1, 150),
    cells=st.lists(st.tuples(st.floats(0, 0.999), st.floats(0, 0.999)), max_size=25),
)
def test_within_the_budget_a_code_reads_whatever_is_covered(
    correction: qr.Correction, length: int, cells: list[tuple[float, float]]
) -> None:
    code = qr.make_text("x" * length, correction=correction)
    covered = {(int(row * code.size), int(column * code.size)) for row, column in cells}
    cost = damage(code.version, correction, covered)
    if cost.patterns or cost.budget > 0.99:
        # the smallest versions keep a little of the budget to notice errors
        return
    rows = list(code.rows)
    for row, column in covered:
        rows[row] ^= 1 << (code.size - 1 - column)
    if code.version <= 3 and cost.budget > 0.5:
        return
    drawn = png.picture(tuple(rows), png.Size((code.size + 8) * 4, 4))
    assert [scan.text for scan in qr.read(drawn)] == [code.text]


def test_a_code_of_bytes_is_read_back_by_its_bytes() -> None:
    code = qr.make_bytes(b"\xff\x00\xfe\x80", correction="H")
    assert qr.style(code, dark="#00467f").readability.read == ("sharp", "tilted", "blurred")
