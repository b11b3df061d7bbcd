"""Articles: what government publishes, as typed blocks that are written as safe HTML."""

from __future__ import annotations

from mgov.articles.article import Article, ArticleKind
from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.body import Block, Body
from mgov.articles.indicator import Attainment, Goal, Indicator
from mgov.articles.infographic import Infographic, Scoreboard
from mgov.articles.live_stream import LiveStream, LiveStreamStatus
from mgov.articles.media import Audio, Captions, Image, Video

__all__ = [
    "Article",
    "ArticleKind",
    "Attachment",
    "Attainment",
    "Audio",
    "Block",
    "Body",
    "Captions",
    "Goal",
    "Heading",
    "Image",
    "Indicator",
    "Infographic",
    "ItemList",
    "LiveStream",
    "LiveStreamStatus",
    "Paragraph",
    "Quote",
    "Scoreboard",
    "Table",
    "Video",
]
