"""Facts → the drafts of a whole package: assumptions, layers, forms, references. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance_docs import __version__
from alliance_docs.dossier.docx_drafts import consolidated, led, read_own
from alliance_docs.dossier.docx_wording import COMPUTED_DOCUMENTS, may_be_docx, refuse_overlaid, template_of
from alliance_docs.dossier.edited_drafts import Edited, with_edits, without_missing
from alliance_docs.dossier.in_force import date_of, in_force, provisional, shipped_layers, with_given
from alliance_docs.dossier.instances import BLANK, Instance, every_instance, made_for_each
from alliance_docs.dossier.texts import known_in, load_text, words_of_one
from alliance_docs.dossier.wording_chosen import with_chosen
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.engine import Setting, draft_document
from alliance_docs.drafting.layers import Layer, LayeredDocument
from alliance_docs.drafting.merging.adopting import Pair
from alliance_docs.drafting.references import resolve
from alliance_docs.drafting.spoken import hollow, spoken
from alliance_docs.drafting.vocabulary import setting_for, speech
from alliance_docs.errors import UserError
from alliance_docs.facts.applying import with_values
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.view import Scope
from alliance_docs.interview.assuming import Assumption, assumed
from alliance_docs.interview.loading import load
from alliance_docs.jurisdictions.jurisdiction import Document, Jurisdiction
from alliance_docs.jurisdictions.loading import jurisdiction_folders, load_jurisdiction

if TYPE_CHECKING:
    from alliance_docs.word.writer import Meta

LATE = COMPUTED_DOCUMENTS
"""Documents that are computed from the others."""
ROOM = 8
"""Full-width characters of room for handwriting in the empty form of a document that is filled in for each change."""


Then = Callable[[dt.date], Facts]
"""A day → the facts as of its end."""


@dataclass(frozen=True)
class Plan:
    """What a package is drafted from. *given* are the facts as recorded, *facts* with conventions filled in.

    *jurisdiction* holds the documents in force for these facts, *whole* all of them. *then* gives the facts as of a day. *edits* are what was
    edited in Word, by document.
    """

    jurisdiction: Jurisdiction
    whole: Jurisdiction
    given: Facts
    facts: Facts
    assumptions: tuple[Assumption, ...]
    layers: tuple[Layer, ...]
    documents: Mapping[str, LayeredDocument]
    then: Then | None = None
    edits: Mapping[str, Pair] = field(default_factory=dict)

    @cached_property
    def setting(self) -> Setting:
        """Vocabularies for this package."""
        return setting_for(self.jurisdiction, self.facts, self.whole)


@dataclass(frozen=True)
class Drafted:
    """The drafts of a package, by document id, and the forms that Word rendered already; *edited*: those with edits merged in."""

    plan: Plan
    drafts: Mapping[str, Draft]
    forms: Mapping[str, bytes] = field(default_factory=dict)
    edited: Mapping[str, Edited] = field(default_factory=dict)


def plan_package(facts: Facts, own_layers: tuple[Layer, ...] = (), then: Then | None = None, edits: Mapping[str, Pair] | None = None) -> Plan:
    """Take the conventions for granted, load every text through its layers. Raises UserError."""
    if not facts.jurisdiction:
        ids = "、".join(jurisdiction_folders())
        raise UserError("没有填写适用制度", place="alliance.yaml jurisdiction", remedy=f"例如 jurisdiction: gansu；可用的有：{ids}")
    whole = load_jurisdiction(facts.jurisdiction)
    filled, settled = with_given(facts, whole)
    filled, assumptions = assumed(provisional(filled, whole), load(whole.id))
    assumptions = (*settled, *assumptions)
    if filled.organs is None and whole.organs:
        filled = filled.model_copy(update={"organs": whole.organs})
        names = "、".join(organ.name or organ.id for organ in whole.organs)
        assumptions = (*assumptions, Assumption("organs", "机构", names, f"{whole.title}标准机构"))
    jurisdiction = in_force(whole, filled)
    layers = with_chosen((*shipped_layers(jurisdiction, filled), *own_layers), filled, whole)
    texts = {}
    for document in jurisdiction.documents:
        if document.source == "clauses":
            loaded = load_text(document, layers, whole)
            if loaded is None:
                raise UserError(f"缺少文书“{document.id}”的文本", place=f"templates/{jurisdiction.id}")
            texts[document.id] = loaded
            refuse_overlaid(document, layers)
    return Plan(jurisdiction, whole, facts, filled, assumptions, layers, texts, then, edits or {})


def draft_all(plan: Plan) -> Drafted:
    """Draft every document that does not depend on the others; references between them are resolved."""
    forms = {document.id: render(plan, document) for document in plan.jurisdiction.documents if document.source == "form"}
    own: dict[str, Draft] = {}
    say = speech(plan.jurisdiction, plan.facts)
    drafts: dict[str, Draft] = {}
    known: dict[str, list[str]] = {}
    days: dict[dt.date, Plan] = {}
    for document in plan.jurisdiction.documents:
        if document.id in LATE or document.source == "volume":
            continue
        if document.id in forms:
            from alliance_docs.word.reader import read

            drafts[document.id] = replace(read(forms[document.id]), id=document.id, jurisdiction=plan.jurisdiction.id)
            continue
        text = plan.documents[document.id]
        for instance in every_instance(plan.jurisdiction, document, plan.facts):
            here = as_of(plan, instance, days)
            if is_own(plan, document):
                forms[instance.id] = render(here, document, _setting_of(here, instance))
                drafts[instance.id] = own[instance.id] = read_own(forms[instance.id], instance.id)
                continue
            made = draft_document(text, here.facts, _setting_of(here, instance), title_of(plan, document))
            if document.consolidates:
                made = replace(made, title=title_of(plan, document))
            if instance.blank or (instance.id == document.id and made_for_each(plan.whole, document)):
                made = hollow(made, f"members[{BLANK}]", 0 if instance.blank else ROOM)
            drafts[instance.id] = spoken(replace(made, id=instance.id), say)
            known[instance.id] = list(text.ids())
            if document.consolidates in own:
                drafts[document.id] = consolidated(own[document.consolidates], title_of(plan, document), document.id, made)
    drafts = led(drafts, own, plan.jurisdiction.id)
    if not plan.edits:
        return Drafted(plan, resolve(drafts, known), forms)
    edits = {name: pair for name, pair in plan.edits.items() if name not in forms}
    for document in plan.jurisdiction.documents:
        if document.consolidates in edits and document.id in drafts:
            edits[document.id] = without_missing(edits[document.consolidates], drafts[document.id])
    resolved, edited = with_edits(drafts, known, edits, plan.facts)
    return Drafted(plan, resolved, forms, edited)


def as_of(plan: Plan, instance: Instance, made: dict[dt.date, Plan]) -> Plan:
    """Return the plan with the facts of the day the changes took effect: a paper of that day names who was lead and bearer then.

    *made* keeps the plans by day. Without changes it is *plan* itself.
    """
    days = [change.on for change in instance.changes if change.on is not None]
    if plan.then is None or not days:
        return plan
    day = max(days)
    if day not in made:
        facts = plan.then(day)
        taken = {one.path: value for one in plan.assumptions if lookup(facts, one.path) is None and (value := lookup(plan.facts, one.path)) is not None}
        made[day] = replace(plan, facts=with_values(facts, taken))
    return made[day]


def _setting_of(plan: Plan, instance: Instance) -> Setting:
    """The package's setting, and the ``member``, ``change`` and ``decided`` that the file is made for; of an empty form nobody is known."""
    if not made_for_each(plan.whole, instance.document):
        return plan.setting
    return replace(plan.setting, words={**plan.setting.words, **words_of_one(plan.facts, instance.member, instance.changes)})


