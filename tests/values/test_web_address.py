from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from pydantic_core import Url

from mgov.errors import InvalidDataError, InvalidValueError
from mgov.values.model import Model
from mgov.values.web_address import WebAddress


class Page(Model, frozen=True):
    address: WebAddress


def attempt(text: str) -> WebAddress | InvalidValueError:
    try:
        return WebAddress.parse(text)
    except InvalidValueError as error:
        return error


def trouble_with(text: str) -> str:
    with pytest.raises(InvalidValueError) as caught:
        WebAddress.parse(text)
    assert caught.value.field == "address"
    assert caught.value.remedy
    return caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gov.cn/",
        "https://www.gov.cn",
        "HTTPS://GO.GOV.CN/AB12CD",
        "http://www.sczwfw.gov.cn/jiq/front?areaCode=511602000000&itemCode=5-1_00&taskType=1",
        "https://www.gov.cn:443/a/../b//c;d=1,2/@x:y?q='a'&b=(1)*!$+~#part?/:@",
        "https://www.gov.cn:0443/%e6%94%bf%20?",
        "https://xn--zfr164b.cn/#",
        "https://a_b.gov.cn./",
        "https://[2001:DB8::1]:8443/",
        "http://61.187.87.41:8080/",
        "https://www.gov.cn:/",
    ],
)
def test_what_is_legal_stays_as_it_was_written(text: str) -> None:
    assert str(WebAddress.parse(text)) == text


def test_every_service_link_stays_as_it_was_written(shared_data: Path) -> None:
    departments = json.loads(
        (shared_data / "service_items" / "sichuan_guangan_items.json").read_text("utf-8")
    )
    links = [
        item["link"]
        for department in departments
        for main_item in department["items"]
        for item in main_item["sub_items"]
    ]
    assert len(links) == 1135
    assert [str(WebAddress.parse(link)) for link in links] == links


@pytest.mark.parametrize(
    ("written", "legal"),
    [
        (
            "https://www.gov.cn/政策/a.htm?年=2017&b=%e5#节",
            "https://www.gov.cn/%E6%94%BF%E7%AD%96/a.htm?%E5%B9%B4=2017&b=%e5#%E8%8A%82",
        ),
        ("https://政务.cn/", "https://xn--zfr164b.cn/"),
        ("https://中国政府网.政务:8443", "https://xn--fiqs8sirgfmhq98a.xn--zfr164b:8443"),
        (
            "https://WWW。GOV。CN/政",
            "https://WWW.GOV.CN/%E6%94%BF".replace("WWW.GOV.CN", "www.gov.cn"),
        ),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("https://政务.xn--fiqs8s/", "https://xn--zfr164b.xn--fiqs8s/"),
        (
            'https://www.gov.cn/a"<>^`{|}[]?[a]',
            "https://www.gov.cn/a%22%3C%3E%5E%60%7B%7C%7D%5B%5D?%5Ba%5D",
        ),
        ("https://www.gov.cn/#a#b", "https://www.gov.cn/#a%23b"),
        ("https://www.gov.cn/\U0001f600\ufffe", "https://www.gov.cn/%F0%9F%98%80%EF%BF%BE"),
    ],
)
def test_only_what_is_not_legal_is_changed(written: str, legal: str) -> None:
    assert str(WebAddress.parse(written)) == legal


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"https://www.gov.cn/{'a' * 65536}", "address_too_long"),
        ("", "address_scheme_missing"),
        ("www.gov.cn/index.htm", "address_scheme_missing"),
        ("//www.gov.cn/", "address_scheme_missing"),
        ("javascript:alert(1)", "address_scheme"),
        ("JavaScript:alert(1)", "address_scheme"),
        ("data:text/html,hello", "address_scheme"),
        ("file:///etc/passwd", "address_scheme"),
        ("ftp://www.gov.cn/", "address_scheme"),
        ("www.gov.cn:8080/", "address_scheme"),
        ("java\nscript:alert(1)", "address_control_character"),
        ("https://www.gov.cn/\ud800", "address_control_character"),
        (" https://www.gov.cn/", "address_space"),
        ("https://www.gov.cn/a b", "address_space"),
        ("https://www.gov.cn/a\u3000b", "address_space"),
        ("https://www.gov\u200b.cn/", "address_invisible"),
        ("https://www.gov.cn/\u202egpj.exe", "address_invisible"),
        ("https://www.gov.cn\\@evil.com/", "address_backslash"),
        ("https:\\\\www.gov.cn/", "address_backslash"),
        ("https:www.gov.cn/", "address_slashes"),
        ("https:/www.gov.cn/", "address_slashes"),
        ("https://", "address_host_missing"),
        ("https:///www.gov.cn/", "address_host_missing"),
        ("https://:443/", "address_host_missing"),
        ("https://?a", "address_host_missing"),
        ("https://www.gov.cn@evil.com/", "address_user_info"),
        ("https://@www.gov.cn/", "address_user_info"),
        ("https://a:b@www.gov.cn/", "address_user_info"),
        ("https://www.gov.cn:0/", "address_port"),
        ("https://www.gov.cn:65536/", "address_port"),
        ("https://www.gov.cn:443a/", "address_port"),
        ("https://www.gov.cn:４４３/", "address_port"),
        (f"https://www.gov.cn:{'9' * 9999}/", "address_port"),
        ("https://[::1]:x/", "address_port"),
        ("https://www..gov.cn/", "address_label_empty"),
        ("https://.gov.cn/", "address_label_empty"),
        ("https://www.gov.cn../", "address_label_empty"),
        ("https://./", "address_label_empty"),
        (f"https://{'a' * 64}.gov.cn/", "address_host_too_long"),
        (f"https://{'a.' * 127}cn/", "address_host_too_long"),
        (f"https://{'政务字号马会' * 9}.cn/", "address_host_too_long"),
        ("https://www.gov.cn%2f.evil.com/", "address_host_encoded"),
        ("https://%77ww.gov.cn/", "address_host_encoded"),
        ("https://www.gov.cn⁄a.evil.com/", "address_host_character"),
        ("https://i❤.ws/", "address_host_character"),
        ("https://xn--n3h.com/", "address_host_character"),
        ('https://a"b.cn/', "address_host_character"),
        ("https://ⓦww.gov.cn/", "address_host_character"),
        ("https://𝐰ww.gov.cn/", "address_host_disguised"),
        ("https://ｗｗｗ.gov.cn/", "address_host_disguised"),
        ("https://xn--gov-.cn/", "address_host"),
        ("https://1.2.3.256/", "address_host"),
        ("https://[::1/", "address_host"),
        ("https://[::1]a/", "address_host"),
        ("https://[1::2]:3:4/", "address_host"),
        ("https://[::1]]/", "address_host"),
        ("https://a:b:80/", "address_host"),
        ("https://www.gov.cn/100%", "address_percent"),
        ("https://www.gov.cn/?a=%zz", "address_percent"),
    ],
)
def test_what_programs_could_read_differently_is_refused(text: str, code: str) -> None:
    assert trouble_with(text) == code


