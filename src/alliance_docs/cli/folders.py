"""``--jurisdictions DIR``: jurisdictions kept outside the package, for the whole program and for every command alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from alliance_docs.cli.words import _

VARIABLE = "ALLIANCE_DOCS_JURISDICTIONS"
_NAME = "jurisdictions_folders"


class _FolderOption(click.Option):
    """The option; its help is said in the language chosen by the time it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = _("安装包以外的管辖制度所在的文件夹；可以重复。也可以写在环境变量 {variable} 中", variable=VARIABLE)
        return super().get_help_record(ctx)


def _of_program(_ctx: click.Context, _option: click.Parameter, folders: tuple[Path, ...]) -> None:
    """Make the folders given before the command known; without any, those of the environment."""
    from alliance_docs.jurisdictions.places import name_folders

    name_folders(folders or [Path(one) for one in os.environ.get(VARIABLE, "").split(os.pathsep) if one.strip()])


def _of_command(_ctx: click.Context, _option: click.Parameter, folders: tuple[Path, ...]) -> None:
    """Make the folders given behind the command known as well."""
    if folders:
        from alliance_docs.jurisdictions.places import add_folders

        add_folders(folders)


def _settings(callback: Callable[[click.Context, click.Parameter, tuple[Path, ...]], None]) -> dict[str, Any]:
    return {"metavar": "DIR", "multiple": True, "type": click.Path(path_type=Path), "expose_value": False, "callback": callback}


program_folders = click.option("--jurisdictions", _NAME, cls=_FolderOption, **_settings(_of_program))
"""Decorates the program: the option before the command."""


def with_folders(command: click.Command) -> click.Command:
    """Return *command* with the option, which is heeded before the command runs."""
    if all(parameter.name != _NAME for parameter in command.params):
        command.params.append(_FolderOption(["--jurisdictions", _NAME], **_settings(_of_command)))
    return command
