"""A file in which a conflict is open: the lawyer's words stand, what we would say is shown as tracked changes with a comment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from alliance_docs.dossier.edited_drafts import Edited, merging_data


def proposed_by() -> str:
    """In whose name our proposals stand in a file."""
    return str(merging_data()["proposal"]["author"])


def with_proposals(written: bytes, proposed: bytes, document: str, edited: Edited, date: dt.date | None) -> bytes:
    """Return *written* with what *proposed* says otherwise as tracked changes, and a comment in each clause in conflict."""
    from alliance_docs.word.places import places
    from alliance_docs.word.redline import redline
    from alliance_docs.word.redline_authors import Authors
    from alliance_docs.word.remarks import Remark, remarked

    words: Mapping[str, str] = merging_data()["proposal"]
    made = redline(written, proposed, authors=Authors(words["author"]), date=date)
    where = places(made)
    remarks = [
        Remark(next((one for one in where.get(clause, ()) if one >= 0), -1), (words["comment"].format(document=document, clause=clause),))
        for clause in edited.undecided
    ]
    return remarked(made, remarks, author=words["author"], initials=words["initials"], date=date)

