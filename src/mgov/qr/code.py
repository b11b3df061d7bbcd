"""A QR code, made from a link, and the pictures of it."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NoReturn
from urllib.parse import quote

from mgov.errors import InvalidValueError
from mgov.qr import png, svg, terminal
from mgov.qr.encoder import Correction, encode
from mgov.qr.link import Link
from mgov.qr.print_size import QUIET_ZONE, PrintSize, print_size
from mgov.values.addressable import Addressable
from mgov.values.host_policy import HostPolicy

__all__ = ["Code", "make", "make_text"]

_MM_PER_INCH: Final = 25.4
_DEFAULT_SCALE: Final = 8
_DEFAULT_DPI: Final = 300
_SHOWN: Final = 60  # characters of a text that name a code


@dataclass(frozen=True, slots=True)
class Code:
    r"""A QR code; `make` and `make_text` make them.

    Attributes:
        text: What a reader gets out of it.
        version: 1 to 40; a version has four modules more on each side than the one before.
        correction: The level of error correction: L, M, Q or H.
        mask: Which of the eight mask patterns lies on the data.
        rows: Its modules without the quiet zone: one integer a row, whose highest bit is on the
            left; 1 is dark.
        title: What it is called where nobody sees it, as by a screen reader.
        caption: Words that stand below it.
        address: A readable address that stands below them.

    Example:
        >>> from mgov import qr
        >>> code = qr.make("https://www.gov.cn/", caption="中国政府网")
        >>> code.version, code.size, code.correction
        (2, 25, 'M')
    """

    text: str
    version: int
    correction: Correction
    mask: int
    rows: tuple[int, ...]
    title: str
    caption: str | None = None
    address: str | None = None

    @property
    def size(self) -> int:
        """How many modules it has on each side, without the quiet zone."""
        return len(self.rows)

    @property
    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """The modules row by row, without the quiet zone; true is dark.

        Example:
            >>> from mgov import qr
            >>> qr.make("https://www.gov.cn/").modules[0][:8]
            (True, True, True, True, True, True, True, False)
        """
        lines = (f"{row:0{self.size}b}" for row in self.rows)
        return tuple(tuple(bit == "1" for bit in line) for line in lines)

    def svg(self, *, module_mm: float | None = None) -> str:
        """Draw it as SVG that can stand inside a page.

        The picture takes the width that the page gives it, or a fixed one. Its modules are one
        path; screen readers find its name and what it says; caption and address stand below it.
        The light ground belongs to it, so that it can be read on a dark page as well.

        Args:
            module_mm: The width of a module in millimeters, for a picture of fixed size.

        Raises:
            mgov.errors.InvalidValueError: If the width is not above zero.

        Example:
            >>> from mgov import qr
            >>> qr.make("https://www.gov.cn/").svg(module_mm=0.5)[40:90]
            'viewBox="0 0 33 33" width="16.5mm" height="16.5mm"'
        """
        if module_mm is not None and not module_mm > 0:
            _refuse_size("module_mm", "is not above zero", "Give millimeters, such as 0.5.")
        return svg.picture(
            self.rows,
            quiet_zone=QUIET_ZONE,
            title=self.title,
            description=f"QR: {self.text}",
            caption=self.caption,
            address=self.address,
            module_mm=module_mm,
        )

    def png(
        self,
        *,
        scale: int | None = None,
        pixels: int | None = None,
        module_mm: float | None = None,
        dpi: int | None = None,
    ) -> bytes:
        """Draw it as PNG, black and white, without caption and address.

        One of `scale`, `pixels` and `module_mm` says how large; without any, a module is 8
        pixels wide.

        Args:
            scale: The width of a module in pixels.
            pixels: The exact width of the picture; what modules leave over widens the margin.
            module_mm: The width of a module in print, rounded to whole dots.
            dpi: Dots an inch, which is told to programs that print the picture; 300 if only
                `module_mm` is given.

        Raises:
            mgov.errors.InvalidValueError: If more than one size is given, or one too small.

        Example:
            >>> from mgov import qr
            >>> qr.make("https://www.gov.cn/").png(pixels=400)[1:4]
            b'PNG'
        """
        if sum(each is not None for each in (scale, pixels, module_mm)) > 1:
            _refuse_size("png", "has more than one size", "Give scale, pixels or module_mm.")
        if dpi is not None and not dpi > 0:
            _refuse_size("dpi", "is not above zero", "Give dots an inch, such as 300.")
        width = self.size + 2 * QUIET_ZONE
        if module_mm is not None:
            dpi = dpi or _DEFAULT_DPI
            scale = round(module_mm * dpi / _MM_PER_INCH)
        elif pixels is not None:
            scale = pixels // width
        elif scale is None:
            scale = _DEFAULT_SCALE
        if scale < 1:
            trouble = "leaves less than one pixel for a module"
            _refuse_size("png", trouble, f"This code needs {width} pixels at least.")
        return png.picture(self.rows, pixels=pixels or width * scale, scale=scale, dpi=dpi)

    def terminal(self, *, inverted: bool = False) -> str:
        """Draw it with block characters, two modules in each.

        Args:
            inverted: Whether the terminal shows dark characters on a light ground.

        Example:
            >>> from mgov import qr
            >>> qr.make("https://www.gov.cn/").terminal(inverted=True).splitlines()[2].strip()
            '█▀▀▀▀▀█ ██▀▀▀ ▀ ▄ █▀▀▀▀▀█'
        """
        return terminal.picture(self.rows, quiet_zone=QUIET_ZONE, inverted=inverted)

    def data_uri(self, kind: Literal["svg", "png"] = "svg") -> str:
        """Draw it as an address that holds the picture itself, for `src` and style sheets.

        Args:
            kind: `svg`, or `png` as in `png()`.

        Example:
            >>> from mgov import qr
            >>> qr.make("https://www.gov.cn/").data_uri()[:24]
            'data:image/svg+xml,%3Csv'
        """
        if kind == "svg":
            return "data:image/svg+xml," + quote(self.svg(), safe=" /:=,;()'")
        return "data:image/png;base64," + base64.b64encode(self.png()).decode("ascii")

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        module_mm: float | None = None,
        dpi: int | None = None,
    ) -> None:
        """Write it to a file in the format of its suffix: `.svg`, `.png` or `.txt`.

        Args:
            path: Where to.
            module_mm: As in `svg()` and `png()`.
            dpi: As in `png()`.

        Raises:
            mgov.errors.InvalidValueError: If the suffix is none of these.
            OSError: If the file cannot be written.

        Example:
            >>> import pathlib, tempfile
            >>> from mgov import qr
            >>> path = pathlib.Path(tempfile.mkdtemp(), "code.svg")
            >>> qr.make("https://www.gov.cn/").save(path)
            >>> path.read_text("utf-8")[:4]
            '<svg'
        """
        file = Path(path)
        match file.suffix.lower():
            case ".svg":
                picture = self.svg(module_mm=module_mm).encode()
            case ".png":
                picture = self.png(module_mm=module_mm, dpi=dpi)
            case ".txt":
                picture = f"{self.terminal(inverted=True)}\n".encode()
            case _:
                trouble, remedy = "has a suffix that names no format", "Use .svg, .png or .txt."
                raise InvalidValueError(trouble, field="path", remedy=remedy, code="code_suffix")
        file.write_bytes(picture)

    def print_size(self, *, distance: float | None = None, dpi: int | None = None) -> PrintSize:
        """Work out how large it has to be printed, and why.

        Args:
            distance: From how far it has to be read, in millimeters.
            dpi: Dots an inch of the printer.

        Raises:
            mgov.errors.InvalidValueError: If a measure is not above zero.

        Example:
            >>> from mgov import qr
            >>> qr.make("https://www.gov.cn/").print_size(distance=1000).code_mm
            100.0
        """
        return print_size(self.size, distance=distance, dpi=dpi)

    def _repr_svg_(self) -> str:
        return self.svg(module_mm=0.75)


def make(
    content: str | Addressable,
    *,
    policy: HostPolicy | str | None = None,
    correction: Correction = "M",
    caption: str | None = None,
    show_address: bool = False,
) -> Code:
    """Make the code of a link, in the smallest version that holds it.

    Level M suits links on paper and screens; H makes codes larger and is needed only where part
    of the code will be covered.

    Args:
        content: A link, an address, or whatever has one (a service, an article).
        policy: Which hosts it may lead to, as in `Link`.
        correction: The level of error correction.
        caption: Words to stand below the code in SVG.
        show_address: Whether the readable address stands below the code in SVG, for people who
            cannot scan it and for those who want to see where it leads.

    Raises:
        mgov.errors.UnsafeLinkError: If the policy refuses the address.
        mgov.errors.CodeCapacityError: If no code is large enough for it.
        mgov.errors.InvalidValueError: If the content has no address, or there is no such level.

    Example:
        >>> from mgov import qr
        >>> code = qr.make("https://www.gov.cn/政策", policy="gov.cn", show_address=True)
        >>> code.text
        'https://www.gov.cn/%E6%94%BF%E7%AD%96'
        >>> code.address
        'www.gov.cn/政策'
    """
    link = Link(content, policy=policy)
    return _code(
        link.text,
        correction,
        title=caption or str(link.title),
        caption=caption,
        address=link.readable if show_address else None,
    )


def make_text(text: str, *, correction: Correction = "M", caption: str | None = None) -> Code:
    """Make the code of a text that is no link, such as the login of a wireless network.

    No policy is asked: what the reader's program does with the text is up to that program.

    Args:
        text: What the code says; as UTF-8 where it is not ASCII.
        correction: The level of error correction.
        caption: Words to stand below the code in SVG.

    Raises:
        mgov.errors.CodeCapacityError: If no code is large enough for it.
        mgov.errors.InvalidValueError: If there is no text, or no such level.

    Example:
        >>> from mgov import qr
        >>> qr.make_text("WIFI:T:WPA;S:政务大厅;P:12345678;;").version
        3
    """
    title = caption or (text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
    return _code(text, correction, title=title, caption=caption, address=None)


def _code(
    text: str, correction: Correction, *, title: str, caption: str | None, address: str | None
) -> Code:
    symbol = encode(text, correction)
    return Code(
        text=text,
        version=symbol.version,
        correction=correction,
        mask=symbol.mask,
        rows=symbol.rows,
        title=title,
        caption=caption,
        address=address,
    )


def _refuse_size(field: str, trouble: str, remedy: str) -> NoReturn:
    raise InvalidValueError(trouble, field=field, remedy=remedy, code="code_size")
