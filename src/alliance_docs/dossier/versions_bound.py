"""Documents that are bound by a seal: a signed one is sent to nobody as a draft any more, an adopted one only with a word about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.sealed import SealedFiling, sealed_filings
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Filing


def sealed_instruments(dossier: Dossier, plan: Plan, filing: Filing) -> dict[str, SealedFiling]:
    """Return the signed and adopted documents of a filing that lie in a sealed one, with the filing that holds them."""
    kinds = {one.id for one in plan.jurisdiction.documents if one.instrument in ("signed", "adopted") and not filing.each.get(one.id)}  # not one for each occasion
    found: dict[str, SealedFiling] = {}
    for sealed in sealed_filings(dossier):
        for one in sealed.documents:
            name = str(one.get("id", ""))
            if name in kinds and name in filing.documents:
                found.setdefault(name, sealed)
    return found


def without_signed(
    plan: Plan, chosen: Sequence[str], bound: Mapping[str, SealedFiling], *, named: bool
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return what may be sent, and the titles left out because they are signed, with the filing.

    *named*: the user asked for these documents. Raises UserError for a signed one that was asked for, or when nothing is left.
    """
    signed = [one for one in chosen if one in bound and (document := plan.jurisdiction.document(one)) and document.instrument == "signed"]
    titles = {one: document.short_title for one in signed if (document := plan.jurisdiction.document(one))}
    kept = tuple(one for one in chosen if one not in signed)
    if signed and (named or not kept):
        first = signed[0]
        raise UserError(
            f"《{titles[first]}》已经签署并封存（{bound[first].name}），不能再作为文稿发出",
            place="--document" if named else "",
            remedy="用 changes 记录变更，由补充协议、加入协议或者决议改变其内容；变更的文书用 --filing change 发出",
        )
    return kept, tuple((titles[one], bound[one].name) for one in signed)
