"""What the site search looks through: each section of each page as plain text.

The browser looks for the words as they stand (docs/assets/search.js), so no Chinese has to be cut into words here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from ..facts.project import Project
from .markdown import plain
from .sounds import sounds

_HEADING = re.compile(r"^#{1,6} (.+?)(?: \{ #([\w-]+) \})?$", re.MULTILINE)
_BLOCK = re.compile(r"^\|[ :|-]+\|$|^ *(?:[-*] (?:\[[ x]\] )?|\d+\. |> )|\|", re.MULTILINE)
"""Marks between pieces of text: the line below the head of a table, list items, quotations, cells."""
_INLINE = re.compile(r"<[^>]*>|\{[:#. ][^}]*\}|!?\[|\]\([^)]*\)|\*\*|`")
"""Marks inside a text: HTML, attributes, links and pictures, bold, code."""
_CALLOUT = re.compile(r'^[!?]{3} \w+ "(.*)"$', re.MULTILINE)


def sections(url: str, markdown: str) -> Iterator[dict[str, str]]:
    """Return the sections of a page: `location` (address with anchor), `title` and `text`, both escaped as HTML."""
    begins = list(_HEADING.finditer(markdown))
    if not begins:
        return
    ends = [*(match.start() for match in begins[1:]), len(markdown)]
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        location = url if number == 0 else f"{url}#{begin[2]}" if begin[2] else url
        text = _INLINE.sub("", _BLOCK.sub(" ", _CALLOUT.sub(r"\1", markdown[begin.end() : end])))
        words = html.escape(" ".join(html.unescape(text).split()), quote=False)
        yield {"location": location, "title": html.escape(plain(begin[1]), quote=False), "text": words}


_NUMBER = re.compile(r"^[\d.]+ ")
_CITED = re.compile(r"依据：《[^。]*。?")
_ELSEWHERE = re.compile(
    r"[\w-]+/(?:(?:guide|manual|faq)/law/|short/|manual/(?:roles|training|papers)/|guide/(?:classify|grade|brief)/|brochure/)"
    r"|kit/[\w-]+/#要填的空$|[\w-]+/(?:guide|manual)/(?:#|$)|[\w-]+/faq/#法律依据|[\w-]+/#secrets$|troubles/|reuse/reference"
    r"|[\w-]+/roles/(?:$|#)|(?:[\w-]+/)?roles/[\w-]+/(?:$|#(?!ask-))"
)
"""Pages that say again what stands elsewhere: a reader is led to the place itself; and blanks of a paper."""
_SHARED = re.compile(r"#(?:question-q-|procedure-|form-).*")
"""Sections that are the same in every trade, but for the names of the forms and papers that they lead to."""
Found = dict[str, str | list[str]]


def _tail(location: str) -> str:
    """Return the place below the folder of the trade."""
    return location.partition("/")[2]


def _asked(project: Project) -> dict[str, list[str]]:
    """Return how people ask for a question or a procedure, by its anchor."""
    trades = project.industries.values()
    questions = [*project.questions.values(), *(item for trade in trades for item in trade.questions)]
    procedures = [*project.procedures.values(), *(item for trade in trades for item in trade.procedures)]
    return {
        **{f"question-{item.id}": [*item.asked] for item in questions},
        **{f"procedure-{item.id}": [*item.asked] for item in procedures},
    }


def search_data(project: Project, found: Iterable[dict[str, str]]) -> dict[str, object]:
    """Return what the browser's search loads: words that mean the same, characters by sound, the sections once each.

    A section that several trades share stands once, with the other trades under `also`; its place below each is the
    same.
    """
    kept: dict[tuple[str, str, str], Found] = {}
    asked = _asked(project)
    for section in found:
        location = section["location"]
        if _ELSEWHERE.match(location):
            continue
        text = _CITED.sub("", section["text"]).strip()
        title = _NUMBER.sub("", section["title"])
        shared = _SHARED.search(location)
        trade = location.partition("/")[0]
        place = _tail(location) if trade in project.industries else ""
        same = kept.setdefault((title, shared[0] if shared else text, place), {**section, "text": text})
        if more := asked.get(location.partition("#")[2]):
            same["asked"] = more
        if place and same["location"] != location:
            same["also"] = [*same.get("also", []), trade]
    groups = [list(group) for group in project.synonyms]
    if project.region.neighbours:  # who asks of a place next door is led to the page on working with it
        groups.append(["邻县", *(name.removesuffix("县").removesuffix("市") for name in project.region.neighbours)])
    words = (word for group in groups for word in group)
    order = sorted(kept.values(), key=lambda item: (_tail(str(item["location"])), str(item["location"])))
    return {
        "synonyms": groups,
        "sounds": sounds([*words, *(str(item[part]) for item in order for part in ("title", "text"))]),
        "sections": order,
    }
