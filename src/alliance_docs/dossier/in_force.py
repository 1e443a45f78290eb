"""What of a jurisdiction counts for one alliance: facts its policy settles, documents and layers of wording in force."""

from __future__ import annotations

import datetime as dt

from alliance_docs.drafting.layers import Layer
from alliance_docs.facts import formats
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.view import Undecided
from alliance_docs.interview.assuming import Assumption
from alliance_docs.jurisdictions.expressions import compile_expression
from alliance_docs.jurisdictions.jurisdiction import Filing, Jurisdiction
from alliance_docs.jurisdictions.loading import jurisdiction_folders
from alliance_docs.resources import data_folder

_AGREEMENT = "formation.agreement"


def with_given(facts: Facts, jurisdiction: Jurisdiction) -> tuple[Facts, tuple[Assumption, ...]]:
    """Fill in what the policy settles (``given``), where nothing else was said.

    Whether there is an agreement is settled even against what was said, for without one there is no text to draft by;
    AD-GI-01 tells the contradiction.
    """
    settled = []
    for path, value in jurisdiction.given.items():
        if lookup(facts, path) is None or (path == _AGREEMENT and lookup(facts, path) != lookup(assign(Facts(), path, value), path)):
            facts = assign(facts, path, value)
            said = formats.standard(lookup(facts, path))
            settled.append(Assumption(path, field_of(path).label, said, f"{jurisdiction.title}的政策规定"))
    return facts, tuple(settled)


def provisional(facts: Facts, jurisdiction: Jurisdiction) -> Facts:
    """Take from the deferred facts those that decide which documents and texts there are.

    No text can leave open whether another document exists; until the lawyer decides, the default is drafted and listed.
    """
    conditions = [*(document.when for document in jurisdiction.documents), *(variant.when for variant in jurisdiction.variants)]
    kept = tuple(path for path in facts.deferred or () if not any(path in condition for condition in conditions))
    return facts.model_copy(update={"deferred": kept or None})


def in_force(jurisdiction: Jurisdiction, facts: Facts) -> Jurisdiction:
    """Return the jurisdiction with the documents whose ``when`` holds; an undecided one stays in."""
    kept = tuple(document for document in jurisdiction.documents if holds(document.when, facts, True))
    ids = {document.id for document in kept}
    filings = tuple(
        filing.model_copy(update={"documents": tuple(one for one in filing.documents if one in ids)}) for filing in jurisdiction.filings
    )
    rules = tuple(rule for rule in jurisdiction.rules if rule in ids)
    return jurisdiction.model_copy(update={"documents": kept, "filings": filings, "rules": rules})


def holds(condition: str, facts: Facts, undecided: bool) -> bool:
    """Tell whether *condition* holds; an empty one does, an open one is *undecided*."""
    if not condition:
        return True
    try:
        return bool(compile_expression(condition, "jurisdiction.yaml when").value(facts))
    except Undecided:
        return undecided


def date_of(filing: Filing, facts: Facts) -> dt.date | None:
    """Return the day a filing is made, from the fact that dates it; None while unknown."""
    try:
        found = compile_expression(filing.date, "jurisdiction.yaml filings date").value(facts)
    except Undecided:
        return None
    return found if isinstance(found, dt.date) else None


def shipped_layers(jurisdiction: Jurisdiction, facts: Facts) -> tuple[Layer, ...]:
    """Return the layers below a firm's and a dossier's: common, the variants that apply, the jurisdiction."""
    root = data_folder("templates")
    variants = tuple(
        Layer(variant.folder, root / "variants" / variant.folder)
        for variant in jurisdiction.variants
        if holds(variant.when, facts, False)
    )
    return (Layer("common", root / "common"), *variants, Layer(jurisdiction.id, jurisdiction_folders()[jurisdiction.id]))
