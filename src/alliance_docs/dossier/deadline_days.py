"""Days reached from other days: by years, months and days, at a date of the year. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal


def shifted(start: dt.date, years: int = 0, months: int = 0, days: int = 0) -> dt.date:
    """Return the day that many years and months, then days, after *start*; never past the calendar's ends.

    A month without the corresponding day: a period ends on its last day (民法典 第二百零二条). Where days are taken off,
    the period is counted with its first day, so the day they are taken off from is the first of the next month.
    """
    index = start.year * 12 + start.month - 1 + years * 12 + months
    year, month = divmod(index, 12)
    month += 1
    if not dt.MINYEAR <= year < dt.MAXYEAR:
        return dt.date.max if year >= dt.MAXYEAR else dt.date.min
    last = calendar.monthrange(year, month)[1]
    day = dt.date(year, month, min(start.day, last))
    if start.day > last and days < 0:
        day += dt.timedelta(days=1)
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min


def at(day: dt.date, month: int, number: int | Literal["last"]) -> dt.date:
    """Return *day* moved to a date of its year: *month* (0: as it is), *number* of the day or ``last`` (0: as it is)."""
    month = month or day.month
    last = calendar.monthrange(day.year, month)[1]
    wanted = last if number == "last" else min(number or day.day, last)
    return dt.date(day.year, month, wanted)
