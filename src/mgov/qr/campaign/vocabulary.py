"""The tags that a team has agreed on, as data that the team keeps."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AfterValidator, Field, model_validator

from mgov.errors import InvalidValueError, Problem
from mgov.qr.campaign.tag import Tag
from mgov.qr.campaign.tags import LinkTags
from mgov.values.model import Model
from mgov.values.text import Text

__all__ = ["AllowedTag", "Campaign", "TagVocabulary"]

_MOST_LISTED: Final = 12


class AllowedTag(Model, frozen=True):
    """A tag that may be used, with what it stands for.

    Attributes:
        tag: As it stands in links.
        title: What people call it.

    Example:
        >>> from mgov import qr
        >>> qr.AllowedTag(tag="poster", title={"en": "Poster", "zh": "海报"}).tag
        'poster'
    """

    tag: Tag
    title: Text


class Campaign(AllowedTag, frozen=True):
    """A campaign: a tag with the days on which it runs and the ways in which it is carried.

    Attributes:
        begins: The first day on which codes for it are made; None if it is not limited.
        ends: The last one.
        sources: The sources it is shown in; empty for all of the vocabulary.
        mediums: The mediums it comes by; empty for all.

    Raises:
        mgov.errors.InvalidDataError: If it ends before it begins.

    Example:
        >>> from mgov import qr
        >>> campaign = qr.Campaign(tag="wr-2017", title="2017年政府工作报告", ends="2017-12-31")
        >>> campaign.ends.year
        2017
    """

    begins: date | None = None
    ends: date | None = None
    sources: tuple[Tag, ...] = ()
    mediums: tuple[Tag, ...] = ()

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.begins is not None and self.ends is not None and self.ends < self.begins:
            trouble, remedy = "ends before it begins", "Correct begins or ends."
            raise InvalidValueError(trouble, remedy=remedy, code="campaign_days").as_pydantic()
        return self


def _one_of_each(tags: tuple[AllowedTag, ...]) -> tuple[AllowedTag, ...]:
    names = [each.tag for each in tags]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        trouble, remedy = f"list the same tag twice: {', '.join(twice)}", "Keep one of each."
        raise InvalidValueError(trouble, remedy=remedy, code="tag_twice").as_pydantic()
    return tags


class TagVocabulary(Model, frozen=True):
    """The sources, mediums and campaigns that links of a team may be tagged with.

    Without one list, the same poster is counted as `poster`, `Poster_A3` and `hb`. Keep the
    list as TOML where all can read it, and give it to `Link.tagged`.

    Attributes:
        title: Whose vocabulary it is.
        sources: The allowed sources.
        mediums: The allowed mediums.
        campaigns: The allowed campaigns.

    Raises:
        mgov.errors.InvalidDataError: If a tag is in no good form or stands twice, or a campaign
            names a source or a medium that is not listed.

    Example:
        >>> from mgov import qr
        >>> words = qr.TagVocabulary.parse('''
        ...     title = "Example City"
        ...     sources = [{ tag = "poster", title = { en = "Poster", zh = "海报" } }]
        ...     mediums = [{ tag = "qr", title = { en = "QR code", zh = "二维码" } }]
        ...     campaigns = [{ tag = "wr-2017", title = "2017年政府工作报告" }]
        ... ''')
        >>> link = qr.Link("https://www.gov.cn/", policy="gov.cn")
        >>> link.tagged(source="poster", vocabulary=words).address.query
        'utm_source=poster'
        >>> link.tagged(source="postre", vocabulary=words)
        Traceback (most recent call last):
        mgov.errors.InvalidValueError: source: is not in the vocabulary. Did you mean poster? ...
    """

    title: Text
    sources: Annotated[tuple[AllowedTag, ...], Field(min_length=1), AfterValidator(_one_of_each)]
    mediums: Annotated[tuple[AllowedTag, ...], AfterValidator(_one_of_each)] = ()
    campaigns: Annotated[tuple[Campaign, ...], AfterValidator(_one_of_each)] = ()

    @model_validator(mode="after")
    def _campaigns_use_listed_tags(self) -> Self:
        listed = {
            "sources": {each.tag for each in self.sources},
            "mediums": {each.tag for each in self.mediums},
        }
        for campaign in self.campaigns:
            for name, tags in listed.items():
                strange = sorted(set(getattr(campaign, name)) - tags)
                if strange:
                    trouble = f"has a campaign ({campaign.tag}) with {name} that are not listed"
                    remedy = f"List {', '.join(strange)} among the {name}, or take it out."
                    error = InvalidValueError(trouble, remedy=remedy, code="campaign_tags")
                    raise error.as_pydantic()
        return self

    @classmethod
    def parse(cls, text: str, *, name: str = "") -> Self:
        """Read a vocabulary from TOML text.

        Args:
            text: The TOML document.
            name: What to call it in an error, such as its file name.

        Raises:
            mgov.errors.InvalidValueError: If it is no TOML; says the line.
            mgov.errors.InvalidDataError: If it is no vocabulary; lists all problems.

        Example:
            >>> from mgov import qr
            >>> qr.TagVocabulary.parse("title = ")
            Traceback (most recent call last):
            mgov.errors.InvalidValueError: vocabulary: is no valid TOML (...). Correct that line.
        """
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            trouble = f"is no valid TOML ({error})"
            field = f"vocabulary ({name})" if name else "vocabulary"
            raise InvalidValueError(
                trouble, field=field, remedy="Correct that line.", code="toml"
            ) from None
        return cls.model_validate(data)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        r"""Read a vocabulary from a TOML file.

        Args:
            path: The file, in UTF-8.

        Raises:
            OSError: If the file cannot be read.
            mgov.errors.InvalidValueError: If it is no UTF-8 text or no TOML.
            mgov.errors.InvalidDataError: If it is no vocabulary; lists all problems.

        Example:
            >>> from pathlib import Path
            >>> import tempfile
            >>> from mgov import qr
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     path = Path(folder, "tags.toml")
            ...     _ = path.write_text('title = "x"\nsources = [{tag = "web", title = "y"}]')
            ...     qr.TagVocabulary.load(path).sources[0].tag
            'web'
        """
        file = Path(path)
        try:
            text = file.read_bytes().decode()
        except UnicodeDecodeError:
            field, trouble = f"vocabulary ({file.name})", "is not UTF-8"
            raise InvalidValueError(
                trouble, field=field, remedy="Save it as UTF-8.", code="not_utf8"
            ) from None
        return cls.parse(text, name=file.name)

    def problems(self, tags: LinkTags, *, on: date | None = None) -> tuple[Problem, ...]:
        """List what is wrong with the tags of a link, as found by analytics or before print.

        Args:
            tags: The tags; their `content` and `term` are free.
            on: The day on which the code is made or was scanned. Without it nothing is said
                about the days of the campaign.

        Example:
            >>> from mgov import qr
            >>> words = qr.TagVocabulary(title="x", sources=[{"tag": "poster", "title": "海报"}])
            >>> for problem in words.problems(qr.LinkTags(source="海报", medium="qr")):
            ...     print(problem)
            source: is not in the vocabulary. Did you mean poster? There is poster.
            medium: is not in the vocabulary. There are none.
        """
        return tuple(self._problems(tags, on))

    def require(self, tags: LinkTags, *, on: date | None = None) -> None:
        """Refuse tags that the vocabulary does not allow.

        Args:
            tags: The tags.
            on: The day on which the code is made; see `problems`.

        Raises:
            mgov.errors.InvalidValueError: If there is a problem; tells the first one.

        Example:
            >>> from mgov import qr
            >>> words = qr.TagVocabulary(title="x", sources=[{"tag": "poster", "title": "海报"}])
            >>> words.require(qr.LinkTags(source="poster"))
        """
        for problem in self._problems(tags, on):
            raise InvalidValueError(
                problem.trouble, field=problem.field, remedy=problem.remedy, code=problem.code
            )

    def _problems(self, tags: LinkTags, on: date | None) -> Iterator[Problem]:
        lists: tuple[tuple[str, str | None, tuple[AllowedTag, ...]], ...] = (
            ("source", tags.source, self.sources),
            ("medium", tags.medium, self.mediums),
            ("campaign", tags.campaign, self.campaigns),
        )
        for name, tag, allowed in lists:
            if tag is not None and tag not in {each.tag for each in allowed}:
                trouble, remedy = "is not in the vocabulary", _near(tag, allowed)
                yield Problem((name,), trouble, remedy, "tag_unknown")
        for campaign in self.campaigns:
            if campaign.tag == tags.campaign:
                yield from _campaign_problems(campaign, tags, on)


def _campaign_problems(campaign: Campaign, tags: LinkTags, on: date | None) -> Iterator[Problem]:
    ways = (("source", tags.source, campaign.sources), ("medium", tags.medium, campaign.mediums))
    for name, tag, allowed in ways:
        if tag is not None and allowed and tag not in allowed:
            trouble = f"is not one of the campaign {campaign.tag}"
            remedy = f"Use {' or '.join(allowed)}, or tag another campaign."
            yield Problem((name,), trouble, remedy, "campaign_way")
    if on is None:
        return
    if campaign.begins is not None and on < campaign.begins:
        trouble, remedy = f"begins on {campaign.begins}", "Wait, or tag another campaign."
        yield Problem(("campaign",), trouble, remedy, "campaign_not_begun")
    if campaign.ends is not None and campaign.ends < on:
        trouble, remedy = f"ended on {campaign.ends}", "Tag another campaign."
        yield Problem(("campaign",), trouble, remedy, "campaign_over")


def _near(word: str, allowed: tuple[AllowedTag, ...]) -> str:
    names = [each.tag for each in allowed]
    # People type what the thing is called as often as they misspell its tag.
    called = [
        each.tag
        for each in allowed
        if word.casefold() in {title.casefold() for _, title in each.title.items()}
    ]
    near = called or difflib.get_close_matches(word.lower(), names, n=1)
    question = f"Did you mean {near[0]}? " if near else ""
    listed = ", ".join(names[:_MOST_LISTED]) or "none"
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"{question}There {'is' if len(names) == 1 else 'are'} {listed}{more}."
