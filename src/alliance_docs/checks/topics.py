"""What an article settles, told from words that stand together in it and are neither denied, put off, nor only recited from a law."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from alliance_docs.checks.clause_reading import ClauseText, Sentence, clause_text, signals, without
from alliance_docs.checks.line_index import Lines
from alliance_docs.checks.phrase_groups import PhraseGroup
from alliance_docs.checks.sifting import SiftedGroup, SiftedSign, SiftedTopic, sift_topic
from alliance_docs.checks.told import Place, Told
from alliance_docs.checks.topic_data import Topic, topic_ids, topics
from alliance_docs.checks.wording import GAP, wording
from alliance_docs.drafting.draft import Clause

__all__ = ["TopicReader", "holds", "topic_ids", "topics"]

_PART = re.compile(r"[，,；;：:]")
_NEAR = 4
"""Characters before a phrase in which a negation of it ends."""


def holds(topic: Topic, text: ClauseText) -> bool:
    """Tell whether a clause settles *topic*. Linear in its length."""
    told = Told((text,))
    return _holds(sift_topic(topic, told.index), told.places[0])


def _holds(topic: SiftedTopic, place: Place) -> bool:
    if not topic.all:
        return _settles(topic, place)
    here = place.rubric | place.lines
    if not all(group.lines & here for group in topic.all):
        return False
    kept = tuple((text, lines) for text, lines in place.told if not topic.void.stands(text, lines))
    if topic.close:
        return any(_stand(_on(topic.all, lines), text) for text, lines in kept)
    return _stand(_on(topic.all, here), "\n".join(text for text, _ in kept))


def _settles(topic: SiftedTopic, place: Place) -> bool:
    asked = tuple((sign, needed) for sign in topic.signs if (needed := _needed(sign, place)))
    if not asked or not _speaks(topic.matter, place):
        return False
    for sign, needed in asked:
        if sign.source.reach == "sentence":  # most signs: only sentences that may hold every group are looked at
            where = reduce(and_, (group.lines for group in needed))
            if any(_met(sign, needed, (one,)) and not _is_void(topic, one) for one in place.body if one[1] & where):
                return True
        else:
            body = tuple(one for one in place.body if not _is_void(topic, one))
            if any(_met(sign, needed, stretch) for stretch in _stretches(sign, body)):
                return True
    return False


def _is_void(topic: SiftedTopic, one: tuple[Sentence, Lines]) -> bool:
    return topic.void.stands(one[0].whole, one[1])


def _speaks(matter: SiftedGroup | None, place: Place) -> bool:
    if matter is None:
        return True
    return matter.stands(place.text.rubric, place.rubric) or matter.stands(place.text.running, place.lines)


def _needed(sign: SiftedSign, place: Place) -> tuple[SiftedGroup, ...]:
    """Return the groups that the sentences themselves must meet, none where they cannot.

    What a sentence is about may stand in the rubric alone, what settles it may not.
    """
    first, *rest = sign.all
    if not all(group.lines & place.lines for group in rest):
        return ()
    if rest and first.stands(place.text.rubric, place.rubric):
        return tuple(rest)
    return sign.all if first.lines & place.lines else ()


_Stretch = tuple[tuple[Sentence, Lines], ...]
"""Sentences that follow one another, each with its line."""


def _stretches(sign: SiftedSign, body: _Stretch) -> Iterator[_Stretch]:
    if sign.source.reach == "article":
        yield body
    else:
        yield from ((one,) for one in body)
        yield from pairwise(body)


def _met(sign: SiftedSign, needed: tuple[SiftedGroup, ...], stretch: _Stretch) -> bool:
    lines = reduce(or_, (where for _, where in stretch), 0)
    if not all(group.lines & lines for group in needed):
        return False
    stretch = _without_aside(sign.aside, stretch, lines)
    whole = "\n".join(sentence.whole for sentence, _ in stretch)
    groups = _on(needed, lines)
    if not all(group.stands(whole) for group in sorted(groups, key=_cost)) or sign.unless.stands(whole, lines):
        return False
    *others, settling = groups
    if not _stand(tuple(others), whole):
        return False
    if sign.source.times == 1:
        return any(True for sentence, _ in stretch for _ in _affirmed(settling, sentence, sign.source.denied))
    return sum(_apart(settling, sentence, sign.source.denied) for sentence, _ in stretch) >= sign.source.times


def _without_aside(aside: SiftedGroup, stretch: _Stretch, lines: Lines) -> _Stretch:
    """Return *stretch* with the phrases of *aside* blotted out of its sentences; their lengths stay."""
    if not aside.lines & lines:
        return stretch
    blot = aside.on(lines)
    return tuple((_blotted(sentence, blot), where) for sentence, where in stretch)


def _blotted(sentence: Sentence, blot: PhraseGroup) -> Sentence:
    whole = without(sentence.whole, blot)
    return Sentence(whole[len(sentence.lead) :], whole[: len(sentence.lead)])


def _cost(group: PhraseGroup) -> int:
    return len(group.gapped)


def _on(groups: tuple[SiftedGroup, ...], lines: Lines) -> tuple[PhraseGroup, ...]:
    return tuple(group.on(lines) for group in groups)


def _stand(groups: tuple[PhraseGroup, ...], text: str) -> bool:
    return all(any(not _near_denied(text, start) for start, _ in group.spans(text)) for group in groups)


def _near_denied(text: str, start: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    return before.endswith(wording().near_negators) and not before.endswith("除非")


def _affirmed(group: PhraseGroup, sentence: Sentence, denials_count: bool) -> Iterator[tuple[int, int]]:
    """Yield where *group* stands in a sentence and is not denied in the same part of it, nor by the lead of its list."""
    whole = sentence.whole
    for start, end in group.spans(whole):
        if _near_denied(whole, start):
            continue
        if denials_count:
            yield start, end
            continue
        words = signals()
        part = _PART.split(whole[:start])[-1]
        led = sentence.lead if start >= len(sentence.lead) else ""
        if not any(words.denials.stands(without(one, words.affirmations)) for one in (part, led)):
            yield start, end


def _apart(group: PhraseGroup, sentence: Sentence, denials_count: bool) -> int:
    """Count the places of *group* in a sentence that do not overlap; those within the lead of its list belong to no one item."""
    count = at = 0
    for start, end in sorted(_affirmed(group, sentence, denials_count)):
        if start >= at and end > len(sentence.lead):
            count, at = count + 1, end
    return count


class TopicReader:
    """The topics of the clauses of one case, told once each.

    *clauses_of*: the clauses of each document, which are indexed together. Others are read as they are asked for.
    """

    def __init__(self, clauses_of: Mapping[str, Sequence[Clause]] | None = None) -> None:
        self._clauses_of = clauses_of or {}
        self._read: dict[tuple[str, str], tuple[Told, Place]] = {}
        self._topics: dict[tuple[int, str], SiftedTopic] = {}
        self._spoken: dict[tuple[int, tuple[tuple[str, ...], ...]], Lines] = {}
        self._held: dict[tuple[str, str, str], bool] = {}

    def holds(self, document: str, clause: Clause, topic_id: str) -> bool:
        """Tell whether *clause* of *document* settles the topic."""
        key = (document, clause.id, topic_id)
        if key not in self._held:
            told, place = self._place(document, clause)
            self._held[key] = _holds(self._topic(told, topic_id), place)
        return self._held[key]

    def sentences(self, document: str, clause: Clause) -> tuple[str, ...]:
        """Return the rubric and the sentences of *clause* of *document* that count, split once."""
        return self._place(document, clause)[1].text.told

    def sentences_with(self, document: str, clause: Clause, groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        """Return those of them that may hold a phrase of each of *groups* (phrases of ``wording``); a sentence left out does not."""
        told, place = self._place(document, clause)
        key = (id(told), groups)
        if key not in self._spoken:
            self._spoken[key] = reduce(and_, (told.index.holding_phrase(group, GAP) for group in groups), told.index.everywhere)
        lines = self._spoken[key]
        if not lines & (place.rubric | place.lines):
            return ()
        return tuple(text for text, line in place.told if lines & line)

    def _place(self, document: str, clause: Clause) -> tuple[Told, Place]:
        key = (document, clause.id)
        if key not in self._read:
            together = self._clauses_of.get(document, ())
            if not any(one is clause for one in together):
                together = (clause,)
            told = Told(tuple(map(clause_text, together)))
            for one, place in zip(together, told.places, strict=True):
                self._read.setdefault((document, one.id), (told, place))
        return self._read[key]

    def _topic(self, told: Told, topic_id: str) -> SiftedTopic:
        key = (id(told), topic_id)  # what was told is kept in _read, so that its id is its own
        if key not in self._topics:
            self._topics[key] = sift_topic(topics()[topic_id], told.index)
        return self._topics[key]
