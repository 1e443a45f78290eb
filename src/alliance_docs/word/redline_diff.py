"""The pieces of two paragraphs compared, in stretches a person would mark.

Numbers, Latin words, dates, fields and whatever has no letters are whole; other characters stand alone. A change that
touches part of a short fact (a name, a date) takes the whole of it, so that nobody reads half a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alliance_docs.word.redline_words import Piece

_TOKEN = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|[0-9A-Za-z]+(?:[.,:/_@%+\-][0-9A-Za-z]+)*[%％]?|[一二三四五六七八九十百千万零〇]{2,}|.", re.DOTALL
)
_SHORT = 40
_LEAST = 0.25
"""Below this share of common words the whole stretch is replaced: shreds of sentences cannot be read."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of two paragraphs: the same in both (*same*), or old words given up for new ones."""

    same: bool
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass
class _Codes:
    """Tokens as single characters, for the clean-up works on text."""

    known: dict[str, str] = field(default_factory=dict)

    def of(self, key: str) -> str:
        if len(key) == 1 and not 0xE000 <= ord(key) <= 0xF8FF and ord(key) < 0xF0000:
            return key
        return self.known.setdefault(key, chr(0xF0000 + len(self.known)))


def compared(old: Sequence[Piece], new: Sequence[Piece]) -> list[Stretch]:
    """Return the stretches of two paragraphs in order, marks left out."""
    before, after = _tokens(old), _tokens(new)
    codes = _Codes()
    texts = ["".join(codes.of("".join(piece.key for piece in token)) for token in tokens) for tokens in (before, after)]
    found: list[Stretch] = []
    at = [0, 0]
    for sign, words in _clean(texts[0], texts[1]):
        count = len(words)
        a = before[at[0] : at[0] + count] if sign <= 0 else []
        b = after[at[1] : at[1] + count] if sign >= 0 else []
        at[0] += len(a)
        at[1] += len(b)
        _add(found, Stretch(sign == 0, _flat_tokens(a), _flat_tokens(b)))
    return _whole_facts(found)


def kept_end(found: list[Stretch]) -> list[Stretch]:
    """Let words added at the very end take the token before them along, so that the paragraph ends with struck words.

    Where a new paragraph follows one that ends with an insertion, LibreOffice takes the paragraph's own end for new, too,
    and rejecting joins it with the next (tried with 7.4).
    """
    if len(found) < 2 or found[-1].same or found[-1].old or not found[-2].same:
        return found
    before, last = found[-2], found[-1]
    span = before.old[-1].span, before.new[-1].span
    count = len(_tokens(before.old)[-1])
    while count < len(before.old) and ((span[0] >= 0 and before.old[-1 - count].span == span[0]) or (span[1] >= 0 and before.new[-1 - count].span == span[1])):
        count += 1
    rest = [Stretch(True, before.old[:-count], before.new[:-count])] if count < len(before.old) else []
    return [*found[:-2], *rest, Stretch(False, before.old[-count:], before.new[-count:] + last.new)]


def _tokens(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    found: list[tuple[Piece, ...]] = []
    waiting: list[Piece] = []

    def flush() -> None:
        at = 0
        for token in _TOKEN.finditer("".join(piece.text for piece in waiting)):
            found.append(tuple(waiting[at : at + len(token[0])]))
            at += len(token[0])
        waiting.clear()

    for piece in pieces:
        if piece.kind == "text":
            waiting.append(piece)
        elif piece.kind == "unit":
            flush()
            found.append((piece,))
    flush()
    return found


def _flat_tokens(tokens: Sequence[tuple[Piece, ...]]) -> tuple[Piece, ...]:
    return tuple(piece for token in tokens for piece in token)


def _clean(old: str, new: str) -> list[tuple[int, str]]:
    """Return what differs as (-1 old, 0 both, 1 new), in stretches a person would mark."""
    if old == new:
        return [(0, old)] if old else []
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # never the clock: the same words give the same marks
    if len(old) * len(new) < 1_000_000:
        diffs = engine.diff_main(old, new, False)
    else:
        diffs = _quick(old, new)
    engine.diff_cleanupSemantic(diffs)
    same = sum(len(words) for sign, words in diffs if sign == 0)
    if same < _LEAST * max(len(old), len(new)) and same < 8:
        diffs = _without_shreds([(int(sign), str(words)) for sign, words in diffs])
    return [(int(sign), str(words)) for sign, words in diffs]


def _without_shreds(diffs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Keep what two texts have in common at their beginning and end, and replace all between."""
    first = diffs[:1] if diffs[0][0] == 0 else []
    last = diffs[-1:] if diffs[-1][0] == 0 and len(diffs) > 1 else []
    inside = diffs[len(first) : len(diffs) - len(last)]
    old, new = ("".join(words for sign, words in inside if sign in (0, side)) for side in (-1, 1))
    return first + [(sign, words) for sign, words in ((-1, old), (1, new)) if words] + last


def _quick(old: str, new: str) -> list[tuple[int, str]]:
    """Compare two very long texts."""
    from rapidfuzz.distance import Indel

    found: list[tuple[int, str]] = []
    for step in Indel.opcodes(old, new):
        before, after = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        if step.tag == "equal":
            found.append((0, before))
            continue
        found += [(sign, words) for sign, words in ((-1, before), (1, after)) if words]
    return found


def _add(found: list[Stretch], one: Stretch) -> None:
    last = found[-1] if found else None
    if last is not None and last.same == one.same:
        found[-1] = Stretch(one.same, last.old + one.old, last.new + one.new)
    else:
        found.append(one)


def _whole_facts(found: Sequence[Stretch]) -> list[Stretch]:
    """Let a change that touches a short fact take all of it, on both sides."""
    old = [piece for one in found for piece in one.old]
    new = [piece for one in found for piece in one.new]
    pairs = [pair for one in found for pair in (zip(one.old, one.new, strict=True) if one.same else ())]
    partner = {id(a): b for a, b in pairs} | {id(b): a for a, b in pairs}
    spans = [_short_spans(old), _short_spans(new)]
    changed = {id(piece) for one in found if not one.same for piece in (*one.old, *one.new)}
    waiting = [(side, piece.span) for side, pieces in enumerate((old, new)) for piece in pieces if id(piece) in changed]
    seen: set[tuple[int, int]] = set()
    while waiting:
        side, number = waiting.pop()
        if number not in spans[side] or (side, number) in seen:
            continue
        seen.add((side, number))
        for piece in spans[side][number]:
            if id(piece) not in changed:
                other = partner[id(piece)]
                changed |= {id(piece), id(other)}
                waiting.append((1 - side, other.span))
    out: list[Stretch] = []
    for one in found:
        if not one.same:
            _add(out, one)
            continue
        for a, b in zip(one.old, one.new, strict=True):
            _add(out, Stretch(id(a) not in changed, (a,), (b,)))
    return out


def _short_spans(pieces: Sequence[Piece]) -> Mapping[int, list[Piece]]:
    spans: dict[int, list[Piece]] = {}
    for piece in pieces:
        if piece.span >= 0:
            spans.setdefault(piece.span, []).append(piece)
    return {number: inside for number, inside in spans.items() if len(inside) <= _SHORT}
