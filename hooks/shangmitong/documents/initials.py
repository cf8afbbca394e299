"""Which characters sound like a letter: a reader who types `lz` looks for 离职."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_TABLE = "pinyin_dict.json"


def initials(texts: Iterable[str]) -> dict[str, str]:
    """Return by letter the Chinese characters of `texts` with a reading that begins with it.

    A character with several readings stands at the letter of each.
    """
    readings = _readings()
    found: dict[str, str] = defaultdict(str)
    for character in sorted(set("".join(texts))):
        sounds = readings.get(str(ord(character)), "").split(",")
        for letter in sorted({unicodedata.normalize("NFD", sound)[0] for sound in sounds if sound}):
            found[letter] += character
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    """Return the readings of each character, by the decimal number of it.

    The file alone is read: the package itself would also load its words, which take 55 MB.
    """
    spec = find_spec("pypinyin")
    folders = (spec.submodule_search_locations or ()) if spec else ()
    table = next((path for folder in folders if (path := Path(folder) / _TABLE).exists()), None)
    return json.loads(table.read_text("utf-8")) if table else {}
