"""The alliance itself: name, field, industry, aims and tasks (domain notes 4.1, 4.2)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from alliance_docs.facts.members import MemberRef, Person
from alliance_docs.facts.record import Record, fact, many
from alliance_docs.facts.text import Line, Prose
from alliance_docs.facts.values import Count, Date, Figure, Flag, Money

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,31}$")]


class Registration(Record):
    """Registration as a social organisation, for the rare alliance that has one."""

    authority: Line | None = fact("登记管理机关")
    credit_code: Line | None = fact("联盟统一社会信用代码", "已登记社会团体的代码以 51 开头")
    date: Date | None = fact("登记日期")


class Alliance(Record):
    """Name, nature and place of the alliance."""

    name: Line | None = fact("联盟全称")
    short_name: Line | None = fact("联盟简称")
    english_name: Line | None = fact("英文名称")
    field: Line | None = fact("产业领域", "具体到细分行业，例如 风电装备、中药现代化")
    field_category: Line | None = fact("产业类别", "本省政策所列的重点产业方向")
    sub_industry: Line | None = fact("细分行业")
    lead_product: Line | None = fact("主导产品")
    positioning: Prose | None = fact("联盟定位")
    scope: Literal["全省行业性", "产业链配套", "区域性", "跨区域"] | None = fact("覆盖范围")
    place: Line | None = fact("联盟所在地", "牵头单位所在的市（州），例如 兰州市")
    registered: Flag | None = fact("是否已登记为社会团体", "未登记的联盟不是法人，不能以联盟名义签约、开户、刻章")
    registration: Registration | None = fact("登记情况")
    term_years: Count | None = fact("存续年限（年）")
    office_address: Line | None = fact("办公地点")


class Industry(Record):
    """The industry the alliance serves; each figure with year and source."""

    output: Figure | None = fact("行业规模（亿元）", "全省本行业年产值或者营业收入")
    output_year: Count | None = fact("行业规模数据年份")
    output_source: Line | None = fact("行业规模数据来源", "统计年鉴、行业主管部门公报等")
    status: Prose | None = fact("产业发展现状", "企业数量、主要产品、在全国的位置、产业链情况")
    chain: tuple[Line, ...] | None = many("产业链环节")
    bottlenecks: tuple[Line, ...] | None = many("技术瓶颈", "制约产业发展的关键、共性技术问题")
    policy_link: Prose | None = fact("与全省产业发展政策的关联性", "联盟的技术创新活动对应哪些省级规划、重点产业方向")
    policy_fit: Prose | None = fact("符合产业、环保和能源政策的情况")
    effect: Prose | None = fact("对推动产业技术创新的作用", "解决哪些关键、共性技术问题，形成哪些技术标准，带动哪些创新资源集聚")
    necessity: Prose | None = fact("组建的必要性")
    importance: Prose | None = fact("组建的重要性")
    services: Prose | None = fact("服务能力", "检测、中试、信息、培训等已有条件")


class PolicyReference(Record):
    """A public policy the application rests on."""

    title: Line | None = fact("文件标题")
    number: Line | None = fact("文号", "形如 甘政发〔2021〕18号")
    issuer: Line | None = fact("发文机关")
    date: Date | None = fact("发文日期")


class Goal(Record):
    """A measurable aim (GS 二(二) technical aims; 二(四) mid-term and staged aims)."""

    text: Line | None = fact("目标内容")
    kind: Literal["总体", "中长期", "阶段性"] | None = fact("目标类型")
    indicator: Line | None = fact("考核指标")
    target: Line | None = fact("目标值", "含数量和单位，例如 5 项")
    due: Date | None = fact("完成期限")


class Task(Record):
    """A task of the alliance, who leads it, who takes part, what it delivers."""

    id: Key
    title: Line | None = fact("任务名称")
    kind: Literal["技术攻关", "标准研制", "平台建设", "成果转化", "示范应用", "人才培养", "交流合作", "其他"] | None = fact("任务类别")
    lead: MemberRef | None = fact("任务牵头单位")
    members: tuple[MemberRef, ...] | None = many("任务参加单位")
    deliverable: Line | None = fact("交付成果")
    start: Date | None = fact("开始日期")
    end: Date | None = fact("完成日期")
    input: Money | None = fact("计划投入（元）")


class Dates(Record):
    """The days that matter, in their order."""

    initiation: Date | None = fact("发起日期")
    preparatory_meeting: Date | None = fact("筹备会议日期")
    adoption: Date | None = fact("章程、协议文本通过日期")
    agreement_signing: Date | None = fact("协议签署日期", "最后一方签署的日期；未签署的留空")
    signing_deadline: Date | None = fact("协议签署截止日期", "到期仍未签齐时的处理见协议生效条款")
    filing: Date | None = fact("申报日期")
    approval: Date | None = fact("批复日期")
    founding: Date | None = fact("成立大会日期")
    pilot_start: Date | None = fact("试点开始日期", "主管部门批准或者公布试点的日期")
    recognition_filing: Date | None = fact("认定材料报送日期")
    recognition: Date | None = fact("认定日期")


class Step(Record):
    """A step of the founding, done or planned."""

    title: Line | None = fact("组建步骤")
    date: Date | None = fact("组建步骤日期")
    note: Line | None = fact("组建步骤说明")


class RiskMeasure(Record):
    """A risk of the undertaking and what is done about it."""

    risk: Line | None = fact("风险")
    measure: Line | None = fact("应对措施")


class FundingItem(Record):
    """A line of the plan for using funds."""

    item: Line | None = fact("经费用途")
    year: Count | None = fact("经费使用年度")
    amount: Money | None = fact("计划金额（元）")
    source: Line | None = fact("经费计划来源")


class Formation(Record):
    """How the alliance is being founded (AMB-35)."""

    order: Literal["先报批后成立", "先大会后报批"] | None = fact("报批与成立的先后")
    agreement: Flag | None = fact("是否另签联盟协议", "章程以外，成员单位是否另行签署联盟协议")
    local_authority: Line | None = fact("当地工信部门", "受理书面申请的市（州）、县（区）工信部门全称")
    upper_authority: Line | None = fact("上一级工信部门", "逐级上报时的市（州）工信部门全称；与当地部门相同的可以不填")
    recommender: Line | None = fact("推荐单位", "政策要求经推荐的，填写出具推荐意见的部门或者单位全称")
    recommendation: Prose | None = fact("推荐理由")
    email: Line | None = fact("电子版报送邮箱", "以受理部门当年公布的为准")
    deadline: Date | None = fact("申报截止日期", "以受理部门当年公布的为准")
    shanghai_scope: Literal["松江区", "上海市"] | None = fact("九城市中上海的范围", "政策没有列明九城市；有的资料写松江区，有的写上海市")
    initiators: tuple[MemberRef, ...] | None = many("发起单位")
    initiative: Prose | None = fact("倡议理由")
    convenor: MemberRef | None = fact("召集单位")
    convenor_method: Literal["自荐", "推举"] | None = fact("召集单位产生方式")
    preparatory_group: tuple[Person, ...] | None = many("筹备工作组成员")
    progress: Prose | None = fact("筹备情况")
    basis: Prose | None = fact("已有合作基础")
    policies: tuple[PolicyReference, ...] | None = many("政策依据")
    applicant_contact: Person | None = fact("申报联系人")
    steps: tuple[Step, ...] | None = many("组建工作步骤")
    safeguards: Prose | None = fact("保障措施")
    risks: tuple[RiskMeasure, ...] | None = many("风险和应对")
    funding_plan: tuple[FundingItem, ...] | None = many("经费使用计划")


class Copies(Record):
    """How many originals of the agreement there are and who holds them (LC-FM-06)."""

    contract_number: Line | None = fact("协议编号")
    signing_place: Line | None = fact("协议签订地")
    per_member: Count | None = fact("每个成员单位持有份数")
    bearer: Count | None = fact("依托主体另持份数")
    filing: Count | None = fact("报送份数", "政策没有规定份数，默认 4 份，请向受理部门核实")
    office: Count | None = fact("联盟办公室存档份数")
