"""The files a document makes: one, or one for each member and an empty one (``Document.each``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.jurisdiction import Document, Jurisdiction

BLANK = "blank"
"""The id of the member that the empty form is made for."""
_EMPTY = "空白"


@dataclass(frozen=True)
class Instance:
    """One file of a document. *id* is the document's, followed by ``@`` and the member's where there is one for each.

    *alike*: another member's file would have the same name, so the member's id stands in it too.
    """

    id: str
    document: Document
    member: Member | None = None
    alike: bool = False

    @property
    def blank(self) -> bool:
        """Tell whether it is the empty form."""
        return self.member is not None and self.member.id == BLANK

    @property
    def file(self) -> str:
        """The file's name: 03 会员单位申请表－示例公司.docx."""
        if self.member is None:
            return f"{self.document.file}.docx"
        if self.blank:
            return f"{self.document.file}－{_EMPTY}.docx"
        return f"{self.document.file}－{_plain(self.member)}{f'（{self.member.id}）' if self.alike else ''}.docx"


def _plain(member: Member) -> str:
    """Return a member's name as part of a file name, in every file system."""
    return re.sub(r'[\\/:*?"<>|\s.]+', "-", member.name or "").strip("-")[:40].rstrip("-") or member.id


def _same(name: str) -> str:
    """What names have in common that one file system or another takes for the same."""
    return normalize("NFKC", name).casefold()


def instances_of(document: Document, facts: Facts) -> tuple[Instance, ...]:
    """Return the files of one document, in the order of the members; the empty form last."""
    if not document.each:
        return (Instance(document.id, document),)
    members = facts.active_members
    several = Counter([_EMPTY, *(_same(_plain(member)) for member in members)])
    files = [
        Instance(f"{document.id}@{member.id}", document, member, several[_same(_plain(member))] > 1)
        for member in members
    ]
    return (*files, *([Instance(f"{document.id}@{BLANK}", document, Member(id=BLANK))] if document.blank else []))


def instances(jurisdiction: Jurisdiction, facts: Facts, document_ids: Iterable[str]) -> Iterator[Instance]:
    """Yield the files of the documents named, in their order; ids of documents that are not in the package are passed over."""
    for document_id in document_ids:
        document = jurisdiction.document(document_id)
        if document is not None:
            yield from instances_of(document, facts)
