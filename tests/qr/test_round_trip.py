from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from mgov import qr
from mgov.values.host_policy import HostPolicy


def read_back(code: qr.Code, scale: int = 2) -> list[str]:
    return [scan.text for scan in qr.read(code.png(scale=scale))]


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
