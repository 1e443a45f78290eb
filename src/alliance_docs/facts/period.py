"""What happened in a year, and what is planned for the next: figures for summaries and assessments (domain notes 4.7)."""

from __future__ import annotations

from typing import Literal

from alliance_docs.facts.members import MemberRef, Person
from alliance_docs.facts.organs import Meeting, Seat
from alliance_docs.facts.record import Record, fact, many
from alliance_docs.facts.text import Line, Prose
from alliance_docs.facts.values import Count, Date, Money


class AmountItem(Record):
    """One line of a budget or of accounts."""

    item: Line | None = fact("收支项目")
    amount: Money | None = fact("收支金额（元）")


class PlanItem(Record):
    """One matter of a yearly plan."""

    matter: Line | None = fact("计划事项")
    lead: MemberRef | None = fact("计划事项责任单位")
    members: tuple[MemberRef, ...] | None = many("计划事项参加单位")
    due: Date | None = fact("计划事项完成期限")
    budget: Money | None = fact("计划事项预算（元）")
    outcome: Line | None = fact("计划事项预期成果")


class AnnualPlan(Record):
    """The yearly work plan 年度工作计划 (G60 四(二)3)."""

    year: Count | None = fact("计划年度")
    items: tuple[PlanItem, ...] | None = many("计划事项")
    income: tuple[AmountItem, ...] | None = many("计划收入")
    expense: tuple[AmountItem, ...] | None = many("计划支出")


class PeriodMeeting(Record):
    """A meeting held in the year."""

    kind: Line | None = fact("会议名称")
    date: Date | None = fact("年度会议日期")
    place: Line | None = fact("年度会议地点")
    attending: Count | None = fact("年度会议到会单位数")
    resolution: Line | None = fact("主要决议")
    evidence: Line | None = fact("会议证明材料编号")


class PeriodProject(Record):
    """A joint project under way or finished in the year."""

    name: Line | None = fact("项目名称")
    level: Line | None = fact("项目级别", "例如 国家级、省级、市级、联盟自立")
    fund: Line | None = fact("项目资金来源")
    lead: MemberRef | None = fact("项目牵头单位")
    members: tuple[MemberRef, ...] | None = many("项目参加单位")
    status: Line | None = fact("项目进展")
    budget: Money | None = fact("项目经费（元）")
    evidence: Line | None = fact("项目证明材料编号")


class PeriodResult(Record):
    """A technical result of the year."""

    name: Line | None = fact("成果名称")
    kind: Line | None = fact("成果类型", "例如 发明专利、新工艺、新装备、软件")
    owner: MemberRef | None = fact("成果权利单位")
    level: Line | None = fact("成果水平或者状态")
    date: Date | None = fact("成果取得日期")
    evidence: Line | None = fact("成果证明材料编号")


class ResearchInput(Record):
    """What a member spent on research for the alliance in the year."""

    member: MemberRef | None = fact("投入单位")
    amount: Money | None = fact("研发投入（元）")
    own: Money | None = fact("其中自有资金（元）")
    public: Money | None = fact("其中政府资助（元）")
    evidence: Line | None = fact("研发投入证明材料编号")


class PeriodProduct(Record):
    """A new product of the year."""

    name: Line | None = fact("创新产品名称")
    member: MemberRef | None = fact("创新产品单位")
    revenue: Money | None = fact("创新产品销售收入（元）")
    date: Date | None = fact("创新产品投产日期")
    evidence: Line | None = fact("创新产品证明材料编号")


class PeriodStandard(Record):
    """A standard drafted in the year."""

    name: Line | None = fact("标准名称")
    number: Line | None = fact("标准编号或者计划号")
    level: Line | None = fact("标准级别")
    role: Line | None = fact("参与方式", "例如 主持、参加")
    evidence: Line | None = fact("标准证明材料编号")


class Transfer(Record):
    """A result transferred or licensed in the year."""

    name: Line | None = fact("转化成果名称")
    giver: MemberRef | None = fact("转让或者许可方")
    taker: Line | None = fact("受让或者被许可方")
    amount: Money | None = fact("转化合同金额（元）")
    date: Date | None = fact("转化合同日期")
    evidence: Line | None = fact("转化证明材料编号")


class PeriodEvent(Record):
    """A matching event, forum, training or visit of the year."""

    kind: Line | None = fact("活动类型", "例如 科技成果对接会、论坛、培训、考察")
    name: Line | None = fact("活动名称")
    date: Date | None = fact("活动日期")
    participants: Count | None = fact("参加人数")
    evidence: Line | None = fact("活动证明材料编号")


class TechnicalDemand(Record):
    """A technical need gathered from a member."""

    member: MemberRef | None = fact("需求单位")
    text: Line | None = fact("技术需求内容")
    status: Line | None = fact("需求对接情况")
    evidence: Line | None = fact("技术需求证明材料编号")


class TalentItem(Record):
    """People trained or exchanged."""

    kind: Line | None = fact("人才培养类别")
    count: Count | None = fact("人才培养人数")
    note: Line | None = fact("人才培养说明")
    evidence: Line | None = fact("人才培养证明材料编号")


