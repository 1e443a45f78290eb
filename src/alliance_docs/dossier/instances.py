"""The files a document makes: one, or one for each member or change and an empty one (``Document.each``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from alliance_docs.dossier.occasions import Occasion, occasions
from alliance_docs.facts.change import Change
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.jurisdiction import Document, Each, Filing, Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction
from alliance_docs.jurisdictions.places import homes

BLANK = "blank"
"""The id of the member that the empty form is made for."""
_EMPTY = "空白"


@dataclass(frozen=True)
class Instance:
    """One file of a document. *id* is the document's, followed by ``@`` and the member's or change's where there is one for each.

    *alike*: another file would have the same name, so the id stands in it too. *changes* are what the file is made for.
    """

    id: str
    document: Document
    member: Member | None = None
    alike: bool = False
    changes: tuple[Change, ...] = ()
    name: str = ""

    @property
    def blank(self) -> bool:
        """Tell whether it is the empty form."""
        return self.member is not None and self.member.id == BLANK

    @property
    def file(self) -> str:
        """The file's name: 03 会员单位申请表－示例公司.docx."""
        if "@" not in self.id:
            return f"{self.document.file}.docx"
        if self.blank:
            return f"{self.document.file}－{_EMPTY}.docx"
        told = f"（{self.id.partition('@')[2]}）" if self.alike else ""
        return f"{self.document.file}－{self.name}{told}.docx"


def _plain(name: str, otherwise: str) -> str:
    """Return a name as part of a file name, in every file system."""
    return re.sub(r'[\\/:*?"<>|\s.]+', "-", name).strip("-")[:40].rstrip("-") or otherwise


def _same(name: str) -> str:
    """What names have in common that one file system or another takes for the same."""
    return normalize("NFKC", name).casefold()


def instances_of(document: Document, facts: Facts, each: Each | None = None) -> tuple[Instance, ...]:
    """Return the files of one document, in the order of the members or changes; the empty form last.

    *each* is taken instead of the document's own.
    """
    each = document.each if each is None else each
    if not each:
        return (Instance(document.id, document),)
    found = [Occasion(member.id, member.name or "", member) for member in facts.active_members] if each == "member" else occasions(each, facts)
    names = [_plain(one.name, one.id) for one in found]
    several = Counter([_EMPTY, *map(_same, names)])
    files = [
        Instance(f"{document.id}@{one.id}", document, one.member, several[_same(name)] > 1, one.changes, name)
        for one, name in zip(found, names, strict=True)
    ]
    return (*files, *([Instance(f"{document.id}@{BLANK}", document, Member(id=BLANK))] if document.blank and each == document.each else []))


def instances(jurisdiction: Jurisdiction, facts: Facts, document_ids: Iterable[str] | Filing) -> Iterator[Instance]:
    """Yield the files of the documents named, or of a filing, in their order.

    Ids of documents that are not in the package are passed over.
    """
    named, each = (document_ids.documents, document_ids.each) if isinstance(document_ids, Filing) else (document_ids, {})
    for document_id in named:
        document = jurisdiction.document(document_id)
        if document is not None:
            yield from instances_of(document, facts, each.get(document_id))


def every_instance(jurisdiction: Jurisdiction, document: Document, facts: Facts) -> tuple[Instance, ...]:
    """Return the files of one document in all filings, each once."""
    found = {one.id: one for one in instances_of(document, facts)}
    for filing in jurisdiction.filings:
        if document.id in filing.each and document.id in filing.documents:
            found |= {one.id: one for one in instances_of(document, facts, filing.each[document.id])}
    return tuple(found.values())


def made_for_each(jurisdiction: Jurisdiction, document: Document) -> bool:
    """Tell whether the document is made for each of something in any filing: its text then says ``member`` or ``change``.

    The common text of one says so too where a jurisdiction outside the package keeps it as an empty form only.
    """
    return _for_each(jurisdiction, document.id) or (jurisdiction.id not in _shipped() and document.id in _shipped_for_each())


def _for_each(jurisdiction: Jurisdiction, document_id: str) -> bool:
    document = jurisdiction.document(document_id)
    return bool(document and document.each) or any(filing.each.get(document_id) for filing in jurisdiction.filings)


@cache
def _shipped() -> frozenset[str]:
    return frozenset(home.id for home in homes().values() if home.shipped)


@cache
def _shipped_for_each() -> frozenset[str]:
    shipped = [load_jurisdiction(one) for one in _shipped()]
    return frozenset(document.id for one in shipped for document in one.documents if _for_each(one, document.id))
