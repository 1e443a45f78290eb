"""Topics: what an article is about, told from words that stand together in it and are neither denied nor put off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from alliance_docs.checks.data import Entry, as_texts, read_entries
from alliance_docs.checks.reading import clause_passages, sentences
from alliance_docs.checks.wording import contains, occurrences, wording
from alliance_docs.drafting.draft import Clause
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.jurisdictions.places import Home, outside
from alliance_docs.resources import data_folder


@dataclass(frozen=True)
class Topic:
    """A topic: each group of *all* must be met by one of its phrases; sentences holding one of *void* do not count.

    *close*: the groups must meet in one sentence, not merely in one article.
    """

    id: str
    name: str
    all: tuple[tuple[str, ...], ...]
    void: tuple[str, ...] = ()
    close: bool = False


def topics() -> Mapping[str, Topic]:
    """Load the topics once: the common ones, and those in ``topics.yaml`` of jurisdictions outside the package, by id.

    Raises UserErrors with file and line of everything wrong; two topics of one id are an error.
    """
    found, _, errors = _topics(outside())
    if errors:
        raise UserErrors(errors)
    return found


def topic_ids() -> frozenset[str]:
    """Return the ids of all topics that are written, those with mistakes as well."""
    return _topics(outside())[1]


@cache
def _topics(homes: tuple[Home, ...]) -> tuple[Mapping[str, Topic], frozenset[str], tuple[UserError, ...]]:
    own = [path for home in homes if (path := home.folder / "topics.yaml").is_file()]
    found: dict[str, Topic] = {}
    places: dict[str, str] = {}
    errors: list[UserError] = []
    for path in (data_folder("templates") / "common" / "topics.yaml", *own):
        try:
            entries = read_entries(path)
        except UserError as error:
            errors.append(error)
            continue
        for entry in entries:
            try:
                if (known := places.setdefault(entry.text("id"), entry.place)) != entry.place:
                    raise entry.error(f"这个主题已经有了（{known}）", "换一个编号，或者用已有的主题")
                topic = _topic(entry)
                found[topic.id] = topic
            except UserError as error:
                errors.append(error)
    return found, frozenset(places), tuple(errors)


def _topic(entry: Entry) -> Topic:
    entry.only(("id", "name", "all", "void", "close"))
    groups = entry.values.get("all")
    if not isinstance(groups, list) or not groups:
        raise entry.error("“all”应为词组的列表", "每组一行，组内任一词即可")
    return Topic(
        entry.text("id"),
        entry.text("name", required=True),
        tuple(as_texts(group, entry, "all") for group in groups),
        entry.texts("void"),
        entry.values.get("close") is True,
    )


def counting_sentences(clause: Clause) -> tuple[str, ...]:
    """Return the sentences of a clause that put nothing off to a later agreement; items stand behind their lead."""
    deferrals = wording().deferrals
    return tuple(
        passage.lead + sentence
        for passage in clause_passages("", clause)
        for sentence in sentences(passage.text)
        if not contains(sentence, deferrals)
    )


def holds(topic: Topic, kept: tuple[str, ...]) -> bool:
    """Tell whether the sentences *kept* of one clause hold the topic. Linear in their length."""
    if contains("\n".join(kept), topic.void):
        kept = tuple(sentence for sentence in kept if not contains(sentence, topic.void))
    if topic.close:
        first = topic.all[0]
        return any(contains(sentence, first) and _stands(topic, sentence) for sentence in kept)
    return _stands(topic, "\n".join(kept))


def _stands(topic: Topic, text: str) -> bool:
    denied = wording().near_negators
    return all(any(not text[max(0, start - 4) : start].endswith(denied) for start, _ in occurrences(text, group)) for group in topic.all)


class TopicReader:
    """The topics of the clauses of one case, told once each."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[str, ...]] = {}
        self._held: dict[tuple[str, str, str], bool] = {}

    def holds(self, document: str, clause: Clause, topic_id: str) -> bool:
        """Tell whether *clause* of *document* holds the topic."""
        key = (document, clause.id, topic_id)
        if key not in self._held:
            self._held[key] = holds(topics()[topic_id], self.sentences(document, clause))
        return self._held[key]

    def sentences(self, document: str, clause: Clause) -> tuple[str, ...]:
        """Return the sentences of *clause* of *document* that count, split once."""
        place = (document, clause.id)
        if place not in self._kept:
            self._kept[place] = counting_sentences(clause)
        return self._kept[place]
