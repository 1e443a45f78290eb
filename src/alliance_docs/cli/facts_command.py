"""``alliance-docs facts``: every fact there is, with its path, label, kind and choices."""

from __future__ import annotations

import click

from alliance_docs.cli.words import _


@click.command("facts", help=_("列出可以填写的全部事实：路径、名称、类型、选项；可用 --set 路径=值 填写。"))
@click.argument("prefix", required=False, default="")
def command(prefix: str) -> None:
    """List the facts whose path begins with PREFIX."""
    from alliance_docs.errors import UserError
    from alliance_docs.facts.fields import fields, nearest_field

    shown = [field for path, field in fields().items() if path.startswith(prefix)]
    if not shown:
        raise UserError(_("没有以“{prefix}”开头的事实", prefix=prefix), remedy=nearest_field(prefix, fields()))
    for field in shown:
        options = f"（{'／'.join(map(str, field.options))}）" if field.options else ""
        click.echo(f"{field.path}\t{field.label}\t{field.kind}{options}")
