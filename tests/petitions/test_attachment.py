"""What is sent along: recognized by its bytes, its address seen by nobody."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError, MgovError
from mgov.petitions import Attachment, FileAddress
from mgov.values.personal import revealed

ADDRESS = "https://files.example.gov.cn/2022/17/home.jpg"


def test_a_file_is_described_by_its_bytes_and_recognized_by_them():
    photo = Attachment.of(b"abc", media_type="image/jpeg", address=ADDRESS, name="我家门口.jpg")
    assert (photo.size, photo.media_type, photo.is_picture) == (3, "image/jpeg", True)
    # FIPS 180-4, the example of one block.
    assert photo.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert photo.is_of(b"abc")
    assert not photo.is_of(b"abd")


@given(st.binary(min_size=1), st.binary(min_size=1))
def test_two_files_are_the_same_if_their_bytes_are(first: bytes, second: bytes):
    described = Attachment.of(first, media_type="application/octet-stream")
    assert described.is_of(second) == (first == second)


def test_an_address_alone_is_enough_but_nothing_can_be_compared_with_it():
    attachment = Attachment(address=ADDRESS)
    assert not attachment.is_picture
    with pytest.raises(InvalidValueError, match="attachment: has no digest"):
        attachment.is_of(b"abc")


def test_where_the_original_lies_and_what_it_is_called_is_seen_nowhere():
    public = "https://www.example.gov.cn/blurred.jpg"
    photo = Attachment(address=ADDRESS, name="张三家.jpg", public_address=public)
    seen = repr(photo) + str(photo) + photo.model_dump_json() + str(photo.model_dump())
    assert "home.jpg" not in seen
    assert "张三家" not in seen
    assert public in seen
    stored = revealed(photo, purpose="store the case", mode="json")
    assert stored["address"] == ADDRESS
    assert Attachment.model_validate(stored) == photo
    with pytest.raises(MgovError):
        pickle.dumps(photo)


@pytest.mark.parametrize(
    ("fields", "trouble"),
    [
        ({}, "says neither where the file lies nor what it is"),
        ({"media_type": "image/png", "size": 3}, "says neither where the file lies"),
        ({"address": "ftp://files.example.gov.cn/home.jpg"}, "is not a web address"),
        ({"address": ADDRESS, "media_type": "a photo"}, "has the wrong form"),
        ({"address": ADDRESS, "size": 0}, ""),
        ({"address": ADDRESS, "digest": "ba78"}, "has the wrong form"),
    ],
)
def test_what_describes_no_file_is_refused(fields: dict[str, object], trouble: str):
    with pytest.raises(InvalidDataError) as caught:
        Attachment(**fields)
    assert trouble in caught.value.trouble
    assert "home.jpg" not in str(caught.value)


def test_an_empty_file_is_no_attachment():
    with pytest.raises(InvalidDataError, match="size"):
        Attachment.of(b"", media_type="image/jpeg")


def test_a_digest_in_capitals_is_the_same_digest():
    digest = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
    assert Attachment(media_type="image/png", size=3, digest=digest).is_of(b"abc")


def test_the_address_of_a_file_is_a_legal_web_address():
    address = FileAddress("https://files.example.gov.cn/照片.jpg")
    assert address.reveal(purpose="fetch the photo").endswith("/%E7%85%A7%E7%89%87.jpg")
