"""Evaluating requirements: is each met, and where (which article of which document)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from alliance_docs.checks.case import Case
from alliance_docs.checks.code import code_hits
from alliance_docs.checks.fact_rules.attachments import owing
from alliance_docs.checks.hit import Hit, message_of
from alliance_docs.checks.left_open import left_open
from alliance_docs.checks.named_facts import shortfall, unknown_facts
from alliance_docs.checks.own_text import known_again
from alliance_docs.checks.reading import clause_place, is_open, is_undecided
from alliance_docs.checks.requirement import Answer, Requirement, requirements
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.topics import topics
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.view import Undecided

Status = Literal["met", "not met", "human", "unknown", "not applicable"]
Place = tuple[str, str, str]
_BEYOND = "所需文书不在本次检查范围内"
_WORST: tuple[Status, ...] = ("not met", "unknown", "human", "met", "not applicable")
_BEST: tuple[Status, ...] = ("met", "human", "unknown", "not met", "not applicable")


@dataclass(frozen=True)
class Outcome:
    """How a requirement stands. *places* are (document id, clause id, 第十二条); *note* says what is lacking or next.

    *hits* are the problems of the rules that answer it, with the rule's id, for findings of their own wording.
    """

    status: Status
    places: tuple[Place, ...] = ()
    note: str = ""
    hits: tuple[tuple[str, Hit], ...] = field(default=(), compare=False)


def evaluate(requirement: Requirement, case: Case) -> Outcome:
    """Tell whether *requirement* is met by the facts, drafts and attachments of *case*."""
    return _EVALUATORS[requirement.answer.kind](requirement.answer, case)


def asks_beyond(requirement: Requirement, case: Case) -> bool:
    """Tell whether a requirement is about the alliance or the package, of which a stranger's file alone says nothing either way.

    Whether its text repeats what the facts decide is then no defect of the text.
    """
    if case.dossier or case.facts != Facts() or requirement.layer not in ("condition", "package", "procedure"):
        return False
    if any(_is_ours(case, draft) or known_again(case, document) for document, draft in case.drafts.items()):
        return False
    return any(kind in ("fact", "rule", "document", "attachment") for kind in _kinds(requirement.answer))


def _kinds(answer: Answer) -> Iterator[str]:
    yield answer.kind
    for part in answer.parts:
        yield from _kinds(part)


def _clauses(answer: Answer, case: Case) -> Outcome:
    """Met when a clause named exists and itself holds the topic; in a stranger's document, when any article does."""
    places: list[Place] = []
    lacking: list[str] = []
    blank: list[Place] = []
    later: list[str] = []
    open_ = False
    for document, clause_id in answer.clauses:
        files = tuple(one for one in case.files_of(document) if not one[0].endswith("@blank"))  # nobody signs the empty form
        draft = files[0][1] if files else None
        if draft is None:
            if case.later(document):
                later.append(f"在“{case.later(document)}”中办理")
            elif case.dossier:
                lacking.append(f"缺少《{case.title(document)}》")
            continue
        again = known_again(case, files[0][0]) if not _is_ours(case, draft) else {}
        if not again and not _is_ours(case, draft):
            places += [(document, found.id, clause_place(found)) for found in case.articles_on(document, answer.topic)][:3]
            if not places:
                lacking.append(f"《{case.title(document)}》没有“{topics()[answer.topic].name}”的约定")
            continue
        file, clause = _weakest(case, files, clause_id, answer.topic)
        if again:
            clause = again.get(clause_id) or _renamed(case, file, again, answer.topic)
        if clause is None:
            lacking.append(f"《{case.title(document)}》没有写明“{topics()[answer.topic].name}”的条款")
        elif not _settles(case, file, clause, answer.topic):
            if is_open(clause):
                blank.append((document, clause.id, clause_place(clause)))
                continue
            lacking.append(f"《{case.title(document)}》{clause_place(clause)}没有写明“{topics()[answer.topic].name}”")
        else:
            places.append((document, clause.id, clause_place(clause)))
            open_ = open_ or is_undecided(clause)
    if places:
        kept = tuple(dict.fromkeys(places))
        return Outcome("unknown", kept, "条款中尚有待填或者待选事项") if open_ else Outcome("met", kept)
    if blank:
        return Outcome("unknown", tuple(blank), "条款中尚有待填或者待选事项")
    if later or not lacking:
        return Outcome("not applicable", note="；".join(dict.fromkeys(later)) or _BEYOND)
    return Outcome("not met", note="；".join(dict.fromkeys(lacking)))


def _weakest(case: Case, files: tuple[tuple[str, Draft], ...], clause_id: str, topic: str) -> tuple[str, Clause | None]:
    """Return the file where the clause says least, and the clause there: each member's form must say it, not only one."""
    found = [(name, draft.clause(clause_id)) for name, draft in files]
    return next((one for one in found if one[1] is None or not _settles(case, one[0], one[1], topic)), found[0])


def _settles(case: Case, document: str, clause: Clause, topic: str) -> bool:
    """Tell whether the clause settles the topic: some are told by the rubric alone, and a text that leaves all to a later agreement settles nothing."""
    return not left_open(clause) and case.topics.holds(document, clause, topic)


