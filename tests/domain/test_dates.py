"""The field's dates, with every trap of the papers as a case."""

import contextlib
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import date_grammar, dates, typed_dates
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
    made = typed_dates.parse(text, today=TODAY)
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
        typed_dates.parse(text, today=TODAY)


def test_a_day_without_its_year_leans_as_it_is_asked() -> None:
    assert typed_dates.parse("14/5", today=TODAY, lean="past").due == date(2026, 5, 14)
    assert typed_dates.parse("Jul", today=TODAY, lean="past").due == date(2025, 7, 31)


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
    reading = date_grammar.read_cell(cell)
    assert (reading.date.due if reading.date else None) == due
    assert (doubt in reading.doubt) if doubt and reading.doubt else reading.doubt is None and doubt is None
    assert reading.text == " ".join(cell.split())


def test_a_real_excel_date_shown_without_its_day_is_a_month() -> None:
    made = date_grammar.from_excel(datetime(2024, 3, 1), "mmm\\-yy")  # noqa: DTZ001  # spreadsheets know no zones
    assert (made.due, made.precision, made.text) == (date(2024, 3, 31), "month", "Mar-24")
    assert date_grammar.from_excel(datetime(2024, 3, 1), "dd/mm/yy").precision == "day"  # noqa: DTZ001  # as above


def test_serial_numbers_are_dates_only_in_a_sensible_range() -> None:
    assert date_grammar.from_serial(45382).due == date(2024, 3, 31)  # type: ignore[union-attr]  # in range
    assert date_grammar.from_serial(12) is None
    assert date_grammar.from_serial(90000) is None