class PlatformItem(Record):
    """A shared platform in operation."""

    name: Line | None = fact("平台名称")
    owner: MemberRef | None = fact("平台依托单位")
    service: Line | None = fact("平台服务情况")
    evidence: Line | None = fact("平台证明材料编号")


class MemberMove(Record):
    """A change of membership within the year."""

    date: Date | None = fact("成员变动日期")
    member: Line | None = fact("变动单位")
    kind: Literal["加入", "退出", "除名", "更名", "合并"] | None = fact("变动种类")


class ReportItem(Record):
    """A report sent to an authority."""

    date: Date | None = fact("信息报送日期")
    matter: Line | None = fact("信息报送内容")
    evidence: Line | None = fact("信息报送证明材料编号")


class GoalCheck(Record):
    """How far a goal was reached in the year."""

    text: Line | None = fact("对照目标")
    target: Line | None = fact("年度目标值")
    actual: Line | None = fact("实际完成值")
    evidence: Line | None = fact("目标完成证明材料编号")


class EvidenceItem(Record):
    """A piece of evidence for the year's figures."""

    id: Line | None = fact("证明材料编号")
    title: Line | None = fact("证明材料名称")
    place: Line | None = fact("证明材料页码或者存放处")
    covers: tuple[Line, ...] | None = many("证明材料对应的表", "整张表由这一份材料证明的，写表名，例如 会议、活动、专利、经费、成员；逐行另有编号的不写")


class Payment(Record):
    """Money that a member paid in within the year, of what it promised."""

    member: MemberRef | None = fact("缴付单位")
    amount: Money | None = fact("实缴金额（元）")
    date: Date | None = fact("实缴日期")
    evidence: Line | None = fact("缴付证明材料编号")


class Score(Record):
    """A mark the alliance gives itself."""

    dimension: Line | None = fact("自评指标")
    score: Count | None = fact("自评分值")
    reason: Line | None = fact("自评依据")


class Period(Record):
    """One year of the alliance."""

    year: Count | None = fact("年度")
    submitted: Date | None = fact("年度材料报送日期")
    summary: Prose | None = fact("年度工作概述")
    opening_members: Count | None = fact("年初成员单位数", "年内成立的，写成立时的数目；不写的，由成员单位的加入、退出日期得出")
    closing_members: Count | None = fact("年末成员单位数")
    goals: tuple[GoalCheck, ...] | None = many("目标完成情况")
    meetings: tuple[PeriodMeeting, ...] | None = many("年度会议")
    projects: tuple[PeriodProject, ...] | None = many("年度项目")
    results: tuple[PeriodResult, ...] | None = many("技术创新成果")
    research_input: tuple[ResearchInput, ...] | None = many("研发投入")
    products: tuple[PeriodProduct, ...] | None = many("创新产品")
    patents_applied: Count | None = fact("当年申请专利数（件）")
    patents_granted: Count | None = fact("当年授权专利数（件）")
    standards: tuple[PeriodStandard, ...] | None = many("年度标准")
    transfers: tuple[Transfer, ...] | None = many("成果转化")
    events: tuple[PeriodEvent, ...] | None = many("年度活动")
    demands: tuple[TechnicalDemand, ...] | None = many("技术需求")
    talents: tuple[TalentItem, ...] | None = many("人才培养")
    platforms: tuple[PlatformItem, ...] | None = many("公共平台")
    opening: Money | None = fact("年初结余（元）")
    payments: tuple[Payment, ...] | None = many("资金投入缴付")
    income: tuple[AmountItem, ...] | None = many("年度收入")
    expense: tuple[AmountItem, ...] | None = many("年度支出")
    closing: Money | None = fact("年末结余（元）")
    disclosure_date: Date | None = fact("经费公示日期")
    disclosure_form: Line | None = fact("年度经费公示方式")
    member_changes: tuple[MemberMove, ...] | None = many("成员变动")
    reports: tuple[ReportItem, ...] | None = many("信息报送")
    expert_activity: Prose | None = fact("专家委员会发挥作用情况")
    rules_execution: Prose | None = fact("制度执行情况")
    interests: Prose | None = fact("成员诉求和利益保障情况")
    cases: Prose | None = fact("典型案例")
    problems: Prose | None = fact("存在问题和建议")
    next_plan: Prose | None = fact("下一年度工作设想")
    evidence: tuple[EvidenceItem, ...] | None = many("年度证明材料")
    scores: tuple[Score, ...] | None = many("自评打分")


class ReElection(Record):
    """The council's re-election 换届 being prepared: its meeting and the candidates. What came of it is a change."""

    term: Count | None = fact("换届后的届次", "例如 2，即选举第二届理事会")
    meeting: Meeting | None = fact("换届会议")
    convenor: MemberRef | None = fact("换届会议召集单位")
    nominations_by: Date | None = fact("候选人提名截止日期")
    publicity_from: Date | None = fact("候选人公示开始日期")
    seats: tuple[Seat, ...] | None = many("换届候选席位", "候选的席位单位、席位代表和职务")
    supervision: tuple[Person, ...] | None = many("经费监督人员候选人")
    head: Person | None = fact("联盟办公室主任候选人")
