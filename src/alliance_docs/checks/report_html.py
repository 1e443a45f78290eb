"""The report as one HTML page that can be sent to anybody: nothing is loaded from elsewhere, nothing runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from alliance_docs.checks.explain import SEVERITY_WORDS
from alliance_docs.checks.finding import Finding, Suppressed, summary
from alliance_docs.checks.report import APART, held, regraded
from alliance_docs.checks.report_groups import Document, Report, grouped, place_of
from alliance_docs.facts.formats import date
from alliance_docs.resources import data_folder


@dataclass(frozen=True)
class _Part:
    number: int
    name: str
    documents: tuple[Document, ...]
    rules: Mapping[str, str]
    suppressed: tuple[_Apart, ...] = ()
    limits: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Apart:
    """A suppressed finding: where it stands, why it is accepted, by whom and until when."""

    finding: Finding
    place: str
    reason: str
    held: str


def to_html(reports: Sequence[Report], day: dt.date | None = None) -> str:
    """Return the page over one or more checks; *day* is the day checked for. The look is ``templates/common/report.html``.

    The same findings give the same bytes; every value is escaped.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    source = (data_folder("templates") / "common" / "report.html").read_text(encoding="utf-8")
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, newline_sequence="\n"
    )
    parts = tuple(
        _Part(number, one.name, grouped(one.findings, one.titles, one.headings), one.rules, _apart(one), one.limits, one.titles)
        for number, one in enumerate(reports, start=1)
    )
    counted = summary(finding for one in reports for finding in one.findings)
    return environment.from_string(source).render(
        names=[one.name for one in reports if one.name],
        by=list(dict.fromkeys(one.by for one in reports if one.by)),
        day=date(day) if day else "",
        counted=counted,
        total=sum(counted.values()),
        parts=parts,
        grades=SEVERITY_WORDS,
        regraded=regraded,
        apart_title=APART,
        apart=sum(len(one.suppressed) for one in reports),
        limits=list(dict.fromkeys(limit for one in reports for limit in one.limits)),
    )


def _apart(report: Report) -> tuple[_Apart, ...]:
    def told(one: Suppressed) -> _Apart:
        return _Apart(one.finding, place_of(report, one.finding), one.reason, held(one))

    return tuple(told(one) for one in report.suppressed)
