"""News of GOV.UK, mapped to articles: what its content items know has a place here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeAlias

import pytest

from mgov.articles import Article, LanguageLinkTrouble, check_language_links

Json: TypeAlias = "dict[str, Json] | list[Json] | str | None"


def article_of(path: Path) -> Article:
    item = json.loads(path.read_text(encoding="utf-8"))
    changes = item["details"].get("change_history", [])
    [publisher, *_] = item["links"]["organisations"]
    return Article(
        identifier=item["content_id"],
        title={item["locale"]: item["title"]},
        kind="news",
        published=item["details"]["first_public_at"],
        modified=item["public_updated_at"],
        publisher={"name": publisher["title"], "address": publisher["web_url"]},
        summary=item["description"],
        language=item["locale"],
        address=f"https://www.gov.uk{item['base_path']}",
        translations=[
            {
                "language": each["locale"],
                "identifier": each["content_id"],
                "address": each["web_url"],
                "title": {each["locale"]: each["title"]},
            }
            for each in item["links"]["available_translations"]
            if each["locale"] != item["locale"]
        ],
        history=[
            {"number": number, "at": each["public_timestamp"], "note": each["note"]}
            for number, each in enumerate(changes, start=1)
        ],
    )


@pytest.fixture
def news(shared_data: Path) -> dict[str, Article]:
    paths = sorted((shared_data / "govuk").glob("news_article__*.json"))
    assert len(paths) == 3
    return {path.stem.removeprefix("news_article__"): article_of(path) for path in paths}


def test_the_languages_of_a_message_link_to_each_other(news: dict[str, Article]):
    english, urdu = (
        news["news_article_withdrawn"],
        news["news_article_news_story_translated_arabic"],
    )
    assert (english.languages, urdu.languages) == (("en", "ur"), ("ur", "en"))
    assert english.identifier == urdu.identifier
    assert english.translations[0].leads_to(urdu)
    assert not english.translations[0].leads_to(english)
    assert check_language_links(news.values()) == ()


def test_a_language_that_is_taken_away_is_missed(news: dict[str, Article]):
    english = news["news_article_withdrawn"]
    (finding,) = check_language_links([english])
    assert (finding.trouble, finding.link.language) == (LanguageLinkTrouble.NOT_FOUND, "ur")


def test_a_change_history_is_a_history_of_versions(news: dict[str, Article]):
    release = news["best-practice-press-release"]
    (version,) = release.history
    assert (version.number, str(version.note)) == (1, "First published.")
    assert (version.at, release.version) == (release.published, 1)
    assert release.languages == ("en",)


def test_a_withdrawal_is_told_to_readers_as_a_new_version(shared_data: Path):
    path = shared_data / "govuk" / "news_article__news_article_withdrawn.json"
    article = article_of(path)
    notice = json.loads(path.read_text(encoding="utf-8"))["withdrawn_notice"]
    withdrawn_at = article.replace(modified=notice["withdrawn_at"]).modified
    assert withdrawn_at is not None
    withdrawn = article.revise(
        at=withdrawn_at,
        note="Withdrawn.",
        body=[{"kind": "quote", "text": "We’ve withdrawn this news article"}],
    )
    assert [each.number for each in withdrawn.history] == [1, 2]
    assert withdrawn.recorded_version(article) == article.versions[0]
    assert withdrawn.differs_in(article) == ("body",)
