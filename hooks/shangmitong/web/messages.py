"""What MkDocs says while it works, in Chinese, at the file and line that the author can mend."""

from __future__ import annotations

import errno
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, normpath

from jinja2 import TemplateError

from ..documents.pages import Site, chapters
from ..documents.scope import LAW_PAGE
from ..facts.tree import WORDING, Tree
from ..press.completeness import LostError
from ..press.jobs import PaperError
from ..problem import Problem, nearest
from ..problem.system_errors import reason
from .settings import NAME as CONFIG
from .settings import faults

_ADDRESS = "要写成“地址:端口”，如 127.0.0.1:8000，端口是 1 到 65535 的数"
_TYPES = {"bool": " true 或 false", "str": "文字", "int": "整数", "list": "列表", "dict": "“键: 值”"}
_LINKS = (
    (r"a link '(?P<link>.*?)', but the target.* is not found among documentation files\.", "指向的文件不存在"),
    (r"a link '(?P<link>.*?)', but there is no such anchor on this page\.", "在本页没有对应的锚点"),
    (r"a link '(?P<link>.*?)', but the doc '(?P<a>.*?)' does not contain an anchor '(?P<b>.*?)'\.", "：{a} 里没有锚点“{b}”"),
    (r"an absolute link '(?P<link>.*?)', it was left as is\.", "以“/”开头，网站换个地址就打不开，请写相对路径"),
    (r"an unrecognized relative link '(?P<link>.*?)', it was left as is\.", "不知道指向哪里，请写到 .md 文件"),
)  # fmt: skip
_FILES = (
    (r"Encoding error reading file: (?P<file>.*)", "不是 UTF-8 编码，请用编辑器另存为 UTF-8 编码"),
    (r"File not found: (?P<file>.*)", "找不到这个文件"),
    (r"Excluding '(?P<file>.*)' from the site because it conflicts with '(?P<a>.*)'\.", "和 {a} 的网址相同，没有放进网站"),
    (r"Error reading page '(?P<file>.*?)': '[\w-]+' codec .*", "这一页没有做成"),
    (r"Error (?:reading|building) page '(?P<file>.*?)':(?P<a>.*)", "这一页没有做成。{a}"),
)  # fmt: skip
_SETTINGS = (
    (r"Unrecognised configuration name: (?P<a>.*)", "不认识的键“{a}”。{nearest}"),
    (r"Required configuration not provided\.", "没有填内容"),
    (r"The URL isn't valid, it should include the http.*", "不是完整的网址，要以 https:// 开头"),
    (r"Must be a string of format 'IP:PORT'", _ADDRESS),
    (r".* does not appear to be an IPv4 or IPv6 address", _ADDRESS),
    (r"'.*' is not a valid port", _ADDRESS),
    (r"Expected type: <class '(?P<type>\w+)'> but received: .*", "这里要写{type}"),
    (r"Expected a (?P<type>str)ing, got .*", "这里要写{type}"),
    (r"Expected (?:nav to be )?a (?P<type>list).*", "这里要写{type}"),
    (r"Expected nav item to be .*", "每一项写成“名称: 文件.md”或“文件.md”"),
    (r"Expected one of:? [\[(](?P<a>[^\])]*)[\])],? (?:but received:|got) (?P<b>.*)", "“{b}”不在可选值里。可选：{a}"),
    (r"The path (?:set in custom_dir )?\(?'(?P<a>.*?)'\)? (?:isn't an existing|does not exist).*", "找不到“{a}”"),
    (r"""The "(?P<a>.*)" plugin is not installed""", "没有安装插件“{a}”"),
    (r"Failed to load extension '(?P<a>.*?)'.*", "没有安装 Markdown 扩展“{a}”"),
    (r"Unrecognised theme name: '(?P<a>.*?)'\..*: (?P<b>.*)", "没有安装主题“{a}”。可用的：{b}"),
    (r"The '(?P<a>\w+)' should not be within the '(?P<b>\w+)'.*", "{a} 不能放在 {b} 里面"),
)  # fmt: skip
_NAV = r"(?:A reference to|An absolute path to) '(?P<link>.*?)' is included in the 'nav' configuration.*"
_SETTING = re.compile(r"Config value '(?P<key>\w+)': (?P<rest>.*)", re.DOTALL)
_OF_SYSTEM = re.compile(r"Error (?:reading|building) page '.*?': \[(?:Errno|WinError) ")
"""What the command itself tells at its end, when the system refuses to write or read a page."""
_OPTION = re.compile(r"(?:Sub-option|Plugin '[^']*' option|Plugin) '(?P<key>[^']*)': ")


