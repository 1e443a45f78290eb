"""Facts → the drafts of a whole package: assumptions, layers, forms, references. Nothing is written here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance_docs import __version__
from alliance_docs.dossier.edited_drafts import Edited, with_edits, without_missing
from alliance_docs.dossier.in_force import date_of, in_force, provisional, shipped_layers, with_given
from alliance_docs.dossier.instances import BLANK, Instance, every_instance, made_for_each
from alliance_docs.dossier.texts import load_text, words_of_one
from alliance_docs.dossier.wording_chosen import with_chosen
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.engine import Setting, draft_document
from alliance_docs.drafting.layers import Layer, LayeredDocument
from alliance_docs.drafting.merging.adopting import Pair
from alliance_docs.drafting.references import resolve
from alliance_docs.drafting.spoken import hollow, spoken
from alliance_docs.drafting.vocabulary import known_names, setting_for, speech
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

LATE = ("compliance-table", "materials-list")
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

    @property
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
    return Plan(jurisdiction, whole, facts, filled, assumptions, layers, texts, then, edits or {})


def draft_all(plan: Plan) -> Drafted:
    """Draft every document that does not depend on the others; references between them are resolved."""
    forms = {document.id: render(plan, document) for document in plan.jurisdiction.documents if document.source == "form"}
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
            made = draft_document(text, here.facts, _setting_of(here, instance), title_of(plan, document))
            if document.consolidates:
                made = replace(made, title=title_of(plan, document))
            if instance.blank or (instance.id == document.id and made_for_each(plan.whole, document)):
                made = hollow(made, f"members[{BLANK}]", 0 if instance.blank else ROOM)
            drafts[instance.id] = spoken(replace(made, id=instance.id), say)
            known[instance.id] = list(text.ids())
    if not plan.edits:
        return Drafted(plan, resolve(drafts, known), forms)
    own = {name: pair for name, pair in plan.edits.items() if name not in forms}
    for document in plan.jurisdiction.documents:
        if document.consolidates in own and document.id in drafts:
            own[document.id] = without_missing(own[document.consolidates], drafts[document.id])
    resolved, edited = with_edits(drafts, known, own, plan.facts)
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


def render(plan: Plan, document: Document) -> bytes:
    """Render a Word form through docxtpl, from the highest layer that has it."""
    from alliance_docs.drafting.environment import environment
    from alliance_docs.word.forms import render_form

    path = form_path(plan.layers, document.id)
    names = {**Scope(plan.facts).names(), **plan.setting.words}
    known, place = known_names(plan.jurisdiction), f"{path.parent.name}/{path.name}"
    return render_form(path.read_bytes(), environment(), names, known=known, place=place, meta=meta_of(plan))


def form_path(layers: tuple[Layer, ...], document_id: str) -> Path:
    """Return the form's .docx in the highest layer that has one."""
    for layer in reversed(layers):
        path = layer.folder / f"{document_id}.docx"
        if path.is_file():
            return path
    raise UserError(f"缺少表格“{document_id}.docx”", place="templates")
