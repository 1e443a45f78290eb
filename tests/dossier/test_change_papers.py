"""The papers of changes: which are made, for whom, and what they may never say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

import pytest

from alliance_docs.dossier.drafts import Drafted, draft_all, plan_package
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.store import read_answers
from alliance_docs.drafting.draft import Draft, Signature, clause_text, plain
from alliance_docs.facts.assign import assign
from alliance_docs.facts.change import Change, ChangedRow, Resolution
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.jurisdiction import kind_of
from alliance_docs.resources import data_folder

JURISDICTIONS = ("gansu", "g60", "guangxi", "guangdong-2012", "guangdong-2016")
VOTED = Resolution(number="示例决〔2027〕3号", meeting="临时会议", date=dt.date(2027, 5, 10), present=9, total=9, for_=8, against=1, abstain=0)
JOINER = "示例新加入技术有限公司"


def told(number: int, type_: str, matter: str, **more: object) -> Change:
    given = {"kind": "change", "label": type_, "on": dt.date(2027, 6, number), "reason": "原因说明。", "organ": "理事会", "rows": ()}
    return Change.model_validate({"id": f"c{number:03d}", "type": type_, "matter": matter, **given, **more})


def rows(path: str, before: str, after: str) -> tuple[ChangedRow, ...]:
    return (ChangedRow(item="项目", path=path, before=before, after=after),)


@cache
def after(jurisdiction: str, agreement: bool | None = None) -> Facts:
    """The example, a year later: everything that can happen has happened once."""
    facts = read_answers(data_folder("examples") / f"{jurisdiction}.yaml")
    if agreement is not None:
        facts = assign(facts, "formation.agreement", agreement)
    members = facts.members or ()
    lead = facts.lead
    others = [member for member in members if lead and member.id != lead.id]
    gone, thrown, renamed, merged, into, *_ = others
    changes = (
        told(1, "leave", f"{gone.name}退出联盟", member=gone.id),
        told(2, "join", f"{JOINER}加入联盟", member="new", resolution=VOTED),
        told(3, "expel", f"将{thrown.name}除名", member=thrown.id, organ="成员大会", resolution=VOTED),
        told(4, "rename", "更名", member=renamed.id, organ="成员单位自行决定", rows=rows(f"members[{renamed.id}].name", "示例旧名称有限公司", renamed.name or "")),
        told(5, "merge", "合并", member=merged.id, successor=into.id),
        told(6, "lead", "牵头单位变更", organ="成员大会", resolution=VOTED, rows=rows("members", "甲", "乙")),
        told(7, "chair", "理事长变更", organ="成员大会", resolution=VOTED.model_copy(update={"number": "示例决〔2027〕4号"})),
        told(8, "contribution", "投入变更", rows=rows("members[m01].contribution.cash", "10万元", "20万元")),
        told(9, "amend", "修改章程", organ="成员大会"),
        told(10, "leave", "早已报告的退出", member=gone.id, reported="2027-03-01-change"),
        told(11, "address", "更正地址", kind="correction", rows=rows("office.address", "甲路", "乙路")),
    )  # fmt: skip
    left = {gone.id, thrown.id, merged.id}
    joined = Member(id="new", name=JOINER, type="企业", joined=dt.date(2027, 6, 2))
    now = tuple(member.model_copy(update={"withdrawn": dt.date(2027, 6, 1)}) if member.id in left else member for member in members)
    return facts.model_copy(update={"members": (*now, joined), "changes": changes})


@cache
def made(jurisdiction: str, agreement: bool | None = None) -> Drafted:
    return draft_all(plan_package(after(jurisdiction, agreement)))


CASES = [*((name, None) for name in JURISDICTIONS), ("g60", True), ("guangdong-2012", True)]


def papers(drafted: Drafted) -> Mapping[str, Draft]:
    filing = drafted.plan.jurisdiction.filing("change")
    assert filing is not None
    return {one.id: drafted.drafts[one.id] for one in instances(drafted.plan.jurisdiction, drafted.plan.facts, filing)}


def text_of(draft: Draft) -> str:
    return "\n".join(clause_text(clause) for clause in draft.clauses)


@pytest.mark.parametrize(("jurisdiction", "agreement"), CASES)
def test_each_change_makes_its_own_papers(jurisdiction: str, agreement: bool | None) -> None:
    drafted = made(jurisdiction, agreement)
    found = set(papers(drafted))
    facts = drafted.plan.facts
    by_type = {change.type: change.member for change in facts.changes or () if change.reported is None}
    assert {
        f"withdrawal-settlement@{by_type['leave']}",
        f"expulsion-set@{by_type['expel']}",
        f"rename-notice@{by_type['rename']}",
        f"succession-confirmation@{by_type['merge']}",
        "handover-list@c006",
        "handover-list@c007",
        "supplementary-agreement",
        "consolidated-charter",
        "change-notice",
    } <= found
    assert found & {"accession-agreement@new", "member-application@new"}, "who joins signs something"
    assert ("change-filing" in found) == (jurisdiction != "guangdong-2012"), "where nothing is filed, members are told"


@pytest.mark.parametrize(("jurisdiction", "agreement"), CASES)
def test_nothing_of_changes_is_in_the_founding_package_before_they_happen(jurisdiction: str, agreement: bool | None) -> None:
    facts = after(jurisdiction, agreement).model_copy(update={"changes": ()})
    plan = plan_package(facts)
    kinds = {kind_of(one.id) for one in instances(plan.jurisdiction, plan.facts, plan.jurisdiction.filings[0])}
    assert not kinds & {"change-filing", "change-notice", "change-resolution", "withdrawal-settlement", "handover-list", "consolidated-charter"}


@pytest.mark.parametrize(("jurisdiction", "agreement"), CASES)
def test_an_unregistered_alliance_signs_and_stamps_nothing(jurisdiction: str, agreement: bool | None) -> None:
    drafted = made(jurisdiction, agreement)
    name = drafted.plan.facts.alliance and drafted.plan.facts.alliance.name
    assert name
    for document, draft in papers(drafted).items():
        for clause in draft.clauses:
            for block in clause.blocks:
                lines = [plain(line) for line in block.lines] if isinstance(block, Signature) else []
                assert not any(name in line for line in lines), document
                if getattr(block, "role", "") == "sign-off":
                    assert name not in plain(block.inlines), document  # type: ignore[union-attr]


@pytest.mark.parametrize(("jurisdiction", "agreement"), CASES)
def test_a_consolidated_text_says_so_and_has_no_signature_page(jurisdiction: str, agreement: bool | None) -> None:
    drafted = made(jurisdiction, agreement)
    for document, draft in papers(drafted).items():
        if document.startswith("consolidated-"):
            assert "合并文本，仅供参考" in text_of(draft)
            assert not any(isinstance(block, Signature) for clause in draft.clauses for block in clause.blocks), document
            assert "（盖章）" not in text_of(draft)
            assert draft.title.endswith("（合并文本，仅供参考）")


def test_the_signed_agreement_stays_beside_its_consolidated_text() -> None:
    drafts = made("gansu").drafts
    assert any(isinstance(block, Signature) for clause in drafts["agreement"].clauses for block in clause.blocks)
    numbered = [(clause.id, clause.number) for clause in drafts["agreement"].clauses if clause.kind == "article"]
    assert numbered == [(clause.id, clause.number) for clause in drafts["consolidated-agreement"].clauses if clause.kind == "article"]


def test_changes_of_one_resolution_share_a_paper() -> None:
    found = [name for name in papers(made("gansu")) if name.startswith("change-resolution")]
    assert found == ["change-resolution@c002", "change-resolution@c003", "change-resolution@c007", "change-resolution@c009"]
    shared = text_of(made("gansu").drafts["change-resolution@c003"])
    assert "除名" in shared
    assert "牵头单位变更" in shared


def test_leaving_and_renaming_need_no_resolution() -> None:
    decisions = "".join(text_of(made("gansu").drafts[name]) for name in papers(made("gansu")) if name.startswith("change-resolution"))
    assert "退出联盟" not in decisions
    assert "更名" not in decisions
    clause = made("gansu").drafts["change-filing"].clause("decisions")
    assert clause is not None
    assert "退出不以批准为条件" in clause_text(clause)


def test_the_change_filing_lists_what_is_not_reported_yet() -> None:
    text = text_of(made("gansu").drafts["change-filing"])
    assert "早已报告的退出" not in text
    assert f"{JOINER}加入联盟" in text
    assert "更正事项" in text
    assert "甲路" in text, "a correction is told as one"
    assert "发生九项变更" in text
    assert "批准" not in text.replace("退出不以批准为条件", ""), "nothing is promised on the authority's behalf"


def test_the_rename_notice_gives_both_names_and_asks_for_no_signature_anew() -> None:
    name = next(name for name in papers(made("gansu")) if name.startswith("rename-notice"))
    text = text_of(made("gansu").drafts[name])
    assert "示例旧名称有限公司" in text
    assert "不需要重新签署" in text


def test_the_expulsion_set_has_all_five_papers_and_the_vote_asked_for() -> None:
    name = next(name for name in papers(made("gansu")) if name.startswith("expulsion-set"))
    text = text_of(made("gansu").drafts[name])
    for title in ("拟除名告知书", "申辩和陈述记录", "回避和表决基数记录", "除名决定书", "送达回证"):
        assert title in text
    assert "三分之二以上同意" in text
    assert "十五日内，可以书面申辩" in text


def test_a_paper_names_who_held_the_posts_on_its_day() -> None:
    facts = after("gansu")
    lead = facts.lead
    assert lead is not None
    other = next(member for member in facts.active_members if member.id != lead.id)
    swapped = {lead.id: "成员单位", other.id: "牵头单位"}
    later = facts.model_copy(
        update={"members": tuple(one.model_copy(update={"role": swapped.get(one.id, one.role)}) for one in facts.members or ())}
    )
    drafted = draft_all(plan_package(later, (), lambda day: facts if day < dt.date(2027, 6, 6) else later))
    joined = drafted.drafts["accession-agreement@new"].clause("parties")
    filing = drafted.drafts["change-filing"].clause("sign_off")
    assert joined is not None
    assert (lead.name or "") in clause_text(joined)
    assert filing is not None
    assert (other.name or "") in clause_text(filing)


def test_the_empty_accession_agreement_of_the_founding_package_is_left_to_be_filled_in() -> None:
    plan = plan_package(read_answers(data_folder("examples") / "gansu.yaml"))
    parties = draft_all(plan).drafts["accession-agreement"].clause("parties")
    assert parties is not None
    text = clause_text(parties)
    assert "待填" not in text
    assert "住所：____" in text
