"""``alliance-docs facts``: every name that may be filled in or used in templates, with path, label, type, choices, example."""

from __future__ import annotations

import json

import click

from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _


@click.command("facts", help=_("列出全部事实，以及条款文本和表单可用的其他名称：路径、名称、类型和选项、样例；事实可用 --set 路径=值 填写。"))
@click.argument("prefix", required=False, default="")
@click.option("--jurisdiction", metavar="ID", default="gansu", help=_("词汇（v.…）和文书名称取自这一管辖制度，默认 gansu"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_("输出格式"))
def facts(prefix: str, jurisdiction: str, form: str) -> None:
    """List the names whose path begins with PREFIX."""
    from alliance_docs.dossier.facts_listed import listed
    from alliance_docs.jurisdictions.loading import load_jurisdiction

    shown = listed(load_jurisdiction(jurisdiction), prefix)
    if form == "json":
        keys = ("path", "label", "type", "options", "example", "origin", "note")
        click.echo(json.dumps([{key: getattr(one, key) for key in keys} for one in shown], ensure_ascii=False, indent=2))
        return
    for one in shown:
        click.echo(one.line)


command = with_folders(facts)
