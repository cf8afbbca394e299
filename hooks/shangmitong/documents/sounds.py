"""Which characters sound alike: a reader who types `lizhi`, `lz` or 离只 looks for 离职."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

_TABLE = "pinyin_dict.json"
_TONE = re.compile(r"[^a-z]")


def sounds(texts: Iterable[str]) -> dict[str, str]:
    """Return by syllable, without the tone, the Chinese characters of `texts` with that reading; ü is written v.

    A character with several readings stands at each.
    """
    readings = _readings()
    found: dict[str, str] = defaultdict(str)
    for character in sorted(set("".join(texts))):
        said = unicodedata.normalize("NFD", readings.get(str(ord(character)), "")).replace("u\u0308", "v").split(",")
        for syllable in sorted({_TONE.sub("", sound) for sound in said if sound}):
            found[syllable] += character
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
