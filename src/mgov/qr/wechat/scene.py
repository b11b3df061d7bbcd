"""The `scene` of a mini program code: 32 characters, and how to make the most of them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import unquote_to_bytes
from uuid import UUID

from pydantic_core import core_schema
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.qr.wechat.limits import WeChatLimits

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

__all__ = ["Scene"]

_PACKED_UUID: Final = 22  # characters: 128 bits, six in each


class Scene(str):
    """What a mini program code (小程序码) tells the page that it opens.

    WeChat allows 32 characters: letters, digits and ``!#$&'()*+,/:;=?@-._~``; no percent sign,
    so that Chinese cannot be encoded in the usual way. Keep texts in your records and put their
    key here. A UUID is 36 characters as people write it, and 22 packed.

    Args:
        text: The scene as it stands in the code.

    Raises:
        mgov.errors.InvalidValueError: If it is empty or too long, or has another character.

    Example:
        >>> from uuid import UUID
        >>> from mgov import qr
        >>> scene = qr.Scene.of({"id": UUID("123e4567-e89b-12d3-a456-426614174000"), "p": 12})
        >>> scene, len(scene)
        (Scene('id=Ej5FZ-ibEtOkVkJmFBdAAA&p=12'), 30)
        >>> scene.uuid("id"), scene.fields()["p"]
        (UUID('123e4567-e89b-12d3-a456-426614174000'), '12')
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Check a scene; the class says more."""
        return super().__new__(cls, _checked(text))

    @classmethod
    def of(cls, value: UUID | Mapping[str, str | int | UUID]) -> Self:
        """Pack one UUID, or several short fields as `k=v&k2=v2`.

        Args:
            value: The UUID, or the fields. Short names leave more for the values. A name has
                neither `=` nor `&`, a value no `&`; a UUID among the values is packed.

        Raises:
            mgov.errors.InvalidValueError: If a name or value has another character, or all
                together are too long.

        Example:
            >>> from mgov import qr
            >>> qr.Scene.of({"s": "jy01", "p": 12})
            Scene('s=jy01&p=12')
        """
        if isinstance(value, UUID):
            return cls(_packed(value))
        parts = []
        for name, each in value.items():
            text = _packed(each) if isinstance(each, UUID) else str(each)
            if not name or set("&=") & set(name) or "&" in text:
                trouble = "has a name or a value with a character that parts the fields"
                remedy = "Take & out of names and values, and = out of names; give every name."
                raise _refusal(trouble, remedy, "separator")
            parts.append(f"{name}={text}")
        return cls("&".join(parts))

    @classmethod
    def received(cls, text: str) -> Self:
        """Read a scene as the page received it: `query.scene` of `onLoad`, still encoded.

        One that was decoded before is read all the same, for a scene has no percent sign.

        Args:
            text: The value.

        Raises:
            mgov.errors.InvalidValueError: If it is no scene.

        Example:
            >>> from mgov import qr
            >>> qr.Scene.received("s%3Djy01%26p%3D12").fields()
            {'s': 'jy01', 'p': '12'}
        """
        try:
            return cls(unquote_to_bytes(text).decode())
        except UnicodeDecodeError:
            raise _refusal("is not UTF-8", "Pass it as onLoad received it.", "utf8") from None

    def fields(self) -> dict[str, str]:
        """Return the fields that were packed.

        Raises:
            mgov.errors.InvalidValueError: If there are none, or a name stands there twice.

        Example:
            >>> from mgov import qr
            >>> qr.Scene("a=1&b=2=2").fields()
            {'a': '1', 'b': '2=2'}
        """
        found: dict[str, str] = {}
        for part in self.split("&"):
            name, joint, value = part.partition("=")
            if not name or not joint or name in found:
                trouble = "is not in the form k=v&k2=v2, each name once"
                raise _refusal(trouble, "Read the whole scene instead.", "fields")
            found[name] = value
        return found

    def uuid(self, field: str | None = None) -> UUID:
        """Return a UUID that was packed.

        Args:
            field: The name of its field; None if it is the whole scene.

        Raises:
            mgov.errors.InvalidValueError: If there is no such field, or it is no packed UUID.

        Example:
            >>> from uuid import UUID
            >>> from mgov import qr
            >>> qr.Scene.of(UUID(int=7)).uuid()
            UUID('00000000-0000-0000-0000-000000000007')
        """
        packed = str(self) if field is None else self.fields().get(field, "")
        try:
            found = UUID(bytes=base64.b64decode(packed + "==", altchars=b"-_", validate=True))
        except ValueError:
            found = None
        if found is None or _packed(found) != packed:
            trouble = f"holds no packed UUID ({_PACKED_UUID} characters) there"
            raise _refusal(trouble, "Name the field that it was packed in.", "uuid")
        return found

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[str], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let pydantic check a scene."""
        return core_schema.no_info_after_validator_function(cls._validate, handler(str))

    @classmethod
    def _validate(cls, text: str) -> Self:
        try:
            return cls(text)
        except InvalidValueError as error:
            raise error.as_pydantic() from None


def _packed(value: UUID) -> str:
    return base64.urlsafe_b64encode(value.bytes).decode().rstrip("=")


def _checked(text: str) -> str:
    limit = WeChatLimits.built_in().limit("scene_length")
    allowed = limit.characters or ""
    if not text:
        raise _refusal("is empty", "Leave it out, or give a key of your records.", "empty")
    for position, character in enumerate(text, start=1):
        if character not in allowed:
            trouble = f"has U+{ord(character):04X} as character {position}, which WeChat refuses"
            remedy = "Use letters, digits and !#$&'()*+,/:;=?@-._~ alone."
            raise _refusal(trouble, remedy, "character")
    if len(text) > limit.maximum:
        trouble = f"has {len(text)} characters where {limit.maximum} fit"
        remedy = "Shorten names and values, or put the key of a record here."
        raise _refusal(trouble, remedy, "length")
    return text


def _refusal(trouble: str, remedy: str, code: str) -> InvalidValueError:
    return InvalidValueError(trouble, field="scene", remedy=remedy, code=f"scene_{code}")
