"""Typed article numbers put in order, with the typed references that follow them; what is uncertain is told, not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alliance_docs.checks.article_labels import Citation, Numeral, citations, heads
from alliance_docs.checks.reading import clause_place
from alliance_docs.checks.written import Change, Left, Spot, Written
from alliance_docs.drafting.draft import Clause
from alliance_docs.facts.numerals import han

_NEAR = 40
_ON = r"(?:第[一二三四五六七八九十百零〇两0-9]{1,7}[条款项]|第?[（(][^（）()]{1,12}[)）]项?|规定|所列|以及|或者|[的和及与至或、\s]){0,12}$"
"""What goes on from one citation to the next: 第四条第二款规定的，和."""
_NAMED = re.compile(rf"《([^《》\n]{{1,60}})》{_ON}")
_ANOTHER = re.compile(rf"(?:(?<![办方做])法典?|条例){_ON}")
_DOUBTFUL = re.compile(r"((?<![条款项])规定|解释|细则|办法|通知|意见|章程|协议|合同|制度|规则)[（(]?[^，。；]{0,8}$")
_OURS = re.compile(r"(?:本(?:章程|协议|合同|办法|制度|规则|细则|条例))[^，。；]{0,6}$")


@dataclass(frozen=True)
class _Head:
    """An article and its number as typed: in which paragraph, where."""

    clause: Clause
    paragraph: int
    numeral: Numeral
    right: int


def renumbered(written: Written, rule: str, most: int) -> tuple[tuple[Change, ...], tuple[Left, ...]]:
    """Return the changes that number the articles 1, 2, 3 … in the order they stand, and what is left.

    A sequence that starts anew at one is numbered by itself. Nothing is changed where a number is not typed, where more
    than *most* are missing in a row, or where a sequence does not begin with one.
    """
    sequences: list[list[_Head]] = []
    of_clause: dict[str, int] = {}
    changes: list[Change] = []
    left: list[Left] = []
    heads_in: dict[int, list[Numeral]] = {}
    place = 0
    for clause in written.draft.clauses:
        if clause.kind == "article" and clause.number:
            if clause.number == 1 or not sequences:
                sequences.append([])
            head = _head(written, clause, heads_in, len(sequences[-1]) + 1)
            if head is None:
                why = "条号是自动编号，或者不在能够改动的正文中；条号没有改"
                stands = next(iter(written.paragraphs(clause)), -1)
                return (), (Left(rule, written.document, clause_place(clause), clause_place(clause), why, stands),)
            sequences[-1].append(head)
        place = max(0, len(sequences) - 1)
        of_clause[clause.id] = place
    maps: list[Mapping[int, tuple[int, ...]]] = []
    for sequence in sequences:
        if why := _doubt(sequence, most):
            first = next(head for head in sequence if head.clause.number != head.right)
            left.append(Left(rule, written.document, clause_place(first.clause), clause_place(first.clause), why, first.paragraph))
            maps.append({})
            continue
        changes += [_numbered(written, rule, head) for head in sequence if head.numeral.value != head.right]
        maps.append(_map(sequence))
    if changes:
        for clause in written.draft.clauses:
            _follow(written, rule, clause, maps[of_clause[clause.id]], heads_in, changes, left)
    return tuple(dict.fromkeys(changes)), tuple(dict.fromkeys(left))


def _head(written: Written, clause: Clause, taken: dict[int, list[Numeral]], right: int) -> _Head | None:
    """Find an article's typed number: the first of its value in its paragraphs that no article before has."""
    for paragraph in written.paragraphs(clause)[:1]:
        for numeral in heads(written.lines[paragraph]):
            known = taken.setdefault(paragraph, [])
            if numeral.value == clause.number and numeral not in known and all(one.start < numeral.start for one in known):
                known.append(numeral)
                return _Head(clause, paragraph, numeral, right)
    return None


def _doubt(sequence: Sequence[_Head], most: int) -> str:
    """Return why a sequence is not numbered anew; empty where it may be, or is right as it stands."""
    shifts = [head.clause.number - head.right for head in sequence]
    if not any(shifts):
        return ""
    if shifts[0]:
        return "没有第一条，前面的条文可能没有读到；条号没有改"
    for number in range(1, len(shifts)):
        before, here = shifts[number - 1], shifts[number]
        behind = shifts[number + 1] if number + 1 < len(shifts) else here
        alone = before == behind or (number > 1 and shifts[number - 2] == here)  # one slip among numbers that go on
        if not alone and not -1 <= here - before <= most:
            return "条号相差太多，可能缺页或者次序颠倒，请人工核对；条号没有改"
    return ""


