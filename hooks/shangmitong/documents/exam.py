"""Papers of a training, drawn from the question bank: the same seed gives the same paper."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..facts.model import Industry, QuizItem
from ..facts.project import Project

LETTERS = "甲乙丙丁"
"""What the answers of a question are called."""
QUESTIONS = 20
"""How many questions a paper has; five points each, eighty pass."""


@dataclass(frozen=True)
class Drawn:
    """A question of a paper: its answers in the order in which they stand, and the letter of the right one."""

    item: QuizItem
    options: tuple[tuple[str, str], ...]
    right: str


def bank(project: Project, industry: Industry) -> tuple[QuizItem, ...]:
    """Return every question for a trade: its own, then the shared ones."""
    return (*industry.quiz, *project.quiz.values())


def exam(items: Iterable[QuizItem], seed: str, many: int = QUESTIONS) -> tuple[Drawn, ...]:
    """Return a paper of at most `many` questions: as many of each topic as there can be, letters evenly spread."""
    dice = random.Random(seed)  # noqa: S311 - a paper to be printed again, no secret
    topics: dict[str, list[QuizItem]] = defaultdict(list)
    for item in items:
        topics[item.topic].append(item)
    piles = [dice.sample(pile, len(pile)) for _, pile in sorted(topics.items())]
    dice.shuffle(piles)
    taken = [pile[turn] for turn in range(max(map(len, piles), default=0)) for pile in piles if turn < len(pile)]
    chosen = dice.sample(taken[:many], len(taken[:many]))
    letters = (LETTERS * len(chosen))[: len(chosen)]
    places = dice.sample(letters, len(letters))
    return tuple(_placed(item, letter, dice) for item, letter in zip(chosen, places, strict=True))


def _placed(item: QuizItem, letter: str, dice: random.Random) -> Drawn:
    others = dice.sample(item.wrong, len(item.wrong))
    at = LETTERS.index(letter)
    words = (*others[:at], item.right, *others[at:])
    return Drawn(item, tuple(zip(LETTERS, words, strict=True)), letter)
