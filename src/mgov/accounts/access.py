"""Whether a citizen's account may use a service: an answer with every obstacle and its remedy."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from mgov.values.authentication import AuthenticationLevel
from mgov.values.language import Language, require_language
from mgov.values.model import Model
from mgov.values.moment import Moment
from mgov.values.text import Text
from mgov.values.word import Word

__all__ = ["AccessAnswer", "AccessObstacle", "ObstacleKind"]


class ObstacleKind(StrEnum):
    """Why an account may not use a service.

    Attributes:
        NOT_OPEN: The account was not open at the moment.
        LEVEL_TOO_LOW: The citizen has never shown who they are as surely as the service asks.
        LEVEL_LAPSED: They had, and it no longer counts.
        CONSENT_MISSING: They have not agreed that this service uses data.
        CONSENT_ENDED: They had, and it was withdrawn or came to its end.
        DATA_NOT_COVERED: They have agreed, but not to some of the data that the service needs.
        DATA_UNKNOWN: Some of the data that the service needs are not on record.

    Example:
        >>> from mgov.accounts import ObstacleKind
        >>> ObstacleKind("level_lapsed").name
        'LEVEL_LAPSED'
    """

    NOT_OPEN = "not_open"
    LEVEL_TOO_LOW = "level_too_low"
    LEVEL_LAPSED = "level_lapsed"
    CONSENT_MISSING = "consent_missing"
    CONSENT_ENDED = "consent_ended"
    DATA_NOT_COVERED = "data_not_covered"
    DATA_UNKNOWN = "data_unknown"


class AccessObstacle(Model, frozen=True):
    """One thing that stands between an account and a service.

    Attributes:
        kind: What kind of thing it is.
        message: What it is, for the citizen, in English and Chinese.
        remedy: What the citizen can do about it.

    Example:
        >>> from mgov.accounts import AccessObstacle
        >>> AccessObstacle(kind="not_open", message="账号未开通。", remedy="请先注册。").kind.value
        'not_open'
    """

    kind: ObstacleKind
    message: Text
    remedy: Text


class AccessAnswer(Model, frozen=True):
    """Whether an account may use a service at a moment, and why.

    It holds nothing personal but what was asked and decided.

    Attributes:
        service: The identifier of the service.
        at: The moment.
        required: How surely the service has to know who uses it.
        level: How surely it was known at the moment.
        consents: The identifiers of the consents that the use rests on.
        obstacles: All that stands in the way; nothing if it may be used.

    Example:
        >>> from mgov.accounts import AccessAnswer
        >>> answer = AccessAnswer(
        ...     service="a", at="2017-08-17T09:00:00+08:00", required="phone", level="face"
        ... )
        >>> answer.ok, answer.explain()
        (True, 'The service may be used.')
    """

    service: Word
    at: Moment
    required: AuthenticationLevel
    level: AuthenticationLevel
    consents: tuple[Word, ...] = ()
    obstacles: tuple[AccessObstacle, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the service may be used."""
        return not self.obstacles

    def explain(self, lang: Language = "en") -> str:
        """Say in words whether the service may be used, and what to do if not.

        Args:
            lang: `en` or `zh`.

        Raises:
            mgov.errors.InvalidValueError: If the language is another one.

        Example:
            >>> from mgov.accounts import AccessAnswer
            >>> print(
            ...     AccessAnswer(
            ...         service="a",
            ...         at="2017-08-17T09:00:00+08:00",
            ...         required="none",
            ...         level="none",
            ...         obstacles=[
            ...             {"kind": "not_open", "message": "账号未开通。", "remedy": "请先注册。"}
            ...         ],
            ...     ).explain("zh")
            ... )
            不能使用该服务。账号未开通。请先注册。
        """
        require_language(lang)
        head = _MAY if self.ok else _MAY_NOT
        told = (head, *(part for each in self.obstacles for part in (each.message, each.remedy)))
        return (" " if lang == "en" else "").join(part.in_language(lang) for part in told)


_MAY: Final = Text(en="The service may be used.", zh="可以使用该服务。")
_MAY_NOT: Final = Text(en="The service may not be used.", zh="不能使用该服务。")
