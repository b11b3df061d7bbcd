"""The address of a web page, read once and strictly, so that every program sees the same host."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Final, NoReturn, Self
from urllib.parse import quote

from pydantic_core import Url, ValidationError, core_schema
from typing_extensions import override

from mgov.errors import InvalidValueError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["WebAddress"]

_VISIBLE_ASCII: Final = re.compile(r"[!-\[\]-~]*")  # all but the backslash
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE: Final = re.compile(r"\s")
# Soft hyphen, zero-width and bidirectional marks, word joiner, byte order mark, tags: a reader
# sees nothing of them, or sees the rest in another order.
_INVISIBLE: Final = re.compile(
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY_END: Final = re.compile("[/?#]")
_HOST_AND_PORT: Final = re.compile(r"(?P<host>\[[^\[\]]*\]|[^\[\]:]*)(:(?P<port>[^:]*))?")
_BROKEN_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What RFC 3986 does not allow behind the host; `#` is handled apart.
_ILLEGAL: Final = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]+")
_PLAIN_HOST: Final = re.compile(r"[A-Za-z0-9.\-_]+")
_IDNA_DOTS: Final = re.compile("[。．｡]")  # RFC 3490, 3.1: they count as a full stop

_LETTER_DIGITS: Final = frozenset("Ll Lu Lo Nd Lm Mn Mc".split())
_UNSTABLE_LETTERS: Final = frozenset("\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b")

_LONGEST: Final = 65_536  # RFC 9110, 4.1, wants 8000 at least to be supported
_LONGEST_HOST: Final = 253  # RFC 1035, written out and without the root's dot
_LONGEST_LABEL: Final = 63
_PORT: Final = re.compile("[0-9]{1,5}")
_LAST_PORT: Final = 65535

# Code -> (trouble, remedy).
_TROUBLES: Final = {
    "address_type": ("is not a text", "Give a string."),
    "address_too_long": (
        f"is longer than {_LONGEST:,} characters",
        "Send data in another way than in an address.",
    ),
    "address_control_character": ("contains a control character", "Take it out."),
    "address_space": ("contains white space", "Take it out; inside a path write %20."),
    "address_invisible": (
        "contains an invisible character",
        "Type the address anew instead of copying it.",
    ),
    "address_backslash": (
        "contains a backslash, which programs read differently",
        "Write a slash, or %5C where it is data.",
    ),
    "address_scheme_missing": ("has no scheme", "Write it in full, with https:// in front."),
    "address_scheme": (
        "is not a web address (its scheme is neither https nor http)",
        "Give an address that begins with https://.",
    ),
    "address_slashes": ("lacks the two slashes after its scheme", "Write https:// in front."),
    "address_host_missing": ("names no host", "Write the host after the two slashes."),
    "address_user_info": (
        "carries a user name before its host",
        "Take out all that stands between the slashes and the host.",
    ),
    "address_port": (
        "has a port that is not a number from 1 to 65535",
        "Correct the port, or leave it out together with its colon.",
    ),
    "address_label_empty": (
        "has an empty part between the dots of its host",
        "Write one dot between two parts.",
    ),
    "address_host_too_long": (
        "has a host that is too long",
        f"Keep it to {_LONGEST_HOST} characters, {_LONGEST_LABEL} between two dots.",
    ),
    "address_host_encoded": (
        "has a percent sign in its host, which programs read differently",
        "Write the host in plain letters.",
    ),
    "address_host_character": (
        "has a character in its host that is no letter or digit of host names",
        "Use letters, digits and hyphens.",
    ),
    "address_host_disguised": (
        "has a host written with characters that stand for others",
        "Write the host in plain letters.",
    ),
    "address_host": ("has a host that is no valid name or number", "Correct the host."),
    "address_percent": (
        "has a percent sign without two hexadecimal digits after it",
        "Write %25 for a percent sign that is meant as such.",
    ),
}


class WebAddress(str):
    r"""The public address of a page: http or https, in the form that programs exchange.

    The text is a legal URI of RFC 3986 and ASCII throughout. What is legal already stays as it
    was written, byte for byte; only raw Chinese and other characters outside the URI's alphabet
    are changed: percent-encoded as UTF-8 in the path, the query and the fragment (scanners of
    chat apps lose them otherwise), and by IDNA in the host.

    Programs disagree about careless addresses: in `https://www.gov.cn\@evil.com/` one reads
    the host `www.gov.cn`, another `evil.com`. Whatever readers could understand in two ways is
    therefore refused: control characters, white space, invisible characters, backslashes,
    missing slashes, user names, percent signs in the host, empty labels, and hosts written with
    characters that stand for others. What remains is read by one parser, which follows the URL
    Standard as browsers do.

    An `http` address is an address; that a link has to be https is for a `HostPolicy` to say.

    Two addresses are equal when their texts are.

    Args:
        text: The address in full.

    Raises:
        mgov.errors.InvalidValueError: If the text is no address of the web, or one that
            programs read differently.

    Example:
        >>> from mgov import WebAddress
        >>> address = WebAddress("https://www.gov.cn/政策?年=2017")
        >>> print(address)
        https://www.gov.cn/%E6%94%BF%E7%AD%96?%E5%B9%B4=2017
        >>> address.host, address.port
        ('www.gov.cn', 443)
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Read an address; `parse` says more."""
        return super().__new__(cls, text if isinstance(text, cls) else _legal(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address.

        Args:
            text: The address in full, such as `https://www.gov.cn/`.

        Raises:
            mgov.errors.InvalidValueError: As for the class.

        Example:
            >>> from mgov import WebAddress
            >>> WebAddress.parse("https://政务.cn/")
            WebAddress('https://xn--zfr164b.cn/')
        """
        return cls(text)

    @property
    def scheme(self) -> str:
        """`https` or `http`."""
        return Url(self).scheme

    @property
    def host(self) -> str:
        """The host in ASCII and lower case, as it is looked up.

        A number stands in its usual form: `127.0.0.1`, also where `0x7f.1` is written, and
        `[::1]`.
        """
        return Url(self).host or ""  # never empty: an address without a host is refused

    @property
    def unicode_host(self) -> str:
        """The host as people read it.

        Example:
            >>> from mgov import WebAddress
            >>> WebAddress("https://xn--zfr164b.cn/").unicode_host
            '政务.cn'
        """
        return Url(self).unicode_host() or ""  # never empty either

    @property
    def port(self) -> int:
        """The port, that of the scheme if none is written."""
        return Url(self).port or 0  # never 0: both schemes have a port

    @property
    def path(self) -> str:
        """The path as written; `/` if there is none, which means the same."""
        return "/" + _behind_host(self).partition("#")[0].partition("?")[0][1:]

    @property
    def query(self) -> str:
        """What follows the question mark, as written; empty if there is none."""
        return _behind_host(self).partition("#")[0].partition("?")[2]

    @property
    def fragment(self) -> str:
        """What follows the number sign, as written; empty if there is none."""
        return _behind_host(self).partition("#")[2]

    @property
    def origin(self) -> str:
        """Scheme, host and port, in the form that browsers compare (RFC 6454).

        Example:
            >>> from mgov import WebAddress
            >>> WebAddress("HTTPS://WWW.GOV.CN:443/index.htm").origin
            'https://www.gov.cn'
        """
        usual = {"https": 443, "http": 80}[self.scheme]
        return f"{self.scheme}://{self.host}" + ("" if self.port == usual else f":{self.port}")

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[str], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let pydantic read an address from a text."""
        return core_schema.no_info_after_validator_function(cls._validate, handler(str))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe an address to other programs."""
        return {**handler(schema), "format": "uri"}

    @classmethod
    def _validate(cls, text: str) -> Self:
        try:
            return cls(text)
        except InvalidValueError as error:
            raise error.as_pydantic() from None


