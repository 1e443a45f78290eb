"""PDF copies by LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from alliance_docs.errors import UserError


def to_pdf(folder: Path) -> list[Path]:
    """Convert every .docx of *folder* into ``pdf/`` beside them. Raises UserError when LibreOffice is missing or fails."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise UserError("没有找到 LibreOffice，不能转成 PDF", remedy="安装 LibreOffice，或者在 Word、WPS 中另存为 PDF")
    files = sorted(folder.glob("*.docx"))
    target = folder / "pdf"
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(target)]
        done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)  # noqa: S603 - our own files
    made = [target / f"{file.stem}.pdf" for file in files]
    lost = [path.stem for path in made if not path.is_file()]
    if lost:
        raise UserError(f"LibreOffice 没有转出：{'、'.join(lost)}", place=str(folder), remedy=(done.stderr.strip().splitlines() or ["单独打开该文件看原因"])[-1])
    return made
