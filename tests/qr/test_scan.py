from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from mgov import qr
from mgov.errors import InvalidValueError, MissingExtraError


@pytest.fixture(scope="module")
def picture() -> bytes:
    return qr.make("https://www.gov.cn/", correction="Q").png(scale=4)


def test_a_code_is_read_from_a_file_its_content_or_an_image(picture: bytes, tmp_path: Path) -> None:
    path = tmp_path / "code.png"
    path.write_bytes(picture)
    images: list[Path | str | bytes | Image.Image] = [path, str(path), picture]
    images.append(Image.open(path))
    for image in images:
        (scan,) = qr.read(image)
        assert scan == qr.Scan(
            text="https://www.gov.cn/",
            format="qr_code",
            position=scan.position,
            correction="Q",
            data=b"https://www.gov.cn/",
        )


def test_a_scan_tells_where_the_code_is(picture: bytes) -> None:
    upright = qr.read(picture)[0].position
    assert upright[0] == pytest.approx((16, 16), abs=2)
    assert upright[2] == pytest.approx((16 + 4 * 25, 16 + 4 * 25), abs=2)
    turned = Image.open(io.BytesIO(picture)).rotate(180)
    assert qr.read(turned)[0].position[0] == pytest.approx((16 + 4 * 25, 16 + 4 * 25), abs=2)


def test_several_codes_are_read_from_one_picture(picture: bytes) -> None:
    other = Image.open(io.BytesIO(qr.make("https://www.gov.uk/").png(scale=4)))
    sheet = Image.new("L", (400, 200), "white")
    sheet.paste(Image.open(io.BytesIO(picture)), (0, 0))
    sheet.paste(other, (200, 0))
    assert sorted(scan.text for scan in qr.read(sheet)) == [
        "https://www.gov.cn/",
        "https://www.gov.uk/",
    ]


def test_no_code_is_read_where_there_is_none() -> None:
    assert qr.read(Image.new("L", (100, 100), "white")) == []


def test_a_photographed_code_is_read(shared_data: Path) -> None:
    photos = sorted((shared_data / "qr").glob("*.png"))
    assert len(photos) >= 16
    missed = [
        photo.name
        for photo in photos
        if [photo.with_suffix(".txt").read_bytes().decode()]
        != [scan.text for scan in qr.read(photo)]
    ]
    assert missed == []


def test_a_photographed_code_in_an_old_set_of_characters_is_read(shared_data: Path) -> None:
    """It begins with control characters, and says its Chinese in GBK without telling so."""
    (scan,) = qr.read(shared_data / "qr" / "qrcode-2__33.png")
    assert scan.text == (shared_data / "qr" / "qrcode-2__33.txt").read_text("utf-8")
    assert scan.text.startswith("\x01\x10")
    assert scan.data == scan.text.encode("gbk") != scan.text.encode()


@pytest.mark.parametrize("kind", ["MicroQRCode", "RMQRCode"])
def test_other_kinds_of_code_are_not_taken_for_a_qr_code(kind: str) -> None:
    barcode = zxingcpp.create_barcode("HELLO", getattr(zxingcpp.BarcodeFormat, kind))
    drawn = zxingcpp.write_barcode_to_image(barcode, scale=4)
    height, width = drawn.shape
    picture = Image.frombytes("L", (width, height), bytes(drawn))
    assert [each.text for each in zxingcpp.read_barcodes(picture)] == ["HELLO"]
    assert qr.read(picture) == []


@pytest.mark.parametrize("content", [b"", b"not a picture", b"<svg/>"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.read(content)
    assert caught.value.code == "image_unreadable"


def test_a_picture_that_only_pretends_to_be_small_is_refused(
    monkeypatch: pytest.MonkeyPatch, picture: bytes
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(InvalidValueError) as caught:
        qr.read(picture)
    assert caught.value.code == "image_unreadable"


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        qr.read(tmp_path / "none.png")


@pytest.mark.parametrize("package", ["zxingcpp", "PIL.Image"])
def test_a_missing_reader_is_told_how_to_install(
    monkeypatch: pytest.MonkeyPatch, picture: bytes, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r'pip install "mgov\[scan\]"'):
        qr.read(picture)
