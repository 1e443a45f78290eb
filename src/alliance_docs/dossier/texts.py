"""The text a document is drafted from: through which layers, and what it says of the one member or change it is made for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alliance_docs.dossier.instances import BLANK, made_for_each
from alliance_docs.drafting.layers import Layer, LayeredDocument, load_document
from alliance_docs.drafting.vocabulary import known_names
from alliance_docs.facts.change import Change
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.facts.shape import shape_of
from alliance_docs.facts.view import ListView, RecordView, Scope
from alliance_docs.jurisdictions.jurisdiction import Document, Jurisdiction
from alliance_docs.jurisdictions.names import Known
from alliance_docs.resources import data_folder

CONSOLIDATED = "consolidated"
"""The wording in ``templates/variants/`` laid over an instrument's own to show it as it stands now: a note, no signature page."""

_ONE = {"member": (Member, "成员单位"), "change": (Change, "变更"), "decided": (tuple[Change, ...], "决议事项")}


def known_in(jurisdiction: Jurisdiction, document: Document) -> Known:
    """Return every name the document's text may use: where it is made for each of something, ``member``, ``change``, ``decided`` too."""
    one = {name: shape_of(annotation, label) for name, (annotation, label) in _ONE.items()}
    return known_names(jurisdiction, one if made_for_each(jurisdiction, document) else None)


def load_text(document: Document, layers: tuple[Layer, ...], jurisdiction: Jurisdiction) -> LayeredDocument | None:
    """Load the document's text through *layers*; a consolidated one is the instrument's under one layer more. Raises UserErrors."""
    known = known_in(jurisdiction, document)
    if not document.consolidates:
        return load_document(document.id, layers, known)
    above = Layer(CONSOLIDATED, data_folder("templates") / "variants" / CONSOLIDATED)
    return load_document(document.consolidates, (*layers, above), known)


def words_of_one(facts: Facts, member: Member | None = None, changes: Sequence[Change] = ()) -> dict[str, Any]:
    """Return ``member``, ``change`` (the first) and ``decided`` (all) for one file; without them, those of an empty form."""
    scope = Scope(facts)
    known = (facts.member(member.id) or member) if member else Member(id=BLANK)
    views = [RecordView(scope, one, Change, f"changes[{one.id}]", "变更") for one in changes]
    change = views[0] if views else RecordView(scope, None, Change, f"members[{BLANK}]", "变更")
    return {
        "member": RecordView(scope, known, Member, f"members[{known.id}]", "成员单位"),
        "change": change,
        "decided": ListView(tuple(views), "changes", "决议事项"),
    }
