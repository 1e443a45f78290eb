"""``alliance-docs jurisdictions [ID]``: which authorities' rules are known, and what each asks for."""

from __future__ import annotations

import click

from alliance_docs.cli.words import _


@click.command("jurisdictions", help=_("列出管辖制度；给出 ID 时列出其文书和要求出处。"))
@click.argument("jurisdiction_id", metavar="[ID]", required=False)
def command(jurisdiction_id: str | None) -> None:
    """List jurisdictions, or the documents of one."""
    from alliance_docs.jurisdictions.loading import jurisdiction_folders, load_jurisdiction

    if jurisdiction_id is None:
        for name in jurisdiction_folders():
            jurisdiction = load_jurisdiction(name)
            click.echo(f"{name}\t{jurisdiction.title}\t{jurisdiction.authority}")
        return
    jurisdiction = load_jurisdiction(jurisdiction_id)
    policy = jurisdiction.policy
    click.echo(f"{jurisdiction.id}  {jurisdiction.title}")
    day = policy.date.isoformat() if policy.date else _("文面没有写明日期")
    dated = "，".join(part for part in (policy.number, day) if part)
    click.echo(_("依据：{issuer}{title}（{date}）", issuer=policy.issuer, title=policy.cited, date=dated))
    click.echo(policy.validity_note)
    for filing in jurisdiction.filings:
        click.echo(f"\n{filing.id}  {filing.title} → {filing.recipient}")
        for document_id in filing.documents:
            document = jurisdiction.document(document_id)
            assert document is not None
            title = document.title.replace("{name}", "××")
            notes = [_("每家成员单位一份")] * bool(document.each) + [_("有条件")] * bool(document.when)
            click.echo(f"  {document_id:<24}{title}" + (f"（{'，'.join(notes)}）" if notes else ""))
