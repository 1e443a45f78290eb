"""Arbitration in anybody's words: the institution, how far the clause reaches, no ad hoc tribunal at home (LC-DR)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import at, phrase, standing, told, words
from alliance_docs.checks.phrases import stands
from alliance_docs.checks.reading import Passage, clause_place, is_open, sentences
from alliance_docs.checks.rule import Phrase
from alliance_docs.checks.wording import contains, wording
from alliance_docs.facts.members import Member

_PART = re.compile(r"[，,：:；;。（(]")
REACH = 28
"""How far before “争议” its cause is read, in characters."""


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{2,20}}?(?:{'|'.join(words('institution_endings'))})")


def institutions(text: str) -> tuple[str, ...]:
    """Return the arbitration institutions named in *text*, without the words that lead up to them."""
    found = []
    for match in _name().finditer(text):
        name = match[0]
        for lead in words("institution_leads"):
            name = name.rpartition(lead)[2] if not name.rpartition(lead)[2].startswith("仲裁") else name
        found.append(name)
    return tuple(dict.fromkeys(found))


def named(case: Case) -> Iterator[Hit]:
    """A document that chooses arbitration names the institution, or refers to the clause that does (LC-DR-02)."""
    for document in case.drafts:
        if _name().search(case.text_of[document]):
            continue
        for clause in case.articles_on(document, "dispute-arbitration")[:1]:
            texts = [passage.text for passage in case.passages_of[document] if passage.clause.id == clause.id]
            referring = any(contains(text, words("references")) and "第" in text and "条" in text for text in texts)
            if not referring and not is_open(clause):
                yield hit("unnamed", clause_place(clause), document=document, clause=clause.id)


def former_names(case: Case) -> Iterator[Hit]:
    """No institution is called by a name it no longer bears (LC-DR-03)."""
    former = wording().former_institutions
    for document, found in case.passages_of.items():
        if not any(name in case.text_of[document] for name in former):
            continue
        told: set[str] = set()
        for passage in found:
            for name in former:
                if name in passage.text and name not in told and former[name] not in passage.text:
                    told.add(name)
                    yield hit(**at(passage), institution=name, now=former[name])


def scope(case: Case) -> Iterator[Hit]:
    """The arbitration clause reaches all disputes of the contract, not only some (LC-DR-06)."""
    for document in case.drafts:
        reaches = [(passage, sentence, reach(context)) for passage, sentence, context in _submissions(case, document)]
        if any(kind == "whole" for _, _, kind in reaches):
            continue
        for passage, sentence, kind in reaches:
            yield hit(kind, **told(passage, sentence, phrase("arbitrate")))


def _submissions(case: Case, document: str) -> Iterator[tuple[Passage, str, str]]:
    """Yield passage, sentence, and the sentence that tells which disputes are meant."""
    if "仲裁" not in case.text_of[document]:
        return
    for passage in case.passages_of[document]:
        if passage.clause.kind == "annex" or passage.undecided:
            continue
        context = passage.lead
        for sentence in sentences(passage.text):
            if contains(sentence, words("dispute_words")):
                context = sentence
            if "仲裁" in sentence and contains(context, words("dispute_words")) and stands(phrase("arbitrate"), sentence, passage.lead):
                yield passage, sentence, context


def reach(sentence: str) -> str:
    """Tell which disputes a sentence means: ``whole``, ``performance`` of the contract only, or a ``narrow`` matter."""
    kinds = {_cause(sentence, match.start()) for match in re.finditer("|".join(words("dispute_words")), sentence)}
    return next((kind for kind in ("whole", "performance", "narrow") if kind in kinds), "whole")


def _cause(sentence: str, start: int) -> str:
    before = _PART.split(sentence[max(0, start - REACH) : start])[-1]
    if contains(before, words("wide")):
        return "whole"
    if contains(before, words("narrow_scope")) and not contains(before, ("协议", "合同", "章程")):
        return "narrow"
    if contains(before, words("whole_scope")) and contains(before, words("performance")) and not contains(before, words("other_aspects")):
        return "performance"
    return "whole"


def at_home(case: Case) -> Iterator[Hit]:
    """Parties at home choose no ad hoc tribunal, no seat and no institution abroad (LC-DR-07)."""
    abroad = any(_is_foreign(member) for member in case.members)
    for passage, sentence in standing(case, phrase("ad-hoc")):
        if contains(passage.text, words("dispute_words")) or "仲裁" in sentence:
            yield hit("foreign" if abroad else "default", **told(passage, sentence, phrase("ad-hoc")))
    if abroad:
        return
    seats = Phrase(tuple(f"仲裁地…{place}" for place in words("foreign_places")))
    for key, wanted in (("seat", seats), ("institution", phrase("foreign-institution"))):
        for passage, sentence in standing(case, wanted):
            yield hit(key, **told(passage, sentence, wanted))
    dispute = case.facts.dispute
    if dispute and dispute.mode == "仲裁" and dispute.seat and contains(dispute.seat, words("foreign_places")):
        yield hit("seat", "dispute.seat", text=dispute.seat)


def _is_foreign(member: Member) -> bool:
    return bool(member.foreign_registration) or contains(member.province or "", words("foreign_places"))


RULES = {"LC-DR-02": named, "LC-DR-03": former_names, "LC-DR-06": scope, "LC-DR-07": at_home}
