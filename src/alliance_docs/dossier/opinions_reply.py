"""The reply to a member: what of its opinions was accepted, in part or not, with reasons; a letter of the lead unit."""

from __future__ import annotations

import datetime as dt

from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.opinions import Opinion, Opinions
from alliance_docs.dossier.opinions_deciding import in_order, texts_of
from alliance_docs.dossier.opinions_marked import flagged, has_marks, runs, unmarked
from alliance_docs.dossier.opinions_said import documents_said, in_one, name_of, place_of, said
from alliance_docs.dossier.opinions_table import office_of
from alliance_docs.dossier.versions import Version
from alliance_docs.dossier.versions_data import version_words
from alliance_docs.drafting.draft import Blank, Block, Clause, Draft, Item, Paragraph, Text
from alliance_docs.errors import UserError
from alliance_docs.facts.formats import date


def reply(plan: Plan, version: Version, opinions: Opinions, member: str, on: dt.date) -> Draft:
    """Return the letter to a member, dated *on*. Raises UserError while something of it is undecided."""
    words, decisions = version_words().reply, version_words().decisions
    own = [one for one in in_order(version, opinions.current) if one.member == member]
    open_ = [str(one.number) for one in own if not one.decision]
    name = name_of(plan.facts, member)
    if open_:
        raise UserError(f"{name}的第 {'、'.join(open_)} 号意见还没有决定，不能答复", remedy="先用 alliance-docs opinions decide 决定")
    counted = "，".join(
        words["counted"].format(decision=decision, count=count) for decision in decisions if (count := sum(one.decision == decision for one in own))
    )
    alliance = (plan.facts.alliance.name if plan.facts.alliance else None) or ""
    documents = documents_said(version, tuple(dict.fromkeys(one.document for one in own)))
    opening = words["opening"].format(name=alliance, documents=documents, count=len(own), told=counted)
    parts = [Clause("head", "passage", (), (_line(words["title"], "title"), _line(words["to"].format(member=name), "to"), _line(opening)))]
    number, texts = 0, texts_of(version)
    for decision, title in zip(decisions, words["parts"], strict=True):
        listed = [one for one in own if one.decision == decision]
        if listed:
            number += 1
            parts.append(Clause(f"part_{number}", "section", (Text(title),), tuple(_items(texts, listed)), number))
    marked = any(has_marks(said(one, texts, marked=True)) for one in own)
    tail = [*([_line(words["marked"])] if marked else []), _line(words["closing"]), _line(words["again"])]
    lead = next((one.name for one in plan.facts.active_members if one.role == "牵头单位" and one.name), None)
    office = office_of(plan, version)
    if lead:
        tail.append(_line(words["sign"].format(lead=lead, office=office), "sign-off"))
    else:
        tail.append(Paragraph((Blank(plan.jurisdiction.vocabulary["lead"]),), "sign-off"))
    parts.append(Clause("closing", "passage", (), (*tail, _line(date(on), "date"))))
    return Draft(words["id"], words["title"], tuple(parts))


def _items(texts: dict[str, Draft], listed: list[Opinion]) -> list[Block]:
    words = version_words().reply
    out: list[Block] = []
    for number, one in enumerate(listed, start=1):
        told = [words["item"].format(place=place_of(one), said=in_one(said(one, texts, marked=True)))]
        told += [words["adopted"].format(text=one.text)] if one.text else []
        told += [words["reason"].format(reason=one.reason)] if one.reason else []
        out.append(Item(1, number, runs(flagged("".join(_ended(part) for part in told)))))
    return out


def _ended(text: str) -> str:
    return text if unmarked(text).endswith(("。", "；", "！", "？")) else f"{text}。"


def _line(words: str, role: str = "body") -> Paragraph:
    return Paragraph((Text(words),), role)  # type: ignore[arg-type]
