"""One clause as one layer words it: its source, and how it is drafted from there; two layers word against word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from alliance_docs.dossier.drafts import Drafted, Plan, draft_all
from alliance_docs.drafting.block_source import block_holding
from alliance_docs.drafting.draft import Draft, clause_text
from alliance_docs.drafting.layer_files import files_of
from alliance_docs.drafting.references import parents, target_text
from alliance_docs.drafting.wording_chain import Wording, block_of, chain_of, flattened, unmarked
from alliance_docs.errors import UserError, nearest
from alliance_docs.jurisdictions.jurisdiction import kind_of

_APART = 3
"""Words that must be the same between two changes for them to be shown apart."""
_WORDS = re.compile(r"[A-Za-z]+|\d[\d,.]*|【[^】]*】|\s|.", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """A clause through one layer: *place* of the file, *source* as typed, *drafted* as printed (``""``: not drafted)."""

    layer: str
    place: str
    source: str
    drafted: str


def shown(drafted: Drafted, document: str, clause: str, layer: str = "") -> Shown:
    """Return the clause as *layer* words it, the highest that does without one. Raises UserError."""
    plan = drafted.plan
    block, chain = found(plan, document, clause)
    if not chain:
        return Shown("word", "", "", _printed(drafted, document, {clause}))
    index = _index(chain, layer, clause)
    one = chain[index]
    made = drafted if index == len(chain) - 1 else below(plan, document, block, one)
    return Shown(one.layer, one.file.place, one.body, _printed(made, document, _ids(plan, document, block, clause)))


def found(plan: Plan, document: str, clause: str) -> tuple[str, tuple[Wording, ...]]:
    """Return the block that gives a clause and its texts; no texts for a clause added in Word. Raises UserError for an unknown one."""
    block = block_of(document, plan.layers, clause)
    if block is not None:
        return block, chain_of(document, plan.layers, block)
    if any(pair.theirs.clause(clause) for name, pair in plan.edits.items() if kind_of(name) == document):
        return clause, ()
    known = plan.documents[document].ids()
    raise UserError(f"文书“{document}”没有条款“{clause}”", remedy=nearest(clause, known) or f"运行 alliance-docs clauses list {document} 查看")


def _index(chain: Sequence[Wording], layer: str, clause: str) -> int:
    if not layer:
        return len(chain) - 1
    names = [one.layer for one in chain]
    if layer not in names:
        known = list(dict.fromkeys(names))
        raise UserError(f"{layer} 层没有写“{clause}”", remedy=nearest(layer, known) or f"写了这一条的层：{'、'.join(known)}")
    return len(names) - 1 - names[::-1].index(layer)


def below(plan: Plan, document: str, block: str, top: Wording) -> Drafted:
    """Draft the package with the block as the file of *top* words it, without what lies above it and without edits from Word."""
    files = [file.place for file in files_of(document, plan.layers)]
    hidden = frozenset((place, block) for place in files[files.index(top.file.place) + 1 :])
    return draft_all(replace(plan, documents={**plan.documents, document: replace(plan.documents[document], hidden=hidden)}, edits={}))


def _ids(plan: Plan, document: str, block: str, clause: str) -> set[str]:
    """The clauses a user means: the one named, or all that the block gives."""
    if block != clause:
        return {clause}
    sources = [file.source() for file in files_of(document, plan.layers)]
    return {one for one in plan.documents[document].ids() if any(block_holding(source, one) == block for source in sources)}


def _printed(drafted: Drafted, document: str, ids: set[str]) -> str:
    name = next((one for one in drafted.drafts if kind_of(one) == document), "")
    draft = drafted.drafts.get(name)
    return "\n".join(_lines(draft, ids)) if draft else ""


def _lines(draft: Draft, ids: set[str]) -> list[str]:
    above = parents(draft)
    return [
        (f"{target_text(clause, above.get(clause.id, 0))}　{text}" if clause.kind != "passage" else text)
        for clause in draft.clauses
        if clause.id in ids
        for text in [clause_text(clause)]
    ]


def compared_source(plan: Plan, document: str, block: str, source: str) -> tuple[str, str] | None:
    """Return where the text below stands, and both texts in one as typed: for a text that cannot be drafted. None where nothing lies below."""
    chain = chain_of(document, plan.layers, block)
    return (chain[-1].file.place, differences(flattened(chain), unmarked(source))) if chain else None


def compared(drafted: Drafted, document: str, clause: str) -> tuple[Shown, Shown | None]:
    """Return the clause as the highest layer words it (edits from Word over it) and as the layer below does, None without one."""
    plan = drafted.plan
    block, chain = found(plan, document, clause)
    upper = shown(drafted, document, clause)
    edited = any(kind_of(name) == document for name in plan.edits)
    if edited:
        plain = shown(draft_all(replace(plan, edits={})), document, clause) if chain else None
        if plain is None or plain.drafted != upper.drafted:
            return replace(upper, layer="word", place=""), plain
    if len(chain) < 2:
        return upper, None
    lower = below(plan, document, block, chain[-2])
    return upper, Shown(chain[-2].layer, chain[-2].file.place, chain[-2].body, _printed(lower, document, _ids(plan, document, block, clause)))


def differences(old: str, new: str) -> str:
    """Return both texts in one: ``[-taken out-]{+put in+}``."""
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    parts, gone, come = [], "", ""
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for index, (kind, a, b, c, d) in enumerate(codes):
        same = "".join(left[a:b])
        if kind != "equal" or (0 < index < len(codes) - 1 and b - a < _APART and "\n" not in same):
            gone, come = gone + same, come + "".join(right[c:d])
            continue
        parts += [f"[-{gone}-]" if gone else "", f"{{+{come}+}}" if come else "", same]
        gone = come = ""
    return "".join([*parts, f"[-{gone}-]" if gone else "", f"{{+{come}+}}" if come else ""])
