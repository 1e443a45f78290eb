"""A questionnaire, ready to be asked: sections of questions, each tied to a fact path. Data; no screen, no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from alliance_docs.facts.fields import Field
from alliance_docs.interview.conditions import Default
from alliance_docs.jurisdictions.expressions import Expression


@dataclass(frozen=True)
class Choice:
    """One answer on offer: the fact's *value*, the words shown, and what follows from it in plain words."""

    value: str
    label: str
    consequence: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a pasted or read table: the record's *field*, the header words that name it, and the *pattern*
    of its cells (tells the column when there is no header row). *words* turn what people write into the fact's words."""

    field: str
    headers: tuple[str, ...]
    pattern: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Question:
    """One question. *path* is a fact path pattern (``members[].name``); ``lead.`` stands for the lead unit's record.

    A question with a *key* asks for a list of records: one line each, holding at least the key field.
    """

    path: str
    field: Field
    ask: str
    label: str = ""
    help: str = ""
    why: str = ""
    source: str = ""
    place: str = ""
    when: Expression | None = None
    default: Default | None = None
    assume: bool = False
    core: bool = False
    defer: bool = False
    choices: tuple[Choice, ...] = ()
    guess: tuple[tuple[str, str], ...] = ()
    """Of a sub-question: patterns of the record's name and the default each suggests (…大学: 高校). Never assumed."""
    key: str = ""
    fill: tuple[tuple[str, str], ...] = ()
    columns: tuple[Column, ...] = ()
    cautions: tuple[tuple[str, str], ...] = ()
    """Patterns of keys that deserve a second look, and what to say; they are hints, never refusals."""
    loose: bool = False
    """Table columns may also be parted by commas or several blanks (names of units never hold those)."""

    @property
    def is_records(self) -> bool:
        """Tell whether the question asks for a list of records."""
        return bool(self.key)


@dataclass(frozen=True)
class Section:
    """A group of questions that belong together; sub-questions of a list follow it, flat, by their patterns."""

    id: str
    title: str
    questions: tuple[Question, ...] = field(default=())
    later: bool = False
    """Of an occasion after the founding (a year's data, a re-election): counted only once its questions stand."""


@dataclass(frozen=True)
class Questionnaire:
    """All sections, in the order a secretary can answer them."""

    title: str
    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[tuple[Section, Question]]:
        for section in self.sections:
            for question in section.questions:
                yield section, question

    def question(self, path: str) -> Question | None:
        """Return the question of that path pattern, or None."""
        return next((question for _, question in self if question.path == path), None)