def draft_late(plan: Plan, document_id: str, computed: Mapping[str, Any]) -> Draft:
    """Draft a document that shows computed rows (*computed*: ``papers``, ``evidence``, ``compliance``, ``human_checks``)."""
    document = plan.jurisdiction.document(document_id)
    assert document is not None
    setting = replace(plan.setting, words={**plan.setting.words, **computed})
    made = draft_document(plan.documents[document_id], plan.facts, setting, title_of(plan, document))
    return resolve({document_id: spoken(made, speech(plan.jurisdiction, plan.facts))})[document_id]


def title_of(plan: Plan, document: Document) -> str:
    """The document's title with the alliance's name in it."""
    name = plan.facts.alliance.name if plan.facts.alliance else None
    return document.title.replace("{name}", name or "【待填：联盟全称】")


def meta_of(plan: Plan, filing_id: str = "founding") -> Meta:
    """What each Word file says of itself: filing, version of the tool, date of filing."""
    from alliance_docs.word.writer import Meta

    filing = plan.jurisdiction.filing(filing_id)
    return Meta(filing=filing_id, version=__version__, date=date_of(filing, plan.facts) if filing else None)


def is_own(plan: Plan, document: Document) -> bool:
    """Tell whether a layer words a clause document whole, by a .docx of its own."""
    return document.source == "clauses" and may_be_docx(document) and template_of(plan.layers, document.id) is not None


def render(plan: Plan, document: Document, setting: Setting | None = None) -> bytes:
    """Render a Word form, or a layer's own document, through docxtpl, from the highest layer that has it. *setting*: of one file of several."""
    from alliance_docs.drafting.environment import environment
    from alliance_docs.word.form_identity import Whose
    from alliance_docs.word.forms import render_form

    path, own = form_path(plan.layers, document.id), document.source != "form"
    names = {**Scope(plan.facts).names(), **(setting or plan.setting).words}
    known, place = known_in(plan.jurisdiction, document), f"{path.parent.name}/{path.name}"
    whose = Whose(document.id, title_of(plan, document) if own else "", plan.jurisdiction.id, own)
    return render_form(path.read_bytes(), environment(), names, known=known, place=place, meta=meta_of(plan), whose=whose)


def form_path(layers: tuple[Layer, ...], document_id: str) -> Path:
    """Return the form's .docx in the highest layer that has one."""
    path = template_of(layers, document_id)
    if path is None:
        raise UserError(f"缺少表格“{document_id}.docx”", place="templates")
    return path
