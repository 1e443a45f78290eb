"""The numbers Word computes, as text: so a stranger's automatic 第三条 is read like one typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.facts.numerals import han, han_year
from alliance_docs.word.counters import Counters
from alliance_docs.word.ooxml import W, integer
from alliance_docs.word.package import Package
from alliance_docs.word.records import Label

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def formatted(value: int, form: str) -> str:
    """Return *value* in a ``w:numFmt``; decimal where we do not know it."""
    if value < 0:
        return str(value)
    match form:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{value:02}"
        case "ideographDigital" | "japaneseDigitalTenThousand":
            return han_year(value)
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return han(value, capital=True)
        case "upperRoman" | "lowerRoman":
            text = ""
            for size, letters in _ROMAN:
                text += letters * (value // size)
                value %= size
            return text if form == "upperRoman" else text.lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else ""
            return letter if form == "upperLetter" else letter.lower()
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(value).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" | "decimalEnclosedParen" | "decimalEnclosedFullstop":
            first = {"P": 0x2474, "F": 0x2488}.get(form[len("decimalEnclosed")], 0x2460)
            return chr(first + value - 1) if 1 <= value <= 20 else str(value)
        case "ideographTraditional" | "ideographZodiac":
            signs = "甲乙丙丁戊己庚辛壬癸" if form == "ideographTraditional" else "子丑寅卯辰巳午未申酉戌亥"
            return signs[value - 1] if 1 <= value <= len(signs) else str(value)
        case _ if "hinese" in form or "apanese" in form or form.startswith(("ideograph", "taiwanese")):
            return han(value)
        case _:
            return str(value)


@dataclass
class Labels:
    """The lists of a document. :meth:`count` must be called for its paragraphs in order."""

    abstracts: dict[int, int] = field(default_factory=dict)
    levels: dict[tuple[int, int], tuple[str, str, bool]] = field(default_factory=dict)
    """(abstract list, level) → number format, text, whether upper numbers are printed in decimal."""
    replaced: dict[tuple[int, int], tuple[str, str, bool]] = field(default_factory=dict)
    linked: dict[tuple[int, str], int] = field(default_factory=dict)
    """(abstract list, style id) → the level of paragraphs numbered by their style."""
    counters: Counters = field(default_factory=Counters)

    def level_of(self, instance: int, style: str, usual: int) -> int:
        """Return the level at which a list numbers paragraphs of a style."""
        return self.linked.get((self.abstracts.get(instance, -1), style), usual)

    def count(self, instance: int, level: int) -> Label | None:
        """Count a paragraph of a list instance; return its number, or None when it has none."""
        abstract = self.abstracts.get(instance)
        if abstract is None or instance == 0:
            return None
        look = self.replaced.get((instance, level)) or self.levels.get((abstract, level))
        if look is None:
            return None
        value = self.counters.take(instance, abstract, level)
        form, text, decimal = look

        def put(found: re.Match[str]) -> str:
            one = int(found[1]) - 1
            its = self.replaced.get((instance, one)) or self.levels.get((abstract, one)) or (form, "", False)
            number = value if one == level else self.counters.current(abstract, one)
            return formatted(number, "decimal" if decimal and one != level else its[0])

        return Label("" if form == "bullet" else _PLACE.sub(put, text), value, level)


def load_labels(package: Package) -> Labels:
    """Return the lists of a package; none when it has no readable numbering part."""
    labels = Labels()
    name = next((name for name in package.parts if name.endswith("/numbering.xml")), None)
    if name is None:
        return labels
    try:
        root = package.xml(name)
    except UserError:
        return labels
    starts: dict[tuple[int, int], int] = {}
    restart: dict[tuple[int, int], int] = {}
    links: dict[int, str] = {}
    named: dict[str, int] = {}
    for abstract in root.findall(f"{W}abstractNum"):
        number = integer(abstract.get(f"{W}abstractNumId"))
        if (link := abstract.find(f"{W}numStyleLink")) is not None:
            links[number] = link.get(f"{W}val", "")
        if (link := abstract.find(f"{W}styleLink")) is not None:
            named[link.get(f"{W}val", "")] = number
        for level in abstract.findall(f"{W}lvl"):
            key = number, integer(level.get(f"{W}ilvl"))
            labels.levels[key] = _look(level)
            starts[key] = _value(level, "start", 1)
            if level.find(f"{W}lvlRestart") is not None:
                restart[key] = _value(level, "lvlRestart", key[1])
            if (style := level.find(f"{W}pStyle")) is not None:
                labels.linked[number, style.get(f"{W}val", "")] = key[1]
    for num in root.findall(f"{W}num"):
        instance = integer(num.get(f"{W}numId"))
        abstract_number = _value(num, "abstractNumId", -1)
        labels.abstracts[instance] = named.get(links.get(abstract_number, ""), abstract_number)
        for override in num.findall(f"{W}lvlOverride"):
            key = instance, integer(override.get(f"{W}ilvl"))
            if (level := override.find(f"{W}lvl")) is not None:
                labels.replaced[key] = _look(level)
                labels.counters.overrides[key] = _value(level, "start", 1)
            if override.find(f"{W}startOverride") is not None:
                labels.counters.overrides[key] = _value(override, "startOverride", 1)
    labels.counters.starts = starts
    labels.counters.restart = restart
    return labels


def _look(level: Any) -> tuple[str, str, bool]:
    form, text = level.find(f"{W}numFmt"), level.find(f"{W}lvlText")
    decimal = level.find(f"{W}isLgl") is not None
    return (
        form.get(f"{W}val", "decimal") if form is not None else "decimal",
        text.get(f"{W}val", "") if text is not None else "",
        decimal,
    )


def _value(element: Any, child: str, usual: int) -> int:
    found = element.find(f"{W}{child}")
    return max(0, integer(found.get(f"{W}val"), usual)) if found is not None else usual
