"""alliance.yaml: what is written is read back, and a change touches nothing else."""

import datetime as dt
import difflib
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.fields import fields, fields_in
from alliance_docs.facts.text import refusal
from alliance_docs.facts.tree import read_tree
from alliance_docs.facts.values import Share, Threshold
from alliance_docs.facts.yaml_file import parse, render, with_facts

ODD = ["~", "null", "是", "否", "no", "on", "007", "1_000", "0o17", "1e3", "2026-11-22", "- 甲", "a: b", "a #b", "#", "&x", "*x", "!x", "%", "@", "`", "'", '"', "\\", "{}", "[]", "…", "甲　乙", "---", "...", "🏭", "a\u200bb", "a\ufeffb", "é", "-", "?", ":", "x:", "<<", "=", "|", ">"]
printable = st.characters(exclude_categories=["Cs", "Cc", "Co"])


def carried(text: str) -> bool:
    return refusal(text) is None and bool(text.strip(" \t\n\u3000")) and text == text.strip(" \t\n\u3000")


def visible(text: str) -> bool:
    return carried(text) and any(char.isprintable() and not char.isspace() for char in text)


line = st.one_of(st.sampled_from(ODD), st.text(printable, min_size=1, max_size=12)).filter(visible).filter(lambda t: not set(t) & set("\u2028\u2029"))
prose = st.lists(st.one_of(line, st.sampled_from(["", "  缩进", "尾空 ", "# 井", "\t制表"])), min_size=1, max_size=4).map("\n".join).filter(visible)
VALUES = {
    "line": line,
    "prose": prose,
    "member": line,
    "organ": st.sampled_from(["o01", "o02"]),
    "money": st.integers(0, 10**15).map(lambda cents: Decimal(cents) / 100),
    "figure": st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False),
    "share": st.fractions(0, 1, max_denominator=1000).map(Share),
    "threshold": st.one_of(
        st.just(Threshold(Fraction(1, 2), False)),
        st.fractions(Fraction(1, 3), 1, max_denominator=60)
        .filter(lambda f: f > Fraction(1, 3) and f != Fraction(1, 2))
        .map(lambda f: Threshold(f, True)),
    ),
    "date": st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)),
    "flag": st.booleans(),
    "count": st.integers(0, 10**9),
    "path": st.sampled_from([path for path, field in fields().items() if "[]" not in path and field.kind not in ("path", "id")]),
}


@st.composite
def trees(draw: st.DrawFn, pattern: str = "", most: int = 4) -> dict[str, object]:
    known = {field.name: field for field in fields_in(pattern) if field.path != UNSTORED}
    names = draw(st.lists(st.sampled_from(sorted(known)), max_size=most, unique=True))
    tree: dict[str, object] = {}
    for name in names:
        field = known[name]
        if field.kind == "id":
            continue
        if field.kind == "record":
            inner = trees(field.path + ("[]" if field.many else ""), 3)
        elif field.kind == "choice":
            inner = st.sampled_from(field.options)
        else:
            inner = VALUES[field.kind]
        tree[name] = draw(st.lists(inner, max_size=3)) if field.many else draw(inner)
    return tree


def numbered(tree: dict[str, object]) -> dict[str, object]:
    for name in ("members", "tasks", "organs"):
        for number, item in enumerate(tree.get(name) or ()):  # type: ignore[arg-type, var-annotated]
            item["id"] = f"x{number}"
    return tree


def built(tree: dict[str, object]) -> Facts:
    facts, faults = read_tree(numbered(tree))
    assert not faults, faults
    return facts


some_facts = trees(most=6).map(built)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@quick
@given(some_facts)
def test_what_is_written_is_read_back(facts: Facts) -> None:
    text = render(facts)
    assert parse(text, "alliance.yaml", consistent=False) == facts
    assert render(parse(text, "alliance.yaml", consistent=False)) == text


@quick
@given(some_facts)
def test_a_file_that_already_says_it_stays_byte_for_byte(facts: Facts) -> None:
    text = render(facts).replace("\n", "\r\n")
    assert with_facts(text, facts) == text


@quick
@given(some_facts, some_facts, st.booleans(), st.data())
def test_any_change_keeps_the_comments_written_by_hand(old: Facts, new: Facts, windows: bool, data: st.DataObject) -> None:
    rows = render(old).split("\n")
    tops = [number for number, row in enumerate(rows) if row.startswith("# ──")]
    for number in sorted(data.draw(st.sets(st.sampled_from(tops), max_size=5)), reverse=True):
        rows.insert(number, f"# 手写 {number}")
    text = ("\r\n" if windows else "\n").join(rows)
    changed = with_facts(text, new)
    assert parse(changed, "alliance.yaml", consistent=False) == new
    for row in rows:
        if row.startswith("# 手写"):
            assert row in changed
    if windows:
        assert "\n" not in changed.replace("\r\n", "")


@quick
@given(some_facts, st.sampled_from([p for p, f in fields().items() if "[]" not in p and not f.many and f.kind in ("line", "date", "money")]), st.data())
def test_one_value_changes_one_line(facts: Facts, path: str, data: st.DataObject) -> None:
    facts = facts.model_copy(update={"deferred": None, "skipped": None})
    kind = fields()[path].kind
    value = data.draw(VALUES[kind])
    text = render(facts)
    changed = with_facts(text, assign(facts, path, value))
    different = [row for row in difflib.ndiff(text.splitlines(), changed.splitlines()) if row[0] in "+-"]
    section = path.split(".")[0]
    assert len(different) <= (2 if "." in path or section == "jurisdiction" else 4), different
