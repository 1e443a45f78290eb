"""Organs, voting rules, elections and meetings (domain notes 4.4)."""

from __future__ import annotations

from typing import Annotated, Literal

from alliance_docs.facts.alliance import Key
from alliance_docs.facts.members import MemberRef, Person
from alliance_docs.facts.record import Record, fact, many
from alliance_docs.facts.text import Line, Prose
from alliance_docs.facts.values import Count, Date, Flag, Money, Threshold


class OrganMark:
    """Marks a text field as a reference to an organ."""


OrganRef = Annotated[Key, OrganMark()]
"""An organ, told by its id."""

OrganRole = Literal["assembly", "council", "experts", "office", "supervision", "group", "bearer", "other"]
OrganFunction = Literal["决策", "咨询", "执行", "监督", "依托"]


class Organ(Record):
    """An organ of the alliance, a box of the organisation chart."""

    id: Key
    name: Line | None = fact("机构名称")
    role: OrganRole | None = fact("机构种类", "assembly 成员大会、council 理事会、experts 专家委员会、office 联盟办公室、supervision 监督、group 工作组、bearer 依托主体、other 其他")
    function: OrganFunction | None = fact("机构性质")
    parent: OrganRef | None = fact("上级机构", "填写上级机构的 id")
    relation: Literal["领导", "咨询", "支持", "监督"] | None = fact("与上级机构的关系", "领导为实线，其余为虚线")
    produced_by: Literal["选举", "推举", "聘任", "委派", "全体成员组成"] | None = fact("产生方式")
    duties: tuple[Line, ...] | None = many("职责")
    head: Person | None = fact("负责人")
    host: MemberRef | None = fact("承担单位")


class Assembly(Record):
    """Rules of the members' assembly."""

    meetings_per_year: Count | None = fact("成员大会每年次数")
    notice_days: Count | None = fact("成员大会通知天数（日）")
    quorum: Threshold | None = fact("成员大会出席比例", "例如 三分之二以上；基数为全体成员单位")
    majority: Threshold | None = fact("成员大会一般事项表决比例", "例如 过半数")
    majority_base: Literal["全体成员单位", "出席会议的成员单位"] | None = fact("成员大会一般事项表决基数")
    special_majority: Threshold | None = fact("成员大会重大事项表决比例", "例如 三分之二以上")
    special_base: Literal["全体成员单位", "出席会议的成员单位"] | None = fact("成员大会重大事项表决基数")
    proxy_limit: Count | None = fact("一名代表最多接受委托数")
    written_voting: Flag | None = fact("是否可以书面（通讯）表决")


class Seat(Record):
    """A council seat: the unit that holds it and the person who fills it (AMB-23)."""

    member: MemberRef | None = fact("席位单位")
    person: Person | None = fact("席位代表")
    post: Literal["理事长", "副理事长", "理事"] | None = fact("职务")


class Council(Record):
    """Rules and seats of the council."""

    size: Count | None = fact("理事会席位数", "建议为单数")
    term_years: Count | None = fact("理事会任期（年）")
    max_terms: Count | None = fact("理事长最多连任届数", "含首届；0 表示不限")
    meetings_per_year: Count | None = fact("理事会每年次数")
    notice_days: Count | None = fact("理事会通知天数（日）")
    quorum: Threshold | None = fact("理事会出席比例")
    majority: Threshold | None = fact("理事会表决比例")
    majority_base: Literal["全体理事单位", "出席会议的理事单位"] | None = fact("理事会表决基数")
    seats: tuple[Seat, ...] | None = many("理事会席位")


class Expert(Record):
    """A member of the technical expert committee."""

    name: Line | None = fact("专家姓名")
    unit: Line | None = fact("专家单位", "成员单位写全称；外部专家写其工作单位")
    title: Line | None = fact("专家职称或者职务")
    field: Line | None = fact("专业领域")
    external: Flag | None = fact("是否外部专家")
    post: Literal["主任", "副主任", "委员"] | None = fact("专家委员会职务")
    panel: Flag | None = fact("是否长三角G60科创走廊专家咨询委员会专家")


class Experts(Record):
    """The technical expert committee (GS 二(四))."""

    size: Count | None = fact("专家委员会人数")
    term_years: Count | None = fact("专家委员会任期（年）")
    members: tuple[Expert, ...] | None = many("专家名单")


class Staff(Record):
    """A person working in the office."""

    name: Line | None = fact("工作人员姓名")
    duty: Line | None = fact("岗位职责")
    full_time: Flag | None = fact("是否专职")
    phone: Line | None = fact("工作人员电话")
    employer: MemberRef | None = fact("用人单位", "未登记的联盟不能用工，由承担单位聘用")


class Office(Record):
    """The permanent office (联盟办公室/秘书处) and its head."""

    host: MemberRef | None = fact("联盟办公室承担单位")
    address: Line | None = fact("联盟办公室地址")
    conditions: Line | None = fact("办公条件")
    budget: Money | None = fact("年度办公经费（元）")
    phone: Line | None = fact("联盟办公室电话")
    email: Line | None = fact("联盟办公室邮箱")
    head: Person | None = fact("联盟办公室主任")
    head_produced_by: Literal["聘任", "选举", "委派"] | None = fact("联盟办公室主任产生方式")
    staff: tuple[Staff, ...] | None = many("工作人员")


class Supervision(Record):
    """Who watches the money (GS 二(四))."""

    form: Literal["监督小组", "监事", "成员大会推选的监督人"] | None = fact("监督形式")
    persons: tuple[Person, ...] | None = many("监督人员", "不得由经费管理人员担任")


class Result(Record):
    """The outcome of one vote or election, as counted."""

    subject: Line | None = fact("表决事项或者职位")
    candidate: Line | None = fact("候选单位或者人选")
    issued: Count | None = fact("发出票数")
    returned: Count | None = fact("收回票数")
    valid: Count | None = fact("有效票数")
    approve: Count | None = fact("同意票")
    against: Count | None = fact("反对票")
    abstain: Count | None = fact("弃权票")


class Election(Record):
    """How offices are filled by vote."""

    mode: Literal["等额选举", "差额选举"] | None = fact("选举方式")
    ballot: Literal["无记名投票", "举手表决"] | None = fact("投票方式")
    nominator: Line | None = fact("候选人提名人")
    nomination_days: Count | None = fact("提名期限（日）")
    publicity_days: Count | None = fact("候选人公示期限（日）")
    recount_days: Count | None = fact("选举异议期限（日）")
    by_election_days: Count | None = fact("补选期限（日）")
    scrutineers: tuple[Line, ...] | None = many("监票人")
    tellers: tuple[Line, ...] | None = many("计票人")


class Meeting(Record):
    """A meeting that was or will be held."""

    date: Date | None = fact("会议日期")
    time: Line | None = fact("会议时间", "例如 上午9:00")
    place: Line | None = fact("会议地点")
    chair: Line | None = fact("主持人")
    recorder: Line | None = fact("记录人")
    attending: Count | None = fact("到会成员单位数")
    proxies: Count | None = fact("其中委托出席数")
    observers: tuple[Line, ...] | None = many("列席单位和人员")
    results: tuple[Result, ...] | None = many("表决和选举结果")
    notes: Prose | None = fact("讨论情况")


class Meetings(Record):
    """The meetings of the founding."""

    preparatory: Meeting | None = fact("筹备会议")
    adoption: Meeting | None = fact("文本通过会议", "发起单位会议，通过章程和协议文本；先大会后报批的，与成立大会为同一次会议")
    founding: Meeting | None = fact("成立大会")
