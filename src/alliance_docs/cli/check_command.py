"""``alliance-docs check PATH…``: what is missing or does not agree, in dossiers or single Word files."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.wishes import FIRM_VARIABLE, wish_of
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError, UserErrors

if TYPE_CHECKING:
    from alliance_docs.checks.finding import Finding
    from alliance_docs.dossier.checking import Checked
    from alliance_docs.word.views import View


@click.command("check", help=_("检查案卷或者 .docx 文件；没有错误时状态为 0，有错误时为 1。"))
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--jurisdiction", metavar="ID", help=_("单个 .docx 按哪个管辖制度检查；不写的，只按一般法律规则检查"))
@click.option("--document", metavar="ID", help=_("单个 .docx 是哪种文书，例如 charter；不写的，按标题和正文判断"))
@click.option(
    "--view", type=click.Choice(["accepted", "original"]), default="accepted", help=_("修订怎样读：accepted 按接受之后，original 按修订之前")
)
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help=_("输出格式"))
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help=_("写入文件而不是屏幕"))
@click.option("--annotate", metavar="DIR", type=click.Path(path_type=Path), help=_("把问题作为批注写进 Word 文件的副本，放在这个文件夹"))
@click.option("--fix", "fix_to", metavar="DIR", type=click.Path(path_type=Path), help=_("把能够照改的（错号、半数以上、半角括号等）以修订写进 Word 文件的副本，放在这个文件夹"))
@click.option("--select", metavar="RULE[,RULE…]", multiple=True, help=_("只检查这些规则，例如 LC-IP-03；一组规则写作 LC-IP-*；可以重复"))
@click.option("--ignore", metavar="RULE[,RULE…]", multiple=True, help=_("不检查这些规则；可以重复"))
@click.option("--checks", metavar="FILE", type=click.Path(path_type=Path), help=_("所内规定：各规则的级别和不检查的规则。也可以写在环境变量 {variable} 中", variable=FIRM_VARIABLE))
@click.option("--today", metavar="DATE", default=None, help=_("按这一天检查，默认为今天"))
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    jurisdiction: str | None,
    document: str | None,
    view: View,
    form: str,
    output: Path | None,
    annotate: Path | None,
    fix_to: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    checks: Path | None,
    today: str | None,
) -> None:
    """Check and report."""
    from alliance_docs.checks.finding import summary
    from alliance_docs.cli.several import dossiers_in, progress
    from alliance_docs.cli.today import today as day
    from alliance_docs.dossier.configuring import with_wish
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.together import check_paths

    if output is not None and output.suffix.lower() == ".docx":
        raise UserError(_("报告不能写成 .docx，会覆盖 Word 文件"), place=str(output), remedy=_("换一个文件名，例如 报告.html"))
    if fix_to is not None and annotate is not None and fix_to.resolve() == annotate.resolve():
        raise UserError(_("--fix 和 --annotate 的副本同名，不能放在同一个文件夹"), place=str(fix_to), remedy=_("换一个文件夹"))
    wanted = dossiers_in(paths) or (Dossier.at(None).folder,)
    wish = wish_of(select, ignore, checks)
    tell = progress if sum(path.is_dir() for path in wanted) > 1 else None
    found = check_paths(wanted, day(today), jurisdiction=jurisdiction, document=document, view=view, tell=tell)
    outcome = with_wish(found, wish, day(today))
    checked = outcome.checked
    if not checked:
        raise UserErrors(outcome.errors)
    findings = tuple(finding for one in checked for finding in one.findings)
    text = _report(form, findings, checked, day(today), to_screen=output is None)
    if output is not None:
        from alliance_docs.dossier.files import write_atomic

        write_atomic(output, (text.rstrip("\n") + "\n").encode("utf-8"))
    if annotate is not None:
        from alliance_docs.dossier.annotating import annotate as write_copies

        for copy in write_copies(checked, annotate, day(today)):
            click.echo(_("批注副本：{file}（问题 {count} 处）", file=copy.path, count=copy.findings), err=True)
    if fix_to is not None:
        from alliance_docs.cli.fixes import told
        from alliance_docs.dossier.fixing import fix

        for line in told(fix(checked, fix_to, day(today))):
            click.echo(line, err=True)
    if output is None:
        click.echo(text)
    for error in outcome.errors:
        for line in str(error).splitlines():
            click.echo(_("错误：{message}", message=line), err=True)
    if tell:
        _table(checked, tuple(zip(outcome.failed, outcome.errors, strict=True)), err=form != "text" or output is not None)
    ctx.exit(2 if outcome.errors else 1 if summary(findings)["error"] else 0)


def _report(form: str, findings: Sequence[Finding], checked: Sequence[Checked], when: dt.date, *, to_screen: bool) -> str:
    """Return the report in the form asked for; lines are broken only for a person at a screen."""
    from alliance_docs.checks.report import one_line, texts, to_json
    from alliance_docs.dossier.reporting import report_of

    if form == "json":
        return to_json(findings, tuple(each for one in checked for each in one.suppressed))
    reports = [report_of(one) for one in checked]
    if form == "html":
        from alliance_docs.checks.report_html import to_html

        return to_html(reports, when)
    return texts(reports, _folded if to_screen and sys.stdout.isatty() else one_line)


def _table(checked: Sequence[Checked], errors: Sequence[tuple[str, UserError]], *, err: bool) -> None:
    """Print a line for each dossier checked and for each that could not be."""
    from alliance_docs.checks.finding import summary
    from alliance_docs.cli.several import table

    rows = []
    for one in checked:
        counted = summary(one.findings)
        result = _("有错误") if counted["error"] else _("没有错误")
        rows.append((one.name, str(counted["error"]), str(counted["warning"]), str(counted["note"]), result))
    rows += [(name or "—", "", "", "", _("失败：{why}", why=str(error).splitlines()[0])) for name, error in errors]
    table((_("案卷"), _("错误"), _("警告"), _("提示"), _("结果")), rows, err=err)


def _folded(text: str, first: str, others: str) -> str:
    import shutil

    from alliance_docs.cli.terminal.width import wrap

    return wrap(text, max(40, shutil.get_terminal_size().columns), first, others)
