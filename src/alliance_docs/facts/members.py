"""Members: who they are, how far their joining has come, what they bring (domain notes 4.3)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from alliance_docs.facts.record import Record, fact, many
from alliance_docs.facts.text import Line, Prose
from alliance_docs.facts.values import Count, Date, Flag, Money

MemberId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,31}$")]


class MemberMark:
    """Marks a text field as a reference to a member, so that views hand out the member itself."""


MemberRef = Annotated[Line, MemberMark()]
"""A member, told by its internal id or by its full name."""

MemberType = Literal["企业", "高校", "科研机构", "园区", "行业协会", "检测机构", "金融机构", "服务机构", "其他"]
MemberRole = Literal["牵头单位", "成员单位"]
Stage = Literal["意向", "资料已核", "同意文本", "已签署", "成员", "退出"]
SigningForm = Literal["亲签", "签名章", "授权代理人"]


class Person(Record):
    """A natural person named in the documents."""

    name: Line | None = fact("姓名")
    title: Line | None = fact("职务")
    phone: Line | None = fact("电话", "固定电话或者手机，签署和备案联系用")
    email: Line | None = fact("电子邮箱")


class Signer(Record):
    """Who signs for a member, and in which form (practice notes: 签署方式)."""

    form: SigningForm | None = fact("签署方式", "法定代表人亲自签字、加盖本人签名章，或者授权代理人签字")
    name: Line | None = fact("签署人姓名", "授权代理人签署时填写代理人")
    title: Line | None = fact("签署人职务")


class InKind(Record):
    """A contribution that is not money (民法典 第855条; LC-MN-04)."""

    description: Line | None = fact("投入内容", "设备、场地、人员、数据、知识产权使用许可等，写明名称和数量")
    kind: Literal["设备", "场地", "人员", "知识产权", "数据资料", "其他"] | None = fact("投入类别")
    value: Money | None = fact("作价（元）", "各方确认的价值，仅用于计量投入，不构成出资或者股权")
    title: Literal["保留所有权，提供使用", "转移所有权"] | None = fact("权属安排")
    maintenance: Line | None = fact("维护责任")


class Instalment(Record):
    """One date on which money is due."""

    date: Date | None = fact("缴付日期")
    amount: Money | None = fact("缴付金额（元）")


class Contribution(Record):
    """What a member brings to the alliance."""

    cash: Money | None = fact("资金投入（元）", "没有资金投入的写 0")
    in_kind: tuple[InKind, ...] | None = many("非资金投入")
    schedule: tuple[Instalment, ...] | None = many("缴付进度", "各期金额之和应等于资金投入")


class Profile(Record):
    """What the member is in its field; the policy asks for standing or research level."""

    standing: Prose | None = fact("行业地位或者科研水平", "企业写行业骨干地位，高校、科研机构写合作领域的前沿水平")
    business: Line | None = fact("主营业务或者学科方向")
    founded: Date | None = fact("成立日期")
    registered_capital: Money | None = fact("注册资本或者开办资金（元）")
    output: Money | None = fact("上年度产值（元）")
    revenue: Money | None = fact("上年度营业收入（元）")
    research_spending: Money | None = fact("上年度研发投入（元）")
    employees: Count | None = fact("职工人数")
    research_staff: Count | None = fact("研发人员数")
    patents: Count | None = fact("有效专利数（件）")
    platforms: tuple[Line, ...] | None = many("研发平台", "省级以上研发、检测平台名称")
    discipline: Line | None = fact("优势学科或者研究方向")
    team: Prose | None = fact("研发团队")
    achievements: Prose | None = fact("代表性成果")


class Approval(Record):
    """Internal approval that a member needs before signing (LC-SB-11)."""

    kind: Line | None = fact("内部决策程序", "例如 校长办公会、党委会、董事会决议、三重一大程序；不需要的写 无")
    done: Flag | None = fact("是否已完成")
    date: Date | None = fact("决策日期")


class Member(Record):
    """A legal person that is, will be or was a member of the alliance."""

    id: MemberId
    name: Line | None = fact("单位全称", "与营业执照或者法人证书、公章完全一致")
    type: MemberType | None = fact("单位类型")
    role: MemberRole | None = fact("联盟内角色", "牵头单位只有一家；理事长等职务在理事会席位中填写")
    stage: Stage | None = fact("入盟进度")
    legal_person: Flag | None = fact("是否独立法人", "学院、实验室、分公司、事业部等内设机构不是独立法人")
    credit_code: Line | None = fact("统一社会信用代码", "18 位；境外单位没有代码的留空并填写注册证件号")
    foreign_registration: Line | None = fact("境外注册证件号")
    legal_representative: Person | None = fact("法定代表人")
    address: Line | None = fact("住所", "营业执照或者法人证书上的住所")
    province: Line | None = fact("注册地省份", "例如 甘肃省")
    city: Line | None = fact("注册地市（州）", "例如 兰州市")
    district: Line | None = fact("注册地区（县）", "例如 松江区")
    notice_address: Line | None = fact("送达地址", "与住所相同的可以重复填写")
    postcode: Line | None = fact("邮政编码")
    website: Line | None = fact("单位网址")
    contact: Person | None = fact("联系人")
    representative: Person | None = fact("成员代表", "代表本单位参加会议、行使表决权的人")
    signer: Signer | None = fact("签署安排")
    approval: Approval | None = fact("内部审批")
    profile: Profile | None = fact("基本情况")
    need: Prose | None = fact("参加联盟的需求", "本单位在技术、配套、市场等方面的实际需求")
    chain_position: Literal["上游", "中游", "下游", "服务支撑"] | None = fact("产业链位置")
    contribution: Contribution | None = fact("投入")
    related: tuple[MemberRef, ...] | None = many("关联单位", "同一控制关系下的其他成员单位")
    intent_date: Date | None = fact("合作意向日期")
    consent_date: Date | None = fact("书面同意文本日期")
    consent_opinion: Line | None = fact("征求意见结果", "例如 同意；提出修改意见已采纳")
    joined: Date | None = fact("入盟日期")
    withdrawn: Date | None = fact("退出日期", "签署前退出也在此记录")
    withdrawal_note: Line | None = fact("退出说明")
