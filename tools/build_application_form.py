"""Build templates/gansu/application-form.docx: 组建申请表 of the Gansu notice, annex 1, with docxtpl tags.

Run once; afterwards the .docx is the source, which staff restyle in Word. The policy names the annex and does not print
it: the layout is a reconstruction (参考样式，以主管部门最新附件为准). It is laid out in clause text (docs/clause-text.md) and written
by the package's own writer, so that its styles are those of every other document. ``% 表1　…`` opens a titled passage;
in a cell ``\\`` starts a paragraph and ``〉`` sets one flush right.
"""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from alliance_docs.drafting.clause_text import ClauseReader
from alliance_docs.drafting.draft import Clause, Draft, Text
from alliance_docs.drafting.numbering import number
from alliance_docs.drafting.tokens import Tokens
from alliance_docs.word.package import Package, open_package
from alliance_docs.word.shell import common_shell
from alliance_docs.word.writer import Meta, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "甘肃省产业技术创新联盟组建申请表"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
FLUSH_RIGHT = "〉"
SMALL = ("行业地位或者科研水平", "考核指标", "起止日期")
"""Heads of the tables set in small print."""

FORM = {
    "cover": """
@note 参考样式，以主管部门最新附件为准。
@cover-title 甘肃省产业技术创新联盟\\\\组建申请表
@table 9,35 form
| ~联盟名称 | {{ alliance.name }} |
| ~牵头单位 | {{ lead.name }}（盖章） |
| ~推荐单位 | {{ formation.local_authority }} |
| ~填报日期 | {{ dates.filing|date }} |
@page
""",
    "instructions": """
% 填表说明
1.本表依据{{ j.authority }}{{ j.policy }}（{{ j.policy_date }}）编制。通知未刊载附件1的正文，本表为参考样式；主管部门提供最新附件的，以最新附件为准。
1.本表由牵头单位填写。内容应当真实、准确，并与联盟协议、章程和其他申报材料一致。
1.推荐单位填写牵头单位所在地的工信部门全称。
1.单位名称填写营业执照或者法人证书上的全称。统一社会信用代码为18位；境外单位没有代码的，填写注册证件号。
1.联盟尚未成立的，成立日期填写计划召开成立大会的日期，机构人员填写拟任人选。
1.行业规模注明数据年份和来源。金额以万元为单位，另有注明的除外。
1.一栏填写不下的，另附页，并在栏内注明“见附页”。没有内容的栏填写“无”。
1.牵头单位意见由牵头单位填写并盖章，当地和上级工信部门意见由相应部门填写，专家论证意见和审批意见由主管部门填写。
@page
""",
    "basics": """
% 表1　联盟基本情况
@table 19,22,16,21 form
| !联盟名称 | {{ alliance.name }} | < | < |
| !联盟简称 | {{ alliance.short_name }} | !覆盖范围 | {{ alliance.scope }} |
| !产业领域 | {{ alliance.field }} | !产业类别 | {{ alliance.field_category }} |
| !成立（计划成立）日期 | {{ dates.founding|date }} | !存续年限 | {{ alliance.term_years }}年 |
| !联盟所在地 | {{ alliance.place }} | !是否已登记为社会团体 | {{ alliance.registered }} |
| !成员单位数 | {{ counts.members }}家 | !成员构成 | 企业{{ counts.enterprises }}家，高校{{ counts.universities }}家，科研机构{{ counts.institutes }}家，其他{{ counts.others }}家 |
| !联盟定位 | {{ alliance.positioning }} | < | < |
| !对外承担责任的主体 | {{ bearer.unit }} | !主体类型 | {{ bearer.kind }} |
| !牵头单位 | {{ lead.name }} | < | < |
| !联盟办公室承担单位 | {{ office.host }} | !专职人员 | {{ counts.full_time }}人 |
| !联盟办公室地址 | {{ office.address }} | < | < |
| !联盟办公室主任 | {{ office.head.name }} | !电话 | {{ office.head.phone }} |
| !申报联系人 | {{ formation.applicant_contact.name }} | !职务 | {{ formation.applicant_contact.title }} |
| !联系人电话 | {{ formation.applicant_contact.phone }} | !电子邮箱 | {{ formation.applicant_contact.email }} |
""",
    "lead_unit": """
% 表2　牵头单位情况
@table 18,25,15,20 form
| !单位名称 | {{ lead.name }} | < | < |
| !统一社会信用代码 | {{ lead.credit_code }} | !单位类型 | {{ lead.type }} |
| !法定代表人 | {{ lead.legal_representative.name }} | !职务 | {{ lead.legal_representative.title }} |
| !成立日期 | {{ lead.profile.founded|date }} | !注册资本 | {{ lead.profile.registered_capital|wan }} |
| !住所 | {{ lead.address }} | < | < |
| !主营业务 | {{ lead.profile.business }} | < | < |
| !上年度营业收入 | {{ lead.profile.revenue|wan }} | !上年度研发投入 | {{ lead.profile.research_spending|wan }} |
| !职工人数 | {{ lead.profile.employees }}人 | !研发人员数 | {{ lead.profile.research_staff }}人 |
| !有效专利数 | {{ lead.profile.patents }}件 | !产业链位置 | {{ lead.chain_position }} |
| !省级以上研发平台 | {{ lead.profile.platforms|names }}{% for p in lead.profile.platforms %}{% else %}无{% endfor %} | < | < |
| !行业地位 | {{ lead.profile.standing }} | < | < |
| !联系人 | {{ lead.contact.name }} | !联系电话 | {{ lead.contact.phone }} |
""",
    "member_units": """
% 表3　成员单位情况表
@landscape
@table 7,22,24,9,12,12,42
| 序号 | 单位名称 | 统一社会信用代码 | 类型 | 法定代表人 | 注册地 | 行业地位或者科研水平 |
| {%tr for m in members %} | < | < | < | < | < | < |
| # | {{ m.name }} | ~{% if m.foreign_registration is known %}{{ m.foreign_registration }}{% else %}{{ m.credit_code }}{% endif %} | ~{{ m.type }} | ~{{ m.legal_representative.name }} | ~{{ m.province }}{{ m.city }} | {{ m.profile.standing }} |
| {%tr endfor %} | < | < | < | < | < | < |
""",
    "people": """
% 表4　理事会、技术专家委员会和联盟办公室人员
@subheading {{ v.council }}
@table 7,12,32,12,17
| 序号 | 职务 | 单位 | 姓名 | 单位职务 |
| {%tr for s in seats %} | < | < | < | < |
| # | ~{{ s.post }} | {{ s.member }} | ~{{ s.person.name }} | ~{{ s.person.title }} |
| {%tr endfor %} | < | < | < | < |
@subheading {{ v.experts }}
@table 7,11,11,26,14,15
| 序号 | 职务 | 姓名 | 单位 | 职称 | 专业领域 |
| {%tr for e in experts.members %} | < | < | < | < | < |
| # | ~{{ e.post }} | ~{{ e.name }} | {{ e.unit }} | ~{{ e.title }} | {{ e.field }} |
| {%tr endfor %} | < | < | < | < | < |
@subheading {{ v.office }}（主任：{{ office.head.name }}，{{ office.head.title }}）
@table 7,11,26,8,28
| 序号 | 姓名 | 岗位职责 | 专职 | 用人单位 |
| {%tr for p in office.staff %} | < | < | < | < |
| # | ~{{ p.name }} | {{ p.duty }} | ~{{ p.full_time }} | {{ p.employer }} |
| {%tr endfor %} | < | < | < | < |
""",
    "tasks": """
% 表5　目标任务与分工
@landscape
@table 19,59 form
| !技术创新方向 | {{ directions|titles }} |
| !拟解决的关键和共性技术问题 | {{ industry.bottlenecks|titles }} |
| !技术创新组织形式 | {{ innovation_forms|names }} |
@subheading 目标
@table 7,11,38,32,16,21
| 序号 | 类型 | 目标内容 | 考核指标 | 目标值 | 完成期限 |
| {%tr for g in goals %} | < | < | < | < | < |
| # | ~{{ g.kind }} | {{ g.text }} | {{ g.indicator }} | ~{{ g.target }} | ~{{ g.due|date }} |
| {%tr endfor %} | < | < | < | < | < |
@subheading 任务分工
@table 7,21,20,30,24,21,12
| 序号 | 任务名称 | 牵头单位 | 参加单位 | 交付成果 | 起止日期 | 计划投入 |
| {%tr for t in tasks %} | < | < | < | < | < | < |
| # | {{ t.title }} | {{ t.lead }} | {{ t.members|names }} | {{ t.deliverable }} | ~{{ t.start|date }}至\\\\{{ t.end|date }} | ~{{ t.input|wan }} |
| {%tr endfor %} | < | < | < | < | < | < |
""",
    "operation": """
% 表6　运行机制与管理制度
@subheading 组织机构
@table 7,15,8,13,11,36
| 序号 | 机构名称 | 性质 | 产生方式 | 负责人 | 主要职责 |
| {%tr for o in organs %} | < | < | < | < | < |
| # | {{ o.name }} | ~{{ o.function }} | ~{{ o.produced_by }} | ~{{ o.head.name }} | {{ o.duties|titles }} |
| {%tr endfor %} | < | < | < | < | < |
@subheading 运行机制
@table 19,59 form
| !决策机制 | {{ v.assembly }}须有{{ assembly.quorum }}{{ v.member }}出席；一般事项经{{ assembly.majority_base }}{{ assembly.majority }}同意，重大事项经{{ assembly.special_base }}{{ assembly.special_majority }}同意。\\\\{{ v.council }}须有{{ council.quorum }}{{ v.seat }}出席；议事经{{ council.majority_base }}{{ council.majority }}同意。 |
| !执行机制 | {{ v.office }}负责日常事务，由{{ office.host }}承担，专职人员{{ counts.full_time }}人；主任由{{ office.head_produced_by }}产生。 |
| !管理制度 | {{ documents.project_rules }}、{{ documents.funds_rules }}、{{ documents.confidentiality_rules }}、{{ documents.cooperation_rules }} |
| !知识产权权利归属 | 共同完成的成果：{{ ip.joint_ownership }} |
| !许可使用 | {{ v.member }}之间：{{ ip.inside_license }}；对外：{{ ip.outside_license }} |
| !转化收益分配 | {{ ip.revenue }} |
| !成果扩散 | 政府资助项目形成的成果，自验收之日起{{ diffusion.months }}个月内向联盟外扩散；方式：{{ diffusion.mechanism|names }} |
| !违约责任 | 补正期限{{ breach.cure_days }}日；逾期缴付的，违约金按日{{ breach.daily_rate }}计算，不超过逾期金额的{{ breach.cap }} |
| !吸收新成员 | 由{{ admission.organ }}审议，{{ admission.majority }}同意；签署加入协议书后成为{{ v.member }} |
| !争议解决 | {{ dispute.mode }} |
@note 知识产权、违约责任和争议解决的完整约定见{{ documents.agreement }}。
""",
    "funds": """
% 表7　经费
@subheading 投入
@table 7,24,12,26,12
| 序号 | 成员单位 | 资金投入 | 非资金投入 | 作价 |
| {%tr for m in members %} | < | < | < | < |
| # | {{ m.name }} | >{{ m.contribution.cash|wan }} | {{ m.contribution.in_kind|each("description")|titles }}{% for k in m.contribution.in_kind %}{% else %}无{% endfor %} | >{{ m.in_kind_value|wan }} |
| {%tr endfor %} | < | < | < | < |
| ~合计 | < | >{{ totals.cash|wan }} | ~投入总额{{ totals.input|wan }} | >{{ totals.in_kind|wan }} |
@subheading 管理和监督
@table 19,59 form
| !经费来源 | {{ funding.sources|names }} |
| !经费管理单位 | {{ funding.manager }} |
| !账户 | 户名：{{ funding.account_name }}\\\\开户银行：{{ funding.account_bank }} |
| !年度办公经费 | {{ office.budget|wan }} |
| !内部监督 | {{ supervision.form }}：{{ supervision.persons|names }} |
| !公示方式 | {{ funding.disclosure }} |
| !政府资助项目 | {{ funding.public_projects|titles }}{% for p in funding.public_projects %}{% else %}无{% endfor %} |
@note 非资金投入的作价仅用于计量各方投入，不构成出资或者股权。政府资助经费的使用按照规定接受有关部门的监督。
""",
    "foundation": """
% 表8　合作基础、行业规模和组建必要性
@table 19,59 form
| !已有合作基础 | {{ formation.basis }} |
| !筹备情况 | {{ formation.progress }} |
| !行业规模 | {{ industry.output_year }}年{{ industry.output }}亿元\\\\数据来源：{{ industry.output_source }} |
| !产业发展现状 | {{ industry.status }} |
| !与全省产业发展政策的关联性 | {{ industry.policy_link }} |
| !符合产业、环保和能源政策的情况 | {{ industry.policy_fit }} |
| !对推动产业技术创新的作用 | {{ industry.effect }} |
| !组建的必要性 | {{ industry.necessity }} |
| !组建的重要性 | {{ industry.importance }} |
| !服务能力 | {{ industry.services }} |
@page
""",
    "opinions": """
% 意见栏
@table 16,62 form
[4]| !牵头单位意见 | 本单位申请牵头组建{{ alliance.name }}。本表所填内容真实、准确。\\\\〉法定代表人（签字）：__________（单位盖章）\\\\〉　　　　年　　月　　日 |
[3.8]| !当地工信部门意见 | 〉（盖章）　　　　年　　月　　日 |
[3.8]| !上级工信部门意见 | 〉（盖章）　　　　年　　月　　日 |
[3.8]| !专家论证意见 | 〉专家组组长（签字）：________　　年　　月　　日 |
[3.8]| !审批意见 | 〉（盖章）　　　　年　　月　　日 |
@note 专家论证意见和审批意见由主管部门填写，牵头单位不填。
""",
}


