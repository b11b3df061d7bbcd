"""A code in colors and with a logo, as an image of Pillow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mgov.qr import png
from mgov.qr.code import Code
from mgov.qr.look import Look

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["colored"]


def colored(code: Code, look: Look, size: png.Size) -> Image:
    """Draw a code.

    Args:
        code: The code.
        look: Its colors, and the logo over it.
        size: How large the picture is.

    Example:
        >>> from mgov import qr
        >>> from mgov.qr.look import Look
        >>> from mgov.qr.png import Size
        >>> from mgov.qr.raster import colored
        >>> code = qr.make("https://www.gov.cn/")
        >>> colored(code, Look("#00467f", "#ffffff"), Size(pixels=99, scale=3)).getpixel((12, 12))
        (0, 70, 127)
    """
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
