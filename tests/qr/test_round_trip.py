from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from qrcode import util

from mgov import qr
from mgov.values.host_policy import HostPolicy

LEVELS: dict[qr.Correction, int] = {"L": 1, "M": 0, "Q": 3, "H": 2}


def read_back(code: qr.Code, scale: int = 2) -> list[str]:
    return [scan.text for scan in qr.read(code.png(scale=scale))]


def rasterized(svg: str, scale: int) -> Image.Image:
    """Paint the path of an SVG, polygon after polygon: a second one inside the first is a hole."""
    width = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index] # it is there
    image = Image.new("1", (width * scale, width * scale))
    for subpath in re.findall(r"M([\d ]+)([^Mz]*)z", svg.partition(' d="')[2].partition('"')[0]):
        x, y = map(int, subpath[0].split())
        points = [(x, y)]
        for direction, length in re.findall(r"([hv])(-?\d+)", subpath[1]):
            x, y = (x + int(length), y) if direction == "h" else (x, y + int(length))
            points.append((x, y))
        area = Image.new("1", image.size)
        # Pillow paints the last row and column of a polygon as well: half a pixel less.
        corners = [(a * scale - 0.5, b * scale - 0.5) for a, b in points]
        ImageDraw.Draw(area).polygon(corners, fill=1)
        image = Image.frombytes(
            "1",
            image.size,
            bytes(a ^ b for a, b in zip(image.tobytes(), area.tobytes(), strict=True)),
        )
    return image.point(lambda value: 255 - value)


def service_links(shared_data: Path) -> list[str]:
    file = shared_data / "service_items" / "sichuan_guangan_items.json"
    return [
        item["link"]
        for department in json.loads(file.read_text("utf-8"))
        for main_item in department["items"]
        for item in main_item["sub_items"]
    ]


def test_every_service_link_is_read_back_exactly(shared_data: Path) -> None:
    policy = HostPolicy.named("gov.cn").replace(schemes=("https", "http"))
    links = service_links(shared_data)
    assert len(links) == 1135
    assert [link for link in links if read_back(qr.make(link, policy=policy)) != [link]] == []


@pytest.mark.parametrize("version", range(1, 41))
def test_every_version_is_read_back_at_every_level(version: int) -> None:
    for correction, level in LEVELS.items():
        room = (util.BIT_LIMIT_TABLE[level][version] - 4 - (8 if version < 10 else 16)) // 8
        letters = random.Random(version).choices("abcdefghijklmnopqrstuvwxyz", k=room)  # noqa: S311 -- a sample
        code = qr.make_text("".join(letters), correction=correction)
        assert code.version == version
        assert read_back(code, 3) == [code.text]


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=120), st.sampled_from("LMQH"))
def test_any_text_is_read_back(text: str, correction: qr.Correction) -> None:
    assert read_back(qr.make_text(text, correction=correction), 3) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "掌上政务",
        "點茗",
        "🏛️🇨🇳",
        "0",
        "007",
        "A B",
        "HTTPS://GO.GOV.CN/AB12CD",
        "\x00\x01",
        "é",
        "\n",
    ],
)
def test_unusual_texts_are_read_back(text: str) -> None:
    assert read_back(qr.make_text(text), 3) == [text]


@pytest.mark.parametrize("length", [1, 40, 400])
def test_an_svg_is_read_back(length: int) -> None:
    code = qr.make("https://www.gov.cn/" + "a" * length, caption="扫一扫", show_address=True)
    assert [scan.text for scan in qr.read(rasterized(code.svg(), 4))] == [code.text]


@pytest.mark.parametrize("width", [97, 160, 333, 1000])
def test_an_svg_is_read_back_from_a_real_renderer(width: int) -> None:
    resvg = pytest.importorskip("resvg_py", reason="no renderer of SVG is installed")
    code = qr.make("https://www.gov.cn/", caption="扫一扫", show_address=True)
    picture = bytes(resvg.svg_to_bytes(svg_string=code.svg(), width=width))
    assert [scan.text for scan in qr.read(picture)] == [code.text]


def test_a_terminal_picture_is_read_back() -> None:
    code = qr.make("https://www.gov.cn/")
    halves = {" ": "00", "▀": "10", "▄": "01", "█": "11"}
    lines = [[halves[each] for each in line] for line in code.terminal().split("\n")]
    image = Image.new("1", (code.size + 8, code.size + 8))
    for y in range(image.height):
        for x in range(image.width):
            image.putpixel((x, y), int(lines[y // 2][x][y % 2]))
    enlarged = image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST)
    assert [scan.text for scan in qr.read(enlarged)] == [code.text]