def found(text: str) -> list[str]:
    return [
        f.made.text if f.made else f"{f.yearless[0]}/{f.yearless[1]}"
        for f in date_grammar.scan(text)
        if f.made or f.yearless
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
        assert typed_dates.parse(text, today=TODAY).due == day


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    date_grammar.scan(text)
    date_grammar.read_cell(text)
    with contextlib.suppress(UsageError):
        made = typed_dates.parse(text, today=TODAY)
        assert made.first <= made.due


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60))
def test_adding_months_keeps_the_day_or_the_month_end(day: date, count: int) -> None:
    later = dates.add_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or later == dates.month_end(later.year, later.month)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Today", date(2026, 6, 1)), ("NOW", date(2026, 6, 1)), ("yesterday", date(2026, 5, 31)), ("tomorrow", date(2026, 6, 2)), ("+ 2 w", date(2026, 6, 15)),
        ("+10D", date(2026, 6, 11)), ("+0", date(2026, 6, 1)), ("+1M", date(2026, 7, 1)), ("in 1 day", date(2026, 6, 2)), ("In 3 Weeks", date(2026, 6, 22)),
        ("in 12 months", date(2027, 6, 1)), ("1 jun", date(2026, 6, 1)), ("31 May", date(2027, 5, 31)), ("2nd-June.", date(2026, 6, 2)), ("29/2", None),
        ("1/6", date(2026, 6, 1)), ("31/5", date(2027, 5, 31)), ("June", date(2026, 6, 30)), ("end of May", date(2027, 5, 31)), ("end Jul", date(2026, 7, 31)),
        ("Jan", date(2027, 1, 31)), ("dec", date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_what_is_typed_in_short_is_the_next_such_day(text: str, due: date | None) -> None:
    if due is None:
        with pytest.raises(UsageError):
            typed_dates.parse(text, today=TODAY)
    else:
        assert typed_dates.parse(text, today=TODAY).due == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("1 jun", date(2026, 6, 1)), ("2 jun", date(2025, 6, 2)), ("31/5", date(2026, 5, 31)), ("June", date(2026, 6, 30)), ("July", date(2025, 7, 31)),
        ("May", date(2026, 5, 31)), ("31/12", date(2025, 12, 31)),
    ],
)  # fmt: skip
def test_leaning_back_it_is_the_last_such_day(text: str, due: date) -> None:
    assert typed_dates.parse(text, today=TODAY, lean="past").due == due


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("jun", (date(2026, 6, 30), date(2026, 6, 1), "month", "Jun-26")),
        ("end of May", (date(2027, 5, 31), date(2027, 5, 1), "month", "May-27")),
        ("30  sep", (date(2026, 9, 30), date(2026, 9, 30), "day", "30 sep")),
        ("+14", (date(2026, 6, 15), date(2026, 6, 15), "day", "+14")),
        ("by  Mar-24", (date(2024, 3, 31), date(2024, 3, 1), "month", "by Mar-24")),
        ("By end of Mar-24", (date(2024, 3, 31), date(2024, 3, 1), "month", "By end of Mar-24")),
        ("end Mar-24", (date(2024, 3, 31), date(2024, 3, 1), "month", "end Mar-24")),
        ("Q4 2023/24", (date(2024, 3, 31), date(2024, 1, 1), "quarter", "Q4 2023/24")),
        ("Quarter 1 FY 24/25", (date(2024, 6, 30), date(2024, 4, 1), "quarter", "Quarter 1 FY 24/25")),
        ("Q3-2024", (date(2024, 9, 30), date(2024, 7, 1), "quarter", "Q3-2024")),
        ("Q4 2024", (date(2024, 12, 31), date(2024, 10, 1), "quarter", "Q4 2024")),
        ("Q3 1999/00", (date(1999, 12, 31), date(1999, 10, 1), "quarter", "Q3 1999/00")),
        ("Q1 99/00", (date(1999, 6, 30), date(1999, 4, 1), "quarter", "Q1 99/00")),
        ("Q1 2024/26", None),
        ("01/02/69", (date(2069, 2, 1), date(2069, 2, 1), "day", "01/02/69")),
        ("01/02/70", (date(1970, 2, 1), date(1970, 2, 1), "day", "01/02/70")),
        ("18-0424", None),
        ("18/12", (date(2026, 12, 18), date(2026, 12, 18), "day", "18/12")),
    ],
)  # fmt: skip
def test_a_typed_date_keeps_its_words_its_first_day_and_its_precision(
    text: str, made: tuple[date, date, str, str] | None
) -> None:
    if made is None:
        with pytest.raises(UsageError):
            typed_dates.parse(text, today=TODAY)
    else:
        read = typed_dates.parse(text, today=TODAY)
        assert (read.due, read.first, read.precision, read.text) == made


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "No date was given; type one such as 30 Sep 2026 or Sep-26."),
        ("22/23", "“22/23” looks like a span of years, not a date; type a day or a month such as Mar-24."),
        ("2024-25", "“2024-25” looks like a span of years, not a date; type a day or a month such as Mar-24."),
        ("30/02/2024", "“30/02/2024” is not a day in the calendar (day comes first, then month)."),
        ("soon", "“soon” is not a date; type one such as 30 Sep 2026, 30/9/26, Sep-26 or Q2 2026/27."),
        ("32 May", "“32 May” is not a date; type one such as 30 Sep 2026, 30/9/26, Sep-26 or Q2 2026/27."),
        ("1/1/24 2/1/24  3/1/24", "“1/1/24 2/1/24 3/1/24” holds 3 dates; give one."),
        ("about Mar-24", "“about Mar-24” has words beside its date; give the date alone, such as Mar-24."),
        ("Mar-24 or so", "“Mar-24 or so” has words beside its date; give the date alone, such as Mar-24."),
    ],
)
def test_a_refusal_says_what_was_seen_and_what_to_type(text: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        typed_dates.parse(text, today=TODAY)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("cell", "due", "doubt", "others"),
    [
        ("31/12/2021 (On Approval)", date(2021, 12, 31), "“31/12/2021 (On Approval)” goes on after its date", 0),
        ("31//12/2021", date(2021, 12, 31), "“31//12/2021” is not a well-formed date", 0),
        ("31.-2.21", None, "“31.-2.21” is not a well-formed date", 0),
        ("19/09/2024  19/02/2024", date(2024, 9, 19), "“19/09/2024 19/02/2024” holds 2 dates", 2),
        ("1/1/24, 2/1/24 and 3/1/24", date(2024, 1, 3), "“1/1/24, 2/1/24 and 3/1/24” holds 3 dates", 3),
        ("1/1/24 then 3/1/24", date(2024, 1, 3), "“1/1/24 then 3/1/24” holds 2 dates", 2),
        ("1/1/24 to 3/1/24 -", date(2024, 1, 3), "“1/1/24 to 3/1/24 -” holds 2 dates", 2),
        ("1/1/24 & 3/1/24", date(2024, 1, 3), "“1/1/24 & 3/1/24” holds 2 dates", 2),
        ("1/1/24 or 3/1/24", date(2024, 1, 3), "“1/1/24 or 3/1/24” holds 2 dates", 2),
        ("1/1/24 seen 3/1/24", date(2024, 1, 1), "“1/1/24 seen 3/1/24” goes on after its date", 0),
        ("ongoing. Review Dec 23", None, "“ongoing. Review Dec 23” is words with a date inside, not a date", 0),
        ("On Approval", None, "“On Approval” is no date", 0),
        ("Mar-24.", date(2024, 3, 31), None, 0),
        ("Due: Mar-24", date(2024, 3, 31), None, 0),
        ("By the end of Mar-24", date(2024, 3, 31), None, 0),
        ("by  end Mar-24", date(2024, 3, 31), None, 0),
        ("End of - Mar-24", date(2024, 3, 31), None, 0),
        ("at the end Mar-24", None, "“at the end Mar-24” is words with a date inside, not a date", 0),
        ("18/12", None, "“18/12” is no date", 0),
        ("  ", None, None, 0),
    ],
)
def test_a_cell_is_read_with_its_doubt(cell: str, due: date | None, doubt: str | None, others: int) -> None:
    reading = date_grammar.read_cell(cell)
    plain = " ".join(cell.split())
    assert (reading.date.due if reading.date else None, reading.doubt, len(reading.others)) == (due, doubt, others)
    assert reading.text == plain
    if reading.date and not others:
        assert reading.date.text == plain


