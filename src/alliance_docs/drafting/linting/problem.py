"""A problem of a template: severity, what, where (file, line or paragraph, nearest clause), and what to do."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

from alliance_docs.errors import UserError

Severity = Literal["error", "warning"]
_LINE = re.compile(r"(?P<file>.*?):(?P<line>\d+)$")


@dataclass(frozen=True)
class Problem:
    """One problem. *file* is ``layer/name``; *line* from 1 in a text, *paragraph* from 1 in *part* of a .docx with its first *words*."""

    message: str
    file: str
    severity: Severity = "error"
    line: int = 0
    part: str = ""
    paragraph: int = 0
    words: str = ""
    clause: str = ""
    remedy: str = ""

    @property
    def place(self) -> str:
        """Where it is, as it is printed: ``firm/charter.md:12``, ``firm/form.docx 正文第 3 段，“单位名称”处``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        if self.part:
            place += f" {self.part}"
        if self.paragraph:
            place += f"第 {self.paragraph} 段"
        return place + (f"，“{self.words}”处" if self.words else "")

    @property
    def told(self) -> UserError:
        """The problem as the error a user meets; the clause is named unless the message names it."""
        clause = f"〔条款 {self.clause}〕" if self.clause and f"“{self.clause}”" not in self.message else ""
        return UserError(self.message, place=self.place, remedy=f"{self.remedy}{clause}") if self.remedy else UserError(
            f"{self.message}{clause}", place=self.place
        )

    def as_data(self) -> dict[str, Any]:
        """The problem as plain data, for ``--format json``; what does not apply is left out."""
        values = {**asdict(self), "place": self.place}
        return {name: value for name, value in values.items() if value not in ("", 0)}


def from_error(error: UserError, severity: Severity = "error") -> Problem:
    """Return the problem that *error* tells; its place is taken apart where it is ``file:line``."""
    found = _LINE.match(error.place)
    if found:
        return Problem(error.message, found["file"], severity, int(found["line"]), remedy=error.remedy)
    return Problem(error.message, error.place, severity, remedy=error.remedy)
