"""What every rule says of its fault, word for word, against ``messages.txt``.

After a change of wording: ``python -m tests.domain.checks.test_messages`` writes the file anew, to be read before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.domain.checks.building import Build, sign, typed
from tests.domain.checks.test_rules import FIRES, NEAR
from tui_tracker.domain import checks

TOLD = Path(__file__).with_name("messages.txt")


def B(**plan: Any) -> Build:  # noqa: N802  # short on purpose: it stands in every row below
    return Build(**plan)


# More plans than one fault needs: each further wording, each further field, each limit and what lies just inside it.
COUNTED = {"complete": "1", "on_target": "1", "behind_target": "1", "not_started": "1"}
PHRASE = "We looked at every part of it and at every station; {} and nothing more can be said of any of it this year"
MORE: dict[str, list[Callable[[], Build]]] = {
    "PC02": [
        lambda: B().area(stated=COUNTED | {"comment": "4 tasks"}).area(stated={"comment": "5 tasks"} | COUNTED | {"ongoing": "2"}).area(stated={"comment": "0 tasks", "complete": "1"}),
        lambda: B().area(stated={"comment": "5 tasks"}).area(stated=COUNTED).area(stated={"comment": "5 tasks", "complete": "²", "overall": "3"}),
    ],
    "PC03": [
        lambda: B().area(stated=COUNTED | {"comment": "5 tasks 2 complete 1 in progress 1 behind"}),
        lambda: B().area(stated=COUNTED | {"comment": "4 tasks 1 completed 3 in progress 2 behind"}).area(stated={"comment": "2 tasks 1 complete 1 behind"}).area(stated={"comment": "2 tasks in progress", "on_target": "3"}),
        lambda: B().area(stated=COUNTED | {"comment": "going well"}).area(stated=COUNTED | {"comment": "1 completed 1 in progress 1 behind"}).area(stated={"comment": "1 completed", "on_target": "0"}),
        lambda: B().area(stated={"comment": "1 completed", "complete": "1", "on_target": "2", "behind_target": "3"}),
    ],
    "PC04": [lambda: B().area(stated={"comment": "4 tasks 1 complete 2 in progress 1 behind"}).area(stated={"comment": "4 tasks 1 complete 1 completed 1 behind"}).area(stated={"comment": "4 tasks"})],
    "PC05": [
        lambda: B().area(stated={"comment": "3 tasks all completed", "complete": "2"}).task().area(stated={"comment": "2 completed 1 in progress"}).task().area(stated={"complete": "1"}).task(),
        lambda: B().area(stated={"comment": "0 tasks"}).task().area(stated={"comment": "1 task", "complete": "0"}).task().area("REC1", area_kind="recommendation", stated={"comment": "1 task"}).task(title=None),
        lambda: B().area(stated={"comment": "2 tasks"}).task().task(title=None, assigned_to=None).area(stated={"comment": "as above"}).area(stated={"comment": "0 completed"}).task(),
    ],
    "PC09": [
        lambda: B().area(title="x", finding="Left: e 1.5, P2 and P 2").task(title="Alarms (E1.5) and (p2) (E9.9, E8.8)").task(title="None of them").task(title=None),
        lambda: B().area(title="Left: E1.5").task(title="Alarms (P1)").area(title="Left: E1.5 P1").task(title="A (E1.5)").task(title="B E1.5 (P1)"),
        lambda: B().area(title="Left: E1.5").task(title="Alarms (P1)").area(title="Left: E1.5 P1").task(title="A (E1.5)"),
    ],
    "PC10": [
        lambda: B().task(evidence_text=None, work="Whites: 3, Blues: 4; Reds: 5 total is 12. Cats - 1 and dogs - 2 Total: 4"),
        lambda: B().task(title="a - 1 b - 1 total 3", qa=sign("01/03/24", comment="A - 1 & B - 2 TOTAL of 5"), sampling=sign("01/03/24", comment="A - 1; B - 2 total = 6")),
    ],
    "PC14": [lambda: B().area(stated={"comment": "2 to do"}).area(stated={"complete": "1", "on_target": "2"}).area(stated={"complete": "1"}).area(stated={"comment": "none"}).area(stated={"complete": "0"})],
    "PC19": [
        lambda: B().task().task(title=None, work=None, assigned_to=None, due="").task(title="", due=""),
        *(
            lambda field=field: B().task().task(**{"assigned_to": None, "due": "", "work": None, "evidence_text": None, "progress": "unknown"} | field)
            for field in ({"assigned_to": "SM"}, {"due": "Mar-24"}, {"due": "ongoing"}, {"work": "x"}, {"evidence_text": "x"}, {"progress": "complete"}, {"qa": sign("01/03/24")}, {})
        ),
        lambda: B().task(assigned_to=None, due="", work=None, evidence_text=None, progress="unknown").task(assigned_to=None),
        lambda: B().area("REC1", area_kind="recommendation").task(title=None).task(title="x"),
    ],
    "PC22": [lambda: B().area(pillar="PEOPLE").area(pillar="People & culture").area("AUD1", area_kind="audit", pillar="Other"), lambda: B().area(pillar="").area(pillar=""), lambda: B().area(pillar="Efficiency").area("REC1", area_kind="recommendation", pillar="x")],
    "PC23": [
        lambda: B().task(title="x" * 40 + " staff have access to support and " + "y" * 20 + " one").task(title="x" * 40 + " Staff have access to support and " + "y" * 20 + " two"),
        lambda: B().task(title="Staff have access to support today").task(title="Staff have access to support today"),
        lambda: B().task(title="Staff have access here\na").task(title="Staff have access here\nb"),
        lambda: B().task(title="Staff have had access here\na").area().task(title="staff have had access here.\nb").task(title="Staff, have had access here\nc"),
        lambda: B().area(title="a", finding="Same finding").area(title="b", finding="same finding").area(title="").area(title=""),
        lambda: B().area(title="a", finding="Same finding").area(title="Same finding"),
    ],
    "PC24": [
        lambda: B().task(title="Agree it AND ", work="one two three four of\n", qa=sign("01/03/24", comment="seen at"), sampling=sign("01/03/24", comment="seen as")),
        lambda: B().task(evidence_text="set on hand", work="band").task(evidence_text="to"),
    ],
    "PC25": [lambda: B().task(title="We do not follow up").task(title="Then we do").task(title="Weapons").task(title="the service").task(title="A plan: The service")],
    "PC26": [
        lambda: B().task(title="Train the staff", work=None).task(title="Train, the STAFF", work=None).task(title="Train staff").task(title="Train staff"),
        lambda: B().task(work="Train all staff", title="a").area().task(work="Train all staff", title="b").task(work="Train all staff", title="c").task(work="Train all", title="d").task(work="Train all", title="e"),
    ],
    "PC27": [lambda: B().task().task(due="").task(due="ongoing").area("REC1", area_kind="recommendation").task(title=None, due="")],
    "PC28": [lambda: B().area().area(target="TBC").area(target="").area("REC1", area_kind="recommendation", target="")],
    "PC29": [
        *(
            lambda name=name: B().area(owner=name).task(assigned_to=name).area().task()
            for name in ("various", " ALL ", "everyone.", "tba", "TBD", "n/a", "NA", "none", "Nobody", "to be confirmed", "to be agreed", "To be advised.", " ", "")
        ),
        lambda: B().area(owner="").task(assigned_to=None), lambda: B().area(owner="").area(owner="All Saints").task(assigned_to="Allan"),
    ],
    "PC30": [lambda: B().task().task(work="").area("REC1", area_kind="recommendation").task(title=None, work=None), lambda: B().task(work=None)],
    "PC31": [lambda: B().task().task(evidence_text=" \n"), lambda: B().task(evidence_text=None)],
    "PC32": [lambda: B().task(progress="unknown").task(progress="unknown", title=None).task(progress="unknown", assigned_to=None)],
    "PC33": [lambda: B().task(progress_from="fill", progress_text="Green").task(progress_text=" RED ").task(progress_text="blue").task(progress_text="Amber!").task(progress_from="column", progress_text=None).area("REC1", area_kind="recommendation").task(title=None, progress_from="fill")],
    "PC34": [
        lambda: B().task(progress="complete", evidence_text=" ").task(progress="complete", evidence_text="seen"),
        lambda: B().task(progress="complete", evidence_text=None, sampling=sign("01/03/24")).task(progress="complete", evidence_text=None, qa=sign("01/03/24", comment="")),
        lambda: B().task(progress="complete", evidence_text=None, notes=[typed("1 May 2024")]).area("REC1", area_kind="recommendation").task(title=None, progress="complete", evidence_text=None),
    ],
    "PC35": [
        lambda: B().task(cells={"due": "01/03/24", "qa.date": "1/3/24", "sampling.date": "02/03/2024"}).task(cells={"due": "02/03/24", "qa.date": "05/03/24"}).task(cells={"due": "2024-03-01", "qa.date": "5th March 2024"}),
        lambda: B().task(cells={"qa.date": "Mar-24", "due": "Mar-24"}).task(cells={"qa.date": "01/03/24", "sampling.date": "02/03/24"}).task(cells={"sampling.date": "03/03/24", "due": "ongoing"}),
        lambda: B().task(cells={"due": "Mar-24"}).task(cells={"due": "March-24"}).task(cells={"due": "Mar 2024"}).task(cells={"due": " Apr-24"}),
        lambda: B().task(cells={"due": "01-Mar-24", "title": "1"}).task(cells={"due": "01/03/2024"}).task(cells={"due": "01/04/2024"}).task(cells={"due": ""}),
    ],
    "PC36": [
        lambda: B().area(target="31st March 2024").task(due="from 1st March 2024", qa=sign("last week"), sampling=sign("1st March 2024")),
        lambda: B().task(due="31 March 2024").task(due="Mar-24 or so").task(due="1st Mar 2024.").task(due="21st 01/03/24"),
    ],
    "PC37": [lambda: B().area(target="Mar-24 then Apr-24").task(due="01/03/24, 02/03/24").task(due="01/03/24 to 02/03/24").task(due="1 Mar 24 Or 2 Mar 24").task(due="Mar-24/Apr-24").task(due="01/03/24 & 02/03/24 - both").task(due="01/03/24 AND 02/03/24 and 03/03/24")],
    "PC38": [
        lambda: B().task(qa=sign("02/06/24"), sampling=sign("01/06/24 and 03/06/24, 04/06/24")).task(sampling=sign("", comment="x") | {"date": date(2024, 7, 1)}),
        lambda: B().task(sampling=sign("soon")).task(qa=sign("02/06/24") | {"revoked": "in error"}).task(qa=sign("") | {"date": date(2024, 6, 1)}),
        lambda: B().task(sampling=sign("02/06/24")),
    ],
    "PC39": [lambda: B().area(target="31/02/2024").task(due="1.13.24").task(due="1--2-2024 (approval)").task(due="see 1//2/24")],
    "PC40": [lambda: B().area(target="01/03/24 tbc").task(due="01/03/24 .").task(due="Mar-24 tbc").task(due="by 01/03/24 tbc").task(due="01.03.24, or so").task(qa=sign("01/03/24 by e-mail"))],
    "PC41": [lambda: B().area(target="Completed").task(due="On Target (tbc) ").task(due="Not started").task(due="Complete now").task(due="(Complete)")],
    "PC42": [lambda: B().area(target="Feb 21").task(due="Sept. 21").task(due="March 21").task(due="feb 21").task(due="Feb-21").task(due="Feb 21st").task(due="Decembers 21")],
    "PC43": [lambda: B().area(target="31/03/24").task(due="31/03/24").task(due="01/04/24").task(due=""), lambda: B().area(target="").task()],
    "PC44": [
        lambda: B().area(target="31/05/24").task(due="30/05/24").task(due="01/06/24").task(due=""),
        lambda: B().area(target="31/05/24").task(due="01/05/24", waiting_on="NFCC").task(progress="complete", due="01/05/24"),
        lambda: B().area(target="31/05/24").task(due="").task(progress="ongoing", due=""),
        lambda: B().area(target="01/06/24").task(due="30/05/24").area(target="").task(due="Apr-24").area(target="31/05/24"),
    ],
    "PC45": [lambda: B().task(progress="complete", due="01/06/24").task(progress="complete", due="02/06/24").task(progress="complete", due="").task(progress="ongoing", due="Aug-24")],
    "PC46": [lambda: B().task(qa=sign("01/03/24"), due="31/03/24").task(qa=sign("29/02/24"), due="31/03/24").task(qa=sign(""), due="Aug-24").task(qa=sign("01/03/24"), due="").task(sampling=sign("01/03/24"), due="Aug-24")],
    "PC47": [
        lambda: B().task(evidence_text="05/04/24 - a\n06/04/24 - b", qa=sign("04/04/24"), sampling=sign("05/04/24")).task(evidence_text="01/06/24 - a", qa=sign("31/05/24")).task(evidence_text="02/06/24 - a", qa=sign("31/05/24")),
        lambda: B().task(evidence_text="05/07/24 - a", qa=sign("04/07/24")).task(evidence_text="06/04/24 - a", sampling=sign("05/04/24")).task(evidence_text="5 April 2024 - a", qa=sign("04/04/24")).task(evidence_text="06/04/24", qa=sign("")),
        lambda: B().task(evidence_text=None, qa=sign("01/03/24"), notes=[typed("Mar-24") | {"date_precision": "month"}, typed("2 Mar 2024")]).task(evidence_text=None, qa=sign("01/03/24"), notes=[typed("2 Mar 2024") | {"date": None}]),
        lambda: B().task(evidence_text="01/03/24", notes=[typed("2 Mar 2024")], qa=sign("01/06/24")),
    ],
    "PC48": [
        lambda: B().task(sampling=sign("19/02/24", comment="20/02/24 - seen. 22/02/24 - seen again.")).task(qa=sign("19/02/24", comment="19/02/24 - seen")).task(qa=sign("19/02/24", comment="20/02 - seen")).task(qa=sign("19/02/24", comment="18/02 - seen")),
        lambda: B().task(qa=sign("19/02/24", comment="Mar 24 - seen")).task(qa=sign("", comment="20/02/24 - seen")).task(qa=sign("19/02/24", comment="")).task(qa=sign("19/02/24", comment="30/02 - seen"), sampling=sign("19/02/24", comment="21/02/24 - seen")),
        lambda: B().task(qa=sign("19/02/24") | {"comment": None}, sampling=sign("19/02/24", comment="20/02/24 - seen")),
    ],
    "PC49": [lambda: B(starts=date(2023, 3, 1)).task(evidence_text="28/02/23 - b. 27/02/23 - a").task(evidence_text="01/03/23").task(evidence_text="28 February 2023").task(evidence_text=None, notes=[typed("1 Feb 2023")])],
    "PC50": [lambda: B().task(evidence_text="02/06/24 - a. 03/06/24 - b").task(evidence_text=None, notes=[typed("4 Jun 2024")]).task(evidence_text=None, notes=[typed("4 Jun 2024") | {"origin": "import"}]).task(evidence_text="01/06/24 - a").task(evidence_text="5 June 2024")],
    "PC51": [
        lambda: B().task(evidence_text="01/01/24 - a\n03/01/24 - b\n02/01/24 - c\n04/01/24 - d\n05/01/24 - e\n06/01/24 - f\n07/01/24 - g").task(evidence_text="01/01/24 - a\n01/01/24 - b\n02/01/24 - c"),
        lambda: B().task(evidence_text="02/01/24 - a\n02/01/24 - b\n01/01/24 - c").task(evidence_text="Jan 24 - a\n31/01/24 - b\n01/01/24 - c").task(evidence_text="02/01/24 - a\n01/01 - b\n03/01/24 - c").task(evidence_text=None),
        lambda: B().task(evidence_text="Feb 24 - a\n31/01/24 - b\n29/02/24 - c").task(evidence_text="02/01/24 - a, seen on 01/01/24, again 05/01/24").task(evidence_text="02/02/24 - a\n01/02/24 - b\nFeb 24 - c"),
    ],
    "PC52": [lambda: B().task(evidence_text="Done").task(evidence_text=" ").task(evidence_text="Done", notes=[typed("1 May 2024")]).task(evidence_text="Done", notes=[typed("1 May 2024") | {"date": None}]).task(evidence_text="Done", notes=[typed("1 May 2024") | {"origin": "import"}]).area("REC1", area_kind="recommendation").task(title=None, evidence_text="Done")],
    "PC53": [lambda: B().task(title="Met 18/12", work="met 18/12 and 19/12", evidence_text="met 18 December", qa=sign("01/03/24", comment="seen 1/3"), sampling=sign("01/03/24", comment="seen 2/3"))],
    "PC54": [lambda: B().task(qa=sign("12/05/24"), sampling=sign("10/05/24")).task(qa=sign("13/05/24"), sampling=sign("11/05/24")).task(qa=sign(""))],
    "PC55": [
        lambda: B().area(deadline=date(2024, 5, 30)).task(progress="complete").task().area(deadline=date(2024, 6, 1)).task().area(deadline=date(2024, 5, 1)).area().task(),
        lambda: B().area(deadline=date(2024, 5, 31)).task(progress="complete"),
    ],
    "PC56": [
        lambda: B().task(due="31/05/24").task(due="01/06/24").task(due=""), lambda: B().task(due="31/05/24").task(due="01/06/24").task(due="02/06/24"), lambda: B().task(due=""),
        lambda: B().task(due="31/05/24").task(due="30/05/24").task(due="01/06/24", progress="unknown"), lambda: B().task(due="31/05/24").task(due="30/05/24", progress="complete"),
    ],
    "PC57": [
        lambda: B().task(progress="complete", work="It will run by 02/06/24", evidence_text="due to end Jul 24").task(progress="complete", evidence_text="will end 01/06/24").task(progress="ongoing", evidence_text="will end 02/06/24"),
        lambda: B().task(progress="complete", evidence_text="planned" + " " * 33 + "02/06/24").task(progress="complete", evidence_text="planned" + " " * 34 + "02/06/24").task(progress="complete", evidence_text="seen 02/06/24; by 03/06/24 and next 04/06/24"),
        lambda: B().task(progress="complete", title="It will run 02/06/24", qa=sign("01/03/24", comment="will run 02/06/24"), evidence_text="by 18/12 next"),
    ],
    "PC58": [lambda: B().task(progress="deferred", due="tbc").task(progress="ongoing", due="").task(progress="deferred")],
    "PC59": [
        lambda: B().task(qa=sign("", by="K Rowe", comment=""), sampling=sign("01/03/24", by="", comment="x")).task(qa=sign("01/03/24", comment="")).task(qa=sign("", by="", comment="")).task(sampling=sign("", by="K Rowe")),
        lambda: B().task(qa=sign("soon", by="24/08/23") | {"by": None}).task(qa=sign("", by="K") | {"date": date(2024, 3, 1), "by_text": None}).task(qa=sign("01/03/24", by="") | {"imported": False}, sampling=sign("01/03/24", by="")),
    ],
    "PC60": [lambda: B().task(qa=sign("", by="Fred") | {"by": None}, sampling=sign("01/03/24", by="Mar 24") | {"by": None}).task(qa=sign("01/03/24", by="1 March 2024")).task(qa=sign("01/03/24", by=""))],
    "PC61": [
        lambda: B().task(sampling=sign("01/03/24"), qa=sign("")).task(sampling=sign("01/03/24"), qa=[sign("02/03/24"), sign("03/03/24")]).task(sampling=sign("01/03/24"), qa=sign("01/02/24") | {"revoked": "in error"}),
        lambda: B().task(sampling=[sign("01/01/24"), sign("02/03/24")], qa=[sign("01/03/24"), sign("", by="x")]).task(sampling=sign(""), qa=sign("01/03/24")),
    ],
    "PC62": [
        lambda: B().area(stated={"complete": "1"}).task(progress="complete", qa=sign("soon")).task(progress="complete", qa=sign("")).task(progress="complete", title=None, assigned_to=None),
        lambda: B().area("REC1", area_kind="recommendation", stated={"complete": "9"}).task(qa=sign("01/03/24")).area(stated={"complete": "1"}).task(qa=sign("01/03/24")).area(stated={"complete": "1"}).task(qa=sign("01/03/24", comment="")).area(stated={"on_target": "1"}),
        lambda: B().area(stated={"complete": "2"}).task(qa=sign("01/03/24", comment="") | {"imported": False}).task(qa=sign("01/03/24", by="")),
    ],
    "PC63": [
        lambda: B().task(progress="complete", sampling=sign("01/03/24", comment="") | {"verdict": "not_yet"}).task(progress="ongoing", sampling=sign("01/03/24", comment="Placed back")).task(progress="complete", sampling=sign("01/03/24", comment="no evidence of it") | {"verdict": "close"}),
        lambda: B().task(progress="complete", sampling=sign("01/03/24", comment=PHRASE.format("requires further\n evidence"))).task(progress="complete", sampling=sign("01/03/24", comment="Fine")).task(progress="complete", qa=sign("01/03/24", comment="placed back")).task(progress="complete", sampling=sign("01/03/24", comment="")),
    ],
    "PC64": [
        lambda: B().task(progress="complete", sampling=sign("01/03/24", comment="More comms required")).task(progress="complete", sampling=sign("01/03/24", comment="Sign off once seen") | {"verdict": "follow_up"}).task(progress="complete", sampling=sign("01/03/24", comment="will request it") | {"verdict": "close"}),
        lambda: B().task(progress="ongoing", sampling=sign("01/03/24", comment="Will look")).task(progress="complete", qa=sign("01/03/24", comment="Will look")),
    ],
    "PC65": [
        lambda: B().task(progress="behind_target", qa=sign("01/03/24")).task(qa=sign("01/03/24") | {"verdict": "not_yet"}).task(qa=sign("01/03/24") | {"verdict": "follow_up"}).task(qa=sign("01/03/24") | {"verdict": "close"}),
        lambda: B().task(qa=sign("01/03/24"), sampling=sign("02/03/24", comment="Fine") | {"verdict": "not_yet"}).task(qa=sign("01/03/24"), sampling=sign("02/03/24", comment="no evidence of it") | {"verdict": "close"}).task(qa=sign("01/03/24"), sampling=sign("02/03/24", comment="Fine")),
        lambda: B().task(qa=sign("01/03/24"), sampling=sign("02/03/24", comment="")).task(progress="complete", qa=sign("01/03/24")).task(sampling=sign("01/03/24")).task(qa=sign("01/03/24", by="x") | {"by": None}),
    ],
    "PC66": [lambda: B().area(title="One two three four five six").area().task(evidence_text="one two three, four five SIX").area(title="One two three four five").area().task(evidence_text="One two three four five")],
    "PC67": [
        lambda: B().task(qa=sign("01/03/24", comment=PHRASE.format("I will ask  for it"))).task(qa=sign("01/03/24", comment=" Awaiting it")).task(qa=sign("01/03/24", comment="Now awaiting it")).task(qa=sign("01/03/24", comment="Further evidence will come")),
        lambda: B().task(qa=sign("01/03/24", comment="Awaiting it") | {"verdict": "follow_up"}).task(sampling=sign("01/03/24", comment="Awaiting it")),
    ],
    "PC68": [lambda: B().task(assigned_to="K Rowe / SM", qa=sign("01/03/24", by="k rowe")).task(assigned_to="K Rowe", sampling=sign("01/03/24", by="K Rowe")).task(assigned_to=None, qa=sign("01/03/24", by="K Rowe")).task(assigned_to="K Rowe", qa=sign("01/03/24", by=""))],
    "PC69": [
        lambda: B().person("E Brand", department="Risk").person("A Pine", "SM Risk", department="risk").task(assigned_to="SM Risk", qa=sign("01/03/24", by="E Brand")).task(assigned_to="A Pine / B Oak", qa=sign("01/03/24", by="E Brand")).task(assigned_to=None, qa=sign("01/03/24", by="E Brand")),
        lambda: B().person("E Brand").person("A Pine").task(assigned_to="A Pine", qa=sign("01/03/24", by="E Brand")).task(assigned_to="A Pine", sampling=sign("01/03/24", by="E Brand")).task(assigned_to="A Pine", qa=sign("01/03/24", by="")),
    ],
    "PC70": [lambda: B().person("M Wold", assurance=True).person("K Rowe").task(sampling=sign("01/03/24", by="K Rowe")).task(sampling=sign("01/03/24", by="K Rowe / M Wold")).task(sampling=sign("01/03/24", by="")).task(qa=sign("01/03/24", by="K Rowe"))],
    "PC71": [
        lambda: B().person("Kay Rowe", "K Rowe").task(qa=sign("01/03/24", by="K Rowe"), sampling=sign("01/03/24", by="Kay Rowe / B Oak")).task(qa=sign("01/03/24", by="B  Oak")),
        lambda: B().task(qa=sign("01/03/24", by="K Rowe") | {"revoked": "in error"}).task(sampling=sign("01/03/24", by="K Rowe")).task(qa=sign("01/03/24", by=""), sampling=sign("01/03/24", by="")),
    ],
    "PC72": [lambda: B().task(sampling=sign("01/03/24", comment="Seen.")).task(sampling=sign("01/03/24", comment="seen")).task(sampling=sign("01/03/24", comment="Seen!")).task(qa=sign("01/03/24", comment=" ")).task(qa=sign("01/03/24", comment="  "))],
    "PC73": [
        lambda: (b := B(), [b.task(qa=sign("01/03/24"), sampling=sign("01/03/24")) for _ in range(7)], [b.task(sampling=sign("29/02/24")) for _ in range(5)], [b.task(qa=sign("02/03/24")) for _ in range(4)], [b.task(qa=sign("")) for _ in range(5)])[0],
    ],
    "PC74": [
        lambda: B().task(evidence_text="Went to QA evidence").task(evidence_text="went TO QA EVIDENCE").task(evidence_text="went TO QA EVIDENCE", sampling=sign("01/03/24", comment="I asked them all to review it")).task(qa=sign("01/03/24", comment="will look")).task(sampling=sign("01/03/24", comment="Will pick up"), evidence_text="to QA evidence"),
    ],
    "PC75": [
        lambda: B().area(stated={"overall": "on_target"}).task(sampling=sign("01/03/24", comment="PLACED BACK")).task(sampling=sign("01/03/24", comment="fine")).task(qa=sign("01/03/24", comment="placed back")),
        lambda: B().area(stated={"comment": "On Target"}).task(sampling=sign("01/03/24", comment="placed back")).area().task(sampling=sign("01/03/24", comment="placed back")),
    ],
    "PC76": [lambda: B().task(qa=sign("01/03/24", comment=" One  two three"), sampling=sign("01/03/24", comment="Close")).task(qa=sign("01/03/24", comment="One two three four")).task(qa=sign("01/03/24", comment="")).task(qa=sign("01/03/24", comment="Fine") | {"imported": False})],
    "PC77": [lambda: B().task(title="As above", evidence_text=" 2. as per above, and more", work="Please see item 12", qa=sign("01/03/24", comment="A above"), sampling=sign("01/03/24", comment="It is as above"))],
    "PC78": [
        lambda: B().area("AFI1").task(evidence_text="see AFIs 2", work="AFI-2").task(title="AFI2").area("AFI2").task(qa=sign("01/03/24", comment="see AFI 3")).area("AFI3").task(evidence_text="see AFI1 and AFI9").area("AFI4").task(evidence_text="see AFI1"),
        lambda: B().area("AFI1").task(evidence_text="AFI2").area("AFI2").task(evidence_text="AFI3").area("AFI3").task(evidence_text="AFI4").area("AFI4").task(evidence_text="AFI5").area("AFI5").task(evidence_text="AFI1"),
        lambda: B().area("AFI1").task(evidence_text="AFI2").area("AFI2").task(evidence_text="AFI3").area("AFI3").task(evidence_text="AFI4 AFI1").area("AFI4").task(evidence_text="AFI1"),
        lambda: B().area("SII1").task(evidence_text="REC2").area("REC2").task(evidence_text="SII 1; afi 1"),
    ],
    "PC79": [
        lambda: B().task(links=[("https://example.org", "x"), (" # ", "x"), ("#", "y")]).task(links=[(None, "Link to it")]).task(links=[("", "Upload")]).task(links=[(None, "Minutes")]).task(links=[("AFI7!$A$1", None)]).task(links=[("https://example.org", "click here")]).task(links=[("#Sheet", "")]).task(links=[(None, None)]),
    ],
    "PC80": [lambda: B().task(evidence_text=PHRASE.format("SUPERSEDED\nby it")).task(work="superseded")],
    "PC81": [
        lambda: B().area("REC1", area_kind="recommendation", title="The NFCC and the Home Office should do it").area("AUD1", area_kind="audit", title="The College of Policing should do it").area("REC2", area_kind="recommendation", title="NFCC should and chief fire officers should").area("AFI1", title="NFCC should").area("REC4", area_kind="recommendation", title="The NFCC should, and Chief Fire Officers should too").area("REC3", area_kind="recommendation", title="the service should"),
    ],
    "PC82": [
        lambda: B().task(work=PHRASE.format("Not to pursue it"), evidence_text="Fine").task(qa=sign("01/03/24", comment="Decision made NOT to")).task(sampling=sign("01/03/24", comment="the decision is not to"), qa=sign("01/03/24", comment="decided not to")).task(title="decided not to").task(progress="complete", evidence_text="decided not to"),
    ],
    "PC83": [lambda: B().task(evidence_text=PHRASE.format("ON HOLD")).task(work="on hold").task(progress="complete", evidence_text="on hold").task(progress="behind_target", evidence_text="on hold")],
    "PC84": [lambda: B().task(evidence_text="SEE uploaded evidence. See the updated evidence").task(evidence_text="see evidence").task(work="see uploaded evidence")],
    "PC85": [lambda: B().task(title="a &amp; b", work="one<BR/>two", evidence_text="x &#39; <b>", qa=sign("01/03/24", comment="&nbsp;"), sampling=sign("01/03/24", comment="</td >")).task(evidence_text="<unknown>")],
    "PC86": [lambda: B().task(title="t" * 1501, work="w" * 2000, evidence_text="e" * 1501).task(evidence_text="e" * 1000, notes=[typed("1 May 2024", "n" * 501)]).task(qa=sign("01/03/24", comment="c" * 1501), evidence_text=None)],
    "PC87": [lambda: B().task(title="http://intranet/a", work="10.1.2.3", evidence_text="\\\\srv\\a me@x.example", links=[("http://intranet/" + "b" * 90, "x"), (None, "y"), ("http://intranet/c", None)])],
    "PC88": [lambda: B().task(title="S:\\a", work="at \\\\srv\\b", links=[("file://c/d", "x"), ("T:\\e.pdf", "x")], evidence_text="http://intranet/a")],
    "PC89": [lambda: B().task(title="ring 0116 229 2000", evidence_text="a@b.example and http://intranet/a", sampling=sign("01/03/24", comment="ring 0116 229 2001"))],
    "PC90": [lambda: B().task(title="Met Sarah Wood", work="Mr Law", evidence_text="José Núñez; 0116 229 2000", qa=sign("01/03/24", comment="Siân Hughes agreed"))],
    "PC91": [lambda: B().task(progress="unknown", progress_text=" Nearly ").task(progress="unknown", progress_text=" ").task(progress="unknown", progress_text=None).task(progress_text="Nearly")],
    "PC92": [lambda: B().task(assigned_to="Performance Manager / Perfomance Manager").task(assigned_to="performance manager").task(assigned_to=None).task(assigned_to="Performence Manager")],
    "PC93": [
        lambda: B().task(qa=sign("01/03/24", by="Kim Wallers"), sampling=sign("01/03/24", by="Kim Walless")).task(qa=sign("01/03/24", by="")).task(assigned_to="Kim Waller"),
        lambda: B().person("Kim Wallers", "Kim Walless").task(qa=sign("01/03/24", by="Kim Wallers"), sampling=sign("01/03/24", by="Kim Walless")),
    ],
    "PC94": [lambda: B().task(assigned_to="HR Manager, Payroll; CFO").task(assigned_to=None).area("REC1", area_kind="recommendation").task(title=None, assigned_to="A / B").area().task(title=None, assigned_to="A / B")],
    "PC95": [
        lambda: B().area(title="abcdefghij", finding="abcdefzzzz").area(title="abcdefghij", finding="abcdefgzzz").area(title="abcdefghij", finding="ABCDEFGHIJ.").area(title="abc", finding=None),
    ],
    "PC96": [
        lambda: B().area(owner="AM Risk").person("P Marlow", "AM Risk").person("K Rowe", deputy_for="AM Risk").person("B Oak", deputy_for="Z Elm").person("Z Elm").task(qa=sign("01/03/24", by="K Rowe")).task(qa=sign("01/03/24", by="B Oak")).task(qa=sign("01/03/24", by="")).task(sampling=sign("01/03/24", by="B Oak")).area(owner="Nobody").task(qa=sign("01/03/24", by="B Oak")).area(owner="Z Elm").task(qa=sign("01/03/24", by="K Rowe")),
    ],
    "PC97": [lambda: B().task(slips=4, due="").task(slips=3, due="ongoing").task(slips=2).task(slips=3, progress="complete").task(slips=3, progress="deferred")],
    "PC98": [
        lambda: B().task(notes=[typed("2 Mar 2024")]).task(notes=[typed("3 Mar 2024")]).task(notes=[typed("1 Jan 2024"), typed("2 Feb 2024")]).task(notes=[typed("1 Jan 2024"), typed("2 Jun 2024")]).task(progress="deferred", notes=[typed("1 Jan 2024")]),
        lambda: B().task(progress="complete", notes=[typed("1 Jan 2024")]).task(notes=[typed("1 Jan 2024") | {"date": None}]).task(notes=[typed("1 Jan 2024"), typed("1 Jun 2024")]).task(progress="behind_target", notes=[typed("1 Jan 2024")]),
    ],
    "PC99": [lambda: B().task(changed=("2 notes", "title"))],
    "PC100": [lambda: B().task(qa=[sign("01/03/24") | {"override": "one"}, sign("01/03/24")], sampling=sign("01/03/24", by="K Rowe") | {"override": "two"}).task(qa=sign("01/03/24") | {"override": ""})],
    "PC101": [lambda: B().task(promises=[{"due_on": date(2024, 5, 31), "text": "look", "who": "K Rowe"}, {"due_on": date(2024, 6, 1), "text": "ask"}, {"due_on": date(2024, 4, 1), "text": "read", "met_on": date(2024, 5, 1)}])],
    "PC103": [lambda: B().milestone("panel", due_on=date(2024, 5, 30)).milestone("letter", due_on=date(2024, 5, 1)).milestone("review").milestone("other", due_on=date(2024, 5, 20), done_on=date(2024, 6, 1))],
    "PC104": [lambda: B().area(rhythm="weekly").milestone("review", done_on=date(2024, 5, 20)).area().milestone("review", done_on=date(2023, 5, 20)).area(rhythm="yearly").milestone("review", done_on=date(2023, 5, 20))],
    "PC105": [lambda: B().task(progress="complete").task(progress="behind_target", steps=["ongoing"]).task(progress="complete", steps=["complete", "complete", "unknown"])],
    "PC106": [lambda: B().task(notes=[typed("1 Mar 2024"), typed("2 Mar 2024") | {"date": None, "expires": date(2024, 5, 1)}, typed("3 Mar 2024") | {"expires": date(2024, 6, 2)}])],
    "PC107": [
        lambda: B().area().task(progress="complete", sampling=sign("01/05/24") | {"verdict": "close"}).area(importance="high").task(sampling=sign("01/05/24") | {"verdict": "close"}).task(sampling=sign("01/05/24") | {"verdict": "not_yet"}).task(qa=sign("01/05/24") | {"verdict": "close"}),
        lambda: B().area(importance="high").task(sampling=sign("01/05/24") | {"verdict": "close", "revoked": "in error"}).area(importance="high", closed_on=date(2024, 5, 1)).task(progress="ongoing").task(progress="complete", sampling=sign("01/05/24") | {"verdict": "close", "retest": True}),
    ],
    "PC108": [lambda: B().problem(date(2024, 3, 1)).problem(date(2024, 4, 1)).problem(date(2023, 4, 1), closed_on=date(2024, 5, 1), how="x").problem(date(2023, 4, 1))],
    "PC109": [lambda: B().form(date(2024, 1, 1)).form(date(2024, 5, 20))],
    "PC110": [lambda: B().action(date(2024, 5, 1)).action(date(2024, 7, 1)).action(date(2023, 5, 1), dropped=True, closed_on=date(2024, 1, 1))],
    "PC111": [lambda: B().area(closed_on=date(2024, 5, 1)).task(progress="on_target").task(progress="complete").area(closed_on=date(2024, 5, 1)).task(progress="complete")],
    "PC102": [lambda: B().task(waiting_on="NFCC", chase_on=date(2024, 5, 31)).task(waiting_on="NFCC", chase_on=date(2024, 6, 1)).task(chase_on=date(2024, 5, 1)).task()],
}  # fmt: skip


def findings(rule: str) -> Iterator[str]:
    """What one rule says of every plan that is made for it, and of its near misses: nothing."""
    plans = [("fault", build) for build, _ in FIRES[rule]] + [("more", build) for build in MORE.get(rule, [])]
    for i, (name, build) in enumerate([*plans, *(("near", build) for build in NEAR[rule])], start=1):
        for f in checks.run(build().facts(), [rule]):
            yield f"{rule} {name} {i} | {f.severity} | {f.kind} {f.subject} | {f.field} | {f.message}"


def kept() -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for line in TOLD.read_text(encoding="utf-8").splitlines():
        made.setdefault(line.split()[0], []).append(line)
    return made


@pytest.mark.parametrize("rule", FIRES)
def test_a_rule_says_what_it_found_and_where(rule: str) -> None:
    assert list(findings(rule)) == kept()[rule]


@pytest.mark.parametrize("rule", FIRES)
def test_the_order_of_areas_and_tasks_hides_no_fault(rule: str) -> None:
    for build in [*(build for build, _ in FIRES[rule]), *MORE.get(rule, []), *NEAR[rule]]:
        told = build()
        turned = Build()
        turned.__dict__.update(told.__dict__, areas=[(a, p, v[::-1], s) for a, p, v, s in told.areas[::-1]])
        assert turned.hits(rule) == told.hits(rule)


if __name__ == "__main__":
    TOLD.write_text("".join(f"{line}\n" for rule in FIRES for line in findings(rule)), encoding="utf-8")
