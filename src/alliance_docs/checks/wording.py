"""Words the text rules share: negations, deferrals, subjects; and phrases with gaps, compiled to linear patterns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from alliance_docs.checks.data import read_table
from alliance_docs.errors import UserError
from alliance_docs.resources import data_folder

GAP = "…"
"""In a phrase: up to :data:`REACH` characters of the same sentence."""
REACH = 12
BEFORE = 240
"""How far before a phrase a negation is looked for, in characters."""
_SEGMENT = re.compile(r"[，,：:；;]")


@dataclass(frozen=True)
class Wording:
    """The shared word lists of ``templates/common/wording.yaml``."""

    negators: tuple[str, ...]
    near_negators: tuple[str, ...]
    subjects: tuple[str, ...]
    deferrals: tuple[str, ...]
    unit_endings: tuple[str, ...]
    internal_units: tuple[str, ...]
    never_legal_persons: tuple[str, ...]
    former_institutions: dict[str, str]
    vague_institutions: tuple[str, ...]
    broad_names: tuple[str, ...]
    guarantee_words: tuple[str, ...]
    rubric_words: tuple[str, ...]
    by_hand: tuple[str, ...]
    required_facts: frozenset[str]


@cache
def wording() -> Wording:
    """Load the shared word lists once. Raises UserError."""
    data = read_table(data_folder("templates") / "common" / "wording.yaml")
    missing = [name for name in Wording.__dataclass_fields__ if name not in data]
    if missing:
        raise UserError(f"缺少 {'、'.join(missing)}", place="common/wording.yaml:1")
    lists = {name: tuple(data[name]) for name in Wording.__dataclass_fields__ if isinstance(data[name], list)}
    lists["required_facts"] = frozenset(data["required_facts"])  # type: ignore[assignment]
    return Wording(**lists, former_institutions=dict(data["former_institutions"]))  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Compile phrases into one pattern. Only bounded gaps repeat, so matching is linear in the text."""
    return re.compile("|".join(_one(phrase) for phrase in sorted(phrases, key=len, reverse=True)))


def _one(phrase: str) -> str:
    return f"[^。；！？\\n]{{0,{REACH}}}".join(re.escape(part) for part in phrase.split(GAP))


def anchors(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return the words each phrase begins with: a text without any of them cannot hold a phrase."""
    return tuple(dict.fromkeys(phrase.partition(GAP)[0] for phrase in phrases))


def occurrences(text: str, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of any of *phrases* in *text* (plain ones first)."""
    gapped = []
    for phrase in phrases:
        if GAP in phrase:
            gapped.append(phrase)
            continue
        start = text.find(phrase)
        while start >= 0:
            yield start, start + len(phrase)
            start = text.find(phrase, start + 1)
    if gapped:
        for found in phrase_pattern(tuple(gapped)).finditer(text):
            yield found.span()


def contains(text: str, phrases: Collection[str]) -> bool:
    """Tell whether any of *phrases* stands in *text*."""
    gapped = False
    for phrase in phrases:
        if phrase in text:
            return True
        gapped = gapped or GAP in phrase
    return gapped and next(occurrences(text, [phrase for phrase in phrases if GAP in phrase]), None) is not None


def negated(sentence: str, start: int, end: int, lead: str = "") -> bool:
    """Tell whether what stands from *start* to *end* of *sentence* is forbidden or denied there.

    A negation counts within the phrase, in the same part of the sentence, in the *lead* of its list, and in an earlier part unless a
    subject of its own stands between (“成员不得泄密，成果归联盟所有” does not deny the second half).
    """
    words = wording()
    before = sentence[max(0, start - BEFORE) : start]
    if before.endswith(words.near_negators) or contains(sentence[start:end], words.negators):
        return True
    parts = _SEGMENT.split(before)
    if contains(parts[-1], words.negators):
        return True
    if contains(parts[-1], words.subjects):
        return False
    return contains("，".join(parts[:-1]), words.negators) or (bool(lead) and contains(lead, words.negators))
