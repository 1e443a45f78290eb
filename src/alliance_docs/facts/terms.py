"""Legal terms: who answers outward, money, intellectual property, secrecy, breach, exit, disputes (domain 4.5, 4.6).

Every option here changes wording somewhere; the texts of the options stand in the clause files.
"""

from __future__ import annotations

from typing import Literal

from alliance_docs.facts.members import MemberRef, Person, SigningForm
from alliance_docs.facts.record import Record, fact, many
from alliance_docs.facts.text import Line, Prose
from alliance_docs.facts.values import Count, Date, Flag, Money, Share, Threshold


class Bearer(Record):
    """The legal person that contracts outward in its own name (GS 二(三), LC-SB-05)."""

    kind: Literal["成员单位", "共同组建的法人", "具有法人资格的秘书处"] | None = fact("依托主体类型")
    member: MemberRef | None = fact("依托主体", "成员单位担任时填写")
    name: Line | None = fact("依托主体名称", "不是成员单位时填写")
    credit_code: Line | None = fact("依托主体统一社会信用代码", "不是成员单位时填写")
    address: Line | None = fact("依托主体住所", "不是成员单位时填写")
    representative: Person | None = fact("依托主体法定代表人", "不是成员单位时填写")
    scope: tuple[Line, ...] | None = many("依托主体对外事务范围")
    single_limit: Money | None = fact("单笔授权限额（元）", "超过限额的事项应当先经理事会决议")
    recourse: Literal["按资金投入比例", "等额分担", "按受益项目分担"] | None = fact("内部分担方式", "依托主体依约对外支出后，各成员单位如何分担；不改变对外责任")
    confirmation_date: Date | None = fact("依托主体确认日期")
    decision_date: Date | None = fact("依托主体内部决策日期")


class FeeStandard(Record):
    """The yearly share of running costs for a class of members."""

    role: Line | None = fact("单位类别")
    amount: Money | None = fact("年度分担金额（元）")


class PublicProject(Record):
    """A publicly funded project; title rests with the undertaker (科学技术进步法 第32条)."""

    name: Line | None = fact("项目名称")
    fund: Line | None = fact("资助来源")
    amount: Money | None = fact("资助金额（元）")
    undertaker: MemberRef | None = fact("项目承担单位")


class Funding(Record):
    """Where money comes from, who keeps it, who watches it."""

    sources: tuple[Literal["成员投入", "服务收入", "政府资助", "社会捐赠", "其他合法收入"], ...] | None = many("经费来源")
    manager: MemberRef | None = fact("经费管理单位", "常设机构的依托单位，须为法人")
    account_name: Line | None = fact("账户户名", "应为经费管理单位，不能是联盟")
    account_bank: Line | None = fact("开户银行")
    fee_standards: tuple[FeeStandard, ...] | None = many("年度运行经费分担标准")
    disclosure: Literal["每年成员大会", "每半年书面通报"] | None = fact("经费公示方式")
    approval_limit: Money | None = fact("联盟办公室审批限额（元）", "不超过该金额的支出由联盟办公室主任审批")
    exit_refund: Literal["不退还", "退还未使用部分", "按项目结算"] | None = fact("退出时资金处理")
    public_projects: tuple[PublicProject, ...] | None = many("政府资助项目")


class BackgroundRight(Record):
    """Intellectual property a member brings in."""

    owner: MemberRef | None = fact("权利人")
    name: Line | None = fact("知识产权名称")
    kind: Line | None = fact("类别", "发明专利、实用新型、软件著作权、技术秘密等")
    number: Line | None = fact("编号")
    use: Line | None = fact("使用范围")


class RevenueShare(Record):
    """A member's fixed share of proceeds."""

    member: MemberRef | None = fact("分配单位")
    share: Share | None = fact("分配比例")


class IntellectualProperty(Record):
    """Ownership, licence and proceeds: to be settled beforehand by agreement (GS 二(四))."""

    background: tuple[BackgroundRight, ...] | None = many("背景知识产权清单")
    joint_ownership: Literal["按份共有", "等份共有", "归牵头方所有并许可其他方", "按项目协议约定"] | None = fact("共同完成成果的归属")
    inside_license: Literal["免费普通许可", "优惠有偿普通许可", "公平合理无歧视许可"] | None = fact("成员单位之间的许可使用")
    outside_license: Literal["共有人一致同意", "共有人过半数同意", "各自普通许可并分配收益"] | None = fact("对外许可")
    transfer: Literal["其他共有人优先受让", "共有人一致同意"] | None = fact("共有知识产权的转让")
    revenue: Literal["按共有份额", "按贡献评估", "约定比例"] | None = fact("转化收益分配")
    revenue_shares: tuple[RevenueShare, ...] | None = many("约定分配比例", "选择“约定比例”时填写，合计应为 100%")
    outside_share: Share | None = fact("各自许可时其他共有人分配比例", "选择“各自普通许可并分配收益”时填写，例如 30%")
    improvement: Literal["归改进方并对等许可", "归改进方另行协商"] | None = fact("后续改进成果")
    standard_patent: Literal["公平合理无歧视许可", "免费许可"] | None = fact("标准必要专利")
    publication_days: Count | None = fact("论文发表审查期限（日）")
    cost: Literal["按份额分担", "由申请方承担"] | None = fact("申请和维持费用")


