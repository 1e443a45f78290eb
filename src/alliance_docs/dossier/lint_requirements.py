"""Requirements that were answered below and no longer are, because a layer removed or rewrote the clause that answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alliance_docs.checks.left_open import left_open
from alliance_docs.checks.requirement import Answer, Requirement, requirements
from alliance_docs.checks.topics import TopicReader, topics
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.linting.blocks import Text
from alliance_docs.drafting.linting.problem import Problem, Severity

Place = tuple[str, str]


@dataclass(frozen=True)
class Overridden:
    """A document with the layers below drafted (*under*), and with the own one too (*over*); *text* is the own file."""

    under: Draft
    over: Draft
    text: Text
    file: str


def requirement_problems(jurisdiction: str, documents: Mapping[str, Overridden]) -> Iterator[Problem]:
    """Yield a problem for each requirement that an own text leaves unanswered: an error where a must is removed, else a warning."""
    under = _Held({name: one.under for name, one in documents.items()})
    over = _Held({name: one.over for name, one in documents.items()})
    for requirement in requirements(jurisdiction).values():
        places = list(dict.fromkeys(_touched(requirement.answer, documents)))
        if places and under.answered(requirement.answer) and not over.answered(requirement.answer):
            yield _problem(requirement, places, documents, over)


def _touched(answer: Answer, documents: Mapping[str, Overridden]) -> Iterator[Place]:
    """Yield the clauses named by the answer that an own text has a block for."""
    for document, clause in answer.clauses:
        if document in documents and any(clause == block.id for block in documents[document].text.blocks):
            yield document, clause
    for part in answer.parts:
        yield from _touched(part, documents)


class _Held:
    def __init__(self, drafts: Mapping[str, Draft]) -> None:
        self.drafts = drafts
        self.reader = TopicReader({name: draft.clauses for name, draft in drafts.items()})

    def answered(self, answer: Answer) -> bool:
        """Whether clauses answer it; what is not answered by clauses, or by documents not looked at, counts as answered."""
        match answer.kind:
            case "any":
                return any(self.answered(part) for part in answer.parts)
            case "all":
                return all(self.answered(part) for part in answer.parts)
            case "clauses":
                return any(document not in self.drafts or self.holds(document, clause, answer.topic) for document, clause in answer.clauses)
        return True

    def holds(self, document: str, clause: str, topic: str) -> bool:
        """Whether the clause is there and settles the topic."""
        found = self.drafts[document].clause(clause)
        return found is not None and not left_open(found) and self.reader.holds(document, found, topic)


def _problem(requirement: Requirement, places: list[Place], documents: Mapping[str, Overridden], over: _Held) -> Problem:
    document, clause = next((one for one in places if over.drafts[one[0]].clause(one[1]) is None), places[0])
    removed = over.drafts[document].clause(clause) is None
    severity: Severity = "error" if removed and requirement.level == "MUST" else "warning"
    line = next(block.line for block in documents[document].text.blocks if block.id == clause)
    wanted = "、".join(dict.fromkeys(topics()[name].name for name in _topics(requirement.answer)))
    what = "删去了该条款" if removed else f"改写后看不出写明了“{wanted}”"
    return Problem(
        f"要求 {requirement.id}（{requirement.gist}）由条款“{clause}”回答，这里{what}",
        documents[document].file,
        severity,
        line,
        clause=clause,
        remedy=f"写明{wanted}，或者在别的条款中回答后由人核对；alliance-docs explain {requirement.id} 说明该要求",
    )


def _topics(answer: Answer) -> Iterator[str]:
    if answer.topic:
        yield answer.topic
    for part in answer.parts:
        yield from _topics(part)
