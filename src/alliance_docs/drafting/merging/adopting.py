"""From a returned text to the pair a merge needs: the templates' text it was made from, and what the lawyer made of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.merging.merge import plain_draft
from alliance_docs.drafting.merging.order import put_back
from alliance_docs.drafting.merging.shifts import draft_shifts, shifted


@dataclass(frozen=True)
class Pair:
    """*base*: what the templates gave when the text that was edited was written; *theirs*: what came back."""

    base: Draft
    theirs: Draft


def adopted(
    render: Draft, written: Draft, returned: Draft, before: Pair | None = None, undecided: Collection[str] = ()
) -> Pair:
    """Return the pair for *returned*, an edited copy of *written*, whose templates gave *render*.

    *written* holds every earlier edit, so the new pair replaces the one *before*; only clauses *undecided* (their
    conflict is open) keep their older base, or an open conflict would be settled by sending a file.
    """
    base = render
    if before is not None and undecided:
        older = {clause.id: clause for clause in before.base.clauses if clause.id in undecided}
        body = tuple(older.get(getattr(part, "id", ""), part) for part in base.body)
        base = replace(base, body=body)
        base = put_back(base, [clause for name, clause in older.items() if base.clause(name) is None], before.base)
    was, now = plain_draft(written), plain_draft(replace(returned, id=written.id))
    theirs = shifted(returned, {written.id: draft_shifts(was, now)})
    return Pair(base, theirs)
