"""The words after a command: argparse that speaks Chinese and names the nearest right spelling."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from ..problem import nearest

_ERRORS = (
    (re.compile(r"unrecognized arguments: (.*)"), "看不懂“{}”"),
    (re.compile(r"the following arguments are required: (.*)"), "还要写上：{}"),
    (re.compile(r"argument ([^:]*): expected (?:one|at least one) argument"), "“{}”后面还要写一个词"),
    (re.compile(r"argument ([^:]*): ignored explicit argument .*"), "“{}”后面不能写“=”"),
    (re.compile(r"argument [^:]*: (.*)", re.DOTALL), "{}"),
)


class _Parser(argparse.ArgumentParser):
    """Ends with 1 for a wrong argument, as every command does for what the user can mend."""

    def error(self, message: str) -> NoReturn:
        found = next(((match, words) for error, words in _ERRORS if (match := error.fullmatch(message))), None)
        words = found[1].format(found[0][1]) if found else f"写法不对（{message}）"
        known = [option for action in self._actions for option in action.option_strings]
        hints = (nearest(word, known) for word in message.split() if word.startswith("-"))
        self.exit(1, f"{words}。{next(filter(None, hints), '')}\n{self.format_usage()}")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


def parse(command: str, purpose: str, known: Mapping[str, dict[str, Any]], words: list[str]) -> dict[str, Any]:
    """Return what `words` say for a command, by name; `known` holds the settings of `add_argument` for each argument.

    Raises SystemExit after telling what is wrong (1), or after the help was asked for (0).
    """
    parser = _Parser(prog=f"python -m shangmitong {command}", description=purpose, add_help=False, allow_abbrev=False)
    parser.color = False  # type: ignore[attr-defined, unused-ignore] # Python 3.14 would colour “usage”
    parser._positionals.title, parser._optionals.title = "要写的", "可以加的"
    for name, settings in known.items():
        parser.add_argument(name, **settings)
    parser.add_argument("-h", "--help", action="help", help="看这份说明")
    return vars(parser.parse_args(words))
