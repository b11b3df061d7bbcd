"""The reader of the conformance tests reads what the standard allows, and nothing else."""

from __future__ import annotations

import io

import numpy as np
import pytest
import segno
from PIL import Image
from qrcode import base, util
from tests.qr.strict_reader import UnstrictError, modules_of, read_modules, read_strictly

from mgov import qr
from mgov.qr.matrix import draw

ADDRESS = "https://www.gov.cn/"


def written(code: segno.QRCode) -> bytes:
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=3)
    return picture.getvalue()


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("12", "numeric"),
        ("0012345", "numeric"),
        ("00123456789", "numeric"),
        ("A", "alphanumeric"),
        ("HTTPS://GO.GOV.CN/A", "alphanumeric"),
        ("点茗漢", "kanji"),
        ("齟", "kanji"),
    ],
)
def test_the_modes_of_another_encoder_are_read(text: str, mode: str) -> None:
    for version in (3, 10, 27, 40):
        read = read_strictly(written(segno.make_qr(text, version=version, mode=mode)))
        assert (read.data.decode(), read.version, read.modes) == (text, version, (mode,))


def test_a_codeword_too_many_is_noticed() -> None:
    """Where a text ends with a codeword, another encoder puts an empty one before the padding."""
    with pytest.raises(UnstrictError, match="padding is wrong at 0"):
        read_strictly(written(segno.make_qr(ADDRESS, version=3)))


def test_the_mark_of_a_set_of_characters_is_read() -> None:
    read = read_strictly(qr.make_text("政务", encoder="zxing").png())
    assert (read.data.decode(), read.modes) == ("政务", ("eci", "byte"))
    with pytest.raises(UnstrictError, match="another set of characters"):
        read_strictly(written(segno.make_qr("я", encoding="iso-8859-5", eci=True)))


@pytest.mark.parametrize(("version", "step"), [(1, 1), (2, 1), (7, 13)])
def test_one_wrong_module_is_noticed_wherever_it_is(version: int, step: int) -> None:
    modules = modules_of(qr.make_text("政务", versions=version).png(scale=1))
    assert read_modules(modules).data.decode() == "政务"
    for number in range(0, modules.size, step):
        modules.flat[number] ^= True
        with pytest.raises(UnstrictError):
            read_modules(modules)
        modules.flat[number] ^= True


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("4 02 61 62 0 ec11ec11ec11ec11ec11ec11", None),
        ("4 02 61 62 0 ec11ec11ec11ec11ec11ecec", "padding is wrong at 11"),
        ("4 02 61 62 0 11ec11ec11ec11ec11ec11ec", "padding is wrong at 0"),
        ("4 02 61 62 3 ec11ec11ec11ec11ec11ec11", "there is no mode 3"),
        ("4 00 61 62 0 ec11ec11ec11ec11ec11ec11", "a segment is empty"),
        ("4 ff 61 62 0 ec11ec11ec11ec11ec11ec11", "a segment is cut off"),
        ("1 00 ff ff 0 ec11ec11ec11ec11ec11ec11", "a group of digits is too large"),
        ("2 01 7f ff 0 ec11ec11ec11ec11ec11ec11", "a pair of characters is too large"),
        ("2 00 ff ff 0 ec11ec11ec11ec11ec11ec11", "a character is too large"),
        ("2008 41 ec11ec11ec11ec11ec11ec11ec", "the text does not end with 0"),
    ],
)
def test_right_codewords_of_wrong_content_are_noticed(content: str, said: str | None) -> None:
    buffer = util.BitBuffer()
    for codeword in bytes.fromhex(content.replace(" ", "")):
        buffer.put(codeword, 8)
    _, rows = draw(1, 0, bytes(util.create_bytes(buffer, base.rs_blocks(1, 0))))
    modules = np.array([[bool(row >> (20 - each) & 1) for each in range(21)] for row in rows])
    if said is None:
        assert read_modules(modules).data == b"ab"
    else:
        with pytest.raises(UnstrictError, match=said):
            read_modules(modules)


def test_a_picture_has_to_be_right_to_the_pixel() -> None:
    picture = Image.open(io.BytesIO(qr.make(ADDRESS).png(scale=3))).convert("L")

    def trouble(changed: Image.Image) -> str:
        content = io.BytesIO()
        changed.save(content, "PNG")
        with pytest.raises(UnstrictError) as caught:
            read_strictly(content.getvalue())
        return str(caught.value)

    gray, part, blank = picture.copy(), picture.copy(), Image.new("L", (9, 9), 255)
    gray.putpixel((0, 0), 254)
    part.putpixel((19, 19), 255)
    assert trouble(gray) == "a pixel is neither black nor white"
    assert trouble(part) == "a module is dark in part"
    assert trouble(blank) == "nothing is dark"
    assert trouble(picture.crop((1, 0, *picture.size))) == "the quiet zone is too narrow"
    assert trouble(picture.resize((130, 130), 0)) in {
        "a finder pattern has no whole pixels",
        "a module has no whole pixels",
    }
    with pytest.raises(UnstrictError, match="no version has this size"):
        read_modules(np.zeros((22, 22), dtype=bool))