def test_a_cells_month_keeps_its_first_day_and_precision() -> None:
    read = date_grammar.read_cell("by Mar-24").date
    assert read == dates.FieldDate(date(2024, 3, 31), date(2024, 3, 1), "month", "by Mar-24")


@pytest.mark.parametrize(
    ("shown_as", "precision", "text", "shown"),
    [
        ("mmm-yy", "month", "Mar-24", "Mar-24"),
        ("[$-809]MMM\\-yy", "month", "Mar-24", "Mar-24"),
        ('mmm "d"yy', "month", "Mar-24", "Mar-24"),
        ("dd/mm/yy", "day", "2024-03-05", "05/03/24"),
        ("dd/mm/yyyy", "day", "2024-03-05", "05/03/2024"),
        ("d\\-mmm\\-yy", "day", "2024-03-05", "05-Mar-24"),
        ("dd MMMM yyyy", "day", "2024-03-05", "05 March 2024"),
        ("General", "day", "2024-03-05", "05/03/24"),
        ("yyyy", "day", "2024-03-05", "05/03/2024"),
        ("d\\ mm\\ yy\\yy", "day", "2024-03-05", "05/03/2024"),
        ("", "day", "2024-03-05", "05/03/24"),
    ],
)
def test_a_spreadsheet_date_is_what_its_sheet_shows(shown_as: str, precision: str, text: str, shown: str) -> None:
    for value in (date(2024, 3, 5), datetime(2024, 3, 5, 9, 30)):  # noqa: DTZ001  # spreadsheets know no zones
        made = date_grammar.from_excel(value, shown_as)
        assert (made.precision, made.text) == (precision, text)
        first = date(2024, 3, 1) if precision == "month" else date(2024, 3, 5)
        assert (made.first, made.due) == (first, date(2024, 3, 31) if precision == "month" else first)
        assert date_grammar.as_shown(value, shown_as) == shown


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (19999, None),
        (20000, date(1954, 10, 3)),
        (79999, date(2119, 1, 10)),
        (80000, None),
        (45382.9, date(2024, 3, 31)),
    ],
)
def test_a_serial_number_is_a_day_within_its_range(number: float, day: date | None) -> None:
    made = date_grammar.from_serial(number)
    assert made == (dates.FieldDate(day, day, "day", day.isoformat()) if day else None)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("met 18/12, 30 May and 1/2/24", [(4, 9, True), (11, 17, False), (22, 28, True)]),
        ("1/2/24 and 30 May", [(0, 6, True), (11, 17, False)]),
        ("18-0424 GG, 31-1324", [(0, 7, True)]),
        ("32/12, 0/5, 31/13, 31/12", [(19, 24, True)]),
        ("0 May or 32 May or 31 May or 1 may", [(19, 25, False), (29, 34, False)]),
        ("31/12", [(0, 5, True)]),
        ("1/1", [(0, 3, True)]),
        ("31 Feb", [(0, 6, False)]),
        ("Nov 23 - a", [(0, 6, False)]),
        ("5 Mar 24", [(0, 8, False)]),
        ("2024-03-05", [(0, 10, True)]),
        ("1-2-24", [(0, 6, True)]),
    ],
)
def test_dates_are_found_in_their_places(text: str, places: list[tuple[int, int, bool]]) -> None:
    assert [(f.start, f.end, f.numeric) for f in date_grammar.scan(text)] == places


