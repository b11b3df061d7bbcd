"""What is seen and heard in an article: pictures, sound recordings and videos."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Annotated, Final, Literal

from pydantic import Field, field_validator

from mgov.articles.wording import LanguageTag, Line, LineOrNothing, Prose
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.text import UNDETERMINED, Text
from mgov.values.web_address import WebAddress

__all__ = ["TRANSCRIPT", "Audio", "Captions", "Image", "Video"]

TRANSCRIPT: Final = Text(en="Transcript", zh="文字稿")

_Pixels = Annotated[int, Field(gt=0)]
_Duration = Annotated[timedelta, Field(gt=timedelta(0))]


class Image(Model, frozen=True):
    """A picture (schema.org `ImageObject`).

    Attributes:
        kind: Always `image`.
        address: Where the picture itself is found (`contentUrl`).
        alternative_text: What it shows, for those who do not see it. An empty text says that
            it shows nothing of importance; None says that nobody has described it yet.
        caption: What stands beneath it.
        credit: Who made it (`creditText`).
        width: Its width in pixels.
        height: Its height in pixels.

    Example:
        >>> from mgov.articles import Image
        >>> image = Image(
        ...     address="https://www.example.gov.cn/hall.jpg",
        ...     alternative_text="两位市民在自助终端前取件",
        ...     caption="政务服务大厅",
        ... )
        >>> image.caption
        '政务服务大厅'
    """

    kind: Literal["image"] = "image"
    address: WebAddress
    alternative_text: LineOrNothing | None = None
    caption: Line | None = None
    credit: Line | None = None
    width: _Pixels | None = None
    height: _Pixels | None = None


class Captions(Model, frozen=True):
    """The captions of a video in one language, as a WebVTT file (schema.org `caption`).

    They say what is spoken and what else is heard. A browser loads them only from the host of
    the page that shows the video.

    Attributes:
        address: Where the file is found.
        language: Its language, as a BCP 47 tag.

    Example:
        >>> from mgov.articles import Captions
        >>> Captions(address="https://www.example.gov.cn/zh.vtt", language="zh-cn").language
        'zh-CN'
    """

    address: WebAddress
    language: LanguageTag = UNDETERMINED


class Audio(Model, frozen=True):
    """A sound recording (schema.org `AudioObject`).

    Those who cannot hear need its transcript (WCAG 2.2, success criterion 1.2.1).

    Attributes:
        kind: Always `audio`.
        address: Where the recording itself is found (`contentUrl`).
        title: What it is called (`name`).
        duration: How long it runs; in JSON as ISO 8601 says it, `PT2M50S`.
        transcript: What is heard, as text; a blank line separates paragraphs (`transcript`).
        transcript_address: Where that can be read.

    Example:
        >>> from mgov.articles import Audio
        >>> audio = Audio(
        ...     address="https://www.example.gov.cn/news.mp3",
        ...     title="一分钟听政策",
        ...     duration="PT1M",
        ...     transcript="今起，办理居住证不再收费。",
        ... )
        >>> audio.label, audio.has_text
        ('一分钟听政策 (1:00)', True)
    """

    kind: Literal["audio"] = "audio"
    address: WebAddress
    title: Line
    duration: _Duration | None = None
    transcript: Prose | None = None
    transcript_address: WebAddress | None = None

    @property
    def label(self) -> str:
        """The title, with the running time if it is known."""
        return _label(self.title, self.duration)

    @property
    def has_text(self) -> bool:
        """Whether those who cannot hear can read it: it has a transcript."""
        return self.transcript is not None or self.transcript_address is not None


class Video(Model, frozen=True):
    """A video (schema.org `VideoObject`).

    Those who cannot hear need its captions (WCAG 2.2, success criterion 1.2.2); a transcript
    serves those who can neither hear nor see, and everybody who would rather read.

    Attributes:
        kind: Always `video`.
        address: Where the video itself is found (`contentUrl`).
        title: What it is called (`name`).
        duration: How long it runs; in JSON as ISO 8601 says it, `PT2M50S`.
        poster: The picture to show before it runs (`thumbnailUrl`).
        captions: Its captions, one a language.
        transcript: What is heard and seen, as text; a blank line separates paragraphs
            (`transcript`).
        transcript_address: Where that can be read.

    Example:
        >>> from datetime import timedelta
        >>> from mgov.articles import Video
        >>> video = Video(
        ...     address="https://www.example.gov.cn/report.mp4",
        ...     title="一图读懂政府工作报告",
        ...     duration=timedelta(minutes=2, seconds=50),
        ... )
        >>> video.model_dump(mode="json", include={"duration"})
        {'duration': 'PT2M50S'}
        >>> video.label, video.has_text
        ('一图读懂政府工作报告 (2:50)', False)
    """

    kind: Literal["video"] = "video"
    address: WebAddress
    title: Line
    duration: _Duration | None = None
    poster: WebAddress | None = None
    captions: tuple[Captions, ...] = ()
    transcript: Prose | None = None
    transcript_address: WebAddress | None = None

    @property
    def label(self) -> str:
        """The title, with the running time if it is known.

        Example:
            >>> from mgov.articles import Video
            >>> Video(
            ...     address="https://www.example.gov.cn/a.mp4", title="直播回放", duration="PT1H2M"
            ... ).label
            '直播回放 (1:02:00)'
        """
        return _label(self.title, self.duration)

    @property
    def has_text(self) -> bool:
        """Whether those who cannot hear can read it: it has captions or a transcript."""
        written = (self.transcript, self.transcript_address)
        return bool(self.captions) or any(each is not None for each in written)

    @field_validator("captions")
    @classmethod
    def _one_a_language(cls, captions: tuple[Captions, ...]) -> tuple[Captions, ...]:
        counts = Counter(each.language for each in captions)
        twice = sorted(language for language, count in counts.items() if count > 1)
        if twice:
            trouble = f"are given twice in {twice[0]}"
            remedy = "Give one file for each language."
            raise InvalidValueError(trouble, remedy=remedy, code="captions_twice").as_pydantic()
        return captions


def _label(title: str, duration: timedelta | None) -> str:
    if duration is None:
        return title
    minutes, seconds = divmod(max(1, round(duration.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{title} ({clock}:{seconds:02})"