def test_an_error_does_not_repeat_the_address() -> None:
    with pytest.raises(InvalidValueError) as caught:
        WebAddress.parse("https://zhangsan:secret@www.gov.cn/")
    assert str(caught.value) == (
        "address: carries a user name before its host. "
        "Take out all that stands between the slashes and the host."
    )


def test_the_parts_of_an_address() -> None:
    address = WebAddress.parse("HTTP://WWW.政务.CN:8080/a/b;c?d=e?f#g/h?i")
    assert (address.scheme, address.host, address.port) == ("http", "www.xn--zfr164b.cn", 8080)
    assert address.unicode_host == "www.政务.cn"
    assert (address.path, address.query, address.fragment) == ("/a/b;c", "d=e?f", "g/h?i")
    assert address.origin == "http://www.xn--zfr164b.cn:8080"


def test_the_parts_of_a_bare_address() -> None:
    address = WebAddress.parse("https://www.gov.cn")
    assert (address.path, address.query, address.fragment, address.port) == ("/", "", "", 443)
    assert address.origin == "https://www.gov.cn"
    assert WebAddress.parse("http://www.gov.cn#//x?y").fragment == "//x?y"
    assert WebAddress.parse("http://www.gov.cn").port == 80


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://0x7f.1/", "127.0.0.1"),
        ("https://2130706433/", "127.0.0.1"),
        ("https://0177.0.0.1/", "127.0.0.1"),
        ("https://[0:0::1]/", "[::1]"),
    ],
)
def test_a_number_as_host_is_shown_in_its_usual_form(text: str, host: str) -> None:
    assert WebAddress.parse(text).host == host


def test_an_address_is_a_text_that_prints_its_type() -> None:
    address = WebAddress("https://www.gov.cn/")
    assert address == "https://www.gov.cn/"
    assert hash(address) == hash("https://www.gov.cn/")
    assert repr(address) == "WebAddress('https://www.gov.cn/')"
    assert WebAddress(address) == address
    assert type(str(address)) is str


