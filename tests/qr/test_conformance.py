"""Every version at every level by both encoders, given back by readers of different families.

The pictures are what users get: the PNG, and the SVG as a renderer of its own draws it. The first
reader shares nothing with the encoders and forgives nothing (`strict_reader`): every pixel, pattern
and codeword is the one that the standard asks for. The second is that of zxing-cpp, as phones have
them. It is asked for every kind of two-dimensional code it knows: a picture that is read as a Micro
QR code as well, or as anything else, fails. (Bar codes are left out: between the modules of a large
code, a reader that is asked for them finds some by chance.)
"""

from __future__ import annotations

import bisect
import io
import random

import cv2
import numpy as np
import pytest
import resvg_py
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode import util
from tests.qr.strict_reader import read_strictly

from mgov import qr
from mgov.errors import CodeCapacityError
from mgov.qr.encoder import encode, fits
from mgov.qr.matrix import draw
from mgov.qr.symbol import LEVELS

VERSIONS = range(1, 41)
ENCODERS: tuple[qr.Encoder, ...] = ("qrcode", "zxing")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120)


def room(version: int, correction: qr.Correction) -> int:
    """How many bytes a version holds, by another package's table of its bits."""
    bits = util.BIT_LIMIT_TABLE[LEVELS[correction]][version]
    return (bits - 4 - (8 if version < 10 else 16)) // 8


def filling(version: int, correction: qr.Correction) -> str:
    """A text that fills a code to its last byte, and so leaves no choice of padding."""
    letters = random.Random(version * 4 + LEVELS[correction])  # noqa: S311 -- a sample
    return "".join(letters.choices(LETTERS, k=room(version, correction)))


def rasterized(svg: str, width: int) -> bytes:
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))


def given_back(picture: bytes) -> list[tuple[bytes, str, str]]:
    every_kind = zxingcpp.BarcodeFormat.AllMatrix
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)), formats=every_kind)
    return [(each.bytes, each.format.name, each.ec_level) for each in found]


def assert_gives_back(code: qr.Code, *, scale: int = 2) -> None:
    for picture in (code.png(scale=scale), rasterized(code.svg(), scale * (code.size + 8))):
        assert given_back(picture) == [(code.data, "QRCode", code.correction)]
        strictly = read_strictly(picture)
        assert strictly.data == code.data
        assert strictly[1:4] == (code.version, code.correction, code.mask)
        assert strictly.modules == code.modules


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_is_given_back_at_every_level(version: int, encoder: qr.Encoder) -> None:
    for correction in LEVELS:
        text = filling(version, correction)
        code = qr.make_text(text, correction=correction, encoder=encoder)
        assert (code.version, code.correction, code.encoder) == (version, correction, encoder)
        assert_gives_back(code)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("version", range(1, 9))
def test_a_reader_of_another_family_gives_the_codes_of_links_back(
    version: int, encoder: qr.Encoder
) -> None:
    """OpenCV finds codes in its own way. It misses many of the large ones, whoever made them."""
    for correction in LEVELS:
        code = qr.make_text(filling(version, correction), correction=correction, encoder=encoder)
        for picture in (code.png(scale=4), rasterized(code.svg(), 4 * (code.size + 8))):
            pixels = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
            assert cv2.QRCodeDetector().detectAndDecode(pixels)[0] == code.text


@pytest.mark.parametrize("version", VERSIONS)
def test_both_encoders_put_every_module_into_the_same_place(version: int) -> None:
    """They choose masks by other rules: with the mask of the one, the other is the same."""
    for correction, level in LEVELS.items():
        text = filling(version, correction)
        theirs = encode(text, correction, encoder="zxing")
        codewords = util.create_data(version, level, [util.QRData(text.encode())])
        assert draw(version, level, bytes(codewords), theirs.mask) == (theirs.mask, theirs.rows)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_third_encoder_puts_every_module_into_the_same_place(version: int) -> None:
    correction = list(LEVELS)[version % 4]
    text = filling(version, correction)
    for encoder in ENCODERS:
        ours = encode(text, correction, encoder=encoder)
        theirs = segno.make_qr(
            text, error=correction.lower(), version=version, mask=ours.mask, boost_error=False
        )
        assert ours.rows == tuple(int("".join(map(str, row)), 2) for row in theirs.matrix)


@settings(max_examples=80)
@given(ANY_TEXT, st.sampled_from(list(LEVELS)), st.sampled_from(ENCODERS))
def test_any_text_is_given_back(text: str, correction: qr.Correction, encoder: qr.Encoder) -> None:
    code = qr.make_text(text, correction=correction, encoder=encoder)
    assert_gives_back(code, scale=3)
    for picture in (code.png(scale=3), rasterized(code.svg(), 3 * (code.size + 8))):
        assert [(scan.text, scan.format) for scan in qr.read(picture)] == [(text, "qr_code")]


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=200), st.sampled_from(list(LEVELS)))
def test_any_bytes_are_given_back(data: bytes, correction: qr.Correction) -> None:
    code = qr.make_bytes(data, correction=correction)
    assert_gives_back(code, scale=3)
    assert [scan.data for scan in qr.read(code.png(scale=3))] == [data]


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("correction", LEVELS)
@pytest.mark.parametrize("letter", ["7", "Z", "z", "政", "点", "🏛"])
def test_the_longest_texts_are_given_back(
    letter: str, correction: qr.Correction, encoder: qr.Encoder
) -> None:
    def too_long(count: int) -> bool:
        return not fits(letter.encode() * count, correction, (1, 40), encoder)

    longest = bisect.bisect(range(1, 7090), 0, key=too_long)
    with pytest.raises(CodeCapacityError, match=f" holds {longest}\\."):
        qr.make_text(letter * (longest + 1), correction=correction, encoder=encoder)
    code = qr.make_text(letter * longest, correction=correction, encoder=encoder)
    assert code.version == 40
    assert_gives_back(code)


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize(
    "text",
    [
        "掌上政务",
        "點茗",
        "日本語のカナと漢字",
        "🏛️🇨🇳👩🏽‍💻",
        "é",
        "ÄÖÜ ß",
        "0",
        "007",
        "A B",
        "HTTPS://GO.GOV.CN/AB12CD",
        "HTTPS://GO.GOV.CN/政策?A=00000000000000000000000000",
        "\x00\x01",
        "\x1d01\x1d",
        "\n",
        " ",
        "\ufeff政",
        "\ufffd",
        "]Q3\\000026",
        "1" * 40 + "A" * 40 + "a" * 40 + "政" * 10,
    ],
)
def test_unusual_texts_are_given_back(text: str, encoder: qr.Encoder) -> None:
    code = qr.make_text(text, encoder=encoder)
    assert code.text == text
    assert_gives_back(code, scale=3)
    assert [scan.text for scan in qr.read(code.png(scale=3))] == [text]


@pytest.mark.parametrize("pixels", [97, 160, 333, 1000])
def test_an_svg_is_given_back_at_any_width(pixels: int) -> None:
    code = qr.make("https://www.gov.cn/", caption="扫一扫", show_address=True)
    assert given_back(rasterized(code.svg(), pixels)) == [(code.data, "QRCode", "M")]


@pytest.mark.parametrize("encoder", ENCODERS)
def test_a_code_made_larger_than_need_be_is_given_back(encoder: qr.Encoder) -> None:
    for version in (2, 9, 10, 26, 27, 40):  # counts of characters grow at 10 and 27
        assert_gives_back(qr.make_text("政务 1234", encoder=encoder, versions=version))
