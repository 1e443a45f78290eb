"""``--select``, ``--ignore`` and ``--checks``: what a run is to check, and under whose settings."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.checks.rule_names import RuleSet
    from alliance_docs.checks.settings import Settings
    from alliance_docs.dossier.configuring import Wish

FIRM_VARIABLE = "ALLIANCE_DOCS_CHECKS"


def wish_of(select: Iterable[str], ignore: Iterable[str], checks: Path | None) -> Wish:
    """Return what the options say. Raises UserError for an unknown rule and for a firm's file that cannot be read."""
    from alliance_docs.checks.configured import Asked
    from alliance_docs.dossier.configuring import Wish

    return Wish(firm_of(checks), Asked(_rules("--select", select), _rules("--ignore", ignore)))


def firm_of(checks: Path | None = None) -> Settings | None:
    """Return the firm's settings: of the file named, else of that named by the environment; None without. Raises UserError."""
    of_environment = os.environ.get(FIRM_VARIABLE, "").strip()
    if checks is None and not of_environment:
        return None
    from alliance_docs.dossier.check_settings import firm_settings

    return firm_settings(checks if checks is not None else Path(of_environment))


def _rules(option: str, words: Iterable[str]) -> RuleSet:
    from alliance_docs.checks.rule_names import NO_RULES, rule_set

    given = list(words)
    if not given:
        return NO_RULES
    try:
        found = rule_set(given)
    except UserError as error:
        raise UserError(error.message, place=option, remedy=error.remedy) from None
    if not found:
        raise UserError(_("没有写规则"), place=option, remedy=_("写规则的编号，例如 {option} LC-IP-03", option=option))
    return found
