from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from mgov import qr
from mgov.errors import CodeCapacityError, InvalidValueError, UnsafeLinkError
from mgov.values.web_address import WebAddress


def test_a_code_knows_what_it_is_made_of() -> None:
    code = qr.make("https://www.gov.cn/", correction="H")
    assert (code.text, code.version, code.size, code.correction) == (
        "https://www.gov.cn/",
        3,
        29,
        "H",
    )
    assert len(code.modules) == code.size
    assert code.modules[0][:8] == (True,) * 7 + (False,)
    assert [
        sum(1 << (code.size - 1 - x) for x, dark in enumerate(row) if dark) for row in code.modules
    ] == list(code.rows)


def test_a_code_is_made_of_an_address_a_link_or_what_has_an_address() -> None:
    address = WebAddress("https://www.gov.cn/")

    class Notice:
        title = "公告"

        def __init__(self) -> None:
            self.address = address

    codes = [qr.make(each) for each in (str(address), address, qr.Link(address), Notice())]
    assert len({code.rows for code in codes}) == 1
    assert [code.title for code in codes] == ["www.gov.cn"] * 3 + ["公告"]


def test_a_code_says_its_caption_and_address() -> None:
    code = qr.make("https://www.gov.cn/", caption="中国政府网", show_address=True)
    assert (code.title, code.caption, code.address) == ("中国政府网", "中国政府网", "www.gov.cn")
    assert qr.make("https://www.gov.cn/").address is None


def test_no_code_is_made_of_an_unsafe_link() -> None:
    with pytest.raises(UnsafeLinkError) as caught:
        qr.make("https://www-gov-cn.com/", policy="gov.cn")
    assert caught.value.code == "host_imitates"


def test_the_policy_of_a_link_is_kept_unless_another_is_given() -> None:
    link = qr.Link("https://www.gov.uk/", policy="gov.uk")
    assert qr.make(link).text == "https://www.gov.uk/"
    with pytest.raises(UnsafeLinkError):
        qr.make(link, policy="gov.cn")


def test_a_plain_text_is_no_link() -> None:
    with pytest.raises(UnsafeLinkError) as caught:
        qr.make("WIFI:T:WPA;S:hall;;")
    assert caught.value.code == "address_scheme"
    assert qr.make_text("WIFI:T:WPA;S:hall;;").text == "WIFI:T:WPA;S:hall;;"


def test_a_long_text_is_not_the_whole_title() -> None:
    assert qr.make_text("a" * 60).title == "a" * 60
    assert qr.make_text("a" * 61).title == "a" * 60 + "…"
    assert qr.make_text("a", caption="b").title == "b"


def test_too_long_a_link_is_a_clear_error() -> None:
    with pytest.raises(
        CodeCapacityError, match=r"text: has 2519 characters, .* level M holds 2331\."
    ):
        qr.make("https://www.gov.cn/" + "a" * 2500)


def test_an_unknown_level_is_a_clear_error() -> None:
    with pytest.raises(InvalidValueError, match="Use L, M, Q or H"):
        qr.make("https://www.gov.cn/", correction="m")  # type: ignore[arg-type] # wrong on purpose


def test_codes_are_values() -> None:
    code = qr.make("https://www.gov.cn/")
    assert code == qr.make("https://www.gov.cn/")
    assert pickle.loads(pickle.dumps(code)) == code  # noqa: S301 -- our own


def test_the_room_loads_its_packages_when_they_are_used() -> None:
    program = (
        "import sys; from mgov import qr\n"
        "print([name for name in ('qrcode', 'PIL', 'zxingcpp') if name in sys.modules])\n"
        "qr.make('https://www.gov.cn/').png()\n"
        "print([name for name in ('qrcode', 'zxingcpp') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["[]", "['qrcode']"]


def test_bytes_are_held_as_they_are() -> None:
    code = qr.make_bytes(b"\xff\x00\xfe")
    assert (code.data, code.text, code.title) == (b"\xff\x00\xfe", "\ufffd\x00\ufffd", "3 bytes")
    assert qr.make_bytes(b"a", caption="b").title == "b"
    assert qr.make_bytes(b"a", versions=7).version == 7


def test_a_code_says_which_encoder_made_it() -> None:
    assert qr.make("https://www.gov.cn/").encoder == "qrcode"
    for encoder, made_by in (("zxing", "zxing"), ("auto", "zxing"), ("qrcode", "qrcode")):
        code = qr.make("https://www.gov.cn/", encoder=encoder)  # type: ignore[arg-type] # one of three
        assert (code.encoder, code.text) == (made_by, "https://www.gov.cn/")
    assert qr.make_text("政务", encoder="auto").encoder == "qrcode"


def test_a_default_code_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("zxingcpp", "PIL"):
        monkeypatch.setitem(sys.modules, package, None)
    code = qr.make("https://www.gov.cn/", caption="a", encoder="auto")
    assert code.encoder == "qrcode"
    assert code.svg().startswith("<svg")
    assert code.png().startswith(b"\x89PNG")
    assert code.report().advice


def test_bounds_of_versions_are_kept() -> None:
    assert qr.make("https://www.gov.cn/", versions=(6, 9)).version == 6
    with pytest.raises(CodeCapacityError, match="Allow version 2"):
        qr.make("https://www.gov.cn/", versions=1)
    with pytest.raises(CodeCapacityError, match="Allow version 2"):
        qr.make_text("https://www.gov.cn/", versions=(1, 1))
