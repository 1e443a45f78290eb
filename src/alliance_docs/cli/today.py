"""The one place where the clock is read: the default of ``--today``."""

from __future__ import annotations

import datetime as dt

from alliance_docs.errors import UserError
from alliance_docs.facts.values import read_date


def today(given: str | None, option: str = "--today") -> dt.date:
    """Return the day given by *option*, or the day it is."""
    if given is None:
        return dt.date.today()
    try:
        return read_date(given)
    except ValueError as error:
        raise UserError(f"{option} {given}：{error}") from error
