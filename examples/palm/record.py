"""The facts of the record as they stand in `record.toml`: who reported what, and when."""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, Field

from mgov import Figure, Organization, Period, Text
from mgov.petitions import LookupCode
from mgov.values.model import Model
from mgov.values.personal import PersonalText, PersonName, PhoneNumber

__all__ = ["Evidence", "Fact", "InventedPetition", "Record", "Source"]


class Source(Model, frozen=True):
    """Where facts were read."""

    title: Text
    publisher: Text
    published: date


class Evidence(StrEnum):
    """How surely a fact is known to stand in its source."""

    READ = "read"
    FROM_MEMORY = "from_memory"


class Fact(Model, frozen=True):
    """One fact: the words of its figure, and what they count.

    Attributes:
        id: What results call it by.
        subject: What it is about.
        source: The id of its source.
        as_of: When it held.
        text: The figure as it was written.
        meaning: What it counts, in words of our own.
        unit: What is counted, where the figure itself does not say it.
        threshold: Whether the figure is a condition rather than a measurement.
        evidence: How surely it is known.
    """

    id: str
    subject: Text
    source: str
    as_of: Period
    text: str
    meaning: str
    unit: str | None = None
    threshold: bool = False
    evidence: Evidence = Evidence.READ

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the text: one, or two as in 9大类124项."""
        found = Figure.find_all(self.text)
        if len(found) > 1:
            return tuple(found)
        return (Figure.parse(self.text, unit=self.unit).replace(threshold=self.threshold),)


class _Stated(Model, frozen=True):
    id: str
    text: str
    meaning: str
    unit: str | None = None
    threshold: bool = False
    evidence: Evidence = Evidence.READ


class _Subject(Model, frozen=True):
    name: Text
    source: str
    as_of: Period
    facts: tuple[_Stated, ...]


class InventedPetition(Model, frozen=True):
    """A case that never was, with the moments of its course."""

    kind: str
    title: PersonalText
    text: PersonalText
    number: str
    lookup_code: LookupCode
    name: PersonName
    phone: PhoneNumber
    office: Text
    handler: Text
    registered: AwareDatetime
    transferred: AwareDatetime
    accepted: AwareDatetime
    answered: AwareDatetime
    delivered: AwareDatetime
    rated: AwareDatetime


class _File(Model, frozen=True):
    sources: dict[str, Source]
    subjects: Annotated[tuple[_Subject, ...], Field(min_length=1)]
    petition: InventedPetition


class Record(Model, frozen=True):
    """All facts, with their sources and the invented petition."""

    sources: dict[str, Source]
    facts: tuple[Fact, ...]
    petition: InventedPetition

    @classmethod
    def load(cls, path: Path | None = None) -> Record:
        """Read a record, by default the one beside this module."""
        text = (path or Path(__file__).with_name("record.toml")).read_text(encoding="utf-8")
        file = _File.model_validate(tomllib.loads(text))
        facts = tuple(
            Fact(
                id=stated.id,
                subject=subject.name,
                source=subject.source,
                as_of=subject.as_of,
                text=stated.text,
                meaning=stated.meaning,
                unit=stated.unit,
                threshold=stated.threshold,
                evidence=stated.evidence,
            )
            for subject in file.subjects
            for stated in subject.facts
        )
        return cls(sources=file.sources, facts=facts, petition=file.petition)

    @property
    def report(self) -> Source:
        """The newspaper's report, from which most of it comes."""
        return self.sources["peoples_daily"]

    def fact(self, fact_id: str) -> Fact:
        """Return a fact by its id."""
        return next(fact for fact in self.facts if fact.id == fact_id)

    def figure(self, fact_id: str, part: int = 0) -> Figure:
        """Return the figure of a fact, or one of its figures."""
        return self.fact(fact_id).figures[part]

    def about(self, subject_zh: str) -> tuple[Fact, ...]:
        """Return the facts on a subject, by a part of its Chinese name."""
        return tuple(fact for fact in self.facts if subject_zh in str(fact.subject))

    def publisher(self) -> Organization:
        """The newspaper as an organization."""
        return Organization(name=self.report.publisher)
