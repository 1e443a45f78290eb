"""Topics that a document must settle: one general check, driven by the ``topics`` of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from alliance_docs.checks.case import Case
from alliance_docs.checks.finding import SEVERITIES
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.left_open import open_article
from alliance_docs.checks.reading import clause_passages, clause_place
from alliance_docs.checks.rule import Rule, TopicNeed
from alliance_docs.checks.topics import topics
from alliance_docs.checks.wording import contains


def presence_hits(rule: Rule, case: Case, tellers: Mapping[tuple[str, str], str] | None = None) -> Iterator[Hit]:
    """Yield one hit for each document in which topics the rule asks for are missing; what another of *tellers* tells is left to it."""
    for need, document in _asking(rule, case):
        yield from _in_document(rule.id, need, document, case, tellers or {})


def tellers(rules: Iterable[Rule], case: Case) -> Mapping[tuple[str, str], str]:
    """Return which rule tells that a document lacks a topic: of several the gravest, then the one that asks for the fewest."""
    found: dict[tuple[str, str], tuple[int, int, str]] = {}
    for rule in rules:
        for need, document in _asking(rule, case):
            if need.either:
                continue
            rank = (SEVERITIES.index(rule.severities.get(need.key, rule.severity)), len(need.need), rule.id)
            for topic in _lacking(need, document, case):
                found[document, topic] = min(found.get((document, topic), rank), rank)
    return {place: rule for place, (_, _, rule) in found.items()}


def _asking(rule: Rule, case: Case) -> Iterator[tuple[TopicNeed, str]]:
    for need in rule.topics:
        for document in binding(need.documents, case) or tuple(case.drafts):
            if document in case.drafts and _asked(need, document, case):
                yield need, document


def binding(documents: tuple[str, ...], case: Case) -> tuple[str, ...]:
    """Return where a rule looks. Where no agreement is signed beside it, the charter must settle what an agreement would (G60 四(二)2)."""
    if "agreement" not in documents or "agreement" in case.drafts:
        return documents
    charter_binds = case.jurisdiction.document("agreement") is None if case.dossier else case.jurisdiction.binding == "charter"
    return tuple(dict.fromkeys("charter" if one == "agreement" and charter_binds else one for one in documents))


def _asked(need: TopicNeed, document: str, case: Case) -> bool:
    """Tell whether the document must settle it at all: with ``when``, only where it speaks of that itself."""
    return not need.when or (document in need.documents and contains(case.text_of[document], need.when))


def _lacking(need: TopicNeed, document: str, case: Case) -> list[str]:
    return [topic for topic in need.need if not case.articles_on(document, topic) and not _may_hold(document, topic, case)]


def _in_document(rule: str, need: TopicNeed, document: str, case: Case, others: Mapping[tuple[str, str], str]) -> Iterator[Hit]:
    lacking = _lacking(need, document, case)
    if need.either and len(lacking) < len(need.need):
        return
    lacking = [topic for topic in lacking if need.either or others.get((document, topic), rule) == rule]
    if not lacking:
        return
    at = [open_article(case.articles(document), need.about or topics()[topic].name) for topic in lacking]
    here = at[0] if need.either or all(one is at[0] for one in at) else None
    names = "、".join(topics()[topic].name + (f"（见{clause_place(one)}）" if one and not here else "") for topic, one in zip(lacking, at, strict=True))
    place = {"clause": here.id, "location": clause_place(here)} if here else {}
    yield hit(need.key, document=document, **place, topics=names, title=case.title(document))


def _may_hold(document: str, topic: str, case: Case) -> bool:
    """Tell whether a clause that still has blanks or open choices may come to hold the topic."""
    found = topics()[topic]
    return any(
        found.may_come("\n".join(passage.text for passage in clause_passages(document, clause)))
        for clause in case.open_clauses(document)
    )
