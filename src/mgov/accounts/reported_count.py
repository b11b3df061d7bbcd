"""Counts as platforms report them: 102,345, 10.2万, 10万+; each with the unit of its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import AfterValidator

from mgov.errors import InvalidValueError
from mgov.values.figures import Figure
from mgov.values.figures.units import canonical

__all__ = [
    "COUNTED",
    "Comments",
    "Counted",
    "Downloads",
    "Followers",
    "Likes",
    "Posts",
    "Reads",
    "Reposts",
]

Counted: TypeAlias = Literal[
    "followers", "posts", "reads", "likes", "comments", "reposts", "downloads"
]
"""What a snapshot counts."""

COUNTED: Final[tuple[Counted, ...]] = get_args(Counted)

# The words that platforms put after such a count. A word of another meaning is a mistake: 人
# after reads would count readers.
_WORDS: Final[dict[Counted, str]] = {
    "followers": "follower 人 个 名 位 粉丝 fan subscriber",
    "posts": "post 条 篇 个 期 article video",
    "reads": "read 次 人次 view play",
    "likes": "like 次 个",
    "comments": "comment 条 次 个 reply",
    "reposts": "repost 次 条 个 share forward",
    "downloads": "download 次 人次 install",
}


def _count_of(counted: Counted) -> Callable[[Figure], Figure]:
    unit = _WORDS[counted].split()[0]
    words = {canonical(word) for word in _WORDS[counted].split()}

    def check(figure: Figure) -> Figure:
        if figure.unit is not None and canonical(figure.unit) not in words:
            trouble = f"counts {figure.unit}, not {counted}"
            remedy = "Give the count that the field is for, or leave its unit out."
            raise InvalidValueError(trouble, remedy=remedy, code="count_unit").as_pydantic()
        if figure.low < 0 or (figure.is_exact and not isinstance(figure.low, int)):
            trouble = "cannot be counted: it may be below zero, or is no whole number"
            remedy = "Give a count, such as 102345 or 10.2万; None if it is not known."
            raise InvalidValueError(trouble, remedy=remedy, code="count_value").as_pydantic()
        return figure if figure.unit == unit else figure.replace(unit=unit)

    return check


Followers = Annotated[Figure, AfterValidator(_count_of("followers"))]
Posts = Annotated[Figure, AfterValidator(_count_of("posts"))]
Reads = Annotated[Figure, AfterValidator(_count_of("reads"))]
Likes = Annotated[Figure, AfterValidator(_count_of("likes"))]
Comments = Annotated[Figure, AfterValidator(_count_of("comments"))]
Reposts = Annotated[Figure, AfterValidator(_count_of("reposts"))]
Downloads = Annotated[Figure, AfterValidator(_count_of("downloads"))]
