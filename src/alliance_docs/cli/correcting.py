"""Setting facts as a change, or correcting them: the two are told apart before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.change_options import Options, change_or_correction, told_of
from alliance_docs.cli.change_telling import record_and_tell
from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.facts.change_types import ChangeType


def set_paths(dossier: Dossier, settings: Sequence[str], options: Options, *, member: str | None = None, kind: ChangeType | None = None) -> None:
    """Record a change that sets the facts of ``PATH=VALUE``; without a *kind* it is told from the facts. Raises UserError."""
    from dataclasses import replace

    from alliance_docs.dossier.doubts import of_change
    from alliance_docs.facts import changing
    from alliance_docs.facts.change_types import change_types
    from alliance_docs.facts.paths import Item, pattern_of, read_path
    from alliance_docs.facts.settling import read_setting

    within = f"members[{member}]" if member else ""
    steps = [read_path(read_setting(text, within)[0]) for text in settings]
    kind = kind or change_types().inferred(pattern_of(one) for one in steps)
    keys = {one[1].key for one in steps if one[0] == "members" and len(one) > 1 and isinstance(one[1], Item)}
    facts = dossier.facts_on()
    if member is None and len(keys) == 1:
        member = changing.member_of(facts, keys.pop()).id
        within = f"members[{member}]"
    if kind.id == "rename":
        raise UserError(_("单位更名不这样记录"), remedy=_("用 alliance-docs members rename 单位 新全称 --on DATE"))
    if change_or_correction(options["as_kind"], "change", of_change(dossier, facts, list(settings), within)) == "correction":
        correct(dossier, ["=".join(read_setting(text, within)) for text in settings], options)
        return
    told = replace(told_of(options, dossier), settings=())
    pairs = [read_setting(text, within) for text in settings]
    record_and_tell(dossier, lambda now, _events: [changing.set_facts(now, kind, pairs, told, member=member)], told, options)


def correct(dossier: Dossier, settings: Sequence[str], options: Options) -> None:
    """Correct facts that were recorded wrongly: in alliance.yaml while nothing was sealed, else by an event. Raises UserError."""
    from dataclasses import replace

    from alliance_docs.dossier.doubts import in_base_only
    from alliance_docs.facts import changing
    from alliance_docs.facts.change_types import change_type
    from alliance_docs.facts.settling import read_setting

    told = replace(told_of(options, dossier, kind="correction", default_today=True), settings=())
    pairs = [read_setting(text) for text in settings]
    if in_base_only(dossier, dossier.facts_on(), list(settings)):
        if options["dry"]:
            click.echo(_("试行：没有写入。"))
            return
        for path, value in pairs:
            dossier.save_answer(path, value)
        click.echo(_("还没有封存过材料，已直接改正 alliance.yaml：{paths}", paths="、".join(path for path, _value in pairs)))
        return
    if not told.reason:
        raise UserError(_("更正应当写明原因"), remedy=_("加 --reason 原因，例如 --reason 录入时漏字"))
    kind = change_type("other")
    record_and_tell(dossier, lambda now, _events: [changing.set_facts(now, kind, pairs, told)], told, options)
