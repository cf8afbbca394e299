"""The one Jinja environment: facts and wording in, finished Markdown pages out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from pydantic import BaseModel

from ..facts.checks.file_names import foreign_names
from ..facts.checks.glyphs import unprintable
from ..facts.laws import CitationError
from ..facts.overlay import explained
from ..facts.project import Project
from ..facts.source.text import read_text
from ..facts.tree import CACHE, HIDDEN, WORDING, Tree
from ..problem import Problem, ProblemsError
from .addresses import form_page, law_anchor, paper_page, role_page
from .cards import cards
from .compiled import compiled
from .kit import by_source, kit_files
from .left_out import left_out_faults
from .markdown import escape, title
from .pages import KINDS, Document, Page, Print, Site, Template, kinds, templates
from .plain_markdown import markdown_faults
from .prints import prints
from .reading import Reading
from .reference import REFERENCE, reference
from .scope import Scope
from .template_errors import UnknownIdError, find

ONLY_IF: dict[str, Callable[[Project], bool]] = {"cooperation": lambda project: bool(project.region.neighbours)}
"""Pages of the site that not every county has, by the name of their template."""
EACH = {"form", "industry", "paper", "role", "roles"}
"""Templates of the site that make a page for each trade, form, paper or role, not one of their own."""
_CALL = re.compile(r"(?<![\w.])(law|form|case|flow|chart)\(([^()]*)\)")
_ID = re.compile(r"^ *- *id: *[\"']?([\w-]+)[\"']? *$", re.MULTILINE)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TEXT = "utf-8-sig"
"""How templates are read: Notepad writes a byte order mark before the first letter."""
_WORD = re.compile(r"""["']([^"']*)["']""")


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox of Jinja, which need not look at each of our own records as closely as at what it does not know."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may read an attribute: of a frozen record all but the internal ones."""
        if isinstance(obj, BaseModel):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)


