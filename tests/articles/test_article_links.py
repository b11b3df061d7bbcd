from __future__ import annotations

import pytest

from mgov.articles import Article, ArticleKind, Reference, Translation, Variant, VariantKind
from mgov.errors import InvalidDataError, Problem
from mgov.values.place import Place

POLICY = Article(
    identifier="国办发〔2017〕47号",
    title="国务院办公厅关于印发政府网站发展指引的通知",
    kind="policy",
    published="2017-06-08T17:00:00+08:00",
    publisher={"name": "国务院办公厅"},
    address="https://www.example.gov.cn/policy.htm",
)
INTERPRETATION = Article(
    identifier="2017-0608-02",
    title="一图读懂《政府网站发展指引》",
    kind="interpretation",
    published="2017-06-08T18:00:00+08:00",
    publisher={"name": "中国政府网"},
    language="zh-CN",
    address="https://www.example.gov.cn/2.htm",
    interprets=[{"identifier": "国办发〔2017〕47号", "title": "政府网站发展指引"}],
)


def problem_of(**changes: object) -> Problem:
    with pytest.raises(InvalidDataError) as error:
        INTERPRETATION.replace(**changes)
    (problem,) = error.value.problems
    return problem


def test_bylines_editor_and_place_are_kept_apart():
    article = INTERPRETATION.replace(
        authors=["本报评论员"],
        reporters=["张晓明", " 李 红 "],
        editor="王丽",
        place={"name": "广安区", "division": "511602"},
    )
    assert (article.authors, article.editor) == (("本报评论员",), "王丽")
    assert article.reporters == ("张晓明", "李 红")
    assert article.place == Place(name="广安区", division="511602")
    assert problem_of(reporters=["张晓明", " "]).loc == ("reporters", 1)


def test_an_interpretation_leads_to_its_policy():
    (reference,) = INTERPRETATION.interprets
    assert reference.leads_to(POLICY)
    assert not reference.leads_to(INTERPRETATION)


def test_a_reference_by_address_leads_to_the_page_there():
    assert Reference(address="https://www.example.gov.cn/policy.htm").leads_to(POLICY)
    assert not Reference(address="https://www.example.gov.cn/").leads_to(POLICY)
    assert not Reference(identifier="2").leads_to(POLICY.replace(address=None))


def test_a_title_alone_is_no_reference():
    problem = problem_of(interprets=[{"title": "政府网站发展指引"}])
    assert (problem.loc, problem.code) == (("interprets", 0), "reference_empty")


@pytest.mark.parametrize("kind", ArticleKind)
def test_only_some_kinds_explain_a_policy(kind: ArticleKind):
    if kind.may_interpret:
        assert INTERPRETATION.replace(kind=kind).interprets
    else:
        problem = problem_of(kind=kind)
        assert (problem.field, problem.code) == ("interprets", "interprets_kind")
        assert problem.remedy == (
            "Leave it out, or give as kind one of news, interpretation, question_and_answer."
        )
        assert INTERPRETATION.replace(kind=kind, interprets=[]).kind is kind


def test_a_kind_that_is_none_is_the_only_problem():
    assert problem_of(kind="poem").field == "kind"


@pytest.mark.parametrize(
    "itself", [{"identifier": "2017-0608-02"}, {"address": "https://www.example.gov.cn/2.htm"}]
)
def test_an_interpretation_does_not_explain_itself(itself: object):
    other = {"identifier": "1"}
    problem = problem_of(interprets=[other, itself])
    assert (problem.code, problem.trouble) == (
        "interprets_itself",
        "leads back to the article itself (policy 2)",
    )


def test_a_policy_is_explained_once():
    first = {"identifier": "1", "address": "https://www.example.gov.cn/policy.htm"}
    again = {"address": "https://www.example.gov.cn/policy.htm"}
    assert problem_of(interprets=[first, again]).code == "interprets_twice"
    two = INTERPRETATION.replace(interprets=[first, {"identifier": "2"}])
    assert len(two.interprets) == 2


def test_an_article_can_be_read_in_its_own_language_and_those_it_links_to():
    links = [{"language": "en", "identifier": "2-en"}, {"language": "zh-hant", "identifier": "2-t"}]
    article = INTERPRETATION.replace(translations=links)
    assert article.languages == ("zh-CN", "en", "zh-Hant")
    assert article.replace(language="und").languages == ("en", "zh-Hant")


@pytest.mark.parametrize(
    ("links", "code"),
    [
        ([{"language": "ZH-cn", "identifier": "1"}], "translation_own_language"),
        (
            [{"language": "en", "identifier": "1"}, {"language": "EN", "identifier": "2"}],
            "translation_twice",
        ),
        (
            [{"language": "en", "address": "https://www.example.gov.cn/2.htm"}],
            "translation_own_address",
        ),
    ],
)
def test_links_to_languages_lead_elsewhere_and_once(links: object, code: str):
    problem = problem_of(translations=links)
    assert (problem.field, problem.code) == ("translations", code)


def test_a_link_to_a_language_names_it():
    with pytest.raises(InvalidDataError) as error:
        Translation(language="und", identifier="1")
    assert error.value.problems[0].code == "translation_language"
    with pytest.raises(InvalidDataError) as error:
        Translation(language="Urdu!", identifier="1")
    assert error.value.problems[0].code == "language_tag"


def test_without_a_page_of_its_own_an_article_may_link_by_identifier():
    link = [{"language": "en", "identifier": INTERPRETATION.identifier}]
    article = INTERPRETATION.replace(address=None, translations=link)
    assert article.translations[0].address is None


def test_variants_may_share_a_file_but_not_their_kind_too():
    pdf = {"address": "https://www.example.gov.cn/2.pdf", "media_type": "application/pdf"}
    article = INTERPRETATION.replace(
        variants=[{"kind": "print", **pdf}, {"kind": "large_type", **pdf}]
    )
    assert [each.kind for each in article.variants] == [VariantKind.PRINT, VariantKind.LARGE_TYPE]
    assert problem_of(variants=[{"kind": "print", **pdf}] * 2).code == "variant_twice"


def test_a_variant_stands_at_an_address_of_its_own():
    variant = {"kind": "large_type", "address": "https://www.example.gov.cn/2.htm"}
    assert problem_of(variants=[variant]).code == "variant_own_address"
    assert INTERPRETATION.replace(address=None, variants=[variant]).variants == (
        Variant(**variant),
    )


def test_a_media_type_has_two_parts():
    with pytest.raises(InvalidDataError) as error:
        Variant(kind="print", address="https://www.example.gov.cn/2.pdf", media_type="pdf")
    assert error.value.problems[0].field == "media_type"
