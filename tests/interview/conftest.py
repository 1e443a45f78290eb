from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.interview.interview import Interview
from alliance_docs.interview.loading import load
from alliance_docs.interview.questionnaire import Questionnaire


class Kept:
    """What a dossier would hold: the facts rebuilt from the saved changes alone."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.saves: list[tuple[str, object]] = []

    def __call__(self, path: str, value: object) -> None:
        self.saves.append((path, value))
        self.facts = assign(self.facts, path, value)


@pytest.fixture(scope="session")
def gansu() -> Questionnaire:
    return load("gansu")


@pytest.fixture
def start(gansu: Questionnaire) -> Callable[..., tuple[Interview, Kept]]:
    def begin(facts: Facts | None = None, questionnaire: Questionnaire | None = None, **options: Any) -> tuple[Interview, Kept]:
        kept = Kept(facts or Facts(jurisdiction="gansu"))
        return Interview(questionnaire or gansu, kept.facts, kept, **options), kept

    return begin
