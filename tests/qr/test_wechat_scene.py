from __future__ import annotations

import copy
import pickle
from urllib.parse import quote
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mgov import qr
from mgov.errors import InvalidDataError, InvalidValueError

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$&'()*+,/:;=?@-._~"
NAMES = st.text(alphabet=sorted(set(ALPHABET) - set("&=")), min_size=1, max_size=4)
VALUES = st.text(alphabet=sorted(set(ALPHABET) - {"&"}), max_size=8) | st.integers(0, 10**6)


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=32))
def test_a_scene_is_what_wechat_allows(text: str) -> None:
    scene = qr.Scene(text)
    assert scene == text
    assert qr.Scene.received(quote(text, safe="")) == scene
    assert qr.Scene.received(text) == scene


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "scene_empty"),
        ("a" * 33, "scene_length"),
        ("政策", "scene_character"),
        ("a%20b", "scene_character"),
        ("a b", "scene_character"),
        ('"', "scene_character"),
    ],
)
def test_another_scene_is_refused(text: str, code: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Scene(text)
    assert caught.value.code == code


@given(st.uuids())
def test_a_uuid_fits_and_comes_back(value: UUID) -> None:
    scene = qr.Scene.of(value)
    assert len(scene) == 22
    assert scene.uuid() == value
    assert qr.Scene.of({"id": value, "p": 9999}).uuid("id") == value


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
def test_fields_come_back_as_they_were_given(fields: dict[str, str | int]) -> None:
    written = "&".join(f"{name}={value}" for name, value in fields.items())
    assume(len(written) <= 32)
    scene = qr.Scene.of(fields)
    assert scene == written
    assert scene.fields() == {name: str(value) for name, value in fields.items()}


@pytest.mark.parametrize(
    "fields", [{"": "a"}, {"a=b": "c"}, {"a&b": "c"}, {"a": "b&c"}, {"a": "b" * 31}, {}]
)
def test_fields_that_would_not_come_back_are_refused(fields: dict[str, str]) -> None:
    with pytest.raises(InvalidValueError):
        qr.Scene.of(fields)


@pytest.mark.parametrize("text", ["a", "a=1&", "=1", "a=1&a=2"])
def test_a_scene_without_fields_has_none(text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Scene(text).fields()
    assert caught.value.code == "scene_fields"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a=1", "a"),
        ("a=1", "b"),
        ("Ej5FZ-ibEtOkVkJmFBdAAB", None),  # the last character carries four bits alone
        ("Ej5FZ+ibEtOkVkJmFBdAAA", None),
        ("Ej5FZ-ibEtOkVkJmFBdAAA==", None),
        ("Ej5FZ", None),
    ],
)
def test_what_is_no_packed_uuid_is_told(text: str, field: str | None) -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Scene(text).uuid(field)
    assert caught.value.code == "scene_uuid"


def test_a_received_scene_has_to_be_utf_8() -> None:
    with pytest.raises(InvalidValueError) as caught:
        qr.Scene.received("%FF")
    assert caught.value.code == "scene_utf8"


def test_a_scene_survives_copies() -> None:
    scene = qr.Scene("a=1")
    assert copy.deepcopy(scene) == pickle.loads(pickle.dumps(scene)) == scene  # noqa: S301 -- our own
    assert repr(scene) == "Scene('a=1')"


# --- what WeChat is asked for ---------------------------------------------------------------------


def test_a_request_has_the_names_of_wechat() -> None:
    code = qr.MiniProgramCode(scene="s=jy01", page="pages/index/index", width=280)
    assert code.model_dump(mode="json", exclude_none=True) == {
        "scene": "s=jy01",
        "page": "pages/index/index",
        "check_path": True,
        "env_version": "release",
        "width": 280,
    }
    assert isinstance(code.scene, qr.Scene)
    assert qr.MiniProgramCode.model_validate_json(code.model_dump_json()) == code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"scene": "a" * 33}, "scene_length"),
        ({"page": "/pages/index"}, "wechat_page"),
        ({"page": "pages/index?a=1"}, "wechat_page"),
        ({"page": ""}, "wechat_page"),
        ({"page": "pages/in dex"}, "wechat_page"),
        ({"width": 279}, "wechat_width"),
        ({"width": 1281}, "wechat_width"),
        ({"env_version": "beta"}, "literal_error"),
    ],
)
def test_a_request_that_wechat_would_refuse_is_none(fields: dict[str, object], code: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        qr.MiniProgramCode.model_validate({"scene": "a", **fields})
    assert caught.value.problems[0].code == code


def test_the_limits_are_data_with_their_sources() -> None:
    limits = qr.WeChatLimits.built_in()
    assert limits.limit("limited_codes").maximum == 100_000
    assert set(limits.limit("scene_length").characters or "") == set(ALPHABET)
    assert {limit.page.host for limit in limits.rules} == {"developers.weixin.qq.com"}
    with pytest.raises(InvalidValueError, match="Use one of jump_rules, test_links"):
        limits.limit("rules")
