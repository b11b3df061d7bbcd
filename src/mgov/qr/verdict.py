"""What an app's scanner asks: may this link be opened, and if not, what to tell the citizen."""

from __future__ import annotations

import functools
import re
import tomllib
from datetime import datetime
from importlib import resources
from typing import Any, Final

from pydantic import AwareDatetime

from mgov.errors import InvalidValueError
from mgov.qr.scan import Scan
from mgov.qr.signing.signature import signature_state
from mgov.qr.signing.signer import Verifier
from mgov.values.host_policy import HostPolicy
from mgov.values.model import Model
from mgov.values.moment import in_utc
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Verdict", "check"]

# What programs pass over in front of a link or inside it: control characters and white space.
_PASSED_OVER: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_PREFIX: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
# A text that some program would take for a link though it has no scheme.
_LIKE_A_LINK: Final = re.compile(r"[/\\]{2}|^\S*[A-Za-z0-9][.。．｡][A-Za-z0-9]\S*$")


class Verdict(Model, frozen=True):
    """Whether what was scanned may be opened.

    Attributes:
        ok: Whether it may.
        code: A stable word: `allowed`, or `signed` where a signature was asked for; or what is
            wrong, which is a code of the policy, `signature_missing`, `signature_wrong`,
            `signature_expired`, `plain_text` or `other_content`.
        message: One sentence or two for a citizen, in English and Chinese.
        address: What to open; None if nothing may be opened. Open this and not the text that
            was scanned: it is the address that was checked.
        expires: From when on the signature is no longer valid, if it is right and ever ends.

    Example:
        >>> from mgov import qr
        >>> verdict = qr.check("WIFI:T:WPA;S:hall;P:12345678;;", policy="gov.cn")
        >>> verdict.ok, verdict.code
        (False, 'other_content')
        >>> verdict.message.in_language("zh")
        '该码不是网页链接，而是电话号码、无线网络等其他内容，未经核验。'
    """

    ok: bool
    code: str
    message: Text
    address: WebAddress | None = None
    expires: AwareDatetime | None = None


def check(
    scanned: Scan | str,
    *,
    policy: HostPolicy | str,
    signer: Verifier | None = None,
    at: datetime | None = None,
) -> Verdict:
    """Say whether what a scanner has read may be opened.

    The policy comes first: a sticker with a link of its own needs no signature to do harm, and
    no signature stops it. Where a signer is given, a link has to be signed as well.

    Args:
        scanned: What was read, or its text. What is no link at all is a verdict and no error.
        policy: Which hosts the link may lead to.
        signer: Who knows the keys: an `HmacSigner`, or an `Es256Verifier` with public keys.
        at: The moment that counts; needed with a signer, since links expire.

    Raises:
        mgov.errors.InvalidValueError: If there is no such policy, or there is a signer and no
            aware moment.

    Example:
        >>> from datetime import datetime, UTC
        >>> from mgov import qr
        >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
        >>> link = qr.Link("https://www.gov.cn/", policy="gov.cn").signed(signer)
        >>> now = datetime(2026, 11, 24, 12, tzinfo=UTC)
        >>> qr.check(link.text, policy="gov.cn", signer=signer, at=now).code
        'signed'
        >>> qr.check(link.text + "x", policy="gov.cn", signer=signer, at=now).code
        'signature_wrong'
    """
    # Whatever was scanned, so that the first link that expires is not the first to fail here.
    moment = None if signer is None else _moment(at)
    checked = HostPolicy.of(policy)
    text = scanned.text if isinstance(scanned, Scan) else scanned
    verdict = checked.check(text)
    if verdict.code.startswith("address_") and isinstance(text, str):
        return _unreadable(text, checked)
    if not verdict.ok:
        return Verdict(ok=False, code=verdict.code, message=verdict.message)
    address = WebAddress(text)
    if signer is None or moment is None:
        return Verdict(ok=True, code=verdict.code, message=verdict.message, address=address)
    code, expires = signature_state(text, signer, at=moment)
    good = code == "signed"
    return Verdict(
        ok=good,
        code=code,
        message=_sentences()[code],
        address=address if good else None,
        expires=expires,
    )


def _moment(at: datetime | None) -> datetime:
    if at is None:
        trouble, remedy = "is missing", "Say when the link is checked: at=datetime.now(UTC)."
        raise InvalidValueError(trouble, field="at", remedy=remedy, code="missing")
    return in_utc(at)


def _unreadable(text: str, policy: HostPolicy) -> Verdict:
    """Tell a broken or disguised link from what is none."""
    prefix = _PREFIX.match(_PASSED_OVER.sub("", text))
    scheme = "" if prefix is None else prefix[1].lower()
    if scheme in _other_prefixes():
        code = "other_content"
    elif not scheme and not _LIKE_A_LINK.search(text):
        code = "plain_text"
    else:
        # Of a scheme that leads to no web page, more than that need not be said.
        shown = text if scheme in {"", "https", "http"} else f"{scheme}:"
        verdict = policy.check(shown)
        return Verdict(ok=False, code=verdict.code, message=verdict.message)
    return Verdict(ok=False, code=code, message=_sentences()[code])


@functools.cache
def _sentences() -> dict[str, Text]:
    return {code: Text(en=told["en"], zh=told["zh"]) for code, told in _told().items()}


@functools.cache
def _other_prefixes() -> frozenset[str]:
    return frozenset(_told()["other_content"]["prefixes"])


def _told() -> dict[str, dict[str, Any]]:
    content = resources.files("mgov.qr").joinpath("verdicts.toml").read_text("utf-8")
    return tomllib.loads(content)
