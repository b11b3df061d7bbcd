"""Signed links: what is signed, and that nothing but what was signed is taken for it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey
from pydantic_core import Url

from mgov import HostPolicy, qr
from mgov.errors import InvalidValueError, UnsafeLinkError
from mgov.services import Credential
from mgov.values.web_address import WebAddress

KEY = b"an invented key of 32 bytes ...."
SECRET = qr.HmacSigner([KEY])
PAIR = ECKey.generate_key("P-256")
AUTHORITY = qr.Es256Signer([PAIR.as_pem(private=True)])
ANYBODY = qr.Es256Verifier([PAIR.as_pem(private=False)])
BOTH = pytest.mark.parametrize(
    ("signer", "verifier"), [(SECRET, SECRET), (AUTHORITY, ANYBODY)], ids=["hmac", "es256"]
)
LINK = qr.Link("https://www.gov.cn/a/b?c=1&d=%E5%B9%B4%2F&c=2#part", policy="gov.cn")
SECOND = timedelta(seconds=1)
END = datetime(2027, 1, 1, tzinfo=UTC)
NOW = END - timedelta(days=1)
SIGNED = LINK.signed(SECRET, expires=END).text
ASKED = SIGNED.partition("?")[2].partition("#")[0].split("&")
*OWN, EXPIRES, SIGNATURE = ASKED
FOREVER = LINK.signed(SECRET).text


def code_of(text: str, verifier: qr.Verifier = SECRET, at: datetime = NOW) -> str:
    return qr.check(text, policy="gov.cn", signer=verifier, at=at).code


def asking(*parameters: str) -> str:
    """The signed link with other parameters."""
    return f"https://www.gov.cn/a/b?{'&'.join(parameters)}#part"


# --- what is signed -----------------------------------------------------------------------------


def test_a_signed_link_says_when_it_ends_and_carries_the_signature_last():
    assert SIGNED.startswith("https://www.gov.cn/a/b?c=1&d=%E5%B9%B4%2F&c=2&_x=1798761600&_s=")
    assert SIGNED.endswith("#part")
    assert FOREVER.startswith("https://www.gov.cn/a/b?c=1&d=%E5%B9%B4%2F&c=2&_s=")
    assert qr.Link(SIGNED).policy == HostPolicy.named("any")
    assert LINK.signed(SECRET).policy == LINK.policy
    assert LINK.signed(SECRET).title == LINK.title


@pytest.mark.parametrize(
    ("address", "front"),
    [
        ("https://www.gov.cn", "https://www.gov.cn/?_s="),
        ("https://www.gov.cn/?", "https://www.gov.cn/?_s="),
        ("https://www.gov.cn/#", "https://www.gov.cn/?_s="),
        ("HTTPS://WWW.GOV.CN:443/A", "https://www.gov.cn/A?_s="),
        ("https://www.gov.cn/政策", "https://www.gov.cn/%E6%94%BF%E7%AD%96?_s="),
        ("https://www.gov.cn/%e6%94%bf%7e", "https://www.gov.cn/%E6%94%BF~?_s="),
        ("https://www.gov.cn/a/../b?c='d'", "https://www.gov.cn/b?c=%27d%27&_s="),
        ("https://www.gov.cn/?b&a=1&", "https://www.gov.cn/?b&a=1&_s="),
        ("https://www.gov.cn/?a=1&a=1&&b", "https://www.gov.cn/?a=1&a=1&&b&_s="),
        ("https://首页.政务.cn/", "https://xn--bnqx6n.xn--zfr164b.cn/?_s="),
    ],
)
def test_what_is_signed_is_the_link_in_one_spelling(address: str, front: str):
    signed = qr.Link(address).signed(SECRET).text
    front = front.replace("xn--bnqx6n.xn--zfr164b.cn", WebAddress("https://首页.政务.cn").host)
    assert signed[: len(front)] == front
    assert len(signed) == len(front) + 22
    assert qr.check(signed, policy="any", signer=SECRET, at=NOW).ok


TAILS = st.text(alphabet="ab./%2eE5~é年?&=#+'\";_sx", max_size=30)


@given(tail=TAILS, expires=st.none() | st.integers(1, 99_999_999_999))
def test_a_browser_has_nothing_to_change_in_a_signed_link(tail: str, expires: int | None):
    end = None if expires is None else datetime.fromtimestamp(expires, UTC)
    try:
        signed = qr.Link(f"https://www.gov.cn/{tail}").signed(SECRET, expires=end).text
    except InvalidValueError as error:
        if error.code not in {"address_percent", "link_signed"}:
            raise
        return
    assert str(Url(signed)) == signed  # the reader of the URL Standard
    assert code_of(signed, at=datetime(1970, 1, 1, tzinfo=UTC)) == "signed"


def test_another_program_makes_the_same_signature_from_what_the_page_says_of_it():
    bare = SIGNED.replace(SIGNATURE, "")
    message = f"mgov signed link, version 1\n{bare}".encode("ascii")
    mac = hmac.digest(KEY, message, hashlib.sha256)[:16]
    assert base64.urlsafe_b64encode(mac).decode() == f"{SIGNATURE.removeprefix('_s=')}=="
    front, _, signature = LINK.signed(AUTHORITY).text.partition("#")[0].rpartition("_s=")
    payload = base64.urlsafe_b64encode(f"mgov signed link, version 1\n{front}#part".encode())
    token = f"eyJhbGciOiJFUzI1NiJ9.{payload.decode().rstrip('=')}.{signature}"
    assert jws.deserialize_compact(token, PAIR, algorithms=["ES256"])


def test_what_the_same_key_signs_for_another_purpose_is_no_signature_of_a_link():
    bare = SIGNED.replace(SIGNATURE, "")
    elsewhere = SECRET.sign(bare.encode())
    assert code_of(bare.replace("#", f"_s={elsewhere}#")) == "signature_wrong"


def test_the_signature_makes_a_link_26_or_90_characters_longer():
    bare = len(LINK.text)
    assert len(LINK.signed(SECRET).text) - bare == len("&_s=") + 22
    assert len(LINK.signed(AUTHORITY).text) - bare == len("&_s=") + 86
    assert len(SIGNED) - len(FOREVER) == len("_x=1798761600&")


def test_a_link_is_tagged_first_and_signed_then():
    signed = LINK.tagged(source="poster", medium="qr").signed(SECRET, expires=END)
    assert code_of(signed.text) == "signed"
    assert signed.tags.source == "poster"
    with pytest.raises(InvalidValueError, match=r"is signed already\. Tag it first, then sign it"):
        signed.tagged(source="poster", existing="replace")
    for again in (signed, LINK.signed(SECRET), LINK.signed(AUTHORITY)):
        with pytest.raises(InvalidValueError) as caught:
            again.signed(AUTHORITY)
        assert caught.value.code == "link_signed"


@pytest.mark.parametrize("query", ["_s=shop", "_x", "a=1&_x=2&b", "_s", "%5Fs=1", "_%73"])
def test_the_names_of_the_parameters_are_reserved(query: str):
    link = qr.Link(f"https://www.gov.cn/?{query}")
    with pytest.raises(InvalidValueError, match="has a parameter _s or _x") as caught:
        link.signed(SECRET)
    assert caught.value.code == "link_signed"


@pytest.mark.parametrize("query", ["_s=", "_s=a&b", "a_s=1", "_x=1"])
def test_another_use_of_the_names_does_not_keep_a_link_from_being_tagged(query: str):
    link = qr.Link(f"https://www.gov.cn/?{query}")
    assert link.tagged(source="poster").text == f"{link.text}&utm_source=poster"


# --- when it ends -------------------------------------------------------------------------------


@BOTH
def test_a_link_ends_to_the_second(signer: qr.Signer, verifier: qr.Verifier):
    signed = LINK.signed(signer, expires=END).text
    assert code_of(signed, verifier, at=END - timedelta(microseconds=1)) == "signed"
    assert code_of(signed, verifier, at=END) == "signature_expired"
    assert code_of(signed, verifier, at=END - SECOND) == "signed"
    assert code_of(signed, verifier, at=END + SECOND) == "signature_expired"


def test_a_moment_counts_in_whatever_zone_it_is_given():
    beijing = timezone(timedelta(hours=8))
    assert LINK.signed(SECRET, expires=END.astimezone(beijing)).text == SIGNED
    assert code_of(SIGNED, at=END.astimezone(beijing)) == "signature_expired"
    assert code_of(SIGNED, at=(END - SECOND).astimezone(beijing)) == "signed"


@given(
    expires=st.datetimes(datetime(1970, 1, 2), datetime(5100, 1, 1)),  # noqa: DTZ001 -- made aware
    seconds=st.integers(-100, 100),
)
def test_it_is_valid_before_its_end_and_never_from_then_on(expires: datetime, seconds: int):
    end = expires.replace(microsecond=0, tzinfo=UTC)
    verdict = qr.check(
        LINK.signed(SECRET, expires=end).text,
        policy="gov.cn",
        signer=SECRET,
        at=end + seconds * SECOND,
    )
    assert verdict.ok is (seconds < 0)
    assert verdict.expires == end


@pytest.mark.parametrize(
    ("expires", "code"),
    [
        (datetime(2027, 1, 1), "timezone_aware"),  # noqa: DTZ001 -- the point of it
        (datetime(2027, 1, 1, microsecond=5, tzinfo=UTC), "expires"),
        (datetime(2027, 1, 1, tzinfo=timezone(timedelta(microseconds=1))), "expires"),
        (datetime(1970, 1, 1, tzinfo=UTC), "expires"),
        (datetime(1960, 1, 1, tzinfo=UTC), "expires"),
        (datetime(5139, 1, 1, tzinfo=UTC), "expires"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8))), "moment_range"),
    ],
)
def test_the_end_is_an_aware_whole_second(expires: datetime, code: str):
    with pytest.raises(InvalidValueError) as caught:
        LINK.signed(SECRET, expires=expires)
    assert (caught.value.field, caught.value.code) == ("expires", code)


# --- what is refused ----------------------------------------------------------------------------


def test_no_byte_of_a_signed_link_can_be_changed_put_in_or_taken_out():
    for place in range(len(SIGNED)):
        front, old, rest = SIGNED[:place], SIGNED[place], SIGNED[place + 1 :]
        assert not _passes(front + rest), place
        for code in range(128):
            new = chr(code)
            assert new == old or not _passes(front + new + rest), (place, new)
            assert not _passes(front + new + old + rest), (place, new)
    for code in range(128):
        assert not _passes(SIGNED + chr(code)), code


def test_no_byte_of_a_link_signed_with_a_pair_can_be_changed():
    signed = LINK.signed(AUTHORITY, expires=END).text
    assert _passes(signed, ANYBODY)
    for place, old in enumerate(signed):
        for new in {chr(ord(old) ^ bit) for bit in (1, 2, 4, 8, 16, 32, 64, 128)}:
            assert not _passes(signed[:place] + new + signed[place + 1 :], ANYBODY), (place, new)


def _passes(text: str, verifier: qr.Verifier = SECRET) -> bool:
    return qr.check(text, policy="any", signer=verifier, at=NOW).ok


@BOTH
@given(data=st.data())
def test_nothing_can_be_put_in_taken_out_or_moved(
    signer: qr.Signer, verifier: qr.Verifier, data: st.DataObject
):
    tail = data.draw(st.text(alphabet="ab./~?&=#+", max_size=20))
    signed = qr.Link(f"https://www.gov.cn/{tail}", policy="gov.cn").signed(signer).text
    start = data.draw(st.integers(0, len(signed)))
    end = data.draw(st.integers(start, len(signed)))
    put_in = data.draw(
        st.text("abcxs01_&=?#/%.-", max_size=8)
        | st.sampled_from(["&_s=", "_s=x&", "&_x=9999999999", "%5Fs=", "&utm_source=b"])
        | st.integers(0, len(signed)).map(lambda place: signed[place:])
    )
    changed = signed[:start] + put_in + signed[end:]
    assert (code_of(changed, verifier) == "signed") is (changed == signed)


@given(order=st.permutations(ASKED))
def test_parameters_cannot_change_places(order: list[str]):
    # The two that have one name are told apart as well: c=1&c=2 is not c=2&c=1.
    assert (code_of(asking(*order)) == "signed") is (order == ASKED)


ATTACKS: dict[str, Callable[[], str]] = {
    "tags of a campaign added (any analytics tool)": lambda: asking(*ASKED, "utm_source=x"),
    "tag of an advertiser added (gclid, fbclid)": lambda: asking(*ASKED, "fbclid=IwAR0"),
    "tag of a chat program added (WeChat)": lambda: asking(*ASKED, "from=singlemessage"),
    "tag in front": lambda: asking("utm_source=x", *ASKED),
    "parameter put between": lambda: asking(*OWN, "admin=1", EXPIRES, SIGNATURE),
    "parameter polluted: first wins (CWE-235)": lambda: asking("c=9", *ASKED),
    "parameter polluted: last wins (CWE-235)": lambda: asking(*ASKED, "c=9"),
    "parameter repeated unchanged": lambda: asking(OWN[0], *ASKED),
    "parameter taken out": lambda: asking(*OWN[1:], EXPIRES, SIGNATURE),
    "parameters reordered": lambda: asking(*OWN[::-1], EXPIRES, SIGNATURE),
    "delimiter moved into a value (AWS signature 1)": lambda: SIGNED.replace("c=1&d=", "c=1d&="),
    "ampersand encoded": lambda: SIGNED.replace("&c=2", "%26c=2"),
    "semicolon for ampersand (CVE-2021-23336)": lambda: SIGNED.replace("&c=2", ";c=2"),
    "plus for an escape": lambda: SIGNED.replace("%2F", "+"),
    "empty parameter": lambda: asking(*OWN, "", EXPIRES, SIGNATURE),
    "signature repeated": lambda: asking(*ASKED, SIGNATURE),
    "signature first": lambda: asking(SIGNATURE, *OWN, EXPIRES),
    "second signature in front": lambda: asking("_s=AAAAAAAAAAAAAAAAAAAAAA", *ASKED),
    "second signature behind": lambda: asking(*ASKED, "_s=AAAAAAAAAAAAAAAAAAAAAA"),
    "signature under an encoded name": lambda: SIGNED.replace("_s=", "%5Fs="),
    "signature in capitals": lambda: SIGNED.replace("_s=", "_S="),
    "signature stripped": lambda: asking(*OWN, EXPIRES),
    "signature empty": lambda: asking(*OWN, EXPIRES, "_s="),
    "signature without a value": lambda: asking(*OWN, EXPIRES, "_s"),
    "signature cut short (CVE-2011-1096 of its kind)": lambda: SIGNED.replace("#", "\0#")[:-7],
    "signature cut to a prefix": lambda: asking(*OWN, EXPIRES, SIGNATURE[:-1]),
    "signature padded": lambda: asking(*OWN, EXPIRES, f"{SIGNATURE}=="),
    "signature with padding encoded": lambda: asking(*OWN, EXPIRES, f"{SIGNATURE}%3D%3D"),
    "signature percent-encoded": lambda: asking(
        *OWN, EXPIRES, f"_s=%{ord(SIGNATURE[3]):X}{SIGNATURE[4:]}"
    ),
    "signature in the fragment": lambda: f"{asking(*OWN, EXPIRES)}&{SIGNATURE}",
    "signature of another link": lambda: asking(
        *OWN, FOREVER.partition("_s=")[2].partition("#")[0]
    ),
    "signature of another purpose": lambda: asking(*OWN, f"_s={SECRET.sign(b'login')}"),
    "end put off": lambda: asking(*OWN, "_x=1798761601", SIGNATURE),
    "end taken out": lambda: asking(*OWN, SIGNATURE),
    "end added to an endless link": lambda: FOREVER.replace("_s=", f"{EXPIRES}&_s="),
    "end repeated": lambda: asking(*OWN, EXPIRES, EXPIRES, SIGNATURE),
    "later end in front": lambda: asking("_x=9999999999", *ASKED),
    "later end behind": lambda: asking(*ASKED, "_x=9999999999"),
    "end with a zero in front": lambda: asking(*OWN, f"_x=0{EXPIRES[3:]}", SIGNATURE),
    "end with a sign": lambda: asking(*OWN, f"_x=+{EXPIRES[3:]}", SIGNATURE),
    "end as a decimal": lambda: asking(*OWN, f"{EXPIRES}.0", SIGNATURE),
    "end in Arabic-Indic digits": lambda: asking(*OWN, "_x=١٧٩٨٧٦١٦٠٠", SIGNATURE),
    "end beyond all dates": lambda: asking(*OWN, "_x=999999999999999999", SIGNATURE),
    "escape in small letters": lambda: SIGNED.replace("%E5%B9%B4", "%e5%b9%b4"),
    "escape written out": lambda: unquote(SIGNED),
    "raw Chinese for the escape": lambda: SIGNED.replace("%E5%B9%B4", "年"),
    "letter escaped": lambda: SIGNED.replace("d=", "%64="),
    "escaped twice": lambda: SIGNED.replace("%2F", "%252F"),
    "path in capitals": lambda: SIGNED.replace("/a/b", "/A/B"),
    "path with dots": lambda: SIGNED.replace("/a/b", "/a/./b"),
    "path one up": lambda: SIGNED.replace("/a/b", "/a/../admin"),
    "path with a second slash": lambda: SIGNED.replace("/a/b", "/a//b"),
    "path parameter": lambda: SIGNED.replace("/a/b", "/a/b;c=9"),
    "host in capitals": lambda: SIGNED.replace("www", "WWW"),
    "host in full-width letters": lambda: SIGNED.replace("www", "ｗｗｗ"),
    "host of another authority": lambda: SIGNED.replace("www.gov", "www.mps.gov"),
    "host of somebody else": lambda: SIGNED.replace("www.gov.cn", "www.gov.cn.example.com"),
    "user name in front": lambda: SIGNED.replace("www", "www.gov.cn@www"),
    "port written": lambda: SIGNED.replace(".cn/", ".cn:443/"),
    "other port": lambda: SIGNED.replace(".cn/", ".cn:8443/"),
    "downgraded to http": lambda: SIGNED.replace("https", "http"),
    "scheme in capitals": lambda: SIGNED.replace("https", "HTTPS"),
    "fragment changed": lambda: SIGNED.replace("#part", "#other"),
    "fragment taken out": lambda: SIGNED.replace("#part", ""),
    "fragment emptied": lambda: SIGNED.replace("#part", "#"),
    "fragment added": lambda: f"{SIGNED}#part",
    "query moved into the fragment": lambda: SIGNED.replace("?", "#", 1),
    "question mark repeated": lambda: SIGNED.replace("?", "??"),
    "trailing space": lambda: f"{SIGNED} ",
    "trailing line end": lambda: f"{SIGNED}\n",
    "trailing zero byte": lambda: f"{SIGNED}\0",
    "trailing garbage (EU certificates, 2021)": lambda: f"{SIGNED}garbage",
    "leading space": lambda: f" {SIGNED}",
    "byte order mark": lambda: f"\ufeff{SIGNED}",
    "invisible character": lambda: SIGNED.replace("/a", "/\u200ba"),
    "redirect in front": lambda: f"https://www.gov.cn/go?to={SIGNED}",
    "two links": lambda: f"{SIGNED}\n{SIGNED}",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_known_attack_on_signed_links_fails(name: str):
    attack = ATTACKS[name]()
    assert attack != SIGNED
    for policy in ("gov.cn", "any"):
        verdict = qr.check(attack, policy=policy, signer=SECRET, at=NOW)
        assert not verdict.ok
        assert verdict.address is None


@pytest.mark.parametrize(
    "query",
    [
        "_x=9999999999&a=1&_x=1798761600&",
        "_x=9999999999&",
        "_s=AAAAAAAAAAAAAAAAAAAAAA&",
        "_x=09999999999&",
        "_x=999999999999&",
        "_x=&",
        "a=1&_x&",
    ],
)
def test_what_programs_could_read_in_two_ways_is_wrong_even_if_the_key_has_signed_it(query: str):
    front = f"https://www.gov.cn/?{query}"
    signature = SECRET.sign(f"mgov signed link, version 1\n{front}".encode("ascii"))
    good = query == "_x=9999999999&"
    assert code_of(f"{front}_s={signature}") == ("signed" if good else "signature_wrong")


def test_the_signature_of_a_pair_is_none_of_a_secret_and_the_other_way_round():
    assert code_of(LINK.signed(AUTHORITY).text, SECRET) == "signature_wrong"
    assert code_of(FOREVER, ANYBODY) == "signature_wrong"


def test_a_signature_does_not_open_what_the_policy_refuses():
    elsewhere = qr.Link("https://www.gov.cn.example.com/").signed(SECRET)
    assert code_of(elsewhere.text) == "host_imitates"
    with pytest.raises(UnsafeLinkError):
        qr.Link(elsewhere.text, policy="gov.cn")


# --- a credential -------------------------------------------------------------------------------


@BOTH
def test_the_link_that_verifies_a_credential_is_signed_printed_read_and_checked(
    signer: qr.Signer, verifier: qr.Verifier
):
    credential = Credential(
        identifier="511602-jy-2017-000042",
        type={"zh": "食品经营许可证", "en": "Food business license"},
        organization="广安某餐饮有限公司",
        issuer={"name": "广安区市场监督管理局"},
        issued="2017-08-25T10:00:00+08:00",
        valid_until="2022-08-24",
        time_zone="Asia/Shanghai",
        address="https://zz.example.gov.cn/v/k7Qm2x",
    )
    link = qr.Link(credential, policy="gov.cn").signed(signer, expires=END)
    assert link.title == credential.title
    (scan,) = qr.read(qr.make(link).png())
    assert scan.text == link.text
    good = qr.check(scan, policy="gov.cn", signer=verifier, at=END - SECOND)
    assert (good.ok, good.code, good.address, good.expires) == (True, "signed", link.address, END)
    assert code_of(scan.text, verifier, at=END) == "signature_expired"
    for forged in (
        scan.text.replace("k7Qm2x", "k7Qm2y"),
        scan.text.replace("zz.example", "yy.example"),
        f"{scan.text}&utm_source=x",
    ):
        (printed,) = qr.read(qr.make_text(forged).png())
        verdict = qr.check(printed, policy="gov.cn", signer=verifier, at=END - SECOND)
        assert (verdict.ok, verdict.code, verdict.address) == (False, "signature_wrong", None)