def environment(project: Project) -> jinja2.Environment:
    """Return the Jinja environment: unknown names fail, and every value is shown as the text it is.

    A template comes from whoever wrote a county's folder, so it reads what it is given and can run nothing else.
    Compiled templates are kept in .cache/, under a hash of their text; the folder is not that of templates
    compiled without the sandbox, whose hash is the same.
    """
    env = _Sandbox(
        bytecode_cache=compiled(project.root / CACHE / "sandboxed"),
        loader=_loader(project.tree),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else escape(value),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters["law_anchor"] = law_anchor
    return env


def _loader(tree: Tree) -> jinja2.BaseLoader:
    """Look in the county's folder first; "upstream/guide/04-grade.md" is the project's own in any case."""
    upstream = jinja2.FileSystemLoader(tree.root / WORDING, _TEXT)
    county = jinja2.FileSystemLoader([layer / WORDING for layer in tree.layers], _TEXT)
    return jinja2.ChoiceLoader([county, jinja2.PrefixLoader({"upstream": upstream})])


def render(project: Project) -> Site:
    """Render every page of every document.

    Raises ProblemsError with the problems of all templates.
    """
    if foreign := list(foreign_names(project.tree)):
        raise ProblemsError(foreign)
    env = environment(project)
    found: list[Problem] = []
    documents = list(_documents(project, env, found))
    printed = list(prints(project, env, documents, found))
    pages = list(_pages(project, env, documents, printed, found))
    fields = reference()
    pages.append(Page(REFERENCE, title(fields), fields, "hooks/shangmitong/documents/reference.py"))
    problems = [
        *_missing(project),
        *left_out_faults(project),
        *_lint(project),
        *_written(project),
    ]
    seen = {problem.file for problem in problems}
    problems += [problem for problem in found if problem.file not in seen]
    if problems:
        raise ProblemsError(explained(problem, project.removed) for problem in problems)
    return Site(project, tuple(pages), tuple(documents), tuple(printed))


def _documents(project: Project, env: jinja2.Environment, problems: list[Problem]) -> Iterator[Document]:
    for slug, industry in project.industries.items():
        for kind in kinds(project.region):
            scope = Scope(project, env, project.tree.name(f"industries/{slug}.yml"), slug, kind)
            try:
                yield Document(slug, industry, kind, tuple(scope.chapters()), scope.colophon())
            except ProblemsError as found:
                problems += found.problems


def _pages(
    project: Project,
    env: jinja2.Environment,
    documents: list[Document],
    printed: list[Print],
    problems: list[Problem],
) -> Iterator[Page]:
    """Render the pages of the site itself and the first page of each industry."""
    kit = kit_files(project)
    seen = {"documents": documents, "prints": printed, "kit": kit, "kit_of": by_source(kit), "cards": cards(project)}
    known = Reading(project, [page for document in documents for page in document.pages])
    for source, slug, name, path, more in _wanted(project):
        reads = {"minutes": partial(known.minutes, slug), "title_of": partial(known.title, slug)}
        try:
            page = Scope(project, env, source, slug).page(
                Template(f"site/{name}.md", name, None), path, None, seen | reads | more
            )
            known.add(page)
            yield page
        except ProblemsError as found:
            problems += found.problems


def _wanted(project: Project) -> Iterator[tuple[str, str, str, str, dict[str, Any]]]:
    """Return what each page is made from: its facts' file, trade, template, path and what only this page sees."""
    tree = project.tree
    names = sorted(PurePosixPath(name).stem for name in tree.names(f"{WORDING}/site", "*.md"))
    for name in names:
        if name not in EACH and (name not in ONLY_IF or ONLY_IF[name](project)):
            yield tree.name(f"{WORDING}/site/{name}.md"), "", name, f"{name}.md", {}
    for name in tree.names(f"{WORDING}/site/tools", "*.md"):
        word = f"tools/{PurePosixPath(name).stem}"
        yield tree.name(name), "", word, f"{word}.md", {}
    for slug in project.industries:
        yield tree.name(f"industries/{slug}.yml"), slug, "industry", f"{slug}/index.md", {}
    files = [path for layer in tree.layers for path in sorted((layer / "common").glob("*.yml"))]
    homes: dict[str, str] = {}
    for path in files:
        for word in _ID.findall(path.read_text(_TEXT)):
            homes.setdefault(word, path.relative_to(tree.root).as_posix())
    for name, address, records in (("paper", paper_page, project.papers), ("form", form_page, project.forms)):
        for word, record in records.items():
            yield homes.get(word, "common"), "", name, address(word), {f"{name}_shown": record}
    for slug in ("", *project.industries) if project.site_roles and "roles" in names else ():
        yield tree.name(f"{WORDING}/site/roles.md"), slug, "roles", role_page(slug, "index"), {}
    for role in project.site_roles.values():  # at the last, as they say how long the other pages are
        for slug in project.industries if role.in_plants else ("",):
            yield homes.get(role.id, "common"), slug, "role", role_page(slug, role.id), {"role_shown": role}


def _missing(project: Project) -> Iterator[Problem]:
    """Report kinds without wording, files that are no chapter, and chapters that would share an address."""
    for kind in KINDS:
        folder = f"{WORDING}/{kind.slug}"
        found = templates(project.tree, kind)
        if not found or found[0].slug != "index":
            yield Problem(folder, 1, 1, f"“{kind.name}”还没有模板，至少要有 index.md")
        known = {template.name for template in found}
        for path in map(PurePosixPath, project.tree.names(folder, "*")):
            if f"{kind.slug}/{path.name}" not in known and not path.name.startswith((*HIDDEN, "_")):
                message = "章节文件名写成两位数字加英文短名，如 04-grade.md"
                yield Problem(project.tree.name(str(path)), 1, 1, message)
        for name in ("slug", "number"):
            taken = {"law"} if name == "slug" and len(found) > 1 else set()
            for template in found:
                value = getattr(template, name)
                if value in taken:
                    yield Problem(
                        project.tree.name(f"{WORDING}/{template.name}"),
                        1,
                        1,
                        f"和别的章节用了同一个{'短名' if name == 'slug' else '章号'}“{value}”",
                    )
                taken.add(value or template.name)


def _written(project: Project) -> Iterator[Problem]:
    """Report what of the templates cannot be printed, and what of them and of the pages would not come out as meant."""
    tree = project.tree
    templates = list(map(tree.find, tree.names(WORDING, "**/*.md")))
    yield from unprintable(project.root, templates)
    for path in (*templates, *map(tree.find, tree.names("docs", "**/*.md"))):
        text, problem = read_text(path, project.root, name := path.relative_to(project.root).as_posix())
        yield from [problem] if problem else markdown_faults(name, text)


def _lint(project: Project) -> Iterator[Problem]:
    """Check the ids that every template calls the helpers with, so that all wrong ones are reported at once."""
    checks: dict[str, Callable[[str], object]] = {
        "law": project.registry.cite,
        "form": lambda word: find("表单", word, project.forms),
        "case": lambda word: find("案例", word, project.cases),
        "flow": lambda word: find("流程图", word, project.flows),
        "chart": lambda word: find("图", word, project.charts),
    }
    for path in map(project.tree.find, project.tree.names(WORDING, "**/*.md")):
        name = path.relative_to(project.root).as_posix()
        try:
            text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            yield Problem(name, 1, 1, "读不了这个模板。请另存为 UTF-8 编码的文本文件")
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for call in _CALL.finditer(line):
                for word in _WORD.finditer(line, *call.span(2)):
                    try:
                        checks[call[1]](word[1])
                    except (CitationError, UnknownIdError) as error:
                        yield Problem(name, number, word.start(1) + 1, str(error))
