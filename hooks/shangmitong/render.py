"""The one Jinja environment: facts and wording in, finished Markdown pages out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any, TypeVar

import jinja2
from jinja2 import nodes
from markupsafe import Markup

from . import flow as flowchart
from .laws import CitationError, Cited
from .load import Project
from .markdown import escape, number_headings, title
from .model import Case, Flow, Form, Industry, Procedure, Question, Secret
from .pages import KINDS, Document, Kind, Page, Site, Template, document_title, templates
from .problem import Problem, ProblemsFound, shorten, unknown

_Item = TypeVar("_Item")
FOLDER = "overrides/documents"
LAW_PAGE = Template("_citations.md", "law", None)
"""The last chapter of a document with several pages: what it cites."""


class Unknown(LookupError):
    """Raised when a template names an id that does not exist; the message is for the author."""


class Wording:
    """Renders the templates of one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.root / FOLDER
        self.env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.folder),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            finalize=lambda value: value if isinstance(value, Markup) else escape(value),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.env.filters["law_anchor"] = law_anchor

    @cached_property
    def chapters(self) -> dict[str, tuple[Template, ...]]:
        """Give the templates of each kind."""
        return {kind.slug: templates(self.project.root, kind) for kind in KINDS}

    def site(self) -> Site:
        """Render everything.

        Raises ProblemsFound with the problems of all templates.
        """
        problems = [*self._missing(), *self._lint()]
        pages: dict[str, Page] = {}
        documents: list[Document] = []
        for build in (self._documents, self._pages):
            try:
                build(documents, pages, problems)
            except ProblemsFound as found:
                problems += found.problems
        if problems:
            raise ProblemsFound(problems)
        assets = {f"assets/flows/{flow.id}.svg": flowchart.svg(flow) for flow in self.project.flows.values()}
        return Site(self.project, pages, tuple(documents), assets)

    def _documents(self, documents: list[Document], pages: dict[str, Page], problems: list[Problem]) -> None:
        for slug, industry in self.project.industries.items():
            for kind in KINDS:
                scope = Scope(self, f"industries/{slug}.yml", slug, industry, kind)
                try:
                    documents.append(Document(slug, industry, kind, tuple(scope.chapters())))
                except ProblemsFound as found:
                    problems += found.problems

    def _pages(self, documents: list[Document], pages: dict[str, Page], problems: list[Problem]) -> None:
        common: dict[str, Any] = {"documents": documents}
        for file in sorted((self.folder / "site").glob("*.md")):
            if file.stem != "industry":
                scope = Scope(self, f"{FOLDER}/site/{file.name}")
                pages[file.name] = scope.page(Template(f"site/{file.name}", file.stem, None), file.name, 0, common)
        for slug, industry in self.project.industries.items():
            scope = Scope(self, f"industries/{slug}.yml", slug, industry)
            path = f"{slug}/index.md"
            pages[path] = scope.page(Template("site/industry.md", "index", None), path, 0, common)

    def _missing(self) -> Iterator[Problem]:
        for kind in KINDS:
            if not self.chapters[kind.slug]:
                yield Problem(f"{FOLDER}/{kind.slug}", 1, 1, f"“{kind.name}”还没有模板，至少要有 index.md")

    def _lint(self) -> Iterator[Problem]:
        """Check every template without rendering it: syntax, and the ids that helpers are called with."""
        checks = {"law": self._cite, "form": self._form, "case": self._case, "flow": self._flow}
        for path in sorted(self.folder.rglob("*.md")):
            name = f"{FOLDER}/{path.relative_to(self.folder).as_posix()}"
            text = path.read_text("utf-8")
            try:
                tree = self.env.parse(text)
            except jinja2.TemplateSyntaxError as error:
                yield Problem(name, error.lineno, 1, f"模板写法有误：{error.message}")
                continue
            for call in tree.find_all(nodes.Call):
                if not (isinstance(call.node, nodes.Name) and call.node.name in checks):
                    continue
                for argument in call.args:
                    if isinstance(argument, nodes.Const):
                        yield from _try(checks[call.node.name], argument, name, text)

    def _cite(self, citation: str) -> Cited:
        return self.project.registry.cite(citation)

    def _form(self, word: str) -> Form:
        return _lookup("表单", word, self.project.forms)

    def _case(self, word: str) -> Case:
        return _lookup("案例", word, self.project.cases)

    def _flow(self, word: str) -> Flow:
        return _lookup("流程图", word, self.project.flows)


