"""The command line: `python -m shangmitong check`, and the rest."""

from __future__ import annotations

import sys
from pathlib import Path

from .load import load
from .problem import ProblemsFound


def main() -> int:
    """Run one command; give 0 when all is well, 1 when an author has something to mend."""
    root = Path.cwd()
    try:
        project = load(root)
    except ProblemsFound as found:
        print(*found.problems, sep="\n")
        return 1
    print(f"检查通过：{len(project.industries)} 个行业")
    return 0


if __name__ == "__main__":
    sys.exit(main())
