"""Several Word files given at once: each checked, and all of them laid beside one another as one case."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_docs.checks.case import Case
from alliance_docs.checks.check import sorted_findings
from alliance_docs.checks.finding import Finding
from alliance_docs.dossier.checking import Checked, check_opened, check_path, found_in, titles_of, told_of_reading
from alliance_docs.dossier.files import explained
from alliance_docs.dossier.general import GENERAL
from alliance_docs.dossier.opened import Opened, open_file
from alliance_docs.drafting.draft import Draft
from alliance_docs.errors import UserError
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

if TYPE_CHECKING:
    from alliance_docs.word.views import View


@dataclass(frozen=True)
class Outcome:
    """What checks found, and what could not be checked at all; *failed*: of which file or folder each error tells, '' unknown."""

    checked: tuple[Checked, ...]
    errors: tuple[UserError, ...] = ()
    failed: tuple[str, ...] = ()


def check_paths(
    paths: Sequence[Path], today: dt.date | None, *, jurisdiction: str | None = None, document: str | None = None,
    view: View = "accepted", tell: Callable[[int, int, Path], None] | None = None,
) -> Outcome:  # fmt: skip
    """Check dossiers and Word files; what cannot be read does not stop the others.

    Word files that lie in no dossier are checked as one case. *tell* hears number, total and path of each of several as its
    turn comes. Raises UserError only for a single path.
    """
    if len(paths) == 1:
        return Outcome((check_path(paths[0], today, jurisdiction=jurisdiction, document=document, view=view),))
    found: list[Checked | Opened] = []
    errors: dict[str, tuple[UserError, str]] = {}
    several = tuple(dict.fromkeys(paths))
    for number, path in enumerate(several, start=1):
        if tell:
            tell(number, len(several), path)
        try:
            if path.is_dir() or not path.exists():
                found.append(check_path(path, today, jurisdiction=jurisdiction, document=document, view=view))
                continue
            one = open_file(path, jurisdiction, document, view)
            found.append(one if one.home is None else check_opened(one, today, view))
        except UserError as error:
            errors.setdefault(str(path) if path.is_dir() else str(error), (error, path.name))
        except OSError as error:
            errors.setdefault(str(path), (explained(error, path, "读取"), path.name))
        except Exception as error:  # noqa: BLE001 - a mistake of ours in one must not cost the others
            errors.setdefault(str(path), (UserError(f"程序内部错误（{type(error).__name__}：{error}）", place=str(path)), path.name))
    told = tuple(errors.values())
    return Outcome(tuple(_checked(found, today, view)), tuple(error for error, _name in told), tuple(name for _error, name in told))


def _checked(found: Sequence[Checked | Opened], today: dt.date | None, view: View) -> Iterator[Checked]:
    """Yield the checks in the order given; loose files stand where the first of their jurisdiction stands."""
    groups = _groups([one for one in found if isinstance(one, Opened)])
    for one in found:
        if isinstance(one, Checked):
            yield one
            continue
        known, group = next((known, group) for known, group in groups if one in group)
        if one is group[0]:
            yield check_together(group, known, today, view) if len(group) > 1 else check_opened(replace(one, jurisdiction=known), today, view)


def _groups(opened: Sequence[Opened]) -> list[tuple[Jurisdiction, list[Opened]]]:
    """Return the files by jurisdiction; those that say none stand under the only one that the others say."""
    told = {one.jurisdiction.id: one.jurisdiction for one in opened if one.jurisdiction.id}
    if len(told) <= 1:
        return [(next(iter(told.values()), GENERAL), list(opened))] if opened else []
    return [
        (known, [one for one in opened if one.jurisdiction.id == known.id])
        for known in (*told.values(), GENERAL) if any(one.jurisdiction.id == known.id for one in opened)
    ]  # fmt: skip


def check_together(opened: Sequence[Opened], known: Jurisdiction, today: dt.date | None, view: View = "accepted") -> Checked:
    """Check files as one case. A second document of a kind is checked by itself as well, under an id of its own (charter-2)."""
    ids = _ids(opened)
    drafts = {name: _draft(one, name, ids, known) for name, one in ids.items()}
    whole = Case(known, drafts=drafts, today=today, dossier=False)
    first = {name: drafts[name] for name, one in ids.items() if name == one.document}
    findings = [finding for name, one in ids.items() for finding in told_of_reading(one, name, whole)]
    findings += found_in(replace(whole, drafts=first), facts=False)
    if len(first) < len(drafts):
        for name, one in ids.items():
            if name not in first:
                findings += _by_itself(name, one.document, drafts[name], whole)
        findings += [finding for finding in found_in(whole, facts=False) if _across(finding, first)]
    titles = {**titles_of(known), **_titles(ids)}
    files = {name: one.path for name, one in ids.items()}
    names = "、".join(one.path.name for one in opened)
    return Checked(sorted_findings(findings, whole), titles, known, drafts, files, names, view, together=True)


def _ids(opened: Sequence[Opened]) -> dict[str, Opened]:
    ids: dict[str, Opened] = {}
    met: Counter[str] = Counter()
    for one in opened:
        met[one.document] += 1
        number = met[one.document]
        ids[one.document if number == 1 else f"{one.document}-{number}"] = one
    return ids


def _draft(one: Opened, name: str, ids: Mapping[str, Opened], known: Jurisdiction) -> Draft:
    """Return the draft under its id; a title that several files bear gets the file's name."""
    title = one.draft.title
    alike = sum(other.draft.title == title for other in ids.values()) > 1
    return replace(
        one.draft, id=name, jurisdiction=known.id if one.ours else "", title=f"{title}（{one.path.name}）" if alike or not title else title
    )


def _by_itself(name: str, kind: str, draft: Draft, whole: Case) -> Iterator[Finding]:
    """Yield what is found in a further document of a kind, under its own id; what belongs to no document is told by the case."""
    case = Case(whole.jurisdiction, drafts={kind: replace(draft, id=kind)}, today=whole.today, dossier=False)
    for finding in found_in(case, facts=False):
        if finding.document == kind:
            yield replace(finding, document=name, also=tuple(replace(place, document=name) for place in finding.also))


def _across(finding: Finding, first: Mapping[str, Draft]) -> bool:
    """Tell whether a finding is a contradiction between documents of which one is not the first of its kind."""
    documents = {finding.document, *(place.document for place in finding.also)}
    return len(documents) > 1 and not documents <= set(first)


def _titles(ids: Mapping[str, Opened]) -> dict[str, str]:
    kinds = Counter(one.title for one in ids.values())
    return {name: f"{one.title}（{one.path.name}）" if kinds[one.title] > 1 else one.title for name, one in ids.items()}
