"""Which mechanical remedies follow from which findings. Pure: a document as it stands in its file goes in, changes come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from alliance_docs.checks.finding import Finding
from alliance_docs.checks.fix_data import Recipe
from alliance_docs.checks.fix_numbers import renumbered
from alliance_docs.checks.fix_words import MARKS, marked, replaced, trimmed
from alliance_docs.checks.marks import Swap
from alliance_docs.checks.phrases import stands
from alliance_docs.checks.rule import Rule
from alliance_docs.checks.written import Change, Left, Spot, Written

_SHOWN = 8
"""Characters that part marks which are shown as one change."""
_AROUND = 2
"""Characters shown on either side of a changed mark."""
_END = "。；！？\n"
NOT_HERE = "不在能够改动的正文中，请人工改"
NOT_MECHANICAL = "没有可以照改的写法，请人工改"


def remedies(written: Written, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[tuple[Change, ...], tuple[Left, ...]]:
    """Return the changes that follow from the *findings* of one document, and what of them is left to a person.

    A finding speaks for its whole clause. Only rules with ``fix`` have a remedy; the findings of others are passed over.
    No two changes overlap: of two that do, the first in the order of the findings is made.
    """
    changes: list[Change] = []
    left: list[Left] = []
    done: set[tuple[str, str]] = set()
    for finding in findings:
        rule = rules.get(finding.rule)
        if finding.document != written.document or rule is None or not rule.fix:
            continue
        numbers = next((recipe for recipe in rule.fix if recipe.how == "articles"), None)
        key = (rule.id, "" if numbers else finding.clause)
        if key in done:
            continue
        done.add(key)
        if numbers:
            found, kept = renumbered(written, rule.id, numbers.most)
        else:
            found, kept = _in_clause(written, finding, rule)
        if not found and not kept:
            kept = (Left(rule.id, written.document, finding.location, _words(finding), NOT_MECHANICAL),)
        changes += found
        left += kept
    return _apart(changes), tuple(dict.fromkeys(left))


def _words(finding: Finding) -> str:
    quote = finding.quote
    return (quote.text[quote.start : quote.end] or quote.text) if quote else finding.message


def _in_clause(written: Written, finding: Finding, rule: Rule) -> tuple[tuple[Change, ...], tuple[Left, ...]]:
    clause = written.clauses.get(finding.clause)
    if clause is None:
        return (), ()
    changes: list[Change] = []
    left: list[Left] = []
    leads = written.leads(clause)
    for paragraph in written.paragraphs(clause):
        text = written.lines[paragraph]
        for start, sentence in _sentences(text):
            swaps, passed = _swaps(rule, sentence, leads.get(paragraph, ""))
            at = (rule.id, written.document, finding.location)
            for swap, old, new in (*_shown(sentence, swaps), *_marks(rule.fix, sentence)):
                spots = tuple(_spot(paragraph, start, trimmed(sentence, one)) for one in swap)
                changes.append(Change(*at, old, new, spots))
            left += [Left(*at, sentence[first:last], why, paragraph) for first, last, why in passed]
    if not changes and not left and any(True for _ in written.homeless(clause)):
        left.append(Left(rule.id, written.document, finding.location, _words(finding), NOT_HERE))
    return tuple(changes), tuple(left)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text with the place where each begins."""
    start = 0
    for place, char in enumerate(text):
        if char in _END:
            yield start, text[start : place + 1]
            start = place + 1
    if start < len(text):
        yield start, text[start:]


def _swaps(rule: Rule, sentence: str, lead: str) -> tuple[Sequence[Swap], Sequence[tuple[int, int, str]]]:
    """Words for words, in the sentences only in which the rule's own phrase stands, where it has any."""
    recipes = [recipe for recipe in rule.fix if recipe.how == "replace"]
    if not recipes or (rule.text and not any(stands(phrase, sentence, lead) for phrase in rule.text)):
        return (), ()
    return replaced(recipes, sentence)


def _shown(sentence: str, swaps: Sequence[Swap]) -> Iterator[tuple[tuple[Swap, ...], str, str]]:
    for swap in swaps:
        yield (swap,), sentence[swap.start : swap.end], swap.right


def _marks(recipes: Sequence[Recipe], sentence: str) -> Iterator[tuple[tuple[Swap, ...], str, str]]:
    """Brackets are shown with what stands around them; those near one another together."""
    if not any(recipe.how in MARKS for recipe in recipes):
        return
    near: list[Swap] = []
    for swap in (*marked(recipes, sentence), None):
        if near and (swap is None or swap.start > near[-1].end + _SHOWN):
            around = _AROUND if len(near[0].right) == 1 else 0
            first, last = max(0, near[0].start - around), min(len(sentence), near[-1].end + around)
            old = sentence[first:last]
            new = old
            for one in reversed(near):
                new = new[: one.start - first] + one.right + new[one.end - first :]
            yield tuple(near), old.strip(), new.strip()
            near = []
        if swap is not None:
            near.append(swap)


def _spot(paragraph: int, start: int, swap: Swap) -> Spot:
    return Spot(paragraph, start + swap.start, start + swap.end, swap.right)


def _apart(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes without those that overlap one before; a binding change that would overlap takes its group along."""
    taken: dict[int, list[Spot]] = {}
    kept: list[Change] = []
    lost: set[str] = set()
    for change in changes:
        if any(spot.start < other.end and other.start < spot.end for spot in change.spots for other in taken.get(spot.paragraph, ())):
            if change.binding:
                lost.add(change.group)
            continue
        for spot in change.spots:
            taken.setdefault(spot.paragraph, []).append(spot)
        kept.append(change)
    return tuple(change for change in kept if not change.group or change.group not in lost)

