"""The five shipped jurisdictions, each founded from its example: whole, reproducible, in one vocabulary."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.drafts import Drafted, draft_all, plan_package
from alliance_docs.dossier.instances import instances
from alliance_docs.dossier.package import Paper, complete, manifest, papers
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.drafting.draft import Blank, Choice, Clause, Draft, Ref, Text, clause_inlines, plain
from alliance_docs.drafting.references import REMOVED
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import fields
from alliance_docs.facts.members import Member
from alliance_docs.facts.yaml_file import parse
from alliance_docs.jurisdictions.jurisdiction import Filing
from alliance_docs.resources import data_folder
from alliance_docs.word.normal import normal
from alliance_docs.word.reader import read

JURISDICTIONS = ("g60", "gansu", "guangdong-2012", "guangdong-2016", "guangxi")

FOREIGN = {
    "g60": ("联盟办公室", "技术专家委员会", "执行委员会", "执委", "理事长单位（牵头", "批复", "认定结果"),
    "gansu": ("执行委员会", "执委", "秘书长", "秘书处工作", "备案的联盟"),
    "guangdong-2012": ("联盟办公室", "技术专家委员会", "理事会", "理事长", "理事单位", "批复", "报备"),
    "guangdong-2016": ("联盟办公室", "技术专家委员会", "执行委员会", "执委", "批复"),
    "guangxi": ("联盟办公室", "技术专家委员会", "执行委员会", "执委", "批复"),
}
"""Words of other jurisdictions, which none of our own wording may use."""


def example(jurisdiction: str) -> Facts:
    return read_answers(data_folder("examples") / f"{jurisdiction}.yaml")


@cache
def later() -> Facts:
    """Gansu's example with the data of its first year and a re-election."""
    later = Path(__file__).parents[1].joinpath("data", "gansu-year.yaml").read_text(encoding="utf-8")
    return parse((data_folder("examples") / "gansu.yaml").read_text(encoding="utf-8") + later, "gansu", consistent=False)


def occasion(jurisdiction: str, filing_id: str) -> Facts:
    """The example's facts, with those of the occasion that *filing_id* is for."""
    facts = example(jurisdiction)
    if filing_id == "re-election":
        return facts.model_copy(update={"re_election": later().re_election})
    if (jurisdiction, filing_id) == ("gansu", "annual"):
        assert facts.dates is not None
        return later().model_copy(update={"dates": facts.dates.model_copy(update={"approval": dt.date(2027, 3, 30)})})
    return facts


@cache
def drafted(jurisdiction: str, filing_id: str = "founding") -> Drafted:
    return draft_all(plan_package(occasion(jurisdiction, filing_id)))


def filings() -> list[tuple[str, str]]:
    return [(name, filing.id) for name in JURISDICTIONS for filing in plan_package(Facts(jurisdiction=name)).jurisdiction.filings]


@cache
def made(jurisdiction: str, filing_id: str) -> tuple[Filing, dict[str, Draft], tuple[Paper, ...]]:
    package = drafted(jurisdiction, filing_id)
    filing = package.plan.jurisdiction.filing(filing_id)
    assert filing is not None
    drafts = complete(package, filing)
    return filing, drafts, papers(package, drafts, filing)


def runs(draft: Draft) -> Iterator[tuple[Clause, tuple[object, ...]]]:
    for clause in draft.clauses:
        for run in clause_inlines(clause):
            yield clause, run


@pytest.mark.parametrize(("jurisdiction", "filing_id"), filings())
def test_every_filing_is_made_whole_and_the_same_twice(jurisdiction: str, filing_id: str) -> None:
    filing, _, first = made(jurisdiction, filing_id)
    again = draft_all(plan_package(occasion(jurisdiction, filing_id)))
    second = papers(again, complete(again, filing), filing)
    assert [(paper.file, paper.data) for paper in first] == [(paper.file, paper.data) for paper in second]
    assert len({paper.file for paper in first}) == len(first)
    assert first or filing_id == "change"  # a founding example has no change to report


@pytest.mark.parametrize(("jurisdiction", "filing_id"), filings())
def test_nothing_is_left_open_in_a_complete_example(jurisdiction: str, filing_id: str) -> None:
    _, drafts, _ = made(jurisdiction, filing_id)
    open_ = [(name, clause.id, one) for name, draft in drafts.items() for clause, run in runs(draft) for one in run
             if isinstance(one, Blank | Choice) or (isinstance(one, Ref) and one.text == REMOVED)]  # fmt: skip
    assert open_ == []
    texts = ["".join(plain(run) for _, run in runs(draft)) for draft in drafts.values()]
    assert not [text[max(0, found.start() - 20) : found.end() + 20] for text in texts for found in re.finditer(r"\{[{%]|[\ue000-\uf8ff]|None", text)]


@pytest.mark.parametrize(("jurisdiction", "filing_id"), filings())
def test_every_file_reads_back_as_it_was_drafted(jurisdiction: str, filing_id: str) -> None:
    package = drafted(jurisdiction, filing_id)
    _, drafts, done = made(jurisdiction, filing_id)
    for paper in done:
        if paper.id in drafts and paper.id not in package.forms:
            assert read(paper.data).body == normal(drafts[paper.id]).body, paper.file


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_a_package_speaks_one_vocabulary(jurisdiction: str) -> None:
    """Our wording, the labels of blanks and the words of choices use the jurisdiction's organ names only."""
    empty = draft_all(plan_package(Facts(jurisdiction=jurisdiction))).drafts
    foreign = []
    for drafts in (drafted(jurisdiction).drafts, empty):
        for name, draft in drafts.items():
            for clause, run in runs(draft):
                words = "".join(_ours(one) for one in run)
                foreign += [(name, clause.id, word, words[:60]) for word in FOREIGN[jurisdiction] if word in words]
    assert not foreign


