"""``alliance-docs adopt FILE.docx…``: take back files that were edited in Word; a summary first, nothing altered before it is confirmed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.adopting import ReturnedFile
    from alliance_docs.dossier.drafts import Plan
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.drafting.merging.chapters import ChapterEdit
    from alliance_docs.drafting.merging.differences import FactEdit
    from alliance_docs.word.views import Editor


@click.command("adopt", help=_("采纳在 Word、WPS 中改过的本案卷文书：先列出改动，确认后以后每次起草都保留。"))
@click.argument("files", metavar="FILE.docx…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_("哪个案卷，默认为当前文件夹所在的案卷"))
@click.option("--document", metavar="ID", default="", help=_("文件丢失了标识时，写明是哪一份文书，例如 agreement"))
@click.option("--by", metavar="NAME", default="", help=_("是谁改的，默认取文件中的修订者"))
@click.option("--on", metavar="DATE", default=None, help=_("哪一天采纳的，默认为今天"))
@click.option("--facts", "facts", type=click.Choice(["correct", "keep"]), default=None, help=_("改动了的事实：correct 在案卷中更正（各文书随之更新），keep 只保留在这份文书里"))
@click.option("--from", "member", metavar="MEMBER", default="", help=_("成员单位返回的意见稿：只登记为意见，不改变文稿和事实"))
@click.option("--whole", is_flag=True, help=_("几乎全文改写的也采纳"))
@click.option("--dry-run", is_flag=True, help=_("只列出改动，不采纳"))
@click.option("--yes", is_flag=True, help=_("不再询问"))
def command(
    files: tuple[Path, ...], folder: Path | None, document: str, by: str, on: str | None, facts: str | None, member: str, whole: bool, dry_run: bool, yes: bool
) -> None:
    """Take files back one after the other."""
    from alliance_docs.cli.today import today
    from alliance_docs.dossier.adopting import adopt, opened, with_facts_kept
    from alliance_docs.dossier.build import plan_of
    from alliance_docs.dossier.store import Dossier

    dossier = Dossier.at(folder)
    day = today(on, "--on")
    if member:
        from alliance_docs.cli.returning import take_returns

        take_returns(dossier, files, member, document, day, whole=whole, dry_run=dry_run)
        return
    opened_files = [opened(dossier, plan_of(dossier), path, document, whole=whole) for path in files]  # all or none
    kept = False
    for number, path in enumerate(files):
        plan = plan_of(dossier)
        one = opened_files[number] if number == 0 else opened(dossier, plan, path, document, whole=whole)
        if one.form is not None:
            from alliance_docs.cli.adopting_forms import take_form

            kept = take_form(dossier, plan, one, facts, day, confirmed=lambda: not dry_run and (yes or _confirmed())) or kept
            continue
        for line in _told(plan, one):
            click.echo(line)
        if one.found.nothing and not one.decided:
            click.echo(_("没有改动，没有需要采纳的内容。"))
            continue
        if dry_run or not (yes or _confirmed()):
            click.echo(_("没有采纳，案卷没有改动。"))
            continue
        one = with_facts_kept(one, corrected(dossier, one.found.facts, facts))
        taken = adopt(dossier, plan_of(dossier), one, by=by or "、".join(editor.name for editor in one.editors), on=day)
        kept = True
        click.echo(_("已采纳：{title}；返回的文件存为 edits/received/{file}", title=plan_title(plan, one), file=taken.file))
        for wait in taken.pending:
            click.echo(_("有一处与此前采纳的修改冲突，保留此前的文字，待决定：{clause}“{words}”", clause=wait.clause, words=wait.waiting[:60] or _("（删去）")))
    if kept:
        click.echo(_("运行 alliance-docs build 生成合并后的文书。"))


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        click.echo(_("没有终端可以确认；核对后加 --yes 采纳。"))
        return False
    return click.confirm(_("采纳以上改动？"), default=False)


def plan_title(plan: Plan, one: ReturnedFile) -> str:
    """What the document is called."""
    from alliance_docs.jurisdictions.jurisdiction import kind_of

    document = plan.whole.document(kind_of(one.document))
    return f"《{document.short_title}》" if document else one.document


def _told(plan: Plan, one: ReturnedFile) -> list[str]:
    """Return the summary, a line for each change."""
    from alliance_docs.drafting.merging.differences import said
    from alliance_docs.drafting.references import target_text

    now = {clause.id: clause for clause in one.text.clauses}
    was = {clause.id: clause for clause in one.edition.written.clauses}

    def named(name: str) -> str:
        clause = now.get(name) or was[name]
        number = target_text(clause) if clause.kind != "passage" else ""
        return f"{number}“{said(clause)}”" if number else f"“{said(clause)}”"

    found = one.found
    lines = [_("{file}：{title}，与写出时的版本（{edition}）相比", file=one.path.name, title=plan_title(plan, one), edition=one.edition.name)]
    if one.missing:
        lines.append(_("  这是较早的版本：此后已采纳 {files}，按较早的版本合并", files="、".join(each.file for each in one.missing)))
    if one.bound and not found.nothing:
        lines.append(_("  这份文书已经通过并封存（{filing}）：采纳的文字只用于以后的文稿和合并文本；修改已经通过的文本应当有决议，用 changes 记录", filing=one.bound))
    for edit in found.changed:
        lines.append(_("  改动 {name}", name=named(edit.clause)))
        if edit.before == edit.after:
            lines.append(_("    文字相同，只改了加粗、层次、表格的形式或者图片"))
            continue
        lines += [f"    {sign} {line.replace(chr(10), ' ')}" for sign, told in (("−", edit.before), ("＋", edit.after)) for line in told]
    lines += [_("  新增 {name}", name=named(name)) for name in found.added]
    lines += [_("  删去 {name}", name=named(name)) for name in found.removed]
    lines += [_("  移动 {name}", name=named(name)) for name in found.moved]
    lines += _chapters(found.chapters, named)
    lines += [fact_line(fact) for fact in found.facts]
    lines += [_("  手工填写的条号改为自动引用：{words}", words=words) for words in dict.fromkeys(one.references)]
    lines += [_settled(each.how, named(each.clause)) for each in one.decided]
    return [*lines, *told_beside(one)]


def _settled(how: str, name: str) -> str:
    if how == "ours":
        return _("  待决定的冲突已在文件中决定：{name}，接受了按现有事实起草的文字", name=name)
    if how == "kept":
        return _("  待决定的冲突已在文件中决定：{name}，保留了律师的文字", name=name)
    return _("  待决定的冲突已在文件中决定：{name}，另写了文字", name=name)


def _chapters(edits: Sequence[ChapterEdit], named: Callable[[str], str]) -> list[str]:
    lines = []
    for edit in edits:
        place = named(edit.before) if edit.before else _("末尾")
        if not edit.old:
            lines.append(_("  新增章“{title}”，在{place}之前", title=edit.new, place=place))
        elif not edit.new:
            lines.append(_("  删去章的标题“{title}”", title=edit.old))
        elif edit.old == edit.new:
            lines.append(_("  移动章“{title}”，在{place}之前", title=edit.new, place=place))
        else:
            lines.append(_("  章的标题“{old}” → “{new}”", old=edit.old, new=edit.new))
    return lines


def told_beside(one: ReturnedFile) -> list[str]:
    """Return lines about tracked changes, open comments and formatting."""
    lines: list[str] = []
    if one.editors:
        told = "、".join(_editor(each) for each in one.editors)
        lines.append(_("  文件中的修订按接受处理：{told}", told=told))
    for comment in one.comments:
        if not comment.done:
            lines.append(_("  批注 {author}：{words}（“{quote}”）", author=comment.author, words=comment.text, quote=comment.quote))
    lines += [_("  保留不了的格式：{look}（“{words}”）", look=look, words=words) for look, words in one.looks]
    return lines


def _editor(one: Editor) -> str:
    name = one.name or _("未署名")
    if one.moves:
        return _("{name}（新增 {ins} 处、删除 {dels} 处、移动 {moves} 处）", name=name, ins=one.insertions, dels=one.deletions, moves=one.moves)
    return _("{name}（新增 {ins} 处、删除 {dels} 处）", name=name, ins=one.insertions, dels=one.deletions)


def fact_line(fact: FactEdit) -> str:
    """Say which fact was typed over, and how."""
    return _("  事实 {label}（{path}）：“{old}” → “{new}”", label=_label(fact), path=fact.path, old=fact.old, new=fact.new)


def _label(fact: FactEdit) -> str:
    from alliance_docs.errors import UserError
    from alliance_docs.facts.fields import field_of

    try:
        return fact.label or field_of(fact.path).label
    except (UserError, KeyError):
        return fact.path


def corrected(dossier: Dossier, edits: tuple[FactEdit, ...], wish: str | None, *, form: bool = False) -> list[FactEdit]:
    """Correct the facts in the dossier where the user wants it; what cannot be is said and stays wording, in a *form* nothing.

    Raises no error for a fact that cannot be corrected.
    """
    from alliance_docs.dossier.sealed import sealed_filings
    from alliance_docs.errors import UserError, UserErrors

    done: list[FactEdit] = []
    for edit in {(one.path, one.new): one for one in edits}.values():
        answer = wish
        if answer is None and sys.stdin.isatty():
            answer = "correct" if click.confirm(_("{path} 改为“{new}”：在案卷中更正（其他文书随之更新）？", path=edit.path, new=edit.new), default=True) else "keep"
        if answer != "correct" and form:
            click.echo(_("  {path} 没有更正，表格不保留“{new}”；要更正的，加 --facts correct，或者用 changes 记录变更", path=edit.path, new=edit.new))
            continue
        if answer != "correct":
            click.echo(_("  {path} 只在这份文书中写作“{new}”；要在案卷中更正的，加 --facts correct，或者用 changes 记录变更", path=edit.path, new=edit.new))
            continue
        if any(True for _one in sealed_filings(dossier)):
            click.echo(_("  已有封存的材料，请记录更正：alliance-docs changes correct {path}={new} --reason …", path=edit.path, new=edit.new))
            continue
        others = list(dict.fromkeys(one.new for one in edits if one.path == edit.path))
        if len(others) > 1:
            click.echo(_("  {path} 在文件中有几种写法（{words}），没有更正；核对后用 ask 填写", path=edit.path, words="、".join(others)))
            continue
        try:
            _save(dossier, edit)
        except (UserError, UserErrors) as error:
            told = str(error).splitlines()[0]
            click.echo(
                _("  {path} 没有更正：{error}", path=edit.path, error=told) if form else _("  {path} 没有更正：{error}；只保留在这份文书里", path=edit.path, error=told)
            )
            continue
        click.echo(_("  已更正 {path}：{new}", path=edit.path, new=edit.new))
        done += [one for one in edits if (one.path, one.new) == (edit.path, edit.new)]
    return done


def _save(dossier: Dossier, edit: FactEdit) -> None:
    """Correct a fact to what was typed, read as the dossier writes it. Raises UserError for what it cannot be in any reading."""
    from alliance_docs.dossier.retyped import readings
    from alliance_docs.errors import UserError, UserErrors

    first: UserError | UserErrors | None = None
    for words in readings(edit.new):
        try:
            dossier.save_answer(edit.path, words)
        except (UserError, UserErrors) as error:
            first = first or error
        else:
            return
    if first is not None:
        raise first
