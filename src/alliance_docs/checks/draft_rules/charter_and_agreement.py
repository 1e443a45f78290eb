"""The charter and the agreement side by side: amendment, interpretation, money on leaving (LC-GV-15, 17, LC-MN-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.checks.case import Case
from alliance_docs.checks.draft_rules.powers import organ_at
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import at, phrase, standing, told, words
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.stated import at_place
from alliance_docs.checks.wording import contains, negated, occurrences

BOTH = ("charter", "agreement")
_INTERPRETER = re.compile(r"本(?:章程|协议|合同)[^。；\n]{0,12}?由([^。；，\n]{2,16}?)(?:负责|行使|作出|进行)?(?:解释|享有解释)")
_OWNER = re.compile(r"(?:章程|协议|合同)的?(?:最终)?解释权[^。；，\n]{0,4}?(?:归属于|归|属于|属|由)([^。；，\n]{2,16})")


def amendment(case: Case) -> Iterator[Hit]:
    """A vote on the charter does not change what dissenters owe, unless they agreed to that (LC-GV-15)."""
    bound = list(standing(case, phrase("amendment-binds-all"), ("charter", "agreement")))
    for passage, sentence in bound:
        yield hit(**told(passage, sentence, phrase("amendment-binds-all")))
    if bound or "charter" not in case.drafts or any(True for _ in standing(case, phrase("dissenters-kept"), BOTH)):
        return
    voted = [one for one in standing(case, phrase("amendment-by-vote"), ("charter",)) if one[0].clause.kind == "article"]
    chief = {clause.id for clause in case.articles_on("charter", "amendment")}
    for passage, sentence in sorted(voted, key=lambda one: one[0].clause.id not in chief)[:1]:  # the article on amendments, not a list of powers
        yield hit("silent", **told(passage, sentence, phrase("amendment-by-vote")))


def interpreter(case: Case) -> Iterator[Hit]:
    """One organ interprets both documents, and it is the one of the facts (LC-GV-17)."""
    facts = case.facts.precedence.interpreter if case.facts.precedence else None
    wanted = organ_at(facts, len(facts)) if facts else None
    first: tuple[str, str, Passage] | None = None
    for document in BOTH:
        for passage in case.passages_of.get(document, ()):
            read = "解释" in passage.text and not passage.undecided
            found = (_INTERPRETER.search(passage.text) or _OWNER.search(passage.text)) if read else None
            organ = organ_at(found[1], len(found[1])) if found else None
            if organ is None:
                continue
            if first is None:
                first = (*organ, passage)
                if wanted and wanted[0] != organ[0] and document == "charter":
                    yield hit("facts", **at(passage), organ=organ[1], wanted=facts)
            elif first[0] != organ[0]:
                where = f"《{case.title(first[2].document)}》{first[2].location}"
                yield hit(**at(passage), also=((*at_place(first[2]), first[1]),), organ=organ[1], other=first[1], where=where)


@dataclass(frozen=True)
class Refund:
    """What a document says becomes of one kind of money when a member leaves."""

    money: str
    kept: bool
    passage: Passage
    text: str


def refunds(case: Case) -> Iterator[Hit]:
    """Money on leaving: the same in all documents; public money is not kept (LC-MN-11)."""
    for passage, sentence in standing(case, phrase("public-money-kept")):
        yield hit("public", **told(passage, sentence, phrase("public-money-kept")))
    first: dict[str, Refund] = {}
    for document in case.drafts:
        found = _refunds(case, document)
        for money in dict.fromkeys(refund.money for refund in found):
            same = [refund for refund in found if refund.money == money]
            if len({refund.kept for refund in same}) > 1:  # settled item by item: not one answer
                continue
            known = first.setdefault(money, same[0])
            if known.kept != same[0].kept:
                where = f"《{case.title(known.passage.document)}》{known.passage.location}"
                yield hit(**at(same[0].passage), also=((*at_place(known.passage), known.text),), text=same[0].text, other=known.text, where=where)


def _refunds(case: Case, document: str) -> list[Refund]:
    text = case.text_of[document]
    if not contains(text, words("exit_words")) or not contains(text, phrase("returned-money").find + phrase("kept-money").find):
        return []
    found: list[Refund] = []
    for passage in case.passages_of[document]:
        if passage.undecided or passage.clause.kind == "annex":
            continue
        around = passage.clause.rubric_text + passage.lead
        for sentence in sentences(passage.text):
            if contains(around + sentence, words("exit_words")):
                found += _in_sentence(passage, sentence)
    return found


def _in_sentence(passage: Passage, sentence: str) -> Iterator[Refund]:
    kept = contains(sentence, phrase("kept-money").find)
    returned = any(not negated(sentence, start, end) for start, end in occurrences(sentence, phrase("returned-money").find))
    for kind in ("running_money", "contribution_money"):
        if not contains(sentence, words(kind)):
            continue
        if kept:
            yield Refund(kind, True, passage, " ".join(sentence.split()))
        if returned and not (kept and sentence.count("还") == 1):
            yield Refund(kind, False, passage, " ".join(sentence.split()))


RULES = {"LC-GV-15": amendment, "LC-GV-17": interpreter, "LC-MN-11": refunds}
