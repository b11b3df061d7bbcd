"""The steps that are taken with a reader's report, each by a method of its own name."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import Self

from mgov.articles.correction_event import CorrectionEventKind
from mgov.values.text import Text

__all__ = ["CorrectionSteps"]


class CorrectionSteps:
    """The steps of a report that need no article. `CorrectionReport` keeps their events."""

    @abstractmethod
    def _with(self, kind: CorrectionEventKind, **details: object) -> Self:
        """Return the report with one event more."""

    def start_review(self, *, at: datetime, by: str | None = None) -> Self:
        """Take the report up.

        Args:
            at: When.
            by: The name of the editor.

        Raises:
            mgov.errors.InvalidDataError: If it cannot be taken up now.
        """
        return self._with(CorrectionEventKind.REVIEW_STARTED, at=at, by=by)

    def extend(self, *, at: datetime, by: str | None = None) -> Self:
        """Extend the term, since the matter is complicated.

        Args:
            at: When; after the term's last day it changes nothing.
            by: The name of the editor.

        Raises:
            mgov.errors.InvalidDataError: If the report is closed.
        """
        return self._with(CorrectionEventKind.EXTENDED, at=at, by=by)

    def reply(self, text: Text | str, *, at: datetime, by: str | None = None) -> Self:
        """Tell the reader something; the first answer keeps or misses the term.

        Args:
            text: What the reader is told.
            at: When.
            by: The name of the editor.

        Raises:
            mgov.errors.InvalidDataError: If the moment lies before the last event.
        """
        return self._with(CorrectionEventKind.REPLIED, at=at, by=by, reply=text)

    def reject(self, *, at: datetime, reply: Text | str, by: str | None = None) -> Self:
        """Leave the article as it is, and tell the reader why.

        Args:
            at: When.
            reply: What the reader is told.
            by: The name of the editor.

        Raises:
            mgov.errors.InvalidDataError: If the report is closed.
        """
        return self._with(CorrectionEventKind.REJECTED, at=at, by=by, reply=reply)

    def withdraw(self, *, at: datetime) -> Self:
        """Let the reader take the report back; no answer is owed any more.

        Args:
            at: When.

        Raises:
            mgov.errors.InvalidDataError: If the report is closed.
        """
        return self._with(CorrectionEventKind.WITHDRAWN, at=at)
