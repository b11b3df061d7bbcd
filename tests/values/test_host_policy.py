from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgov.errors import InvalidDataError, InvalidValueError, MgovError, UnsafeLinkError
from mgov.values import host_policy, web_address
from mgov.values.host_policy import HostPolicy, PolicyVerdict
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

GOV_CN = HostPolicy.named("gov.cn")
ANY = HostPolicy.named("any")

ATTACKS = [
    pytest.param(link, code, id=f"{technique} [{source['title']}]")
    for source in tomllib.loads((Path(__file__).parent / "attacks.toml").read_text("utf-8"))[
        "source"
    ]
    for technique, link, code in source["attacks"]
]


@pytest.mark.parametrize(("link", "code"), ATTACKS)
def test_no_attack_passes(link: str, code: str) -> None:
    verdict = GOV_CN.check(link)
    assert not verdict.ok
    assert verdict.code == code
    assert set(verdict.message.languages) == {"en", "zh"}


def test_no_attack_is_counted_twice() -> None:
    links = {attack.values[0] for attack in ATTACKS}
    assert len(links) == len(ATTACKS) > 180


@pytest.mark.parametrize(
    "link",
    [
        "https://www.gov.cn/",
        "https://gov.cn/",
        "https://WWW.GOV.CN/",
        "https://www.gov.cn:443/zhengce/2017-08/17/content_5218235.htm",
        "https://zwfw.a.b.c.gov.cn/?u=https://www.gov.cn/",
        "https://中国政府网.政务/首页",
        "https://www.政务.cn/",
        "https://xn--fiqs8sirgfmhq98a.xn--zfr164b/",
        "https://12345热线app.政务/",
        "https://www。gov。cn/",
        "https://a_b.gov.cn/@evil.com",
    ],
)
def test_a_government_link_passes(link: str) -> None:
    verdict = GOV_CN.check(link)
    assert (verdict.ok, verdict.code) == (True, "allowed")
    assert verdict.message == Text(
        en="This link leads to a Chinese government website.", zh="该链接指向中国政府网站。"
    )
    assert GOV_CN.require(link) == WebAddress.parse(link)


@pytest.mark.parametrize(
    ("name", "link"), [("gov.uk", "https://www.gov.uk/"), ("gov.sg", "https://go.gov.sg/open")]
)
def test_other_countries_are_data_as_well(name: str, link: str) -> None:
    assert HostPolicy.named(name).check(link).ok
    assert not HostPolicy.named(name).check("https://www.gov.cn/").ok


def test_an_old_link_passes_where_http_is_allowed() -> None:
    link = "http://www.sczwfw.gov.cn/jiq/front"
    assert GOV_CN.check(link).code == "scheme_not_allowed"
    assert GOV_CN.replace(schemes=("https", "http")).check(link).ok


@pytest.mark.parametrize(
    "tail",
    [
        "?url=https://www.gov.cn/a?b=c",
        "?url=https%3A%2F%2Fzwfw.sc.gov.cn%2Fa%3Fnext%3Dhttps%253A%252F%252Fwww.gov.cn%26b%3D100%2525",
        "?url=https:%2F%2Fwww.gov.cn%2F",
        "?next=//www.gov.cn/",
        "?next=www.gov.cn:443/x",
        "?next=www.政务.cn",
        "?next=/zhengce/index.htm",
        "?next=index.html",
        "?next=../a/b.c/d",
        "?next=%2F",
        "?next=",
        "?next",
        "?url=https://",
        "?page=1.2&q=a+b&time=10:30&path=/a//b.js",
        "?code=YWJjZGVmZ2hpamts&id=0123456789abcdef&data=/wAA/w==",
        "?u=aHR0cHM6Ly93d3cuZ292LmNuLw==",
        "?title=see+https://www.gov.cn/",
        "?q=C:%5Cfiles%5Ca.b",
        "/redirect/index.html",
        "/redirect/www.gov.cn/a",
        "/web/2017/https://www.gov.cn/",
        "//zhengce/a.htm",
        "/a//b.js/c",
        "/20170817//1.htm",
        "#/login?redirect=/home",
        "#section-1.2",
    ],
)
def test_a_link_may_carry_what_is_allowed_itself_and_what_is_no_address(tail: str) -> None:
    assert GOV_CN.check(f"https://www.gov.cn{tail}").code == "allowed"


def test_what_a_link_carries_is_judged_by_the_same_policy() -> None:
    link = "https://open.example.org/authorize?redirect_uri=https%3A%2F%2Fzwfw.example.com%2F"
    narrow = HostPolicy(hosts=["open.example.org"])
    assert narrow.check(link).code == "redirect_not_allowed"
    assert narrow.replace(hosts=("open.example.org", "zwfw.example.com")).check(link).ok
    assert narrow.replace(carried_addresses="any").check(link).ok
    with pytest.raises(UnsafeLinkError) as caught:
        narrow.require(link)
    assert caught.value.code == "redirect_not_allowed"


