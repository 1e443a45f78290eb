"""Files of a dossier: written whole or not at all, one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from alliance_docs.errors import UserError

LOCK_NAME = ".lock"
_SUFFIX = ".new~"


def digest(data: bytes) -> str:
    """Return the SHA-256 of *data* in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(path: Path, data: bytes) -> None:
    """Write *data* to *path* so that at any moment the old or the new content is there, never a part.

    The folder is made when missing. Raises UserError when the file is held open by another program, when there is no
    permission or no room.
    """
    temporary = path.with_name(f".{path.name}{_SUFFIX}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory", str(path))
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                with contextlib.suppress(OSError):
                    temporary.chmod(path.stat().st_mode & 0o777)
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _settle(path.parent)
    except OSError as error:
        raise explained(error, path, "写入") from error


def _settle(folder: Path) -> None:
    """Make the rename itself durable where the system allows a folder to be synchronised."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_bytes(path: Path) -> bytes:
    """Return the content of *path*. Raises UserError when it is missing, a folder, or not readable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise explained(error, path, "读取") from error


def explained(error: OSError, path: Path, action: str) -> UserError:
    """Return the one clear line for an error of the file system; *action* is 写入 or 读取."""
    place = str(path)
    if path.is_dir() and action == "读取":
        return UserError("应为文件，现为文件夹", place=place, remedy="核对路径")
    held = getattr(error, "winerror", None) in (32, 33) or (sys.platform == "win32" and isinstance(error, PermissionError) and path.is_file())
    if held:
        return UserError(f"文件正被其他程序打开，无法{action}", place=place, remedy=f"请先关闭《{path.stem}》再试")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return UserError(f"没有{action}权限", place=place, remedy="换一个有权限的文件夹，或者请管理员开放权限")
    if error.errno == errno.ENOENT:
        return UserError("没有这个文件", place=place, remedy="核对路径和文件名")
    if error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        return UserError("应为文件，现为文件夹" if path.is_dir() else "上级路径不是文件夹", place=place, remedy="核对路径")
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return UserError("磁盘空间不足", place=place, remedy="清理磁盘后再试；原文件没有改动")
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return UserError("文件名过长或者含有系统不允许的字符", place=place, remedy="换一个较短的名称")
    return UserError(f"无法{action}（{error.strerror or error}）", place=place)


@contextlib.contextmanager
def lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the dossier at *folder* for writing. The same process may hold it more than once.

    Raises UserError when another program holds it for longer than *wait* seconds.
    """
    path = folder / LOCK_NAME
    try:
        held = FileLock(str(path), is_singleton=True)
        held.acquire(timeout=wait)
    except Timeout as error:
        raise UserError("案卷正被另一个程序使用", place=str(folder), remedy="等它结束后再试") from error
    except OSError as error:
        raise explained(error, path, "写入") from error
    try:
        yield
    finally:
        held.release()


def leftovers(folder: Path) -> list[Path]:
    """Return temporary files that an interrupted write left in *folder*; they may be deleted."""
    return sorted(folder.rglob(f".*{_SUFFIX}"))
