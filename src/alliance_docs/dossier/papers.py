"""Rows of the materials list: each paper with copies, signatures, seals and what is owed; each piece of evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from alliance_docs.checks.case import Attachment
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.instances import Instance, instances_of
from alliance_docs.drafting.draft import Blank, Choice, Draft, clause_inlines
from alliance_docs.facts import formats
from alliance_docs.facts.derived import bearer_unit, total_copies
from alliance_docs.facts.members import Member
from alliance_docs.facts.view import Unknown
from alliance_docs.jurisdictions.jurisdiction import Document, Each, ExpectedAttachment, Filing
from alliance_docs.jurisdictions.sandbox import PlainRow

WET = "无"
"""Printed where nobody signs or stamps."""


def open_places(draft: Draft) -> tuple[int, int]:
    """Return how many blanks and how many open choices a draft still shows."""
    blanks = choices = 0
    for clause in draft.clauses:
        for run in clause_inlines(clause):
            blanks += sum(isinstance(inline, Blank) for inline in run)
            choices += sum(isinstance(inline, Choice) for inline in run)
    return blanks, choices


def paper_rows(plan: Plan, filing: Filing, drafts: Mapping[str, Draft]) -> list[PlainRow]:
    """Return one row for each document that is submitted: title, copies, signed_by, stamped_by, owed."""
    rows = []
    for document_id in filing.documents:
        document = plan.jurisdiction.document(document_id)
        if document is None or not document.submitted:
            continue
        each = filing.each.get(document_id, document.each)
        files = [one for one in instances_of(document, plan.facts, each) if not one.blank]
        if not files:
            continue
        rows.append(
            PlainRow(
                "papers",
                {
                    "title": document.short_title,
                    "copies": _each_copies(files, each, copies_text(plan, document)),
                    "signed_by": document.signed_by or WET,
                    "stamped_by": document.stamped_by or WET,
                    "owed": _owed(plan, document, [drafts[one.id] for one in files if one.id in drafts]),
                },
            )
        )
    return rows


def _each_copies(files: list[Instance], each: Each, copies: str | Unknown) -> str | Unknown:
    """Say how many originals are made where there is a file for each unit or change: 12家单位各4份; 3件各4份."""
    if not each or isinstance(copies, Unknown):
        return copies
    return f"{len(files)}{'件' if each in ('changed', 'decided') else '家单位'}各{copies}"


def copies_text(plan: Plan, document: Document) -> str | Unknown:
    """How many originals of a document are made: 16份; a visible blank while unknown."""
    number = copies_of(plan, document)
    return Unknown("copies.filing", "份数") if number is None else f"{number}份"


def copies_of(plan: Plan, document: Document, filing: Filing | None = None) -> int | None:
    """Return the number of originals: a number fixed by the jurisdiction, the agreement's own total, or the number filed.

    A *filing* after the founding has its own number, where the jurisdiction gives one.
    """
    if document.copies.isdecimal():
        return int(document.copies)
    if filing is not None and filing.copies and document.copies != "agreement" and filing.id != plan.jurisdiction.filings[0].id:
        return filing.copies
    copies = plan.facts.copies
    if copies is None:
        return None
    return total_copies(plan.facts, copies) if document.copies == "agreement" else copies.filing


def _owed(plan: Plan, document: Document, drafts: list[Draft]) -> str:
    parts = []
    if drafts:
        counted = [open_places(draft) for draft in drafts]
        blanks, choices = sum(one for one, _ in counted), sum(one for _, one in counted)
        parts += [f"待填{blanks}处"] * bool(blanks) + [f"待选{choices}处"] * bool(choices)
    signed = document.copies == "agreement" and plan.facts.dates is not None and plan.facts.dates.agreement_signing
    if document.signed_by and not signed:
        parts.append("签字")
    if document.stamped_by and not signed:
        parts.append("盖章")
    return "、".join(parts) or WET


def evidence_rows(plan: Plan, attachments: tuple[Attachment, ...], today: dt.date | None) -> list[PlainRow]:
    """Return one row for each piece of evidence expected: kind, unit, basis, required, status."""
    rows = []
    for expected in plan.jurisdiction.attachments:
        for unit, name in _units(plan, expected):
            found = [one for one in attachments if one.kind == expected.kind and (not unit or one.member == unit)]
            rows.append(
                PlainRow(
                    "evidence",
                    {
                        "kind": f"{expected.kind}（{expected.stamp}）" if expected.stamp else expected.kind,
                        "unit": name,
                        "basis": expected.basis,
                        "required": "是" if expected.required else "建议",
                        "status": _status(found, today),
                    },
                )
            )
    return rows


def _status(found: list[Attachment], today: dt.date | None) -> str:
    if not found:
        return "尚缺"
    newest = max(found, key=lambda one: (one.expires or dt.date.max, one.date or dt.date.min))
    if not newest.present:
        return f"文件丢失：{newest.file}"
    if newest.expires and today and newest.expires < today:
        return f"已过期（{formats.date(newest.expires)}）"
    return "已附" + (f"（有效期至{formats.date(newest.expires)}）" if newest.expires else "")


def _units(plan: Plan, expected: ExpectedAttachment) -> Iterator[tuple[str, str]]:
    """Yield (member id, name) of each unit the evidence is expected of; ('', 联盟) for the package as a whole."""
    facts = plan.facts

    def named(member: Member) -> tuple[str, str]:
        return member.id, member.name or "【待填：单位全称】"

    kinds = {"enterprise": "企业", "university": "高校", "institute": "科研机构"}
    match expected.each:
        case "package":
            yield "", "牵头单位收集"
        case "bearer":
            unit = bearer_unit(facts, facts.bearer) if facts.bearer else None
            yield (unit.id if isinstance(unit, Member) else ""), (unit.name if unit and unit.name else "依托主体")
        case "lead":
            yield from (named(member) for member in facts.active_members if member is facts.lead)
        case "agent":
            yield from (named(m) for m in facts.active_members if m.signer is not None and m.signer.form == "授权代理人")
        case kind:
            yield from (named(m) for m in facts.active_members if kind == "member" or m.type == kinds[kind])
