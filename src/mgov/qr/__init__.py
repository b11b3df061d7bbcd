"""QR codes for public links: checked by a policy, drawn for print and screen, read back.

Example:
    >>> from mgov import qr
    >>> link = qr.Link("https://www.gov.cn/政策", policy="gov.cn")
    >>> code = qr.make(link, caption="政策", show_address=True)
    >>> code.version, code.print_size(dpi=300).total_mm
    (3, 15.66)
"""

from mgov.qr.batch import Batch, Made, make_many
from mgov.qr.campaign.placement import Placement
from mgov.qr.campaign.tags import LinkTags
from mgov.qr.campaign.vocabulary import AllowedTag, Campaign, TagVocabulary
from mgov.qr.code import Code
from mgov.qr.damage import Damage
from mgov.qr.encoder import EncoderChoice, Versions
from mgov.qr.labels import Paper, Sheet, sheet
from mgov.qr.language_variants import LanguageVariant, LanguageVariants
from mgov.qr.license.field import LicenseField, LicenseFieldKind
from mgov.qr.license.form import LicenseForm
from mgov.qr.license.payload import LicensePayload
from mgov.qr.link import Link
from mgov.qr.making import make, make_bytes, make_text
from mgov.qr.print_size import PrintSize
from mgov.qr.readability import Readability
from mgov.qr.report import Advice, AdviceCode, Report
from mgov.qr.rows import RowSource
from mgov.qr.scan import Scan, read
from mgov.qr.short_link import ShortLink, ShortLinkResolver, ShortLinkTable
from mgov.qr.signing.es256 import Es256Signer, Es256Verifier, Jwk
from mgov.qr.signing.hmac_signer import HmacSigner
from mgov.qr.signing.signer import Signer, Verifier
from mgov.qr.styled_code import StyledCode, style
from mgov.qr.symbol import Correction, Encoder
from mgov.qr.verdict import Verdict, check
from mgov.qr.way import PictureKind
from mgov.qr.wechat.limits import WeChatLimit, WeChatLimits
from mgov.qr.wechat.mini_program_code import MiniProgramCode
from mgov.qr.wechat.rule import WeChatMatch, WeChatOutcome, WeChatRule, WeChatRules
from mgov.qr.wechat.scan import WeChatScan, parse_q
from mgov.qr.wechat.scene import Scene

__all__ = [
    "Advice",
    "AdviceCode",
    "AllowedTag",
    "Batch",
    "Campaign",
    "Code",
    "Correction",
    "Damage",
    "Encoder",
    "EncoderChoice",
    "Es256Signer",
    "Es256Verifier",
    "HmacSigner",
    "Jwk",
    "LanguageVariant",
    "LanguageVariants",
    "LicenseField",
    "LicenseFieldKind",
    "LicenseForm",
    "LicensePayload",
    "Link",
    "LinkTags",
    "Made",
    "MiniProgramCode",
    "Paper",
    "PictureKind",
    "Placement",
    "PrintSize",
    "Readability",
    "Report",
    "RowSource",
    "Scan",
    "Scene",
    "Sheet",
    "ShortLink",
    "ShortLinkResolver",
    "ShortLinkTable",
    "Signer",
    "StyledCode",
    "TagVocabulary",
    "Verdict",
    "Verifier",
    "Versions",
    "WeChatLimit",
    "WeChatLimits",
    "WeChatMatch",
    "WeChatOutcome",
    "WeChatRule",
    "WeChatRules",
    "WeChatScan",
    "check",
    "make",
    "make_bytes",
    "make_many",
    "make_text",
    "parse_q",
    "read",
    "sheet",
    "style",
]
