"""Changes recorded before the founding filing is sealed: its papers stay as of their own date, and can be sealed any day later."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from alliance_docs.dossier.build import build
from alliance_docs.dossier.checking import check_dossier, check_path
from alliance_docs.dossier.own_day import events_shown, facts_of, settled_documents, unsealed_founding
from alliance_docs.dossier.recording import record
from alliance_docs.dossier.sealed import facts_at_seal, sealed_filing
from alliance_docs.dossier.sealing import folder_to_seal, seal
from alliance_docs.dossier.store import Dossier, read_answers
from alliance_docs.errors import UserErrors
from alliance_docs.facts import changing
from alliance_docs.facts.change_problems import BEFORE_SIGNING
from alliance_docs.facts.changing import Told
from alliance_docs.facts.facts import UNSTORED

FOUNDING = "2026-12-18-founding"
FILED, LEFT, TODAY = dt.date(2026, 12, 20), dt.date(2027, 5, 10), dt.date(2027, 6, 1)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """The example drafted, not sealed, and a unit that left since."""
    dossier = Dossier.create(tmp_path_factory.mktemp("own") / "案卷", read_answers(example))
    build(dossier, today=FILED)
    leave(dossier, LEFT)
    return dossier.folder


@pytest.fixture(scope="session")
def example() -> Path:
    return Path(__file__).parents[2] / "examples" / "gansu.yaml"


@pytest.fixture
def dossier(drafted: Path, tmp_path: Path) -> Dossier:
    return Dossier(Path(shutil.copytree(drafted, tmp_path / "案卷")))


def leave(dossier: Dossier, day: dt.date, member: str = "m12", kind: str = "leave") -> None:
    record(dossier, lambda facts, _events: [changing.leave(facts, member, Told(day, day), kind)], day, day)


def test_the_founding_papers_stay_as_of_their_date_and_can_be_sealed(dossier: Dossier) -> None:
    before = {path.name: path.read_bytes() for path in (dossier.filings / FOUNDING).iterdir()}
    report = build(dossier, today=TODAY)
    assert report.written == ()
    assert {path.name: path.read_bytes() for path in (dossier.filings / FOUNDING).iterdir()} == before
    assert unsealed_founding(dossier) == dossier.filings / FOUNDING

    whole = check_dossier(dossier, TODAY)  # today is checked as it is; the papers are not taken for today's
    rules = [one.rule for one in whole.findings if one.severity != "note"]
    assert set(rules) == {"AD-ME-06", "AD-FI-07", "AD-CH-02"}
    (told,) = [one for one in whole.findings if one.rule == "AD-FI-07"]
    assert f"seal {FOUNDING} --on" in told.fix
    papers = check_path(dossier.filings / FOUNDING, TODAY)
    assert not [one for one in papers.findings if one.severity != "note"]
    charter = check_path(dossier.filings / FOUNDING / "04 章程.docx", TODAY)
    assert not [one for one in charter.findings if one.severity == "error"]

    done = seal(dossier, folder_to_seal(dossier), FILED, TODAY)
    assert len(facts_at_seal(done.folder).members or ()) == 12
    assert all(member.stage != "退出" for member in facts_at_seal(done.folder).members or ())
    assert sealed_filing(done.folder).changes == ()
    found = check_dossier(dossier, TODAY).findings
    assert not [one for one in found if one.rule in ("AD-FI-07", "AD-SE-01", "AD-SE-02", "AD-SE-03")]
    assert unsealed_founding(dossier) is None


def test_sealed_before_or_after_the_change_the_same_facts_are_kept(dossier: Dossier) -> None:
    kept = facts_of(dossier, "founding", TODAY)
    assert kept.model_copy(update={UNSTORED: None}) == dossier.facts
    assert len(facts_of(dossier, "change", TODAY).active_members) == 11
    assert len(dossier.facts_on(TODAY).active_members) == 11


def test_without_a_date_the_founding_papers_show_what_is(dossier: Dossier) -> None:
    dossier.save_answer("dates.filing", None)
    assert len(facts_of(dossier, "founding", TODAY).active_members) == 11


def test_a_unit_that_withdrew_before_signing_is_in_no_paper(dossier: Dossier) -> None:
    leave(dossier, dt.date(2027, 1, 10), "m11", BEFORE_SIGNING)
    facts = facts_of(dossier, "founding", TODAY)
    assert [one.id for one in facts.members or () if one not in facts.active_members] == ["m11"]
    assert [one.type for one in facts.changes or ()] == [BEFORE_SIGNING]
    build(dossier, today=TODAY)
    assert (dossier.filings / FOUNDING / "04 章程.docx").is_file()
    done = seal(dossier, folder_to_seal(dossier), dt.date(2027, 1, 20), TODAY, despite="席位另行调整")
    assert sealed_filing(done.folder).changes == ("c002",)


def test_documents_of_before_are_not_said_to_change(dossier: Dossier) -> None:
    from alliance_docs.dossier.history import events_of

    events = events_of(dossier)
    assert {"agreement", "charter", "founding-minutes"} <= settled_documents(dossier, events)
    assert events_shown(events, dt.date(2026, 12, 18)) == ()
    assert not settled_documents(dossier, events_shown(events, LEFT)) - {"agreement"} or events_shown(events, LEFT) == events


def test_sealing_a_report_as_of_a_day_before_a_change_in_it_says_how(dossier: Dossier) -> None:
    seal(dossier, folder_to_seal(dossier), FILED, TODAY)
    report = build(dossier, "change", today=TODAY)
    manifest = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    with pytest.raises(UserErrors) as raised:
        seal(dossier, report.folder, dt.date(2027, 5, 1), TODAY)
    said = str(raised.value)
    assert "其后还有变更 c001" in said
    assert "--today 2027-05-01" in said
    assert manifest["sealed"] is False
