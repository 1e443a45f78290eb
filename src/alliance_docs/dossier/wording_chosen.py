"""The wordings chosen in the facts (``wording``), held against those that the layers offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alliance_docs.dossier.firm import FIRM, own_layers
from alliance_docs.dossier.in_force import shipped_layers, with_given
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.layer_files import Offer, offers_in
from alliance_docs.drafting.layers import Layer
from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.terms import Wording
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import load_jurisdiction

_KEYS = {"document": "文书", "clause": "条款", "variant": "写法"}


def with_chosen(layers: Sequence[Layer], facts: Facts, jurisdiction: Jurisdiction) -> tuple[Layer, ...]:
    """Return the layers with what the facts choose of their offers. Raises UserErrors for what nobody offers."""
    if not facts.wording:
        return tuple(layers)
    offers = offers_of(layers)
    if errors := list(_errors(facts.wording, offers, jurisdiction)):
        if all(layer.name != FIRM for layer in layers):  # the choice may be one of the firm's, which nobody told this time
            errors = [UserError(one.message, place=one.place, remedy=f"{one.remedy}；所内文本提供的，加上 --templates 文件夹") for one in errors]
        raise UserErrors(errors)
    chosen = tuple((one.document or "", one.clause or "", one.variant or "") for one in facts.wording)
    return tuple(replace(layer, chosen=chosen) for layer in layers)


def choosing(dossier: Dossier, document: str, clause: str, variant: str) -> list[dict[str, str | None]] | None:
    """Return ``wording`` with that choice for the clause, or none without a *variant*. Raises UserErrors for what nobody offers."""
    facts = dossier.facts
    kept = [one for one in facts.wording or () if (one.document, one.clause) != (document, clause)]
    if not variant and len(kept) == len(facts.wording or ()):
        raise UserError(f"没有为“{document} {clause}”选用写法", remedy="运行 alliance-docs clauses list 查看")
    made = (*kept, *([Wording(document=document, clause=clause, variant=variant)] if variant else []))
    if variant:
        jurisdiction = load_jurisdiction(facts.jurisdiction or "")
        layers = (*shipped_layers(jurisdiction, with_given(facts, jurisdiction)[0]), *own_layers(dossier, jurisdiction.id, strays=True))
        if errors := [UserError(one.message, remedy=one.remedy) for one in _errors(made[-1:], offers_of(layers), jurisdiction)]:
            raise UserErrors(errors)
    return [one.model_dump() for one in made] or None


def offers_of(layers: Iterable[Layer]) -> tuple[Offer, ...]:
    """Return every wording that *layers* offer, lowest layer first. Raises UserError."""
    return tuple(offer for layer in layers if layer.folder.is_dir() for offer in offers_in(layer))


def _errors(wording: Sequence[Wording], offers: Sequence[Offer], jurisdiction: Jurisdiction) -> Iterator[UserError]:
    seen: set[tuple[str, str]] = set()
    for index, one in enumerate(wording):
        place = f"alliance.yaml wording[{index}]"
        missing = [key for key in _KEYS if getattr(one, key) is None]
        if one.document is None or one.clause is None or one.variant is None:
            yield UserError(f"没有写明{'、'.join(_KEYS[key] for key in missing)}", place=f"{place}.{missing[0]}", remedy="三项都写，或者删去这一项")
            continue
        here = [offer for offer in offers if offer.document == one.document]
        clauses = list(dict.fromkeys(offer.clause for offer in here))
        variants = list(dict.fromkeys(offer.variant for offer in here if offer.clause == one.clause))
        documents = [document.id for document in jurisdiction.documents]
        if one.document not in documents:
            yield UserError(f"没有文书“{one.document}”", place=f"{place}.document", remedy=nearest(one.document, documents) or f"可用的有：{'、'.join(documents)}")
        elif one.clause not in clauses:
            remedy = nearest(one.clause, clauses) or (f"有可选写法的条款：{'、'.join(clauses)}" if clauses else "这份文书没有可选写法的条款")
            yield UserError(f"文书“{one.document}”的条款“{one.clause}”没有可选的写法", place=f"{place}.clause", remedy=remedy)
        elif one.variant not in variants:
            remedy = nearest(one.variant, variants) or f"可选的有：{'、'.join(variants)}"
            yield UserError(f"条款“{one.clause}”没有“{one.variant}”这种写法", place=f"{place}.variant", remedy=remedy)
        elif (one.document, one.clause) in seen:
            yield UserError(f"条款“{one.clause}”选了两种写法", place=place, remedy="保留一项")
        seen.add((one.document, one.clause))
