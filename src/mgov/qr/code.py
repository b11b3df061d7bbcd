"""A QR code and the pictures of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from mgov.errors import InvalidValueError
from mgov.qr import pdf, png, svg, terminal
from mgov.qr.data_address import data_uri
from mgov.qr.print_size import HAND_HELD_MODULE_MM, QUIET_ZONE, PrintSize, print_size
from mgov.qr.report import Report, report_on
from mgov.qr.symbol import Correction, Encoder, Symbol

__all__ = ["Code"]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; `make`, `make_text` and `make_bytes` make them.

    Attributes:
        data: What it holds, byte by byte.
        version: 1 to 40; a version has four modules more on each side than the one before.
        correction: The level of error correction: L, M, Q or H.
        mask: Which of the eight mask patterns lies on the data.
        rows: Its modules without the quiet zone: one integer a row, whose highest bit is on the
            left; 1 is dark.
        encoder: Which package made its codewords: `qrcode` or `zxing`.
        title: What it is called where nobody sees it, as by a screen reader.
        caption: Words that stand below it.
        address: A readable address that stands below them.

    Example:
        >>> from mgov import qr
        >>> code = qr.make("https://www.gov.cn/", caption="中国政府网")
        >>> code.version, code.size, code.correction
        (2, 25, 'M')
    """

    data: bytes
    version: int
    correction: Correction
    mask: int
    rows: tuple[int, ...]
    encoder: Encoder
    title: str
    caption: str | None = None
    address: str | None = None

    @classmethod
    def of(
        cls,
        symbol: Symbol,
        data: bytes,
        *,
        title: str,
        caption: str | None = None,
        address: str | None = None,
    ) -> Self:
        """Give the modules of a code what belongs to them.

        Args:
            symbol: The modules.
            data: What they hold.
            title: What the code is called.
            caption: Words to stand below it.
            address: A readable address to stand below them.

        Example:
            >>> from mgov import qr
            >>> from mgov.qr.encoder import encode
            >>> qr.Code.of(encode("a", "M"), b"a", title="A").text
            'a'
        """
        return cls(
            data=data,
            version=symbol.version,
            correction=symbol.correction,
            mask=symbol.mask,
            rows=symbol.rows,
            encoder=symbol.encoder,
            title=title,
            caption=caption,
            address=address,
        )

    @property
    def text(self) -> str:
        r"""What a reader of texts gets out of it; bytes that are no UTF-8 show as `\ufffd`.

        Example:
            >>> from mgov import qr
            >>> qr.make_text("政务").text
            '政务'
        """
        return self.data.decode(errors="replace")

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
        wanted = png.Wanted(scale=scale, pixels=pixels, module_mm=module_mm, dpi=dpi)
        return png.picture(self.rows, wanted.size(self.size + 2 * QUIET_ZONE))

    def pdf(self, *, module_mm: float | None = None) -> bytes:
        """Write it as PDF of one page, as large as the picture, for a printing house.

        As in SVG the modules are one path, and caption and address stand below them. The title of
        the document is the code's; the same code gives the same bytes.

        Args:
            module_mm: The width of a module in millimeters; without it, the smallest that phones
                held in the hand read well.

        Raises:
            mgov.errors.InvalidValueError: If the width is not above zero, or too large for a page.
            mgov.errors.MissingExtraError: If the extra `pdf` is not installed.

        Example:
            >>> from mgov import qr
            >>> qr.make("https://www.gov.cn/").pdf(module_mm=0.5)[:5]
            b'%PDF-'
        """
        return pdf.picture(self, module_mm=module_mm)

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
        return data_uri(self.svg() if kind == "svg" else self.png())

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        module_mm: float | None = None,
        dpi: int | None = None,
    ) -> None:
        """Write it to a file in the format of its suffix: `.svg`, `.png`, `.pdf` or `.txt`.

        Args:
            path: Where to.
            module_mm: As in `svg()`, `png()` and `pdf()`.
            dpi: As in `png()`.

        Raises:
            mgov.errors.InvalidValueError: If the suffix is none of these.
            mgov.errors.MissingExtraError: If PDF is asked for without the extra `pdf`.
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
            case ".pdf":
                picture = self.pdf(module_mm=module_mm)
            case ".txt":
                picture = f"{self.terminal(inverted=True)}\n".encode()
            case _:
                trouble = "has a suffix that names no format"
                remedy = "Use .svg, .png, .pdf or .txt."
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

    def report(self, *, module_mm: float = HAND_HELD_MODULE_MM) -> Report:
        """Tell its size, what room is left in it, and what would make it better, with reasons.

        What a change would save is found by making the code with that change.

        Args:
            module_mm: The width of a module in millimeters; without it, the smallest that phones
                held in the hand read well.

        Raises:
            mgov.errors.InvalidValueError: If the width is not above zero.
            mgov.errors.MissingExtraError: If the encoder that made the code is not installed.

        Example:
            >>> from mgov import qr
            >>> report = qr.make("https://www.gov.cn/政策", correction="H").report()
            >>> report.code_mm, report.spare_bytes
            (14.8, 7)
            >>> [(advice.code.value, advice.modules) for advice in report.advice][:2]
            [('correction_costs_modules', 8), ('encoded_characters_cost_modules', 8)]
        """
        return report_on(self, module_mm)

    def _repr_svg_(self) -> str:
        return self.svg(module_mm=0.75)
