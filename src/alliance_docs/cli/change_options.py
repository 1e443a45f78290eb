"""What the commands that record a change have in common: options, the dossier meant, change or correction."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alliance_docs.cli.today import today as day
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.facts.change import Kind
    from alliance_docs.facts.changing import Told

F = TypeVar("F", bound=Callable[..., Any])
Options = dict[str, Any]

_OPTIONS = (
    click.option("--on", metavar="DATE", help=_("变更发生（生效）的日期")),
    click.option("--resolution", metavar="NUMBER", help=_("决议文号")),
    click.option("--meeting", metavar="NAME", help=_("作出决议的会议，例如 第一届理事会第二次会议")),
    click.option("--resolved", metavar="DATE", help=_("决议日期")),
    click.option("--organ", metavar="NAME", help=_("作出决定的机构：成员大会、理事会、理事长、联盟办公室、成员单位自行决定；默认按变更类型")),
    click.option("--votes", metavar="FOR/AGAINST/ABSTAIN[/PRESENT/TOTAL]", help=_("表决结果：同意/反对/弃权，可以加到会/应到单位数")),
    click.option("--reason", metavar="TEXT", default="", help=_("原因；除名、更正、撤销必须写")),
    click.option("--paper", "papers", metavar="FILE", multiple=True, help=_("attachments 中的证明材料；可以重复")),
    click.option("--set", "settings", metavar="PATH=VALUE", multiple=True, help=_("同时改变的事实，例如 tasks[t01].lead=m02；可以重复")),
    click.option("--as", "as_kind", type=click.Choice(["change", "correction"]), help=_("change 变更：确有其事；correction 更正：原来记错了")),
    click.option("--late", is_flag=True, help=_("发生在已封存时期内的变更，现在补记")),
    click.option("--dry-run", "dry", is_flag=True, help=_("只说明会有什么后果，不写入")),
    click.option("--yes", is_flag=True, help=_("不再询问，直接记录")),
    click.option("--today", metavar="DATE", help=_("按这一天记录，默认为今天")),
)


def change_options(function: F) -> F:
    """Decorate a command with the options of every change; they come as keywords of :data:`Options`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def dossier_and(
    words: Sequence[str], least: int, usage: str, most: int | None = None, *, files: bool = False
) -> tuple[Dossier, tuple[str, ...]]:
    """Return the dossier meant and the other words; the first word may be its folder. Raises UserError with the *usage*.

    *files*: the other words are files or folders themselves, so that only a folder which is a dossier is taken for one; a
    file that lies in a dossier tells it, where the current folder lies in none.
    """
    from alliance_docs.dossier.store import Dossier

    named = bool(words) and _names_dossier(words[0], files=files)
    rest = tuple(words[1:] if named else words)
    if len(rest) < least or (most is not None and len(rest) > most):
        raise UserError(_("命令不完整或者多写了"), remedy=_("写法：{usage}", usage=usage))
    if named:
        return Dossier.open(Path(words[0]).expanduser()), rest
    if files and not _in_dossier(Path()) and _in_dossier(Path(rest[0])):
        return Dossier.find(Path(rest[0])), rest
    return Dossier.at(None), rest


def _names_dossier(word: str, *, files: bool) -> bool:
    """Tell whether a first word names the dossier: a folder that is one, or what can only be meant as one."""
    from alliance_docs.dossier.store import FACTS_FILE

    path = Path(word).expanduser()
    if (path / FACTS_FILE).is_file():
        return True
    if files:
        return False
    return word.startswith((".", "/", "~")) or (path.is_dir() and ("/" in word or "\\" in word or not _in_dossier(Path())))


def _in_dossier(path: Path) -> bool:
    from alliance_docs.dossier.store import FACTS_FILE

    here = path.expanduser().absolute()
    return any((folder / FACTS_FILE).is_file() for folder in (here, *here.parents))


def told_of(options: Options, dossier: Dossier, *, kind: Kind = "change", default_today: bool = False) -> Told:
    """Return what the options tell of the change. Raises UserError."""
    from alliance_docs.dossier.history import events_of
    from alliance_docs.dossier.recording import taken_ids
    from alliance_docs.facts.changing import Told

    now = day(options["today"])
    if options["on"] is None and not default_today:
        raise UserError(_("没有写明变更日期"), remedy=_("加 --on 日期，例如 --on 2027-06-30"))
    for paper in options["papers"]:
        if not (dossier.attachments / paper).is_file():
            raise UserError(_("attachments 中没有这个文件"), place=f"--paper {paper}", remedy=_("先用 alliance-docs attach 存入案卷"))
    return Told(
        on=date_of("--on", options["on"]) if options["on"] else now,
        today=now,
        reason=options["reason"].strip(),
        kind=kind,
        organ=_organ(options["organ"]),
        resolution=_resolution(options),
        papers=tuple(options["papers"]),
        settings=tuple(options["settings"]),
        taken=taken_ids(dossier.facts, events_of(dossier)),
    )


def date_of(option: str, text: str) -> dt.date:
    """Return the day an option gives. Raises UserError."""
    from alliance_docs.facts.values import read_date

    try:
        return read_date(text)
    except ValueError as error:
        raise UserError(f"{option} {text}：{error}") from error


def _organ(name: str | None) -> Any:
    from typing import get_args

    from alliance_docs.errors import nearest
    from alliance_docs.facts.change import DecidingOrgan

    known = get_args(DecidingOrgan)
    if name is not None and name not in known:
        raise UserError(_("没有机构“{name}”", name=name), place="--organ", remedy=nearest(name, known) or "、".join(known))
    return name


def _resolution(options: Options) -> Any:
    from alliance_docs.facts.change import Resolution

    votes = dict(zip(("for_", "against", "abstain", "present", "total"), _votes(options["votes"]), strict=False))
    if not votes and not any(options[name] for name in ("resolution", "meeting", "resolved")):
        return None
    held = date_of("--resolved", options["resolved"]) if options["resolved"] else None
    return Resolution.model_validate({"number": options["resolution"], "meeting": options["meeting"], "date": held, **votes})


def _votes(text: str | None) -> list[int]:
    if text is None:
        return []
    parts = text.replace("／", "/").split("/")
    if not 3 <= len(parts) <= 5 or not all(part.strip().isdecimal() for part in parts):
        raise UserError(_("表决结果应写作 同意/反对/弃权，或者再加 /到会/应到"), place=f"--votes {text}", remedy=_("例如 --votes 8/1/0/9/9"))
    return [int(part) for part in parts]


def change_or_correction(given: Kind | None, usual: Kind, doubt: str) -> Kind:
    """Return which it is: as *given*, or *usual* where there is no *doubt*; else ask, or demand ``--as``."""
    if given is not None or not doubt:
        return given or usual
    if not sys.stdin.isatty():
        raise UserError(doubt, remedy=_("写明 --as change（确有其事）或者 --as correction（原来记错了）"))
    click.echo(doubt)
    click.echo(_("  1. 变更：事情确实发生了，此前记载的是对的"))
    click.echo(_("  2. 更正：没有发生什么，此前记错了"))
    answer = click.prompt(_("请选择"), type=click.Choice(["1", "2"]), show_choices=False)
    return "change" if answer == "1" else "correction"
