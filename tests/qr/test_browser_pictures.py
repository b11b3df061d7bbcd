"""What a real browser draws of an SVG reads back, alone and inside a page."""

from __future__ import annotations

import base64
import io

import PIL.Image
import pytest
from scripts.chromium import Chromium
from tests.qr.strict_reader import modules_of, read_strictly

from mgov import qr

ADDRESS = "https://www.gov.cn/zhengce/2017-08/17/content_5218235.htm"
PIXEL = 25.4 / 96  # millimeters, as CSS has it

# Pictures as a browser draws them for `img`, each at a width in pixels, with its own size.
DRAW = """
const draw = (source, width) => new Promise((resolve, reject) => {
  const image = new Image();
  image.onerror = () => reject(new Error("no picture"));
  image.onload = () => {
    const own = [image.naturalWidth, image.naturalHeight];
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = Math.round(width * own[1] / own[0]);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    resolve([own, canvas.toDataURL("image/png").split(",")[1]]);
  };
  image.src = source;
});
"""
ALONE = f"""
{DRAW}
return Promise.all(data.map(([source, width]) => draw(source, width)));
"""
# A page whose markup holds each picture twice: what the parser of HTML makes of it, and how it
# looks. A page draws itself where it stands inside a picture.
INLINE = f"""
{DRAW}
const page = document.documentElement.appendChild(document.createElement("main"));
page.style.cssText = `display:block;width:${{data.width}}px;background:#123`;
page.innerHTML = data.pictures
  .map((each) => `<div>${{each}}</div><p>words</p><div>${{each}}</div>`).join("");
const pictures = [...page.querySelectorAll("svg")];
const sizes = pictures.map((each) => {{
  const box = each.getBoundingClientRect();
  return [box.width, box.height];
}});
const height = page.getBoundingClientRect().height;
const written = new XMLSerializer().serializeToString(page);
const source = '<svg xmlns="http://www.w3.org/2000/svg" '
  + `width="${{data.width}}" height="${{height}}">`
  + `<foreignObject width="100%" height="100%">${{written}}</foreignObject></svg>`;
const [, picture] = await draw("data:image/svg+xml," + encodeURIComponent(source), data.width);
return {{
  sizes,
  picture,
  names: pictures.map((each) => each.ariaLabel),
  roles: pictures.map((each) => each.getAttribute("role")),
  ids: page.querySelectorAll("[id]").length,
  scripts: page.querySelectorAll("script, a, foreignObject, [href^='http']").length,
  words: [...page.querySelectorAll("p")].map((each) => each.textContent),
}};
"""


@pytest.fixture(scope="module")
def seal() -> bytes:
    written = io.BytesIO()
    PIL.Image.new("RGB", (64, 64), "#c00000").save(written, "PNG")
    return written.getvalue()


def drawn(chromium: Chromium, pictures: list[tuple[str, int]]) -> list[tuple[list[int], bytes]]:
    asked = [
        [f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}", width]
        for svg, width in pictures
    ]
    answer = chromium.evaluate(ALONE, asked)
    assert isinstance(answer, list)
    return [(own, base64.b64decode(picture)) for own, picture in answer]


def test_a_browser_draws_every_module_in_its_place(chromium: Chromium) -> None:
    codes = [
        qr.make_text("1234567", correction=correction, versions=version, encoder=encoder)
        for version in (1, 2, 7, 14, 40)
        for correction in ("L", "H")
        for encoder in ("qrcode", "zxing")
    ]
    pictures = drawn(chromium, [(code.svg(), 3 * (code.size + 8)) for code in codes])
    for code, (_, picture) in zip(codes, pictures, strict=True):
        read = read_strictly(picture)
        assert (read.data, read.version, read.level) == (code.data, code.version, code.correction)
        assert read.modules == code.modules


def test_a_browser_draws_pictures_of_all_kinds_to_be_read(chromium: Chromium, seal: bytes) -> None:
    plain = qr.make(ADDRESS)
    captioned = qr.make(ADDRESS, correction="H", caption="扫一扫，看原文", show_address=True)
    styled = qr.style(captioned, dark="#00467f", light="#fff8e0", logo=seal)
    pictures = [plain.svg(), plain.svg(module_mm=0.5), captioned.svg(), styled.svg(module_mm=1)]
    sheet = qr.sheet([captioned, styled, plain], columns=2, rows=2).svg()
    found = drawn(chromium, [*((each, 450) for each in pictures), (sheet, 1000)])
    for own, picture in found[:-1]:
        assert [(scan.text, scan.format) for scan in qr.read(picture)] == [(ADDRESS, "qr_code")]
        assert own[0] <= own[1]
    assert len(qr.read(found[-1][1])) == 3
    in_millimeters = (plain.size + 8) * 0.5
    assert found[1][0] == pytest.approx([in_millimeters / PIXEL] * 2, abs=1)
    assert found[-1][0] == pytest.approx([210 / PIXEL, 297 / PIXEL], abs=1)
    in_color = PIL.Image.open(io.BytesIO(found[3][1])).convert("RGB")
    assert in_color.getpixel((2, 2)) == (0xFF, 0xF8, 0xE0)
    assert in_color.getpixel((225, 225)) == (0xC0, 0, 0)


def test_a_data_uri_is_a_picture(chromium: Chromium) -> None:
    code = qr.make(ADDRESS, caption='甲 & "乙" #1 <b>\'')
    answer = chromium.evaluate(ALONE, [[code.data_uri(), 400], [code.data_uri("png"), 400]])
    assert isinstance(answer, list)
    for _, picture in answer:
        assert [scan.text for scan in qr.read(base64.b64decode(picture))] == [ADDRESS]


def test_pictures_stand_inside_a_page_twice(chromium: Chromium, seal: bytes) -> None:
    hostile = "</title></svg><script>alert(1)</script>"
    plain = qr.make(ADDRESS, caption=hostile)
    styled = qr.style(qr.make(ADDRESS, correction="H"), dark="#00467f", logo=seal)
    fixed = qr.make("https://www.gov.cn/")
    pictures = [plain.svg(), styled.svg(), fixed.svg(module_mm=2)]
    page = chromium.evaluate(INLINE, {"pictures": pictures, "width": 400})
    assert isinstance(page, dict)
    named = (hostile, styled.code.title, fixed.title)
    assert page["names"] == [each for each in named for _ in range(2)]
    assert page["roles"] == ["img"] * 6
    assert (page["ids"], page["scripts"], page["words"]) == (0, 0, ["words"] * 3)
    widths = [width for width, _ in page["sizes"]]
    assert widths[:4] == [400] * 4  # as wide as the page gives
    assert widths[4:] == pytest.approx(
        [(fixed.size + 8) * 2 / PIXEL] * 2, abs=1 / 64
    )  # as it lays out
    scans = qr.read(base64.b64decode(page["picture"]))
    assert sorted(scan.text for scan in scans) == [fixed.text] * 2 + [ADDRESS] * 4


def test_a_picture_at_any_width_has_the_same_modules(chromium: Chromium) -> None:
    code = qr.make(ADDRESS)
    widths = [(code.size + 8) * scale for scale in (1, 2, 5, 9)]
    for _, picture in drawn(chromium, [(code.svg(), width) for width in widths]):
        assert tuple(map(tuple, modules_of(picture).tolist())) == code.modules
