"""Courts in anybody's words: connected with the dispute, able to hear it, to be told when suing (LC-DR-08, 10, 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.draft_rules.arbitration import reach
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import phrase, standing, told, words
from alliance_docs.checks.rule import Phrase
from alliance_docs.checks.wording import contains, occurrences

_COURT_PLACE = re.compile(r"(?<=[省市区州盟由向])([\u4e00-\u9fff]{1,8}?[区县旗])(?:基层)?(?:人民)?法院")
_BLANK = " 　_:：\n"
_HAN = re.compile(r"[\u4e00-\u9fff]")


def connected(case: Case) -> Iterator[Hit]:
    """The court named lies where a member, the office or the signing is (LC-DR-08)."""
    members = case.members
    if not members or any(member.address is None for member in members):
        return
    facts = case.facts
    known = [place for member in members for place in (member.address, member.notice_address, member.district) if place]
    others = (facts.copies and facts.copies.signing_place, facts.office and facts.office.address, facts.bearer and facts.bearer.address)
    known += [place for place in others if place]
    for passage, sentence in standing(case, phrase("basic-court")):
        found = _COURT_PLACE.search(sentence)
        if found and not any(found[1] in place for place in known):
            yield hit("unconnected", **told(passage, sentence, phrase("basic-court")), place=found[1])


def competent(case: Case) -> Iterator[Hit]:
    """Not every dispute of an agreement on technology goes to a basic court (LC-DR-10)."""
    if not any(contains(text, words("technology_rights")) for text in case.text_of.values()):
        return
    for passage, sentence in standing(case, phrase("basic-court")):
        if contains(case.text_of[passage.document], words("special_courts")):
            continue
        if reach(sentence) == "narrow" and contains(sentence, words("narrow_money")) and not contains(sentence, words("technology_rights")):
            continue
        yield hit(**told(passage, sentence, phrase("basic-court")))


def signing_place(case: Case) -> Iterator[Hit]:
    """A document that founds jurisdiction on the place of signing says where that is (LC-DR-11)."""
    if case.facts.copies and case.facts.copies.signing_place:
        return
    wanted = Phrase(words("signing_place_words"), (("法院", "管辖"),))
    for passage, sentence in standing(case, wanted):
        if not any(_stated(text) for text in case.text_of.values()):
            yield hit("text", **told(passage, sentence, wanted))


def _stated(text: str) -> bool:
    spans = occurrences(text, words("signing_place_stated"))
    return any(bool(_HAN.match(text[end : end + 20].strip(_BLANK))) and "待填" not in text[end : end + 4] for _, end in spans)


RULES = {"LC-DR-08": connected, "LC-DR-10": competent, "LC-DR-11": signing_place}