def _legal(text: str) -> str:
    """Give the legal form of an address; refuse what is none."""
    _refuse_unreadable(text)
    scheme = _SCHEME.match(text)
    if scheme is None:
        _refuse("address_scheme_missing")
    if scheme[1].lower() not in {"https", "http"}:
        _refuse("address_scheme")
    rest = text[scheme.end() :]
    if not rest.startswith("//"):
        _refuse("address_slashes")
    authority = _AUTHORITY_END.split(rest[2:], maxsplit=1)[0]
    tail = rest[2 + len(authority) :]
    return f"{scheme[0]}//{_legal_authority(authority)}{_legal_tail(tail)}"


def _refuse_unreadable(text: str) -> None:
    if not isinstance(text, str):
        _refuse("address_type")
    if len(text) > _LONGEST:
        _refuse("address_too_long")
    if _VISIBLE_ASCII.fullmatch(text):
        return
    if _CONTROL.search(text):
        _refuse("address_control_character")
    if _SPACE.search(text):
        _refuse("address_space")
    if _INVISIBLE.search(text):
        _refuse("address_invisible")
    if "\\" in text:
        _refuse("address_backslash")


@functools.lru_cache(maxsize=1024)  # millions of addresses are on few hosts
def _legal_authority(written: str) -> str:
    if not written:
        _refuse("address_host_missing")
    if "@" in written:
        _refuse("address_user_info")
    parts = _HOST_AND_PORT.fullmatch(written)
    if parts is None:
        _refuse("address_host")
    host, port = parts["host"], parts["port"] or ""
    significant = port.lstrip("0")
    if port and not (_PORT.fullmatch(significant) and int(significant) <= _LAST_PORT):
        _refuse("address_port")
    return _legal_host(host) + written[len(host) :]


