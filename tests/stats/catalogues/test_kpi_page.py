"""The page of the catalogue says of each measure what the catalogue says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mgov.stats import MeasureDefinition, kpi
from mgov.values.rulebook import Evidence

PAGE = Path(__file__).resolve().parents[3] / "docs" / "concepts" / "kpi.md"
SECTIONS = {
    section.partition("\n")[0]: " ".join(section.split())
    for section in re.split(r"^### ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
}
SAID = {
    Evidence.VERIFIED: "(read in the source)",
    Evidence.SECOND_HAND: "(read in a text that cites or uses it)",
    Evidence.FROM_MEMORY: "(usual; no document that was read fixes it)",
}


@pytest.mark.parametrize("definition", kpi.catalogue().rules, ids=lambda each: each.id)
def test_the_page_says_what_the_catalogue_says(definition: MeasureDefinition):
    section = SECTIONS[definition.title.in_language("en")]
    assert f"`kpi.{definition.id}`, {definition.title.in_language('zh')}." in section
    assert f" Unit: {definition.unit}. " in section
    assert f"**Counts.** {definition.counts.in_language('en')}. " in section
    assert f"**Leaves out.** {definition.leaves_out.in_language('en')}. " in section
    assert definition.source.in_language("en") in section
    assert SAID[definition.evidence] in section
    if definition.evidence is not Evidence.FROM_MEMORY:
        assert definition.article in section
    if definition.address is not None:
        assert f"]({definition.address})" in section


@pytest.mark.parametrize("definition", kpi.catalogue().rules, ids=lambda each: each.id)
def test_the_page_has_an_example_of_each_measure(definition: MeasureDefinition):
    section = SECTIONS[definition.title.in_language("en")]
    assert re.search(rf"```python >>> show\(\w+, kpi\.{definition.id}\b", section)


@pytest.mark.parametrize("name", ["channel_shift", "retention"])
def test_the_page_has_an_example_of_what_is_no_definition(name: str):
    [section] = (each for each in SECTIONS.values() if f"`kpi.{name}`," in each)
    assert f"kpi.{name}(uses, **monthly)" in section
    for part in ("Counts", "Leaves out", "Source"):
        assert f"**{part}.**" in section


def test_the_page_tells_of_nothing_else():
    titles = {each.title.in_language("en") for each in kpi.catalogue().rules}
    assert SECTIONS.keys() - titles == {"Channel shift", "Retention by cohort"}
