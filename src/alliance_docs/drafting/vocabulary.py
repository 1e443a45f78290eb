"""The words a package speaks: organ names, the jurisdiction's names, titles of the documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance_docs.drafting.engine import Setting
from alliance_docs.facts import formats
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.shape import Shape
from alliance_docs.facts.view import Scope
from alliance_docs.jurisdictions.filters import Composite
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.names import Known, root_shapes
from alliance_docs.jurisdictions.sandbox import Words

COMPUTED = ("papers", "evidence", "compliance")
"""Lists that the dossier computes for the materials list and the compliance table."""

_ROLES = {"assembly": "assembly", "council": "council", "experts": "experts", "office": "office", "supervision": "supervision"}


def vocabulary(jurisdiction: Jurisdiction, facts: Facts) -> dict[str, str]:
    """Return the vocabulary ``v``: the jurisdiction's words, organs called as the facts call them."""
    words = dict(jurisdiction.vocabulary)
    for organ in facts.organs or ():
        if organ.role in _ROLES and organ.name:
            words[_ROLES[organ.role]] = organ.name
    return words


def jurisdiction_words(jurisdiction: Jurisdiction) -> dict[str, str]:
    """Return ``j``: authority, policy title in 《》, its date, province."""
    policy = jurisdiction.policy
    return {
        "authority": jurisdiction.authority,
        "receiving_authority": jurisdiction.receiving_authority,
        "policy": f"《{policy.title}》",
        "policy_date": formats.date(policy.date),
        "policy_number": policy.number,
        "province": jurisdiction.province,
        "title": jurisdiction.title,
    }


def document_titles(jurisdiction: Jurisdiction, facts: Facts) -> dict[str, Composite]:
    """Return ``documents``: each title in 《》, the alliance's name in it staying a fact."""
    name: Any = Scope(facts).names()["alliance"].name
    titles = {}
    for document in jurisdiction.documents:
        before, found, after = document.title.partition("{name}")
        parts = (f"《{before}", name, f"{after}》") if found else (f"《{before}》",)
        titles[document.id.replace("-", "_")] = Composite(parts)
    return titles


def setting_for(jurisdiction: Jurisdiction, facts: Facts) -> Setting:
    """Return what stays the same through a package of this jurisdiction."""
    words = {
        "v": Words("v", vocabulary(jurisdiction, facts)),
        "j": Words("j", jurisdiction_words(jurisdiction)),
        "documents": Words("documents", document_titles(jurisdiction, facts)),
    }
    return Setting(jurisdiction.id, words)


def known_names(jurisdiction: Jurisdiction, extra: Mapping[str, Shape] | None = None) -> Known:
    """Return every name a clause text of this jurisdiction may use."""
    return Known(
        {**root_shapes(), **(extra or {})},
        {
            "v": frozenset(jurisdiction.vocabulary),
            "j": frozenset(jurisdiction_words(jurisdiction)),
            "documents": frozenset(document.id.replace("-", "_") for document in jurisdiction.documents),
            **{name: frozenset() for name in COMPUTED},
            "box": frozenset(),
            "super": frozenset(),
        },
    )