def _legal_host(written: str) -> str:
    if not written:
        _refuse("address_host_missing")
    if not written.startswith("["):
        _refuse_labels(_dotted(written))
    try:
        url = Url(f"https://{written}/")
    except ValidationError:
        _refuse("address_host")
    if written.startswith("["):
        return written
    ascii_host, unicode_host = url.host or "", url.unicode_host() or ""
    if ascii_host != unicode_host:
        _refuse_labels(ascii_host)  # in ASCII the labels are longer
        _refuse_labels(unicode_host)  # in punycode nobody sees the characters
    if written.isascii():
        return written
    # A host may be written in capitals and with Chinese full stops, but not with letters that
    # only become others when they are looked up.
    shown = unicodedata.normalize("NFC", _dotted(written).lower()).split(".")
    if any(map(_differs, shown, unicode_host.split("."), ascii_host.split("."))):
        _refuse("address_host_disguised")
    return ascii_host


def _refuse_labels(host: str) -> None:
    labels = host.removesuffix(".").split(".")
    if not all(labels):
        _refuse("address_label_empty")
    if len(host.removesuffix(".")) > _LONGEST_HOST or len(max(labels, key=len)) > _LONGEST_LABEL:
        _refuse("address_host_too_long")
    if "%" in host:
        _refuse("address_host_encoded")
    if not (_PLAIN_HOST.fullmatch(host) or all(map(_is_host_character, host))):
        _refuse("address_host_character")


def _differs(shown: str, unicode_label: str, ascii_label: str) -> bool:
    return shown not in {unicode_label, ascii_label}


def _dotted(host: str) -> str:
    return _IDNA_DOTS.sub(".", host)


def _is_host_character(character: str) -> bool:
    # The repertoire of IDNA 2008 (RFC 5892, 2.1 and 2.6), and the underscore, which DNS allows.
    # What that standard allows only between certain neighbors (the middle dot of Catalan, the
    # joiners of Persian) is left out: there are programs that see nothing of it.
    if character in ".-_〇":
        return True
    return unicodedata.category(character) in _LETTER_DIGITS and character not in _UNSTABLE_LETTERS


def _legal_tail(written: str) -> str:
    if _BROKEN_ESCAPE.search(written):
        _refuse("address_percent")
    front, number_sign, fragment = written.partition("#")
    return f"{_encoded(front)}{number_sign}{_encoded(fragment)}"


def _encoded(part: str) -> str:
    return _ILLEGAL.sub(lambda found: quote(found[0], safe=""), part)


def _behind_host(address: str) -> str:
    rest = address.partition("//")[2]
    return rest[len(_AUTHORITY_END.split(rest, maxsplit=1)[0]) :]


def _refuse(code: str) -> NoReturn:
    trouble, remedy = _TROUBLES[code]
    raise InvalidValueError(trouble, field="address", remedy=remedy, code=code)
