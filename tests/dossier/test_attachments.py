"""Attachments are copied in, recorded with their hash, and watched."""

import datetime as dt
from pathlib import Path

import pytest

from alliance_docs.dossier.attachments import add, kinds, load, remove
from alliance_docs.dossier.store import Dossier
from alliance_docs.errors import UserError
from alliance_docs.facts.assign import assign
from alliance_docs.facts.facts import Facts


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return Dossier.create(tmp_path / "案卷", assign(Facts(), "members", "甲公司\n乙大学"))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "扫描 件.pdf"
    path.write_bytes(b"%PDF-1")
    return path


def test_an_attachment_is_copied_and_recorded(dossier: Dossier, scan: Path) -> None:
    entry = add(dossier, scan, "营业执照", member="甲公司", date="2026年1月2日", expiry="2027-01-01", note="副本")
    assert (entry.kind, entry.member, entry.date, entry.expiry) == ("营业执照或者法人证书", "m01", dt.date(2026, 1, 2), dt.date(2027, 1, 1))
    assert (dossier.attachments / "扫描 件.pdf").read_bytes() == b"%PDF-1"
    scan.unlink()
    assert load(Dossier.open(dossier.folder)) == ((entry,), ())


def test_the_same_paper_is_recorded_once_and_another_of_the_same_name_beside_it(dossier: Dossier, scan: Path) -> None:
    first = add(dossier, scan, "其他")
    again = add(dossier, scan, "其他", expiry="2027-01-01")
    assert load(dossier)[0] == (again,)
    assert again.file == first.file
    scan.write_bytes(b"%PDF-2")
    second = add(dossier, scan, "其他")
    assert second.file != first.file
    assert load(dossier) == ((again, second), ())


def test_a_changed_or_missing_file_is_told(dossier: Dossier, scan: Path) -> None:
    entry = add(dossier, scan, "会议决议")
    (dossier.attachments / entry.file).write_bytes(b"other")
    assert "内容不同" in load(dossier)[1][0].message
    (dossier.attachments / entry.file).unlink()
    assert "已不在案卷中" in load(dossier)[1][0].message
    remove(dossier, entry.file)
    assert load(dossier) == ((), ())


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("营业执着", {}, "营业执照"),
        ("其他", {"member": "丙所"}, "没有“丙所”"),
        ("其他", {"date": "昨天"}, "日期"),
        ("其他", {"date": "2026-02-01", "expiry": "2026-01-01"}, "早于"),
        ("其他", {"note": "a\nb"}, "一行"),
    ],
)
def test_a_wrong_entry_is_refused_and_nothing_is_copied(dossier: Dossier, scan: Path, kind: str, options: dict[str, str], words: str) -> None:
    with pytest.raises(UserError, match=words):
        add(dossier, scan, kind, **options)  # type: ignore[arg-type]
    assert load(dossier) == ((), ())
    assert not dossier.attachments.exists()


def test_a_file_that_cannot_be_read_is_told(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "空.pdf").write_bytes(b"")
    for path, words in ((tmp_path / "无.pdf", "没有这个文件"), (tmp_path, "现为文件夹"), (tmp_path / "空.pdf", "空的")):
        with pytest.raises(UserError, match=words):
            add(dossier, path, "其他")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("attachments: x\n", "列表"),
        ("attachments:\n  - x\n", "第 1 项"),
        ("attachments:\n  - {file: a}\n", "缺少 kind"),
        ("attachments:\n  - {file: a, kind: 其他, sha256: x, expriy: 2026-01-01}\n", "expiry"),
        ("attachments:\n  - {file: ../a, kind: 其他, sha256: x}\n", "文件名"),
        ("attachments:\n  - {file: a, kind: 其他, sha256: x, date: 2026-99-01}\n", "这一天|YAML"),
        ("a: [\n", "YAML"),
    ],
)
def test_a_damaged_index_is_told_in_one_line(dossier: Dossier, text: str, words: str) -> None:
    dossier.attachments.mkdir()
    (dossier.attachments / "index.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=words) as caught:
        load(dossier)
    assert "attachments/index.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_names_that_other_systems_refuse_are_made_safe(dossier: Dossier, tmp_path: Path) -> None:
    odd = tmp_path / ("长" * 70 + ".pdf")
    odd.write_bytes(b"1")
    assert add(dossier, odd, "其他").file == "长" * 60 + ".pdf"
    index = tmp_path / "index.yaml"
    index.write_bytes(b"2")
    assert add(dossier, index, "其他").file != "index.yaml"
    assert load(dossier)[1] == ()


def test_every_kind_has_a_note() -> None:
    assert all(kind.note for kind in kinds())
    assert "依托主体内部决议" in [kind.id for kind in kinds()]
