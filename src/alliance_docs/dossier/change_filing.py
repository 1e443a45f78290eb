"""The filing that reports changes 变更报备: only while something is to be reported, and one draft of it at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alliance_docs.dossier.sealed import is_sealed
from alliance_docs.errors import UserError
from alliance_docs.facts.change_told import unreported
from alliance_docs.facts.facts import Facts
from alliance_docs.jurisdictions.jurisdiction import Filing

_REPORTED = "last_change"


def reports_changes(filing: Filing) -> bool:
    """Tell whether the filing reports changes: the last change not yet reported dates it."""
    return filing.date.startswith(f"{_REPORTED}.")


def refuse_nothing(filing: Filing, facts: Facts) -> None:
    """Raise UserError when the filing reports changes and there is none to report."""
    if not reports_changes(filing) or unreported(facts):
        return
    done = [one.reported for one in facts.changes or () if one.reported]
    what = f"没有尚未报告的变更，最近一次已报告于 {done[-1]}" if done else "没有尚未报告的变更"
    raise UserError(what, place=f"--filing {filing.id}", remedy="先用 alliance-docs members 或者 changes 记录变更；补正已报送的材料用 seal --resubmit")


def free_folder(folder: Path) -> Path:
    """Return the folder for changes reported after *folder* was sealed with the same date: ``2028-09-15-2-change``."""
    date, filing = folder.name[:10], folder.name[10:]
    number, free = 2, folder
    while is_sealed(free):
        free = folder.with_name(f"{date}-{number}{filing}")
        number += 1
    return free


def drafts_before(folder: Path, filing: Filing) -> Iterator[Path]:
    """Yield the folders of the same filing drafted under another date and not sealed: *folder* takes their place."""
    undated = folder.with_name(f"undated-{filing.id}")
    if undated != folder and undated.is_dir():
        yield undated
    if reports_changes(filing):
        for path in sorted(folder.parent.glob(f"[0-9]*-{filing.id}")):
            if path != folder and path.is_dir() and not is_sealed(path):
                yield path
