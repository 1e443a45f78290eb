"""A jurisdiction: one authority's rules as data. Loaded from ``jurisdiction.yaml`` of its folder."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from alliance_docs.facts.organs import Organ

DocumentSource = Literal["clauses", "form"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Policy(_Data):
    """The policy document the jurisdiction rests on."""

    title: str
    number: str = ""
    date: dt.date
    issuer: str
    validity_note: str


class Document(_Data):
    """A document of the jurisdiction: its title pattern (``{name}`` is the alliance), file name and formalities."""

    id: str
    title: str
    file: str
    source: DocumentSource = "clauses"
    signed_by: str = ""
    stamped_by: str = ""
    copies: str = ""
    note: str = ""
    submitted: bool = True
    size: Literal["三号", "四号"] = "三号"

    @property
    def short_title(self) -> str:
        """The title without the alliance's name: 组建协议."""
        return self.file.partition(" ")[2] or self.file


class Filing(_Data):
    """The documents of one occasion, in the order they are bound."""

    id: str
    title: str
    documents: tuple[str, ...]
    recipient: str = ""
    route: str = ""
    copies: int = 0
    copies_note: str = ""


class ExpectedAttachment(_Data):
    """Evidence the package should hold: its kind, one for each of whom, and why."""

    kind: str
    each: Literal["member", "university", "enterprise", "institute", "lead", "bearer", "package", "agent"]
    basis: str
    required: bool = False
    stamp: str = ""


class NameRule(_Data):
    """The pattern an alliance name should follow."""

    pattern: str
    example: str
    basis: str
    severity: Literal["error", "warning", "note"] = "warning"


class Jurisdiction(_Data):
    """Everything a jurisdiction says about itself."""

    id: str
    code: str
    title: str
    province: str
    authority: str
    receiving_authority: str = ""
    policy: Policy
    binding: Literal["agreement", "charter", "both"]
    name_rule: NameRule | None = None
    field_categories: tuple[str, ...] = ()
    field_note: str = ""
    vocabulary: dict[str, str]
    organs: tuple[Organ, ...] = Field(default=())
    documents: tuple[Document, ...]
    filings: tuple[Filing, ...]
    attachments: tuple[ExpectedAttachment, ...] = ()

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id, or None."""
        return next((document for document in self.documents if document.id == document_id), None)

    def filing(self, filing_id: str) -> Filing | None:
        """Return the filing of that id, or None."""
        return next((filing for filing in self.filings if filing.id == filing_id), None)