def _clause(name: str, text: str, tokens: Tokens) -> Clause:
    lines = TAG.sub(lambda tag: tokens.mint(tag[0]), text).strip().split("\n")
    title = lines.pop(0)[2:] if lines[0].startswith("% ") else ""
    clause = ClauseReader(tokens, "application-form").read("\n".join(lines), name)[0]
    return replace(clause, rubric=(Text(title),) if title else ())


def _split_cells(root: Any) -> None:
    """Make each line of a cell a paragraph, as set out in the module's docstring."""
    for paragraph in list(root.iter(f"{W}p")):
        if paragraph.getparent().tag != f"{W}tc":
            continue
        made = [paragraph]
        for run in list(paragraph.findall(f"{W}r")):
            if run.find(f"{W}br") is not None:
                paragraph.remove(run)
                new = etree.Element(f"{W}p")
                new.append(copy.deepcopy(paragraph.find(f"{W}pPr")))
                made[-1].addnext(new)
                made.append(new)
            elif made[-1] is not paragraph:
                made[-1].append(run)
        for one in made:
            first = one.find(f"{W}r/{W}t")
            if first is not None and (first.text or "").startswith(FLUSH_RIGHT):
                first.text = first.text[1:]
                properties = one.find(f"{W}pPr")
                for old in properties.findall(f"{W}jc"):
                    properties.remove(old)
                properties.append(etree.Element(f"{W}jc", {f"{W}val": "right"}))
                cell = one.getparent().find(f"{W}tcPr/{W}vAlign")
                cell.set(f"{W}val", "bottom")