def _numbered(written: Written, rule: str, head: _Head) -> Change:
    spot = Spot(head.paragraph, head.numeral.start, head.numeral.end, head.numeral.rewritten(head.right))
    old, new = (f"第{words}条" for words in (head.numeral.text, spot.words))
    return Change(rule, written.document, clause_place(head.clause), old, new, (spot,), f"{rule} {written.document}", True)


def _map(sequence: Sequence[_Head]) -> Mapping[int, tuple[int, ...]]:
    """Return for each number as typed what it becomes: several where several articles bear it; those that stay left out."""
    found: dict[int, tuple[int, ...]] = {}
    for head in sequence:
        found[head.clause.number] = (*found.get(head.clause.number, ()), head.right)
    return {number: right for number, right in found.items() if right != (number,)}


def _follow(
    written: Written,
    rule: str,
    clause: Clause,
    becomes: Mapping[int, tuple[int, ...]],
    heads_in: Mapping[int, Sequence[Numeral]],
    changes: list[Change],
    left: list[Left],
) -> None:
    """Let the references in a clause follow the articles they name."""
    for paragraph in written.paragraphs(clause):
        text = written.lines[paragraph]
        for cited in citations(text, heads_in.get(paragraph, ())):
            touched = [numeral for numeral in cited.numerals if numeral.value in becomes]
            kind = _kind(written, text, cited) if touched else "another"
            if kind == "another":
                continue
            words = text[cited.start : cited.end]
            at = (rule, written.document, clause_place(clause))
            if kind == "doubtful":
                left.append(Left(*at, words, "可能引用本文件，也可能引用别的文件；条号改动之后请核对", paragraph))
            elif many := [numeral for numeral in touched if len(becomes[numeral.value]) > 1]:
                options = "、".join(f"第{han(one)}条" for one in becomes[many[0].value])
                left.append(Left(*at, words, f"原有两处第{han(many[0].value)}条（改正后为{options}），引用的是哪一处请核对", paragraph))
            else:
                spots = tuple(Spot(paragraph, one.start, one.end, one.rewritten(becomes[one.value][0])) for one in touched)
                changes.append(Change(*at, words, _shown(text, cited, spots), spots, f"{rule} {written.document}"))
    for text in written.homeless(clause):
        for cited in citations(text):
            if any(numeral.value in becomes for numeral in cited.numerals):
                words = text[cited.start : cited.end]
                left.append(Left(rule, written.document, clause_place(clause), words, "不在能够改动的正文中；条号改动之后请核对"))


def _shown(text: str, cited: Citation, spots: Sequence[Spot]) -> str:
    words = text[: cited.end]
    for spot in sorted(spots, key=lambda spot: -spot.start):
        words = words[: spot.start] + spot.words + words[spot.end :]
    return words[cited.start :]


def _kind(written: Written, text: str, cited: Citation) -> str:
    """Tell whether a citation is of this document (ours), of a law or named document (another), or cannot be told (doubtful)."""
    before = text[max(0, cited.start - _NEAR) : cited.start]
    if _OURS.search(before):
        return "ours"
    if named := _NAMED.search(before):
        return "ours" if named[1] == written.draft.title else "another"
    if _ANOTHER.search(before):
        return "another"
    return "doubtful" if _DOUBTFUL.search(before) else "ours"


def elsewhere(changes: Sequence[Change], renamed: Written, other: Written, rule: str) -> Iterator[Left]:
    """Yield what another document cites of one whose articles have new numbers, by the name in 《》 before the citation."""
    new = {change.old: change.new for change in changes if change.binding and change.document == renamed.document}
    for clause in other.draft.clauses if new else ():
        for paragraph in other.paragraphs(clause):
            text = other.lines[paragraph]
            for cited in citations(text):
                named = _NAMED.search(text[max(0, cited.start - _NEAR) : cited.start])
                if named and _same(named[1], renamed.draft.title) and f"第{cited.numerals[0].text}条" in new:
                    words = text[cited.start : cited.end]
                    yield Left(rule, other.document, clause_place(clause), f"《{named[1]}》{words}", "所引文件的条号已经改动，请核对", paragraph)


def _same(name: str, title: str) -> bool:
    return bool(title) and (title.endswith(name) or name.endswith(title))
