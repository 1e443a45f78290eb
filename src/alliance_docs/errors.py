"""The one family of errors a user can meet: each is one clear line, never a traceback."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AllianceDocsError(Exception):
    """Base of every error this package raises on purpose."""


class UserError(AllianceDocsError):
    """Wrong use or unreadable input: the message names place, value, expectation and remedy.

    The command line prints it as one line and exits with status 2.
    """

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        self.message = " ".join(message.split())
        self.place = " ".join(place.splitlines())
        self.remedy = " ".join(remedy.splitlines())
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.place}：" if self.place else ""
        tail = f" → {self.remedy}" if self.remedy else ""
        return f"{head}{self.message}{tail}"


class UserErrors(UserError):
    """Several :class:`UserError` found in one pass, printed one a line."""

    def __init__(self, errors: Iterable[UserError]) -> None:
        self.errors = tuple(errors)
        super().__init__(self.errors[0].message if self.errors else "")

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


def single(error: UserError) -> tuple[UserError, ...]:
    """Return the errors that one error is made of, each by itself."""
    return tuple(each for one in error.errors for each in single(one)) if isinstance(error, UserErrors) else (error,)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a remedy sentence naming the closest of *known* to *word*, or an empty string."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"是否要写“{found[0]}”？" if found else ""
