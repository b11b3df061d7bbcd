"""Which hosts a link may lead to: an allow-list as data, with verdicts that citizens understand."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, ModelWrapValidatorHandler, model_validator

from mgov.errors import InvalidValueError, UnsafeLinkError
from mgov.values.carried import Unreadable, carried
from mgov.values.lookalike import imitates, looks_latin, mixes_scripts, tricks_the_eye
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

__all__ = ["HostPolicy", "PolicyVerdict"]

_FIELD: Final = "address"
# Names that no public server has: RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476, and the
# one that ICANN has set aside for private networks.
_NOT_PUBLIC: Final = frozenset("alt arpa internal invalid local localhost onion test".split())
_USUAL_PORTS: Final = {"https": 443, "http": 80}
# Code -> (trouble, remedy), for the developer; the citizen's sentences are in verdicts.toml.
_TROUBLES: Final = {
    "host_number": ("has a number as its host", "Use the name of the website."),
    "host_trailing_dot": ("has a host that ends in a dot", "Take the dot out."),
    "host_mixed_scripts": (
        "mixes letters of different scripts in its host",
        "Type the host anew; if it is meant so, the policy has to list it by its exact name.",
    ),
    "host_lookalike": (
        "has a host in letters that look like others",
        "Type the host anew; if it is meant so, the policy has to list it by its exact name.",
    ),
    "host_imitates": (
        "has a host that looks like an allowed one and is none",
        "Correct the host, or add it to the policy.",
    ),
    "host_not_allowed": (
        "has a host that the policy does not allow",
        "Use an allowed host, or add it to the policy.",
    ),
    "host_not_public": ("has a host without a public domain", "Use the public name of the host."),
    "scheme_not_allowed": (
        "has a scheme that the policy does not allow",
        "Use https; for old links, policy.replace(schemes=('https', 'http')).",
    ),
    "port_not_allowed": (
        "has a port that the policy does not allow",
        "Leave the port out, or add it to the policy.",
    ),
    "redirect_not_allowed": (
        "carries a second address, which the policy does not allow",
        "Lead to the page itself; if the host never forwards, set carried_addresses='any'.",
    ),
    "redirect_hidden": (
        "is encoded so often, or carries so many addresses, that nobody sees where it leads",
        "Encode what a parameter carries once.",
    ),
}


class PolicyVerdict(Model, frozen=True):
    """What a policy says about a link.

    Attributes:
        ok: Whether the link may be opened.
        code: A stable word: `allowed`, or what is wrong (`host_imitates`, `address_user_info`).
        message: One sentence for a citizen, in English and Chinese.

    Example:
        >>> from mgov import HostPolicy
        >>> verdict = HostPolicy.named("gov.cn").check("http://www.gov.cn/")
        >>> verdict.ok, verdict.code
        (False, 'scheme_not_allowed')
        >>> verdict.message.in_language("en")
        'This link is not secured (https): others could read or change what you see.'
    """

    ok: bool
    code: str
    message: Text


def _host_name(text: str) -> str:
    name = text.removeprefix(".")
    try:
        address = WebAddress(f"https://{name}")
    except InvalidValueError as error:
        raise error.as_pydantic() from None
    host = address.host
    if str(address).lower() != f"https://{host}" or host.endswith(".") or _is_number(host):
        trouble, remedy = "is no host name", "Write the bare name, such as gov.cn."
        raise InvalidValueError(trouble, remedy=remedy, code="host_name").as_pydantic()
    return host


_HostName = Annotated[str, AfterValidator(_host_name)]


class HostPolicy(Model, frozen=True):
    r"""An allow-list of hosts, with the schemes and ports that go with them.

    A host is allowed if it is one of `hosts`, or stands below one of `suffixes`. Names are
    compared label by label in their ASCII form: `.gov.cn` allows `www.gov.cn`, but neither
    `evilgov.cn` nor `gov.cn.evil.com`. The bare suffix is not below itself; where `gov.cn`
    alone is to be allowed, list it in `hosts`.

    Whatever the list says, a link is refused if its address cannot be read in one way only (see
    `WebAddress`), if its host is a number in any notation or ends in a dot, and if a label mixes
    scripts that no language mixes or is a look-alike of a Latin word in another script
    (Unicode Technical Standard 39, "highly restrictive"). Only a host that `hosts` names
    exactly may look like that.

    A link that carries a second address, in a parameter, its path or its fragment, is refused
    unless the policy allows the second one as well: a server that forwards to whatever it is told
    (CWE-601) would lead from a trusted host to any other. Seen are addresses without a scheme
    (`//host`, `/\host`), bare hosts in parameters that are known to forward (`url`, `next`,
    `redirect_uri`, ... in `redirects.toml` beside this module), scripts, and what is encoded up
    to four times over or in Base64.

    Wherever a policy is expected, the name of a policy that comes with the library does, too:
    `gov.cn`, `gov.uk`, `gov.sg`, and `any` for every public host over https. These are TOML
    files beside this module; a policy of your own is made from its fields.

    Attributes:
        title: What the hosts have in common, as a phrase for sentences to citizens.
        source: Where the list comes from.
        suffixes: Domains below which every host is allowed, with or without a leading dot.
        hosts: Hosts that are allowed by their exact name.
        any_host: Allow every public host instead of a list.
        schemes: Allowed schemes. For links of before https:
            `policy.replace(schemes=("https", "http"))`.
        ports: Allowed ports besides the usual one of the scheme.
        carried_addresses: Whether what a link carries has to be allowed as well, or may be any
            address, for hosts that are known not to forward.

    Example:
        >>> from mgov import HostPolicy
        >>> policy = HostPolicy(suffixes=[".gov.cn", ".政务"])
        >>> policy.check("https://www.gov.cn/").ok
        True
        >>> policy.check("https://www-gov-cn.com/").code
        'host_imitates'
        >>> policy.replace(schemes=("https", "http")).check("http://www.sczwfw.gov.cn/").ok
        True
    """

    title: Text = Text(en="an allowed website", zh="许可的网站")
    source: str | None = None
    suffixes: tuple[_HostName, ...] = ()
    hosts: tuple[_HostName, ...] = ()
    any_host: bool = False
    schemes: Annotated[tuple[Literal["https", "http"], ...], Field(min_length=1)] = ("https",)
    ports: tuple[Annotated[int, Field(ge=1, le=65535)], ...] = ()
    carried_addresses: Literal["allowed", "any"] = "allowed"

    @model_validator(mode="wrap")
    @classmethod
    def _by_name(cls, data: object, handler: ModelWrapValidatorHandler[HostPolicy]) -> HostPolicy:
        if not isinstance(data, str):
            return handler(data)
        try:
            return cls.named(data)
        except InvalidValueError as error:
            raise error.as_pydantic() from None

    @model_validator(mode="after")
    def _list_or_any(self) -> Self:
        if bool(self.suffixes or self.hosts) == self.any_host:
            trouble = "has to list hosts or to allow any host, and not both"
            remedy = "Give suffixes or hosts, or any_host=True alone."
            raise InvalidValueError(trouble, remedy=remedy, code="host_policy").as_pydantic()
        return self

    @classmethod
    def named(cls, name: str) -> HostPolicy:
        """Return a policy that comes with the library.

        Args:
            name: `gov.cn`, `gov.uk`, `gov.sg` or `any`.

        Raises:
            mgov.errors.InvalidValueError: If there is none of this name.

        Example:
            >>> from mgov import HostPolicy
            >>> HostPolicy.named("gov.cn").suffixes
            ('gov.cn', 'xn--zfr164b', 'xn--zfr164b.cn')
        """
        policies = _named_policies()
        if name not in policies:
            trouble = "is not the name of a policy"
            remedy = f"Use one of {', '.join(policies)}, or make a HostPolicy."
            raise InvalidValueError(trouble, field="policy", remedy=remedy, code="policy_unknown")
        return policies[name]

    @classmethod
    def of(cls, policy: HostPolicy | str) -> HostPolicy:
        """Return the policy, looked up if only its name is given.

        Args:
            policy: A policy or the name of one.

        Raises:
            mgov.errors.InvalidValueError: If there is none of this name.

        Example:
            >>> from mgov import HostPolicy
            >>> HostPolicy.of("gov.cn") == HostPolicy.of(HostPolicy.named("gov.cn"))
            True
        """
        return cls.named(policy) if isinstance(policy, str) else policy

    def check(self, address: WebAddress | str) -> PolicyVerdict:
        """Say whether a link may be opened, and why not. Bad input is a verdict, not an error.

        Args:
            address: The link as it was found, on paper or in a scanned code.

        Example:
            >>> from mgov import HostPolicy
            >>> verdict = HostPolicy.named("gov.cn").check("https://www.gov.cn@evil.example/")
            >>> print(verdict.code, verdict.message.in_language("zh"))
            address_user_info 该链接在真实网址前加了其他名称，请勿打开。
        """
        try:
            code = self._trouble(WebAddress(address))
        except InvalidValueError as error:
            code = error.code
        return self._verdict(code or "allowed")

    def require(self, address: WebAddress | str) -> WebAddress:
        """Return the address if the policy allows it.

        Args:
            address: The link.

        Raises:
            mgov.errors.UnsafeLinkError: If it is refused; `code` is that of the verdict.

        Example:
            >>> from mgov import HostPolicy
            >>> HostPolicy.named("gov.cn").require("https://www.gov.cn/")
            WebAddress('https://www.gov.cn/')
        """
        try:
            required = WebAddress(address)
        except InvalidValueError as error:
            raise UnsafeLinkError(
                error.trouble, field=_FIELD, remedy=error.remedy, code=error.code
            ) from None
        code = self._trouble(required)
        if code is not None:
            trouble, remedy = _TROUBLES[code]
            raise UnsafeLinkError(trouble, field=_FIELD, remedy=remedy, code=code)
        return required

    def _trouble(self, address: WebAddress) -> str | None:
        code = self._own_trouble(address)
        if code is None and self.carried_addresses == "allowed":
            code = self._carried_trouble(address)
        return code

    def _own_trouble(self, address: WebAddress) -> str | None:
        if address.host not in self.hosts:
            code = _disguise(address) or self._host_trouble(address)
            if code is not None:
                return code
        if address.scheme not in self.schemes:
            return "scheme_not_allowed"
        if address.port not in {_USUAL_PORTS[address.scheme], *self.ports}:
            return "port_not_allowed"
        return None

    def _carried_trouble(self, address: WebAddress) -> str | None:
        try:
            for inner in carried(address):
                if self._own_trouble(WebAddress(inner)) is not None:
                    return "redirect_not_allowed"
        except InvalidValueError:
            return "redirect_not_allowed"
        except Unreadable:
            return "redirect_hidden"
        return None

    def _host_trouble(self, address: WebAddress) -> str | None:
        host = address.host
        if self.any_host:
            public = "." in host and host.rpartition(".")[2] not in _NOT_PUBLIC
            return None if public else "host_not_public"
        if any(host.endswith(f".{suffix}") for suffix in self.suffixes):
            return None
        kin = host in self.suffixes or any(host.endswith(f".{name}") for name in self.hosts)
        if kin:  # it belongs to whoever holds the allowed name, and imitates nobody
            return "host_not_allowed"
        names = (WebAddress(f"https://{name}").unicode_host for name in self.suffixes + self.hosts)
        if any(imitates(address.unicode_host, name) for name in names):
            return "host_imitates"
        return "host_not_allowed"

    def _verdict(self, code: str) -> PolicyVerdict:
        sentences = {
            language: sentence.format(title=self.title.in_language(language))
            for language, sentence in _sentences()[code].items()
        }
        return PolicyVerdict(ok=code == "allowed", code=code, message=Text(sentences))


def _is_number(host: str) -> bool:
    # The URL Standard reads every host whose last label is a number as an IPv4 address.
    return host.startswith("[") or host.rpartition(".")[2].isdigit()


def _disguise(address: WebAddress) -> str | None:
    if _is_number(address.host):
        return "host_number"
    if address.host.endswith("."):
        return "host_trailing_dot"
    labels = address.unicode_host.split(".")
    foreign = [label for label in labels if not label.isascii()]
    if any(map(mixes_scripts, foreign)):
        return "host_mixed_scripts"
    if any(map(tricks_the_eye, foreign)):
        return "host_lookalike"
    if labels[-1].isascii() and any(map(looks_latin, foreign)):
        return "host_lookalike"
    return None


@functools.cache
def _named_policies() -> dict[str, HostPolicy]:
    folder = resources.files("mgov.values").joinpath("policies")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): HostPolicy.model_validate(
            tomllib.loads(file.read_text("utf-8"))
        )
        for file in files
    }


@functools.cache
def _sentences() -> dict[str, dict[str, str]]:
    text = resources.files("mgov.values").joinpath("verdicts.toml").read_text("utf-8")
    return {
        code: {"en": sentence["en"], "zh": sentence["zh"]}
        for sentence in tomllib.loads(text)["sentence"]
        for code in sentence["codes"]
    }
