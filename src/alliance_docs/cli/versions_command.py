"""``alliance-docs versions send|list``: texts sent out, frozen with label, date and recipients."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.versions import Version
    from alliance_docs.dossier.versions_sending import Sending


@click.group("versions", help=_("发出的文稿：讨论稿、征求意见稿、送审稿、表决稿、签署稿，发出后不再改写。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about versions together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@click.command("send", help=_("发出一版文稿：起草、编号、写明标签，另存到 versions；上一版发出过的，同时写出修订稿。"))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--label", metavar="LABEL", required=True, help=_("讨论稿、征求意见稿、送审稿、表决稿或者签署稿"))
@click.option("--document", "documents", metavar="ID", multiple=True, help=_("只发出这一份文书；可以重复。默认为全体签署和表决通过的文书"))
@click.option("--to", metavar="MEMBER,…|all", required=True, help=_("发给哪些成员单位：编号或者全称，逗号隔开；全体写 all"))
@click.option("--on", metavar="DATE", default=None, help=_("发出的日期，默认为今天"))
@click.option("--note", metavar="TEXT", default="", help=_("说明，例如反馈意见的期限"))
@click.option("--filing", metavar="ID", default="founding", help=_("哪一套材料，默认 founding"))
def send(folder: Path | None, label: str, documents: tuple[str, ...], to: str, on: str | None, note: str, filing: str) -> None:
    """Send a version."""
    from alliance_docs.cli.today import today
    from alliance_docs.cli.wishes import firm_of
    from alliance_docs.dossier.linting import refuse_unsound
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.versions_sending import send as send_version

    dossier = Dossier.at(folder)
    refuse_unsound(dossier.facts.jurisdiction)
    told = to.replace("，", ",").replace("、", ",").split(",")
    made = send_version(dossier, label, on=today(on, "--on"), to=told, documents=documents, filing=filing, note=note, firm=firm_of())
    _tell(made)


def _tell(made: Sending) -> None:
    click.echo(_("已发出 {name}：{count} 份文书，写入 {folder}", name=made.version.name, count=len(made.version.documents), folder=made.version.folder))
    for one in made.version.documents:
        click.echo(f"  {one.file}")
    for redline in made.version.redlines:
        click.echo(_("  修订稿：{file}", file=redline.file))
    if made.same:
        click.echo(_("与上一版文字相同：{titles}", titles="、".join(made.same)))
    for name, clauses in (made.undecided or {}).items():
        click.echo(_("有未决的冲突，按保留的文字发出：{document} {clauses}", document=name, clauses="、".join(clauses)))
    for file in made.edited:
        click.echo(_("{file} 有人在 Word 中改过，还没有采纳，这一版没有包含；要用的先 adopt", file=file))
    for title, sealed in made.signed:
        click.echo(_("《{title}》已经签署并封存（{filing}），没有发出", title=title, filing=sealed))
    for title, sealed in made.adopted:
        click.echo(_("《{title}》已经通过并封存（{filing}），发出的文稿不改变它，改变其内容以决议为准", title=title, filing=sealed))
    if made.told.open:
        click.echo(_("文稿中还有待填、待选 {count} 处", count=made.told.open))
    titles = {one.id: f"《{one.title}》" for one in made.version.documents}
    for document, clause in made.told.pending:
        click.echo(_("{document}{clause}有返回文件的文字等待决定，这一版没有包含；用 clauses resolve 决定", document=titles.get(document, document), clause=clause))
    for document, clause in made.told.dangling:
        click.echo(_("{document}{clause}引用的条款已经删去，文中写作【所引条款已删除】，请改写", document=titles.get(document, document), clause=clause))
    for version, several in made.told.waiting:
        numbers = "、".join(str(one.number) for one in several)
        click.echo(_("{version}的意见还有 {count} 条没有决定：第 {numbers} 号", version=version.name, count=len(several), numbers=numbers))
    rounds = {version.name for version, _one in made.told.unwritten}
    for version, each in made.told.unwritten:
        name = version.name if len(rounds) > 1 else ""
        said = _("第 {number} 号意见（{clause}）已决定{decision}，这一条的文字还没有改", number=each.number, clause=each.label or each.clause, decision=each.decision)
        click.echo(f"{name} {said}".strip())
    if made.told.unwritten:
        click.echo(_("改好以后用 adopt 采纳；不需要改的，运行 alliance-docs opinions written 记下"))


@click.command("list", help=_("列出发出过的文稿。"))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def list_(folder: Path | None) -> None:
    """List the versions."""
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.versions import versions_of

    dossier = Dossier.at(folder)
    found = versions_of(dossier)
    for one in found:
        for line in _lines(dossier, one):
            click.echo(line)
    if not found:
        click.echo(_("还没有发出过文稿。"))


def _lines(dossier: Dossier, one: Version) -> list[str]:
    from alliance_docs.dossier.opinions import load_opinions
    from alliance_docs.dossier.opinions_said import name_of
    facts = dossier.facts_on()
    to = _("全体成员单位") if one.to_all else "、".join(name_of(facts, member) for member in one.members)
    opinions = load_opinions(one)
    lines = [_("{name}：发给{to}", name=one.name, to=to) + (f"（{one.note}）" if one.note else "")]
    lines += [f"  {file.file}  {file.sha256[:12]}" for file in one.documents]
    if opinions.files or opinions.opinions:
        waiting = sum(1 for each in opinions.current if not each.decision)
        lines.append(_("  收到意见 {count} 条，待决定 {open} 条", count=len(opinions.current), open=waiting))
    lines += [_("  注意：{file} 与发出时不同", file=file) for file in one.damaged()]
    return lines


command.add_command(with_folders(send))
command.add_command(with_folders(list_))
