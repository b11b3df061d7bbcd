"""What colors and a logo do to the readability of a code: measured, and tried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mgov.qr import png
from mgov.qr.code import Code
from mgov.qr.damage import Damage, damage
from mgov.qr.look import Look
from mgov.qr.print_size import QUIET_ZONE
from mgov.qr.raster import colored
from mgov.qr.scan import read_every_kind

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Readability", "measured"]

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


def measured(code: Code, look: Look) -> Readability:
    """Measure how well a code reads in its colors and under its logo.

    Args:
        code: The code as it is without them.
        look: The colors, each as `#384a51`, and the logo.

    Raises:
        mgov.errors.MissingExtraError: If the extra `scan` is not installed.

    Example:
        >>> from mgov import qr
        >>> from mgov.qr.look import Look
        >>> from mgov.qr.readability import measured
        >>> measured(qr.make("https://www.gov.cn/"), Look("#888888", "#ffffff")).problems
        ()
    """
    contrast = _reflectance(look.light) - _reflectance(look.dark)
    grade = next((name for least, name in _GRADES if contrast >= least), "F")
    cost = damage(code.version, code.correction, look.covered(code.size))
    picture = colored(code, look, png.Wanted(scale=_PROOF_SCALE).size(code.size + 2 * QUIET_ZONE))
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


def _proofs(picture: Image, light: str) -> list[tuple[str, Image]]:
    import PIL.Image
    import PIL.ImageFilter

    tilted = picture.rotate(_TILT, PIL.Image.Resampling.BICUBIC, expand=True, fillcolor=light)
    blurred = picture.filter(PIL.ImageFilter.GaussianBlur(_BLUR))
    return [("sharp", picture), ("tilted", tilted), ("blurred", blurred)]


def _gives(picture: Image, data: bytes) -> bool:
    # A reader can take a damaged code for another one, or find a false Micro QR code inside it:
    # there is one code, of this kind, with every byte.
    return [(scan.format, scan.data) for scan in read_every_kind(picture)] == [("qr_code", data)]
