"""``adopt`` of a filled Word form: which facts were typed over, filled in or ticked, and which changes are not kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.adopting import ReturnedFile
    from alliance_docs.dossier.drafts import Plan
    from alliance_docs.dossier.form_changes import Lost
    from alliance_docs.dossier.store import Dossier


def take_form(dossier: Dossier, plan: Plan, one: ReturnedFile, wish: str | None, on: dt.date, *, confirmed: Callable[[], bool]) -> bool:
    """Tell what was changed in a form, and correct its facts in the dossier where that is wanted; tell whether any was."""
    from alliance_docs.cli.adopt_command import corrected, fact_line, plan_title, told_beside
    from alliance_docs.dossier.adopting_forms import keep_form

    assert one.form is not None
    title = plan_title(plan, one)
    click.echo(_("{file}：{title}，与写出时的版本（{edition}）相比", file=one.path.name, title=title, edition=one.edition.name))
    for fact in one.form.facts:
        click.echo(fact_line(fact))
    for lost in one.form.lost:
        click.echo(_lost(lost))
    for line in told_beside(one):
        click.echo(line)
    if one.form.lost or one.looks:
        remedy = _("  以上“不保留”的改动属于 Word 模板：{title}每次按模板填写。要保留的，运行 alliance-docs clauses edit {document}，在模板中改", title=title, document=one.document)
        click.echo(remedy)
    if not one.form.facts:
        told = _("没有改动，没有需要采纳的内容。") if one.form.nothing and not one.looks else _("没有改动事实，没有需要采纳的内容，案卷没有改动。")
        click.echo(told)
        return False
    if not confirmed():
        click.echo(_("没有采纳，案卷没有改动。"))
        return False
    done = corrected(dossier, one.form.facts, wish, form=True)
    if not done:
        click.echo(_("没有采纳，案卷没有改动。"))
        return False
    click.echo(_("已采纳：{title}；返回的文件存为 edits/received/{file}", title=title, file=keep_form(dossier, one, on)))
    return True


def _lost(one: Lost) -> str:
    why = _("（{why}）", why=one.why) if one.why else ""
    if not one.before:
        return _("  不保留 {place}：增加“{after}”{why}", place=one.place, after=one.after, why=why)
    if not one.after:
        return _("  不保留 {place}：删去“{before}”{why}", place=one.place, before=one.before, why=why)
    return _("  不保留 {place}：“{before}” → “{after}”{why}", place=one.place, before=one.before, after=one.after, why=why)
