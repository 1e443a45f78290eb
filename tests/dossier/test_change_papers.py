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
from alliance_docs.facts.change_types import change_types
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.members import Member
from alliance_docs.jurisdictions.jurisdiction import kind_of
from alliance_docs.resources import data_folder

JURISDICTIONS = ("gansu", "g60", "guangxi", "guangdong-2012", "guangdong-2016")
VOTED = Resolution(number="示例决〔2027〕3号", meeting="临时会议", date=dt.date(2027, 5, 10), present=9, total=9, for_=8, against=1, abstain=0)
JOINER = "示例新加入技术有限公司"


def told(number: int, type_: str, matter: str, **more: object) -> Change:
    given = {"kind": "change", "label": type_, "on": dt.date(2027, 6, number), "reason": "原因说明", "organ": "理事会", "rows": ()}
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
        told(9, "amend", "修改章程", organ="成员大会", rows=rows("assembly.notice_days", "15", "20")),
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
        "acceptance-of-office@c006",
        f"withdrawal-settlement@{by_type['expel']}",
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


def paper(kind: str, jurisdiction: str = "gansu", agreement: bool | None = None) -> list[str]:
    """The texts of the papers of one kind."""
    drafted = made(jurisdiction, agreement)
    return [text_of(draft) for name, draft in papers(drafted).items() if kind_of(name) == kind]


def only(change: Change, jurisdiction: str = "gansu", **facts: object) -> Drafted:
    """The example with that change alone."""
    base = read_answers(data_folder("examples") / f"{jurisdiction}.yaml")
    for path, value in facts.items():
        base = assign(base, path.replace("__", "."), value)
    return draft_all(plan_package(base.model_copy(update={"changes": (change,)})))


@pytest.mark.parametrize(("jurisdiction", "agreement"), CASES)
def test_who_is_expelled_is_settled_with_and_admits_nothing_by_signing(jurisdiction: str, agreement: bool | None) -> None:
    leaving, expelled = paper("withdrawal-settlement", jurisdiction, agreement)
    assert "不以批准为条件" in leaving
    assert "除名决定" not in leaving
    assert "除名结算协议" in expelled
    assert "不表示离开单位承认除名决定认定的事实" in expelled
    assert "退出通知" not in expelled
    for text in (leaving, expelled):
        assert "该条在离开之后对各方继续有效" in text
        assert "结算单位不代其他" in text


def test_who_promised_no_money_is_not_asked_to_settle_any() -> None:
    gone = Change(id="c001", kind="change", type="leave", matter="退出", member="m08", on=dt.date(2028, 1, 1), reason="调整", rows=())
    text = text_of(only(gone).drafts["withdrawal-settlement@m08"])
    assert "没有承诺资金投入" in text
    assert "应当缴付" not in text
    paid = text_of(only(gone.model_copy(update={"member": "m05"})).drafts["withdrawal-settlement@m05"])
    assert "其中：2027年4月30日应当缴付" in paid


def test_a_unit_does_not_settle_with_itself() -> None:
    gone = Change(id="c001", kind="change", type="leave", matter="退出", member="m01", on=dt.date(2028, 1, 1), reason="调整", rows=())
    parties = only(gone).drafts["withdrawal-settlement@m01"].clause("parties")
    assert parties is not None
    assert "接替的联盟办公室承担单位" in clause_text(parties)


def test_tasks_handed_over_with_the_leaving_stand_in_the_settlement() -> None:
    moved = (ChangedRow(item="电堆攻关的任务参加单位", path="tasks[t1].members", before="甲、乙", after="甲"),)
    gone = Change(id="c001", kind="change", type="leave", matter="退出", member="m05", on=dt.date(2028, 1, 1), reason="调整", rows=moved)
    assert "已经由“甲、乙”调整为“甲”" in text_of(only(gone).drafts["withdrawal-settlement@m05"])


