"""The small drawings of pages."""

from __future__ import annotations

from typing import get_args

from shangmitong.documents.icons import band
from shangmitong.facts.model.industry import Pattern


def test_each_pattern_of_a_trade_is_a_band_of_its_own_that_says_nothing_aloud() -> None:
    bands = {str(band("芯片", pattern, "#1f4e79")) for pattern in get_args(Pattern)}
    assert len(bands) == len(get_args(Pattern))
    assert all('aria-hidden="true"' in drawn and 'fill="#1f4e79"' in drawn for drawn in bands)
