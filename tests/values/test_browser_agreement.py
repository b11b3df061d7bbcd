"""The host that is checked is the host that a browser visits, asked of a real one."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scripts.chromium import Chromium

from mgov.errors import InvalidValueError
from mgov.values.host_policy import HostPolicy
from mgov.values.web_address import WebAddress

GOV_CN = HostPolicy.named("gov.cn")
OPEN_BY_DATA = GOV_CN.replace(schemes=("https", "http"))

# Host, port and scheme of each text, null where the browser sees no address.
READ = """
return data.map((text) => {
  try {
    const url = new URL(text);
    return [url.hostname, url.port, url.protocol];
  } catch {
    return null;
  }
});
"""
# Where a page leads when its server, or its script, forwards to a text; null for nowhere.
FORWARD = """
return data.map((text) => {
  try {
    const url = new URL(text, "https://www.gov.cn/go");
    return [url.protocol, url.hostname];
  } catch {
    return null;
  }
});
"""

_LETTERS = st.sampled_from("abgoxnv019-_éßşøΑόҐжя政务國〇あーアㄅ한हि١ءא")
_LABELS = st.text(_LETTERS, min_size=1, max_size=6) | st.sampled_from(
    "www gov cn xn--zfr164b xn--fiqs8s xn--80ak6aa92e 127 0x7f 1 GOV faß 政务 evil com".split()
)
_HOSTS = st.lists(_LABELS, min_size=1, max_size=4).flatmap(
    lambda labels: st.sampled_from([".", ".", ".", "。", "．"]).map(lambda dot: dot.join(labels))
)
_ADDRESSES = st.builds(
    "{}//{}{}{}".format,
    st.sampled_from(["https:", "https:", "http:", "HTTPS:"]),
    _HOSTS | st.sampled_from(["[::1]", "[2001:DB8::7]", "[::ffff:1.2.3.4]"]),
    st.sampled_from(["", "", "", ":", ":443", ":80", ":0443", ":8443", "."]),
    st.sampled_from(["", "/"]) | st.text(max_size=8).map("/".__add__),
)
_ROUGH = st.text(alphabet="ahtps:/\\@.?#%[]0x7f1。gov.cnо\t ", max_size=20).map("https://".__add__)
_PIECES = """
/ \\ : . @ ? # & = % + ; , // https: http: ftp: wss: javascript: evil.com evil www.gov.cn a ..
%2f %5c %25 。 [::1] 1 о index.htm
""".split()
_TARGETS = st.lists(
    st.sampled_from([*_PIECES, " ", "\t", "\n", "\x00"]), min_size=1, max_size=7
).map("".join)


def made_by(strategy: st.SearchStrategy[str], count: int) -> list[str]:
    texts: list[str] = []

    @settings(max_examples=count, database=None, phases=[Phase.generate])
    @given(strategy)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    return sorted(set(texts))


@pytest.fixture(scope="module")
def targets() -> list[str]:
    return made_by(_TARGETS, 2000)


def attacks() -> list[str]:
    file = Path(__file__).parent / "attacks.toml"
    sources = tomllib.loads(file.read_text("utf-8"))["source"]
    return [link for source in sources for _, link, _ in source["attacks"]]


def addresses_among(texts: list[str]) -> list[tuple[str, WebAddress]]:
    found = []
    for text in texts:
        try:
            found.append((text, WebAddress(text)))
        except InvalidValueError:
            continue
    return found


def assert_the_browser_agrees(chromium: Chromium, texts: list[str]) -> int:
    addresses = addresses_among(texts)
    seen = chromium.evaluate(READ, [text for text, _ in addresses])
    seen_again = chromium.evaluate(READ, [str(address) for _, address in addresses])
    assert seen == seen_again
    differences = []
    for (text, address), url in zip(addresses, seen, strict=True):
        port = address.origin.removeprefix(f"{address.scheme}://{address.host}").lstrip(":")
        if url != [address.host, port, f"{address.scheme}:"]:
            differences.append((text, address.host, url))
    assert differences == []
    return len(addresses)


def test_the_browser_reads_the_hosts_of_attacks_alike(chromium: Chromium) -> None:
    assert assert_the_browser_agrees(chromium, attacks()) > 80


def test_the_browser_reads_the_hosts_of_the_url_standard_alike(
    chromium: Chromium, shared_data: Path
) -> None:
    cases = json.loads((shared_data / "url" / "urltestdata.json").read_text("utf-8"))
    texts = [case["input"] for case in cases if isinstance(case, dict)]
    texts += [case["href"] for case in cases if isinstance(case, dict) and "href" in case]
    assert assert_the_browser_agrees(chromium, texts) > 150


def test_the_browser_reads_the_hosts_of_made_addresses_alike(chromium: Chromium) -> None:
    assert assert_the_browser_agrees(chromium, made_by(_ADDRESSES, 2000)) > 500
    assert_the_browser_agrees(chromium, made_by(_ROUGH, 1000))


@pytest.mark.parametrize("place", ["/go?next={}", "/go?x1={}", "/#next={}"])
def test_what_passes_forwards_a_browser_to_allowed_hosts_only(
    chromium: Chromium, targets: list[str], place: str
) -> None:
    passing = [
        target
        for target in targets
        if OPEN_BY_DATA.check(f"https://www.gov.cn{place.format(quote(target, safe=''))}").ok
    ]
    assert 300 < len(passing) < len(targets)
    forwarded = chromium.evaluate(FORWARD, passing)
    assert isinstance(forwarded, list)
    for target, url in zip(passing, forwarded, strict=True):
        if url is not None and url[1]:
            assert OPEN_BY_DATA.check(f"{url[0]}//{url[1]}/").ok, (target, url)
        elif url is not None:  # a scheme without a host, such as that of a telephone number
            assert url[0] not in {"javascript:", "data:", "vbscript:"}, (target, url)


def test_a_browser_would_have_followed_most_of_the_attacks(chromium: Chromium) -> None:
    values = [unquote(link.partition("?next=")[2]) for link in attacks() if "/go?next=" in link]
    forwarded = chromium.evaluate(FORWARD, values)
    assert isinstance(forwarded, list)
    away = [url for url in forwarded if url is not None and url[1] != "www.gov.cn"]
    assert len(away) > len(values) / 2
