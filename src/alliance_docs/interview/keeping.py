"""What an answer changes: the facts, the lists of deferred and skipped questions, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from alliance_docs.facts.assign import assign
from alliance_docs.facts.consistency import LATER
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.interview.choosing import shown
from alliance_docs.interview.following import follow
from alliance_docs.interview.lead import set_lead
from alliance_docs.interview.plan import LEAD_NAME, Plan, Step
from alliance_docs.interview.questionnaire import Questionnaire

Save = Callable[[str, object], object]
"""Called at once for every change: fact path and value (None clears, 交律师定 defers), as ``facts.assign`` takes them."""


class Keeper:
    """The facts as they stand, the plan over them, and the one way to change either."""

    def __init__(self, questionnaire: Questionnaire, facts: Facts, save: Save, joined: tuple[Member, ...] = ()) -> None:
        self.questionnaire = questionnaire
        self._joined = joined
        self.plan = Plan(questionnaire, facts)
        self._save = save

    @property
    def facts(self) -> Facts:
        """The facts as they stand."""
        return self.plan.facts

    def people(self, path: str) -> Facts:
        """Return the facts with everyone who can be named at *path*: in a later year's facts, those who joined since."""
        if not self._joined or not path.startswith(LATER):
            return self.facts
        return self.facts.model_copy(update={"members": (*(self.facts.members or ()), *self._joined)})

    def store(self, path: str, value: object) -> None:
        """Assign and save one fact. Raises UserError before anything is saved."""
        facts = assign(self.facts, path, value)
        self._save(path, value)
        self.plan = Plan(self.questionnaire, facts)

    def mark(self, name: Literal["deferred", "skipped"], path: str, on: bool) -> None:
        """Put a question on the list of deferred or skipped ones, or take it off."""
        present = list(getattr(self.facts, name) or ())
        if on and path not in present:
            self.store(name, [*present, path])
        elif not on and path in present:
            self.store(name, [one for one in present if one != path])

    def put(self, step: Step, value: object) -> tuple[str, ...]:
        """Answer a question; return a notice for each answer that followed as its default."""
        before = self.plan
        if step.question.path == LEAD_NAME:
            self._put_lead(str(value))
        else:
            self.store(step.path, value)
        notices = []
        while changes := list(follow(before, self.plan)):
            before = self.plan
            for other, new in changes:
                self.store(other.path, new)
                notices.append(f"{other.label}随之改为：{shown(new, other.question, self.facts)}")
        return tuple(notices)

    def _put_lead(self, name: str) -> None:
        alone = self.facts.members is None
        members = self.questionnaire.question("members")
        for path, part in set_lead(self.facts, name, members.fill if members else ()):
            self.store(path, part)
        self.mark("skipped", LEAD_NAME, False)
        if alone:  # the lead unit alone is not yet the member list: it stays to be asked
            self.mark("skipped", "members", True)
