"""The platforms that official accounts stand on, and websites, which are kept like them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Platform"]


class Platform(StrEnum):
    """Where an official account is.

    Attributes:
        WEIBO: 新浪微博.
        WECHAT_OFFICIAL: An official account of WeChat (微信公众号).
        WECHAT_MINI_PROGRAM: A mini program of WeChat (微信小程序).
        APP: A program of its own on the phone (移动客户端).
        DOUYIN: 抖音.
        KUAISHOU: 快手.
        TOUTIAO: 今日头条.
        X: X, formerly Twitter.
        FACEBOOK: Facebook.
        MASTODON: Mastodon, or another server of the fediverse.
        RSS: A feed, in RSS or Atom.
        WEBSITE: A website; it has columns, and is inspected by rules of its own.
        OTHER: Any other platform.

    Example:
        >>> from mgov.accounts import Platform
        >>> Platform("wechat_official")
        <Platform.WECHAT_OFFICIAL: 'wechat_official'>
    """

    WEIBO = "weibo"
    WECHAT_OFFICIAL = "wechat_official"
    WECHAT_MINI_PROGRAM = "wechat_mini_program"
    APP = "app"
    DOUYIN = "douyin"
    KUAISHOU = "kuaishou"
    TOUTIAO = "toutiao"
    X = "x"
    FACEBOOK = "facebook"
    MASTODON = "mastodon"
    RSS = "rss"
    WEBSITE = "website"
    OTHER = "other"
