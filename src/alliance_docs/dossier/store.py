"""The dossier: one alliance's folder. Facts are read from it and saved to it, one answer at a time."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

from alliance_docs.dossier.files import LOCK_NAME, explained, lock, read_bytes, write_atomic
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.assign import assign
from alliance_docs.facts.consistency import problems
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.yaml_file import decode, parse, render, with_facts

FACTS_FILE = "alliance.yaml"
FILINGS = "filings"
_NOTHING = (LOCK_NAME, ".DS_Store", "Thumbs.db", "desktop.ini")
"""Files that do not make a folder occupied."""


class Dossier:
    """A folder that holds alliance.yaml. Open one with :meth:`open`, :meth:`create` or :meth:`find`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: tuple[str, Facts] | None = None

    def __repr__(self) -> str:
        return f"Dossier({str(self.folder)!r})"

    @classmethod
    def create(cls, folder: Path, facts: Facts) -> Dossier:
        """Start a dossier. Missing parents are made. Raises UserError when *folder* is not empty or not writable."""
        if folder.is_file():
            raise UserError("目标应为文件夹，现为文件", place=str(folder), remedy="换一个名称")
        try:
            if folder.is_dir() and any(entry.name not in _NOTHING for entry in folder.iterdir()):
                raise UserError("目标文件夹不是空的", place=str(folder), remedy="换一个文件夹；已有案卷的，用 ask 继续填写")
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explained(error, folder, "写入") from error
        dossier = cls(folder)
        dossier.replace_facts(facts)
        return dossier

    @classmethod
    def open(cls, folder: Path) -> Dossier:
        """Open the dossier at *folder*. Raises UserError when it holds no alliance.yaml."""
        if not (folder / FACTS_FILE).is_file():
            if not folder.exists():
                raise UserError("没有这个文件夹", place=str(folder), remedy="核对路径，或者用 new 新建案卷")
            raise UserError(f"不是案卷：其中没有 {FACTS_FILE}", place=str(folder), remedy="核对路径，或者用 new 新建案卷")
        return cls(folder)

    @classmethod
    def find(cls, start: Path) -> Dossier:
        """Open the dossier in *start* or its nearest parent; where *start* is relative, so is its folder. Raises UserError when there is none."""
        here = start.absolute()
        for folder in (here, *here.parents):
            if (folder / FACTS_FILE).is_file():
                return cls(folder if start.is_absolute() else Path(os.path.relpath(folder)))  # short in what is printed
        raise UserError(f"这里和各级上级文件夹中都没有 {FACTS_FILE}", place=str(here), remedy="写明案卷文件夹，或者用 new 新建案卷")

    @classmethod
    def at(cls, folder: Path | None) -> Dossier:
        """Open the dossier a user names, or the one around the current folder when none is named. Raises UserError."""
        return cls.open(folder) if folder is not None else cls.find(Path())

    # --- places -------------------------------------------------------------------------------------------------

    @property
    def facts_file(self) -> Path:
        """alliance.yaml."""
        return self.folder / FACTS_FILE

    @property
    def clauses(self) -> Path:
        """The folder of this alliance's own wording."""
        return self.folder / "clauses"

    @property
    def attachments(self) -> Path:
        """The folder of licences, resolutions and scans."""
        return self.folder / "attachments"

    @property
    def filings(self) -> Path:
        """The folder that holds one folder for each filing."""
        return self.folder / FILINGS

    @property
    def pristine(self) -> Path:
        """The folder of what was rendered and written."""
        return self.folder / ".pristine"

    # --- facts --------------------------------------------------------------------------------------------------

    @property
    def facts(self) -> Facts:
        """The facts as alliance.yaml has them now. Raises UserErrors with every mistake in the file."""
        return self._read(consistent=True)[1]

    def facts_on(self, day: dt.date | None = None) -> Facts:
        """The facts as of the end of *day* (None: after every change): alliance.yaml and the changes since. Raises UserError.

        ``changes`` of the result holds what changed; without changes.yaml it is empty, never unknown.
        """
        from alliance_docs.dossier.history import events_of, told_state

        return told_state(self, events_of(self), day)

    def _read(self, *, consistent: bool) -> tuple[str, Facts]:
        text = decode(read_bytes(self.facts_file), FACTS_FILE)
        if self._seen is None or self._seen[0] != text:
            self._seen = text, parse(text, FACTS_FILE, consistent=False)
        if consistent and problems(self._seen[1]):
            parse(text, FACTS_FILE)  # raises, with the lines
        return self._seen

    def save_answer(self, path: str, value: object) -> Facts:
        """Save one answer at once and return the facts; hand edits made meanwhile are kept.

        Raises UserError when the value does not fit or brings in a contradiction (wrong credit code, member twice, …);
        the file is then as before.
        """
        with lock(self.folder):
            _, before = self._read(consistent=False)
            after = assign(before, path, value)
            refuse_new_problems(before, after)
            self.replace_facts(after)
            return after

    def replace_facts(self, facts: Facts) -> None:
        """Make alliance.yaml say *facts*; comments, order and hand formatting of the file stay."""
        with lock(self.folder):
            data = read_bytes(self.facts_file) if self.facts_file.exists() else None
            if data is None:
                text = render(facts)
            else:
                old = decode(data, FACTS_FILE)
                if self._seen == (old, facts):
                    return
                mark = "\ufeff" if data.startswith(b"\xef\xbb\xbf") else ""
                text = mark + with_facts(old, facts, FACTS_FILE)
            write_atomic(self.facts_file, text.encode("utf-8"))
            self._seen = text.removeprefix("\ufeff"), facts


def refuse_new_problems(before: Facts, after: Facts) -> None:
    """Raise UserErrors for contradictions that *after* has and *before* had not."""
    known = set(problems(before))
    new = [problem for problem in problems(after) if problem not in known]
    if new:
        raise UserErrors(UserError(problem.message, place=problem.path, remedy=problem.remedy) for problem in new)


def read_answers(path: Path) -> Facts:
    """Return the facts of an answers file, or of another dossier's folder. Raises UserError."""
    if path.is_dir():
        return Dossier.open(path).facts_on().model_copy(update={UNSTORED: None})
    if not path.exists():
        raise UserError("没有这个答案文件", place=str(path), remedy="核对路径和文件名")
    return parse(decode(read_bytes(path), path.name), path.name)


def apply_settings(facts: Facts, settings: Iterable[str]) -> Facts:
    """Return *facts* with each ``KEY=VALUE`` of ``--set`` applied in turn; an empty value clears. Raises UserError."""
    before = facts
    for setting in settings:
        path, equals, value = setting.partition("=")
        if not equals or not path.strip():
            raise UserError(f"--set 应写作 字段=值，发现“{setting}”", remedy="例如 --set alliance.name=甘肃省风电装备产业技术创新联盟")
        facts = assign(facts, path.strip(), value)
    refuse_new_problems(before, facts)
    return facts
