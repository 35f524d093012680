"""A reply that is no form: every sentence goes to the reference it speaks of, or is listed; none is lost and none invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_tracker.domain import reply

KNOWN = {"AFI1/2": "AFI1/T2", "AFI11/6": "AFI11/T6", "AFI11": "AFI11", "SII2/1": "SII2/T1", "COC1.2": "COC1.2"}


def known(text: str) -> str | None:
    plain = "".join(text.upper().replace("-", "").split())
    return KNOWN.get(plain)


MAIL = """From: Dana Fieldhouse <dana@example.org>
Sent: 12 June 2026 14:02
To: Coordinator
Subject: RE: the plan

Hello,

afi 11/6 is done. We counted 22 of 40 stations last week.
On AFI1 task 2: the booking screen went live.

SII 2 T1 - still waiting for the network.

Thanks
> AFI1/T2 what you wrote before

From: Coordinator
Sent: 1 June 2026
AFI11/T6 please say how it stands.
"""


def test_each_sentence_goes_to_the_reference_it_speaks_of() -> None:
    found = reply.read(MAIL, known)
    assert (found.sender, found.day) == ("Dana Fieldhouse", date(2026, 6, 12))
    assert {s.ref: s.text for s in found.said} == {
        "AFI11/T6": "afi 11/6 is done. We counted 22 of 40 stations last week.",
        "AFI1/T2": "On AFI1 task 2: the booking screen went live.",
        "SII2/T1": "SII 2 T1 - still waiting for the network.",
    }
    assert found.rest == ("Hello,", "Thanks")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("AFI11/T6: fine", "AFI11/T6"), ("afi11 t6 fine", "AFI11/T6"), ("AFI 11, task 6 is fine", "AFI11/T6"), ("AFI11 as a whole", "AFI11"),
        ("COC1.2 is sent", "COC1.2"), ("see AFIs 11", None), ("on 11/6 we met", None), ("AFI99/T1 is unknown", None),
    ],
)  # fmt: skip
def test_references_as_people_write_them(text: str, ref: str | None) -> None:
    found = reply.read(text, known)
    assert [s.ref for s in found.said] == ([ref] if ref else [])


words = st.lists(
    st.sampled_from(["AFI1/T2", "AFI11/T6", "done.", "We met.", "\n", "\n\n", "- ", "and", "Nobody", "SII2/1"]),
    max_size=30,
)


@given(words)
def test_no_word_of_a_reply_is_lost(made: list[str]) -> None:
    text = " ".join(made)
    found = reply.read(text, known)
    shown = " ".join([*(s.text for s in found.said), *found.rest])
    for word in set(text.split()):
        assert word in shown