def _ours(inline: object) -> str:
    match inline:
        case Text():
            return inline.text
        case Blank():
            return inline.label
        case Choice():
            return inline.label + "".join(inline.options)
        case _:
            field = fields().get(re.sub(r"\[[^\]]*\]", "[]", getattr(inline, "path", "")))
            return getattr(inline, "text", "") if field and field.kind == "choice" else "　"


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_an_alliance_of_which_nothing_is_known_can_be_drafted(jurisdiction: str) -> None:
    drafts = draft_all(plan_package(Facts(jurisdiction=jurisdiction))).drafts
    assert any(isinstance(one, Blank) for draft in drafts.values() for _, run in runs(draft) for one in run)


def test_g60_has_an_application_form_for_each_member_and_an_empty_one() -> None:
    _, drafts, done = made("g60", "founding")
    forms = {paper.id: paper for paper in done if paper.id.startswith("member-application@")}
    members = drafted("g60").plan.facts.active_members
    assert set(forms) == {f"member-application@{member.id}" for member in members} | {"member-application@blank"}
    for member in members:
        assert member.name
        assert member.name in forms[f"member-application@{member.id}"].file
        printed = "".join(plain(run) for _, run in runs(drafts[f"member-application@{member.id}"]))
        assert member.name in printed
        assert not [other.name for other in members if other is not member and f"{other.name}\n" in printed]
    empty = "".join(plain(run) for _, run in runs(drafts["member-application@blank"]))
    assert "【" not in empty
    listed = manifest(drafted("g60").plan, made("g60", "founding")[0], done)["documents"]
    assert {one["member"] for one in listed if one["id"] == "member-application"} == {member.id for member in members} | {"blank"}


def test_g60_prints_the_share_it_computes() -> None:
    _, drafts, _ = made("g60", "founding")
    printed = "".join(plain(run) for _, run in runs(drafts["recording-form"]))
    assert "14" in printed
    assert "85.71%" in printed


@pytest.mark.parametrize("jurisdiction", ["g60", "guangdong-2012"])
def test_the_founding_meeting_adopts_the_charter_before_it_elects_and_appoints(jurisdiction: str) -> None:
    """AMB-22: the charter makes the offices, so it comes first."""
    minutes = drafted(jurisdiction).drafts["founding-minutes"]
    agenda = minutes.clause("agenda")
    assert agenda is not None
    lines = [plain(run) for run in clause_inlines(agenda)]

    def place(*words: str) -> int:
        return next(index for index, line in enumerate(lines) if all(word in line for word in words))

    assert place("通过", "章程") < place("选举", "首届")
    assert place("选举", "首届") <= place("聘任")


def test_an_agreement_beside_the_g60_charter_is_offered() -> None:
    facts = example("g60")
    assert facts.formation is not None
    with_agreement = facts.model_copy(update={"formation": facts.formation.model_copy(update={"agreement": True})})
    package = draft_all(plan_package(with_agreement))
    filing = package.plan.jurisdiction.filing("founding")
    assert filing is not None
    assert "agreement" in {one.document.id for one in instances(package.plan.jurisdiction, package.plan.facts, filing.documents)}
    assert package.drafts["agreement"].clause("ip_ownership_joint")
    assert "agreement" not in drafted("g60").drafts


def test_the_bound_volume_of_guangdong_holds_its_four_documents_and_the_stamp_page() -> None:
    _, _, done = made("guangdong-2016", "founding")
    volume = next(paper for paper in done if paper.id == "volume")
    separators = [clause.rubric_text for clause in volume.draft.clauses if clause.id.endswith(".separator")]
    assert [heading.partition("　")[2] for heading in separators] == ["申报表", "组建方案", "章程", "组建协议", "签章页"]


def test_two_lead_units_stand_side_by_side_in_guangxi() -> None:
    facts = drafted("guangxi").plan.facts
    assert len(facts.leads) == 2
    charter = "".join(plain(run) for _, run in runs(drafted("guangxi").drafts["charter"]))
    assert all(lead.name and lead.name in charter for lead in facts.leads)


def test_a_withdrawn_members_form_goes_unless_somebody_wrote_in_it(tmp_path: Path) -> None:
    names = ("示例甲有限公司", "示例乙有限公司", "示例丙有限公司")
    members = tuple(Member(id=f"m{place}", name=name) for place, name in enumerate(names, start=1))
    dossier = Dossier.create(tmp_path / "案卷", Facts(jurisdiction="g60", members=members))
    first = build(dossier)
    forms = sorted(first.folder.glob("*会员单位申请表*"))
    assert len(forms) == 4
    last = members[1:]
    edited = next(path for path in forms if names[1] in path.name)
    edited.write_bytes(edited.read_bytes() + b"typed")
    for member in last:
        dossier.save_answer(f"members[{member.id}].withdrawn", dt.date(2026, 1, 2))
    report = build(dossier)
    assert len(report.removed) == 1
    assert names[2] in report.removed[0]
    assert report.strays == (edited.name,)
    assert edited.is_file()
    assert not (first.folder / report.removed[0]).exists()
