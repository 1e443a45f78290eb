"""The 补正说明 of a resubmission: each remark with reply and place, the documents changed, who signs again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from alliance_docs import __version__
from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.papers import WET
from alliance_docs.dossier.remarks import Remarks
from alliance_docs.dossier.resubmission_papers import Replacing, places
from alliance_docs.dossier.sealed import SealedFiling
from alliance_docs.dossier.sealing_data import sealing_data
from alliance_docs.drafting.draft import Draft
from alliance_docs.drafting.engine import draft_document
from alliance_docs.drafting.layers import load_document
from alliance_docs.drafting.references import resolve
from alliance_docs.drafting.spoken import spoken
from alliance_docs.drafting.vocabulary import known_names, speech
from alliance_docs.errors import UserError
from alliance_docs.facts import formats
from alliance_docs.facts.view import Unknown
from alliance_docs.jurisdictions.names import Known
from alliance_docs.jurisdictions.sandbox import PlainRow

_NAMES = ("filing", "number", "to", "submitted", "received", "due", "limited", "changed", "signatures")


@dataclass(frozen=True)
class Note:
    """The note as a document."""

    id: str
    title: str
    file: str
    draft: Draft
    data: bytes


def note_paper(
    plan: Plan,
    first: SealedFiling,
    last: SealedFiling,
    number: int,
    remarks: Remarks,
    found: Sequence[Replacing],
    present: Mapping[str, bytes],
) -> Note:
    """Draft and write the note for resubmission *number* of *first*; *present*: the replacing files as they are now.

    What is not replied yet is a visible blank. Raises UserError.
    """
    from alliance_docs.word.shell import common_shell
    from alliance_docs.word.writer import Meta, write

    described = sealing_data().note
    filing = plan.jurisdiction.filing(first.filing)
    filing_title = filing.title if filing else first.filing
    name = (plan.facts.alliance.name if plan.facts.alliance else None) or ""
    title = described.title.replace("{name}", name).replace("{filing}", filing_title)
    words = {
        "remarks": [_remark(index, one.remark, one.reply, one.place) for index, one in enumerate(remarks.remarks)],
        "changed_papers": [_changed(one, present) for one in found],
        "resubmission": PlainRow(
            "resubmission",
            {
                "filing": filing_title,
                "number": formats.han_number(number),
                "to": (filing.recipient if filing else "") or plan.jurisdiction.authority,
                "submitted": formats.date(last.sealed_on),
                "received": formats.date(remarks.received) if remarks.received else Unknown("", "收到补正意见的日期"),
                "due": formats.date(remarks.due) if remarks.due else "",
                "limited": remarks.due is not None,
                "changed": bool(found),
                "signatures": any(one.document.signed_by or one.document.stamped_by for one in found),
            },
        ),
    }
    known = known_names(plan.whole)
    text = load_document(described.id, plan.layers, Known(known.shapes, {**known.words, **_known(words)}))
    if text is None:
        raise UserError(f"缺少文书“{described.id}”的文本", place="templates/common")
    made = draft_document(text, plan.facts, replace(plan.setting, words={**plan.setting.words, **words}), title)
    draft = resolve({described.id: spoken(replace(made, id=described.id), speech(plan.jurisdiction, plan.facts))})[described.id]
    meta = Meta(filing=first.filing, version=__version__, date=remarks.received, size=described.size)
    return Note(described.id, title, f"{described.file}.docx", draft, write(draft, common_shell(), meta))


def _known(words: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(_NAMES) if name == "resubmission" else frozenset() for name in words}


def _remark(index: int, remark: str, reply: str, place: str) -> PlainRow:
    path = f"remarks[{index}]"
    return PlainRow(
        "remarks",
        {
            "remark": remark,
            "reply": reply or Unknown(f"{path}.reply", f"第{index + 1}条意见的答复"),
            "place": place or Unknown(f"{path}.place", f"第{index + 1}条意见的补正位置"),
        },
    )


def _changed(one: Replacing, present: Mapping[str, bytes]) -> PlainRow:
    new = present.get(one.file, one.data)
    where = "、".join(places(one.old.data, new)) if one.old else sealing_data().places["new"]
    return PlainRow(
        "changed_papers",
        {
            "title": one.document.short_title,
            "places": where or Unknown("", f"{one.document.short_title}的改动"),
            "signed_by": one.document.signed_by or WET,
            "stamped_by": one.document.stamped_by or WET,
        },
    )
