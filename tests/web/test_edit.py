"""Edit this page: it opens a file with sentences that people know from the page."""

from __future__ import annotations

from shangmitong.documents.pages import Site
from shangmitong.web.edit import MADE_OF, OF_THE_COUNTY, editable


def test_no_page_leads_to_a_template_or_a_program(site: Site) -> None:
    found = {page.path: editable(page, site.project) for page in site.all_pages()}
    assert {name for name in found.values() if name and not name.endswith(".yml")} == set()
    assert found["kit.md"] is None
    assert found["reuse/reference.md"] is None
    assert {path: found[path] for path in MADE_OF} == MADE_OF
    assert {found[path] for path in OF_THE_COUNTY} == {"regions/tongcheng.yml"}
    text = (site.project.tree.root / "common/questions.yml").read_text("utf-8")
    assert "q-exit-refuse" in text, "what /troubles/ says stands in the file that it leads to"