def test_a_quarter_in_a_text_keeps_its_words() -> None:
    [quarter] = date_grammar.scan("due in Q4 2023/24 at the latest")
    assert quarter.made == dates.FieldDate(date(2024, 3, 31), date(2024, 1, 1), "quarter", "Q4 2023/24")


def test_days_without_a_year_are_found_only_when_asked_for() -> None:
    assert [f.yearless for f in date_grammar.scan("18/12 and 30 May")] == [(18, 12), (30, 5)]
    assert date_grammar.scan("18/12 and 30 May and 18-0424", loose=False) == []


def test_a_day_without_a_year_is_lent_one() -> None:
    [yearless] = date_grammar.scan("29/2")
    assert (yearless.in_year(2024), yearless.in_year(2023)) == (date(2024, 2, 29), None)
    [stated] = date_grammar.scan("29/2/24")
    assert stated.in_year(2023) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 12, 15), 1, date(2027, 1, 15)), (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2026, 6, 1), 0, date(2026, 6, 1)),
    ],
)  # fmt: skip
def test_months_are_added_over_the_end_of_a_year(day: date, count: int, later: date) -> None:
    assert dates.add_months(day, count) == later


def test_a_date_is_shown_short_long_and_read_back() -> None:
    day = date(2026, 6, 1)
    shown = [dates.short(day), dates.short(day, "month"), dates.short(day, None), dates.long(date(2005, 6, 12))]
    assert shown == ["1 Jun 26", "Jun-26", "1 Jun 26", "12 June 2005"]
    assert (dates.short(date(2005, 3, 4)), dates.short(date(2005, 3, 4), "month")) == ("4 Mar 05", "Mar-05")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("today", "Monday 1 June 2026, today"), ("+1", "Tuesday 2 June 2026, in 1 day"), ("yesterday", "Sunday 31 May 2026, 1 day ago"),
        ("+2000", "Saturday 22 November 2031, in 2,000 days"), ("1/1/20", "Wednesday 1 January 2020, 2,343 days ago"),
        ("Jun-26", "the whole month: Tuesday 30 June 2026, in 29 days"), ("Q1 2026/27", "the whole quarter: Tuesday 30 June 2026, in 29 days"),
    ],
)  # fmt: skip
def test_a_form_reads_a_date_back(text: str, said: str) -> None:
    assert dates.read_back(typed_dates.parse(text, today=TODAY), TODAY) == said