def test_any_public_host_may_be_carried_where_any_is_allowed() -> None:
    assert ANY.check("https://www.example.com/?url=https://www.example.org/").ok
    assert ANY.check("https://www.example.com/?url=https://localhost/").code == (
        "redirect_not_allowed"
    )


def test_a_link_that_carries_addresses_without_end_is_hidden_and_soon_refused() -> None:
    many = "&".join(["url=https://www.gov.cn/"] * 1000)
    assert GOV_CN.check(f"https://www.gov.cn/?{many}").code == "redirect_hidden"
    assert not GOV_CN.check("https://www.gov.cn/?url=%" + "25" * 30_000).ok


def test_every_service_link_passes_where_http_is_allowed(shared_data: Path) -> None:
    file = shared_data / "service_items" / "sichuan_guangan_items.json"
    policy = GOV_CN.replace(schemes=("https", "http"))
    links = [
        item["link"]
        for department in json.loads(file.read_text("utf-8"))
        for main_item in department["items"]
        for item in main_item["sub_items"]
    ]
    assert all(policy.check(link).ok for link in links)


def test_a_port_passes_where_it_is_allowed() -> None:
    policy = GOV_CN.replace(ports=(8443,))
    assert policy.check("https://www.gov.cn:8443/").ok
    assert policy.check("https://www.gov.cn/").ok
    assert policy.check("https://www.gov.cn:8444/").code == "port_not_allowed"


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("https://www.example.com/", "allowed"),
        ("https://пример.рф/", "allowed"),
        ("https://ароma.com/".replace("ma", "\u043c\u0430"), "allowed"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com/", "host_lookalike"),
        ("https://\u0440\u043e\u0440\u0430.\u0440\u0444/", "allowed"),
        ("https://日本語とカナ.jp/", "allowed"),
        ("https://한국漢字.kr/", "allowed"),
        ("https://हिन्दी१.in/", "allowed"),
        ("https://فارسی۴.ir/", "allowed"),
        ("https://intranet/", "host_not_public"),
        ("https://10.0.0.1/", "host_number"),
        ("http://www.example.com/", "scheme_not_allowed"),
    ],
)
def test_any_public_host_passes_that_is_not_disguised(link: str, code: str) -> None:
    assert ANY.check(link).code == code


def test_a_host_that_is_listed_by_name_may_look_like_another() -> None:
    lookalike = "https://\u0430\u0440\u0440\u04cf\u0435.com/"
    assert HostPolicy(hosts=["\u0430\u0440\u0440\u04cf\u0435.com"]).check(lookalike).ok


def test_a_short_name_is_not_found_in_every_other() -> None:
    assert HostPolicy(suffixes=["cn"]).check("https://cnn.example/").code == "host_not_allowed"


def test_the_bare_suffix_is_not_below_itself() -> None:
    assert HostPolicy(suffixes=[".gov.cn"]).check("https://gov.cn/").code == "host_not_allowed"


def test_a_name_below_an_allowed_host_is_no_imitator() -> None:
    policy = HostPolicy(hosts=["zwfw.example.org"])
    assert policy.check("https://www.zwfw.example.org/").code == "host_not_allowed"


def test_names_that_no_public_server_has_are_refused_by_every_policy() -> None:
    for host in ("foo.localhost", "router.local", "metadata.internal", "a.test", "b.onion"):
        assert HostPolicy.named("any").check(f"https://{host}/").code == "host_not_public"


def test_names_are_kept_in_the_form_in_which_they_are_compared() -> None:
    policy = HostPolicy(suffixes=[".政务", "GOV.CN"], hosts=["WWW.Gov.UK"])
    assert policy.suffixes == ("xn--zfr164b", "gov.cn")
    assert policy.hosts == ("www.gov.uk",)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("gov.cn/", "host_name"),
        ("gov.cn:443", "host_name"),
        ("gov.cn.", "host_name"),
        ("127.0.0.1", "host_name"),
        ("0x7f.1", "host_name"),
        ("https://gov.cn", "host_name"),
        ("..cn", "address_label_empty"),
        ("", "address_host_missing"),
    ],
)
def test_what_is_no_host_name_is_in_no_list(name: str, code: str) -> None:
    with pytest.raises(InvalidDataError) as caught:
        HostPolicy(suffixes=[name])
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].field == "suffixes.0"


@pytest.mark.parametrize("fields", [{}, {"any_host": True, "hosts": ["www.gov.cn"]}])
def test_a_policy_lists_hosts_or_allows_any(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidDataError) as caught:
        HostPolicy.model_validate(fields)
    assert caught.value.problems[0].code == "host_policy"


def test_a_refused_link_is_an_error_with_a_remedy() -> None:
    with pytest.raises(UnsafeLinkError) as caught:
        GOV_CN.require("http://www.gov.cn/")
    assert isinstance(caught.value, InvalidValueError)
    assert caught.value.code == "scheme_not_allowed"
    assert str(caught.value) == (
        "address: has a scheme that the policy does not allow. "
        "Use https; for old links, policy.replace(schemes=('https', 'http'))."
    )


