"""``adopt --from MEMBER``: files of a counterparty taken as proposals, told line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.opinions_taking import Proposed
    from alliance_docs.dossier.store import Dossier


def take_returns(dossier: Dossier, files: Sequence[Path], member: str, document: str, on: dt.date, *, whole: bool, dry_run: bool) -> None:
    """Register every file's differences as opinions of *member*; nothing of the texts or the facts is changed."""
    from alliance_docs.dossier.build import plan_of
    from alliance_docs.dossier.opinions_taking import proposed, take

    plan = plan_of(dossier)
    read = [proposed(dossier, plan, path, member, document, whole=whole) for path in files]  # all or none
    for one in read:
        _tell(dossier, one)
        if dry_run and not one.opinions:
            click.echo(_("没有改动，没有意见。"))
        if dry_run:
            click.echo(_("没有登记，案卷没有改动。"))
            continue
        opinions, new = take(dossier, one, on)
        waiting = [str(each.number) for each in opinions.current if each.member == one.member and not each.decision]
        gone = [str(each.number) for each in opinions.opinions if each.member == one.member and each.replaced]
        counted = {copy.file for copy in opinions.standing if copy.member == one.member}
        stands = [str(each.number) for each in opinions.current if each.member == one.member and each.applied and each.file and each.document == one.returned.document and each.file not in counted]
        if one.opinions:
            click.echo(_("已登记为意见：第 {numbers} 号待决定；文稿和事实没有改动", numbers="、".join(waiting) or _("（无）")))
        else:
            click.echo(_("没有改动：登记为没有意见。"))
        if one.opinions and not new:
            click.echo(_("没有新的意见"))
        if gone:
            click.echo(_("这个单位此前的文件已被取代，不再计入：第 {numbers} 号", numbers="、".join(gone)))
        if stands:
            click.echo(_("第 {numbers} 号已经写入文稿，这份文件不再提出；不要这些文字的，在 Word 中改回后用 adopt 采纳", numbers="、".join(stands)))
    if not dry_run:
        click.echo(_("用 alliance-docs opinions list、decide、table 汇总和决定。"))


def _tell(dossier: Dossier, one: Proposed) -> None:
    from alliance_docs.dossier.opinions_deciding import texts_of
    from alliance_docs.dossier.opinions_said import name_of, place_of, said_with_traces

    name = name_of(dossier.facts_on(), one.member)
    click.echo(_("{file}：{member}对{version}的意见", file=one.returned.path.name, member=name, version=one.version.name))
    if one.received:
        click.echo(_("  这个文件已经收过"))
    if one.strange:
        click.echo(_("  注意：这一版没有记录发给这个单位"))
    if one.alike:
        click.echo(_("  注意：与{member}的意见完全相同，请核对是不是这个单位的文件", member=name_of(dossier.facts_on(), one.alike)))
    if one.later:
        click.echo(_("  注意：此后已经发出 {names}", names="、".join(version.name for version in one.later)))
    texts = texts_of(one.version)
    for each in one.opinions:
        who = _("〔{author}〕", author=each.author) if each.author else ""
        click.echo(f"  {place_of(each)}{who}：{said_with_traces(each, texts, longest=160)}")
