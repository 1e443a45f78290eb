"""A file edited and saved by LibreOffice without a screen, by a macro: what a lawyer does at the keyboard."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SOFFICE = shutil.which("soffice")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
_LIBRARY = _HEAD.format("library:library", "library") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>\n'
)
_LIBRARIES = _HEAD.format("library:libraries", "libraries") + (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>'
    "</library:libraries>\n"
)
_BASIC = """
Function Found(words As String)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  Found = doc.findFirst(search)
  If IsNull(Found) Then Error 1000
End Function

Sub Reword(old As String, fresh As String)
  place = Found(old)
  place.String = fresh
End Sub

Sub AddBehind(words As String, style As String, fresh As String)
  place = Found(words)
  cursor = place.Text.createTextCursorByRange(place.End)
  cursor.gotoEndOfParagraph(False)
  place.Text.insertControlCharacter(cursor, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
  cursor.gotoEndOfParagraph(False)
  cursor.ParaStyleName = style
  place.Text.insertString(cursor, fresh, False)
End Sub

Sub Strike(first As String, behind As String)
  start = Found(first)
  finish = Found(behind)
  cursor = start.Text.createTextCursorByRange(start.Start)
  cursor.gotoStartOfParagraph(False)
  last = finish.Text.createTextCursorByRange(finish.Start)
  last.gotoStartOfParagraph(False)
  cursor.gotoRange(last.Start, True)
  cursor.String = ""
End Sub
"""


def reword(old: str, new: str) -> str:
    """The words *old*, at their first place, made *new*. Numbers in references are fields: they cannot be searched for."""
    return f"Reword({_said(old)}, {_said(new)})"


def add_behind(words: str, style: str, new: str) -> str:
    """A paragraph *new* in a style, behind the one with *words*."""
    return f"AddBehind({_said(words)}, {_said(style)}, {_said(new)})"


def strike(first: str, behind: str) -> str:
    """All from the paragraph with *first* up to the one with *behind* struck."""
    return f"Strike({_said(first)}, {_said(behind)})"


def _said(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def edit(source: Path, target: Path, profile: Path, edits: Sequence[str], *, tracked: bool = False) -> bool:
    """Open *source*, edit it and save it as *target*; tell whether this LibreOffice can."""
    if not profile.exists():
        _run(profile, "--terminate_after_init")  # makes the profile
    calls = "".join(f"  {one}\n" for one in edits)
    text = (
        f"Dim doc\n{_BASIC}\nSub Play(source As String, target As String)\n  On Error Goto Failed\n"
        "  Dim args(0) As New com.sun.star.beans.PropertyValue\n"
        '  args(0).Name = "Hidden" : args(0).Value = True\n'
        '  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, args())\n'
        f"  doc.RecordChanges = {tracked}\n{calls}"
        "  Dim out(0) As New com.sun.star.beans.PropertyValue\n"
        '  out(0).Name = "FilterName" : out(0).Value = "MS Word 2007 XML"\n'
        "  doc.storeToURL(target, out())\n"
        "Failed:\n  doc.close(True)\nEnd Sub\n"
    )
    module = _HEAD.format("script:module", "module") + (
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">\n'
        f"{escape(text)}</script:module>\n"
    )
    standard = profile / "user" / "basic" / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    for path, content in ((standard / "Module1.xba", module), (standard / "script.xlb", _LIBRARY), (standard.parent / "script.xlc", _LIBRARIES)):
        path.write_text(content, encoding="utf-8")
    _run(profile, f'macro:///Standard.Module1.Play("{source.as_uri()}","{target.as_uri()}")')
    return target.exists()


def _run(profile: Path, *arguments: str) -> None:
    assert SOFFICE is not None
    subprocess.run([SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments], capture_output=True, timeout=120, check=False)