class Scope:
    """What the templates of one document can see and say; it remembers what they cite."""

    def __init__(
        self, wording: Wording, source: str, slug: str = "", industry: Industry | None = None, kind: Kind | None = None
    ) -> None:
        self.wording, self.project, self.source = wording, wording.project, source
        self.slug, self.industry, self.kind = slug, industry, kind
        self.cited: dict[str, Cited] = {}
        self.path = ""
        self.alone = kind is not None and len(wording.chapters[kind.slug]) == 1

    def chapters(self) -> Iterator[Page]:
        """Render the pages of the document in order, and after them what they cite."""
        assert self.kind
        chapters = self.wording.chapters[self.kind.slug]
        for template in chapters:
            yield self.page(template, self._place(template.slug), template.number)
        if not self.alone:
            number = max((template.number or 0 for template in chapters), default=0) + 1
            yield self.page(LAW_PAGE, self._place("law"), number)

    def page(self, template: Template, path: str, number: int | None, more: dict[str, Any] | None = None) -> Page:
        """Render one template to the page at `path`; `number` is its chapter number, None for an unnumbered one.

        Raises ProblemsFound with the template's line.
        """
        self.path = path
        text = self._render(template.name, more or {})
        if self.alone and not template.name.startswith("_"):
            text += "\n\n" + self._render("_citations.md", {}).replace("\n# ", "\n## ").removeprefix("# ")
        numbered = self.alone or number not in (None, 0)
        text = number_headings(text, None if self.alone else number, 1 if numbered else 0)
        return Page(path, title(text), text, self.source)

    def _place(self, slug: str) -> str:
        assert self.kind
        return f"{self.slug}/{self.kind.slug}/{slug}.md"

    def _render(self, name: str, more: dict[str, Any]) -> str:
        try:
            return self.wording.env.get_template(name).render(self._names() | more)
        except (jinja2.TemplateError, CitationError, Unknown, TypeError, AttributeError, KeyError) as error:
            raise ProblemsFound([self._problem(error, name)]) from error

    def _problem(self, error: Exception, name: str) -> Problem:
        place, line = name, getattr(error, "lineno", None) or 1
        trace = error.__traceback__
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            if file.is_relative_to(self.wording.folder):
                place, line = file.relative_to(self.wording.folder).as_posix(), trace.tb_lineno
            trace = trace.tb_next
        what = "用到了没有的名称" if isinstance(error, jinja2.UndefinedError) else "模板出错"
        about = f"（写 {self.industry.name} 时）" if self.industry else ""
        return Problem(f"{FOLDER}/{place}", line, 1, f"{what}{about}：{shorten(error, 200)}")

    def _names(self) -> dict[str, Any]:
        project, industry = self.project, self.industry
        procedures = {**project.procedures, **{item.id: item for item in (industry.procedures if industry else ())}}
        questions = {**project.questions, **{item.id: item for item in (industry.questions if industry else ())}}
        return {
            "industry": industry,
            "slug": self.slug,
            "kind": self.kind,
            "kinds": KINDS,
            "title": document_title(industry, self.kind) if industry and self.kind else "",
            "region": project.region,
            "industries": project.industries,
            "registry": project.registry,
            "cases": project.cases,
            "forms": project.forms,
            "procedures": procedures,
            "questions": questions,
            "flows": project.flows,
            "secrets": {item.id: item for item in industry.secrets} if industry else {},
            "stages": {item.id: item for item in industry.stages} if industry else {},
            "cited": self.cited,
            "law": self.law,
            "form": self.form,
            "case": self.case,
            "flow": self.flow,
            "link": self.link,
            "procedure": self.procedure,
            "question": self.question,
            "secret": self.secret,
            "evidence": self.evidence,
            "download": self.download,
        }

    def link(self, text: str, target: str) -> Markup:
        """Give a Markdown link to `target`: "manual/forms#form-x" of this industry, or "/law" of the site."""
        page, _, mark = target.partition("#")
        path = f"{page[1:]}.md" if page.startswith("/") else f"{self.slug}/{page}.md"
        address = relpath(path, dirname(self.path) or ".") if path != self.path else ""
        return Markup("[{}]({})").format(escape(text), address + (f"#{mark}" if mark else ""))

    def law(self, *citations: str) -> Markup:
        """Give the printed citations, each linked to the document's own table of what it cites."""
        parts = []
        for citation in citations:
            cited = self.wording._cite(citation)
            self.cited[cited.key] = cited
            mark = "" if cited.certain else "※"
            text = cited.text + mark
            parts.append(self.link(text, f"{self._law_page()}#law-{law_anchor(cited.key)}"))
        return Markup("、").join(parts)

    def _law_page(self) -> str:
        if self.kind is None:
            return "/law"
        return f"{self.kind.slug}/{'index' if self.alone else 'law'}"

    def form(self, word: str) -> Markup:
        """Give the name of a form, linked to its page in the manual."""
        return self.link(self.wording._form(word).name, f"manual/forms#form-{word}")

    def procedure(self, word: str) -> Markup:
        """Give the name of a procedure, linked to its steps in the manual."""
        known: dict[str, Procedure] = self._names()["procedures"]
        return self.link(_lookup("流程", word, known).name, f"manual/procedures#procedure-{word}")

    def question(self, word: str) -> Markup:
        """Give a question, linked to its answer."""
        known: dict[str, Question] = self._names()["questions"]
        return self.link(_lookup("问题", word, known).question, f"faq/index#question-{word}")

    def secret(self, word: str) -> Markup:
        """Give the name of an example secret, linked to its entry in the guide."""
        known: dict[str, Secret] = self._names()["secrets"]
        return self.link(_lookup("秘密", word, known).name, f"guide/identify#secret-{word}")

    def case(self, word: str) -> Markup:
        """Give the name of a case, linked to its sheet in the guide."""
        return self.link(self.wording._case(word).name, f"guide/cases#case-{word}")

    def evidence(self, word: str) -> Markup:
        """Give the evidence that a form leaves and the legal elements which it proves."""
        form = self.wording._form(word)
        return escape(f"{form.evidence}（证明：{'、'.join(form.proves)}）")

    def flow(self, word: str) -> Markup:
        """Give the picture of a flowchart, its text alternative in the alt text, and its steps in words."""
        flow = self.wording._flow(word)
        address = relpath(f"assets/flows/{word}.svg", dirname(self.path) or ".")
        picture = f"![{escape(f'{flow.name}图：{flow.summary}')}]({address}){{ .flow }}"
        return Markup("\n".join((picture, "", *(f"{n}. {escape(text)}" for n, text in enumerate(flowchart.steps(flow), 1)), "")))

    def download(self, text: str, kind: str, slug: str = "") -> Markup:
        """Give a link to the PDF of a kind; the size is added when the file is made."""
        address = relpath(f"downloads/{slug or self.slug}/{kind}.pdf", dirname(self.path) or ".")
        return Markup("[{}]({}){{ .download }}").format(escape(text), address)


def law_anchor(citation: str) -> str:
    """Give the anchor of a citation in a table of citations: letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", citation).strip("-")


def _lookup(what: str, word: str, known: Mapping[str, _Item]) -> _Item:
    if word not in known:
        raise Unknown(unknown(what, word, known))
    return known[word]


def _try(check: Any, argument: nodes.Const, name: str, text: str) -> Iterator[Problem]:
    try:
        check(str(argument.value))
    except (CitationError, Unknown) as error:
        line = text.split("\n")[argument.lineno - 1]
        yield Problem(name, argument.lineno, line.find(str(argument.value)) + 1, str(error))
