"""Colors and a logo, with their effect on readability measured before anything is printed."""

from __future__ import annotations

import base64
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mgov.errors import InvalidValueError, MissingExtraError
from mgov.qr import png, svg
from mgov.qr.code import Code
from mgov.qr.damage import Damage, damage
from mgov.qr.print_size import QUIET_ZONE
from mgov.qr.scan import read

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Readability", "StyledCode", "style"]

_COLOR: Final = re.compile("#[0-9a-fA-F]{6}")
_CLEAR: Final = 1  # modules kept free around a logo
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

    def svg(self, *, module_mm: float | None = None) -> str:
        """Draw it as SVG, the logo inside; otherwise as `Code.svg`.

        Args:
            module_mm: The width of a module in millimeters, for a picture of fixed size.

        Example:
            >>> from mgov import qr
            >>> qr.style(qr.make("https://www.gov.cn/")).svg().startswith("<svg")
            True
        """
        return svg.picture(
            _cleared(self.code, self.logo_modules),
            quiet_zone=QUIET_ZONE,
            title=self.code.title,
            description=f"QR: {self.code.text}",
            caption=self.code.caption,
            address=self.code.address,
            module_mm=module_mm,
            look=svg.Look(self.dark, self.light, self._inset()),
        )

    def png(self, *, scale: int = 8) -> bytes:
        """Draw it as PNG in its colors, without caption and address.

        Args:
            scale: The width of a module in pixels.

        Raises:
            mgov.errors.InvalidValueError: If a module has less than a pixel.

        Example:
            >>> from mgov import qr
            >>> qr.style(qr.make("https://www.gov.cn/")).png()[1:4]
            b'PNG'
        """
        if scale < 1:
            trouble, remedy = "leaves less than one pixel for a module", "Give 1 or more."
            raise InvalidValueError(trouble, field="scale", remedy=remedy, code="code_size")
        written = io.BytesIO()
        picture = _picture(self.code, self.dark, self.light, self.logo, self.logo_modules, scale)
        picture.save(written, "PNG")
        return written.getvalue()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it to a file in the format of its suffix, `.svg` or `.png`.

        Args:
            path: Where to.

        Raises:
            mgov.errors.InvalidValueError: If the suffix is none of these.
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
                file.write_bytes(self.svg().encode())
            case ".png":
                file.write_bytes(self.png())
            case _:
                trouble, remedy = "has a suffix that names no format", "Use .svg or .png."
                raise InvalidValueError(trouble, field="path", remedy=remedy, code="code_suffix")

    def _inset(self) -> str:
        if self.logo is None:
            return ""
        place = QUIET_ZONE + (self.code.size - self.logo_modules) // 2
        data = base64.b64encode(self.logo).decode("ascii")
        width = self.logo_modules
        return (
            f'<image x="{place}" y="{place}" width="{width}" height="{width}" '
            f'href="data:image/png;base64,{data}"/>'
        )

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
    readability = _measured(code, dark, light, drawn, width)
    if refuse and readability.problems:
        trouble = f"makes a code that should not be printed: {'; '.join(readability.problems)}"
        remedy = (
            "Use a darker color, a smaller logo or level H; or take it as it is with refuse=False."
        )
        raise InvalidValueError(trouble, field="style", remedy=remedy, code="code_unreadable")
    return StyledCode(code, dark, light, drawn, width, readability)


def _measured(code: Code, dark: str, light: str, logo: bytes | None, width: int) -> Readability:
    contrast = _reflectance(light) - _reflectance(dark)
    grade = next((name for least, name in _GRADES if contrast >= least), "F")
    cost = damage(code.version, code.correction, _covered(code, width))
    picture = _picture(code, dark, light, logo, width, _PROOF_SCALE)
    read_under = tuple(name for name, proof in _proofs(picture, light) if _gives(proof, code.data))
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


def _covered(code: Code, width: int) -> set[tuple[int, int]]:
    if not width:
        return set()
    start = (code.size - width) // 2 - _CLEAR
    inside = range(max(0, start), min(code.size, start + width + 2 * _CLEAR))
    return {(row, column) for row in inside for column in inside}


def _cleared(code: Code, width: int) -> tuple[int, ...]:
    rows = list(code.rows)
    for row, column in _covered(code, width):
        rows[row] &= ~(1 << (code.size - 1 - column))
    return tuple(rows)


def _picture(
    code: Code, dark: str, light: str, logo: bytes | None, width: int, scale: int
) -> Image:
    import PIL.Image
    import PIL.ImageOps

    side = (code.size + 2 * QUIET_ZONE) * scale
    plain = png.picture(_cleared(code, width), png.Size(side, scale))
    gray = PIL.Image.open(io.BytesIO(plain)).convert("L")
    picture = PIL.ImageOps.colorize(gray, dark, light)
    if logo is not None:
        place = (QUIET_ZONE + (code.size - width) // 2) * scale
        drawn = PIL.Image.open(io.BytesIO(logo)).resize((width * scale, width * scale))
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
