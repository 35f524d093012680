"""Records as data: every field has its type, and a record comes back from its data as it was."""

from __future__ import annotations

import dataclasses
import runpy
from datetime import date
from typing import Any

import pytest

from tui_tracker.domain import records
from tui_tracker.domain.records import FIELDS, TYPES, Note, Redaction, Sent, SignOff, Slip

SAMPLE = {"text": "x", "int": 7, "bool": True, "date": date(2026, 6, 1), "json": {"a": [1]}}
ANNOTATED = {"str": "text", "int": "int", "bool": "bool", "date": "date", "Day": "date", "dict": "json", "list": "json"}


def test_every_field_has_the_type_it_is_annotated_with() -> None:
    fresh = runpy.run_path(records.__file__, run_name=records.__name__)
    for kind, cls in TYPES.items():
        said = {f.name: ANNOTATED[str(f.type).split("[")[0].split(" ")[0]] for f in dataclasses.fields(cls)}
        assert fresh["FIELDS"][kind] == FIELDS[kind] == said


@pytest.mark.parametrize("kind", TYPES)
def test_a_record_comes_back_from_its_data(kind: str) -> None:
    full = TYPES[kind](**{name: SAMPLE[said] for name, said in FIELDS[kind].items()})
    data = records.to_data(full)
    assert next(iter(data)) == "uid"
    assert all(data[name] == ("2026-06-01" if said == "date" else SAMPLE[said]) for name, said in FIELDS[kind].items())
    assert records.from_data(kind, data) == full


def test_what_is_blank_stays_blank() -> None:
    note = Note(uid="n1", task="t1")
    data = records.to_data(note)
    assert data["date"] is None
    assert records.from_data("note", data) == note
    assert records.from_data("note", {"uid": "n1", "task": "t1"}) == note


@pytest.mark.parametrize(
    ("value", "data"), [(date(2026, 6, 1), "2026-06-01"), (None, None), ("x", "x"), (True, True), ({"a": 1}, {"a": 1})]
)
def test_one_value_as_data(value: Any, data: Any) -> None:
    assert records.as_data(value) == data


def test_each_kind_is_registered_under_its_own_name() -> None:
    assert all(cls.kind == kind for kind, cls in TYPES.items())
    assert {TYPES[k] for k in ("signoff", "slip", "sent", "redaction")} == {SignOff, Slip, Sent, Redaction}