def test_what_the_charter_alone_says_needs_no_supplementary_agreement() -> None:
    changed = Change(id="c001", kind="change", type="amend", matter="修改", organ="成员大会", on=dt.date(2028, 1, 1), rows=rows("assembly.notice_days", "15", "20"))
    assert "supplementary-agreement" not in papers(only(changed))
    assert "supplementary-agreement" in papers(only(changed.model_copy(update={"rows": rows("breach.cure_days", "30", "20")})))
    text = paper("supplementary-agreement")[0]
    assert "20万元" in text
    assert "15" not in text, "notice of meetings is the charter's matter"


def test_a_resolution_that_amends_the_charter_goes_by_the_text_before_it() -> None:
    changed = Change(id="c001", kind="change", type="amend", matter="修改", organ="成员大会", on=dt.date(2028, 1, 1), resolution=VOTED, rows=rows("assembly.notice_days", "15", "20"))
    text = text_of(only(changed).drafts["change-resolution@c001"])
    assert "本次修改之前的" in text
    assert "提前十五日通知" not in text
    assert "修订对照表" in text


@pytest.mark.parametrize(("jurisdiction", "agreement"), CASES)
def test_who_takes_a_post_accepts_it_in_writing(jurisdiction: str, agreement: bool | None) -> None:
    (text,) = paper("acceptance-of-office", jurisdiction, agreement)
    assert "接任单位：" in text
    assert "争议" in text
    assert "对接任之前原单位办理的事务不承担责任" in text


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_a_new_bearer_signs_a_confirmation_that_guarantees_nobody(jurisdiction: str) -> None:
    taken = Change(id="c001", kind="change", type="bearer", matter="依托主体变更", organ="成员大会", on=dt.date(2028, 1, 1), resolution=VOTED, rows=())
    text = text_of(only(taken, jurisdiction).drafts["acceptance-of-office@c001"])
    assert "依托主体确认书" in text
    assert "不构成对任何成员单位或者第三人债务的保证" in text
    assert "本单位不以联盟的名义签约、开户、刻制印章" in text


@pytest.mark.parametrize(("jurisdiction", "agreement"), CASES)
def test_each_paper_of_an_expulsion_names_the_alliance_and_the_vote_its_base(jurisdiction: str, agreement: bool | None) -> None:
    (text,) = paper("expulsion-set", jurisdiction, agreement)
    facts = made(jurisdiction, agreement).plan.facts
    assert facts.alliance is not None
    assert facts.alliance.name is not None
    for title in ("拟除名告知书", "申辩和陈述记录", "回避和表决基数记录", "除名决定书", "送达回证"):
        assert f"{facts.alliance.name}\n{title}" in text or f"{facts.alliance.name}{title}" in text, title
    assert "书面申辩和证据送交下列单位" in text
    assert "可以申请其回避" in text


def test_the_resolution_on_an_expulsion_names_who_abstained() -> None:
    shared = text_of(made("gansu").drafts["change-resolution@c003"])
    assert "（当事单位）" in shared
    assert "表决基数" in shared
    assert "申辩和陈述记录" in shared


def test_the_filing_tells_attendance_and_vote_and_who_decided_by_itself() -> None:
    text = text_of(made("gansu").drafts["change-filing"])
    assert "应到9家，到会9家；同意8，反对1，弃权0" in text
    assert "成员单位自行决定" in text
    assert "。。" not in text


def test_without_a_resolution_the_filing_claims_none() -> None:
    changed = Change(id="c001", kind="change", type="rename", label="成员更名", matter="甲更名为乙", member="m02", organ="成员单位自行决定", on=dt.date(2028, 1, 1), rows=())
    text = text_of(only(changed).drafts["change-filing"])
    assert "上列决议" not in text
    assert "有关单位自身的变更" in text, "what a unit does by itself needs no reason of the alliance's"


def test_the_types_default_organ_is_the_one_the_charter_names() -> None:
    kinds = change_types().by_id
    for name in ("lead", "chair", "bearer", "secretariat", "fund-manager", "contribution", "goal", "amend", "re-election"):
        assert kinds[name].organ.otherwise == "成员大会", name
    assert kinds["task"].organ.otherwise == "理事会"
    assert kinds["secretary-general"].organ.by == {"聘任": "理事会", "选举": "成员大会"}
