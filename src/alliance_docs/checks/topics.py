"""What an article settles, told from words that stand together in it and are neither denied, put off, nor only recited from a law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from alliance_docs.checks.clause_reading import ClauseText, Sentence, clause_text, signals, without
from alliance_docs.checks.phrase_groups import PhraseGroup, Words
from alliance_docs.checks.topic_data import Sign, Topic, topic_ids, topics
from alliance_docs.checks.wording import wording
from alliance_docs.drafting.draft import Clause

__all__ = ["TopicReader", "holds", "topic_ids", "topics"]

_PART = re.compile(r"[，,；;：:]")
_NEAR = 4
"""Characters before a phrase in which a negation of it ends."""


def holds(topic: Topic, text: ClauseText) -> bool:
    """Tell whether a clause settles *topic*. Linear in its length."""
    if not topic.all:
        return _settles(topic, text)
    kept = tuple(sentence for sentence in text.told if not topic.void.stands(sentence))
    if topic.close:
        return any(_stand(topic.all, sentence) for sentence in kept)
    return _stand(topic.all, "\n".join(kept))


def _settles(topic: Topic, text: ClauseText) -> bool:
    if topic.matter and not (topic.matter.stands(text.rubric) or topic.matter.stands(text.running)):
        return False
    able = [sign for sign in topic.signs if all(group.stands(text.running) for group in sorted(_needed(sign, text), key=_cost))]
    if not able:
        return False
    body = tuple(sentence for sentence in text.body if not topic.void.stands(sentence.whole))
    return any(_met(sign, stretch, text) for sign in able for stretch in _stretches(sign, body))


def _needed(sign: Sign, text: ClauseText) -> tuple[PhraseGroup, ...]:
    """Return the groups that the sentence itself must meet: what it is about may stand in the rubric alone, what settles it may not."""
    first, *rest = sign.all
    return tuple(rest) if rest and text.rubric and first.stands(text.rubric) else sign.all


def _cost(group: PhraseGroup) -> int:
    return len(group.gapped)


def _stretches(sign: Sign, body: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
    if sign.reach == "article":
        yield body
        return
    yield from ((sentence,) for sentence in body)
    if sign.reach == "pair":
        yield from pairwise(body)


def _met(sign: Sign, stretch: tuple[Sentence, ...], text: ClauseText) -> bool:
    whole = "\n".join(sentence.whole for sentence in stretch)
    needed = _needed(sign, text)
    if not all(group.stands(whole) for group in needed) or sign.unless.stands(whole):
        return False
    *others, settling = needed
    if not _stand(tuple(others), whole):
        return False
    return any(_affirmed(settling, sentence, sign.denied) for sentence in stretch)


def _stand(groups: tuple[PhraseGroup, ...], text: str) -> bool:
    return all(any(not _near_denied(text, start) for start, _ in group.spans(text)) for group in groups)


def _near_denied(text: str, start: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    return before.endswith(wording().near_negators) and not before.endswith("除非")


def _affirmed(group: PhraseGroup, sentence: Sentence, denials_count: bool) -> bool:
    """Tell whether *group* stands in a sentence and is not denied in the same part of it, nor by the lead of its list."""
    whole = sentence.whole
    for start, _ in group.spans(whole):
        if _near_denied(whole, start):
            continue
        if denials_count:
            return True
        words = signals()
        part = _PART.split(whole[:start])[-1]
        led = sentence.lead if start >= len(sentence.lead) else ""
        if not any(words.denials.stands(without(one, words.affirmations)) for one in (part, led)):
            return True
    return False


class TopicReader:
    """The topics of the clauses of one case, told once each.

    *text_of*: the whole text of each document, one line a passage. Only phrases whose words stand in the document are looked for in its
    clauses.
    """

    def __init__(self, text_of: Mapping[str, str] | None = None) -> None:
        self._text_of = text_of or {}
        self._words: dict[str, Words] = {}
        self._topics: dict[tuple[str, str], Topic] = {}
        self._kept: dict[tuple[str, str], ClauseText] = {}
        self._held: dict[tuple[str, str, str], bool] = {}

    def holds(self, document: str, clause: Clause, topic_id: str) -> bool:
        """Tell whether *clause* of *document* settles the topic."""
        key = (document, clause.id, topic_id)
        if key not in self._held:
            self._held[key] = holds(self._topic(document, topic_id), self._text(document, clause))
        return self._held[key]

    def sentences(self, document: str, clause: Clause) -> tuple[str, ...]:
        """Return the rubric and the sentences of *clause* of *document* that count, split once."""
        return self._text(document, clause).told

    def _text(self, document: str, clause: Clause) -> ClauseText:
        place = (document, clause.id)
        if place not in self._kept:
            self._kept[place] = clause_text(clause)
        return self._kept[place]

    def _topic(self, document: str, topic_id: str) -> Topic:
        key = (document, topic_id)
        if key not in self._topics:
            topic = topics()[topic_id]
            self._topics[key] = topic.within(self._known(document)) if document in self._text_of else topic
        return self._topics[key]

    def _known(self, document: str) -> Words:
        if document not in self._words:
            self._words[document] = cache(self._text_of[document].__contains__)
        return self._words[document]
