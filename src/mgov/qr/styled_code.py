"""Codes in colors and with a logo, measured before anything is printed."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr import pdf, png, svg
from mgov.qr.code import Code
from mgov.qr.data_address import data_uri
from mgov.qr.look import Look
from mgov.qr.print_size import QUIET_ZONE
from mgov.qr.raster import colored
from mgov.qr.readability import Readability, measured

__all__ = ["StyledCode", "style"]

_COLOR: Final = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class StyledCode:
    """A code in colors, with a logo; `style` makes it.

    Attributes:
        code: The code as it is without them.
        dark: The color of the dark modules.
        light: The color of the ground.
        logo: The logo as PNG.
        logo_modules: How many modules wide the logo is.
        readability: How well it reads.

    Example:
        >>> from mgov import qr
        >>> styled = qr.style(qr.make("https://www.gov.cn/"), dark="#00467f")
        >>> 'fill="#00467f"' in styled.svg()
        True
    """

    code: Code
    dark: str
    light: str
    logo: bytes | None
    logo_modules: int
    readability: Readability

    @property
    def look(self) -> Look:
        """The colors and the logo."""
        return Look(self.dark, self.light, self.logo, self.logo_modules)

    def svg(self, *, module_mm: float | None = None) -> str:
        """Draw it as SVG, the logo inside; otherwise as `Code.svg`.

        Args:
            module_mm: The width of a module in millimeters, for a picture of fixed size.

        Raises:
            mgov.errors.InvalidValueError: If the width is not above zero.

        Example:
            >>> from mgov import qr
            >>> qr.style(qr.make("https://www.gov.cn/")).svg().startswith("<svg")
            True
        """
        return svg.picture(
            self.code.rows,
            quiet_zone=QUIET_ZONE,
            title=self.code.title,
            description=f"QR: {self.code.text}",
            caption=self.code.caption,
            address=self.code.address,
            module_mm=module_mm,
            look=self.look,
        )

    def png(
        self,
        *,
        scale: int | None = None,
        pixels: int | None = None,
        module_mm: float | None = None,
        dpi: int | None = None,
    ) -> bytes:
        """Draw it as PNG in its colors, without caption and address; as large as `Code.png`.

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
            >>> qr.style(qr.make("https://www.gov.cn/")).png(pixels=400)[1:4]
            b'PNG'
        """
        wanted = png.Wanted(scale=scale, pixels=pixels, module_mm=module_mm, dpi=dpi)
        size = wanted.size(self.code.size + 2 * QUIET_ZONE)
        written = io.BytesIO()
        resolution = {} if size.dpi is None else {"dpi": (size.dpi, size.dpi)}
        colored(self.code, self.look, size).save(written, "PNG", **resolution)
        return written.getvalue()

    def pdf(self, *, module_mm: float | None = None) -> bytes:
        """Write it as PDF of one page, the logo inside; otherwise as `Code.pdf`.

        Args:
            module_mm: The width of a module in millimeters; without it, the smallest that phones
                held in the hand read well.

        Raises:
            mgov.errors.InvalidValueError: If the width is not above zero, or too large for a page.
            mgov.errors.MissingExtraError: If the extra `pdf` is not installed.

        Example:
            >>> from mgov import qr
            >>> qr.style(qr.make("https://www.gov.cn/"), dark="#00467f").pdf()[:5]
            b'%PDF-'
        """
        return pdf.picture(self.code, module_mm=module_mm, look=self.look)

    def data_uri(self, kind: Literal["svg", "png"] = "svg") -> str:
        """Draw it as an address that holds the picture itself; otherwise as `Code.data_uri`.

        Args:
            kind: `svg`, or `png` as in `png()`.

        Example:
            >>> from mgov import qr
            >>> qr.style(qr.make("https://www.gov.cn/")).data_uri()[:24]
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
        """Write it to a file in the format of its suffix: `.svg`, `.png` or `.pdf`.

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
            >>> path = pathlib.Path(tempfile.mkdtemp(), "code.png")
            >>> qr.style(qr.make("https://www.gov.cn/"), dark="#00467f").save(path)
            >>> [scan.text for scan in qr.read(path)]
            ['https://www.gov.cn/']
        """
        file = Path(path)
        match file.suffix.lower():
            case ".svg":
                content = self.svg(module_mm=module_mm).encode()
            case ".png":
                content = self.png(module_mm=module_mm, dpi=dpi)
            case ".pdf":
                content = self.pdf(module_mm=module_mm)
            case _:
                trouble, remedy = "has a suffix that names no format", "Use .svg, .png or .pdf."
                raise InvalidValueError(trouble, field="path", remedy=remedy, code="code_suffix")
        file.write_bytes(content)

    def _repr_svg_(self) -> str:
        return self.svg(module_mm=0.75)


