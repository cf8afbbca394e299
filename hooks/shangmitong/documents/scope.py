"""What the templates of one document can see and say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup

from .. import __version__
from ..facts.county import county
from ..facts.laws import Cited, in_a_row
from ..facts.model import Paper, Procedure, Question, Secret
from ..facts.model.base import GRADES
from ..facts.project import Project
from ..facts.tree import WORDING
from ..problem import Problem, ProblemsError
from .addresses import law_anchor, paper_page, way
from .exam import QUESTIONS, Drawn, bank, exam
from .icons import band, picture, sign, signed
from .kit import nearest_papers
from .markdown import escape, number_headings, title
from .pages import KINDS, Kind, Page, Template, chapters, document_title
from .plain_markdown import as_meant
from .scope_links import Links
from .scope_names import shared
from .scope_pictures import Pictures
from .template_errors import explain_template, find
from .value_map import value_map

LAW_PAGE = Template("_citations.md", "law", None)
"""The last chapter of a document with several pages: what it cites."""
COLOPHON = Template("_colophon.md", "colophon", None)
"""What stands on the back of the title page of a book."""


class Scope(Links, Pictures):
    """What the templates of one document can see and say; it remembers what they cite."""

    def __init__(
        self, project: Project, env: Environment, source: str, slug: str = "", kind: Kind | None = None
    ) -> None:
        self.project, self.env, self.source = project, env, source
        self.slug, self.industry, self.kind = slug, project.industries.get(slug), kind
        self.county = county(project)
        self.templates = chapters(project, kind) if kind else ()
        self.alone = len(self.templates) == 1
        self.procedures: Mapping[str, Procedure] = project.procedures
        self.questions: Mapping[str, Question] = project.questions
        self.secrets: Mapping[str, Secret] = {}
        if self.industry:
            self.procedures = {**self.procedures, **{item.id: item for item in self.industry.procedures}}
            self.questions = {**self.questions, **{item.id: item for item in self.industry.questions}}
            self.secrets = {item.id: item for item in self.industry.secrets}
        self.cited: dict[str, Cited] = {}
        self.path = ""

    def chapters(self) -> Iterator[Page]:
        """Render the pages of the document in order, and after them what they cite."""
        for template in self.templates:
            yield self.page(template, self._place(template.slug), template.number)
        if not self.alone:
            number = max((template.number or 0 for template in self.templates), default=0) + 1
            yield self.page(LAW_PAGE, self._place("law"), number)

    def colophon(self) -> Page:
        """Render what stands on the back of the title page; it is no page of the site."""
        text = self._render(COLOPHON.name, {"version": __version__, "issue": self.project.issue})
        return Page(self._place(COLOPHON.slug), title(text), text, self.source)

    def page(self, template: Template, path: str, number: int | None, more: dict[str, Any] | None = None) -> Page:
        """Render one template to the page at `path`; `number` is its chapter number, None for an unnumbered one.

        Raises ProblemsError with the template's line.
        """
        self.path = path
        text = as_meant(self._render(template.name, more or {}))
        if self.alone:
            text += "\n\n#" + self._render(LAW_PAGE.name, {}).lstrip()
        if not title(text):
            raise ProblemsError([Problem(self._file(template.name), 1, 1, "这一页没有标题，第一行要写“# 标题”")])
        numbered = self.alone or number not in (None, 0)
        text = number_headings(text, None if self.alone else number, 1 if numbered else 0)
        own = self.project.tree.owns(f"{WORDING}/{template.name}")
        return Page(path, title(text), text, self._file(template.name) if own else self.source)

    def _file(self, name: str) -> str:
        """Return the path below the project of a template, as Jinja calls it."""
        upstream = name.removeprefix("upstream/")
        return f"{WORDING}/{upstream}" if upstream != name else self.project.tree.name(f"{WORDING}/{name}")

    def _place(self, slug: str) -> str:
        return f"{self.slug}/{self.kind.slug if self.kind else ''}/{slug}.md"

    def _render(self, name: str, more: dict[str, Any]) -> str:
        try:
            return self.env.get_template(name).render(self._names() | more)
        except Exception as error:  # a template can raise anything; its author needs the line
            if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
                raise  # the disk, which no template is to blame for
            raise ProblemsError([self._problem(error, name)]) from error

    def _problem(self, error: Exception, name: str) -> Problem:
        folders = [layer / WORDING for layer in self.project.tree.layers]
        place, line = self._file(getattr(error, "name", None) or name), getattr(error, "lineno", None) or 1
        trace = error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            if any(map(file.is_relative_to, folders)):
                place, line = file.relative_to(self.project.root).as_posix(), trace.tb_lineno
            trace = trace.tb_next
        about = f"（写 {self.industry.name} 时）" if self.industry else ""
        return Problem(place, line, 1, f"模板出错{about}：{explain_template(error, self._names())}")

    def _names(self) -> dict[str, Any]:
        """Return what a template may name: facts of the project, facts of its own trade, and what it may call."""
        return shared(self.project, self.county) | self._own() | self._functions()

    def _own(self) -> dict[str, Any]:
        industry = self.industry
        return {
            "industry": industry,
            "slug": self.slug,
            "kind": self.kind,
            "title": document_title(industry, self.kind) if industry and self.kind else "",
            "procedures": self.procedures,
            "questions": self.questions,
            "secrets": self.secrets,
            "examples": sorted(self.secrets.values(), key=lambda secret: GRADES.index(secret.grade)),
            "stages": {item.id: item for item in industry.stages} if industry else {},
            "exam": self.exam,
            "cited": self.cited,
        }

    def _functions(self) -> dict[str, Any]:
        return {
            "law": self.law,
            "form": self.form,
            "case": self.case,
            "flow": self.flow,
            "chart": self.chart,
            "value_map": self.value_map,
            "station": self.stations,
            "icon": picture,
            "sign": sign,
            "band": band,
            "signed": signed,
            "link": self.link,
            "has": self.has,
            "procedure": self.procedure,
            "question": self.question,
            "secret": self.secret,
            "guarded": self.guarded,
            "evidence": self.evidence,
            "papers_for": self.papers,
            "named_papers": self.named_papers,
            "download": self.download,
            "file": self.file,
            "qr": self.qr,
        }

    def law(self, *citations: str) -> Markup:
        """Return the printed citations, each linked to the document's own table of what it cites."""
        parts = []
        for cited, text in in_a_row(map(self.project.registry.cite, citations)):
            self.cited[cited.key] = cited
            listed = self.kind is not None or self.county.shows(cited.source)
            target = f"{self._law_page()}#law-{law_anchor(cited.key)}"
            parts.append(self.link(text, target) if listed else escape(text))
        return Markup("、").join(parts)

    def _law_page(self) -> str:
        if self.kind is None:
            return "/law"
        return f"{self.kind.slug}/{'index' if self.alone else 'law'}"

    def form(self, word: str) -> Markup:
        """Return the name of a form, linked to its page in the manual."""
        return self.link(find("表单", word, self.project.forms).name, f"manual/forms#form-{word}")

    def procedure(self, word: str) -> Markup:
        """Return the name of a procedure, linked to its steps in the manual."""
        return self.link(find("流程", word, self.procedures).name, f"manual/procedures#procedure-{word}")

    def question(self, word: str) -> Markup:
        """Return a question, linked to its answer."""
        return self.link(find("问题", word, self.questions).question, f"faq/index#question-{word}")

    def secret(self, word: str) -> Markup:
        """Return the name of an example secret, linked to its entry in the guide."""
        return self.link(find("秘密", word, self.secrets).name, f"guide/identify#secret-{word}")

    def case(self, word: str) -> Markup:
        """Return the name of a case, linked to its sheet in the guide."""
        return self.link(find("案例", word, self.project.cases).name, f"guide/cases#case-{word}")

    @cached_property
    def stations(self) -> dict[str, Any]:
        """Return the stations of the value-chain map by the id of their stage."""
        return {item["id"]: item for item in value_map(self.industry)["stations"]} if self.industry else {}

    @cached_property
    def guarded(self) -> Mapping[str, list[Secret]]:
        """Return the example secrets of this industry whose measures fill in a form, by the form."""
        found: dict[str, list[Secret]] = {}
        for secret in self.secrets.values():
            for form in {measure.form for measure in secret.measures}:
                found.setdefault(form, []).append(secret)
        return found

    def papers(self, *words: str, most: int = 4) -> Markup:
        """Return links to the papers that go with any of the forms, the nearest first; empty where none does."""
        return self._listed(nearest_papers(self.project, self.slug, set(words))[:most])

    def named_papers(self, words: Iterable[str]) -> Markup:
        """Return links to the papers of these ids that this trade has: those that the answer to a question names."""
        named = (find("文书", word, self.project.papers) for word in words)
        return self._listed(paper for paper in named if not paper.industries or self.slug in paper.industries)

    def _listed(self, papers: Iterable[Paper]) -> Markup:
        pages = (self.link(f"《{paper.name}》", f"/{paper_page(paper.id)[:-3]}") for paper in papers)
        return Markup("、").join(pages)

    def evidence(self, word: str) -> Markup:
        """Return the evidence that a form leaves and the legal elements which it proves."""
        form = find("表单", word, self.project.forms)
        return escape(f"{form.evidence}（证明：{'、'.join(form.proves)}）")

    def exam(self, paper: str, many: int = QUESTIONS) -> tuple[Drawn, ...]:
        """Return the questions of a paper of this industry; another name of the paper gives another draw."""
        return exam(bank(self.project, self.industry), f"{self.slug} {paper}", many) if self.industry else ()

    def download(self, text: str, kind: str, slug: str = "") -> Markup:
        """Return a link to the PDF of a kind; the size is added when the file is made."""
        find("文种", kind, {known.slug: known for known in KINDS})
        find("行业", slug or self.slug, self.project.industries)
        return self.file(text, f"downloads/{slug or self.slug}/{kind}.pdf")

    def file(self, text: str, path: str) -> Markup:
        """Return a link to the printed file at `path` below the site; its size is added when it is made."""
        address = way(self.path, path)
        return Markup("[{}]({}){{ .download }}").format(escape(text), address)
