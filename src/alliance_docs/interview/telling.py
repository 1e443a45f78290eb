"""What the interview tells its surroundings: progress, replies, the lines of a review."""

from __future__ import annotations

from dataclasses import dataclass

from alliance_docs.errors import UserError, nearest
from alliance_docs.facts.text import normal_name
from alliance_docs.interview.plan import State
from alliance_docs.interview.questionnaire import Questionnaire, Section


@dataclass(frozen=True)
class Progress:
    """How far the interview has come: section *n* of *sections*, *done* of *total* questions."""

    n: int
    sections: int
    title: str
    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.n}/{self.sections} {self.title} · {self.done}/{self.total}"


@dataclass(frozen=True)
class Reply:
    """What an answer did: *text* is what was kept, *notices* what else changed."""

    text: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReviewLine:
    """One question in the review, numbered from 1."""

    number: int
    section: str
    label: str
    state: State
    text: str
    path: str


def section_named(questionnaire: Questionnaire, name: str) -> Section:
    """Return the section of that id or title, what the title says in brackets left out or not. Raises UserError."""
    wanted = normal_name(name)
    for section in questionnaire.sections:
        if wanted in (section.id, normal_name(section.title), normal_name(section.title.partition("（")[0])):
            return section
    titles = [section.title for section in questionnaire.sections]
    raise UserError(f"问卷中没有章节“{name}”", remedy=nearest(name, titles) or f"可选：{'、'.join(titles)}")
