"""A clause as topics read it: its sentences behind their leads, without those that put off, and without what only recites a law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from alliance_docs.checks.data import as_texts, read_entries
from alliance_docs.checks.phrase_groups import NOTHING, PhraseGroup, phrase_group
from alliance_docs.checks.reading import clause_passages, sentences
from alliance_docs.drafting.draft import Clause
from alliance_docs.resources import data_folder

_COMMA = re.compile("[，,]")
_WIDE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,;:()!?]|[,;:()!?](?![0-9A-Za-z])|(?<=[0-9])[;:](?=[0-9])")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])[ \u00a0](?=[0-9A-Za-z])|(?<=[0-9A-Za-z%％])[ \u00a0](?=[\u4e00-\u9fff%％])|(?<=[，；：、（])[ \u00a0]")
_MARK = r"(?:[（(](?:[一二三四五六七八九十]+|\d+)[)）]|[①-⑳])"
_LIST = re.compile(rf"[：:](?=\s{{0,4}}{_MARK})")
_ITEM = re.compile(_MARK)


@dataclass(frozen=True)
class Signals:
    """The word lists of ``common/topic-words.yaml``: what puts off, a sentence or the whole article, excepts, denies, affirms and recites."""

    deferrals: PhraseGroup
    withdrawals: PhraseGroup
    details: PhraseGroup
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
    return Signals(**{name: groups.get(name, NOTHING) for name in Signals.__dataclass_fields__})


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

    @cached_property
    def running(self) -> str:
        """The sentences, one a line."""
        return "\n".join(sentence.whole for sentence in self.body)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The rubric and the sentences."""
        return ((self.rubric,) if self.rubric else ()) + tuple(sentence.whole for sentence in self.body)


def clause_text(clause: Clause) -> ClauseText:
    """Return what of a clause counts; items stand behind their lead."""
    here = list(clause_passages("", clause))
    rubric = evened(here.pop(0).text) if clause.rubric else ""
    body = [sentence for passage in here for sentence in led_sentences(evened(passage.text), evened(passage.lead))]
    # asked of the whole clause first: in most nothing is put off and nothing recited
    whole = "\n".join(dict.fromkeys((rubric, *(words for sentence in body for words in (sentence.lead, sentence.text)))))
    if signals().withdrawals.stands(whole):
        return ClauseText("", ())
    if signals().deferrals.stands(whole):
        rubric = "" if puts_off(rubric) else rubric
        settled = (Sentence(without_details(one.text), one.lead) for one in body if not puts_off(one.lead))
        body = [one for one in settled if not puts_off(one.text)]
    if signals().recitals.stands(whole):
        body = list(without_recitals(body))
    return ClauseText(rubric, tuple(body))


def evened(text: str) -> str:
    """Return *text* with the punctuation and spacing that the phrases are written in: “保密期限:5 年” is read as “保密期限：5年”."""
    if text.isascii():
        return text
    return _SPACED.sub("", _NARROW.sub(lambda found: _WIDE[found[0]], text))


def led_sentences(text: str, lead: str) -> Iterator[Sentence]:
    """Yield the sentences of a passage behind *lead*; items written in the running text (“……：（一）……；（二）……”) stand behind theirs."""
    led, ended = "", True
    for sentence in sentences(text):
        if not led and (found := _LIST.search(sentence)):
            led = sentence[: found.end()]
            yield Sentence(sentence[found.end() :], led)
        elif led and not (ended and not _ITEM.match(sentence.lstrip())):
            yield Sentence(sentence, led)
        else:
            led = ""
            yield Sentence(sentence, lead)
        ended = not sentence.endswith("；")


def puts_off(sentence: str) -> bool:
    """Tell whether a sentence leaves its matter to a later agreement; an exception in favour of one (“另有约定的除外”) does not."""
    words = signals()
    if not words.deferrals.stands(sentence):
        return False
    return words.deferrals.stands(without(sentence, words.exceptions))


def without_details(sentence: str) -> str:
    """Cut the later parts that put off a detail only (“……，折价方法另行商定”); what the rest of the sentence settles still stands."""
    words = signals()
    if not words.deferrals.stands(sentence):
        return sentence
    first, *parts = _COMMA.split(sentence)
    return "，".join((first, *(part for part in parts if not (words.details.stands(part) and puts_off(part)))))


def without_recitals(body: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences that do more than recite a law; what the law goes on to say behind a semicolon is recited as well."""
    recited = False
    for one in body:
        recited = recites(one.text) or (recited and not signals().parties.stands(one.text))
        if not recited:
            yield one
        recited = recited and one.text.rstrip().endswith("；")


def recites(sentence: str) -> bool:
    """Tell whether a sentence only says what a law says: a law is its subject and no party is named."""
    words = signals()
    return words.recitals.stands(sentence) and not words.parties.stands(sentence)


def without(sentence: str, group: PhraseGroup) -> str:
    """Return *sentence* with the phrases of *group* blotted out; its length stays."""
    for start, end in sorted(group.spans(sentence), reverse=True):
        sentence = sentence[:start] + "\u3000" * (end - start) + sentence[end:]
    return sentence