def test_a_link_that_is_no_address_is_unsafe() -> None:
    with pytest.raises(UnsafeLinkError) as caught:
        GOV_CN.require("javascript:alert(1)")
    assert caught.value.code == "address_scheme"
    assert caught.value.remedy == "Give an address that begins with https://."


def test_a_name_does_where_a_policy_is_expected() -> None:
    class Poster(Model, frozen=True):
        policy: HostPolicy

    assert Poster.model_validate({"policy": "gov.cn"}).policy == GOV_CN
    assert HostPolicy.of("gov.cn") is HostPolicy.of(GOV_CN)
    with pytest.raises(InvalidDataError) as caught:
        Poster.model_validate({"policy": "gov.xx"})
    assert caught.value.problems[0].code == "policy_unknown"


def test_an_unknown_name_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(InvalidValueError, match=r"any, gov\.cn, gov\.sg, gov\.uk"):
        HostPolicy.named("../secret")


def test_policies_and_verdicts_survive_json() -> None:
    verdict = GOV_CN.check("http://www.gov.cn/")
    assert HostPolicy.model_validate_json(GOV_CN.model_dump_json()) == GOV_CN
    assert PolicyVerdict.model_validate_json(verdict.model_dump_json()) == verdict


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    codes = {"allowed", *host_policy._TROUBLES, *web_address._TROUBLES}  # noqa: SLF001 -- the tables
    assert set(host_policy._sentences()) == codes  # noqa: SLF001 -- as above


def test_every_code_is_explained_on_the_page_about_addresses() -> None:
    page = (Path(__file__).parents[2] / "docs" / "concepts" / "addresses.md").read_text("utf-8")
    explained = re.findall(r"`(\w+)`", page.partition("### Codes")[2])
    assert set(host_policy._sentences()) <= set(explained)  # noqa: SLF001 -- the table


@given(
    st.text()
    | st.text(alphabet="wgov.cn政务evil@:/\\%#?[]0x1оο\u200b\t").map("https://".__add__)
    | st.text(alphabet="wgov.cn-o0ο").map(lambda host: f"https://{host}/")
)
def test_any_text_has_a_verdict_and_only_real_suffixes_pass(text: str) -> None:
    verdict = GOV_CN.check(text)
    if verdict.ok:
        host = WebAddress.parse(text).host
        assert host == "gov.cn" or host.endswith((".gov.cn", ".xn--zfr164b", ".xn--zfr164b.cn"))
        assert text.startswith("https://")
    else:
        with pytest.raises(MgovError) as caught:
            GOV_CN.require(text)
        assert caught.value.code == verdict.code


def url_cases(shared_data: Path) -> list[dict[str, Any]]:
    cases = json.loads((shared_data / "url" / "urltestdata.json").read_text("utf-8"))
    return [case for case in cases if isinstance(case, dict)]


def test_no_url_that_must_fail_passes_however_lax_the_policy(shared_data: Path) -> None:
    texts = [case["input"] for case in url_cases(shared_data) if case.get("failure")]
    assert len(texts) > 200
    lax = {"schemes": ("https", "http"), "ports": (80, 443, 8080), "carried_addresses": "any"}
    for policy in (GOV_CN, ANY, GOV_CN.replace(**lax), ANY.replace(**lax)):
        assert not any(policy.check(text).ok for text in texts)


# What has to be true of a link for the verdict to be a good reason: two readings are possible,
# nobody sees what is there, no name that can be registered is there, or no public one.
GOOD_REASONS: dict[str, Callable[[str], object]] = {
    "address_backslash": lambda text: "\\" in text,
    "address_control_character": re.compile(r"[\x00-\x1f\x7f-\x9f]").search,
    "address_host_character": lambda text: text == "https://xn--n3h/",  # a snowman
    "address_host_encoded": lambda text: "%" in text.split("/")[2],
    "address_percent": re.compile("%(?![0-9a-fA-F]{2})").search,
    "address_slashes": lambda text: not text.lower().startswith("https://"),
    "address_user_info": lambda text: "@" in text.split("/")[2],
    "host_not_public": lambda text: "." not in WebAddress(text).host,
    "host_number": lambda text: WebAddress(text).host == "0.0.0.0",  # noqa: S104 -- in a test case
}


def test_a_valid_https_url_is_refused_only_for_a_good_reason(shared_data: Path) -> None:
    passed = 0
    for case in url_cases(shared_data):
        if case.get("failure") or not case["href"].startswith("https:"):
            continue
        for text in {case["href"], case["href"] if case["base"] else case["input"]}:
            code = ANY.check(text).code
            assert code == "allowed" or GOOD_REASONS[code](text), (code, text)
            passed += code == "allowed"
    assert passed > 10


def test_what_is_valid_behind_a_host_passes_on_a_government_host(shared_data: Path) -> None:
    passed = 0
    for case in url_cases(shared_data):
        if not case.get("failure") and case["href"].startswith("http"):
            text = f"https://www.gov.cn{case['pathname']}{case['search']}{case['hash']}"
            code = GOV_CN.check(text).code
            assert code == "allowed" or GOOD_REASONS[code](text), (code, text)
            passed += code == "allowed"
    assert passed > 200
