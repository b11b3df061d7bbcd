"""Colors and a logo, with their effect on readability measured before anything is printed."""

from __future__ import annotations

import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr import pdf, png, svg
from mgov.qr.code import Code
from mgov.qr.damage import Damage, damage
from mgov.qr.look import Look
from mgov.qr.print_size import QUIET_ZONE
from mgov.qr.scan import read

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Readability", "StyledCode", "style"]

_COLOR: Final = re.compile("#[0-9a-fA-F]{6}")
# Symbol contrast of ISO/IEC 15415: the difference of the reflectances of light and dark.
_GRADES: Final = ((0.7, "A"), (0.55, "B"), (0.4, "C"), (0.2, "D"), (0.0, "F"))
_NEAR_BLACK: Final = 0.04045  # below it, sRGB is linear
_PASSING: Final = "ABC"
_SAFE_BUDGET: Final = 0.6  # what is left is for dirt, folds and glare
_SAFE_AREA: Final = 0.1
_PROOF_SCALE: Final = 4  # pixels a module, as a phone some way off sees it
_TILT: Final = 8  # degrees
_BLUR: Final = 1.0  # pixels


@dataclass(frozen=True, slots=True)
class Readability:
    """How well a code with colors and a logo reads, measured.

    Attributes:
        contrast: The difference of the reflectances of the two colors, 0 to 1.
        grade: The grade of this contrast in ISO/IEC 15415, A to F.
        damage: What the logo covers.
        read: Under which conditions the picture gave exactly its text, of `sharp`, `tilted` and
            `blurred`.
        problems: For what reasons it should not be printed as it is.

    Example:
        >>> from mgov import qr
        >>> code = qr.make("https://www.gov.cn/", correction="H")
        >>> readability = qr.style(code, dark="#384A51").readability
        >>> readability.grade, readability.read, readability.problems
        ('A', ('sharp', 'tilted', 'blurred'), ())
    """

    contrast: float
    grade: str
    damage: Damage
    read: tuple[str, ...]
    problems: tuple[str, ...]


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
        _picture(self.code, self.look, size).save(written, "PNG", **resolution)
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
    readability = _measured(code, Look(dark, light, drawn, width))
    if refuse and readability.problems:
        trouble = f"makes a code that should not be printed: {'; '.join(readability.problems)}"
        remedy = (
            "Use a darker color, a smaller logo or level H; or take it as it is with refuse=False."
        )
        raise InvalidValueError(trouble, field="style", remedy=remedy, code="code_unreadable")
    return StyledCode(code, dark, light, drawn, width, readability)


def _measured(code: Code, look: Look) -> Readability:
    contrast = _reflectance(look.light) - _reflectance(look.dark)
    grade = next((name for least, name in _GRADES if contrast >= least), "F")
    cost = damage(code.version, code.correction, look.covered(code.size))
    picture = _picture(code, look, png.Wanted(scale=_PROOF_SCALE).size(code.size + 2 * QUIET_ZONE))
    read_under = tuple(
        name for name, proof in _proofs(picture, look.light) if _gives(proof, code.data)
    )
    problems = []
    if contrast <= 0:
        problems.append("the ground is darker than the modules")
    elif grade not in _PASSING:
        problems.append(f"contrast {contrast:.2f} is grade {grade} of ISO/IEC 15415")
    if cost.budget > _SAFE_BUDGET:
        problems.append(
            f"the logo uses {cost.budget:.0%} of what level {code.correction} can repair"
        )
    if cost.area > _SAFE_AREA:
        problems.append(f"the logo covers {cost.area:.0%} of the code")
    if "sharp" not in read_under:
        problems.append("it does not read back")
    return Readability(contrast, grade, cost, read_under, tuple(problems))


def _reflectance(color: str) -> float:
    """Give the relative luminance of a color (IEC 61966-2-1, as WCAG 2 uses it)."""
    red, green, blue = (_linear(int(color[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _NEAR_BLACK else ((part + 0.055) / 1.055) ** 2.4


def _odd(width: float) -> int:
    """Round to an odd number: the code has an odd number of modules, and a middle one."""
    return max(1, 2 * round((width - 1) / 2) + 1)


def _picture(code: Code, look: Look, size: png.Size) -> Image:
    import PIL.Image
    import PIL.ImageOps

    plain = png.picture(look.cleared(code.rows), size)
    gray = PIL.Image.open(io.BytesIO(plain)).convert("L")
    picture = PIL.ImageOps.colorize(gray, look.dark, look.light)
    if look.logo is not None:
        # The margin of the code, as png.picture has it, and the modules before the logo.
        margin = (size.pixels - code.size * size.scale) // 2
        place, width = margin + look.place(code.size) * size.scale, look.logo_modules * size.scale
        drawn = PIL.Image.open(io.BytesIO(look.logo)).resize((width, width))
        picture.paste(drawn, (place, place), drawn)
    return picture


def _proofs(picture: Image, light: str) -> list[tuple[str, Image]]:
    import PIL.Image
    import PIL.ImageFilter

    tilted = picture.rotate(_TILT, PIL.Image.Resampling.BICUBIC, expand=True, fillcolor=light)
    blurred = picture.filter(PIL.ImageFilter.GaussianBlur(_BLUR))
    return [("sharp", picture), ("tilted", tilted), ("blurred", blurred)]


def _gives(picture: Image, data: bytes) -> bool:
    # A reader can take a damaged code for another one: every byte has to be the same.
    return [scan.data for scan in read(picture)] == [data]


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