def _renamed(case: Case, document: str, again: Mapping[str, Clause], topic: str) -> Clause | None:
    """Return an article that our text does not have, or not under that rubric, and that holds the topic."""
    known = {clause.id for clause in again.values()}
    return next((clause for clause in case.articles_on(document, topic) if clause.id not in known), None)


def _is_ours(case: Case, draft: Draft) -> bool:
    """Tell whether the draft is our own: it says so, or it holds clauses that requirements name."""
    if draft.jurisdiction:
        return True
    return any(draft.clause(clause) is not None for clause in _named_clauses(case.jurisdiction.id).get(draft.id, ()))


def _named_clauses(jurisdiction: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}

    def gather(answer: Answer) -> None:
        for document, clause in answer.clauses:
            found.setdefault(document, set()).add(clause)
        for part in answer.parts:
            gather(part)

    for requirement in requirements(jurisdiction).values():
        gather(requirement.answer)
    return found


def _fact(answer: Answer, case: Case) -> Outcome:
    assert answer.fact is not None
    try:
        true = bool(answer.fact.value(case.scope))
    except Undecided as open_:
        return Outcome("unknown", note=f"“{case.speech.say(open_.label)}”尚未填写")
    if not true and "is known" in answer.text and (lacking := unknown_facts(answer.text, case)):  # it asks whether something is told
        return Outcome("unknown", note=lacking)
    return Outcome("met") if true else Outcome("not met", note=shortfall(answer.text, case) or "填写的事实没有达到这项要求")


def _rule(answer: Answer, case: Case) -> Outcome:
    rule = catalogue(case.jurisdiction.id)[answer.text]
    hits = tuple(code_hits(rule.id, case))
    grave = [found for found in hits if rule.severities.get(found.key, rule.severity) == "error"]
    if grave:
        return Outcome("not met", note="；".join(dict.fromkeys(message_of(rule, found, case.speech) for found in grave)), hits=tuple((rule.id, one) for one in hits))
    known = rule.applies
    if known is not None:
        try:
            if not known.value(case.scope):
                return Outcome("unknown", note=unknown_facts(known.source, case) or "有关事实尚未填写")
        except Undecided as open_:
            return Outcome("unknown", note=f"“{case.speech.say(open_.label)}”尚未填写")
    return Outcome("met", note="；".join(dict.fromkeys(message_of(rule, found, case.speech) for found in hits)), hits=tuple((rule.id, one) for one in hits))


def _document(answer: Answer, case: Case) -> Outcome:
    if case.files_of(answer.text):
        return Outcome("met", ((answer.text, "", ""),))
    if filing := case.later(answer.text):
        return Outcome("not applicable", note=f"在“{filing}”中办理")
    if not case.dossier:
        return Outcome("not applicable", note=_BEYOND)
    return Outcome("not met", note=f"缺少《{case.title(answer.text)}》")


def _attachment(answer: Answer, case: Case) -> Outcome:
    wanted = [expected for expected in case.jurisdiction.attachments if expected.kind == answer.text]
    units = [unit for expected in wanted for unit in owing(case, expected)]
    if not units:
        return Outcome("met", note=f"已登记{answer.text}")
    return Outcome("human", note=f"尚待收齐：{answer.text}{f' {len(units)} 份' if len(units) > 1 else ''}")


def _deadline(answer: Answer, case: Case) -> Outcome:
    return Outcome("not applicable", note=answer.text)


def _human(answer: Answer, case: Case) -> Outcome:
    return Outcome("human", note=answer.text)


def _any(answer: Answer, case: Case) -> Outcome:
    outcomes = [_EVALUATORS[part.kind](part, case) for part in answer.parts]
    status = min((outcome.status for outcome in outcomes), key=_BEST.index)
    if status == "not met" and not case.dossier and any(outcome.status == "not applicable" for outcome in outcomes):
        status = "not applicable"  # a single file was given: what would answer may stand in another
    return _joined(status, [outcome for outcome in outcomes if outcome.status == status])


def _all(answer: Answer, case: Case) -> Outcome:
    outcomes = [_EVALUATORS[part.kind](part, case) for part in answer.parts]
    status = min((outcome.status for outcome in outcomes), key=_WORST.index)
    joined = _joined(status, [outcome for outcome in outcomes if outcome.status == status])
    places = tuple(dict.fromkeys(place for outcome in outcomes for place in outcome.places))
    later = [outcome.note for outcome in outcomes if outcome.status == "not applicable" != status and (case.dossier or outcome.note != _BEYOND)]
    note = "；".join(dict.fromkeys([joined.note, *later] if joined.note else later))
    return Outcome(status, places, note, tuple(found for outcome in outcomes for found in outcome.hits))


def _joined(status: Status, outcomes: list[Outcome]) -> Outcome:
    places = tuple(dict.fromkeys(place for outcome in outcomes for place in outcome.places))
    notes = "；".join(dict.fromkeys(outcome.note for outcome in outcomes if outcome.note))
    return Outcome(status, places, notes, tuple(found for outcome in outcomes for found in outcome.hits))


_EVALUATORS: dict[str, Callable[[Answer, Case], Outcome]] = {
    "clauses": _clauses,
    "fact": _fact,
    "rule": _rule,
    "document": _document,
    "attachment": _attachment,
    "deadline": _deadline,
    "human": _human,
    "any": _any,
    "all": _all,
}
