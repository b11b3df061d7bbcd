"""How the codes of a batch are made: the same for every row, and told to every process."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass
from typing import Literal, TypeAlias

from mgov.errors import MgovError
from mgov.qr.archive import write_part
from mgov.qr.code import Code
from mgov.qr.encoder import EncoderChoice, Versions
from mgov.qr.making import make
from mgov.qr.rows import Row
from mgov.qr.symbol import Correction
from mgov.values.host_policy import HostPolicy

__all__ = ["PictureKind", "Way"]

PictureKind: TypeAlias = Literal["svg", "png"]
"""The format of a picture file."""


@dataclass(frozen=True)
class Way:
    """How the codes are made, and where their pictures go.

    Attributes:
        policy: Which hosts they may lead to.
        correction: The level of error correction.
        show_address: Whether the readable address stands below each code in SVG.
        encoder: Which encoder makes them.
        versions: Which versions are allowed.
        kind: The format of the pictures.
        folder: The path of the folder of the pictures; none if none are written.

    Example:
        >>> from mgov import HostPolicy
        >>> from mgov.qr.rows import Row
        >>> from mgov.qr.way import Way
        >>> way = Way(HostPolicy.named("gov.cn"), "M", False, "qrcode", (1, 40), "svg")
        >>> way.draw(Row("https://www.gov.cn/", "home", "首页")).caption
        '首页'
    """

    policy: HostPolicy
    correction: Correction
    show_address: bool
    encoder: EncoderChoice
    versions: Versions
    kind: PictureKind
    folder: str | None = None

    def file(self, row: Row) -> str:
        """Return the name of the file of a row.

        Args:
            row: The row, with its name.
        """
        return f"{row.name}.{self.kind}"

    def digest(self, row: Row) -> str:
        """Return what tells this picture of a row from any other.

        Args:
            row: The row.
        """
        said = [self._same_for_all, row.address, row.caption]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    def draw(self, row: Row) -> Code | MgovError:
        """Make the code of a row, and write its picture if there is a folder.

        Args:
            row: The row.

        Returns:
            The code, or what is wrong with the row.
        """
        try:
            code = make(
                row.address,
                policy=self.policy,
                correction=self.correction,
                caption=row.caption,
                show_address=self.show_address,
                encoder=self.encoder,
                versions=self.versions,
            )
        except MgovError as error:
            return error
        if self.folder is not None:
            picture = code.svg().encode() if self.kind == "svg" else code.png()
            write_part(self.folder, self.file(row), picture)
        return code

    @functools.cached_property
    def _same_for_all(self) -> str:
        policy = self.policy.model_dump(mode="json")
        drawn = [self.correction, self.show_address, self.encoder, self.versions, self.kind]
        return json.dumps([policy, *drawn], sort_keys=True)
