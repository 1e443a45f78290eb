"""Topics that a document must settle: one general check, driven by the ``topics`` of rules."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.rule import Rule, TopicNeed
from alliance_docs.checks.topics import topics


def presence_hits(rule: Rule, case: Case) -> Iterator[Hit]:
    """Yield one hit for each document in which topics the rule asks for are missing."""
    for need in rule.topics:
        for document in need.documents or tuple(case.drafts):
            if document in case.drafts:
                yield from _in_document(need, document, case)


def _in_document(need: TopicNeed, document: str, case: Case) -> Iterator[Hit]:
    lacking = [topic for topic in need.need if not case.articles_on(document, topic)]
    if not lacking or (need.either and len(lacking) < len(need.need)):
        return
    names = "、".join(topics()[topic].name for topic in lacking)
    yield hit(need.key, document=document, topics=names, title=case.title(document))
