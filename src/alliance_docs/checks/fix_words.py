"""Mechanical remedies within one sentence: which words give way to which, and which are left and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alliance_docs.checks.fix_data import Recipe
from alliance_docs.checks.marks import Swap, half_width, number_brackets, wrong_years

MARKS = {"years": wrong_years, "full-width": half_width, "number-brackets": number_brackets}


class Passed(NamedTuple):
    """Words that look like a case for the remedy and are none, from *start* to *end*."""

    start: int
    end: int
    why: str


def replaced(recipes: Iterable[Recipe], sentence: str) -> tuple[tuple[Swap, ...], tuple[Passed, ...]]:
    """Return what the recipes that put words for words change in a sentence, and what they pass over; nothing overlaps."""
    swaps: list[Swap] = []
    passed: list[Passed] = []
    joined: tuple[str, ...] = ()
    puts: set[str] = set()
    pairs = [(word, recipe) for recipe in recipes if recipe.how == "replace" for word in recipe.find]
    for word, recipe in sorted(pairs, key=lambda pair: -len(pair[0])):
        joined, puts = (recipe.once or joined), puts | ({recipe.put} if recipe.once else set())
        for start in _places(sentence, word):
            end = start + len(word)
            if any(first < end and start < last for first, last, _ in (*swaps, *passed)):
                continue
            before, behind = sentence[:start].rstrip(), sentence[end:].lstrip()
            if recipe.after and not before.endswith(recipe.after):
                continue
            if before.endswith(recipe.not_after) or behind.startswith(recipe.not_before):
                passed.append(Passed(start, end, recipe.why))
            else:
                swaps.append(Swap(start, end, recipe.put))
    swaps.sort()
    return (_once(sentence, swaps, puts, joined) if joined else tuple(swaps)), tuple(sorted(passed))


def _places(sentence: str, word: str) -> Iterator[int]:
    start = sentence.find(word)
    while start >= 0:
        yield start
        start = sentence.find(word, start + len(word))


def _once(sentence: str, swaps: Sequence[Swap], puts: Iterable[str], joined: Sequence[str]) -> tuple[Swap, ...]:
    """Write what would stand twice in a row once: the second goes, with the word that joins them.

    《合同法》、《担保法》 become one 《民法典》; so does 《民法典》、《合同法》.
    """
    same = set(puts)
    standing = [Swap(at, at + len(word), word) for word in same for at in _places(sentence, word)]
    kept: dict[Swap, Swap] = {swap: swap for swap in swaps}
    before: Swap | None = None
    for one in sorted({*swaps, *(each for each in standing if not any(each.start < swap.end and swap.start < each.end for swap in swaps))}):
        if before is not None and {one.right, before.right} <= same and sentence[before.end : one.start].strip() in ("", *joined):
            if one in kept:
                kept[one] = Swap(before.end, one.end, "")
            elif before in kept:
                kept[before] = Swap(before.start, one.start, "")
        before = one
    return tuple(kept.values())


def marked(recipes: Iterable[Recipe], text: str) -> tuple[Swap, ...]:
    """Return what the recipes for years, brackets and punctuation change in a text, in order."""
    return tuple(sorted(swap for recipe in recipes if recipe.how in MARKS for swap in MARKS[recipe.how](text)))


def applied(text: str, swaps: Iterable[Swap]) -> str:
    """Return the text with swaps that do not overlap."""
    for swap in sorted(swaps, reverse=True):
        text = text[: swap.start] + swap.right + text[swap.end :]
    return text


def trimmed(text: str, swap: Swap) -> Swap:
    """Return the swap without the words at its ends that stay as they are; at least one character is left to give way."""
    old, start, end, right = text[swap.start : swap.end], swap.start, swap.end, swap.right
    while len(old) > 1 and right and old[0] == right[0]:
        old, right, start = old[1:], right[1:], start + 1
    while len(old) > 1 and right and old[-1] == right[-1]:
        old, right, end = old[:-1], right[:-1], end - 1
    return Swap(start, end, right)
