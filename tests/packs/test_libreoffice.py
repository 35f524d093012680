"""A workbook form filled in and saved by LibreOffice itself, through its own scripting, and merged."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import task
from tui_tracker.actions.tracker import Tracker

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed; .ci/run installs it"
)
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Fill(path As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
  sheet = doc.Sheets.getByName("Return form")
  sheet.getCellByPosition(5, 8).setString("complete")
  sheet.getCellByPosition(6, 8).setString("Done, says ""Watch B"" – see F:\\plans")
  sheet.getCellByPosition(7, 8).setFormula("2026-06-01")
  sheet.getCellByPosition(8, 9).setFormula("2026-12-31")
  sheet.getCellByPosition(9, 9).setString("trainer off sick")
  Dim out(0) As New com.sun.star.beans.PropertyValue
  out(0).Name = "FilterName" : out(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(ConvertToURL(path), out())
  doc.close(True)
End Sub
</script:module>
"""
_TRUST = """<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def run(profile: Path, *args: str) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", *args]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@needs_libreoffice
def test_a_form_filled_in_by_libreoffice_merges(plan: Tracker, tmp_path: Path) -> None:
    path, profile = tmp_path / "form.xlsx", tmp_path / "profile"
    plan.returns.make(path, "SM Prevention", chaser=False)
    before = path.read_bytes()
    run(profile, "--terminate_after_init")
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Module1.xba").write_text(_MODULE, encoding="utf-8")
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(settings.read_text(encoding="utf-8").replace("</oor:items>", _TRUST), encoding="utf-8")
    run(profile, f'macro:///Standard.Module1.Fill("{path}")')
    assert path.read_bytes() != before, "LibreOffice saved it"
    found = plan.returns.preview(path)
    assert found.unread == []
    plan.returns.merge(found)
    view = plan.read.task(task(plan, "AFI1/T1"))
    assert view.task.progress == "complete"
    assert [(n.text, str(n.date)) for n in view.notes] == [('Done, says "Watch B" – see F:\\plans', "2026-06-01")]
    assert [(p.due_text, p.reason) for p in plan.stations.proposals()] == [("31 Dec 26", "trainer off sick")]
