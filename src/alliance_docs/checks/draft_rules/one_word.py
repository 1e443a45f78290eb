"""One word for one concept, within a document and through the package (LC-FM-12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alliance_docs.checks.case import Case
from alliance_docs.checks.drafting_words import drafting_words, words
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.reading import Passage
from alliance_docs.checks.stated import at_place

_QUOTED = re.compile(r"《[^》]{0,80}》|“[^”]{0,60}”")
"""Titles and quoted words belong to somebody else."""


def one_word(case: Case) -> Iterator[Hit]:
    """Tell the rarer word where a document uses two for one concept, and the document that speaks otherwise than the first."""
    texts = [_articles(found) for found in case.passages_of.values()]
    if not texts:
        return
    for group in drafting_words()["mixed_words"]:
        usual, first = "", texts[0]
        for passages in texts:
            counted = [sum(text.count(word) for _, text in passages for word in several) for several in group["words"]]
            if not any(counted):
                continue
            most = counted.index(max(counted))
            word = group["words"][most][0]
            for place, several in enumerate(group["words"]):
                if place != most and counted[place]:
                    yield _first(passages, several, "default", word, group["concept"])
            if usual and word != usual:
                yield _first(passages, group["words"][most], "documents", usual, group["concept"], _place(first, usual))
            if not usual:
                usual, first = word, passages


def _articles(passages: Sequence[Passage]) -> list[tuple[Passage, str]]:
    return [(passage, _own(passage.text)) for passage in passages if passage.clause.kind == "article" and not passage.undecided]


def _own(text: str) -> str:
    """Return what the document says in its own words."""
    for name in words("mixed_kept"):
        text = text.replace(name, "")
    return _QUOTED.sub("", text) if "《" in text or "“" in text else text


def _first(
    passages: Sequence[tuple[Passage, str]], several: Sequence[str], key: str, usual: str, concept: str,
    also: tuple[tuple[str, str, str, str], ...] = (),
) -> Hit:  # fmt: skip
    passage, word = next((passage, word) for passage, text in passages for word in several if word in text)
    place = {"document": passage.document, "clause": passage.clause.id}
    return hit(key, passage.location, **place, also=also, word=word, usual=usual, concept=concept)


def _place(passages: Sequence[tuple[Passage, str]], word: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return the first place where *word* stands."""
    return tuple((*at_place(passage), word) for passage, text in passages if word in text)[:1]


RULES = {"LC-FM-12": one_word}
