"""One power, one organ: what two organs may both decide (LC-GV-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.legal_words import at, legal_words, words
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.stated import at_place
from alliance_docs.checks.wording import contains, negated, occurrences

KINDS = ("assembly", "standing", "council", "experts", "office")
DOCUMENTS = ("charter", "agreement", "decision-rules", "election-rules")
START = 14
"""An organ speaks in a sentence when its name stands within the first characters of it."""
_PART = re.compile(r"[，,；;。：:]")


@dataclass(frozen=True)
class Power:
    """An organ (its kind and its name there) that decides a matter, and where that is said."""

    matter: str
    kind: str
    organ: str
    passage: Passage


def one_organ_each(case: Case) -> Iterator[Hit]:
    """Compare, over the charter, the agreement and the rules of procedure, who decides each matter."""
    first: dict[str, Power] = {}
    told: set[str] = set()
    for power in _powers(case):
        known = first.setdefault(power.matter, power)
        if known.kind != power.kind and power.matter not in told:
            told.add(power.matter)
            where = known.passage.location
            if known.passage.document != power.passage.document:
                where = f"《{case.title(known.passage.document)}》{where}"
            also = ((*at_place(known.passage), ""),)
            yield hit(**at(power.passage), also=also, matter=power.matter, organ=power.organ, other=known.organ, where=where)


def _powers(case: Case) -> Iterator[Power]:
    for document in DOCUMENTS:
        for passage in case.passages_of.get(document, ()):
            if passage.clause.kind not in ("article", "section") or passage.undecided:
                continue
            yield from _stated(passage)


def _stated(passage: Passage) -> Iterator[Power]:
    listing: tuple[str, str] | None = None  # “理事会的职权为：……；……。” speaks for all its parts
    for sentence in sentences(passage.text):
        speaker = _speaker(passage, sentence) or listing
        listing = speaker if sentence.endswith("；") and (listing or "：" in sentence) else None
        if speaker is None:
            continue
        for part in _PART.split(sentence):
            if contains(part, words("preparing")):
                continue
            own = organ_at(part, len(part))
            if own is not None and own[0] != speaker[0]:
                continue
            for matter, found in legal_words().powers.items():
                if any(not negated(part, start, end) for start, end in occurrences(part, found)):
                    yield Power(matter, *speaker, passage)


def _speaker(passage: Passage, sentence: str) -> tuple[str, str] | None:
    """Return the organ that has the powers told: of the list's lead, or of the sentence itself."""
    if passage.lead:
        found = organ_at(passage.lead, len(passage.lead))
        bare = found is not None and passage.lead.strip().rstrip("：:").endswith(found[1])
        return found if bare or contains(passage.lead, words("powers_lead")) else None
    found = organ_at(sentence, START)
    if found is None:
        return None
    after = sentence[sentence.find(found[1]) + len(found[1]) :][:START]
    return found if contains(after, words("powers_verbs")) else None


def organ_at(text: str, within: int) -> tuple[str, str] | None:
    """Return (kind, name) of the organ whose name begins first in *text*, within its first characters; None without one."""
    best: tuple[int, int, str, str] | None = None
    for kind in KINDS:
        for name in words(kind):
            start = text.find(name)
            if 0 <= start <= within and (best is None or (start, -len(name)) < best[:2]):
                best = (start, -len(name), kind, name)
    return best and (best[2], best[3])


RULES = {"LC-GV-06": one_organ_each}
