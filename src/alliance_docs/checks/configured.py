"""Findings as the settings in force want them: severities changed, what is answered for set apart, rules left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import sorted_findings
from alliance_docs.checks.finding import Finding, Regraded, Suppressed
from alliance_docs.checks.hit import finding_of
from alliance_docs.checks.rule import catalogue
from alliance_docs.checks.rule_names import NO_RULES, RuleSet
from alliance_docs.checks.settings import Settings
from alliance_docs.checks.suppressing import split
from alliance_docs.errors import UserError


@dataclass(frozen=True)
class Asked:
    """Which rules one run asks for: only those *selected* where any are named, none of those *ignored*."""

    select: RuleSet = NO_RULES
    ignore: RuleSet = NO_RULES


EVERYTHING = Asked()


@dataclass(frozen=True)
class Configured:
    """Findings that count, findings suppressed, and *limits*: in words, which rules were not asked, and by whose wish."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    limits: tuple[str, ...] = ()


def configured(
    findings: Sequence[Finding], case: Case, settings: Sequence[Settings], asked: Asked = EVERYTHING, *, unused: bool
) -> Configured:
    """Apply *settings*, the weightiest last, and what this run asks for, to all *findings* of *case*.

    Leaving out comes last: what is left out of the report does not make a suppression unused. *unused*: tell of
    suppressions without a finding.
    """
    graded = [_graded(finding, settings) for finding in findings]
    parted = split(graded, [one for file in settings for one in file.suppressions], case.drafts, case.today, unused=unused)
    rules = catalogue(case.jurisdiction.id)
    told = [_graded(finding_of(rules[rule], found, case), settings) for rule, found in parted.hits]
    wanted = [finding for finding in (*parted.findings, *told) if is_asked(finding.rule, settings, asked)]
    return Configured(
        sorted_findings(wanted, case),
        tuple(one for one in parted.suppressed if is_asked(one.finding.rule, settings, asked)),
        tuple(limits(settings, asked)),
    )


def _graded(finding: Finding, settings: Sequence[Settings]) -> Finding:
    for file in reversed(settings):
        severity = file.severities.get(finding.rule)
        if severity == finding.severity:
            return finding
        if severity is not None:
            return replace(finding, severity=severity, regraded=Regraded(finding.severity, file.by))
    return finding


def is_asked(rule: str, settings: Sequence[Settings], asked: Asked) -> bool:
    """Tell whether findings of *rule* are wanted."""
    left_out = rule in asked.ignore or any(rule in file.ignore for file in settings)
    return not left_out and (not asked.select or rule in asked.select)


def refuse_nothing(known: Collection[str], settings: Sequence[Settings], asked: Asked, place: str) -> None:
    """Raise UserError where none of the rules *known* at *place* is asked, so that silence is not taken for soundness."""
    if any(is_asked(rule, settings, asked) for rule in known):
        return
    words = f"（{'；'.join(limits(settings, asked))}）"
    if asked.select and not any(rule in asked.select for rule in known):
        remedy = "没有指明管辖制度的，加上 --jurisdiction；指明了的，换成该制度的规则，alliance-docs explain 编号 可以查看"
        raise UserError(f"选定的规则在这里一条也用不上{words}", place=place, remedy=remedy)
    raise UserError(f"规则全部不检查，没有可查的{words}", place=place, remedy="核对 --select、--ignore 和 checks.yaml 的 ignore")


def limits(settings: Sequence[Settings], asked: Asked) -> Iterator[str]:
    """Yield in words which rules are asked and which are not."""
    if asked.select:
        yield f"只检查：{'、'.join(asked.select.names)}"
    for names, by in ((asked.ignore.names, "--ignore"), *((file.ignore.names, file.by) for file in settings)):
        if names:
            yield f"不检查：{'、'.join(names)}（{by}）"
