"""Sign-off: entries that are not whole, out of order, by the wrong person, or not an approval."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tui_tracker.domain import dates
from tui_tracker.domain.checks import compared
from tui_tracker.domain.checks.facts import STAGES, PlanFacts, TaskFacts, others, plain, scanned
from tui_tracker.domain.checks.registry import ERROR, NOTE, WARNING, Finding, Rule, rule
from tui_tracker.domain.parts import last
from tui_tracker.domain.progress import Progress
from tui_tracker.domain.signoff import SIGN_STAGES
from tui_tracker.patterns import pattern

_AGAINST = pattern(r"\bno evidence of|\bplaced back|\brequires? further evidence", re.IGNORECASE)
_CONDITION = pattern(r"\bwill (?:look|request)\b|\bmore\b.{0,40}\brequired\b|\bsign off once\b", re.IGNORECASE)
_NOT_APPROVAL = pattern(r"^\s*(?:update evidence|awaiting)\b|\bI will ask\b|\bfurther evidence will\b", re.IGNORECASE)
_PROMISE = pattern(r"\bwill (?:look|request|pick up)\b|\basked\b.{0,80}\bto review\b", re.IGNORECASE)
_ONE_DAY = 5


@rule(
    "PC59",
    ERROR,
    "Sign-off entry is not whole",
    "Date, name and comment are one entry: all or nothing.",
    field="qa",
    rank=11,
    mend="task.sign",
)
def not_whole(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for stage in STAGES:
            entry = t.entry(stage)
            if entry is None or not entry.imported:
                continue
            cells = (bool(entry.date or entry.date_text), bool(entry.by or entry.by_text), bool(entry.comment))
            if any(cells) and not all(cells):
                missing = [n for n, c in zip(("date", "name", "comment"), cells, strict=True) if not c]
                yield r.on(t, f"{SIGN_STAGES[stage]} lacks its {' and '.join(missing)}", field=stage)


@rule(
    "PC60",
    ERROR,
    "A date where the signer's name belongs",
    "Nobody has signed: the name cell holds a date.",
    field="qa.by",
    rank=14,
    mend="task.sign",
)
def date_for_name(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for stage in STAGES:
            entry = t.entry(stage)
            if entry is not None and not entry.by and entry.by_text and scanned(entry.by_text):
                yield r.on(t, f"the {SIGN_STAGES[stage]} name is “{entry.by_text}”", field=f"{stage}.by")


@rule(
    "PC61",
    ERROR,
    "Sampled before QA",
    "Sampling checks what QA has passed; nobody had said the work was done when it was looked at.",
    field="sampling.date",
    rank=6,
    mend="task.sign",
)
def sampled_first(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        qa, sampling = t.entry("qa"), t.entry("sampling")
        if sampling is None or sampling.date is None:
            continue
        first = [e.date for e in t.view.signoffs if e.stage == "qa" and e.revoked is None and e.date]
        if qa is None or not first:
            yield r.on(t, f"sampled {dates.short(sampling.date)}, QA has no date")
        elif sampling.date < min(first):
            yield r.on(t, f"sampled {dates.short(sampling.date)}, QA {dates.short(min(first))}")


@rule(
    "PC62",
    ERROR,
    "Complete without QA",
    "Said complete by the assignee and by nobody else.",
    field="qa",
    rank=7,
    mend="task.sign",
)
def complete_without_qa(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for a in facts.areas:
        stated = a.counts().get("complete", 0)
        full = sum(t.filled("qa") for t in a.tasks)
        if stated > full and not a.is_recommendation:
            yield r.on(a, f"the register counts {stated} complete, {full} have a whole QA entry")
        for t in a.tasks:
            qa = t.entry("qa")
            if t.is_task and t.progress == Progress.COMPLETE and (qa is None or not (qa.date or qa.date_text)):
                yield r.on(t, "complete, and nobody has dated a QA")


@rule(
    "PC63",
    ERROR,
    "Complete, and sampling said no",
    "The last word of sampling is against it.",
    field="sampling.comment",
    heuristic=True,
    rank=15,
    mend="task.sign",
)
def complete_against_sampling(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        entry = t.entry("sampling")
        if t.progress != Progress.COMPLETE or entry is None:
            continue
        if entry.verdict == "not_yet" or (entry.verdict is None and _AGAINST.search(last(entry.comment or ""))):
            said = " ".join(last(entry.comment or "").split())[:80]
            yield r.on(t, f"“{said}”" if said else "sampling said not yet")


@rule(
    "PC64",
    WARNING,
    "A condition shown as complete",
    "Accepted on a condition; the condition is not yet met.",
    field="sampling.comment",
    heuristic=True,
    mend="task.sign",
)
def conditional(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        entry = t.entry("sampling")
        m = _CONDITION.search(t.comment("sampling"))
        if t.progress == Progress.COMPLETE and m and entry is not None and entry.verdict != "close":
            yield r.on(t, f"complete on a condition: “{m[0]}”")


@rule(
    "PC65",
    WARNING,
    "Signed off, and not shown complete",
    "QA is whole and the progress says otherwise: one of them is behind the other.",
    field="progress",
    mend="task.complete",
)
def signed_not_complete(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        qa, sampling = t.entry("qa"), t.entry("sampling")
        if (
            not t.filled("qa")
            or t.progress in (Progress.COMPLETE, Progress.UNKNOWN)
            or (qa and qa.verdict in ("not_yet", "follow_up"))
        ):
            continue
        back = sampling is not None and (
            sampling.verdict == "not_yet"
            or (sampling.verdict is None and _AGAINST.search(last(sampling.comment or "")))
        )
        if not back:
            yield r.on(t, f"QA is whole, progress is {t.progress.replace('_', ' ')}")


@rule(
    "PC67",
    WARNING,
    "QA entry that approves nothing",
    "A date and a name stand there; the words ask for more.",
    field="qa.comment",
    heuristic=True,
    mend="task.sign",
)
def no_approval(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        entry = t.entry("qa")
        m = _NOT_APPROVAL.search(t.comment("qa"))
        if m and entry is not None and entry.verdict is None:
            yield r.on(t, f"“{' '.join(t.comment('qa').split())[:80]}”")


@rule(
    "PC72",
    WARNING,
    "Identical sign-off text",
    "The same words on two tasks: were both looked at?",
    field="qa.comment",
    rank=26,
    mend="task.sign",
    whole=compared.signatures,
)
def same_comments(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    groups: dict[tuple[str, str], list[TaskFacts]] = defaultdict(list)
    for t in facts.tasks:
        for stage in STAGES:
            if t.comment(stage).strip():
                groups[stage, plain(t.comment(stage))].append(t)
    for (stage, _), group in groups.items():
        refs = [t.ref for t in group]
        if len(group) > 1:
            for t in group:
                yield r.on(
                    t, f"its {SIGN_STAGES[stage]} comment is that of {others(refs, t.ref)}", field=f"{stage}.comment"
                )


@rule(
    "PC73",
    NOTE,
    "Many signed on one day",
    f"{_ONE_DAY} or more sign-offs of one stage on one day: a meeting, or a rubber stamp.",
    field="qa.date",
    whole=compared.signatures,
)
def one_day(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    days: dict[tuple[str, date], list[str]] = defaultdict(list)
    for t in facts.tasks:
        for stage in STAGES:
            entry = t.entry(stage)
            if entry is not None and entry.date is not None:
                days[stage, entry.date].append(t.ref)
    for (stage, day), refs in sorted(days.items(), key=lambda item: (item[0][1], item[0][0])):
        if len(refs) >= _ONE_DAY:
            yield r.on(None, f"{len(refs)} {SIGN_STAGES[stage]} entries on {dates.long(day)}: {', '.join(refs[:6])}")


@rule(
    "PC74",
    WARNING,
    "Follow-up promised, no date kept",
    "Somebody said they would look again; no date holds them to it.",
    field="sampling.comment",
    heuristic=True,
    rank=17,
    mend="task.sign",
)
def promised(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        m = _PROMISE.search(t.comment("sampling"))
        said = m[0] if m else ("to QA evidence" if re.search(r"\bto QA evidence\b", t.evidence, re.IGNORECASE) else "")
        if said and not t.view.promises:
            yield r.on(t, f"“{said}”", field="sampling.comment" if m else "evidence")


@rule(
    "PC75",
    WARNING,
    "Sent back, and the area did not move",
    "Sampling placed it back; the area's stated word stayed where it was.",
    field="sampling.comment",
    heuristic=True,
)
def sent_back_unmoved(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    from tui_tracker.domain import progress_words

    for a in facts.areas:
        stated = {progress_words.from_word(s.stated.replace("_", " ")) for s in a.stated if s.what == "overall"}
        for t in a.tasks:
            if Progress.ON_TARGET in stated and re.search(r"\bplaced back\b", t.comment("sampling"), re.IGNORECASE):
                yield r.on(t, "placed back by sampling; its area still says on target")


@rule(
    "PC76",
    NOTE,
    "Comment names no proof",
    "Three words or fewer cannot say what was seen.",
    field="qa.comment",
    mend="task.sign",
)
def thin_comments(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for stage in STAGES:
            words = t.comment(stage).split()
            entry = t.entry(stage)
            if 0 < len(words) <= 3 and entry is not None and entry.imported:
                yield r.on(t, f"“{' '.join(words)}”", field=f"{stage}.comment")


@rule(
    "PC99",
    WARNING,
    "Changed since sign-off",
    "What was signed is not what stands here now.",
    field="evidence",
    rank=9,
    mend="task.sign",
)
def changed_since(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        if t.view.row.changed:
            yield r.on(t, f"changed: {', '.join(t.view.row.changed)}")


@rule(
    "PC101",
    ERROR,
    "Promise past its date",
    "Somebody said they would look again by this day.",
    field="promise",
    rank=8,
    mend="task.sign",
)
def broken_promises(r: Rule, facts: PlanFacts) -> Iterable[Finding]:
    for t in facts.tasks:
        for promise in t.view.promises:
            if promise.met_on is None and promise.due_on < facts.as_at:
                yield r.on(t, f"{promise.who or 'somebody'} by {dates.long(promise.due_on)}: {promise.text}")
