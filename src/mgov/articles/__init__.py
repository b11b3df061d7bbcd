"""Articles: what government publishes, as typed blocks that are written as safe HTML."""

from __future__ import annotations

from mgov.articles.article import Article, ArticleKind
from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.body import Block, Body
from mgov.articles.media import Image, Indicator, Infographic, Video

__all__ = [
    "Article",
    "ArticleKind",
    "Attachment",
    "Block",
    "Body",
    "Heading",
    "Image",
    "Indicator",
    "Infographic",
    "ItemList",
    "Paragraph",
    "Quote",
    "Table",
    "Video",
]
