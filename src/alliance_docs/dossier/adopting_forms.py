"""Taking back a filled Word form: the facts in it are taken into the dossier; its wording and look stay the template's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.dossier.adopting import ReturnedFile
from alliance_docs.dossier.drafts import Plan, form_path
from alliance_docs.dossier.editions import Edition
from alliance_docs.dossier.edits import RECEIVED, archive, folder_of
from alliance_docs.dossier.files import digest, lock, read_bytes
from alliance_docs.dossier.form_boxes import Condition, conditions_in
from alliance_docs.dossier.form_changes import form_changes
from alliance_docs.dossier.form_facts import as_answers
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.merging.differences import Differences
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import kind_of

if TYPE_CHECKING:
    from alliance_docs.word.returned import Returned


def returned_form(dossier: Dossier, plan: Plan, path: Path, data: bytes, edition: Edition, returned: Returned, *, again: bool = False) -> ReturnedFile:
    """Compare a returned form with the one it was made from. *again*: it may have been taken before. Raises UserError."""
    from alliance_docs.word.form_looks import changed_looks
    from alliance_docs.word.formatting import added_looks
    from alliance_docs.word.package import open_package

    if not again:
        _refuse_twice(dossier, path, data)
    text = replace(returned.draft, id=edition.document)
    changes = as_answers(plan.facts, form_changes(edition.written, text, _conditions(plan, edition.document)))
    before, after = open_package(edition.data), open_package(data)
    typed = {one.new for one in changes.facts}  # what is typed over a blank takes its look
    looks = (*(one for one in added_looks(before, after) if one[1] not in typed), *changed_looks(before, after))
    return ReturnedFile(path, data, edition, text, Differences(facts=changes.facts), (), returned.editors, returned.comments, looks, form=changes)


def _conditions(plan: Plan, document: str) -> tuple[Condition, ...]:
    """What ticks the boxes of the form, as the template that counts now says."""
    from alliance_docs.word.form_paragraphs import form_paragraphs
    from alliance_docs.word.package import open_package

    try:
        package = open_package(form_path(plan.layers, kind_of(document)).read_bytes())
    except UserError:
        return ()
    return conditions_in("\n".join(one.text for one in form_paragraphs(package.xml(package.document_name()))))


def _refuse_twice(dossier: Dossier, path: Path, data: bytes) -> None:
    folder = folder_of(dossier) / RECEIVED
    for kept in sorted(folder.glob("*.docx")) if folder.is_dir() else ():
        if digest(read_bytes(kept)) == digest(data):
            raise UserError(f"这个文件已经采纳过（{kept.name}）", place=path.name, remedy="没有新的改动；要继续修改的，在 build 写出的文件上改")


def keep_form(dossier: Dossier, one: ReturnedFile, on: dt.date) -> str:
    """Keep the returned file as it came, once facts of it were taken; return its name in ``edits/received``."""
    with lock(dossier.folder):
        return archive(dossier, one.path, one.data, on)

