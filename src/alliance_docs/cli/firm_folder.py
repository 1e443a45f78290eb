"""``--templates DIR``: the firm's own wording, for the whole program and for every command alike; else the environment, else what is remembered."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.firm import Told

VARIABLE = "ALLIANCE_DOCS_TEMPLATES"
OPTION = "--templates"
_NAME = "firm_folder"
_KEY = "templates"


class _FirmOption(click.Option):
    """The option; its help is said in the language chosen by the time it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = _("所内条款文本的文件夹，用在管辖制度和案卷之间。也可以写在环境变量 {variable} 中，或者用 clauses firm 记住", variable=VARIABLE)
        return super().get_help_record(ctx)


def settings_file() -> Path:
    """Return the user's own settings file of this program."""
    return Path(click.get_app_dir("alliance-docs")) / "settings.yaml"


def remembered() -> Path | None:
    """Return the firm's folder that ``clauses firm`` remembered. Raises UserError when the settings cannot be read."""
    path = settings_file()
    if not path.is_file():
        return None
    from alliance_docs.jurisdictions.loading import parse_yaml, read_text

    found = parse_yaml(read_text(path, str(path)), str(path))
    folder = found.get(_KEY) if isinstance(found, dict) else None
    if found is not None and (not isinstance(found, dict) or (folder is not None and not isinstance(folder, str))):
        raise UserError(_("应写作 templates: 文件夹"), place=str(path), remedy=_("改正，或者删去这个文件"))
    return Path(folder) if folder else None


def remember(folder: Path | None) -> None:
    """Remember the firm's folder, or none any more."""
    from alliance_docs.dossier.files import write_atomic

    if folder is None:
        settings_file().unlink(missing_ok=True)
        return
    import json

    text = f"# 所内条款文本的文件夹，由 alliance-docs clauses firm 写入\n{_KEY}: {json.dumps(str(folder), ensure_ascii=False)}\n"
    write_atomic(settings_file(), text.encode("utf-8"))


def told() -> Told | None:
    """Return the folder that the environment or else the settings tell."""
    from alliance_docs.dossier.firm import Told

    of_environment = os.environ.get(VARIABLE, "").strip()
    if of_environment:
        return Told(Path(of_environment), _("环境变量 {variable} ", variable=VARIABLE))
    kept = remembered()
    return Told(kept, " alliance-docs clauses firm ") if kept else None


def _of_program(ctx: click.Context, _option: click.Parameter, folder: Path | None) -> None:
    from alliance_docs.dossier.firm import name_firm

    _name(folder) if folder else name_firm(told)
    ctx.call_on_close(lambda: name_firm(None))


def _of_command(_ctx: click.Context, _option: click.Parameter, folder: Path | None) -> None:
    if folder:
        _name(folder)


def _name(folder: Path) -> None:
    """Make the folder known; one that is missing is told at once, what is wrong in it where it is used."""
    from alliance_docs.dossier.firm import Told, name_firm, refuse_missing

    one = Told(folder, f" {OPTION} ")
    refuse_missing(one)
    name_firm(lambda: one)


def _settings(callback: Callable[[click.Context, click.Parameter, Path | None], None]) -> dict[str, Any]:
    return {"metavar": "DIR", "type": click.Path(path_type=Path), "expose_value": False, "callback": callback}


program_firm = click.option(OPTION, _NAME, cls=_FirmOption, **_settings(_of_program))
"""Decorates the program: the option before the command."""


def with_firm(command: click.Command) -> click.Command:
    """Return *command* with the option, which is heeded before the command runs."""
    if all(parameter.name != _NAME for parameter in command.params):
        command.params.append(_FirmOption([OPTION, _NAME], **_settings(_of_command)))
    return command
