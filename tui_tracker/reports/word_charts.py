"""Charts as Word's own parts: the figures lie in the chart and in a small workbook behind it, so that “Edit data” works.

They are told apart in grey as well: lines by dash and marker, columns by how dark they are. Each has an alternative text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.chartspace import ChartSpace, ExternalData
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.series import Series as ChartSeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.xml.functions import tostring

from tui_tracker.domain.document import Chart
from tui_tracker.reports import archive

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET = "Figures"
_HEIGHT = Cm(6)
# From dark to light, far enough apart to be told apart on a grey printer.
_SHADES = ("1F3A5F", "7A94B8", "C9D5E5", "E8A33D")
_DASHES = ("solid", "dash", "sysDot", "dashDot")
_MARKERS = ("circle", "square", "triangle", "diamond")


def add(word: WordDocument, paragraph: Paragraph, chart: Chart, number: int, room: int) -> None:
    """The chart in its own paragraph, ``number`` counting from 1, as wide as ``room`` (EMU)."""
    package = word.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _workbook(chart), package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    part._blob = _space(chart, part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    inline = _inline(chart, number, room, word.part.relate_to(part, RELATIONSHIP_TYPE.CHART))
    paragraph.add_run()._r.append(inline)
    paragraph.paragraph_format.keep_together = True


def _inline(chart: Chart, number: int, room: int, relation: str) -> Any:
    """The picture's place in the text, with its alternative text."""
    made = parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{room}" cy="{int(_HEIGHT)}"/><wp:docPr id="{1000 + number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    properties = next(made.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"))
    properties.set("descr", chart.alt)
    properties.set("title", chart.caption)
    return made


def _workbook(chart: Chart) -> bytes:
    """The figures as a workbook, without a name or an hour in it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _SHEET
    table = chart.table()
    sheet.append([c.name for c in table.columns])
    for row in table.rows:
        sheet.append([f"'{c}" if isinstance(c, str) and c[:1] in "=+-@" else c for c in row])
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return archive.fixed(out.getvalue())


def _space(chart: Chart, book: str) -> bytes:
    """The chart's XML, its figures in it; ``book`` is the relation to the workbook."""
    made: Any = {"lines": _lines, "columns": _stacked, "bars": _bars}[chart.kind](chart)
    made.y_axis.delete = made.x_axis.delete = False
    made.y_axis.number_format = "0"
    made.y_axis.majorGridlines = made.y_axis.majorGridlines if chart.kind != "bars" else None
    made.legend.position = "b"
    if len(chart.series) == 1:
        made.legend = None
    made.title = None
    space = ChartSpace(chart=_container(made), roundedCorners=False, externalData=ExternalData(id=book))
    xml: Any = tostring(space.to_tree())  # bytes, whatever openpyxl's stubs say
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + bytes(xml)


def _container(made: Any) -> Any:
    """The chart with its axes, as openpyxl writes it into a workbook, without the sheet around it."""
    from openpyxl.chart.chartspace import ChartContainer
    from openpyxl.chart.layout import Layout
    from openpyxl.chart.plotarea import PlotArea

    plot = PlotArea(layout=Layout(), _charts=[made], _axes=[made.x_axis, made.y_axis])
    return ChartContainer(
        autoTitleDeleted=True, plotArea=plot, legend=made.legend, plotVisOnly=True, dispBlanksAs="gap"
    )


def _lines(chart: Chart) -> LineChart:
    made = LineChart()
    for i, one in enumerate(_series(chart)):
        one.graphicalProperties.line.solidFill = _SHADES[0]
        one.graphicalProperties.line.dashStyle = _DASHES[i % len(_DASHES)]
        one.graphicalProperties.line.width = 22_000
        one.marker.symbol = _MARKERS[i % len(_MARKERS)]
        one.marker.size = 6
        one.smooth = False
        made.series.append(one)
    return made


def _stacked(chart: Chart) -> BarChart:
    made = BarChart(grouping="stacked", overlap=100, gapWidth=60)
    made.type = "col"
    return _shaded(made, chart)


def _bars(chart: Chart) -> BarChart:
    made = BarChart(gapWidth=60)
    made.type = "bar"
    made.x_axis.scaling.orientation = "maxMin"
    made.y_axis.crosses = "max"  # with the categories from the top down, the figures stand below
    return _shaded(made, chart)


def _shaded(made: BarChart, chart: Chart) -> BarChart:
    for i, one in enumerate(_series(chart)):
        one.graphicalProperties.solidFill = _SHADES[i % len(_SHADES)]
        one.graphicalProperties.line.solidFill = _SHADES[0]
        made.series.append(one)
    return made


def _series(chart: Chart) -> Iterator[Any]:
    """Each series with its figures in it, pointing to where they lie in the workbook."""
    sheet, last = quote_sheetname(_SHEET), len(chart.categories) + 1
    for i, series in enumerate(chart.series):
        column = get_column_letter(i + 2)
        name = StrData(ptCount=1, pt=[StrVal(idx=0, v=series.name)])
        words = StrData(ptCount=last - 1, pt=[StrVal(idx=n, v=c) for n, c in enumerate(chart.categories)])
        figures = NumData(
            formatCode="0", ptCount=last - 1, pt=[NumVal(idx=n, v=v) for n, v in enumerate(series.values)]
        )
        yield ChartSeries(
            idx=i,
            order=i,
            tx=SeriesLabel(strRef=StrRef(f=f"{sheet}!${column}$1", strCache=name)),
            cat=AxDataSource(strRef=StrRef(f=f"{sheet}!$A$2:$A${last}", strCache=words)),
            val=NumDataSource(numRef=NumRef(f=f"{sheet}!${column}$2:${column}${last}", numCache=figures)),
        )
