"""What an article settles, told from words that stand together in it and are neither denied, put off, nor only recited from a law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from alliance_docs.checks.data import as_texts, read_entries
from alliance_docs.checks.phrase_groups import PhraseGroup, phrase_group
from alliance_docs.checks.reading import clause_passages, sentences
from alliance_docs.checks.topic_data import Sign, Topic, topic_ids, topics
from alliance_docs.checks.wording import wording
from alliance_docs.drafting.draft import Clause
from alliance_docs.resources import data_folder

__all__ = ["ClauseText", "TopicReader", "clause_text", "counting_sentences", "holds", "topic_ids", "topics"]

_PART = re.compile(r"[，,；;：:]")
_NEAR = 4
"""Characters before a phrase in which a negation of it ends."""


@dataclass(frozen=True)
class Signals:
    """The word lists of ``common/topic-words.yaml``: what puts off, excepts, denies, affirms and recites."""

    deferrals: PhraseGroup
    exceptions: PhraseGroup
    denials: PhraseGroup
    affirmations: PhraseGroup
    recitals: PhraseGroup
    parties: PhraseGroup


@cache
def signals() -> Signals:
    """Load the word lists once. Raises UserError with file and line."""
    path = data_folder("templates") / "common" / "topic-words.yaml"
    groups: dict[str, PhraseGroup] = {}
    for entry in read_entries(path):
        entry.only(("id", "words"))
        name = entry.one_of("id", tuple(Signals.__dataclass_fields__))
        groups[name] = phrase_group(as_texts(entry.values.get("words"), entry, "words"), entry.place)
    return Signals(**{name: groups.get(name, PhraseGroup()) for name in Signals.__dataclass_fields__})


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article and, in front of an item, the words that lead to its list."""

    text: str
    lead: str = ""

    @property
    def whole(self) -> str:
        """The sentence behind its lead."""
        return self.lead + self.text


@dataclass(frozen=True)
class ClauseText:
    """A clause as topics read it: its rubric, and the sentences of its text that count (none that puts off, none that recites a law)."""

    rubric: str
    body: tuple[Sentence, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The rubric and the sentences."""
        return ((self.rubric,) if self.rubric else ()) + tuple(sentence.whole for sentence in self.body)


def clause_text(clause: Clause) -> ClauseText:
    """Return what of a clause counts; items stand behind their lead."""
    rubric, body = "", []
    first = bool(clause.rubric)
    for passage in clause_passages("", clause):
        if first:
            rubric, first = passage.text, False
            continue
        for sentence in sentences(passage.text):
            if not puts_off(sentence) and not recites(sentence):
                body.append(Sentence(sentence, passage.lead))
    return ClauseText("" if puts_off(rubric) else rubric, tuple(body))


def counting_sentences(clause: Clause) -> tuple[str, ...]:
    """Return the rubric and the sentences of a clause that put nothing off and recite no law."""
    return clause_text(clause).told


def puts_off(sentence: str) -> bool:
    """Tell whether a sentence leaves its matter to a later agreement; an exception in favour of one (“另有约定的除外”) does not."""
    words = signals()
    if not words.deferrals.stands(sentence):
        return False
    return words.deferrals.stands(_without(sentence, words.exceptions))


def recites(sentence: str) -> bool:
    """Tell whether a sentence only says what a law says: a law is its subject and no party is named."""
    words = signals()
    return words.recitals.stands(sentence) and not words.parties.stands(sentence)


def _without(sentence: str, group: PhraseGroup) -> str:
    for start, end in sorted(group.spans(sentence), reverse=True):
        sentence = sentence[:start] + "　" * (end - start) + sentence[end:]
    return sentence


def holds(topic: Topic, text: ClauseText) -> bool:
    """Tell whether a clause settles *topic*. Linear in its length."""
    if topic.signs:
        return _settles(topic, text)
    kept = tuple(sentence for sentence in text.told if not topic.void.stands(sentence))
    if topic.close:
        return any(_stand(topic.all, sentence) for sentence in kept)
    return _stand(topic.all, "\n".join(kept))


def _settles(topic: Topic, text: ClauseText) -> bool:
    if topic.matter and not topic.matter.stands("\n".join(text.told)):
        return False
    body = tuple(sentence for sentence in text.body if not topic.void.stands(sentence.whole))
    return any(_met(sign, stretch) for sign in topic.signs for stretch in _stretches(sign, body))


def _stretches(sign: Sign, body: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
    if sign.reach == "article":
        yield body
        return
    yield from ((sentence,) for sentence in body)
    if sign.reach == "pair":
        yield from zip(body, body[1:], strict=False)


def _met(sign: Sign, stretch: tuple[Sentence, ...]) -> bool:
    whole = "\n".join(sentence.whole for sentence in stretch)
    if not all(group.stands(whole) for group in sign.all) or sign.unless.stands(whole):
        return False
    *others, settling = sign.all
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
        if not any(words.denials.stands(_without(one, words.affirmations)) for one in (part, led)):
            return True
    return False


class TopicReader:
    """The topics of the clauses of one case, told once each."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], ClauseText] = {}
        self._held: dict[tuple[str, str, str], bool] = {}

    def holds(self, document: str, clause: Clause, topic_id: str) -> bool:
        """Tell whether *clause* of *document* settles the topic."""
        key = (document, clause.id, topic_id)
        if key not in self._held:
            self._held[key] = holds(topics()[topic_id], self._text(document, clause))
        return self._held[key]

    def sentences(self, document: str, clause: Clause) -> tuple[str, ...]:
        """Return the rubric and the sentences of *clause* of *document* that count, split once."""
        return self._text(document, clause).told

    def _text(self, document: str, clause: Clause) -> ClauseText:
        place = (document, clause.id)
        if place not in self._kept:
            self._kept[place] = clause_text(clause)
        return self._kept[place]