def test_copies_and_pickles_stay_addresses() -> None:
    address = WebAddress("https://www.gov.cn/政")
    for other in (copy.deepcopy(address), pickle.loads(pickle.dumps(address))):  # noqa: S301 -- our own
        assert type(other) is WebAddress
        assert other == address


def test_a_model_reads_and_writes_an_address() -> None:
    page = Page.model_validate_json('{"address": "https://www.gov.cn/政"}')
    assert page.address.host == "www.gov.cn"
    assert page.model_dump_json() == '{"address":"https://www.gov.cn/%E6%94%BF"}'
    assert Page.model_validate(page.model_dump()) == page
    assert Page.model_json_schema()["properties"]["address"] == {
        "format": "uri",
        "title": "Address",
        "type": "string",
    }


def test_a_model_refuses_a_script_with_one_clear_error() -> None:
    with pytest.raises(InvalidDataError) as caught:
        Page.model_validate({"address": "javascript:alert(1)"})
    (problem,) = caught.value.problems
    assert problem.field == "address"
    assert problem.code == "address_scheme"
    assert problem.trouble == "is not a web address (its scheme is neither https nor http)"
    assert problem.remedy == "Give an address that begins with https://."


def test_a_model_refuses_what_is_no_text() -> None:
    with pytest.raises(InvalidDataError) as caught:
        Page.model_validate({"address": 7})
    assert caught.value.problems[0].code == "string_type"


def url_cases(shared_data: Path) -> Iterator[dict[str, Any]]:
    cases = json.loads((shared_data / "url" / "urltestdata.json").read_text("utf-8"))
    return (case for case in cases if isinstance(case, dict))


def test_no_url_that_must_fail_is_an_address(shared_data: Path) -> None:
    failures = [case["input"] for case in url_cases(shared_data) if case.get("failure")]
    assert len(failures) > 200
    for text in failures:
        trouble_with(text)


_REASONS = {
    # Two readings are possible, or nobody sees what is there.
    "address_backslash": lambda text: "\\" in text,
    "address_control_character": lambda text: any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text),
    "address_host_encoded": lambda text: "%" in text.split("/")[2],
    "address_invisible": lambda text: any(c in text for c in "\ufeff\u202e"),
    "address_percent": lambda text: "%" in text,
    "address_slashes": lambda text: not text.split(":")[1].startswith("//"),
    "address_space": lambda text: any(c.isspace() for c in text),
    "address_user_info": lambda text: "@" in text.split("/")[2],
    # No name that somebody could have registered.
    "address_host_character": lambda text: '"' in text,
    "address_label_empty": lambda text: ".." in text or "/./" in text,
    "address_scheme": lambda text: not text.lower().startswith(("http:", "https:")),
}


def test_a_valid_url_is_refused_only_for_a_good_reason(shared_data: Path) -> None:
    accepted = 0
    for case in url_cases(shared_data):
        if case["base"] or case.get("failure") or not case["href"].startswith("http"):
            continue
        result = attempt(case["input"])
        if isinstance(result, InvalidValueError):
            assert _REASONS[result.code](case["input"]), case["input"]
        else:
            accepted += 1
            assert result.host == case["hostname"]
            assert Url(result).path == Url(case["input"]).path
    assert accepted > 60


@given(st.text() | st.text(alphabet="ahtps:/\\@.?#%[]0x7f1。gov.cnо\t").map("https://".__add__))
def test_any_text_is_an_address_or_a_clear_error(text: str) -> None:
    result = attempt(text)
    if isinstance(result, InvalidValueError):
        assert result.code.startswith("address_")
    else:
        assert result.isascii()
        assert WebAddress.parse(result) == result
        assert result.host == Url(text).host == Url(result).host
        if not result.host.strip("0123456789.[]abcdef:"):
            return  # a number, of which parsers of the other school know fewer forms
        assert urlsplit(result).hostname == result.host


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20))
def test_encoding_loses_nothing(name: str) -> None:
    text = "https://www.gov.cn/" + name.replace("\\", "").replace("%", "")
    result = attempt(text)
    if isinstance(result, InvalidValueError):
        assert result.code == "address_invisible"
    else:
        assert unquote(result) == text


def test_an_address_serializes_like_a_text() -> None:
    adapter = TypeAdapter(WebAddress)
    assert adapter.dump_json(WebAddress("https://www.gov.cn/")) == b'"https://www.gov.cn/"'


def test_a_number_is_no_address():
    with pytest.raises(InvalidValueError) as caught:
        WebAddress(5)  # type: ignore[arg-type]  # wrong on purpose
    assert (caught.value.field, caught.value.code) == ("address", "address_type")
