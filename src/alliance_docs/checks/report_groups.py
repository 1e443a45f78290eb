"""Findings arranged for readers: by what was checked, then by document, then by article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from alliance_docs.checks.finding import Finding, Suppressed, summary
from alliance_docs.checks.reading import clause_place
from alliance_docs.checks.requirement import requirements
from alliance_docs.checks.rule import catalogue
from alliance_docs.drafting.draft import Draft

_ARTICLE = re.compile(r"^(?:第[〇零一二三四五六七八九十百千]+条|附件\d+)")
FACTS = "事实和材料"
_SHORT = 30


@dataclass(frozen=True)
class Report:
    """What one check found, as reports need it. *name*: the file or dossier; *by*: the jurisdiction's title.

    *titles* by document id, that of the facts and the package under ``""``; *headings*: what an article is called, by document and clause id; *rules*: names by rule id; *suppressed*: what is told
    apart; *limits*: in words, which rules were not asked.
    """

    findings: tuple[Finding, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    by: str = ""
    suppressed: tuple[Suppressed, ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """The findings of one article; without *heading* those of the whole document."""

    heading: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Document:
    """The findings of one document; without *id* those of the facts and the package."""

    id: str
    title: str
    articles: tuple[Article, ...]

    @property
    def counted(self) -> dict[str, int]:
        """How many findings, by severity."""
        return summary(finding for article in self.articles for finding in article.findings)


def grouped(
    findings: Iterable[Finding],
    titles: Mapping[str, str] | None = None,
    headings: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Document, ...]:
    """Arrange findings in the order they come in; those of one article together."""
    documents = []
    for document, group in groupby(findings, key=lambda finding: finding.document):
        inside: dict[str, list[Finding]] = {}
        for finding in group:
            inside.setdefault(_heading(finding, headings or {}), []).append(finding)
        articles = tuple(Article(heading, tuple(found)) for heading, found in inside.items())
        documents.append(Document(document, (titles or {}).get(document, document or FACTS), articles))
    return tuple(documents)


def place_of(report: Report, finding: Finding) -> str:
    """Return where a finding stands, in words that stand alone: 组建协议　第十二条第二款."""
    title = report.titles.get(finding.document, finding.document or FACTS)
    return f"{title}　{finding.location}" if finding.location and finding.document else title


def _heading(finding: Finding, headings: Mapping[tuple[str, str], str]) -> str:
    if not finding.document:
        return ""
    known = headings.get((finding.document, finding.clause), "")
    found = _ARTICLE.match(finding.location)
    return known or (found[0] if found else "")


def headings_of(drafts: Mapping[str, Draft]) -> dict[tuple[str, str], str]:
    """Return what the clauses of *drafts* are called: 第十二条　表决."""
    return {(document, clause.id): _called(clause_place(clause), clause.rubric_text) for document, draft in drafts.items() for clause in draft.clauses}


def _called(place: str, rubric: str) -> str:
    rubric = " ".join(rubric.split())
    if rubric and rubric not in place:
        place = f"{place}　{rubric}"
    return place if len(place) <= _SHORT else f"{place[:_SHORT]}…"


def rule_names(jurisdiction: str) -> dict[str, str]:
    """Return the names of a jurisdiction's rules and the gist of its requirements, by id."""
    names = {key: found.gist for key, found in requirements(jurisdiction).items()}
    return names | {key: rule.name for key, rule in catalogue(jurisdiction).items()}
