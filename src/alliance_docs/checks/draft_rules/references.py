"""Cross-references and numbering: 第X条 leads where it says, articles run without gap or double (LC-FM-08, LC-FM-09)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.checks.case import Case
from alliance_docs.checks.hit import Hit, hit
from alliance_docs.checks.own_text import article_title, taken_out
from alliance_docs.checks.reading import clause_place, sentences
from alliance_docs.drafting.draft import Clause, Draft, Item, Paragraph, Ref, Table, clause_inlines, plain
from alliance_docs.drafting.references import paragraphs, parents, ref_text
from alliance_docs.facts.numerals import han, read_han

_TYPED = re.compile(r"(本章程|本协议|本办法|本制度|依照|按照|根据|适用|违反|以及|和|、|与|至|，|^)?第([一二三四五六七八九十百零〇两\d]{1,7})条")
NEAR = 40
"""Characters before a typed 第X条 that are searched for the name of a law."""
_OURS = ("本章程", "本协议", "本办法", "本制度")
_OTHER = re.compile(r"(?<!本)(?:协议|章程|合同|制度|办法)书?》?(?:（[^（）]{0,20}）)?》?(?:依照其|按照其)?的?$")
"""Words right before 第X条 that give it to another document: 联盟协议第五十九条; so are those that follow in the sentence."""
_LAW_BEFORE = re.compile(r"(》|法|条例|规定|解释|细则|办法|通知|意见)[（(]?[^，。；]{0,8}$")


def references(case: Case) -> Iterator[Hit]:
    """References made by us lead to the clause they name; typed ones lead to an article that exists."""
    for document, draft in case.drafts.items():
        articles = frozenset(clause.number for clause in draft.clauses if clause.kind == "article" and clause.number)
        lost: dict[int, list[tuple[Clause, str, str]]] = {}
        for clause in draft.clauses:
            for run in clause_inlines(clause):
                for inline in run:
                    if isinstance(inline, Ref):
                        yield from _ref(case, document, draft, clause, inline)
            if not articles:
                continue
            for number, text, words in _typed(clause):
                if number > max(articles):
                    yield hit("typed", clause_place(clause), document=document, clause=clause.id, text=text, last=f"第{han(max(articles))}条")
                elif number not in articles:
                    lost.setdefault(number, []).append((clause, text, words))
        for found in lost.values():
            yield _lost(document, found)


def _ref(case: Case, document: str, draft: Draft, clause: Clause, ref: Ref) -> Iterator[Hit]:
    elsewhere = ref.document or document
    target_draft = draft if elsewhere == document else case.drafts.get(elsewhere)
    if target_draft is None:
        return
    place = clause_place(clause)
    target = target_draft.clause(ref.clause)
    if target is None:
        text = article_title(case, elsewhere, ref.clause) if not ref.text or "【" in ref.text else ref.text
        yield hit("gone", place, document=document, clause=clause.id, text=text, title=case.title(elsewhere))
        return
    if not _has(target, ref):
        yield hit("part", place, document=document, clause=clause.id, text=ref.text or ref_text(ref, target), title=case.title(elsewhere))
        return
    expected = ref_text(ref, target, parents(target_draft).get(target.id, 0))
    if ref.text and target.number and "".join(ref.text.split()) != expected:
        yield hit("moved", place, document=document, clause=clause.id, text=ref.text, expected=expected, rubric=target.rubric_text)


def _has(target: Clause, ref: Ref) -> bool:
    if not ref.paragraph and not ref.item:
        return True
    here = paragraphs(target)
    if ref.paragraph > len(here):
        return False
    items = here[ref.paragraph - 1][1] if ref.paragraph else [item for _, group in here for item in group]
    return not ref.item or ref.item in {item.number for item in items}


def _lost(document: str, found: list[tuple[Clause, str, str]]) -> Hit:
    """An article was taken out: what leads to it tells what it was about. Said once, with all places."""
    first, text, words = found[0]
    others = {clause.id: (document, clause.id, clause_place(clause), told) for clause, told, _ in found[1:] if clause is not first}
    more = f"，另见{'、'.join(dict.fromkeys(place for _, _, place, _ in others.values()))}" if others else ""
    return hit(
        "lost", clause_place(first), document=document, clause=first.id, spot=text, also=tuple(others.values()), text=text, words=words, more=more
    )


def _typed(clause: Clause) -> Iterator[tuple[int, str, str]]:
    """Yield the typed references of a clause to articles of its own document: number, words, sentence."""
    for run in clause_inlines(clause):
        own = plain(tuple(inline for inline in run if not isinstance(inline, Ref)))
        if "条" not in own:
            continue
        refs = {inline.text for inline in run if isinstance(inline, Ref)}
        for sentence in sentences(plain(run)):
            elsewhere = False
            for found in _TYPED.finditer(sentence):
                before = sentence[max(0, found.start(2) - NEAR) : found.start(2) - 1]
                elsewhere = found[1] not in _OURS and (elsewhere or bool(_OTHER.search(before)))
                if elsewhere or (found[1] not in _OURS and _LAW_BEFORE.search(before)):
                    continue
                if any(f"第{found[2]}条" in known for known in refs):
                    continue
                try:
                    number = read_han(found[2])
                except ValueError:
                    continue
                yield number, f"第{found[2]}条", sentence.strip()


def numbering(case: Case) -> Iterator[Hit]:
    """Articles are numbered 1, 2, 3 … through the whole document; items restart in each list.

    In a text of ours the rubrics around a gap tell which article was taken out.
    """
    for document, draft in case.drafts.items():
        before = 0
        last: Clause | None = None
        seen: set[int] = set()
        for clause in draft.clauses:
            if clause.kind != "article" or not clause.number:
                continue
            at = {"document": document, "clause": clause.id, "location": clause_place(clause), "spot": clause.rubric_text}
            if clause.number in seen:
                yield hit("double", **at, number=clause_place(clause))
            elif clause.number > before + 1:
                gone = taken_out(case, document, last, clause)
                key = "gone" if gone else "gap"
                named = "、".join(f"“{title}”" for title in gone)
                yield hit(key, **at, number=clause_place(clause), lacking=_lacking(before + 1, clause.number - 1), titles=named)
            elif clause.number != before + 1:
                yield hit("order", **at, number=clause_place(clause))
            seen.add(clause.number)
            before, last = max(before, clause.number), clause
            yield from _items(document, clause)


def _lacking(first: int, last: int) -> str:
    """The numbers from *first* to *last*: 第三条, 第三条、第四条, 第三条至第六条."""
    ends = [f"第{han(first)}条"] + [f"第{han(last)}条"] * (last > first)
    return ("至" if last - first > 1 else "、").join(ends)


def _items(document: str, clause: Clause) -> Iterator[Hit]:
    before = 0
    for block in clause.blocks:
        if isinstance(block, Paragraph | Table):
            before = 0
        elif isinstance(block, Item) and block.level == 1:
            if block.number and block.number != before + 1:
                yield hit(
                    "item", clause_place(clause), document=document, clause=clause.id,
                    number=f"（{han(block.number)}）", lacking=f"（{han(before + 1)}）",
                )  # fmt: skip
            before = block.number


RULES = {"LC-FM-08": references, "LC-FM-09": numbering}
