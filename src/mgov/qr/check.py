"""What an app's scanner asks: may this link be opened, and if not, what to tell the citizen."""

from __future__ import annotations

import functools
import tomllib
from datetime import datetime
from importlib import resources

from pydantic import AwareDatetime

from mgov.qr.scan import Scan
from mgov.qr.signature import signature_state
from mgov.qr.signer import Verifier
from mgov.values.host_policy import HostPolicy
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["Verdict", "check"]


class Verdict(Model, frozen=True):
    """Whether a link may be opened.

    Attributes:
        ok: Whether it may.
        code: A stable word: `allowed`, `signed`, or what is wrong.
        message: One sentence for a citizen, in English and Chinese.
        expires: Until when the signature is valid, if it is right and ends at some time.

    Example:
        >>> from mgov import qr
        >>> verdict = qr.check("tel:12345", policy="gov.cn")
        >>> verdict.ok, verdict.code
        (False, 'address_scheme')
    """

    ok: bool
    code: str
    message: Text
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
        at: The moment that counts; needed where links expire.

    Raises:
        mgov.errors.InvalidValueError: If there is no such policy, or a link expires and no
            moment is given.

    Example:
        >>> from datetime import datetime, UTC
        >>> from mgov import qr
        >>> signer = qr.HmacSigner([b"an invented key of 32 bytes ...."])
        >>> link = qr.Link("https://www.gov.cn/", policy="gov.cn").signed(signer)
        >>> qr.check(link.text, policy="gov.cn", signer=signer).code
        'signed'
        >>> qr.check(link.text + "x", policy="gov.cn", signer=signer).code
        'signature_wrong'
    """
    text = scanned.text if isinstance(scanned, Scan) else scanned
    verdict = HostPolicy.of(policy).check(text)
    if signer is None or not verdict.ok:
        return Verdict(ok=verdict.ok, code=verdict.code, message=verdict.message)
    code, expires = signature_state(WebAddress(text), signer, at=at)
    return Verdict(ok=code == "signed", code=code, message=_sentences()[code], expires=expires)


@functools.cache
def _sentences() -> dict[str, Text]:
    content = resources.files("mgov.qr").joinpath("verdicts.toml").read_text("utf-8")
    return {code: Text(sentences) for code, sentences in tomllib.loads(content).items()}
