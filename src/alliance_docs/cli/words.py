"""Interface words: Chinese in the source, other languages from Babel catalogues in ``locale/``.

Documents, questionnaires and findings stay Chinese: they are what is filed.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_LANGUAGES = ("zh", "en")
_chosen = "zh"


def choose(language: str | None) -> None:
    """Choose the interface language: ``zh``, ``en``, or None to follow the environment."""
    global _chosen
    _chosen = language if language in _LANGUAGES else _from_environment()


def _from_environment() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    system = (locale.getlocale()[0] or "") if sys.platform == "win32" else ""
    return "en" if system.lower().startswith("en") else "zh"


def _(text: str, **values: object) -> str:
    """Return *text* in the chosen language with *values* put into its ``{name}`` places."""
    if _chosen != "zh":
        text = _catalogue(_chosen).get(text, text)
    return text.format(**values) if values else text


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    from babel.messages.pofile import read_po

    path = Path(__file__).parent / "locale" / f"{language}.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
