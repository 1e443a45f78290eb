"""What happened to an alliance since it was founded: one change, as texts, forms and checks see it (domain notes 4.8).

``Facts.changes`` is never written in alliance.yaml: the history of ``changes.yaml`` fills it (``facts/history.py``).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from alliance_docs.facts.members import MemberRef
from alliance_docs.facts.record import Record, fact, many
from alliance_docs.facts.text import Line, Prose
from alliance_docs.facts.values import Count, Date

ChangeId = Annotated[str, StringConstraints(pattern=r"^c[0-9]{3,6}$")]
Kind = Literal["change", "correction", "undo"]
DecidingOrgan = Literal["成员大会", "理事会", "理事长", "联盟办公室", "成员单位自行决定"]
"""In general words; a jurisdiction's own are put in their place when they are printed."""


class Resolution(Record):
    """The resolution a change rests on, with the votes as counted."""

    number: Line | None = fact("决议文号", "例如 示例联盟理决〔2027〕3号")
    meeting: Line | None = fact("会议名称", "例如 第一届理事会第二次会议")
    date: Date | None = fact("决议日期")
    present: Count | None = fact("到会单位数")
    total: Count | None = fact("应到单位数")
    for_: Count | None = fact("同意票数")
    against: Count | None = fact("反对票数")
    abstain: Count | None = fact("弃权票数")


class ChangedRow(Record):
    """A row of the comparison table 变更对照表: a fact before and after, as printed. *path* tells which fact."""

    item: Line | None = fact("变更项目")
    path: Line | None = fact("事实路径")
    before: Prose | None = fact("变更前")
    after: Prose | None = fact("变更后")


class Change(Record):
    """One entry of the history that counts, with what follows from it: *label*, *matter*, *rows*, *before*, *after*.

    *before* and *after* say the rows in one line each; a change without rows (a text amended) has neither.
    """

    id: ChangeId
    kind: Kind | None = fact("变更性质", "change 变更、correction 更正")
    type: Line | None = fact("变更类型编号")
    label: Line | None = fact("变更类型")
    matter: Line | None = fact("变更事项")
    on: Date | None = fact("变更日期")
    member: MemberRef | None = fact("变更涉及单位")
    successor: MemberRef | None = fact("承继单位")
    organ: DecidingOrgan | None = fact("作出决定的机构")
    resolution: Resolution | None = fact("决议")
    reason: Prose | None = fact("变更原因")
    rows: tuple[ChangedRow, ...] | None = many("变更对照")
    before: Prose | None = fact("变更前情况")
    after: Prose | None = fact("变更后情况")
    recorded: Date | None = fact("记录日期")
    undoes: Line | None = fact("撤销的记录")
    papers: tuple[Line, ...] | None = many("变更证明材料", "attachments 中的文件名")
    reported: Line | None = fact("已报备于", "报告该变更并已封存的材料文件夹")
    reported_on: Date | None = fact("报备日期", "报告该变更的材料封存（报送）的日期")
