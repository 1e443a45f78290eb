"""A check's outcome as reports need it: with the names that documents, articles and rules go by."""

from __future__ import annotations

from alliance_docs.checks.report_groups import Report, headings_of, rule_names
from alliance_docs.dossier.checking import Checked
from alliance_docs.jurisdictions.jurisdiction import kind_of

ALONE = "政策要求和事实"
"""What is found in a single file but could be settled in another document as well."""


def report_of(checked: Checked) -> Report:
    """Return the outcome with its names; a file made for each member goes by its file name."""
    known = checked.jurisdiction
    titles = dict(checked.titles)
    if checked.alone:
        titles[""] = ALONE
    for document in checked.drafts:
        kind = kind_of(document)
        if document != kind:
            file = checked.files.get(document)
            titles[document] = file.stem if file else f"{titles.get(kind, kind)}－{document.partition('@')[2]}"
    return Report(
        checked.findings,
        titles,
        headings_of(checked.drafts),
        rule_names(known.id) if known else {},
        checked.name,
        known.title if known else "",
        checked.suppressed,
        checked.limits,
    )
