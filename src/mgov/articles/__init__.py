"""Articles: what government publishes, as typed blocks that are written as safe HTML."""

from __future__ import annotations

from mgov.articles.alert import Alert, AlertReference
from mgov.articles.alert_area import AlertArea, Coverage
from mgov.articles.alert_board import AlertBoard, AlertInForce
from mgov.articles.alert_info import AlertInfo, AlertParameter
from mgov.articles.alert_levels import WarningLevel, WarningScale
from mgov.articles.alert_shapes import Circle, Polygon
from mgov.articles.alert_vocabulary import (
    AlertCategory,
    AlertCertainty,
    AlertKind,
    AlertResponse,
    AlertScope,
    AlertSeverity,
    AlertStatus,
    AlertUrgency,
)
from mgov.articles.article import Article
from mgov.articles.blocks import Attachment, Heading, ItemList, Paragraph, Quote, Table
from mgov.articles.body import Block, Body
from mgov.articles.code_placement import CodePlacement, CoverPage, LandingGap, PagePosition
from mgov.articles.content_digest import ContentDigest
from mgov.articles.correction import CorrectionReport
from mgov.articles.correction_event import CorrectionEvent, CorrectionEventKind, CorrectionStatus
from mgov.articles.correction_rules import CorrectionRulebook, ReplyTerm
from mgov.articles.indicator import Attainment, Goal, Indicator
from mgov.articles.infographic import Infographic, Scoreboard
from mgov.articles.kinds import ArticleKind
from mgov.articles.landing import Landing
from mgov.articles.language_links import (
    LanguageLinkFinding,
    LanguageLinkTrouble,
    check_language_links,
)
from mgov.articles.live_stream import LiveStream, LiveStreamStatus
from mgov.articles.media import Audio, Captions, Image, Video
from mgov.articles.printed_document import PrintedDocument
from mgov.articles.quoted_place import QuotedPlace
from mgov.articles.reader import Reader
from mgov.articles.references import Reference
from mgov.articles.release_review import ReleaseReview
from mgov.articles.reply_deadline import ReplyDeadline
from mgov.articles.reprints import ReprintStation
from mgov.articles.review_rulebook import ReviewRulebook
from mgov.articles.review_rules import (
    ReviewRole,
    ReviewState,
    ReviewStep,
    Separation,
    StepEffect,
)
from mgov.articles.review_trail import ReviewEntry, TrailHead
from mgov.articles.translations import Translation
from mgov.articles.variants import Variant, VariantKind
from mgov.articles.versions import ArticleVersion

__all__ = [
    "Alert",
    "AlertArea",
    "AlertBoard",
    "AlertCategory",
    "AlertCertainty",
    "AlertInForce",
    "AlertInfo",
    "AlertKind",
    "AlertParameter",
    "AlertReference",
    "AlertResponse",
    "AlertScope",
    "AlertSeverity",
    "AlertStatus",
    "AlertUrgency",
    "Article",
    "ArticleKind",
    "ArticleVersion",
    "Attachment",
    "Attainment",
    "Audio",
    "Block",
    "Body",
    "Captions",
    "Circle",
    "CodePlacement",
    "ContentDigest",
    "CorrectionEvent",
    "CorrectionEventKind",
    "CorrectionReport",
    "CorrectionRulebook",
    "CorrectionStatus",
    "CoverPage",
    "Coverage",
    "Goal",
    "Heading",
    "Image",
    "Indicator",
    "Infographic",
    "ItemList",
    "Landing",
    "LandingGap",
    "LanguageLinkFinding",
    "LanguageLinkTrouble",
    "LiveStream",
    "LiveStreamStatus",
    "PagePosition",
    "Paragraph",
    "Polygon",
    "PrintedDocument",
    "Quote",
    "QuotedPlace",
    "Reader",
    "Reference",
    "ReleaseReview",
    "ReplyDeadline",
    "ReplyTerm",
    "ReprintStation",
    "ReviewEntry",
    "ReviewRole",
    "ReviewRulebook",
    "ReviewState",
    "ReviewStep",
    "Scoreboard",
    "Separation",
    "StepEffect",
    "Table",
    "TrailHead",
    "Translation",
    "Variant",
    "VariantKind",
    "Video",
    "WarningLevel",
    "WarningScale",
    "check_language_links",
]
