"""A jurisdiction: one authority's rules as data. Loaded from ``jurisdiction.yaml`` of its folder."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from alliance_docs.facts.organs import Organ
from alliance_docs.facts.values import Share

DocumentSource = Literal["clauses", "form", "volume"]
"""``volume``: the documents of ``Jurisdiction.volume`` bound in one file, behind the document ``cover``."""

Each = Literal["", "member", "joined", "left", "expelled", "renamed", "merged", "handed", "taken", "changed", "decided"]
"""What a document is made for, one file each: each member, or each change not yet reported of that kind.

``decided``: one for each resolution, whatever number of changes rests on it. ``taken``: each post that a unit took over.
"""

Instrument = Literal["signed", "adopted", "current", "record"]
"""What becomes of a document after sealing: a signed one is never rewritten, an adopted one is changed by resolution,
a current one is made new, a record is made anew for each occasion.
"""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Policy(_Data):
    """The policy document the jurisdiction rests on.

    Its text may show no number and no date, nor a title (*titled*: then *title* only says what it is).
    """

    title: str
    titled: bool = True
    number: str = ""
    date: dt.date | None = None
    issuer: str
    validity_note: str

    @property
    def cited(self) -> str:
        """The title as it is cited: in 《》 where the document bears it."""
        return f"《{self.title}》" if self.titled else self.title


class Document(_Data):
    """A document of the jurisdiction: its title pattern (``{name}`` is the alliance), file name and formalities.

    *when* is an expression over the facts: the document is in the package only where it holds. *each* makes one file for
    each member or change (the text says ``member``, ``change``, ``decided``), *blank* an empty one beside them.
    *consolidates* names the document whose text this is as it stands now, for reading only: without signature page.
    """

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
    when: str = ""
    each: Each = ""
    blank: bool = False
    instrument: Instrument = "record"
    consolidates: str = ""

    @property
    def short_title(self) -> str:
        """The title without the alliance's name: 组建协议."""
        return self.file.partition(" ")[2] or self.file


class Filing(_Data):
    """The documents of one occasion, in the order they are bound. *date* is the fact that dates it.

    *each* overrules ``Document.each`` in this filing; *due* says until when it is owed.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    recipient: str = ""
    route: str = ""
    copies: int = 0
    copies_note: str = ""
    date: str = "dates.filing"
    each: dict[str, Each] = Field(default_factory=dict)
    due: str = ""


class ExpectedAttachment(_Data):
    """Evidence the package should hold: its kind, one for each of whom, and why."""

    kind: str
    each: Literal["member", "university", "enterprise", "institute", "lead", "bearer", "package", "agent"]
    basis: str
    required: bool = False
    stamp: str = ""


class Variant(_Data):
    """A layer of wording between the common one and the jurisdiction's, used where *when* holds.

    *folder* lies in ``templates/variants/``.
    """

    folder: str
    when: str


class Place(_Data):
    """A place of a region, told by any of province, city and district.

    *whole_when* widens it to the whole province, which is then called *whole_name*.
    """

    name: str
    province: str = ""
    city: str = ""
    district: str = ""
    whole_when: str = ""
    whole_name: str = ""


class Region(_Data):
    """Where members should be registered, and what share of them; *members* is the number usually expected."""

    name: str
    basis: str
    places: tuple[Place, ...]
    at_least: Share | None = None
    more_than: Share | None = None
    members: int = 0


class NameRule(_Data):
    """The pattern an alliance name should follow; *broad* are fields too wide to name an alliance after."""

    pattern: str
    example: str
    basis: str
    severity: Literal["error", "warning", "note"] = "warning"
    broad: tuple[str, ...] = ()


def kind_of(document_id: str) -> str:
    """Return the document's id without the member it is made for: ``member-application@m1`` → ``member-application``."""
    return document_id.partition("@")[0]


class Jurisdiction(_Data):
    """Everything a jurisdiction says about itself.

    *given* are facts settled by the policy, by path; *rules* the internal rules the founders adopt; *volume* the
    documents bound in one file; *leads* how many lead units there may be; *pilot_years* how long a pilot lasts;
    *signed_in_person*: the policy asks for the legal representatives' signatures; *filed*: the alliance is filed with an
    authority; *acceptance*: how a member accepts the charter (by signing the agreement, by an application form, by
    signing the charter at the founding meeting).
    """

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
    given: dict[str, Any] = Field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    region: Region | None = None
    leads: int = 1
    pilot_years: int = 0
    signed_in_person: bool = False
    filed: bool = True
    acceptance: Literal["协议", "申请表", "签署"] = "协议"
    rules: tuple[str, ...] = ()
    volume: tuple[str, ...] = ()

    def document(self, document_id: str) -> Document | None:
        """Return the document of that id (``member-application@m1`` is a member-application), or None."""
        wanted = kind_of(document_id)
        return next((document for document in self.documents if document.id == wanted), None)

    def filing(self, filing_id: str) -> Filing | None:
        """Return the filing of that id, or None."""
        return next((filing for filing in self.filings if filing.id == filing_id), None)
