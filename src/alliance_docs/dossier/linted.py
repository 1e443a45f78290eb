"""What a lint found: problems in order, each once, each with the clause it stands in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from alliance_docs.dossier.lint_sources import read_text
from alliance_docs.drafting.layers import Layer
from alliance_docs.drafting.linting.problem import Problem
from alliance_docs.errors import UserError

_SYNTAX = "模板语法有误"
_DOUBLED = "用了同一个编号"


@dataclass(frozen=True)
class Linted:
    """What a lint found, and how many of each thing it looked at (文书 17, 条款 310, …)."""

    problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[UserError, ...]:
        """The errors, as a user meets them."""
        return tuple(problem.told for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[UserError, ...]:
        """What deserves a look, but hinders nothing."""
        return tuple(problem.told for problem in self.problems if problem.severity == "warning")


def in_order(problems: Iterable[Problem], own: Layer) -> tuple[Problem, ...]:
    """Each problem once (the first of equals), file by file in the order of lines, those of the *own* layer first.

    What the loader says of a text that cannot be read is left out where its single mistakes are told.
    """
    once: dict[tuple[str, int, str, str], Problem] = {}
    for problem in problems:
        once.setdefault((problem.file, problem.line, problem.message, problem.words), problem)
    told = {problem.file for problem in once.values() if problem.severity == "error" and not problem.message.startswith(_SYNTAX)}
    doubled = {problem.file for problem in once.values() if problem.line and _DOUBLED in problem.message}
    kept = [
        problem
        for problem in once.values()
        if not (problem.message.startswith(_SYNTAX) and problem.file in told)
        and not (_DOUBLED in problem.message and not problem.line and problem.file in doubled)
    ]
    start = f"{own.place or own.name}/"
    clauses = [_with_clause(problem, own, start) for problem in kept]
    return tuple(sorted(clauses, key=lambda one: (not one.file.startswith(start), one.file, one.line, one.part, one.paragraph)))


def _with_clause(problem: Problem, own: Layer, start: str) -> Problem:
    if problem.clause or not problem.line or not problem.file.startswith(start) or not problem.file.endswith(".md"):
        return problem
    path = own.folder / problem.file.removeprefix(start)
    if not path.is_file():
        return problem
    text = read_text(path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
    return replace(problem, clause=text.clause_at(problem.line))


def together(several: Iterable[Linted]) -> Linted:
    """Several folders' as one; what two of them tell of the same file is told once."""
    problems: dict[str, Problem] = {}
    counts: Counter[str] = Counter()
    for linted in several:
        for problem in linted.problems:
            problems.setdefault(str(problem.told), problem)
        counts.update(linted.counts)
    return Linted(tuple(problems.values()), counts)
