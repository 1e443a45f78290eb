"""What a table of old and new wording calls clauses and rows, and which numbers have changed."""

from __future__ import annotations

from alliance_docs.dossier.comparing import Compared
from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.drafting.draft import Clause, Draft, Fact, Paragraph, Signature, Table, clause_inlines, plain
from alliance_docs.drafting.references import target_text
from alliance_docs.facts.numerals import han

_SPACE = "\u3000"
_OPENING = 12


def number_of(clause: Clause | None) -> str:
    """Return a clause's number as it is printed, empty for one without."""
    if clause is None or not clause.number:
        return ""
    if clause.kind == "section":
        return f"{han(clause.number)}、" if clause.level == 1 else f"（{han(clause.number)}）"
    return target_text(clause) if clause.kind in ("article", "annex") else ""


def label(clause: Clause | None) -> str:
    """Return what a clause is called: number and rubric, or its first words."""
    if clause is None:
        return ""
    rubric = plain(clause.rubric).replace("\n", "")
    number = number_of(clause)
    if number or rubric:
        return f"{number}{_SPACE if number and rubric and not number.endswith(('、', '）')) else ''}{rubric}"
    table = redline_words().table
    if any(isinstance(block, Paragraph) and block.role in ("title", "cover-title") for block in clause.blocks):
        return table["head"]
    if any(isinstance(block, Signature) for block in clause.blocks):
        return table["signing"]
    words = next((plain(block.inlines) for block in clause.blocks if isinstance(block, Paragraph) and plain(block.inlines).strip()), "")
    words = words.replace("\n", "").strip(_SPACE)
    return words if len(words) <= _OPENING else f"{words[:_OPENING]}……"


def record_name(draft: Draft, key: str) -> str:
    """Return the name of the record *key* as the draft prints it, empty where it does not."""
    path = f"{key}.name"
    lines = (line for clause in draft.clauses for line in clause_inlines(clause)) if key else ()
    return next((inline.text for line in lines for inline in line if isinstance(inline, Fact) and inline.path == path), "")


def row_name(clause: Clause | None, key: str) -> str:
    """Return the name of the row or record *key* of a clause: its first words."""
    if clause is None or not key:
        return ""
    for block in clause.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            if row.key == key:
                return next((words.replace("\n", "") for cell in row.cells for line in cell.paragraphs if (words := plain(line).strip())), "")
    return ""


def renumbered(one: Compared) -> str:
    """Return which numbers have changed, neighbours that moved by as much together."""
    pairs = [
        (old, new)
        for passage in one.redline.passages
        if passage.kind == "renumbered"
        and (old := one.redline.old.clause(passage.old)) is not None
        and (new := one.redline.new.clause(passage.new)) is not None
        and old.kind == new.kind == "article"
    ]
    groups: list[list[tuple[Clause, Clause]]] = []
    for old, new in sorted(pairs, key=lambda pair: pair[0].number):
        last = groups[-1][-1] if groups else None
        if last is not None and (old.number, new.number) == (last[0].number + 1, last[1].number + 1):
            groups[-1].append((old, new))
        else:
            groups.append([(old, new)])
    table = redline_words().table
    told = []
    for group in groups:
        ends = [(number_of(group[0][side]), number_of(group[-1][side])) for side in (0, 1)]
        old_text, new_text = (first if len(group) == 1 else table["range"].format(first=first, last=last) for first, last in ends)
        told.append(table["shift"].format(old=old_text, new=new_text))
    return "，".join(told)
