"""Articles that settle nothing: empty ones, and those that leave all they are about to a later agreement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from alliance_docs.checks.clause_reading import puts_off
from alliance_docs.checks.reading import sentences
from alliance_docs.checks.wording import contains, wording
from alliance_docs.drafting.draft import Chart, Clause, Opaque, block_inlines, plain

Open = Literal["", "empty", "deferred"]


def left_open(clause: Clause) -> Open:
    """Tell whether an article says nothing (``empty``), or only that all will be agreed later (``deferred``)."""
    text = _text(clause).strip()
    if not text:
        return "" if any(isinstance(block, Chart | Opaque) for block in clause.blocks) else "empty"
    return "deferred" if all(_deferred(sentence) for sentence in sentences(text)) else ""


def open_article(clauses: Iterable[Clause], matter: str) -> Clause | None:
    """Return the article that by its rubric should settle *matter* (the name of a topic) and leaves it open: wholly, else in part."""
    about = [(likeness, one) for one in clauses if (likeness := _alike(one.rubric_text, matter))]
    wholly = [found for found in about if left_open(found[1])]
    partly = [found for found in about if any(_deferred(sentence) for sentence in sentences(_text(found[1])))]
    return max(wholly or partly, key=lambda found: found[0], default=(0, None))[1]


def _alike(rubric: str, matter: str) -> int:
    """Return how many characters in a row *rubric* has from *matter*; 0 where they only share words that any rubric may have."""
    for length in range(min(len(rubric), len(matter)), 1, -1):
        shared = (matter[start : start + length] for start in range(len(matter) - length + 1))
        if any(words in rubric and words not in wording().rubric_words for words in shared):
            return length
    return 0


def _deferred(sentence: str) -> bool:
    return contains(sentence, wording().deferrals) or puts_off(sentence)


def _text(clause: Clause) -> str:
    return "\n".join(plain(run) for block in clause.blocks for run in block_inlines(block))
