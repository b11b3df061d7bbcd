"""What WeChat allows, as data: numbers change more often than code."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.rulebook import Rule
from mgov.values.web_address import WebAddress

__all__ = ["WeChatLimit", "WeChatLimits"]


class WeChatLimit(Rule, frozen=True):
    """One limit that WeChat sets.

    Attributes:
        page: The page of its documentation that says so.
        minimum: The least that is allowed; None if only the most is limited.
        maximum: The most that is allowed.
        characters: The characters that are allowed, where it is about a text.

    Example:
        >>> from mgov import qr
        >>> limit = qr.WeChatLimits.built_in().limit("width")
        >>> limit.minimum, limit.maximum, limit.evidence.value
        (280, 1280, 'verified')
    """

    page: WebAddress
    minimum: int | None = None
    maximum: int
    characters: str | None = None


class WeChatLimits(Model, frozen=True):
    """The limits that WeChat sets, each with the page that says so and how surely.

    Attributes:
        rules: The limits.

    Example:
        >>> from mgov import qr
        >>> for limit in qr.WeChatLimits.built_in().rules:
        ...     print(limit.id, limit.maximum)
        jump_rules 100
        test_links 5
        scene_length 32
        width 1280
        limited_codes 100000
        limited_path_length 128
    """

    rules: tuple[WeChatLimit, ...]

    @classmethod
    @functools.cache  # the file is part of the library and does not change
    def built_in(cls) -> WeChatLimits:
        """Return the limits that the library knows.

        Example:
            >>> from mgov import qr
            >>> print(qr.WeChatLimits.built_in().limit("scene_length").title)
            小程序码 scene 参数的字符数
        """
        text = resources.files("mgov.qr.wechat").joinpath("limits.toml").read_text("utf-8")
        return WeChatLimits.model_validate(tomllib.loads(text))

    def limit(self, name: str) -> WeChatLimit:
        """Return the limit of a name.

        Args:
            name: Such as `scene_length`.

        Raises:
            mgov.errors.InvalidValueError: If there is none; lists those there are.

        Example:
            >>> from mgov import qr
            >>> qr.WeChatLimits.built_in().limit("jump_rules").maximum
            100
        """
        for rule in self.rules:
            if rule.id == name:
                return rule
        remedy = f"Use one of {', '.join(rule.id for rule in self.rules)}."
        raise InvalidValueError(
            "is no limit of WeChat's", field="limit", remedy=remedy, code="wechat_limit"
        )
