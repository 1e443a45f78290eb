"""Files are written whole or not at all, and every failure is one clear line."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_docs.dossier import files
from alliance_docs.dossier.files import leftovers, lock, read_bytes, write_atomic
from alliance_docs.errors import UserError


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "案卷 一" / "甲 乙.docx"
    write_atomic(path, b"1")
    write_atomic(path, b"2")
    assert path.read_bytes() == b"2"
    assert [entry.name for entry in path.parent.iterdir()] == ["甲 乙.docx"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "章程.docx"
    write_atomic(path, b"old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UserError, match="磁盘空间不足"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["章程.docx"]


def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "alliance.yaml"
    write_atomic(path, b"old")
    code = (
        "import os,sys,pathlib\n"
        "from alliance_docs.dossier import files\n"
        "os.fsync = lambda handle: os._exit(9)\n"
        "files.write_atomic(pathlib.Path(sys.argv[1]), b'new')\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 9
    assert path.read_bytes() == b"old"
    assert len(leftovers(tmp_path)) == 1
    write_atomic(path, b"newer")
    assert path.read_bytes() == b"newer"
    assert leftovers(tmp_path) == []


def test_a_file_held_open_by_word_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "章程.docx"
    write_atomic(path, b"old")

    def held(*_: object) -> None:
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(UserError, match="请先关闭《章程》"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("code", "words"), [(errno.EACCES, "没有写入权限"), (errno.EROFS, "没有写入权限"), (errno.ENAMETOOLONG, "文件名过长"), (errno.EIO, "无法写入")]
)
def test_other_failures_are_told_in_plain_words(tmp_path: Path, code: int, words: str) -> None:
    said = str(files.explained(OSError(code, "x"), tmp_path / "a", "写入"))
    assert words in said
    assert str(tmp_path) in said


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="permissions do not bind this user")
def test_no_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="没有写入权限"):
        write_atomic(tmp_path / "a", b"")


def test_a_folder_in_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(UserError, match="现为文件夹"):
        write_atomic(tmp_path / "a", b"")
    with pytest.raises(UserError, match="现为文件夹"):
        read_bytes(tmp_path / "a")
    with pytest.raises(UserError, match="没有这个文件"):
        read_bytes(tmp_path / "b")


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(UserError, match="不是文件夹"):
        write_atomic(tmp_path / "a" / "b", b"")


def test_a_busy_dossier_is_named_and_may_be_held_twice_by_its_holder(tmp_path: Path) -> None:
    code = (
        "import sys,pathlib\n"
        "from alliance_docs.dossier.files import lock\n"
        "with lock(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(UserError, match="正被另一个程序使用") as caught, lock(tmp_path):
            pass
        assert str(tmp_path) in str(caught.value)
        other.stdin.close()
    with lock(tmp_path), lock(tmp_path):
        pass
