"""Deciding a conflict: whose words stand. Afterwards the clause merges from what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from alliance_docs.dossier.drafts import Plan, draft_all
from alliance_docs.dossier.edited_drafts import Edited
from alliance_docs.dossier.edits import Pending, edits_of, save_edits
from alliance_docs.dossier.files import lock
from alliance_docs.dossier.store import Dossier
from alliance_docs.dossier.waiting import taken
from alliance_docs.drafting.draft import Clause, Draft
from alliance_docs.drafting.merging.adopting import Pair
from alliance_docs.drafting.merging.merge import gist
from alliance_docs.drafting.merging.order import put_back
from alliance_docs.drafting.merging.outcome import Conflict
from alliance_docs.errors import UserError, nearest

Decision = Literal["keep", "update", "take"]


@dataclass(frozen=True)
class Open:
    """What of one clause of one *document* waits to be decided: *conflicts* with our text, *pending* wording of another file."""

    document: str
    clause: str
    conflicts: tuple[Conflict, ...]
    pending: tuple[Pending, ...]


def undecided(dossier: Dossier, plan: Plan) -> tuple[Open, ...]:
    """Return everything that waits to be decided. Raises UserError."""
    drafted = draft_all(plan)
    found = []
    for name in plan.edits:
        edits, edited = edits_of(dossier, name), drafted.edited.get(name)
        conflicts = edited.merged.conflicts if edited else ()
        pending = edits.pending if edits else ()
        for clause in dict.fromkeys((*(one.clause for one in conflicts), *(one.clause for one in pending))):
            found.append(
                Open(
                    name,
                    clause,
                    tuple(one for one in conflicts if one.clause == clause),
                    tuple(one for one in pending if one.clause == clause),
                )
            )
    return tuple(found)


def decide(dossier: Dossier, plan: Plan, document: str, clause: str, decision: Decision, file: str = "") -> None:
    """Settle a clause: *keep* the words that stand, *update* to what the templates say now, or *take* the waiting words of a returned *file*.

    Waiting words that are not taken are dropped; the files stay in ``edits/received``. Raises UserError when nothing waits there.
    """
    with lock(dossier.folder):
        waiting = {(one.document, one.clause): one for one in undecided(dossier, plan)}
        if (document, clause) not in waiting:
            known = [f"{one} {two}" for one, two in sorted(waiting)]
            hint = nearest(f"{document} {clause}", known) or (f"待决定的有：{'、'.join(known)}" if known else "没有待决定的条款")
            raise UserError(f"“{document} {clause}”没有待决定的冲突", remedy=hint)
        edits, edited = edits_of(dossier, document), draft_all(plan).edited.get(document)
        assert edits is not None
        if decision == "update" and not waiting[document, clause].conflicts:
            raise UserError(
                f"“{document} {clause}”待决定的是另一份返回文件的文字，不是按现有事实起草的文字",
                remedy="采用后到的文字用 --take，保留已采纳的文字用 --keep；两处都要一部分的，在 build 写出的文件中写好再采纳，然后用 --keep",
            )
        if decision == "take" and edited is None:
            raise UserError(f"现在不起草“{document}”，不能采用后到的文字", remedy="用 --keep 保留已采纳的文字，或者等文书重新需要时再决定")
        pair = edits.pair
        if edited is not None:
            pair = _pair(pair, edited, taken(dossier, plan, edits, edited, clause, file), clause) if decision == "take" else _decided(pair, edited, clause, decision)
        save_edits(dossier, replace(edits, pair=pair, pending=tuple(one for one in edits.pending if one.clause != clause)))


def take_back(dossier: Dossier, document: str, clause: str) -> bool:
    """Let a clause be again as the templates give it, whatever was adopted of it; tell whether anything was.

    The files it came in stay in ``edits/received``.
    """
    with lock(dossier.folder):
        edits = edits_of(dossier, document)
        if edits is None:
            return False
        was, now = edits.pair.base.clause(clause), edits.pair.theirs.clause(clause)
        if was == now or (was is not None and now is not None and gist(was) == gist(now)):
            return False
        pair = replace(edits.pair, theirs=_with(edits.pair.theirs, edits.pair.base, clause))
        save_edits(dossier, replace(edits, pair=pair, pending=tuple(one for one in edits.pending if one.clause != clause)))
        return True


def _decided(pair: Pair, edited: Edited, clause: str, decision: Decision) -> Pair:
    chosen = edited.written if decision == "keep" or edited.proposed is None else edited.proposed
    return _pair(pair, edited, chosen, clause)


def _pair(pair: Pair, edited: Edited, chosen: Draft, clause: str) -> Pair:
    """The pair with one clause as *chosen* has it, decided against what the templates give today."""
    return Pair(_with(pair.base, edited.render, clause), _with(pair.theirs, chosen, clause))


def _with(draft: Draft, model: Draft, name: str) -> Draft:
    """Return *draft* with the clause as *model* has it: its words, or not there."""
    wanted = model.clause(name)
    if wanted is None:
        return replace(draft, body=tuple(part for part in draft.body if not (isinstance(part, Clause) and part.id == name)))
    if draft.clause(name) is None:
        return put_back(draft, [wanted], model)
    return replace(draft, body=tuple(wanted if isinstance(part, Clause) and part.id == name else part for part in draft.body))
