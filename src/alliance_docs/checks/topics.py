"""Topics: what an article is about, told from words that stand together in it and are neither denied nor put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from alliance_docs.checks.data import as_texts, read_entries
from alliance_docs.checks.reading import clause_passages, sentences
from alliance_docs.checks.wording import contains, phrase_pattern, wording
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.resources import data_folder


@dataclass(frozen=True)
class Topic:
    """A topic: each group of *all* must be met by one of its phrases; sentences holding one of *void* do not count."""

    id: str
    name: str
    all: tuple[tuple[str, ...], ...]
    void: tuple[str, ...] = ()


@cache
def topics() -> Mapping[str, Topic]:
    """Load ``templates/common/topics.yaml`` once: topics by id. Raises UserError with file and line."""
    found = {}
    for entry in read_entries(data_folder("templates") / "common" / "topics.yaml"):
        entry.only(("id", "name", "all", "void"))
        groups = entry.values.get("all")
        if not isinstance(groups, list) or not groups:
            raise entry.error("“all”应为词组的列表", "每组一行，组内任一词即可")
        found[entry.text("id")] = Topic(
            entry.text("id"),
            entry.text("name", required=True),
            tuple(as_texts(group, entry, "all") for group in groups),
            entry.texts("void"),
        )
    return found


@lru_cache(maxsize=8192)
def counting_sentences(clause: Clause) -> tuple[str, ...]:
    """Return the sentences of a clause that put nothing off to a later agreement."""
    deferrals = wording().deferrals
    return tuple(
        sentence
        for passage in clause_passages("", clause)
        for sentence in sentences(passage.text)
        if not contains(sentence, deferrals)
    )


@lru_cache(maxsize=65536)
def holds(topic_id: str, clause: Clause) -> bool:
    """Tell whether *clause* holds the topic."""
    topic = topics()[topic_id]
    kept = [text for text in counting_sentences(clause) if not contains(text, topic.void)]
    return all(any(_stands(group, text) for text in kept) for group in topic.all)


def _stands(group: tuple[str, ...], sentence: str) -> bool:
    return any(
        not sentence[: found.start()].endswith(wording().near_negators) for found in phrase_pattern(group).finditer(sentence)
    )


def articles_on(draft: Draft, topic_id: str) -> tuple[Clause, ...]:
    """Return the articles (and other clauses) of a draft that hold the topic, in order."""
    return tuple(clause for clause in draft.clauses if holds(topic_id, clause))


def missing(draft: Draft, wanted: Iterable[str]) -> tuple[Topic, ...]:
    """Return the topics of *wanted* that no clause of the draft holds."""
    return tuple(topics()[topic] for topic in wanted if not articles_on(draft, topic))
