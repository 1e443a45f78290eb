"""Experts do not judge the projects of their own units, and some come from outside (LC-GV-19)."""

from __future__ import annotations

from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import phrase, standing, told
from alliance_docs.checks.reading import clause_place, is_open

DOCUMENTS = ("charter", "agreement")


def impartial(case: Case) -> Iterator[Hit]:
    """Look for experts on their own projects, for a clause that keeps them away, and for experts from outside."""
    for passage, sentence in standing(case, phrase("expert-own-project")):
        yield hit("own", **told(passage, sentence, phrase("expert-own-project")))
    yield from _no_recusal(case)
    experts = case.facts.experts.members if case.facts.experts else None
    if experts and all(expert.external is False for expert in experts):
        yield hit("inside", "experts.members", count=len(experts))


def _no_recusal(case: Case) -> Iterator[Hit]:
    if any(True for _ in standing(case, phrase("expert-recusal"))):
        return
    for document in DOCUMENTS:
        for clause in case.articles_on(document, "experts"):
            if not is_open(clause):
                yield hit("recusal", clause_place(clause), document=document, clause=clause.id, title=case.title(document))
                return


RULES = {"LC-GV-19": impartial}
