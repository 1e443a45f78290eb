"""``alliance-docs explain RULE``: what a rule checks, why, with a bad and a good example and its basis."""

from __future__ import annotations

import click

from alliance_docs.cli.words import _


@click.command("explain", help=_("解释一条规则，例如 LC-DR-01、GS-2.4-6。"))
@click.argument("rule", metavar="RULE")
def command(rule: str) -> None:
    """Print the page of a rule or requirement."""
    from alliance_docs.checks.explain import explain

    click.echo(explain(rule))
