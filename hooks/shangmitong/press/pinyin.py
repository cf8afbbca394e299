"""How words sound, for the order of an index.

The tables that tell the readings of Chinese words take 55 MB, as much as half of the rest of a build. So they are
asked in a process of its own: `python -m shangmitong.press.pinyin` takes words as a JSON list and gives their keys.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from threading import Lock, Thread

from . import process as child

_TONE = re.compile(r"([a-zü]+)(\d?)")
_TURN = Lock()
_expected: set[str] = set()
_known: dict[str, list[list[str]]] = {}


def expect(words: Iterable[str], soon: bool = False) -> None:
    """Note words that may be asked for, so that the first question brings the answers to all.

    When they will be asked for `soon`, the answers are fetched beside what else is done.
    """
    _expected.update(words)
    if soon:
        Thread(target=_fetch, daemon=True).start()


def keys(words: Iterable[str]) -> dict[str, list[list[str]]]:
    """Return what each word is sorted by, as `key` gives it."""
    wanted = set(words)
    with _TURN:
        if not wanted <= _known.keys():
            _ask(wanted | _expected)
    return {word: _known[word] for word in wanted}


def _ask(words: set[str]) -> None:
    if not (asked := sorted(words - _known.keys())):
        return
    done = child.answer(__name__, input=json.dumps(asked).encode())
    _known.update(zip(asked, json.loads(done.stdout), strict=True))


def _fetch() -> None:
    with _TURN, suppress(OSError, child.ChildError):  # told to who asks for them
        _ask(set(_expected))


def key(words: str) -> list[tuple[str, str, str]]:
    """Return what `words` are sorted by: the sound of each character, then its tone, then the character.

    A character with several readings takes the one that it has in these words.
    """
    from pypinyin import Style, lazy_pinyin

    letters = "".join(re.findall(r"\w", words)).lower()
    found = []
    for piece in re.findall(r"[\u3400-\u9fff]+|.", letters):
        sounds = lazy_pinyin(piece, style=Style.TONE3) if piece > "\u3400" else list(piece)
        for letter, sound in zip(piece, sounds, strict=True):
            match = _TONE.fullmatch(sound)
            found.append((match[1], match[2], letter) if match else (sound, "", letter))
    return found


def main() -> int:
    """Give the keys of the words on stdin."""
    sys.stdout.write(json.dumps([key(word) for word in json.load(sys.stdin)]))
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(child.guarded(main))