def _underline_cover(table: Any) -> None:
    """The cover's lines: no grid, a rule under each value."""
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    for side in borders:
        side.set(f"{W}val", "none")
    for place, row in enumerate(table.findall(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        height = "900" if place else "3600"
        etree.SubElement(properties, f"{W}trHeight", {f"{W}val": height, f"{W}hRule": "atLeast"})
        label, value = row.findall(f"{W}tc")
        rule = etree.Element(f"{W}tcBorders")
        etree.SubElement(
            rule, f"{W}bottom", {f"{W}val": "single", f"{W}sz": "6", f"{W}space": "0", f"{W}color": "000000"}
        )
        value.find(f"{W}tcPr/{W}vAlign").addprevious(rule)
        for cell in (label, value):
            cell.find(f"{W}tcPr/{W}vAlign").set(f"{W}val", "bottom")
            for paragraph in cell.findall(f"{W}p"):
                paragraph.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "AlCoverLine")


def _air(table: Any) -> None:
    """Give cells room above and below, and rows a least height, so that the form can be read and written in."""
    margins = table.find(f"{W}tblPr/{W}tblCellMar")
    for side, name in ((margins.find(f"{W}left"), "top"), (margins.find(f"{W}right"), "bottom")):
        side.addprevious(etree.Element(f"{W}{name}", {f"{W}w": "40" if name == "top" else "80", f"{W}type": "dxa"}))
    for row in table.findall(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        if properties.find(f"{W}trHeight") is None:
            height = etree.Element(f"{W}trHeight", {f"{W}val": "510", f"{W}hRule": "atLeast"})
            header = properties.find(f"{W}tblHeader")
            if header is not None:
                header.addprevious(height)
            else:
                properties.append(height)


def _small_print(table: Any) -> None:
    """Set a wide table in 五号, so that a row stays low."""
    for paragraph in table.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        look = etree.Element(f"{W}spacing", {f"{W}line": "300", f"{W}lineRule": "atLeast"})
        jc = properties.find(f"{W}jc")
        if jc is not None:
            jc.addprevious(look)
        else:
            properties.append(look)
    for run in table.iter(f"{W}r"):
        if run.find(f"{W}rPr") is None:
            run.insert(0, etree.Element(f"{W}rPr"))
        for name in ("sz", "szCs"):
            etree.SubElement(run.find(f"{W}rPr"), f"{W}{name}", {f"{W}val": "21"})


def _let_long_rows_break(table: Any) -> None:
    for row in table.findall(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        for mark in properties.findall(f"{W}cantSplit"):
            properties.remove(mark)


def build() -> bytes:
    """Return the form."""
    tokens = Tokens()
    draft = Draft("application-form", TITLE, tuple(_clause(n, t, tokens) for n, t in FORM.items()), "gansu")
    package = open_package(write(number(draft), common_shell(), Meta()))
    root = package.xml("word/document.xml")
    tables = list(root.iter(f"{W}tbl"))
    _split_cells(root)
    _underline_cover(tables[0])
    for table in tables[1:]:
        _air(table)
        if any(title in "".join(table.itertext()) for title in SMALL):
            _small_print(table)
    _let_long_rows_break(next(t for t in tables if "已有合作基础" in "".join(t.itertext())))
    document = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return Package({**package.parts, "word/document.xml": document}).to_bytes()


if __name__ == "__main__":
    target = Path(__file__).resolve().parents[1] / "templates" / "gansu" / "application-form.docx"
    target.write_bytes(build())
    print(target)
