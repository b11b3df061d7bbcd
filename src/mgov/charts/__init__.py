"""Charts: pictures of what the other rooms know, drawn with Altair."""

from __future__ import annotations

from mgov.charts.petition_timeline import timeline

__all__ = ["timeline"]
