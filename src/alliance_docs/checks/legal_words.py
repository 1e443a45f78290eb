"""The words that the code of legal checks looks for: ``templates/common/legal-words.yaml``, read once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from alliance_docs.checks.case import Case
from alliance_docs.checks.data import Entry, as_texts, read_table
from alliance_docs.checks.phrases import quoted, span_of, stands
from alliance_docs.checks.reading import Passage, sentences
from alliance_docs.checks.rule import Phrase
from alliance_docs.checks.wording import anchors
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder

PLACE = "common/legal-words.yaml"


@dataclass(frozen=True)
class LegalWords:
    """Phrases and word lists by name, and the powers that only one organ can hold (name → phrases)."""

    phrases: Mapping[str, Phrase]
    lists: Mapping[str, tuple[str, ...]]
    powers: Mapping[str, tuple[str, ...]]


@cache
def legal_words() -> LegalWords:
    """Read the file. Raises UserError naming it for anything that is not a phrase or a list of words."""
    data = read_table(data_folder("templates") / "common" / "legal-words.yaml")
    entry = Entry(data, PLACE)
    try:
        return LegalWords(
            {name: _phrase(values, entry, name) for name, values in data["phrases"].items()},
            {name: as_texts(values, entry, name) for name, values in data["lists"].items()},
            {power["name"]: as_texts(power["find"], entry, power["name"]) for power in data["powers"]},
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise UserError(f"写法不对：{error}", place=PLACE, remedy="应有 phrases、lists、powers 三部分") from error


def _phrase(values: Any, entry: Entry, name: str) -> Phrase:
    groups = values.get("also") or []
    return Phrase(
        as_texts(values["find"], entry, name),
        tuple(as_texts(group, entry, name) for group in groups),
        as_texts(values.get("unless"), entry, name),
        allow_negated=values.get("negated") != "counts",
    )


def phrase(name: str, **filled: str) -> Phrase:
    """Return a phrase by its name; ``{names}`` in its words are filled in."""
    found = legal_words().phrases[name]
    if not filled:
        return found
    return replace(found, find=tuple(text.format_map(filled) for text in found.find))


def words(name: str) -> tuple[str, ...]:
    """Return a word list by its name."""
    return legal_words().lists[name]


def standing(case: Case, wanted: Phrase, documents: tuple[str, ...] = ()) -> Iterator[tuple[Passage, str]]:
    """Yield each sentence in which *wanted* stands, with its passage; at most one a clause, open choices left out."""
    first = anchors(wanted.find)
    for document in case.passages_of:
        if documents and document not in documents:
            continue
        told: set[str] = set()
        for passage in case.passages_with(document, first):
            if passage.undecided or passage.clause.id in told:
                continue
            sentence = next((one for one in sentences(passage.text) if stands(wanted, one, passage.lead)), "")
            if sentence:
                told.add(passage.clause.id)
                yield passage, sentence


def at(passage: Passage) -> dict[str, str]:
    """Return the place of a passage as a hit wants it."""
    return {"document": passage.document, "clause": passage.clause.id, "location": passage.location}


def told(passage: Passage, sentence: str, wanted: Phrase) -> dict[str, str]:
    """Return place, quoted text and the very words of a sentence in which *wanted* stands."""
    start, end = span_of(wanted, sentence, passage.lead) or (0, 0)
    return {**at(passage), "text": quoted(sentence, wanted), "spot": sentence[start:end]}
