"""Words of a returned file that wait because others were adopted before them: taken after all, or dropped."""

from __future__ import annotations

from dataclasses import replace

from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.edited_drafts import Edited, sensitive
from alliance_docs.dossier.editions import find
from alliance_docs.dossier.edits import RECEIVED, Edits, Pending, folder_of
from alliance_docs.dossier.files import read_bytes
from alliance_docs.dossier.proposing import proposed_by
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.merging.merge import merge, with_facts_of
from alliance_docs.drafting.merging.own_clauses import with_own_ids, with_references
from alliance_docs.drafting.merging.words import with_texts
from alliance_docs.errors import UserError, nearest


def taken(dossier: Dossier, plan: Plan, edits: Edits, edited: Edited, clause: str, file: str = "") -> Draft:
    """Return the document as it stands now, in *clause* with the waiting words of a file wherever the two collide.

    *file*: which, where words of several wait (its name, or a part of it). Raises UserError when that is not clear, or the file is gone.
    """
    text, written = _as_returned(dossier, edits, _meant(edits.pending, clause, file))
    was, new = (with_facts_of(edited.written, written, one) for one in (written, text))
    made = merge(was, edited.written, new, sensitive(plan.facts))
    return with_texts(made.draft, edited.written, text)


def _meant(pending: tuple[Pending, ...], clause: str, file: str) -> str:
    names = list(dict.fromkeys(one.file for one in pending if one.clause == clause))
    found = [name for name in names if file in name]
    if not names:
        raise UserError(f"没有等待决定的“{clause}”的文字", remedy="--take 用于后到的返回文件与已采纳的文字冲突；与范本、事实冲突的用 --keep 或者 --update")
    if len(found) != 1:
        told = "、".join(names)
        remedy = (nearest(file, names) if file else "") or f"用 --file 写明采用哪一份：{told}"
        raise UserError(f"“{clause}”有 {len(names)} 份返回文件的文字等待决定", remedy=remedy)
    return found[0]


def _as_returned(dossier: Dossier, edits: Edits, name: str) -> tuple[Draft, Draft]:
    """Read a kept file again: its text, and the text it was made from."""
    from alliance_docs.word.reader import read_identity
    from alliance_docs.word.returned import read_returned

    place = f"edits/{RECEIVED}/{name}"
    path = folder_of(dossier) / RECEIVED / name
    adoption = next((one for one in edits.adoptions if one.file == name), None)
    edition = find(dossier, edits.document, adoption.edition) if adoption else None
    if edition is None or not path.is_file():
        raise UserError("保存的返回文件不在了，不能再取其中的文字", place=place, remedy="从备份恢复；或者在现在的文件中写上要采用的文字再采纳，然后用 --keep")
    data = read_bytes(path)
    identity = None if read_identity(data) else read_identity(edition.data)
    returned = read_returned(data, identity, proposed_by=proposed_by(), model=edition.data)
    text = with_own_ids(edition.written, replace(returned.draft, id=edits.document))
    return with_references(edition.written, text)[0], edition.written
