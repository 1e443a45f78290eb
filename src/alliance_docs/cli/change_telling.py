"""Recording a change at the command line: what it is, what follows, and then it is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.change_options import Options
from alliance_docs.cli.terminal.width import cut, wrap
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.recording import Making, Recorded
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.facts.change import Change
    from alliance_docs.facts.changing import Told
    from alliance_docs.facts.facts import Facts
    from alliance_docs.facts.history import Event

_WIDE = 100


def record_and_tell(dossier: Dossier, make: Making, told: Told, options: Options) -> None:
    """Show the change and its consequences, ask at a terminal, and record it. Raises UserError when it cannot be."""
    from alliance_docs.dossier.recording import record

    with nothing_recorded():
        tried = record(dossier, make, told.on, told.today, late=options["late"], dry=True)
        for change in tried.changes:
            tell_change(change)
        _missing(tried)
        tell_consequences(dossier, tried.before, tried.after, tried.events)
        _not_sealed_yet(dossier, tried)
        if options["dry"]:
            click.echo(_("试行：没有写入。"))
            return
        if sys.stdin.isatty() and not options["yes"] and not click.confirm(_("记录吗？"), default=True):
            click.echo(_("没有记录。"))
            return
    done = record(dossier, make, told.on, told.today, late=options["late"])
    for event in done.events:
        click.echo(_("已记录 {id}；撤销用 alliance-docs changes undo {id}", id=event.id))


def _not_sealed_yet(dossier: Dossier, recorded: Recorded) -> None:
    """Say what becomes of founding papers that nobody has sealed: they stay as of their date, or have none yet."""
    from alliance_docs.dossier.own_day import events_shown, own_date, unsealed_founding
    from alliance_docs.facts.change_problems import BEFORE_SIGNING
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    folder = unsealed_founding(dossier)
    if folder is None or all(event.type == BEFORE_SIGNING or event.kind != "change" for event in recorded.events):
        return
    own = own_date(load_jurisdiction(dossier.facts.jurisdiction or "").filings[0], dossier.facts)
    if own is not None and not events_shown(recorded.events, own):
        click.echo(wrap(_("组建材料还没有封存，仍按 {day} 的情况起草和检查，不写入这项变更。已经报送的，先封存：alliance-docs seal {name} --on 报送日期", day=own, name=folder.name), _WIDE, "  ", "      "))
    else:
        click.echo(wrap(_("组建材料还没有封存，重新起草的，写变更以后的情况。已经报送的，填写报送日期并封存以后再记录变更。"), _WIDE, "  ", "      "))


@contextmanager
def nothing_recorded() -> Iterator[None]:
    """Until the change is written Ctrl-C leaves nothing behind, and says so."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt):
        click.echo("\n" + _("已中断，没有记录。"), err=True)
        sys.exit(130)


def tell_change(change: Change) -> None:
    """Print one change: what, when, by whom, and the rows of its table."""
    click.echo(f"{change.id} {change.on} {change.label}：{change.matter}")
    told: list[str] = [change.organ] if change.organ and change.kind == "change" else []
    if change.resolution:
        one = change.resolution
        told += [part for part in (one.meeting, one.number, str(one.date) if one.date else "") if part]
        if one.for_ is not None:
            told.append(_("同意 {for_}、反对 {against}、弃权 {abstain}", for_=one.for_, against=one.against, abstain=one.abstain))
    if told:
        click.echo("  " + "，".join(told))
    for row in change.rows or ():
        click.echo(wrap(f"{row.item}：{row.before} → {row.after}", _WIDE, "  ", "      "))
    if change.reason:
        click.echo(wrap(_("原因：{reason}", reason=change.reason), _WIDE, "  ", "      "))
    if change.reported:
        click.echo("  " + _("已报备于 {folder}", folder=change.reported))


def _missing(recorded: Recorded) -> None:
    """Name the facts that the change needs and that are not known yet."""
    from alliance_docs.facts.change_types import change_type
    from alliance_docs.facts.comparing import item_of
    from alliance_docs.facts.lookup import lookup

    for event in recorded.events:
        if event.kind != "change":
            continue
        who = event.add["id"] if event.add else event.member
        paths = [path.replace("members[]", f"members[{who}]") for path in change_type(event.type).needs]
        missing = [item_of(recorded.after, path) for path in paths if lookup(recorded.after, path) is None]
        if missing:
            click.echo(wrap(_("尚缺：{items}", items="、".join(missing)), _WIDE, "  ", "      "))


def tell_consequences(dossier: Dossier, before: Facts, after: Facts, new: Sequence[Event] = ()) -> None:
    """Print what follows from the change, *new* entries not recorded yet; nothing while no jurisdiction is chosen."""
    from alliance_docs.dossier.consequences import consequences
    from alliance_docs.dossier.drafts import plan_package
    from alliance_docs.dossier.firm import own_layers
    from alliance_docs.dossier.history import any_day
    from alliance_docs.dossier.own_day import settled_documents

    if not after.jurisdiction:
        return
    try:
        own = own_layers(dossier, after.jurisdiction)
        plans = plan_package(before, own, any_day(dossier)), plan_package(after, own, any_day(dossier, new))
        lines = consequences(*plans, settled_documents(dossier, new))
    except UserError as error:  # a mistake in somebody's clauses is no reason not to record what happened
        click.echo(_("后果还说不清，文书起草不了："))
        click.echo("  " + str(error).splitlines()[0])
        return
    click.echo(_("由此产生：") if lines else _("没有其他后果。"))
    for line in lines:
        click.echo(wrap(line, _WIDE, "  ", "      "))


def line_of(change: Change, mark: str = "") -> str:
    """Return a change as one line of a list."""
    return cut(f"{change.id} {change.on} {change.matter}{mark}", _WIDE)
