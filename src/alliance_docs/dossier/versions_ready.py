"""What forbids sending a text to be signed: blanks, open choices, conflicts, errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from alliance_docs.checks.check import check
from alliance_docs.checks.configured import configured
from alliance_docs.checks.settings import Settings
from alliance_docs.dossier.build import evidence_of
from alliance_docs.dossier.check_settings import settings_of
from alliance_docs.dossier.drafts import Drafted
from alliance_docs.dossier.edits import load_edits
from alliance_docs.dossier.edits_told import edits_told
from alliance_docs.dossier.package import case_of, complete, first_filing
from alliance_docs.dossier.store import Dossier
from alliance_docs.drafting.draft import Blank, Choice, Draft, clause_inlines
from alliance_docs.drafting.references import target_text
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.jurisdictions.jurisdiction import Filing, kind_of

_SHOWN = 8


def refuse_open(
    dossier: Dossier,
    drafted: Drafted,
    filing: Filing,
    drafts: Mapping[str, Draft],
    chosen: Sequence[str],
    label: str,
    on: dt.date,
    firm: Settings | None,
) -> None:
    """Raise UserErrors with everything that stands in the way of a text that may hold nothing open (签署稿)."""
    troubles = [*_blanks(drafts), *_errors(dossier, drafted, filing, chosen, on, firm)]
    if troubles:
        head = UserError(f"还有 {len(troubles)} 处待填、待选、冲突或者错误，不能作为{label}发出", remedy="逐处解决；没有定稿的，作为征求意见稿、送审稿发出")
        raise UserErrors((head, *troubles[:_SHOWN]))


def _blanks(drafts: Mapping[str, Draft]) -> Iterator[UserError]:
    for name, draft in drafts.items():
        for clause in draft.clauses:
            labels = [one.label for run in clause_inlines(clause) for one in run if isinstance(one, Blank | Choice)]
            if labels:
                place = f"{name} {target_text(clause)}"
                yield UserError(f"待填或者待选：{'、'.join(dict.fromkeys(labels))}", place=place, remedy="填写事实，或者在 Word 中改好后采纳")


def _errors(
    dossier: Dossier, drafted: Drafted, filing: Filing, chosen: Sequence[str], on: dt.date, firm: Settings | None
) -> Iterator[UserError]:
    """The errors found in these documents; the facts and other documents may still be open."""
    plan, evidence = drafted.plan, evidence_of(dossier)
    settings = settings_of(dossier.folder, plan.jurisdiction, firm)
    suppressions = tuple(one for file in settings for one in file.suppressions)
    case = case_of(plan, {**first_filing(drafted), **complete(drafted, filing, evidence, on, suppressions)}, evidence, on)
    for one in configured((*edits_told(drafted, load_edits(dossier)), *check(case)), case, settings, unused=False).findings:
        if one.severity == "error" and one.document and kind_of(one.document) in chosen:
            yield UserError(f"{one.rule}：{one.message}", place=f"{one.document} {one.location or one.clause}".strip(), remedy=one.fix)