def style(
    code: Code,
    *,
    dark: str = "#000000",
    light: str = "#ffffff",
    logo: str | os.PathLike[str] | bytes | None = None,
    logo_share: float = 0.04,
    refuse: bool = True,
) -> StyledCode:
    """Give a code colors and a logo, and measure what they do to its readability.

    The modules behind a logo are left out, with a free module around it. What they cost is set
    against what the level of error correction can repair, and the finished picture is read back,
    sharp, tilted and blurred. A code that does not give exactly its text is refused.

    Args:
        code: The code; under a logo, of level H.
        dark: The color of the dark modules, as `#384a51`.
        light: The color of the ground. Light modules on a dark ground are refused: many readers
            know them only the other way round.
        logo: A picture file or its content, drawn into a square in the middle.
        logo_share: The share of the code's area that the logo takes. Above a tenth, few codes
            can be read even at level H.
        refuse: Whether to refuse what should not be printed; else `readability` tells.

    Raises:
        mgov.errors.InvalidValueError: If a color or the logo is none that can be used, or if the
            result should not be printed.
        mgov.errors.MissingExtraError: If the extra `scan` is not installed.
        OSError: If the file of the logo cannot be read.

    Example:
        >>> from mgov import qr
        >>> code = qr.make("https://www.gov.cn/", correction="H")
        >>> qr.style(code, dark="#ffd400")
        Traceback (most recent call last):
        mgov.errors.InvalidValueError: style: makes a code that should not be printed: contrast
        0.32 is grade D of ISO/IEC 15415. ...
    """
    _require_pillow()
    for name, color in (("dark", dark), ("light", light)):
        if not _COLOR.fullmatch(color):
            trouble, remedy = "is no color", "Write it as #384a51."
            raise InvalidValueError(trouble, field=name, remedy=remedy, code="color")
    if not 0 < logo_share <= 1:
        trouble, remedy = "is no share of the area", "Give a number such as 0.04."
        raise InvalidValueError(trouble, field="logo_share", remedy=remedy, code="logo_share")
    drawn = None if logo is None else _logo(logo)
    width = 0 if drawn is None else _odd(code.size * logo_share**0.5)
    readability = measured(code, Look(dark, light, drawn, width))
    if refuse and readability.problems:
        trouble = f"makes a code that should not be printed: {'; '.join(readability.problems)}"
        remedy = (
            "Use a darker color, a smaller logo or level H; or take it as it is with refuse=False."
        )
        raise InvalidValueError(trouble, field="style", remedy=remedy, code="code_unreadable")
    return StyledCode(code, dark, light, drawn, width, readability)


def _odd(width: float) -> int:
    """Round to an odd number: the code has an odd number of modules, and a middle one."""
    return max(1, 2 * round((width - 1) / 2) + 1)


def _require_pillow() -> None:
    try:
        import PIL.Image  # noqa: F401 # drawn with below
    except ImportError:
        raise MissingExtraError("pillow", extra="scan", purpose="colors and logos") from None


def _logo(logo: str | os.PathLike[str] | bytes) -> bytes:
    import PIL.Image

    trouble, remedy = "is no picture that can be read", "Give a PNG, JPEG or the like."
    refusal = InvalidValueError(trouble, field="logo", remedy=remedy, code="logo")
    try:
        picture = PIL.Image.open(io.BytesIO(logo) if isinstance(logo, bytes) else logo)
    except (PIL.UnidentifiedImageError, PIL.Image.DecompressionBombError):
        raise refusal from None
    try:
        picture.load()
    except (OSError, SyntaxError):  # cut off, or broken inside
        raise refusal from None
    side = max(picture.size)
    square = PIL.Image.new("RGBA", (side, side))
    square.paste(
        picture.convert("RGBA"), ((side - picture.width) // 2, (side - picture.height) // 2)
    )
    written = io.BytesIO()
    square.save(written, "PNG")
    return written.getvalue()
