from __future__ import annotations

import pytest

from mgov.articles import Article, ReprintStation
from mgov.errors import InvalidDataError, Problem

ARTICLE = Article(
    identifier="1",
    title="“掌上政务”的三大亮点",
    kind="news",
    published="2017-08-17T05:21:00+08:00",
    publisher={"name": "某县人民政府", "alternative_names": ["县政府"]},
    address="https://county.example.gov.cn/9.htm",
)
PAPER = "https://paper.example.cn/1.htm"
PORTAL = {"name": "中国政府网", "address": "https://www.example.gov.cn/5.htm"}
CITY = {"name": "某市人民政府"}


def problem_of(**changes: object) -> Problem:
    with pytest.raises(InvalidDataError) as error:
        ARTICLE.replace(**changes)
    (problem,) = error.value.problems
    return problem


def test_the_chain_of_an_original_is_its_own_page():
    assert ARTICLE.reprint_chain == (
        ReprintStation(name="某县人民政府", address="https://county.example.gov.cn/9.htm"),
    )
    moved = ARTICLE.replace(source="县政府", source_address="https://old.example.gov.cn/9.htm")
    assert len(moved.reprint_chain) == 1


def test_the_chain_of_a_reprint_runs_from_the_source_to_this_page():
    reprint = ARTICLE.replace(source="人民日报", source_address=PAPER, via=[PORTAL, CITY])
    assert reprint.is_reprint
    assert [str(station.name) for station in reprint.reprint_chain] == [
        "人民日报",
        "中国政府网",
        "某市人民政府",
        "某县人民政府",
    ]
    assert reprint.canonical_address == PAPER


def test_a_source_without_a_name_is_a_station_by_its_address():
    (first, _) = ARTICLE.replace(source_address=PAPER).reprint_chain
    assert (first.name, first.address) == (None, PAPER)


def test_without_the_address_of_the_source_the_earliest_known_one_is_cited():
    reprint = ARTICLE.replace(source="人民日报", via=[CITY, PORTAL])
    assert reprint.canonical_address == PORTAL["address"]
    assert ARTICLE.replace(source="人民日报", via=[CITY]).canonical_address == ARTICLE.address


def test_what_came_by_others_from_a_page_of_the_publisher_is_a_reprint():
    old = "https://old.example.gov.cn/9.htm"
    reprint = ARTICLE.replace(source="县政府", source_address=old, via=[PORTAL])
    assert reprint.is_reprint
    assert len(reprint.reprint_chain) == 3


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        (
            {"source": "人民日报", "via": [{"name": "人民日报"}]},
            "runs in a circle: station 1 is the source again",
        ),
        (
            {"source": "人民日报", "source_address": PAPER, "via": [PORTAL, {"address": PAPER}]},
            "runs in a circle: station 2 is the source again",
        ),
        (
            {"source": "人民日报", "via": [PORTAL, CITY, PORTAL]},
            "runs in a circle: station 3 is station 1 again",
        ),
        (
            {"source": "人民日报", "via": [{"name": {"zh": "县政府", "en": "County"}}]},
            "runs in a circle: this page is station 1 again",
        ),
        (
            {"source": "县政府", "via": [CITY]},
            "runs in a circle: this page is the source again",
        ),
    ],
)
def test_a_chain_passes_no_station_twice(changes: dict[str, object], trouble: str):
    problem = problem_of(**changes)
    assert (problem.field, problem.code) == ("via", "reprint_loop")
    assert problem.trouble == trouble


def test_one_publisher_may_have_two_pages_in_the_chain():
    other = {"name": "中国政府网", "address": "https://m.example.gov.cn/5.htm"}
    assert len(ARTICLE.replace(source="人民日报", via=[PORTAL, other]).reprint_chain) == 4


def test_stations_lie_between_a_source_and_this_page():
    assert problem_of(via=[PORTAL]).code == "reprint_source"


def test_a_station_is_known_by_name_or_address():
    assert problem_of(source="人民日报", via=[{}]).code == "station_empty"


def test_a_source_that_is_no_good_is_the_only_problem():
    assert problem_of(source_address="人民日报", via=[PORTAL]).field == "source_address"
