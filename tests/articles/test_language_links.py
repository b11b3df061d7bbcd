from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mgov.articles import Article, LanguageLinkTrouble, check_language_links

CHINESE = Article(
    identifier="1",
    title="公告",
    kind="notice",
    published="2017-08-17T09:00:00+08:00",
    publisher={"name": "某市人民政府"},
    language="zh-CN",
    address="https://www.example.gov.cn/1.htm",
    translations=[{"language": "en", "address": "https://www.example.gov.cn/1-en.htm"}],
)
ENGLISH = CHINESE.replace(
    identifier="1-en",
    title="Notice",
    language="en",
    address="https://www.example.gov.cn/1-en.htm",
    translations=[{"language": "zh-CN", "identifier": "1"}],
)


def troubles(*articles: Article) -> list[tuple[str, str, LanguageLinkTrouble]]:
    findings = check_language_links(articles)
    return [(each.article, each.link.language, each.trouble) for each in findings]


def test_links_that_go_both_ways_are_no_finding():
    assert troubles(CHINESE, ENGLISH) == []
    assert troubles() == []


def test_a_link_that_is_not_returned_is_one_sided():
    assert troubles(CHINESE, ENGLISH.replace(translations=[])) == [
        ("1", "en", LanguageLinkTrouble.ONE_SIDED)
    ]


def test_a_link_back_to_another_article_does_not_return_it():
    astray = ENGLISH.replace(translations=[{"language": "zh-CN", "identifier": "9"}])
    assert troubles(CHINESE, astray) == [
        ("1", "en", LanguageLinkTrouble.ONE_SIDED),
        ("1-en", "zh-CN", LanguageLinkTrouble.NOT_FOUND),
    ]


def test_a_link_names_the_language_that_is_there():
    british = ENGLISH.replace(language="en-GB")
    assert troubles(CHINESE, british) == [
        ("1", "en", LanguageLinkTrouble.OTHER_LANGUAGE),
        ("1-en", "zh-CN", LanguageLinkTrouble.ONE_SIDED),
    ]


def test_an_article_without_a_stated_language_is_taken_at_the_word_of_the_link():
    assert troubles(CHINESE, ENGLISH.replace(language="und")) == []


def test_one_identifier_for_all_languages_is_told_apart_by_language():
    chinese = CHINESE.replace(translations=[{"language": "en", "identifier": "1"}])
    english = ENGLISH.replace(identifier="1")
    assert troubles(chinese, english) == []
    assert troubles(chinese) == [("1", "en", LanguageLinkTrouble.NOT_FOUND)]
    assert troubles(chinese, english.replace(language="fr", translations=[])) == [
        ("1", "en", LanguageLinkTrouble.NOT_FOUND)
    ]


def test_with_one_identifier_for_all_languages_an_address_still_shows_the_wrong_one():
    french = ENGLISH.replace(identifier="1", language="fr", translations=[])
    assert troubles(CHINESE, french) == [("1", "en", LanguageLinkTrouble.OTHER_LANGUAGE)]


def test_an_article_does_not_return_its_own_link():
    alone = CHINESE.replace(
        language="und", translations=[{"language": "en", "identifier": CHINESE.identifier}]
    )
    assert troubles(alone) == [("1", "en", LanguageLinkTrouble.NOT_FOUND)]


def test_an_article_without_a_page_is_found_by_its_identifier():
    english = ENGLISH.replace(address=None)
    chinese = CHINESE.replace(translations=[{"language": "en", "identifier": "1-en"}])
    assert troubles(chinese, english) == []


def test_a_finding_says_why_in_two_languages():
    (finding,) = check_language_links([CHINESE])
    assert finding.reason.languages == ("en", "zh")
    assert finding.language == "zh-CN"


LANGUAGES = ("zh-CN", "en", "fr", "ar")


@given(
    st.dictionaries(st.sampled_from(LANGUAGES), st.sets(st.sampled_from(LANGUAGES)), min_size=1),
    st.randoms(use_true_random=False),
)
def test_whether_a_link_is_mutual_does_not_depend_on_the_order(
    links: dict[str, set[str]], random: Random
):
    articles = [
        CHINESE.replace(
            identifier=f"1-{language}",
            language=language,
            address=None,
            translations=[
                {"language": other, "identifier": f"1-{other}"}
                for other in sorted(others - {language})
            ],
        )
        for language, others in links.items()
    ]
    found = set(troubles(*articles))
    random.shuffle(articles)
    assert set(troubles(*articles)) == found
    expected = {
        (
            f"1-{language}",
            other,
            LanguageLinkTrouble.ONE_SIDED if other in links else LanguageLinkTrouble.NOT_FOUND,
        )
        for language, others in links.items()
        for other in others - {language}
        if language not in links.get(other, set())
    }
    assert found == expected
