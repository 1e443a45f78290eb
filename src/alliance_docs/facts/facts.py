"""Facts: all that is known of an alliance as of a day. The root of ``alliance.yaml``."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from pydantic import StringConstraints, field_validator, model_validator

from alliance_docs.facts import alliance as about
from alliance_docs.facts import organs as governance
from alliance_docs.facts import period as yearly
from alliance_docs.facts import terms
from alliance_docs.facts.change import Change
from alliance_docs.facts.members import Member
from alliance_docs.facts.record import Record, fact, many
from alliance_docs.facts.roll import roll_of
from alliance_docs.facts.text import Line

Path = Annotated[str, StringConstraints(max_length=200)]

UNSTORED = "changes"
"""The one root field that is no part of alliance.yaml: the history of changes.yaml fills it."""


class Facts(Record):
    """Everything known of one alliance. A field that is None is unknown."""

    jurisdiction: Line | None = fact("适用制度")
    alliance: about.Alliance | None = fact("联盟")
    formation: about.Formation | None = fact("组建")
    industry: about.Industry | None = fact("产业情况")
    members: tuple[Member, ...] | None = many("成员单位")
    bearer: terms.Bearer | None = fact("依托主体")
    office: governance.Office | None = fact("联盟办公室")
    goals: tuple[about.Goal, ...] | None = many("目标")
    directions: tuple[Line, ...] | None = many("技术创新方向")
    tasks: tuple[about.Task, ...] | None = many("任务")
    innovation_forms: tuple[Line, ...] | None = many("技术创新组织形式")
    organs: tuple[governance.Organ, ...] | None = many("机构")
    assembly: governance.Assembly | None = fact("成员大会")
    council: governance.Council | None = fact("理事会")
    experts: governance.Experts | None = fact("技术专家委员会")
    supervision: governance.Supervision | None = fact("经费监督")
    election: governance.Election | None = fact("选举")
    meetings: governance.Meetings | None = fact("会议")
    dates: about.Dates | None = fact("日期")
    funding: terms.Funding | None = fact("经费")
    ip: terms.IntellectualProperty | None = fact("知识产权")
    diffusion: terms.Diffusion | None = fact("成果扩散")
    risk: terms.Risk | None = fact("风险承担")
    confidentiality: terms.Confidentiality | None = fact("保密")
    breach: terms.Breach | None = fact("违约责任")
    admission: terms.Admission | None = fact("入盟")
    exit: terms.Exit | None = fact("退出")
    expulsion: terms.Expulsion | None = fact("除名")
    dispute: terms.Dispute | None = fact("争议解决")
    signing: terms.Signing | None = fact("签署")
    copies: about.Copies | None = fact("文本份数")
    precedence: terms.Precedence | None = fact("文件效力顺序")
    appendices: tuple[terms.Appendix, ...] | None = many("其他附件")
    options: terms.Options | None = fact("合作方式和选用事项")
    wording: tuple[terms.Wording, ...] | None = many("选用的条款写法", "clauses list 列出可选的写法；不写的，用通常的条文")
    annual_plan: yearly.AnnualPlan | None = fact("年度工作计划")
    periods: tuple[yearly.Period, ...] | None = many("年度资料")
    re_election: yearly.ReElection | None = fact("换届")
    changes: tuple[Change, ...] | None = many("变更", "由 changes.yaml 得出，不在 alliance.yaml 中填写")
    former_names: tuple[Line, ...] | None = many("不得出现的名称", "沿用其他案卷的答案时，原联盟的名称；各份文书中不得再出现")
    deferred: tuple[Path, ...] | None = many("交律师定的事项", "由问卷填写；定下后删去该行并填写答案")
    skipped: tuple[Path, ...] | None = many("已跳过的问题", "由问卷填写；ask 会再次列出")

    @field_validator("deferred", "skipped", mode="after")
    @classmethod
    def _as_a_set(cls, paths: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return tuple(sorted(set(paths or ()))) or None

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Facts:
        for label, records in (("成员单位", self.members), ("任务", self.tasks), ("机构", self.organs)):
            counted = Counter(record.id for record in records or ())
            for key, times in counted.items():
                if times > 1:
                    raise ValueError(f"{label}的 id “{key}”出现了 {times} 次，应当各不相同")
        return self

    def member(self, ref: str | None) -> Member | None:
        """Return the member told by internal id or by full name (compared after normalisation), or None."""
        if ref is None:
            return None
        return roll_of(self.members).find(ref)

    @property
    def active_members(self) -> tuple[Member, ...]:
        """The members that have not withdrawn, in their order."""
        return roll_of(self.members).active

    @property
    def leads(self) -> tuple[Member, ...]:
        """The lead units, first the one that acts; more than one only where the policy allows it (GX 附件)."""
        return tuple(m for m in self.active_members if m.role == "牵头单位")

    @property
    def lead(self) -> Member | None:
        """The lead unit (牵头单位), when one is named; the first of several."""
        return next(iter(self.leads), None)

    @property
    def period(self) -> yearly.Period | None:
        """The yearly record of the latest year."""
        return max((one for one in self.periods or () if one.year is not None), key=lambda one: one.year or 0, default=None)
