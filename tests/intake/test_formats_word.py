"""Word documents as the programs that make them write them: each shape is read as the same plain plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.intake.plain_plan import AREAS, HEAD, ROWS, document, found, is_read, rewritten, wanted
from tui_tracker.intake.read import read
from tui_tracker.intake.readers import document as reader

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(xml: str) -> Any:
    return parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>")


def field(instruction: str, result: str) -> list[Any]:
    """The runs of a field."""
    mark = '<w:fldChar w:fldCharType="{}"/>'
    return [
        run(mark.format("begin")), run(f"<w:instrText>{instruction}</w:instrText>"), run(mark.format("separate")), run(f"<w:t>{result}</w:t>"), run(mark.format("end")),
    ]  # fmt: skip


def paragraph_of(made: Any, row: int, column: int) -> Any:
    return made.tables[0].rows[row].cells[column].paragraphs[0]._p


# -- the package


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)  # fmt: skip
def test_templates_and_files_with_macros(tmp_path: Path, kind: str) -> None:
    path, made = document(tmp_path)
    made.save(str(path))
    is_read(rewritten(path, (_MAIN, kind), part="[Content_Types].xml"))


@pytest.mark.parametrize("name", ["word/document2.xml", "word/document22.xml", "other/main.xml"])
def test_a_main_part_at_another_path(tmp_path: Path, name: str) -> None:
    path, made = document(tmp_path)
    made.save(str(path))
    folder, _, file = name.rpartition("/")
    rename = {"word/document.xml": name, "word/_rels/document.xml.rels": f"{folder}/_rels/{file}.rels"}
    changes = [("word/document.xml", name)] + ([('Target="', 'Target="/word/')] if folder != "word" else [])
    rewritten(path, changes[0], part="_rels/.rels")
    rewritten(path, changes[0], part="[Content_Types].xml")
    if folder != "word":
        rewritten(path, changes[1], part="word/_rels/document.xml.rels")
        rewritten(path, ("/word/../", "/"), part="word/_rels/document.xml.rels")
    is_read(rewritten(path, rename=rename))


def test_a_strict_document(tmp_path: Path) -> None:
    path, made = document(tmp_path)
    made.save(str(path))
    is_read(
        rewritten(
            path,
            (
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            ),
            (
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        )
    )


def test_names_of_parts_with_backslashes(tmp_path: Path) -> None:
    path, made = document(tmp_path)
    made.save(str(path))
    import zipfile

    with zipfile.ZipFile(path) as old:
        rename = {n: n.replace("/", "\\") for n in old.namelist()}
    is_read(rewritten(path, rename=rename))


# -- what a paragraph shows


def nested_field(made: Any) -> None:
    cell = paragraph_of(made, 2, 6)
    cell.remove(cell.findall(qn("w:r"))[0])
    mark = '<w:fldChar w:fldCharType="{}"/>'
    for part in (
        run(mark.format("begin")), run("<w:instrText> IF </w:instrText>"), *field("DOCPROPERTY Done", "Y"), run('<w:instrText> = "Y" "Complete" "Not started"</w:instrText>'),
        run(mark.format("separate")), run("<w:t>Complete</w:t>"), run(mark.format("end")),
    ):  # fmt: skip
        cell.append(part)


def hidden_by_style(made: Any) -> None:
    for name, kind, style in (
        ("Base", "character", None),
        ("Guidance", "character", "Base"),
        ("Help", "paragraph", None),
    ):
        xml = f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        xml += f'<w:basedOn w:val="{style}"/>' if style else "<w:rPr><w:vanish/></w:rPr>"
        made.styles.element.append(parse_xml(xml + "</w:style>"))
    paragraph_of(made, 2, 6).append(run('<w:rPr><w:rStyle w:val="Guidance"/></w:rPr><w:t> Not started</w:t>'))
    cell = made.tables[0].rows[3].cells[7]._tc
    cell.append(
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Help"/></w:pPr><w:r><w:t>Say what was done.</w:t></w:r></w:p>'
        )
    )


def note_marks(made: Any) -> None:
    paragraph_of(made, 1, 5).append(run('<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>'))
    for row in (1, 2):
        paragraph_of(made, row, 0).append(run('<w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t>'))


def placeholders(made: Any) -> None:
    cell = made.tables[0].rows[4].cells[7]
    for word in ("Click or tap here to enter text.", "Choose an item."):
        cell._tc.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            )
        )
    paragraph_of(made, 5, 7).append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click or tap to enter a date.</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def unseen_signs(made: Any) -> None:
    def put(row: int, column: int, change: Callable[[str], str]) -> None:
        text = paragraph_of(made, row, column).find(f"{qn('w:r')}/{qn('w:t')}")
        text.text = change(text.text)

    put(1, 0, lambda t: t + "\u200b")
    put(2, 0, lambda t: t.replace("-", "\u2212"))
    put(3, 2, lambda t: t + "\u2060")
    put(4, 4, lambda t: "\u202a" + t + "\u202c")
    put(5, 5, lambda t: "\u200e" + t.replace("/", "\u200e/"))
    put(6, 7, lambda t: t.replace("Data", "Da\u00adta"))


def a_tab_at_a_place(made: Any) -> None:
    cell = paragraph_of(made, 1, 7)
    for old in cell.findall(qn("w:r")):
        cell.remove(old)
    cell.append(
        run(
            '<w:t>The board</w:t><w:ptab w:relativeTo="margin" w:alignment="left" w:leader="none"/><w:t>agreed the cycle.</w:t>'
        )
    )


def struck_out(made: Any) -> None:
    paragraph_of(made, 1, 5).insert(0, run("<w:rPr><w:strike/></w:rPr><w:t>31/12/2026 </w:t>"))
    paragraph_of(made, 2, 6).insert(0, run("<w:rPr><w:dstrike/></w:rPr><w:t>Not started </w:t>"))


def an_equation(made: Any) -> None:
    cell = paragraph_of(made, 6, 7)
    for old in cell.findall(qn("w:r")):
        cell.remove(old)
    math = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>Data</m:t></m:r></m:oMath>'
    cell.append(parse_xml(math))
    cell.append(run('<w:t xml:space="preserve"> is collected.</w:t>'))


@pytest.mark.parametrize(
    "change",
    [nested_field, hidden_by_style, note_marks, placeholders, unseen_signs, a_tab_at_a_place, struck_out, an_equation],
    ids=lambda f: f.__name__,
)
def test_a_paragraph_is_read_as_its_reader_sees_it(tmp_path: Path, change: Callable[[Any], None]) -> None:
    path, made = document(tmp_path)
    change(made)
    made.save(str(path))
    is_read(path)


def test_a_control_bound_to_the_documents_data_shows_what_that_holds(tmp_path: Path) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    path, made = document(tmp_path)
    store = Part(
        PackURI("/customXml/item7.xml"),
        "application/xml",
        b'<s xmlns="urn:s"><status>2</status></s>',
        made.part.package,
    )
    made.part.relate_to(store, RELATIONSHIP_TYPE.CUSTOM_XML)
    cell = paragraph_of(made, 2, 6)
    cell.remove(cell.findall(qn("w:r"))[0])
    cell.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:dataBinding w:prefixMappings="xmlns:n=\'urn:s\'" w:xpath="/n:s[1]/n:status[1]"/>'
            '<w:dropDownList><w:listItem w:displayText="Not started" w:value="1"/><w:listItem w:displayText="Complete" w:value="2"/></w:dropDownList></w:sdtPr>'
            "<w:sdtContent><w:r><w:t>Not started</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    made.save(str(path))
    is_read(path)


# -- tables in tables, boxes


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (3, 2)])
def test_a_table_inside_one_cell_is_text_of_it(tmp_path: Path, size: tuple[int, int]) -> None:
    path, made = document(tmp_path)
    inner = made.tables[0].rows[4].cells[7].add_table(*size)
    inner.rows[0].cells[0].text = "Asked twice."
    made.save(str(path))
    rows = found(read(path))
    assert [r[:7] for r in rows] == [r[:7] for r in wanted()]
    assert (rows[3][7] or "").split("\n") == ["Nobody has been found.", "Asked twice."]


def test_a_table_that_only_lays_out_others_is_taken_apart(tmp_path: Path) -> None:
    path, made = document(tmp_path)
    plan = made.tables[0]._tbl
    around = made.add_table(1, 1)
    around.rows[0].cells[0]._tc.insert(0, plan)
    made.save(str(path))
    is_read(path)


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    path, made = document(tmp_path)
    box = "<w:txbxContent><w:p><w:r><w:t>Seen by the board.</w:t></w:r></w:p></w:txbxContent>"
    paragraph_of(made, 1, 7).append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
        )
    )
    made.save(str(path))
    text = found(read(path))[0][7] or ""
    assert text.count("Seen by the board.") == 1
    assert text.startswith("The board agreed the cycle.")


# -- numbers that Word counts


def numbering(made: Any, levels: list[tuple[str, str, int]], styled: bool = False) -> None:
    """A list of the document with these levels (style, text, start), and a style that puts a paragraph into it."""
    root = made.part.numbering_part.element
    told = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text, start) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{told}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    if styled:
        made.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="Counted"><w:name w:val="Counted"/><w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr></w:style>'
            )
        )


def counted(paragraph: Any, level: int, styled: bool = False) -> None:
    told = paragraph.get_or_add_pPr()
    if styled:
        style = OxmlElement("w:pStyle")
        style.set(qn("w:val"), "Counted")
        told.insert(0, style)
        return
    told.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        ([("decimal", "%1.", 1)], ["1", "2", "3", "4", "5", "6"]), ([("decimal", "%1", 7)], ["7", "8", "9", "10", "11", "12"]),
        ([("decimal", "SII-%1", 1)], [f"SII-{n}" for n in range(1, 7)]), ([("upperLetter", "%1)", 1)], ["A", "B", "C", "D", "E", "F"]),
        ([("lowerRoman", "(%1)", 1)], ["i", "ii", "iii", "iv", "v", "vi"]), ([("decimalZero", "%1", 1)], ["01", "02", "03", "04", "05", "06"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("styled", [False, True])
def test_numbers_that_word_counts(
    tmp_path: Path, levels: list[tuple[str, str, int]], numbers: list[str], styled: bool
) -> None:
    path, made = document(tmp_path, [[*r[:2], "", *r[3:]] for r in ROWS])
    numbering(made, levels, styled)
    for n in range(1, 7):
        counted(paragraph_of(made, n, 2), 0, styled)
    made.save(str(path))
    sheet = reader.read(path).sheets[0]
    column = [
        sheet.cell(r, 2).text
        for r in range(len(sheet.rows))
        if sheet.cell(r, 3).text and sheet.cell(r, 3).text != HEAD[3]
    ]
    assert column == numbers


def test_numbers_of_two_levels(tmp_path: Path) -> None:
    path, made = document(tmp_path, [])
    numbering(made, [("decimal", "%1", 1), ("decimal", "%1.%2", 1)])
    table = made.tables[0]
    for ref, title in AREAS.items():
        cells = table.add_row().cells
        cells[1].text = title
        counted(cells[0].paragraphs[0]._p, 0)
        for row in [r for r in ROWS if r[0] == ref]:
            cells = table.add_row().cells
            for cell, text in zip(cells[3:], row[3:], strict=True):
                cell.text = text
            counted(cells[2].paragraphs[0]._p, 1)
    made.save(str(path))
    assert [r[2] for r in found(read(path))] == [r[2] for r in ROWS]


def test_a_document_with_a_relationship_to_nothing_is_read(tmp_path: Path) -> None:
    path, made = document(tmp_path)
    made.save(str(path))
    odd = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/gone.png"/></Relationships>'
    is_read(rewritten(path, ("</Relationships>", odd), part="word/_rels/document.xml.rels"))
