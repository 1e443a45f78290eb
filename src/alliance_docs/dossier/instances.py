"""The files a document makes: one, or one for each member and an empty one (``Document.each``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.jurisdiction import Document, Jurisdiction

BLANK = "blank"
"""The id of the member that the empty form is made for."""


@dataclass(frozen=True)
class Instance:
    """One file of a document. *id* is the document's, followed by ``@`` and the member's where there is one for each."""

    id: str
    document: Document
    member: Member | None = None

    @property
    def blank(self) -> bool:
        """Tell whether it is the empty form."""
        return self.member is not None and self.member.id == BLANK

    @property
    def file(self) -> str:
        """The file's name: 03 会员单位申请表－示例公司.docx."""
        if self.member is None:
            return f"{self.document.file}.docx"
        name = "空白" if self.blank else self.member.name or self.member.id
        return f"{self.document.file}－{_plain(name)}.docx"


def _plain(name: str) -> str:
    """Return a name as part of a file name, in every file system."""
    return re.sub(r'[\\/:*?"<>|\s.]+', "-", name).strip("-")[:60]


def instances_of(document: Document, facts: Facts) -> tuple[Instance, ...]:
    """Return the files of one document, in the order of the members; the empty form last."""
    if not document.each:
        return (Instance(document.id, document),)
    members = [*facts.active_members, *([Member(id=BLANK)] if document.blank else [])]
    return tuple(Instance(f"{document.id}@{member.id}", document, member) for member in members)


def instances(jurisdiction: Jurisdiction, facts: Facts, document_ids: Iterable[str]) -> Iterator[Instance]:
    """Yield the files of the documents named, in their order; ids of documents that are not in the package are passed over."""
    for document_id in document_ids:
        document = jurisdiction.document(document_id)
        if document is not None:
            yield from instances_of(document, facts)
