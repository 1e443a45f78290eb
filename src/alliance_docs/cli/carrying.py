"""``new --answers`` from another jurisdiction: tell what comes along, what does not, what the new policy asks beyond."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.terminal.width import cut, wrap
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError, UserErrors

if TYPE_CHECKING:
    from alliance_docs.checks.case import Case
    from alliance_docs.dossier.carrying import Carried
    from alliance_docs.dossier.proposals import Proposal, Refused
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.facts.facts import Facts
    from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

_WIDE = 100


@dataclass(frozen=True)
class Origin:
    """Where answers come from: a dossier of the *old* jurisdiction; what of its facts and own wording serves in the *new*."""

    old: Jurisdiction
    new: Jurisdiction
    carried: Carried
    proposals: tuple[Proposal, ...] = ()
    refused: tuple[Refused, ...] = ()

    def tell(self) -> None:
        """Say how much comes along, what does not and why, what to look at."""
        click.echo(_("沿用{title}案卷的事实 {count} 项。", title=self.old.title, count=self.carried.count))
        by_reason: dict[str, list[str]] = {}
        for one in self.carried.dropped:
            counted = _("{label}（{count} 项）", label=one.label, count=one.count) if one.count > 1 else one.label
            by_reason.setdefault(one.reason, []).append(counted)
        if by_reason:
            click.echo(_("下列事实没有沿用："))
        for reason, labels in by_reason.items():
            click.echo(wrap(f"{'、'.join(labels)}——{reason}", _WIDE, "  ", "      "))
        if self.carried.review:
            click.echo(_("下列文字已经沿用，其中写有原地区、原主管部门、原政策或者原机构，请核对："))
            click.echo(wrap("、".join(self.carried.review), _WIDE, "  "))
        for proposal in self.proposals:
            click.echo(_("条款提议 proposals/{name}.md：{count} 条，没有生效；核对后移到 clauses 文件夹即采用", name=proposal.document, count=proposal.clauses))
            if proposal.missing:
                click.echo("  " + _("{title}没有下列条款：{names}", title=self.new.title, names="、".join(proposal.missing)))
        for refused in self.refused:
            click.echo(_("没有沿用 clauses/{file}：{reason}", file=refused.file, reason=refused.reason))

    def propose(self, dossier: Dossier) -> None:
        """Write the other dossier's own wording into the new one as proposals."""
        from alliance_docs.dossier.proposals import write_proposals

        write_proposals(dossier, self.proposals)


def origin_of(answers: Path, facts: Facts, new: Jurisdiction) -> Origin | None:
    """Return where *facts* come from when that is another jurisdiction, else None. Raises UserError."""
    from alliance_docs.dossier.carrying import carry
    from alliance_docs.dossier.proposals import propose
    from alliance_docs.dossier.store import FACTS_FILE
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    if not facts.jurisdiction or facts.jurisdiction == new.id:
        return None
    try:
        old = load_jurisdiction(facts.jurisdiction)
    except UserErrors:
        raise
    except UserError as error:
        raise UserError(error.message, place=f"{answers} jurisdiction", remedy=error.remedy) from error
    carried = carry(facts, old, new)
    home = answers if answers.is_dir() else answers.parent if answers.name == FACTS_FILE else None
    proposals, refused = propose(home / "clauses", facts, old, new, carried.facts) if home else ([], [])
    return Origin(old, new, carried, tuple(proposals), tuple(refused))


def tell_left(answers: Path) -> None:
    """Say that the own wording of a dossier of the same jurisdiction is not copied, where it has any."""
    home = answers if answers.is_dir() else answers.parent
    clauses = home / "clauses"
    if clauses.is_dir() and any(path.suffix in (".md", ".docx") for path in clauses.iterdir()):
        click.echo(_("没有沿用 {folder} 中的条款文本；需要的，核对其中的名称后复制到新案卷的 clauses 文件夹", folder=clauses))


def tell_beyond(case: Case, folder: Path) -> None:
    """List what the policy asks and the package does not show yet, group by group."""
    from alliance_docs.dossier.beyond import beyond

    found = beyond(case)
    if not found.all:
        return
    click.echo(_("{title}的要求中，还有 {count} 项不符合、尚不能判断或者须人工核对：", title=case.jurisdiction.title, count=found.all))
    group = ""
    for one in found.shown:
        if one.group != group:
            group = one.group
            click.echo(f"【{group}】")
        asked = one.requirement
        click.echo("  " + cut(f"{asked.id} {asked.section} [{one.status}] {asked.gist}", _WIDE))
    table = case.jurisdiction.document("compliance-table")
    if found.more:
        click.echo(_("  ……另有 {count} 项", count=found.more))
    if table is not None:
        click.echo(_("逐项情况见 {path}", path=folder / f"{table.file}.docx"))
