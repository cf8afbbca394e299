"""What another reader of PDF/A, with the rules of veraPDF, says of the files of the sample, at level 2b."""

from __future__ import annotations

import io
import re
from pathlib import Path, PurePosixPath

import pikepdf
import pytest
from pikepdf import pdfa

from shangmitong.proof.spec import spec_of

UNKNOWN = {
    "font: it does not look into /CIDSet": r"6\.2\.11\.4\.2-2 /CIDSet on a CIDFontType2 subset is not checked",
    "font: it does not look into a matrix of a CFF font": r"font-program CIDFontType0: CFF FDArray FontMatrix",
    "colour: it does not look into patterns": r"pikepdf:(colour-space|pattern|schema-Resources) .*pattern",
    "place: a link, bookmark or page label that is a reference": r"pikepdf:schema-(LinkAnnot|OutlineItem|PageLabelsNode) '\d+ 0 R'",
    "extension schemas, which declare what is no part of XMP": r"6\.6\.2\.3\.1-1 XMP (namespace|property) (pdfa\w+|pdfuaid)[:=]",
    "number of pages, a schema of XMP itself": r"6\.6\.2\.3\.1-1 XMP (namespace|property) xmpTPg[:=]",
    "history: it does not look into it": r"6\.6\.2\.3\.1-2 the content of structured XMP property xmpMM:History",
    "level: ours is the stricter A": r"6\.6\.4-3 pdfaid:conformance is 'A', expected 'B'",
}
"""Findings that are no faults of a file: what the reader does not know, and a pattern of its words."""


def findings(data: bytes) -> list[str]:
    """Return what the reader finds in a PDF, without what it does not know."""
    said = [
        f"{found.rule} {found.message} ({found.where})"
        for found in pdfa.validate_written(io.BytesIO(data), "2b").findings
    ]
    return [words for words in said if not any(re.search(pattern, words) for pattern in UNKNOWN.values())]


@pytest.fixture(scope="module")
def papers(built: Path) -> list[Path]:
    """The files of the sample that say they are PDF/A."""
    paths = sorted((built / "site/downloads").rglob("*.pdf"))
    return [path for path in paths if spec_of(PurePosixPath(path.name)).claims]


def test_nothing_is_found_but_what_the_reader_does_not_know(papers: list[Path]) -> None:
    assert len(papers) > 10
    assert {path.name: found for path in papers if (found := findings(path.read_bytes()))} == {}


def test_a_broken_promise_is_found(papers: list[Path]) -> None:
    out = io.BytesIO()
    with pikepdf.open(papers[0]) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(out)
    assert findings(out.getvalue())
