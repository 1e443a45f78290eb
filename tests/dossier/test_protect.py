"""What a lawyer changed in Word is never overwritten."""

from pathlib import Path

import pytest

from alliance_docs.dossier.protect import decide, edited_since, write_all, write_guarded
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.facts.facts import Facts


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷", Facts())


@pytest.mark.parametrize(
    ("on_disk", "recorded", "new", "decision"),
    [(None, (), "n", "write"), (None, ("o",), "n", "write"), ("o", ("o",), "n", "write"), ("n", ("o",), "n", "unchanged"), ("n", (), "n", "unchanged"), ("e", ("o",), "n", "beside"), ("e", (), "n", "beside")],
)
def test_only_our_own_last_version_gives_way(on_disk: str | None, recorded: tuple[str, ...], new: str, decision: str) -> None:
    assert decide(on_disk, recorded, new) == decision


def test_an_unedited_file_is_replaced_and_an_edited_one_kept(dossier: Dossier) -> None:
    path = dossier.filings / "2026-01-01-founding" / "章程.docx"
    assert write_guarded(dossier, path, b"1").decision == "write"
    assert write_guarded(dossier, path, b"1").decision == "unchanged"
    assert write_guarded(dossier, path, b"2").decision == "write"
    assert not edited_since(dossier, path)
    path.write_bytes(b"by hand")
    assert edited_since(dossier, path)
    result = write_guarded(dossier, path, b"3")
    assert (result.decision, result.path.name, result.edited) == ("beside", "章程（新稿）.docx", path)
    assert path.read_bytes() == b"by hand"
    assert result.path.read_bytes() == b"3"
    assert write_guarded(dossier, path, b"4").path == result.path
    result.path.write_bytes(b"by hand too")
    assert write_guarded(dossier, path, b"5").path.name == "章程（新稿2）.docx"
    assert (path.read_bytes(), result.path.read_bytes()) == (b"by hand", b"by hand too")


def test_a_file_that_was_there_before_us_is_kept(dossier: Dossier) -> None:
    path = dossier.folder / "协议.docx"
    path.write_bytes(b"theirs")
    assert write_guarded(dossier, path, b"ours").path.name == "协议（新稿）.docx"
    assert path.read_bytes() == b"theirs"


def test_a_build_that_broke_off_does_not_make_our_file_look_edited(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    from alliance_docs.dossier import protect

    path, other = dossier.folder / "a.docx", dossier.folder / "b.docx"
    write_all(dossier, {path: b"1", other: b"1"})
    real = protect.write_atomic

    def breaks(target: Path, data: bytes) -> None:
        if target == other:
            raise KeyboardInterrupt
        real(target, data)

    monkeypatch.setattr(protect, "write_atomic", breaks)
    with pytest.raises(KeyboardInterrupt):
        write_all(dossier, {path: b"2", other: b"2"})
    monkeypatch.undo()
    assert [result.decision for result in write_all(dossier, {path: b"3", other: b"3"})] == ["write", "write"]


def test_lost_records_protect_everything(dossier: Dossier) -> None:
    path = dossier.folder / "a.docx"
    write_guarded(dossier, path, b"1")
    (dossier.pristine / "index.yaml").unlink()
    assert write_guarded(dossier, path, b"2").decision == "beside"
    (dossier.pristine / "index.yaml").write_text("x: [\n", encoding="utf-8")
    with pytest.raises(UserError, match="写出记录损坏"):
        write_guarded(dossier, path, b"3")


def test_records_follow_a_renamed_folder(dossier: Dossier) -> None:
    from alliance_docs.dossier.protect import carry_records

    old, new = dossier.filings / "undated-founding", dossier.filings / "2026-01-01-founding"
    write_guarded(dossier, old / "a.docx", b"1")
    carry_records(dossier, old, new)
    old.rename(new)
    assert write_guarded(dossier, new / "a.docx", b"2").decision == "write"


def test_writes_broken_off_again_and_again_leave_our_own_file_known(dossier: Dossier) -> None:
    """Killed after the record and before the file, twice with different content: what is on disk is still ours."""
    from alliance_docs.dossier.files import digest
    from alliance_docs.dossier.protect import record, recorded_hashes

    path = dossier.filings / "a.docx"
    write_guarded(dossier, path, b"1")
    (name,) = recorded_hashes(dossier)
    for content in (b"2", b"3", b"4"):
        record(dossier, {name: digest(content)}, {name: digest(b"1")})
    assert write_guarded(dossier, path, b"5").decision == "write"
