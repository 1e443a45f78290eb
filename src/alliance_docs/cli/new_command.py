"""``alliance-docs new [DIR] --jurisdiction ID``: a new dossier, from questions or an answers file, and its first draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.cli.carrying import Origin
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.facts.facts import Facts


@click.command("new", help=_("新建案卷并起草组建材料。不写 DIR 时，案卷放在 outputs/<联盟简称>。"))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--jurisdiction", metavar="ID", required=True, help=_("管辖制度，例如 gansu；alliance-docs jurisdictions 列出全部"))
@click.option("--answers", metavar="FILE|DOSSIER", type=click.Path(path_type=Path), help=_("答案文件（alliance.yaml 的样式）或者另一个案卷"))
@click.option("--list", "listed", metavar="FILE", type=click.Path(path_type=Path), help=_("联盟名单（.csv 或者 .xlsx，表头为 联盟名称、牵头单位）：每行建一个案卷，放在 DIR 之下，不提问"))
@click.option("--set", "settings", metavar="KEY=VALUE", multiple=True, help=_("填写一项事实，例如 alliance.name=某联盟；可以重复"))
@click.option("--no-input", is_flag=True, help=_("不提问，只用给出的答案"))
@click.option("--strict", is_flag=True, help=_("有错误级问题时以状态 1 结束"))
@click.option("--today", metavar="DATE", default=None, help=_("按这一天检查，默认为今天"))
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path | None,
    jurisdiction: str,
    answers: Path | None,
    listed: Path | None,
    settings: tuple[str, ...],
    no_input: bool,
    strict: bool,
    today: str | None,
) -> None:
    """Make a dossier, ask what is missing, draft the founding package."""
    from alliance_docs.cli.building import build_and_tell
    from alliance_docs.cli.bulk import make_listed
    from alliance_docs.cli.carrying import origin_of, tell_beyond, tell_left
    from alliance_docs.cli.interviewing import interview
    from alliance_docs.dossier.linting import refuse_unsound
    from alliance_docs.dossier.store import apply_settings, read_answers
    from alliance_docs.facts.facts import Facts
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    refuse_unsound(jurisdiction)
    chosen = load_jurisdiction(jurisdiction)
    facts = read_answers(answers) if answers else Facts()
    origin = origin_of(answers, facts, chosen) if answers else None
    facts = origin.carried.facts if origin else facts
    if origin:
        origin.tell()
    elif answers:
        tell_left(answers)
    facts = apply_settings(facts.model_copy(update={"jurisdiction": chosen.id}), settings)
    if listed is not None:
        ctx.exit(make_listed(listed, chosen, facts, folder or Path("outputs"), strict=strict, today=today, origin=origin))
    keeper = _Keeper(folder, facts, origin)
    if no_input or folder is not None or (facts.alliance is not None and facts.alliance.name):
        keeper.create()
    if not no_input:
        outcome = interview(keeper.facts, keeper.save)
        if outcome.exit_code:
            ctx.exit(outcome.exit_code)
    if keeper.dossier is None:
        raise UserError(_("没有得到联盟名称，案卷没有建立"), remedy=_("写出案卷目录，例如 alliance-docs new 我的联盟 --jurisdiction {id}", id=chosen.id))
    ctx.exit(build_and_tell(keeper.dossier, strict=strict, today=today, then=tell_beyond if origin else None))


class _Keeper:
    """Makes the dossier as soon as it can be named, and saves every answer into it."""

    def __init__(self, folder: Path | None, facts: Facts, origin: Origin | None = None) -> None:
        self.folder, self._facts, self.origin = folder, facts, origin
        self.dossier: Dossier | None = None

    @property
    def facts(self) -> Facts:
        return self.dossier.facts if self.dossier else self._facts

    def create(self) -> None:
        """Make the dossier from what is known."""
        from alliance_docs.dossier.bulk import folder_name
        from alliance_docs.dossier.store import Dossier

        name = folder_name(self._facts)
        if not name and self.folder is None:
            raise UserError(_("不写案卷目录时，须先有联盟名称"), remedy=_("写出 DIR，或者加 --set alliance.name=…"))
        self.dossier = Dossier.create(self.folder or Path("outputs") / name, self._facts)
        if self.origin:
            self.origin.propose(self.dossier)

    def save(self, path: str, value: object) -> None:
        """Save one answer; before the alliance has a name, keep it in mind."""
        from alliance_docs.facts.assign import assign

        if self.dossier is None:
            self._facts = assign(self._facts, path, value)
            if self._facts.alliance is not None and self._facts.alliance.name:
                self.create()
        else:
            self.dossier.save_answer(path, value)