class Diffusion(Record):
    """Spreading results beyond the alliance (GS 二(五))."""

    months: Count | None = fact("政府资助成果对外扩散期限（月）", "自验收之日起计算")
    mechanism: tuple[Literal["发布成果目录", "技术推广会", "有偿许可", "技术培训", "公共技术服务平台"], ...] | None = many("成果扩散方式")


class Risk(Record):
    """Who bears technical failure and loss (民法典 第858条)."""

    technical: Literal["各自承担已发生的投入", "按投入比例分担", "按项目协议约定"] | None = fact("技术风险分担")
    notice_days: Count | None = fact("风险通知期限（日）")


class Confidentiality(Record):
    """Secrecy between members."""

    years: Count | None = fact("保密期限（年）", "自披露之日起；技术秘密保密至公开之日")
    after_exit_years: Count | None = fact("退出后保密期限（年）")


class Breach(Record):
    """What follows from a breach."""

    cure_days: Count | None = fact("违约补正期限（日）")
    daily_rate: Share | None = fact("逾期缴付违约金日利率", "例如 0.05%")
    cap: Share | None = fact("违约金上限", "占逾期金额的比例，例如 20%")
    suspension: Flag | None = fact("补正期内是否暂停表决权")


class Exit(Record):
    """How a member leaves."""

    notice_days: Count | None = fact("退出通知期限（日）")
    lockup_months: Count | None = fact("最短在盟期限（月）", "0 表示不限")


class Expulsion(Record):
    """How a member is expelled (LC-GV-14)."""

    hearing_days: Count | None = fact("除名前申辩期限（日）")
    organ: Literal["成员大会", "理事会"] | None = fact("除名决定机构")
    majority: Threshold | None = fact("除名表决比例")


class Admission(Record):
    """How a member joins (LC-EX-01, LC-EX-02)."""

    organ: Literal["成员大会", "理事会"] | None = fact("入盟审议机构")
    majority: Threshold | None = fact("入盟表决比例")
    review_days: Count | None = fact("入盟审议期限（日）")


class Dispute(Record):
    """Arbitration or court, exactly one (LC-DR-01)."""

    mode: Literal["仲裁", "诉讼"] | None = fact("争议解决方式", "仲裁和诉讼只能选一种；同时约定两种的，仲裁约定无效")
    institution: Line | None = fact("仲裁机构全称")
    seat: Line | None = fact("仲裁地")
    tribunal: Literal["三名仲裁员，由仲裁机构主任指定", "三名仲裁员，申请方和被申请方各方共同选定", "一名独任仲裁员"] | None = fact("仲裁庭组成", "成员众多时，由仲裁机构主任指定可以避免无法共同选定的僵局")
    court_place: Literal["被告住所地", "合同签订地", "依托主体住所地"] | None = fact("管辖连接点")
    negotiation_days: Count | None = fact("协商期限（日）")


class Options(Record):
    """Ways of cooperating that a policy invites; the first four carry legal risk (GX 二(六), AMB-31)."""

    lending: Flag | None = fact("是否约定成员间融资拆借")
    guarantee: Flag | None = fact("是否约定成员间互相担保")
    discount: Flag | None = fact("是否约定采购让利")
    joint_purchasing: Flag | None = fact("是否约定集约化采购")
    modes: tuple[Literal["合资", "合作", "联合研发", "交互许可", "供应商契约", "知识产权维权"], ...] | None = many("利益共同体的形式")


class Signing(Record):
    """How the agreement is signed and becomes binding (LC-FM-03, LC-FM-04)."""

    form: SigningForm | None = fact("默认签署方式", "成员另有安排的在成员签署安排中填写")
    minimum_signatories: Count | None = fact("最低签署家数", "截止日达到该家数并且牵头单位、依托主体已经签署的，协议在已签署各方之间生效")
    amend_by_majority: Flag | None = fact("协议变更是否可以多数决", "选“否”的，协议变更须经全体签署方书面同意；选“是”的，限于不增加异议方义务的事项")


class Precedence(Record):
    """Which document prevails (LC-GV-16)."""

    order: Literal["协议优先", "章程优先"] | None = fact("协议与章程的优先顺序")
    interpreter: Literal["成员大会", "理事会"] | None = fact("章程解释机构")


class Appendix(Record):
    """An extra paper attached to an instrument."""

    title: Line | None = fact("附件名称")
    note: Prose | None = fact("附件说明")


class Wording(Record):
    """One of the wordings that a layer offers for a clause, chosen for this alliance."""

    document: Line | None = fact("文书", "例如 agreement")
    clause: Line | None = fact("条款", "例如 confidentiality_term")
    variant: Line | None = fact("写法", "clauses list 所列的名称")
