"""``alliance-docs compare OLD NEW``: what differs, as Word files with tracked changes and a table of old and new wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.comparing import Compared, Comparison
    from alliance_docs.word.redline_report import Passage


@click.command("compare", help=_("对照两套材料、两个日期的状态或者两个 .docx 文件，写出带修订的 Word 文件和修订对照表。写法：compare [DIR] OLD NEW"))
@click.argument("words", nargs=-1, metavar="[DIR] OLD NEW")
@click.option("-o", "--output", "output", metavar="FILE|DIR", type=click.Path(path_type=Path), help=_("写到这个文件或者文件夹"))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_("哪个案卷，默认为当前文件夹所在的案卷"))
@click.option("--filing", metavar="NAME", default=None, help=_("按日期对照时是哪一套材料，默认 founding（组建）"))
@click.option("--document", "documents", metavar="ID", multiple=True, help=_("只对照这一份文书，例如 charter；可以重复"))
@click.option("--today", metavar="DATE", default=None, help=_("修订署这一天，默认为今天"))
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    output: Path | None,
    folder: Path | None,
    filing: str | None,
    documents: tuple[str, ...],
    today: str | None,
) -> None:
    """Compare and write."""
    from alliance_docs.cli.today import today as day
    from alliance_docs.dossier.comparing import compare_sources, sources
    from alliance_docs.dossier.comparing_files import default_target, write_comparison

    if len(words) not in (2, 3) or (len(words) == 3 and folder is not None):
        raise UserError(_("命令不完整或者多写了"), remedy=_("写法：{usage}", usage="compare [DIR] OLD NEW"))
    old, new = words[-2:]
    before, after, dossier = sources(old, new, Path(words[0]).expanduser() if len(words) == 3 else folder, filing)
    when = day(today)
    comparison = compare_sources(before, after, dossier, only=documents, date=when)
    for line in _told(comparison):
        click.echo(line)
    for path in write_comparison(comparison, output or default_target(comparison, dossier), when):
        click.echo(_("已写入 {file}", file=path))


def _told(comparison: Comparison) -> list[str]:
    """Return the summary, a line for each document."""
    lines = [line for one in comparison.documents for line in _document(one)]
    if comparison.same:
        lines.append(_("没有不同：{titles}", titles="、".join(title.replace("\n", "") for title in comparison.same)))
    lines += [line for title, what in comparison.untold for line in (_("{title}：文字没有不同", title=title.replace("\n", "")), *_unmarked(what))]
    lines += [_("新增的文书：{title}", title=paper.file) for paper in comparison.added]
    lines += [_("不再有的文书：{title}", title=paper.file) for paper in comparison.removed]
    if comparison.settled:
        titles = "、".join(title.replace("\n", "") for title in comparison.settled)
        lines.append(_("没有对照：{titles}（签署、存档的文书不随事实改写；要看的用 --document 指明）", titles=titles))
    return lines or [_("两边没有不同。")]


def _unmarked(what: Collection[str]) -> list[str]:
    """Return what differs without a mark."""
    told = {"page": _("  纸张、页边距或者分节不同，不作标记"), "edge": _("  旧版本的页眉或者页脚在新版本中没有，不作标记")}
    return [told[one] for one in what]


def _moves(one: Compared) -> list[str]:
    """Return which clauses have moved."""
    from alliance_docs.dossier.comparison_labels import label

    moved = [(label(one.redline.old.clause(passage.old)), label(one.redline.new.clause(passage.new))) for passage in one.redline.passages if passage.kind == "moved"]
    return [_("  移动：{old} → {new}", old=old, new=new) for old, new in moved]


def _kind(passage: Passage) -> str:
    """Return under which heading a passage is counted."""
    if passage.key in ("header", "footer"):
        return "edge"
    return "row" if passage.key or passage.row is not None else passage.kind


def _document(one: Compared) -> list[str]:
    counted = Counter(_kind(passage) for passage in one.redline.passages)
    words = {
        "changed": _("条文修改 {count} 处", count=counted["changed"]), "row": _("名单和表格 {count} 行", count=counted["row"]),
        "added": _("新增 {count} 条", count=counted["added"]), "removed": _("删去 {count} 条", count=counted["removed"]),
        "moved": _("移动 {count} 条", count=counted["moved"]), "renumbered": _("条号变动 {count} 条", count=counted["renumbered"]),
        "edge": _("页眉页脚 {count} 处", count=counted["edge"]),
    }  # fmt: skip
    told = _("，").join(text for kind, text in words.items() if counted[kind])
    lines = [_("{title}：{told}（修订 {count} 处）", title=one.file or one.title, told=told, count=one.redline.changes)]
    lines += [*_moves(one), *_unmarked(one.redline.untold)]
    if not one.redline.by_identity:
        lines.append(_("  两份文件没有共同的标识，按文字的相似程度对照"))
    if any(one.redline.tracked):
        lines.append(_("  文件中原有的修订按已接受对照"))
    return lines
