"""What is asked of WeChat when it is to make a mini program code; the asking is the caller's."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from mgov.errors import InvalidValueError
from mgov.qr.wechat.limits import WeChatLimits
from mgov.qr.wechat.scene import Scene
from mgov.values.model import Model

__all__ = ["MiniProgramCode"]

_PAGE: Final = re.compile(r"[^/\s?#&%][^\s?#&%]*")
_USUAL_WIDTH: Final = 430


def _bare(page: str) -> str:
    if not _PAGE.fullmatch(page):
        trouble = "is no page of a mini program"
        remedy = "Write pages/index/index: no slash in front; parameters go into the scene."
        raise InvalidValueError(trouble, remedy=remedy, code="wechat_page").as_pydantic()
    return page


def _within(width: int) -> int:
    limit = WeChatLimits.built_in().limit("width")
    least = limit.minimum or 0
    if not least <= width <= limit.maximum:
        trouble = f"is not from {least} to {limit.maximum} pixels"
        raise InvalidValueError(
            trouble, remedy=f"Give {_USUAL_WIDTH}, or another one between.", code="wechat_width"
        ).as_pydantic()
    return width


class MiniProgramCode(Model, frozen=True):
    """A request for a mini program code without limit of number (`getwxacodeunlimit`).

    The fields bear WeChat's names, so `code.model_dump(mode="json", exclude_none=True)` is the
    body of the request. Sending it needs a token and a connection and is left to the caller.
    Such a code is no QR code: only WeChat reads it, so put a link beside it.

    Attributes:
        scene: What the page is told.
        page: The page that opens, without a slash in front; the home page if nothing is given.
        check_path: Whether WeChat refuses a page that is not published.
        env_version: The version that opens.
        width: The width of the picture in pixels, 280 to 1280.

    Raises:
        mgov.errors.InvalidDataError: If a field does not fit.

    Example:
        >>> from mgov import qr
        >>> code = qr.MiniProgramCode(scene=qr.Scene.of({"s": "jy01"}), page="pages/index/index")
        >>> code.model_dump(mode="json", exclude_none=True)["scene"]
        's=jy01'
        >>> qr.MiniProgramCode(scene="a=1", page="/pages/index?a=1")
        Traceback (most recent call last):
        mgov.errors.InvalidDataError: MiniProgramCode: 1 problem
          page: is no page of a mini program. Write pages/index/index: no slash in front; ...
    """

    scene: Scene
    page: Annotated[str, AfterValidator(_bare)] | None = None
    check_path: bool = True
    env_version: Literal["release", "trial", "develop"] = "release"
    width: Annotated[int, AfterValidator(_within)] = _USUAL_WIDTH
