"""A check's outcome as the settings of its dossier, those of the firm and the wish of one run want it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alliance_docs.checks.case import Case
from alliance_docs.checks.configured import EVERYTHING, Asked, configured, refuse_nothing
from alliance_docs.checks.requirement import requirements
from alliance_docs.checks.rule import rule_ids
from alliance_docs.checks.settings import Settings
from alliance_docs.dossier.check_settings import settings_of
from alliance_docs.dossier.checking import Checked
from alliance_docs.dossier.general import GENERAL, general_rules
from alliance_docs.dossier.together import Outcome
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction


@dataclass(frozen=True)
class Wish:
    """How one run is to check: the firm's settings if there are any, and which rules are asked."""

    firm: Settings | None = None
    asked: Asked = EVERYTHING


def with_wish(outcome: Outcome, wish: Wish, today: dt.date | None) -> Outcome:
    """Return the checks of *outcome* with their settings; where those cannot be read, the others go on."""
    checked: list[Checked] = []
    errors, failed = list(outcome.errors), list(outcome.failed)
    for one in outcome.checked:
        try:
            checked.append(with_settings(one, wish, today))
        except UserError as error:
            errors.append(error)
            failed.append(one.name)
    return Outcome(tuple(checked), tuple(errors), tuple(failed))


def with_settings(checked: Checked, wish: Wish, today: dt.date | None) -> Checked:
    """Return what a check found as the settings of its dossier, those of the firm and this run want it. Raises UserError."""
    jurisdiction = checked.jurisdiction or GENERAL
    settings = settings_of(checked.folder, jurisdiction, wish.firm)
    if wish.asked.select or wish.asked.ignore or any(file.ignore for file in settings):
        refuse_nothing(_known(jurisdiction), settings, wish.asked, checked.name)
    case = Case(jurisdiction, drafts=checked.drafts, today=today)
    done = configured(checked.findings, case, settings, wish.asked, unused=not checked.alone)
    return replace(checked, findings=done.findings, suppressed=done.suppressed, limits=done.limits)


def _known(jurisdiction: Jurisdiction) -> Sequence[str]:
    """Return the rules and requirements that are asked under a jurisdiction, or without one."""
    if not jurisdiction.id:
        return [rule.id for rule in general_rules()]
    return [*rule_ids(jurisdiction.id), *requirements(jurisdiction.id)]
