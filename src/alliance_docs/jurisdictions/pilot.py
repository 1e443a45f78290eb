"""The pilot period: the start is asked, the end is computed (GX 三, AMB-13)."""

from __future__ import annotations

import datetime as dt


def pilot_end(start: dt.date, years: int) -> dt.date:
    """Return the last day of a period of *years* that begins on *start* (民法典 第二百零二条)."""
    try:
        same_day = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        same_day = dt.date(start.year + years, 3, 1)
    return same_day - dt.timedelta(days=1)