class Console(logging.StreamHandler):  # type: ignore[type-arg]
    """Prints our own progress and everybody's warnings; leaves out what other parts tell of their work."""

    def __init__(self, own: str, root: Path, settings: Iterable[str]) -> None:
        """`own` is the name of our logger; `settings` are the keys that mkdocs.yml may have."""
        super().__init__()
        self.own, self.root, self.settings = own, root, settings
        self.site: Site | None = None
        self.warned = 0
        self.addFilter(lambda record: record.levelno >= logging.WARNING or record.name == own)
        self.addFilter(lambda record: not _OF_SYSTEM.match(record.getMessage()))

    def format(self, record: logging.LogRecord) -> str:
        """Return the message in Chinese; ours is already."""
        message = super().format(record)
        self.warned += record.levelno == logging.WARNING
        return message if record.name == self.own else translate(message, self.root, self.site, self.settings)


def show_messages(own: str, root: Path, settings: Iterable[str]) -> None:
    """Print from now on what `Console` lets through."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    logger.addHandler(Console(own, root, settings))
    logger.setLevel(logging.INFO)


def tell_of(site: Site) -> None:
    """Let the messages name the templates that the pages of `site` were made of."""
    for handler in logging.getLogger("mkdocs").handlers:
        if isinstance(handler, Console):
            handler.site, handler.warned = site, 0


def one_line(error: BaseException) -> str:
    """Return what an error says on one line."""
    text = reason(error) if isinstance(error, OSError) else str(error)
    return " ".join(text.split()) or type(error).__name__


def explain(error: Exception, root: Path) -> list[str] | None:
    """Return the lines that tell the user why MkDocs gave up; None when this error is not for the user to mend."""
    match error:
        case TemplateError():
            return [f"overrides/ 里的网页模板出错（原话：{one_line(error)}）"]
        case UnicodeDecodeError():
            return []  # MkDocs has named the file
        case OverflowError():
            return [f"预览的端口不对：{_ADDRESS}（环境变量 DEV_ADDR）"]
        case OSError(errno=errno.EADDRINUSE):
            return ["预览的端口被占用了。请关掉另一个预览，或者换一个端口，如把环境变量 DEV_ADDR 设成 127.0.0.1:8001"]
        case OSError():
            return None
    return [*map(str, faults(root))] or [f"{CONFIG} 或环境变量里有错（原话：{one_line(error)}）"]


def translate(message: str, root: Path, site: Site | None = None, settings: Iterable[str] = ()) -> str:
    """Say in Chinese what MkDocs says in English, as `path:line:column: …` where the place is known.

    A message that is Chinese already comes back as it is, and one that is not known in a Chinese frame.
    """
    if match := _SETTING.match(message):
        return _setting(match["key"], match["rest"], root, settings)
    if match := re.match(r"Doc file '(?P<page>.*?)' contains ", message):
        return _link(match["page"], message[match.end() :], root, site) or _framed(message)
    if match := re.match(_NAV, message):
        return str(_problem(root, [CONFIG], [_whole(match["link"])], f"nav：没有“{match['link']}”这个页面"))
    for pattern, words in _FILES:
        if match := re.match(pattern, message, re.DOTALL):
            found = match.groupdict("")
            files, made = _origin(found["file"], site)
            return str(Problem(files[0], 1, 1, words.format(a=_plain(found.get("a", ""))) + made))
    return _framed(message)


def place_of(error: PaperError, site: Site) -> str:
    """Say why a PDF was not made, with file and line of what would have been lost on the way to paper."""
    lost = error.__cause__
    if not isinstance(lost, LostError):
        return str(error)
    known = {page.path for page in site.all_pages()}
    page = next((name for name in (f"{lost.url}index.md", f"{lost.url.rstrip('/')}.md") if name in known), "")
    files, made = _origin(page, site)
    starts = [lost.clue[:length] for length in (len(lost.clue), 6, 3)]
    patterns = ["[^\u4e00-\u9fff]*".join(map(re.escape, start)) for start in starts if start]
    return str(_problem(site.project.root, files, patterns, f"{error}{made}"))


def _framed(message: str) -> str:
    return message if re.search("[\u4e00-\u9fff]", message) else f"MkDocs 提醒（原话）：{message}"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _setting(key: str, rest: str, root: Path, settings: Iterable[str]) -> str:
    path = [key]
    while match := _OPTION.match(rest):
        path.append(match["key"])
        rest = rest[match.end() :]
    words = f"写法不对（{_plain(rest)}）"
    for pattern, chinese in _SETTINGS:
        if match := re.fullmatch(pattern, rest, re.DOTALL):
            found = match.groupdict("")
            kind = _TYPES.get(found.get("type", ""), "别的内容")
            near = nearest(key, (name for name in settings if name != key))
            words = chinese.format(
                a=_listed(found.get("a", "")), b=_listed(found.get("b", "")), type=kind, nearest=near
            )
            break
    return str(_problem(root, [CONFIG], [rf"^{key}\s*:"], f"{words}{_variable(root, key)}", ".".join(path)))


def _listed(text: str) -> str:
    return _plain(text).replace("', '", "、").strip("'")


def _variable(root: Path, key: str) -> str:
    """Name the environment variable that a setting is taken from."""
    match = re.search(rf"^{key}\s*:\s*!ENV\s*\[?\s*(\w+)", _text(root / CONFIG), re.MULTILINE)
    return f"（环境变量 {match[1]}）" if match else ""


def _link(page: str, rest: str, root: Path, site: Site | None) -> str:
    rest, _, guess = rest.partition(" Did you mean '")
    for pattern, words in _LINKS:
        if match := re.match(pattern, rest):
            found = {"a": "", "b": ""} | match.groupdict()
            files, made = _origin(page, site)
            hint = f"。是不是想写“{guess.removesuffix(chr(39) + '?')}”？" if guess else ""
            message = f"链接“{found['link']}”{words.format(**found)}{hint}{made}"
            return str(_problem(root, files, _spellings(page, found["link"]), message))
    return ""


def _spellings(page: str, link: str) -> list[str]:
    """Return how a link may stand in a template: as it is, or as the `link` helper wants its target."""
    path, hash_, mark = link.partition("#")
    target = normpath(f"{dirname(page)}/{path}") if path else page
    stem = target.lstrip("/").removesuffix(".md")
    return [_whole(word) for word in (link, f"{stem.partition('/')[2]}{hash_}{mark}", f"/{stem}{hash_}{mark}") if word]


def _origin(page: str, site: Site | None) -> tuple[list[str], str]:
    """Return the files that a page was made of, the likeliest first, and words that name page and facts."""
    if not site or page not in {made.path for made in site.all_pages()}:
        return [site.project.tree.name(f"docs/{page}") if site else f"docs/{page}"], ""
    tree = site.project.tree
    source = next(made.source for made in site.all_pages() if made.path == page)
    if tree.home(source).startswith(WORDING):
        return [source, tree.home(source), *_partials(tree)], ""
    template = "site/industry.md"
    for document in site.documents:
        names = [*(item.name for item in chapters(site.project, document.kind)), LAW_PAGE.name]
        for part, name in zip(document.pages, names, strict=False):
            template = name if part.path == page else template
    return [tree.name(f"{WORDING}/{template}"), *_partials(tree)], f"（写 {page} 时，资料在 {source}）"


def _partials(tree: Tree) -> list[str]:
    return [tree.name(name) for name in tree.names(WORDING, "**/_*.md")]


def _problem(root: Path, files: list[str], patterns: list[str], message: str, place: str = "") -> Problem:
    """Return a problem at the first place in the files where one of the patterns is found, else in the first file."""
    for pattern in patterns:
        for file in files:
            text = _text(root / file)
            if match := re.search(pattern, text, re.MULTILINE):
                line = text.count("\n", 0, match.start()) + 1
                return Problem(file, line, match.start() - text.rfind("\n", 0, match.start()), message, place)
    return Problem(files[0], 1, 1, message, place)


def _whole(word: str) -> str:
    """Return the pattern of a link that is not a part of a longer one."""
    return rf"(?<![\w./#-]){re.escape(word)}(?![\w./#-])"


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
