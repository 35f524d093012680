"""The field's dates, with every trap of the papers as a case."""

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import dates
from tui_tracker.errors import UsageError

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("text", "due", "precision"),
    [
        ("Mar-24", date(2024, 3, 31), "month"),
        ("Feb-24", date(2024, 2, 29), "month"),
        ("Sept 23", date(2023, 9, 30), "month"),
        ("Feb24", date(2024, 2, 29), "month"),
        ("April 2021", date(2021, 4, 30), "month"),
        ("end of March 2024", date(2024, 3, 31), "month"),
        ("30-Nov-23", date(2023, 11, 30), "day"),
        ("31st march 2024", date(2024, 3, 31), "day"),
        ("1st September 2023", date(2023, 9, 1), "day"),
        ("7.12.23", date(2023, 12, 7), "day"),
        ("01/12/23", date(2023, 12, 1), "day"),
        ("2024-03-01", date(2024, 3, 1), "day"),
        ("Q4 2023/24", date(2024, 3, 31), "quarter"),
        ("Q1 2024/25", date(2024, 6, 30), "quarter"),
        ("Q2 2024", date(2024, 6, 30), "quarter"),
        ("30/9/26", date(2026, 9, 30), "day"),
        ("30 sep", date(2026, 9, 30), "day"),
        ("14/5", date(2027, 5, 14), "day"),
        ("sep", date(2026, 9, 30), "month"),
        ("today", TODAY, "day"),
        ("+14", date(2026, 6, 15), "day"),
        ("+3m", date(2026, 9, 1), "day"),
        ("in 2 weeks", date(2026, 6, 15), "day"),
    ],
)
def test_a_typed_date_is_read_the_british_way(text: str, due: date, precision: str) -> None:
    made = dates.parse(text, today=TODAY)
    assert (made.due, made.precision) == (due, precision)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("22/23", "span of years"),
        ("23/24", "span of years"),
        ("2024/25", "span of years"),
        ("30/02/2024", "not a day in the calendar"),
        ("12/31/2024", "not a day in the calendar"),
        ("", "No date was given"),
        ("soon", "is not a date"),
        ("19/09/2024 19/02/2024", "holds 2 dates"),
        ("Review Dec 23", "words beside its date"),
        ("Mar-24 (tbc)", "words beside its date"),
    ],
)
def test_what_could_mean_two_things_is_refused_with_what_was_seen(text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        dates.parse(text, today=TODAY)


def test_a_day_without_its_year_leans_as_it_is_asked() -> None:
    assert dates.parse("14/5", today=TODAY, lean="past").due == date(2026, 5, 14)
    assert dates.parse("Jul", today=TODAY, lean="past").due == date(2025, 7, 31)


@pytest.mark.parametrize(
    ("cell", "due", "doubt"),
    [
        ("31/12/2021 (On Approval)", date(2021, 12, 31), "goes on after its date"),
        ("31//12/2021", date(2021, 12, 31), "not a well-formed date"),
        ("19/09/2024 19/02/2024", date(2024, 9, 19), "holds 2 dates"),
        ("ongoing. Review Dec 23", None, "words with a date inside"),
        ("On Approval", None, "is no date"),
        ("22/23", None, "is no date"),
        ("Mar-24", date(2024, 3, 31), None),
        ("", None, None),
    ],
)
def test_a_cell_keeps_its_words_and_says_its_doubt(cell: str, due: date | None, doubt: str | None) -> None:
    reading = dates.read_cell(cell)
    assert (reading.date.due if reading.date else None) == due
    assert (doubt in reading.doubt) if doubt and reading.doubt else reading.doubt is None and doubt is None
    assert reading.text == " ".join(cell.split())


def test_a_real_excel_date_shown_without_its_day_is_a_month() -> None:
    made = dates.from_excel(datetime(2024, 3, 1), "mmm\\-yy")  # noqa: DTZ001  # spreadsheets know no zones
    assert (made.due, made.precision, made.text) == (date(2024, 3, 31), "month", "Mar-24")
    assert dates.from_excel(datetime(2024, 3, 1), "dd/mm/yy").precision == "day"  # noqa: DTZ001  # as above


def test_serial_numbers_are_dates_only_in_a_sensible_range() -> None:
    assert dates.from_serial(45382).due == date(2024, 3, 31)  # type: ignore[union-attr]  # in range
    assert dates.from_serial(12) is None
    assert dates.from_serial(90000) is None


def found(text: str) -> list[str]:
    return [
        f.made.text if f.made else f"{f.yearless[0]}/{f.yearless[1]}" for f in dates.scan(text) if f.made or f.yearless
    ]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("visited in 22/23 academic year", []),
        ("plan 2024-2028 and 2022/23", []),
        ("18-0424 GG - used", ["18-0424"]),
        ("met 18/12 and again", ["18/12"]),
        ("Nov 23 - renamed; 23.10.23 - agreed", ["Nov 23", "23.10.23"]),
        ("by April 24, 2025", ["April 24, 2025"]),
        ("costs £12/5.50", []),
        ("it may be 23 of 40", []),
    ],
)
def test_dates_in_running_text(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@given(st.dates(date(1990, 1, 1), date(2068, 12, 31)))
def test_every_day_comes_back_from_every_form_it_is_shown_in(day: date) -> None:
    for text in (
        day.isoformat(),
        dates.long(day),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day:%d-%b-%y}",
        dates.short(day),
    ):
        assert dates.parse(text, today=TODAY).due == day


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    dates.scan(text)
    dates.read_cell(text)
    with contextlib.suppress(UsageError):
        made = dates.parse(text, today=TODAY)
        assert made.first <= made.due


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60))
def test_adding_months_keeps_the_day_or_the_month_end(day: date, count: int) -> None:
    later = dates.add_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or later == dates.month_end(later.year, later.month)
