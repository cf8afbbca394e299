"""The day of a build, and the time that its files carry: the same input gives the same bytes on any day."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

EPOCH = "SOURCE_DATE_EPOCH"
"""The environment variable that says when a site is built, in seconds since 1970."""


def build_day(epoch: str | None = None) -> date:
    """Return the day of the build: `epoch` (seconds since 1970, UTC) where it is set, else today."""
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


def stamp(day: date) -> int:
    """Return the time that files carry, in seconds since 1970: that of EPOCH where it is set, else the start of `day`."""
    return int(os.environ.get(EPOCH) or datetime.combine(day, datetime.min.time(), UTC).timestamp())
