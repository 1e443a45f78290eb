"""A whole package made in memory: drafts, checks, compliance table, materials list, Word bytes, manifest."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from alliance_docs import __version__
from alliance_docs.checks.case import Attachment, Case
from alliance_docs.checks.compliance import compliance_rows
from alliance_docs.checks.human import human_rows
from alliance_docs.checks.settings import Suppression
from alliance_docs.dossier.drafts import LATE, Drafted, Plan, as_of, draft_late, meta_of, title_of
from alliance_docs.dossier.in_force import date_of
from alliance_docs.dossier.instances import every_instance, instances
from alliance_docs.dossier.papers import copies_of, evidence_rows, paper_rows
from alliance_docs.dossier.proposing import with_proposals
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.volume import bind
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Document, Filing, kind_of
from alliance_docs.jurisdictions.sandbox import PlainRow


@dataclass(frozen=True)
class Paper:
    """One finished document of a package."""

    id: str
    title: str
    file: str
    draft: Draft
    data: bytes


def case_of(
    plan: Plan, drafts: Mapping[str, Draft], attachments: tuple[Attachment, ...] = (), today: dt.date | None = None
) -> Case:
    """Return what the checks look at for this package."""
    dated = _dated(plan, drafts)
    return Case(plan.jurisdiction, plan.facts, drafts, attachments, plan.assumptions, today, given=plan.given, dated=dated)


def _dated(plan: Plan, drafts: Mapping[str, Draft]) -> dict[str, Facts]:
    """The facts of their day, for documents made for a change."""
    made: dict[dt.date, Plan] = {}
    found: dict[str, Facts] = {}
    for document in {kind_of(name): plan.jurisdiction.document(name) for name in drafts if "@" in name}.values():
        for one in every_instance(plan.jurisdiction, document, plan.facts) if document else ():
            here = as_of(plan, one, made) if one.id in drafts else plan
            if here is not plan:
                found[one.id] = here.facts
    return found


def complete(
    drafted: Drafted,
    filing: Filing,
    attachments: tuple[Attachment, ...] = (),
    today: dt.date | None = None,
    suppressions: tuple[Suppression, ...] = (),
) -> dict[str, Draft]:
    """Return all drafts of the filing, the materials list and the compliance table computed from the others.

    The compliance table says which requirements that are not met somebody answers for by *suppressions*.
    """
    plan, drafts = drafted.plan, dict(drafted.drafts)
    if "materials-list" in filing.documents:
        computed = {"papers": paper_rows(plan, filing, drafts), "evidence": evidence_rows(plan, attachments, today)}
        drafts["materials-list"] = draft_late(plan, "materials-list", computed)
    # last: it judges the whole package, the materials list in it
    if "compliance-table" in filing.documents:
        case = case_of(plan, drafts, attachments, today)
        rows = [PlainRow("compliance", asdict(row)) for row in compliance_rows(case, suppressions)]
        human = [PlainRow("human_checks", asdict(row)) for row in human_rows(case, filing.documents)]
        drafts["compliance-table"] = draft_late(plan, "compliance-table", {"compliance": rows, "human_checks": human})
    files = instances(plan.jurisdiction, plan.facts, filing)
    return {one.id: drafts[one.id] for one in files if one.document.source != "volume"}


def first_filing(drafted: Drafted) -> dict[str, Draft]:
    """Return the drafts of the jurisdiction's first filing, on which requirements of the later ones may rest."""
    jurisdiction = drafted.plan.jurisdiction
    if not jurisdiction.filings:
        return {}
    first = jurisdiction.filings[0]
    found = {name: draft for name, draft in drafted.drafts.items() if kind_of(name) in first.documents}
    listed = tuple(one for one in first.documents if one == LATE[1])
    return found | complete(drafted, first.model_copy(update={"documents": listed})) if listed else found


def papers(drafted: Drafted, drafts: Mapping[str, Draft], filing: Filing, only: tuple[str, ...] = ()) -> tuple[Paper, ...]:
    """Write the drafts as Word files; *only* limits which. Same facts, same bytes."""
    from alliance_docs.word.shell import common_shell
    from alliance_docs.word.writer import write

    plan = drafted.plan
    meta = meta_of(plan, filing.id)
    made = []
    for one in instances(plan.jurisdiction, plan.facts, filing):
        if only and one.document.id not in only:
            continue
        draft = volume(plan, drafts) if one.document.source == "volume" else drafts[one.id]
        here = replace(meta, size=one.document.size)
        data = drafted.forms[one.id] if one.id in drafted.forms else write(draft, common_shell(), here)
        edited = drafted.edited.get(one.id)
        if edited is not None and edited.proposed is not None and not one.document.consolidates:
            data = with_proposals(data, write(edited.proposed, common_shell(), here), one.id, edited, meta.date)
        made.append(Paper(one.id, title_of(plan, one.document), one.file, draft, data))
    return tuple(made)


def volume(plan: Plan, drafts: Mapping[str, Draft]) -> Draft:
    """Bind the documents of the jurisdiction's volume in one draft, behind the document ``cover``."""
    parts = []
    for document_id in plan.jurisdiction.volume:
        document = plan.jurisdiction.document(document_id)
        if document is not None and document_id in drafts:
            parts.append((document.short_title, drafts[document_id]))
    title = title_of(plan, plan.jurisdiction.document("volume") or plan.jurisdiction.documents[0])
    return bind(title, drafts.get("cover"), parts)


def facts_sha256(facts: Facts) -> str:
    """Hash of the facts as recorded, independent of the file's comments and order."""
    plain = facts.model_dump(mode="json", exclude_none=True, exclude={"deferred", "skipped", *(() if facts.changes else ("changes",))})
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _submitted(document: Document, filing: Filing) -> bool:
    """Tell whether originals go to the authority: of a form kept for later, those made out for an occasion of the filing do."""
    return document.submitted or bool(filing.each.get(document.id))


def manifest(plan: Plan, filing: Filing, made: tuple[Paper, ...]) -> dict[str, Any]:
    """Return ``manifest.json`` of a filing (the JSON contract of the plan)."""
    from alliance_docs.word.package import content_sha256

    date = date_of(filing, plan.facts)
    documents = []
    for paper in made:
        document = plan.jurisdiction.document(paper.id)
        assert document is not None
        documents.append(
            {
                "id": kind_of(paper.id),
                **({"member": paper.id.partition("@")[2]} if "@" in paper.id else {}),
                "title": paper.title,
                "file": paper.file,
                "content_sha256": content_sha256(paper.data),
                "sha256": hashlib.sha256(paper.data).hexdigest(),
                "copies": copies_of(plan, document, filing) if _submitted(document, filing) else 0,
                "signed_by": document.signed_by,
                "stamped_by": document.stamped_by,
                **({"consolidates": document.consolidates} if document.consolidates else {}),
            }
        )
    return {
        "jurisdiction": plan.jurisdiction.id,
        "filing": filing.id,
        "date": date.isoformat() if date else None,
        "sealed": False,
        "documents": documents,
        "facts_sha256": facts_sha256(plan.given),
        "version": __version__,
    }
