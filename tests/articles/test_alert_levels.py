from __future__ import annotations

from datetime import date

import pytest

from mgov.articles import AlertSeverity, WarningScale
from mgov.values.rulebook import Evidence
from mgov.values.text import Text

SCALE = WarningScale.built_in("cn-2024")


def test_there_is_a_scale_for_the_law_of_each_time():
    assert WarningScale.available() == ("cn-2007", "cn-2024")
    in_force = [
        name
        for name in WarningScale.available()
        if WarningScale.built_in(name).in_force(date(2017, 8, 17))
    ]
    assert in_force == ["cn-2007"]


@pytest.mark.parametrize("name", WarningScale.available())
def test_the_higher_the_level_the_greater_the_severity(name: str):
    levels = WarningScale.built_in(name).rules
    assert [(level.rank, level.severity) for level in levels] == [
        (1, AlertSeverity.EXTREME),
        (2, AlertSeverity.SEVERE),
        (3, AlertSeverity.MODERATE),
        (4, AlertSeverity.MINOR),
    ]


def test_that_the_law_knows_no_severity_is_said():
    level = WarningScale.built_in("cn-2007").rule("red")
    assert (level.article, level.evidence) == ("第四十二条", Evidence.SECOND_HAND)
    assert level.severity_evidence is Evidence.SECOND_HAND


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("广安市气象台发布暴雨橙色预警信号", "orange"),
        ("上海中心气象台发布雷电黄色预警[Ⅲ级/较重]", "yellow"),
        ("发布森林火险Ⅱ级预警", "orange"),
        ("发布森林火险II级预警", "orange"),
        ("发布森林火险Ⅰ级预警", "red"),
        ("发布洪水四级预警", "blue"),
        ("大风蓝色预警：阵风可达十一级", "blue"),
        ("大风预警：阵风可达十一级", None),
        ("十一级预警", None),
        ("暴雨黄色预警升级为暴雨橙色预警", None),
        ("明日晴", None),
        ("Red alert for rainstorms", "red"),
        (Text(zh="暴雨橙色预警", en="Orange warning of rainstorms"), "orange"),
        (Text(zh="暴雨橙色预警", en="Red warning of rainstorms"), None),
    ],
)
def test_the_level_that_a_headline_names_is_found(text: Text | str, level: str | None):
    found = SCALE.find(text)
    assert (found and found.id) == level
