"""What a petitioner sends along: photos, recordings, documents. Their content stays elsewhere."""

from __future__ import annotations

import hashlib
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from typing_extensions import override

from mgov.errors import InvalidValueError
from mgov.values.media_type import MediaType
from mgov.values.model import Model
from mgov.values.personal import Personal, PersonalText
from mgov.values.web_address import WebAddress

__all__ = ["Attachment", "FileAddress"]

_Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9A-Fa-f]{64}$", to_lower=True)]


class FileAddress(Personal):
    """The web address at which a petitioner's file lies; nothing of it is shown.

    Whoever has the address may have the file: a photo of somebody's home, a face, a number
    plate. It is a legal `WebAddress`.

    Example:
        >>> from mgov.petitions import FileAddress
        >>> print(FileAddress("https://files.example.gov.cn/2022/17/lamp.jpg"))
        ***
    """

    __slots__ = ()

    @classmethod
    @override
    def canonical(cls, text: str) -> str:
        try:
            return str(WebAddress.parse(text))
        except InvalidValueError as error:
            raise cls._refusal(error.trouble, error.remedy, "address") from None


class Attachment(Model, frozen=True):
    """A file that belongs to a petition: where it lies, or what it is, or both.

    A photo may show faces, number plates and the inside of a home, and its metadata the place
    where it was taken. The original is therefore personal: its address and its name are masked
    wherever they could be seen. What everybody may see is another file, made unrecognizable and
    freed of its metadata, and only who made it can say so: `public_address`.

    Attributes:
        media_type: What type of file it is, such as `image/jpeg`.
        size: Its size in bytes.
        digest: The SHA-256 of its bytes in hexadecimal, by which the file is recognized. It tells
            nothing of the content to anybody who does not have the file.
        address: Where it is kept, for those who handle the case.
        name: What the petitioner called it.
        public_address: Where a version lies that everybody may see.

    Example:
        >>> from mgov.petitions import Attachment
        >>> photo = Attachment.of(b"...the bytes of a photo...", media_type="image/jpeg")
        >>> photo.size, photo.digest[:8], photo.is_picture
        (26, '9bf4497c', True)
        >>> print(Attachment(address="https://files.example.gov.cn/lamp.jpg").address)
        ***
    """

    media_type: MediaType | None = None
    size: Annotated[int, Field(gt=0)] | None = None
    digest: _Sha256 | None = None
    address: FileAddress | None = None
    name: PersonalText | None = None
    public_address: WebAddress | None = None

    @classmethod
    def of(
        cls,
        content: bytes,
        *,
        media_type: str,
        address: FileAddress | str | None = None,
        name: PersonalText | str | None = None,
    ) -> Self:
        """Describe a file by its content, which is not kept.

        Args:
            content: Its bytes.
            media_type: What type of file it is.
            address: Where it is kept.
            name: What the petitioner called it.

        Raises:
            mgov.errors.InvalidDataError: If it is empty, or something else does not fit.

        Example:
            >>> from mgov.petitions import Attachment
            >>> Attachment.of(b"%PDF-1.7 ...", media_type="application/pdf").size
            12
        """
        return cls.model_validate(
            {
                "media_type": media_type,
                "size": len(content),
                "digest": hashlib.sha256(content).hexdigest(),
                "address": address,
                "name": name,
            }
        )

    @property
    def is_picture(self) -> bool:
        """Whether it is a photo or another picture, as its media type says."""
        return self.media_type is not None and self.media_type.lower().startswith("image/")

    def is_of(self, content: bytes) -> bool:
        """Say whether a file that was fetched is the one that the petitioner sent.

        Args:
            content: Its bytes.

        Raises:
            mgov.errors.InvalidValueError: If the attachment has no digest.

        Example:
            >>> from mgov.petitions import Attachment
            >>> Attachment.of(b"one", media_type="text/plain").is_of(b"another")
            False
        """
        if self.digest is None:
            trouble, remedy = "has no digest", "Make it with Attachment.of(...), from the bytes."
            raise InvalidValueError(
                trouble, field="attachment", remedy=remedy, code="attachment_digest"
            )
        return hashlib.sha256(content).hexdigest() == self.digest

    @model_validator(mode="after")
    def _is_found_or_known(self) -> Self:
        described = None not in (self.media_type, self.size, self.digest)
        if self.address is None and not described:
            trouble = "says neither where the file lies nor what it is"
            remedy = "Give its address, or its media_type, size and digest: Attachment.of(...)."
            raise InvalidValueError(trouble, remedy=remedy, code="attachment_empty").as_pydantic()
        return self
