"""Every rule fires on its fault and not on its near miss."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.domain.checks.building import Build, sign, typed
from tui_tracker.domain import checks
from tui_tracker.domain.checks.day_cells import fault_of
from tui_tracker.domain.checks.evidence import loops
from tui_tracker.domain.checks.from_file import FILE_RULES
from tui_tracker.domain.checks.totals import comment_parts, sums


def B(**plan: object) -> Build:  # noqa: N802  # short on purpose: it stands in every row below
    return Build(**plan)


LONG = "word " * 301
Case = tuple[Callable[[], Build], set[str]]
T1, NONE = {"AFI1/T1"}, set[str]()

FIRES: dict[str, list[Case]] = {
    "PC02": [(lambda: B().area(stated={"comment": "6 tasks 1 complete 4 behind", "complete": "1", "on_target": "4", "behind_target": "4", "not_started": "0"}), {"AFI1"})],
    "PC03": [(lambda: B().area(stated={"comment": "2 completed 1 in progress", "complete": "3", "on_target": "0", "behind_target": "0", "not_started": "0"}), {"AFI1"})],
    "PC04": [
        (lambda: B().area(stated={"comment": "6 tasks 1 complete 4 behind"}), {"AFI1"}),
        (lambda: B().area(stated={"comment": "2 completed 1 in progress"}), {"AFI1"}),
    ],
    "PC05": [(lambda: B().area(stated={"comment": "3 tasks all completed"}).task(), {"AFI1"})],
    "PC09": [(lambda: B().area(title="Left from 2021: E1.5, E2.2", stated={}).task(title="Alarms (E1.5)").task(title="Trauma (P1)"), {"AFI1", "AFI1/T2"})],
    "PC10": [(lambda: B().task(evidence_text="CEs - 67 Crews - 76 total 146"), T1)],
    "PC14": [(lambda: B().area(stated={"comment": "3 tasks all completed", "complete": "3"}), {"AFI1"})],
    "PC19": [
        (lambda: B().task().task(title=None), {"AFI1/T2"}),
        (lambda: B().task().task(assigned_to=None, due="", work=None, evidence_text=None, progress="unknown"), {"AFI1/T2"}),
    ],
    "PC22": [(lambda: B().area(pillar="Initiatives").area(pillar=""), {"AFI1", "AFI2"})],
    "PC23": [
        (lambda: B().task(title="Staff have access to trauma support (P1)\nWrite a policy").task(title="Staff have access to trauma support (P1)\nTrain people"), {"AFI1/T1", "AFI1/T2"}),
        (lambda: B().area(title="One and the same").area(title="One and the same."), {"AFI1", "AFI2"}),
    ],
    "PC24": [(lambda: B().task(evidence_text="12/01/24 - agreed with the"), T1)],
    "PC25": [(lambda: B().task(title="The service does not follow up"), T1)],
    "PC26": [(lambda: B().task(work="Train all of the staff").task(work="train all of the staff."), {"AFI1/T1", "AFI1/T2"})],
    "PC27": [(lambda: B().task().task(due=""), {"AFI1/T2"})],
    "PC28": [(lambda: B().area().area(target=""), {"AFI2"})],
    "PC29": [(lambda: B().area(owner="Various").task().task(assigned_to=None).task(assigned_to="TBC"), {"AFI1", "AFI1/T2", "AFI1/T3"})],
    "PC30": [(lambda: B().task().task(work=None), {"AFI1/T2"})],
    "PC31": [(lambda: B().task().task(evidence_text=None), {"AFI1/T2"})],
    "PC32": [(lambda: B().task(progress="unknown"), T1)],
    "PC33": [
        (lambda: B().task(progress_from="fill"), T1),
        (lambda: B().task(progress_text="Yellow"), T1),
    ],
    "PC34": [(lambda: B().task(progress="complete", evidence_text=None), T1)],
    "PC35": [(lambda: B().task(cells={"due": "Mar-24"}).task(cells={"due": "Apr-24"}).task(cells={"due": "01/05/24"}), {"AFI1/T3"})],
    "PC36": [
        (lambda: B().task(due="ongoing. Review Dec 23"), T1),
        (lambda: B().task(due="31st March 2024"), T1),
        (lambda: B().area(target="TBC"), {"AFI1"}),
    ],
    "PC37": [(lambda: B().task(qa=sign("19/09/2023 19/02/2024")), T1)],
    "PC38": [(lambda: B().task(qa=sign("19/09/2024")), T1), (lambda: B().task(qa=sign("19/09/2024 19/02/2024")), T1)],
    "PC39": [(lambda: B().task(due="31//12/2021"), T1)],
    "PC40": [(lambda: B().task(due="31/12/2024 (on approval)"), T1)],
    "PC41": [(lambda: B().task(due="Complete (courses booked)"), T1)],
    "PC42": [(lambda: B().task(due="Feb 21"), T1)],
    "PC43": [(lambda: B().area(target="Mar-24").task(due="Apr-24"), T1)],
    "PC44": [(lambda: B().area(target="Mar-24").task(due="Mar-24"), {"AFI1", "AFI1/T1"})],
    "PC45": [(lambda: B().task(progress="complete", due="Aug-24"), T1)],
    "PC46": [(lambda: B().task(qa=sign("01/02/24"), due="Apr-24"), T1)],
    "PC47": [
        (lambda: B().task(evidence_text="25/04/24 - added", qa=sign("04/04/24")), T1),
        (lambda: B().task(evidence_text="01/01/24 - x", sampling=sign("01/03/24"), notes=[typed("5 Mar 2024")]), T1),
    ],
    "PC48": [(lambda: B().task(qa=sign("19/09/23", comment="Seen. 14/02/2024 - seen again.")), T1)],
    "PC49": [(lambda: B(starts=date(2023, 3, 1)).task(evidence_text="20/02/23 - asked"), T1)],
    "PC50": [(lambda: B().task(evidence_text="17/06/24 - report"), T1)],
    "PC51": [(lambda: B().task(evidence_text="31/10/23 - a\n22/01/24 - b\n20/11/23 - c"), T1)],
    "PC52": [(lambda: B().task(evidence_text="A new form is in use since 22/23"), T1)],
    "PC53": [(lambda: B().task(evidence_text="18/12 - crews met"), T1)],
    "PC54": [(lambda: B().task(qa=sign("11/05/24")), T1)],
    "PC55": [(lambda: B().area("REC9", area_kind="recommendation", deadline=date(2024, 1, 1)).task(title=None, progress="ongoing"), {"REC9"})],
    "PC56": [(lambda: B().task(due="Mar-24").task(due="Sep-24"), {"plan"})],
    "PC57": [(lambda: B().task(progress="complete", evidence_text="All written. Go live 1st September 2024"), T1)],
    "PC58": [(lambda: B().task(progress="deferred", due=""), T1)],
    "PC59": [
        (lambda: B().task(qa=sign("01/02/24", by="", comment="")), T1),
        (lambda: B().task(sampling=sign("", by="", comment="Asked for a report.")), T1),
    ],
    "PC60": [(lambda: B().task(qa=sign("24/08/23", by="24/08/23") | {"by": None}), T1)],
    "PC61": [(lambda: B().task(sampling=sign("01/03/24")), T1), (lambda: B().task(qa=sign("05/03/24"), sampling=sign("01/03/24")), T1)],
    "PC62": [
        (lambda: B().task(progress="complete"), T1),
        (lambda: B().area(stated={"complete": "2"}).task(qa=sign("01/02/24")), {"AFI1"}),
    ],
    "PC63": [(lambda: B().task(progress="complete", sampling=sign("01/03/24", comment="There is no evidence of evaluation")), T1)],
    "PC64": [(lambda: B().task(progress="complete", sampling=sign("01/03/24", comment="Will look in 3 months")), T1)],
    "PC65": [(lambda: B().task(qa=sign("01/03/24")), T1)],
    "PC66": [(lambda: B().area(title="This work was done with our partners in the county").area().task(evidence_text="This work was done with our partners in the county"), {"AFI1"})],
    "PC67": [(lambda: B().task(qa=sign("01/03/24", comment="Update evidence so it can be QA'd")), T1)],
    "PC68": [(lambda: B().person("P Marlow", "SM Prevention").task(qa=sign("01/03/24", by="P Marlow")), T1)],
    "PC69": [(lambda: B().person("E Brand", department="Corporate Risk").task(assigned_to="Corporate Risk", qa=sign("01/03/24", by="E Brand")), T1)],
    "PC70": [(lambda: B().person("M Wold", assurance=True).task(sampling=sign("01/03/24", by="K Rowe")), T1)],
    "PC71": [(lambda: B().task(qa=sign("01/03/24", by="K Rowe")).task(sampling=sign("01/03/24", by="K Rowe")), {"plan"})],
    "PC72": [(lambda: B().task(qa=sign("01/03/24", comment="Seen on the site.")).task(qa=sign("01/03/24", comment="seen on the site")), {"AFI1/T1", "AFI1/T2"})],
    "PC73": [(lambda: B().task(qa=sign("01/03/24")).task(qa=sign("01/03/24")).task(qa=sign("01/03/24")).task(qa=sign("01/03/24")).task(qa=sign("01/03/24")), {"plan"})],
    "PC74": [(lambda: B().task(sampling=sign("01/03/24", comment="Will look in 3 months.")), T1)],
    "PC75": [(lambda: B().area(stated={"overall": "On Target"}).task(sampling=sign("01/03/24", comment="Placed back to amber")), T1)],
    "PC76": [(lambda: B().task(qa=sign("01/03/24", comment="As above.")), T1)],
    "PC77": [(lambda: B().task(evidence_text="As above"), T1), (lambda: B().task(work="see item 1"), T1)],
    "PC78": [(lambda: B().area().task(evidence_text="see AFI2").area().task(evidence_text="see AFI 1"), T1)],
    "PC79": [
        (lambda: B().task(links=[(None, "CLICK HERE to upload your evidence")]), T1),
        (lambda: B().task(links=[("#", "x")]), T1),
        (lambda: B().task(links=[("'AFI7'!A1", "Link")]), T1),
    ],
    "PC80": [(lambda: B().task(evidence_text="Superseded by the culture report"), T1)],
    "PC81": [(lambda: B().area("REC10", area_kind="recommendation", title="By May, chief constables should make sure of it"), {"REC10"})],
    "PC82": [(lambda: B().task(evidence_text="In 2023 it was decided not to go on"), T1)],
    "PC83": [(lambda: B().task(evidence_text="On hold due to resources"), T1)],
    "PC84": [(lambda: B().task(evidence_text="See uploaded evidence"), T1)],
    "PC85": [(lambda: B().task(evidence_text="<p>done</p>"), T1)],
    "PC86": [(lambda: B().task(evidence_text=LONG), T1)],
    "PC87": [(lambda: B().task(qa=sign("01/03/24", comment="at https://files.fire.local/x")), T1), (lambda: B().task(links=[("http://intranet/x", "here")]), T1)],
    "PC88": [(lambda: B().task(evidence_text="in F:\\Ops\\plan.xlsx"), T1)],
    "PC89": [(lambda: B().task(evidence_text="ring 07700 900123"), T1), (lambda: B().task(work="mail a.b@fire.example"), T1)],
    "PC90": [(lambda: B().task(evidence_text="met Cllr Oduya"), T1)],
    "PC91": [(lambda: B().task(progress="unknown", progress_text="Nearly"), T1)],
    "PC92": [(lambda: B().task(assigned_to="Performance Manager").task(assigned_to="Perfomance Manager"), {"plan"})],
    "PC93": [(lambda: B().task(qa=sign("01/03/24", by="Matt Wallers")).task(qa=sign("01/03/24", by="Matt wailers")), {"plan"})],
    "PC94": [(lambda: B().task(assigned_to="HR Manager / Payroll"), T1)],
    "PC95": [(lambda: B().area(title="The service should find high-potential staff early", finding="The service should find high-potential staff sooner"), {"AFI1"})],
    "PC96": [(lambda: B().person("P Marlow", "AM Prevention").task(qa=sign("01/03/24", by="K Rowe")), T1)],
    "PC97": [(lambda: B().task(slips=3), T1)],
    "PC98": [(lambda: B().task(evidence_text=None, notes=[typed("1 Feb 2024")]), T1)],
    "PC99": [(lambda: B().task(changed=("1 note",)), T1)],
    "PC100": [(lambda: B().task(qa=sign("01/03/24") | {"override": "assignee: nobody else"}), T1)],
    "PC101": [(lambda: B().task(promises=[{"due_on": date(2024, 5, 1), "text": "look again"}]), T1)],
    "PC102": [
        (lambda: B().task(waiting_on="Home Office", chase_on=date(2024, 5, 1)), T1),
        (lambda: B().task(waiting_on="Home Office"), T1),
    ],
    "PC103": [
        (lambda: B().milestone("plan_due", due_on=date(2024, 5, 31)), {"AFI1"}),
        (lambda: B().milestone("plan_due", due_on=date(2024, 5, 1), done_on=date(2024, 6, 2)), {"AFI1"}),
    ],
    "PC104": [
        (lambda: B().area(rhythm="weekly").milestone("review", done_on=date(2024, 5, 24)), {"AFI1"}),
        (lambda: B().area(rhythm="monthly").milestone("letter", done_on=date(2024, 4, 1)), {"AFI1"}),
    ],
    "PC105": [(lambda: B().task(progress="complete", steps=["complete", "ongoing"]), T1)],
    "PC106": [(lambda: B().task(notes=[typed("1 Mar 2024") | {"expires": date(2024, 5, 31)}]), T1)],
    "PC107": [
        (lambda: B().area(importance="high").task(progress="complete", sampling=sign("01/05/24") | {"verdict": "close"}), T1),
        (lambda: B().area(importance="high", closed_on=date(2024, 5, 1)).task(progress="complete"), T1),
        (lambda: B().area(importance="high").task(progress="complete", sampling=[sign("01/05/24") | {"verdict": "close", "retest": True, "revoked": "in error"}, sign("02/05/24") | {"verdict": "close"}]), T1),
    ],
    "PC108": [(lambda: B().problem(date(2024, 3, 2)), {"AFI1"})],
    "PC109": [(lambda: B().form(date(2024, 5, 17)), {"plan"})],
    "PC110": [(lambda: B().action(date(2024, 5, 31)), {"plan"})],
    "PC111": [
        (lambda: B().area(closed_on=date(2024, 5, 1)).task(progress="on_target"), {"AFI1"}),
        (lambda: B().area(closed_on=date(2024, 5, 1)).task(progress="complete"), {"AFI1"}),
    ],
    "PC114": [(lambda: B().task().lost_proof("AFI1/T1", "minutes.docx, attached, is missing"), {"AFI1/T1"})],
}  # fmt: skip

NEAR: dict[str, list[Callable[[], Build]]] = {
    "PC02": [lambda: B().area(stated={"comment": "2 completed 1 in progress", "complete": "3"}), lambda: B().area(stated={"comment": "8 tasks 4 completed 3 in progress 1 behind", "complete": "4", "on_target": "3", "behind_target": "1"})],
    "PC03": [lambda: B().area(stated={"comment": "3 tasks all completed", "complete": "3", "on_target": "0", "behind_target": "0"}), lambda: B().area(stated={"comment": "2 tasks in progress", "complete": "0", "on_target": "2", "behind_target": "0"})],
    "PC04": [lambda: B().area(stated={"comment": "5 tasks 1 completed 4 in progress"}), lambda: B().area(stated={"comment": "3 tasks all completed"})],
    "PC05": [lambda: B().area(stated={"comment": "1 task all completed"}).task().task(title=None, assigned_to=None)],
    "PC09": [lambda: B().area(title="Left from 2021: E1.5, E 2.2").task(title="a (E1.5)").task(title="b (E2.2)"), lambda: B().task(title="no heading lists (P1)")],
    "PC10": [lambda: B().task(evidence_text="CEs - 67 Crews - 76 total 143"), lambda: B().task(evidence_text="this total had been reduced to 539")],
    "PC14": [lambda: B().area(), lambda: B().area(stated={"complete": "1"}).task()],
    "PC19": [lambda: B().task(evidence_text=None), lambda: B().area("REC1", area_kind="recommendation").task(title=None)],
    "PC22": [lambda: B().area(pillar=" effectiveness "), lambda: B().area("REC1", area_kind="recommendation", pillar="")],
    "PC23": [lambda: B().task(title="Train them\nfirst").task(title="Train them\nsecond"), lambda: B().area(title="One").area(title="Two")],
    "PC24": [lambda: B().task(evidence_text="This is what we looked at.")],
    "PC25": [lambda: B().task(title="Then write it up"), lambda: B().task(title="Weigh it")],
    "PC26": [lambda: B().task(work="A above.").task(work="A above.")],
    "PC27": [lambda: B().task().task(due="ongoing"), lambda: B().task(due=""), lambda: B().task().task(title=None, assigned_to=None, due="")],
    "PC28": [lambda: B().area(target="TBC"), lambda: B().area().area("REC1", area_kind="recommendation", target="")],
    "PC29": [lambda: B().task(assigned_to="All Saints Manager"), lambda: B().area("REC1", area_kind="recommendation", owner=None).task(title=None, assigned_to=None)],
    "PC30": [lambda: B().task(work="See 401-12").task()],
    "PC31": [lambda: B().task().task(evidence_text=None, notes=[typed("1 May 2024")])],
    "PC32": [lambda: B().task(progress="not_started"), lambda: B().task().task(title=None, assigned_to=None, progress="unknown")],
    "PC33": [lambda: B().task(progress_text="On Track", progress_from="word")],
    "PC34": [lambda: B().task(progress="complete", evidence_text=None, qa=sign("01/03/24")), lambda: B().task(evidence_text=None)],
    "PC35": [lambda: B().task(cells={"due": "Mar-24"}).task(cells={"due": "31st March 2024"}).task(cells={"due": "Apr-24"})],
    "PC36": [lambda: B().task(due="Aug-24"), lambda: B().task(due="31/12/24"), lambda: B().task(due="Complete")],
    "PC37": [lambda: B().task(qa=sign("19/02/2024")), lambda: B().task(evidence_text="01/01/24 and 02/02/24")],
    "PC38": [lambda: B().task(qa=sign("01/06/24"))],
    "PC39": [lambda: B().task(due="31/12/2021")],
    "PC40": [lambda: B().task(due="31/12/2024."), lambda: B().task(due="31st December 2024")],
    "PC41": [lambda: B().task(due="ongoing. Review Dec 23")],
    "PC42": [lambda: B().task(due="Feb-21"), lambda: B().task(due="Feb 2021")],
    "PC43": [lambda: B().area(target="Nov-23").task(due="30/11/23"), lambda: B().area(target="").task(due="Apr-24")],
    "PC44": [lambda: B().area(target="Jun-24").task(due="01/06/24"), lambda: B().area(target="Mar-24").task(progress="unknown", due="Mar-24"), lambda: B().area(target="Mar-24").task().task(progress="unknown")],
    "PC45": [lambda: B().task(progress="complete", due="Apr-24"), lambda: B().task(due="Aug-24")],
    "PC46": [lambda: B().task(qa=sign("31/03/24"), due="Apr-24")],
    "PC47": [lambda: B().task(evidence_text="04/04/24 - seen", qa=sign("04/04/24")), lambda: B().task(evidence_text="until 24th November 2023", qa=sign("19/09/23")), lambda: B().task(evidence_text="17/06/24 - later than the day asked", qa=sign("04/04/24"))],
    "PC48": [lambda: B().task(qa=sign("19/02/24", comment="approved on 14 March 2024, from 1 April 2024")), lambda: B().task(qa=sign("26/04/24", comment="26/04/24 - seen"))],
    "PC49": [lambda: B().task(evidence_text="20/02/23 - asked"), lambda: B(starts=date(2023, 3, 1)).task(evidence_text="01/03/23 - begun; as of December 2022 none")],
    "PC50": [lambda: B().task(evidence_text="01/06/24 - today; by April 24, 2025; Dec 24")],
    "PC51": [lambda: B().task(evidence_text="31/10/23 - a\n20/11/23 - b, asked on 01/09/23\n22/01/24 - c"), lambda: B().task(evidence_text="22/01/24 - a\n20/11/23 - b"), lambda: B().task(evidence_text="Nov 23 - a\n09/11/23 - b")],
    "PC52": [lambda: B().task(evidence_text="18/12 - crews met"), lambda: B().task(evidence_text="in place from Oct 2022"), lambda: B().task(evidence_text="seen", notes=[typed("1 May 2024")])],
    "PC53": [lambda: B().task(evidence_text="2022/23, 23/24, 24/25 and Sept/Oct 23; 18/12/23")],
    "PC54": [lambda: B().task(qa=sign("10/05/24"), sampling=sign("13/05/24"))],
    "PC55": [lambda: B().area("REC9", area_kind="recommendation", deadline=date(2024, 1, 1)).task(title=None, progress="complete"), lambda: B().area("REC9", area_kind="recommendation", deadline=date(2024, 6, 1)).task(title=None)],
    "PC56": [lambda: B().task(due="Mar-24").task(due="Mar-24", progress="behind_target"), lambda: B().task(due="Mar-24").task(due="Sep-24").task(due="Oct-24")],
    "PC57": [lambda: B().task(progress="complete", evidence_text="Went live 1st March 2024"), lambda: B().task(evidence_text="Go live 1st September 2024")],
    "PC58": [lambda: B().task(progress="deferred", due="Sep-24")],
    "PC59": [lambda: B().task(), lambda: B().task(qa=sign("24/08/23", by="24/08/23") | {"by": None}), lambda: B().task(qa=sign("1 Mar 2024", comment="") | {"imported": False, "verdict": "close"})],
    "PC60": [lambda: B().task(qa=sign("24/08/23"))],
    "PC61": [lambda: B().task(qa=sign("01/03/24"), sampling=sign("01/03/24")), lambda: B().task(sampling=sign("", comment="asked")), lambda: B().task(qa=[sign("01/02/24"), sign("20/03/24")], sampling=sign("01/03/24"))],
    "PC62": [lambda: B().task(progress="complete", qa=sign("01/03/24")), lambda: B().task(progress="unknown"), lambda: B().area("REC1", area_kind="recommendation").task(title=None, progress="complete"), lambda: B().area(stated={"complete": "1"}).task(qa=sign("01/02/24"))],
    "PC63": [lambda: B().task(progress="complete", sampling=sign("01/03/24", comment="01/03/24 - no evidence of it. 09/05/24 - now seen. Close.")), lambda: B().task(sampling=sign("01/03/24", comment="no evidence of it"))],
    "PC64": [lambda: B().task(progress="complete", sampling=sign("01/03/24", comment="Looked at it. Close.")), lambda: B().task(sampling=sign("01/03/24", comment="Will look in 3 months"))],
    "PC65": [lambda: B().task(progress="unknown", qa=sign("01/03/24")), lambda: B().task(qa=sign("01/03/24", comment="")), lambda: B().task(qa=sign("01/03/24"), sampling=sign("02/03/24", comment="Placed back to amber"))],
    "PC66": [lambda: B().area(title="This work was done with our partners in the county").task(evidence_text="This work was done with our partners in the county")],
    "PC67": [lambda: B().task(qa=sign("01/03/24", comment="Evidence was updated. Close.")), lambda: B().task(qa=sign("01/03/24", comment="Update evidence") | {"verdict": "close"})],
    "PC68": [lambda: B().task(qa=sign("01/03/24", by="P Marlow")), lambda: B().person("P Marlow", "SM Prevention").task(sampling=sign("01/03/24", by="P Marlow")), lambda: B().person("P Marlow", "Planning Manager").task(assigned_to="Planning and Performance Manager", qa=sign("01/03/24", by="P Marlow"))],
    "PC69": [lambda: B().person("E Brand", department="Finance").task(assigned_to="Corporate Risk", qa=sign("01/03/24", by="E Brand")), lambda: B().task(assigned_to="Corporate Risk", qa=sign("01/03/24", by="E Brand"))],
    "PC70": [lambda: B().task(sampling=sign("01/03/24", by="K Rowe")), lambda: B().person("M Wold", "Mat Wold", assurance=True).task(sampling=sign("01/03/24", by="Mat Wold"))],
    "PC71": [lambda: B().task(qa=sign("01/03/24", by="K Rowe")).task(qa=sign("01/03/24", by="K Rowe"))],
    "PC72": [lambda: B().task(qa=sign("01/03/24", comment="Seen on the site.")).task(sampling=sign("01/03/24", comment="Seen on the site.")), lambda: B().task(qa=sign("01/03/24", comment="Seen on the site.")).task(qa=sign("01/03/24", comment="Seen on the new site."))],
    "PC73": [lambda: B().task(qa=sign("01/03/24")).task(qa=sign("01/03/24")).task(qa=sign("01/03/24")).task(qa=sign("01/03/24")).task(sampling=sign("01/03/24"))],
    "PC74": [lambda: B().task(sampling=sign("01/03/24", comment="Looked at; nothing to add.")), lambda: B().task(sampling=sign("01/03/24", comment="Will look in 3 months."), promises=[{"due_on": date(2024, 8, 1), "text": "look"}])],
    "PC75": [lambda: B().area(stated={"overall": "Behind Target"}).task(sampling=sign("01/03/24", comment="Placed back to amber"))],
    "PC76": [lambda: B().task(qa=sign("01/03/24", comment="Seen at two stations"))],
    "PC77": [lambda: B().task(evidence_text="Station Managers and above"), lambda: B().task(work="as per Task 2")],
    "PC78": [lambda: B().area().task(evidence_text="see AFI2").area().task(), lambda: B().area().task(evidence_text="see AFI1 again")],
    "PC79": [lambda: B().task(links=[("https://example.org/report", "report")]), lambda: B().task(), lambda: B().task(links=[("C:\\files\\a.pdf", "a")])],
    "PC80": [lambda: B().task(progress="complete", evidence_text="Superseded by the culture report")],
    "PC81": [lambda: B().area("REC3", area_kind="recommendation", title="By May, chief fire officers should make sure of it"), lambda: B().area(title="chief constables should")],
    "PC82": [lambda: B().task(evidence_text="The decision was to see if it works"), lambda: B().task(progress="complete", evidence_text="decided not to")],
    "PC83": [lambda: B().task(progress="deferred", evidence_text="on hold"), lambda: B().task(evidence_text="kept hold of it")],
    "PC84": [lambda: B().task(evidence_text="See report in evidence; link in evidence folder")],
    "PC85": [lambda: B().task(evidence_text="T&D, a < b > c, * one\n* two")],
    "PC86": [lambda: B().task(evidence_text="w" * 1500)],
    "PC87": [lambda: B().task(evidence_text="https://www.gov.uk/x and example.org")],
    "PC88": [lambda: B().task(evidence_text="ratio 3:1 and and/or")],
    "PC89": [lambda: B().task(evidence_text="12/01/2024 4 of 40; ref 01234")],
    "PC90": [lambda: B().task(evidence_text="met the Hindu Community with AM POD and Fire Protection")],
    "PC91": [lambda: B().task(progress="unknown", progress_text=""), lambda: B().task(progress_text="On Track")],
    "PC92": [lambda: B().task(assigned_to="GM Prevention").task(assigned_to="GM Protection"), lambda: B().person("One", "Performance Manager", "Perfomance Manager").task(assigned_to="Performance Manager").task(assigned_to="Perfomance Manager")],
    "PC93": [lambda: B().task(qa=sign("01/03/24", by="K Rowe")).task(qa=sign("01/03/24", by="Ben Beech"))],
    "PC94": [lambda: B().task(assigned_to="T & D"), lambda: B().task(assigned_to="Health & Wellbeing Lead")],
    "PC95": [lambda: B().area(title="Early talent", finding="The service should find high-potential staff sooner"), lambda: B().area(title="Same words", finding="Same  words")],
    "PC96": [lambda: B().task(qa=sign("01/03/24", by="K Rowe")), lambda: B().person("P Marlow", "AM Prevention").task(qa=sign("01/03/24", by="P Marlow")), lambda: B().person("P Marlow", "AM Prevention").person("K Rowe", deputy_for="P Marlow").task(qa=sign("01/03/24", by="K Rowe"))],
    "PC97": [lambda: B().task(slips=2), lambda: B().task(slips=3, progress="complete")],
    "PC98": [lambda: B().task(evidence_text=None, notes=[typed("3 Mar 2024")]), lambda: B().task(progress="complete", notes=[typed("1 Jan 2024")])],
    "PC99": [lambda: B().task()],
    "PC100": [lambda: B().task(qa=sign("01/03/24")), lambda: B().task(qa=sign("01/03/24") | {"override": "x", "revoked": "in error"})],
    "PC101": [lambda: B().task(promises=[{"due_on": date(2024, 6, 1), "text": "look"}]), lambda: B().task(promises=[{"due_on": date(2024, 5, 1), "text": "look", "met_on": date(2024, 5, 2)}])],
    "PC102": [lambda: B().task(waiting_on="Home Office", chase_on=date(2024, 6, 1)), lambda: B().task(chase_on=date(2024, 5, 1))],
    "PC103": [lambda: B().milestone("plan_due", due_on=date(2024, 6, 1)), lambda: B().milestone("submitted", due_on=date(2024, 5, 1), done_on=date(2024, 6, 1))],
    "PC104": [
        lambda: B().area(rhythm="weekly").milestone("panel", done_on=date(2024, 5, 25)),
        lambda: B().area(rhythm="weekly"),
        lambda: B().area(rhythm="weekly").milestone("review", done_on=date(2024, 1, 1)).milestone("discharge", done_on=date(2024, 5, 1)),
    ],
    "PC105": [lambda: B().task(progress="complete", steps=["complete"]), lambda: B().task(steps=["ongoing"])],
    "PC106": [lambda: B().task(notes=[typed("1 Mar 2024") | {"expires": date(2024, 6, 1)}])],
    "PC107": [
        lambda: B().area(importance="high").task(progress="complete", sampling=sign("01/05/24") | {"verdict": "close", "retest": True}),
        lambda: B().area(importance="medium").task(progress="complete", sampling=sign("01/05/24") | {"verdict": "close"}),
        lambda: B().area(importance="high").task(progress="complete"),
    ],
    "PC108": [lambda: B().problem(date(2024, 3, 3)), lambda: B().problem(date(2024, 1, 1), closed_on=date(2024, 5, 1), how="bought")],
    "PC109": [
        lambda: B().form(date(2024, 5, 18)),
        lambda: B().form(date(2024, 1, 1), answered_on=date(2024, 1, 20)).form(date(2024, 1, 1), withdrawn="left"),
    ],
    "PC110": [lambda: B().action(date(2024, 6, 1)).action(None), lambda: B().action(date(2024, 1, 1), closed_on=date(2024, 5, 1))],
    "PC111": [
        lambda: B().area().task(progress="on_target"), lambda: B().area(closed_on=date(2024, 6, 2)).task(progress="on_target"),
        lambda: B().area(closed_on=date(2024, 5, 1)).task(progress="complete", qa=sign("01/04/24"), sampling=sign("02/04/24")),
    ],
    "PC114": [lambda: B().task()],
}  # fmt: skip


def test_every_rule_has_a_fault_and_a_near_miss() -> None:
    assert set(FIRES) == set(NEAR) == set(checks.RULES) - set(FILE_RULES)


@pytest.mark.parametrize(
    ("rule", "build", "subjects"),
    [pytest.param(r, b, s, id=f"{r}-{i}") for r, cases in FIRES.items() for i, (b, s) in enumerate(cases)],
)
def test_it_fires_on_its_fault(rule: str, build: Callable[[], Build], subjects: set[str]) -> None:
    assert build().hits(rule) == subjects


@pytest.mark.parametrize(
    ("rule", "build"), [pytest.param(r, b, id=f"{r}-{i}") for r, cases in NEAR.items() for i, b in enumerate(cases)]
)
def test_it_does_not_fire_on_its_near_miss(rule: str, build: Callable[[], Build]) -> None:
    assert build().hits(rule) == NONE


@pytest.mark.parametrize("rule", FILE_RULES)
def test_what_only_a_file_shows_is_kept_with_the_area_it_names(rule: str) -> None:
    made = Build().area("AFI1").found_in_file(rule, "AFI1")
    found = checks.run(made.facts(), [rule])
    assert [(f.subject, f.kind, f.severity) for f in found] == [("AFI1", "area", FILE_RULES[rule][0])]


def test_a_file_finding_keeps_its_own_words_and_falls_back_on_the_rules() -> None:
    made = Build().area("AFI1")
    made.file_findings += [
        {"rule": "PC16", "subject": "AFI1", "message": "copied", "severity": "note", "field": "label"},
        {"rule": "PC16", "subject": "Summary!B4", "message": "elsewhere"},
        {"rule": "PC17", "subject": "AFI1", "message": "another rule's"},
    ]
    facts = made.facts()
    area = facts.areas[0].area.uid
    assert checks.run(facts, ["PC16"]) == [
        checks.Finding("PC16", "note", "AFI1", "label", "copied", area, "area"),
        checks.Finding("PC16", "warning", "Summary!B4", "overall", "elsewhere", "", "plan"),
    ]


def test_an_accepted_finding_carries_its_reason_and_order_is_by_weight() -> None:
    made = Build().task(progress="complete", evidence_text=None).task(due="")
    found = checks.run(made.facts())
    uid = next(f.uid for f in found if f.rule == "PC34")
    again = checks.run(made.facts(), accepted={("PC34", uid): "old work"})
    assert [f.accepted for f in again if f.rule == "PC34"] == ["old work"]
    severities = [checks.SEVERITIES.index(checks.RULES[f.rule].severity) for f in found]
    assert severities == sorted(severities)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Mar-24", None), ("31/12/24", None), ("2024-05-01", None), ("31st December 2024", None), ("31//12/2021", "PC39"), ("31/12/2021 (approval)", "PC40"),
        ("Complete", "PC41"), ("Feb 21", "PC42"), ("ongoing. Review Dec 23", "PC36"), ("TBC", "PC36"), ("01/01/24 02/02/24", "PC37"), ("1/1/24 and 2/1/24", "PC37"), ("1/1/24 X 2/1/24", "PC40"), ("1/1/24 X", "PC40"), ("Mar-24 X", "PC36"), ("18-0424", "PC36"),
    ],
)  # fmt: skip
def test_a_date_cell_has_one_fault_the_most_specific(text: str, rule: str | None) -> None:
    found = fault_of(text)
    assert (found[0] if found else None) == rule


@pytest.mark.parametrize(
    ("text", "total", "parts"),
    [
        ("7 tasks all completed", 7, {"complete": 7}), ("2 tasks in progress", 2, {"in progress": 2}), ("5 tasks 1 completed 4 in progress", 5, {"complete": 1, "in progress": 4}),
        ("2 completed 1 in progress", None, {"complete": 2, "in progress": 1}), ("6 Tasks 1 complete 4 behind progress", 6, {"complete": 1, "behind": 4}), ("", None, {}),
    ],
)  # fmt: skip
def test_a_registers_comment_is_read_for_its_numbers(text: str, total: int | None, parts: dict[str, int]) -> None:
    assert comment_parts(text) == (total, parts)


def test_sums_loops_and_likeness() -> None:
    assert sums("A - 1, B - 2 and C - 3 total 7") == [(6, 7)]
    assert sums("total 7") == []
    assert loops({"A": {"B"}, "B": {"C"}, "C": {"A"}}) == [["A", "B", "C"]]
    assert loops({"A": {"B"}, "B": {"C"}}) == loops({"A": {"A"}}) == []
