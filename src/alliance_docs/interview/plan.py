"""Which questions stand now: the questionnaire laid over the facts, record by record, with the state of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import item_key, lookup
from alliance_docs.facts.record import Record
from alliance_docs.facts.view import RecordView
from alliance_docs.interview.conditions import Ground, Truth, computed, truth
from alliance_docs.interview.loading import LEAD
from alliance_docs.interview.questionnaire import Question, Questionnaire, Section

LEAD_NAME = "lead.name"
"""Asks who the lead unit is: makes a member, or hands the role to one."""


class State(Enum):
    """How far a question has come."""

    OPEN = "待答"
    ANSWERED = "已答"
    SKIPPED = "已跳过"
    DEFERRED = "交律师定"
    WAITING = "待定"
    """Whether it is to be asked depends on an unknown fact."""


@dataclass(frozen=True)
class Step:
    """A question about one concrete fact. *record* is the path of the record it belongs to, *subject* its name."""

    section: Section
    question: Question
    path: str
    state: State
    value: object | None = None
    record: str = ""
    subject: str = ""

    @property
    def label(self) -> str:
        """The fact's label, with the record's name where it belongs to one."""
        return f"{self.subject}：{self.question.label}" if self.subject else self.question.label


@dataclass(frozen=True)
class _Spot:
    """The record that sub-questions are bound to: its path in the pattern, its concrete path, itself."""

    pattern: str = ""
    path: str = ""
    record: Record | None = None
    subject: str = ""


class Plan:
    """All steps of a questionnaire over one set of facts, in order."""

    def __init__(self, questionnaire: Questionnaire, facts: Facts) -> None:
        self.facts = facts
        self.ground = Ground(facts)
        self._deferred = frozenset(facts.deferred or ())
        self._skipped = frozenset(facts.skipped or ())
        self.steps: tuple[Step, ...] = tuple(self._all(questionnaire))
        self._by_path = {step.path: step for step in self.steps}

    def step(self, path: str) -> Step | None:
        """Return the step of that concrete path (or of a question's own path), or None."""
        return self._by_path.get(path) or next((step for step in self.steps if step.question.path == path), None)

    def item(self, step: Step) -> RecordView | None:
        """Return the record of a step as expressions see it."""
        record = lookup(self.facts, step.record) if step.record else None
        return self.ground.record(record, step.record) if isinstance(record, Record) else None

    def default(self, step: Step) -> object | None:
        """Return the default of a step, or None when there is none (yet)."""
        found = computed(step.question.default, self.ground, self.item(step))
        if found is None and step.question.guess:
            name = getattr(lookup(self.facts, step.record), "name", None) or ""
            return next((value for pattern, value in step.question.guess if re.fullmatch(pattern, name)), None)
        return found

    def _all(self, questionnaire: Questionnaire) -> Iterator[Step]:
        seen: set[str] = set()
        for section in questionnaire.sections:
            for step in self._expand(section, section.questions, _Spot()):
                if step.path not in seen:
                    seen.add(step.path)
                    yield step

    def _expand(self, section: Section, questions: Sequence[Question], spot: _Spot) -> Iterator[Step]:
        at = 0
        while at < len(questions):
            question = questions[at]
            rest = question.path.removeprefix(spot.pattern)
            if "[]." not in rest:
                yield from self._one(section, question, spot)
                at += 1
                continue
            head = spot.pattern + rest[: rest.index("[].") + 3]
            end = at
            while end < len(questions) and questions[end].path.startswith(head):
                end += 1
            group, at = questions[at:end], end
            owner = spot.path + head.removeprefix(spot.pattern)[:-3]
            records = lookup(self.facts, owner)
            for index, record in enumerate(records if isinstance(records, tuple) else ()):
                if getattr(record, "withdrawn", None) is not None or getattr(record, "stage", None) == "退出":
                    continue
                path = f"{owner}[{item_key(record, index)}]."
                name = self.name_of(record, index)
                subject = f"{spot.subject} · {name}" if spot.subject else name
                yield from self._expand(section, group, _Spot(head, path, record, subject))

    def name_of(self, record: object, index: int) -> str:
        """Return how a record is called when it is asked about."""
        for name in ("name", "title", "text", "member", "description", "role", "subject", "date"):
            value = getattr(record, name, None)
            if name == "date" and value is not None:
                return str(value)
            if isinstance(value, str) and value:
                member = self.facts.member(value) if name == "member" else None
                return member.name if member and member.name else value
        return f"第 {index + 1} 项"

    def _one(self, section: Section, question: Question, spot: _Spot) -> Iterator[Step]:
        path, record, owner, subject = self._place(question, spot)
        item = self.ground.record(record, owner) if record is not None else None
        if path is None:
            yield Step(section, question, question.path, State.WAITING)
            return
        value = lookup(self.facts, path) if path != LEAD_NAME else None
        holds = truth(question.when, self.ground, item)
        if holds is Truth.NO:
            return
        if value is not None and path not in self._skipped:
            wanted = State.ANSWERED
        elif path in self._deferred:
            wanted = State.DEFERRED
        elif holds is Truth.UNDECIDED:
            wanted = State.WAITING
        elif path in self._skipped and value is None:
            wanted = State.SKIPPED
        else:
            wanted = State.OPEN
        yield Step(section, question, path, wanted, value, owner, subject)

    def _place(self, question: Question, spot: _Spot) -> tuple[str | None, Record | None, str, str]:
        """Return concrete path, record, path of the record, name of the record."""
        if question.path.startswith(LEAD):
            lead = self.facts.lead
            if lead is None:
                return (LEAD_NAME if question.path == LEAD_NAME else None), None, "", ""
            owner = f"members[{lead.id}]"
            return f"{owner}.{question.path.removeprefix(LEAD)}", lead, owner, (
                "" if question.path == LEAD_NAME else self.name_of(lead, 0)
            )
        rest = question.path.removeprefix(spot.pattern)
        return spot.path + rest, spot.record, spot.path.rstrip("."), spot.subject
