"""``alliance-docs attach FILE --kind KIND``: keep a licence, certificate or resolution in the dossier."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.words import _


@click.command("attach", help=_("把证照、决议等附件存入案卷，登记种类、单位、日期、有效期和 SHA-256。"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", required=True, help=_("附件种类，例如 营业执照或者法人证书"))
@click.option("--member", default=None, help=_("哪个成员单位：id 或者全称"))
@click.option("--date", default=None, help=_("出具日期"))
@click.option("--expires", default=None, help=_("有效期截止日"))
@click.option("--dossier", "folder", type=click.Path(path_type=Path), default=None, help=_("案卷目录，默认为当前目录所在的案卷"))
def command(file: Path, kind: str, member: str | None, date: str | None, expires: str | None, folder: Path | None) -> None:
    """Copy the file in and record it."""
    from alliance_docs.dossier.attachments import add
    from alliance_docs.dossier.store import Dossier

    dossier = Dossier.at(folder)
    recorded = add(dossier, file, kind, member=member or "", date=date, expiry=expires, facts=dossier.facts_on())
    click.echo(_("已登记：{kind} {file}（SHA-256 {hash}…）", kind=recorded.kind, file=recorded.file, hash=recorded.sha256[:12]))
