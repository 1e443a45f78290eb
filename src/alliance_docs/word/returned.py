"""A file that comes back from somebody: its text with their changes, who made them, and what they remarked."""

from __future__ import annotations

from dataclasses import dataclass

from alliance_docs.drafting.draft import Draft
from alliance_docs.word.comments import Comment, comments_of
from alliance_docs.word.identity import Identity, find_identity
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.reader import read_package
from alliance_docs.word.views import Editor, editors_of, without_changes_by


@dataclass(frozen=True)
class Returned:
    """A returned .docx: the *draft* it reads as, all changes taken as accepted; *identity*: whose it is.

    *editors*: who tracked changes; *comments*: what is remarked in it; *lost*: clauses whose bookmark is gone, by id.
    """

    draft: Draft
    identity: Identity | None
    editors: tuple[Editor, ...]
    comments: tuple[Comment, ...]
    lost: tuple[str, ...] = ()


def read_returned(data: bytes, known: Identity | None = None, *, proposed_by: str = "", model: bytes = b"") -> Returned:
    """Read a returned file. *known*: the identity of the text it was made from, where the file has lost its own.

    *model*: the text it was made from as written: bookmarks, numbers, styles and facts that saving lost are told from it.

    Tracked changes by *proposed_by* (our own proposals where a conflict is open) count as not made unless somebody
    accepted them. Raises UserError when *data* is not a readable .docx.
    """
    package = open_package(data)
    identity = find_identity(package) or known
    editors = tuple(one for one in editors_of(package) if one.name != proposed_by)
    comments = tuple(one for one in comments_of(package) if one.author != proposed_by)
    package = without_changes_by(package, proposed_by) if proposed_by else package
    made_from = open_package(model) if model else None
    if made_from is not None and proposed_by:
        made_from = without_changes_by(made_from, proposed_by)
    draft = read_package(package, identity, model=made_from)
    return Returned(draft, identity, editors, comments, _lost(package, identity))


def _lost(package: Package, identity: Identity | None) -> tuple[str, ...]:
    if identity is None:
        return ()
    text = package.parts[package.document_name()]
    return tuple(mark.id for mark in identity.marks if mark.kind == "clause" and f'"{mark.name}"'.encode() not in text)
