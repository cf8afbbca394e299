"""Papers are drawn from the bank: the same each time, one right answer, nothing that gives it away."""

from __future__ import annotations

from collections import Counter

import pytest

from shangmitong.documents.exam import LETTERS, QUESTIONS, bank, exam
from shangmitong.facts.load import load
from shangmitong.facts.model import QuizItem
from shangmitong.facts.project import Project

from ..conftest import ROOT


@pytest.fixture(scope="module")
def project() -> Project:
    return load(ROOT)


def items(many: int) -> list[QuizItem]:
    topics = ("认秘密", "管人", "应急")
    return [
        QuizItem.model_validate(
            {
                "id": f"q-{number}",
                "topic": topics[number % 3],
                "ask": f"第 {number} 题？",
                "right": "对",
                "wrong": ["错一", "错二", "错三"],
                "reason": "因为",
            }
        )
        for number in range(many)
    ]


def test_the_same_seed_gives_the_same_paper_and_another_one_another() -> None:
    pool = items(60)
    assert exam(pool, "卷一") == exam(pool, "卷一")
    assert exam(pool, "卷一") != exam(pool, "卷二")


def test_a_paper_has_every_topic_alike_each_question_once_and_letters_evenly() -> None:
    drawn = exam(items(60), "卷一")
    assert len({one.item.id for one in drawn}) == len(drawn) == QUESTIONS
    assert set(Counter(one.item.topic for one in drawn).values()) <= {6, 7}
    assert set(Counter(one.right for one in drawn).values()) == {QUESTIONS // 4}
    for one in drawn:
        assert dict(one.options)[one.right] == one.item.right
        assert {words for _, words in one.options} == {one.item.right, *one.item.wrong}


def test_a_small_bank_gives_a_short_paper() -> None:
    assert len(exam(items(3), "卷一")) == 3
    assert exam([], "卷一") == ()


def test_every_trade_has_sixty_questions_whose_length_gives_nothing_away(project: Project) -> None:
    for industry in project.industries.values():
        pool = bank(project, industry)
        assert len({item.id for item in pool}) == len(pool) >= 60
        longest = sum(len(item.right) > max(map(len, item.wrong)) for item in pool)
        shortest = sum(len(item.right) < min(map(len, item.wrong)) for item in pool)
        assert longest <= len(pool) / 4
        assert shortest <= len(pool) / 4
        for item in pool:
            assert len({item.right, *item.wrong}) == len(LETTERS), item.id
