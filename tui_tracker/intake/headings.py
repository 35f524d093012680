"""What a column's or a label's name says it holds: each known wording with a weight, so that a choice can be explained."""

from __future__ import annotations

import re
from functools import lru_cache

from tui_tracker.domain import date_grammar, dates, progress_words
from tui_tracker.domain.text import fold
from tui_tracker.patterns import pattern

LONGEST = 70  # characters of a heading; what is longer is a sentence

_WHO = r"(?:hmicfrs|hmi|the inspectorate|inspectors?|the inspectors?|the service|they|peers?|reviewers?|auditors?|the review|the report)"
# (role, weight, pattern). Weight 4: the name can hardly mean anything else; 3: usually; 2: perhaps, its cells decide.
_NAMES: tuple[tuple[str, int, str], ...] = (
    ("other", 5, r"^(?:modified|created|author|editor)(?: by| on| date)?$|^item type$|^path$|^(?:completed|closed|modified|created) by$"),
    ("other", 5, r"^(?:date )?(?:raised|opened|added|created|identified|logged|received|issued|published)(?: on| date)?$|^date (?:raised|opened|added|created|identified|logged|received|started|closed|completed|of completion)|^(?:start|commence\w*|began|begun)(?: date| on)?$|^last (?:updated?|reviewed?|changed)|^(?:date )?(?:last )?updated(?: on| by)?$|^(?:closed|completed|actual)(?: date| on| completion)|^actual\b"),
    ("other", 5, r"^%|%$|percent|^priority|^impact|^likelihood|^risk(?: (?:score|rating|level|owner|id|ref\w*|title|description))?s?$|^costs?\b|^budget|^resources?\b|^accepted|^success|^measures?\b|^kpi|^version|^opinion|^depend|^phone|^tel|^e-?mail|^name$|^job title|^sign(?:ed|ature)$|^sheet$|^page$|^summary of high|^high importance|^number of|^no\.? of\b|^total|^count\b|^how many|^reason for|^indicator|^metric|^performance (?:measure|indicator)|^trend|^variance|^actual"),
    ("other", 6, r"\b(?:last|previous|prior|former|old)\b.*\b(?:rag|status|progress|rating|position|quarter|period|month)|\b(?:rag|status|rating|progress)\b.*\b(?:last|previous|prior)\b"),
    ("status", 6, r"\b(?:this|current|latest)\b.*\b(?:b?rag|status|rating)|\b(?:b?rag|status|rating)\b.*\b(?:this|current|latest|now)\b"),
    ("link", 6, r"\blinks?\b|^upload|^attachments?$|hyperlink|^documents? \(|^where (?:is |to find )?the evidence"),
    ("note_by", 4, r"^authors?$|^(?:updated|written|entered|said|reported|update|note) by$|^initials$"),
    ("original", 5, r"\b(?:original|initial|baseline|first|old|previous)\b.*\b(?:date|due|target|deadline|completion|timescale|agreed)"),
    ("due", 5, r"\b(?:revised|new|current|latest|forecast|amended|extended|rescheduled)\b.*\b(?:date|due|target|deadline|completion|timescale|finish)"),
    ("due", 4, r"projected completion|completion date|^target completion|^(?:to be )?closed? by$|^to be closed by|delivery date|target (?:completion |end |delivery )?date|^target end|^target for completion|^due\b|^deadline|^by when|^to be (?:done|completed?) by|time ?scales?|time ?frame|^end date|^completed? by$|^finish|^date due|^planned (?:date|completion|finish|end)|^expected (?:date|completion|finish|end)|^implementation date|^deliver(?:ed)? by|^done by|^to be (?:finished|done|completed?|delivered)\b"),
    ("due", 4, r"\bforecast\b"),
    ("due", 5, r"^(?:done|completed?|status|position)\s*(?:/|or|and)\s*(?:due|date|target|when)\b|^(?:due|date|target|when)\s*(?:/|or|and)\s*(?:done|completed?|status|position)\b"),
    ("due", 3, r"^when\b|^(?:overall |area |end )?target$|^review date|^milestone date|^completion$|^date for\b|^date$|^until\b|^timing"),
    ("note_date", 4, r"^(?:update|entry|note|progress|comment|board|meeting|committee|report|log)\w* (?:date|on|of)$|^date (?:reported|logged)$|^date of (?:the )?(?:update|entry|note|comment|progress)|^updated$"),
    ("status", 4, r"^r a g$|^state\b(?!ment)|^status|\bb?rags?\b|^overall (?:status|rag)|^state$|^current (?:status|state|rag)|status$|traffic light|^delivery confidence|^where it stands|^afi progress$"),
    ("status", 3, r"^progress$|^program(?:me)?$|^rating$|^position$|^colour$|^on track|^overall$|^stage$|^progress rating|^standing$|^health$|^outlook$|^how (?:it is|is it|it's) going"),
    ("area_owner", 4, r"^(?:afi|area|strategic|executive|exec|senior|overall|pillar|recommendation|corporate|principal)(?: responsible)? (?:owner|lead|sponsor|officer)|^sro\b|^sponsor|^portfolio (?:lead|holder)|^accountable (?:officer|lead|owner|director|exec\w*)|^slt (?:lead|owner|sponsor)|\b(?:lead|owner) \(slt\)|^lead$(?<=slt)"),
    ("area_owner", 4, r"^strategic (?:owner|lead)|^exec(?:utive)?\b|^(?:responsible )?director$|^chief officer$|^principal officer$"),
    ("owner", 4, r"^(?:action |task |named |delivery |responsible |activity |work )?(?:owner|lead|assignee)s?\b|^(?:action|task|delivery|post) ?(?:manager|officer|holder|sponsor)s?\b|^lead (?:officer|person|manager|department|team)|^responsib|^by whom|^person responsible|assigned to|^allocated|^delegated|^who (?:is|will|leads?|does|by)\b|^officers?(?: name| responsible)?$|^action by\b|^owned by|^led by|^whose"),
    ("owner", 4, r"^(?:being (?:done|completed)|(?:being )?(?:delivered|carried out|taken forward|actioned)) by(?: whom)?$|^(?:staff|people|those|names?|colleagues?) (?:responsible|involved)$|\bresponsible$"),
    ("due", 3, r"\bend date$|\bcompliant by$"),
    ("statement", 4, r"^what (?:needs|has) to (?:be|get) better|^what needs (?:to change|to improve|improving)|^what (?:they|cqc|hmicfrs|ofsted|the auditors?|the inspectors?|the assessors?) (?:found|told us|said)|^what we found$|^weakness(?:es)?(?: identified| found)?$"),
    ("evidence", 4, r"^comments? ?/ ?what (?:we|they|has|have)\b|^what (?:we|they) have done|^what has been done|^update for (?:committee|board|members|panel)"),
    ("pillar", 4, r"^(?:peel|inspection|core|diagnostic|key) (?:question|line of enquiry)s?$"),
    ("other", 5, r"^where did (?:this|it) come from|^source of (?:the )?(?:finding|action|issue)"),
    ("owner", 3, r"^accountab|^who\b|^department|^directorate|^team\b|^manager$|^function lead|^contact$|^handler|^person$|^people$|^named? (?:person|individual)"),
    ("owner", 2, r"\b(?:manager|owner|lead|leader|officer)$"),
    ("pillar", 4, r"^(?:\w+ )?pillars?\b|^themes?$|^workstreams?|^work stream|^strands?$"),
    ("pillar", 3, r"^categor|^functions?$|^section$|^group(?:ing)?$|^heading$|^judged area|^diagnostic|^domain$"),
    ("evidence", 5, r"\b(?:so far|to date)$"),
    ("evidence", 4, r"evidence|\bupdates?\b(?! (?:on|by|date)\b)|^latest (?:position|progress|news)|commentary|narrative|^progress (?:to date|made|report|notes?|comments?|against|since|so far|log|this)|^current position|^(?:position|progress) (?:statement|at\b|as at\b|to\b)|^what (?:we have|we've|has been|has) (?:done|happened|achieved)|^where (?:are )?we (?:are|now)|^actions? (?:taken|completed|to date|so far)|^work (?:done|completed|to date|so far)|^achieved|^story so far"),
    ("evidence", 3, r"^comments?\b|^notes?\b|^remarks?$|^outcomes?\b|^progress\b|^position\b|^how do we know|^proof|^done so far|^news$|^log$"),
    ("comment", 4, r"^summary comments?$"),
    ("work", 4, r"description of (?:the )?(?:work|actions?|tasks?)|^work (?:needing|to be done|required|involved|description|needed)|^details? of (?:the )?(?:work|actions?|tasks?)|^scope\b|^method|^how (?:we|it|will|to)\b|^what (?:it|this) (?:involves|entails|means|takes)|^potential assurance|^internal notes?|^description of action"),
    ("work", 4, r"^task details?$"),
    ("work", 3, r"^how$|^details?$|^approach$|^in detail"),
    ("action", 4, r"^(?:planned|agreed) improvements?$|^steps? (?:descriptions?|details?|titles?|text)|^our response|^commitments?$|^pledges?$|^(?:hwfrs |frs |service |our )?(?:proposed |agreed |planned |improvement |key |required |smart |service |main )*actions?(?: required| needed| proposed| planned| agreed| to be taken| to take| we will take| title| name| description| points?| plan| details?| text)?$|^tasks?(?: title| name| description| text)?$|^what (?:we|the service|you|they|needs?|is|must|has|should)\b(?! happened| been).*\b(?:do|done|doing|happen)\b|^(?:our |management |service |planned |agreed |the service )?(?:response|commitment)s?$|^deliverables?$|^milestones?$|^activit(?:y|ies)\b(?! (?:manager|owner|lead|no|ref|id|date|status|due))"),
    ("action", 3, r"\bactions?\b(?! by| owner| dates?| no\b| ref| id\b| status| lead| number| taken| log)|^initiatives?$|^projects?$|^steps?$|^(?:agreed|planned|next|key) steps?$|^(?:planned|agreed|improvement) activit(?:y|ies)$|^work packages?|^to do$|^next steps?$|^improvement$|^treatment|^remed|^plan to\b|^what will\b|^we will$"),
    ("finding", 4, r"^(?:summary |supporting |inspection )?findings? (?:text|summary|detail)|^summary findings?$|^what (?:we|was) (?:were told|found wrong)|^background$|^root cause|^rationale$|^why (?:it )?matters"),
    ("statement", 4, r"^areas? (?:for|of|requiring|needing) improvement\b|^service improvement initiatives?$|^(?:inspector\w*|hmicfrs|their)['s]* (?:wording|words|text|finding|comment)|^afi (?:text|description|title|statement|wording|detail)|^recommendations?\b(?! (?:no|ref|number|id|status|date|owner|priority|rating|#|\d))|^(?:peer |review |audit |report )+recommendations?$|^causes? of concern$|^what " + _WHO + r" (?:said|found|told us|wants?|recommends?|recommended|asked|says?|reported)|^auditable area|^(?:inspection |audit |report )?findings?$|^(?:hmicfrs|inspectorate|inspection) (?:finding|recommendation|comment|area|wording|statement)"),
    ("statement", 3, r"^hmicfrs|^inspectorate|^issues?\b|^observations?$|improvement (?:area|needed|required)$|^requirements?\b|^area of (?:focus|work|concern)|^audits?(?: title| area| name| review| subject| assignment)?$|\brecommendations?\b|^concern|^what is (?:wrong|the issue)|\b(?:said|told us|recommended|wording)\b"),
    ("statement", 5, r"^criteri(?:on|a)\b|^bucket(?: name)?$|^epic|^parent\b"),
    ("finding", 4, r"^gaps?\b"),
    ("statement", 2, r"^title$|^text$|^area$|^objectives?\b|^description$|^wording$|^subject$|^topic$|^statement$|^aims?$|^improvements?$|^item$|^question$|^theme$"),
    ("no", 4, r"^(?:line|row)$|^wbs$|^pt$|^part$|^(?:task|action|step|sub|activity|response|sub-?action|milestone)s?\W*(?:ref(?:erence)?s?|ids?|no|number|num|#|code)\b\.?"),
    ("ref", 4, r"^(?:afi|sii|rec(?:ommendation)?|finding|audit|area|plan|unique|hmicfrs|item|our|line|row)?\W*(?:ref(?:erence)?s?|id|identifier|no|nos|number|num|nr|#|code)\W*(?:no|number|#)?\.?$|^afi ?/ ?sii$|^(?:afi|sii|rec|coc)s?$|^(?:afi|sii)/?(?:sii|afi)?\W*(?:ref|no)|^which (?:afi|area|recommendation)"),
    ("ref", 3, r"^ref\b|^item$|\bref(?:erence)?$|^relates to|\b(?:ref(?:erence)?|id|identifier|number|code)\.?$|^linked (?:afi|area)|^against (?:afi|area)|^from (?:afi|area)"),
)  # fmt: skip
_COMPILED = tuple((role, weight, pattern(form)) for role, weight, form in _NAMES)
STAGES = (
    ("qa", re.compile(r"quality assur|\bqa\b|\bqa'?d\b|signed? ?off by|who signed|\bsigned (?:by|on)\b|owner sign|\bsign-?(?:ed)? ?off\b|\bcheck(?:ed|er|ing)?\b(?! ?list)|verif|validat")),
    ("sampling", re.compile(r"sampl|assessor|business assurance|bus\.? ass|independent (?:check|review|assur)|\b(?:peer|second|external|corporate) (?:line )?(?:assur|check)|\b(?:assurance|audit) (?:date|by|comment|note|outcome|result|check)|\bassured (?:by|on|date)\b")),
)  # fmt: skip
PARTS = (
    ("date", re.compile(r"\bdate|\bon$|\bwhen\b")),
    (
        "comment",
        re.compile(r"comment|note|outcome|finding|\bfound\b|\bsaid\b|conclusion|result|remark|feedback|\bview|opinion"),
    ),
    (
        "by",
        re.compile(r"\bby\b|name|\bwho\b|officer|reviewer$|verifier$|auditor$|checker$|sampler$|assessor$|initials"),
    ),
)


_SHORT = {
    "resp": "responsible", "respons": "responsible", "off": "officer", "offr": "officer", "compl": "completion", "orig": "original", "rev": "revised",
    "stat": "status", "prog": "progress", "recs": "recommendations", "mgmt": "management", "mgt": "management", "dept": "department", "est": "expected",
    "impl": "implementation", "qtr": "quarter", "descr": "description", "desc": "description", "cmplt": "complete", "ref'd": "ref", "act": "action",
}  # fmt: skip
_VOCABULARY = frozenset(
    [
        "accountable",
        "action",
        "actions",
        "activity",
        "area",
        "assigned",
        "comment",
        "comments",
        "commentary",
        "complete",
        "completed",
        "completion",
        "date",
        "deadline",
        "deliverable",
        "delivery",
        "description",
        "evidence",
        "expected",
        "finding",
        "findings",
        "finish",
        "improvement",
        "inspection",
        "management",
        "officer",
        "original",
        "outcome",
        "owner",
        "pillar",
        "position",
        "priority",
        "progress",
        "projected",
        "quality",
        "quarter",
        "recommendation",
        "recommendations",
        "reference",
        "response",
        "responsible",
        "responsibility",
        "revised",
        "sampling",
        "statement",
        "status",
        "strategic",
        "target",
        "timescale",
        "timescales",
        "update",
        "updates",
    ]
)


# Words of their own that are one letter from another of the vocabulary: not to be taken for a slip of it.
_WORDS = frozenset({"assignee", "assigner", "target", "timeline", "stated", "states", "owned", "actioned"})


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name for comparing: folded, on one line, short forms written out and slips of the pen put right, no marks around it."""
    joined = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", name[:1_000])  # no heading is longer, and a sentence is not compared
    folded = re.sub(r"[\s_]+", " ", fold(joined)).replace("’", "'").rstrip("….")
    folded = re.sub(r"\s*\((?![^)]*(?:rag|last|previous|prior|this|current))[^()]*\)\s*$", "", folded)
    folded = re.sub(r"[a-z']+\.?", lambda m: _written_out(m[0]), folded)
    return folded.strip(" :*.-–?")


def _written_out(word: str) -> str:
    """A word of a heading as it was meant: ``resp.`` is responsible, ``progess`` is progress."""
    bare = word.rstrip(".")
    if bare in _SHORT and (word.endswith(".") or bare in ("mgmt", "dept", "qtr", "descr")):
        return _SHORT[bare]
    if len(bare) < 5 or bare in _VOCABULARY:
        return word
    near = [v for v in _VOCABULARY if abs(len(v) - len(bare)) <= 1 and v[0] == bare[0] and _one_slip(bare, v)]
    return (
        near[0]
        if len(near) == 1
        and bare not in _WORDS
        and bare.endswith("s") <= near[0].endswith("s")
        and near[0].rstrip("s") != bare.rstrip("s")
        else word
    )


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other or two changed about make the one word of the other."""
    if len(one) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(wrong) == 2 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        return len(wrong) == 1 or swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


@lru_cache(maxsize=4096)
def scores(name: str) -> dict[str, int]:
    """Role → the weight of the best wording that fits; empty when the name is not known."""
    made: dict[str, int] = {}
    if len(name) > 3 * LONGEST:
        return made
    text = plain(name)
    if not text or len(text) > LONGEST or len(text.split()) > 9:
        return made
    for role, weight, form in _COMPILED:
        if weight > made.get(role, 0) and form.search(text):
            made[role] = weight
    return made


# Wordings of other kinds of plan (risk registers, remediation lists, exports of planners): read when a table is assigned as a whole.
_WIDE: tuple[tuple[str, int, str], ...] = (
    ("statement", 4, r"^(?:risk|issue|finding|gap|audit|hazard|recommendation|requirement|measure|objective|lesson|weakness|vulnerability)s? (?:title|name|description|statement|text|detail)s?$"),
    ("statement", 4, r"^what is the (?:concern|issue|problem|risk)|^weakness(?:es)?\b|^vulnerabilit|^deficienc|^non-?(?:conform|complian)|^threat\b(?! source)|^hazard|^lessons?(?: (?:identified|learn\w+))?$|^(?:description of )?(?:the )?(?:risk|issue|problem|gap)s?$|^measure$|^what (?:needs|has) to (?:change|improve)|^what (?:went|was) wrong"),
    ("statement", 3, r"\b(?:weakness|deficiency|finding|recommendation|requirement|objective|gap)\b|^control objective|^regulation\b|^(?:must|should) do|^outcome wanted|^epic|^parent (?:summary|title|name)|^concern|^lesson"),
    ("statement", 4, r"^(?:control|scope|risk|audit|policy|service|focus) area$"),
    ("finding", 4, r"^gaps?$"),
    ("statement", 2, r"^description\b|^title$|^name$|^area\b|^topic|^item$|^deliverable$|^scope area"),
    ("finding", 3, r"^(?:cause|root cause|why|consequence|background|context|rationale)\b"),
    ("evidence", 3, r"^current (?:state|position|situation)$"),
    ("action", 4, r"^(?:mitigati(?:on|ng)|treatment|remediation|corrective|improvement|agreed|recommended|planned|required|management|response|follow-?up|countermeasure)s?(?: \w+)? (?:actions?|plan|strategy|steps?|controls?|measures?|response|remediation)|^(?:corrective|preventive|remedial) \w+$|^recommended controls?|^control measures?|^mitigations?$|^remediation$|^planned remediation|^action (?:title|name|needed|to take)|^what (?:we|they|is|are|will|must|has|the \w+) (?!happened|been).*\b(?:do|done|doing|happen)(?!ed)|^task (?:title|name)$|^summary$|^milestone(?: (?:description|name|title))?$|^steps?$|^activity"),
    ("detail", 3, r"^description$|^(?:issue|task|card) description$|^details?$"),
    ("action", 4, r"^recommendations?$"),
    ("action", 3, r"^(?:next|key) (?:actions?|steps?)$|\bactions?\b(?! (?:id|no|ref|by|owner|status|date|lead|holder|number)\b)|\bremediation\b|\bmitigation\b|^treatment$|^response$|^to do\b|^subject$|^change$|^card (?:name|title)$|^title$|^name$|^deliverables?$"),
    ("owner", 4, r"^(?:risk|issue|control|item|weakness|finding|record|card|step|milestone|remediation|treatment)?\s?(?:owner|lead|holder|assignee)s?$|^assignees?\b|^assigned(?: to)?$|^poc$|^pic$|^point of contact|^(?:lead|responsible|accountable) (?:person|party|manager|officer|team|org\w*|post)|^(?:person|officer|post|role|team|manager) (?:responsible|leading|in charge)|^who('s| is| has| will)? ?\w*$|^in whose hands|^action (?:holder|with|on)"),
    ("owner", 3, r"^by$|^with$|^contact$|^members?$|^lead$|^resource names?$|^delegate|^hq contact|^allocated"),
    ("area_owner", 4, r"^(?:weakness|finding|measure|objective|priority|programme|gap|item|theme|domain|recommendation|requirement|executive|exec|area|workstream|strategic) (?:owner|lead|sponsor)s?$|^hq contact|^sro$|^sponsor"),
    ("due", 4, r"^(?:target |scheduled |planned |expected |forecast |agreed |proposed )?(?:completion|finish|end|due|remediation|resolution|delivery|target)(?: ?/ ?\w+)?(?: date| by)?$|^scheduled completion|^(?:to be )?(?:done|fixed|finished|in place|remediated|closed|completed|delivered|resolved) by|^needed by|^deadline|^due\b|^eta$|^timeline$|^target timeline|^time ?line|^by when|^when (?:by|is|will)|^(?:date|when) (?:due|needed|required|wanted|for completion)|^by (?:what|which) (?:date|day)|^expected (?:by|completion)|^finish(?:es|ed)? by|^ends?$|^finish(?: date)?$"),
    ("due", 3, r"^when$|\btarget\b.*\bdate\b|^timescales?|\bdue\b|^date$|^quarter$|^baseline finish"),
    ("status", 4, r"^(?:action |current |item |issue |risk |task |overall |implementation |remediation |delivery |record )?(?:status|state)\b|^b?rag\b|^progress status|^where (?:it|we) (?:is|are|has got to|stands?)|^open ?/ ?closed|^open or closed|^how (?:it|far|things|are we)\b|^bucket progress"),
    ("status", 3, r"^progress$|^position$|^stage$|^list$|^column$|^list name$|^done\??$|^completed?\??$|\bstatus\b"),
    ("evidence", 4, r"^(?:resolution|progress|status|latest|review|officer|update|action|closing|closure|monitoring) (?:notes?|comments?|updates?|position|news|remarks?)|^what (?:has|have|we have|we've|is) (?:been |happened|done|changed)|^latest\b|^comments?(?: to date)?$|^notes?$|^remarks?$|^updates?\b|^news\b|^progress (?:so far|to date)"),
    ("evidence", 3, r"\b(?:comment|update|narrative|remark)s?\b|^validation results?$|^evidence\b"),
    ("ref", 4, r"^(?:s|sr|serial)\.? ?(?:no|number)?\.?$|^(?:issue|risk|weakness|poam|finding|audit|measure|rec|recommendation|gap|lesson|raid|requirement|entry|case|record|objective|priority)s? ?(?:id|key|no|ref|reference|number|#)\.?$|^key$|^id$|^#$|^(?:our|your) ref\w*|^which (?:finding|recommendation|audit|measure|lesson)|^rec\.? ?no\.?$"),
    ("no", 4, r"^(?:action|task|step|milestone|card|activity|item)s? ?(?:id|key|no|ref|reference|number|#)\.?$|^issue key$|^wbs$"),
    ("no", 3, r"^(?:step|action|task)s?$"),
    ("ref", 4, r"^(?:answers|addresses|relates to|linked to|links to|in answer to|parent|against) (?:the |which )?(?:finding|risk|issue|recommendation|rec|area|afi|objective|gap|priority)(?: ?(?:id|key|no|ref|reference|number|#))?\.?$"),
    ("area_owner", 4, r"^(?:risk|issue) (?:owner|lead|sponsor)s?$"),
    ("action", 4, r"^steps? (?:we|you|they|to be) .*\b(?:take|taken)$|^(?:proposed |agreed |our )?(?:resolution|remedy|countermeasure)s?$"),
    ("other", 5, r"\be-?mail(?: address)?$|^monitored by$|^monitoring by$|^how monitored"),
    ("pillar", 4, r"^(?:domain|theme|workstream|work stream|strand|ambition|category|programme|phase|function|framework area|key question|support area|business area|section|group)s?$"),
    ("pillar", 3, r"^(?:control|work|service|subject|policy|scope) (?:area|family)$|^family$|^component|^stream$|^directorate$|^area$"),
    ("other", 5, r"^(?:raised|requested|reported|identified|created|logged|modified|entered) by$|^reporter$|^created?\b|^last (?:modified|updated|viewed)|^resolved$|^votes?$|^watchers?$|^labels?$|^tags?$|^sprint$|^story points?$|^e-?mail|^phone|^version|^type$|^issue type$|^severity$|^rank$|^(?:original|remaining) (?:estimate|effort)|^time spent|^asset|^source|^depend|^escalat|^session|^proximity|^existing controls?|^contingency|^begins?\b|^framework|^code ref|^strategic objective|^what success|^what difference|^success (?:criteria|measures?)|^outcome measures?|^how (?:will )?we(?:'ll| will)? know|^monitoring|^start\b|^change type|^(?:inherent|residual|gross|net|initial|current)\b.*(?:score|rating|likelihood|impact|risk|level)|^risk (?:level|score|rating)|^impact|^likelihood|^probability|^validated|^item type|^path$|^content type|^attachments?$|^effort|^duration|^buffer|^% ?(?:complete|done)?$|^cost|^budget|^spend|^funding|^priority|^department$|^other org"),
)  # fmt: skip
_WIDE_COMPILED = tuple((role, weight, pattern(form)) for role, weight, form in _WIDE)


@lru_cache(maxsize=4096)
def wide_scores(name: str) -> dict[str, int]:
    """As ``scores``, with the wordings of other kinds of plan; what ``scores`` holds of no field weighs less than a wording here."""
    if len(name) > 3 * LONGEST:
        return {}
    text = plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
    if not text or len(text) > 2 * LONGEST:
        return {}
    made: dict[str, int] = {role: weight for role, weight in scores(name).items() if role != "other"}
    for role, weight, form in _WIDE_COMPILED:
        if weight > made.get(role, 0) and form.search(text):
            made[role] = weight
    unused = scores(name).get("other", 0)
    if unused and not any(pattern.search(text) for role, _, pattern in _WIDE_COMPILED if role != "other"):
        made["other"] = max(made.get("other", 0), unused)
    return made


def best(name: str) -> str | None:
    """The role of the heaviest wording; the earlier of two alike. None when the name is not known."""
    found = scores(name)
    return max(found, key=lambda role: found[role]) if found else None


@lru_cache(maxsize=4096)
def period(name: str) -> dates.FieldDate | None:
    """The day, month or quarter that a heading of an update column names: ``Update Jan 24``, ``Q3 2020-2021``."""
    text = re.sub(r"\b(\d{4})[-/](?:20)(\d{2})\b", r"\1/\2", name)
    found = [f.made for f in date_grammar.scan(text, loose=False) if f.made is not None]
    return found[0] if len(found) == 1 else None


_PERIOD = pattern(rf"\b(?:q[1-4]|quarter [1-4]|(?:{dates.MONTH_WORD})\b|spring|summer|autumn|winter|month \d+)")
_ABOUT = frozenset(
    [
        "update",
        "updates",
        "progress",
        "position",
        "comment",
        "comments",
        "note",
        "notes",
        "commentary",
        "latest",
        "evidence",
        "quarter",
        "quarterly",
        "term",
        "review",
        "half",
        "month",
        "monthly",
        "report",
        "the",
        "at",
        "as",
        "to",
        "for",
        "in",
        "of",
        "and",
        "on",
        "authority",
        "board",
        "committee",
        "members",
        "panel",
        "meeting",
        "narrative",
        "slt",
        "financial",
        "year",
        "end",
        "officer",
        "officer's",
        "news",
    ]
)


@lru_cache(maxsize=4096)
def is_update(name: str) -> bool:
    """Whether a heading is a period's own column of updates: a quarter, a month or a day, and nothing else but words of reporting."""
    text = plain(name)
    if not _PERIOD.search(text) and period(name) is None:
        return False
    rest = _PERIOD.sub(" ", text)
    left = set(re.findall(r"[a-z']+", re.sub(r"\d+(?:st|nd|rd|th)", " ", rest)))
    return left <= _ABOUT


@lru_cache(maxsize=4096)
def stage(name: str) -> str | None:
    """``qa`` or ``sampling`` where a name speaks of one of the two sign-offs."""
    text = plain(name)
    if len(text.split()) > 6:
        return None
    found = [s for s, pattern in STAGES if pattern.search(text)]
    if len(found) == 2:  # “independent check”, “QA sample”: what makes it the second of the two is said beside
        return "sampling" if re.search(r"sampl|assessor|independent|business", text) else "qa"
    return found[0] if found else None


def part(name: str) -> str | None:
    """``date``, ``by`` or ``comment`` of a sign-off."""
    text = plain(name)
    return next((p for p, pattern in PARTS if pattern.search(text)), None)


@lru_cache(maxsize=8192)
def is_heading(text: str) -> bool:
    """Whether a cell could be a column's heading: short and known."""
    if not text or len(text) > LONGEST or (text.endswith(".") and len(text.split()) >= 4):
        return False
    found = scores(text)
    weight, words = max(found.values(), default=0), len(text.split())
    if weight >= 4 or (weight == 3 and words <= 5) or (weight == 2 and words <= 2 and "owner" not in found):
        return True
    return (
        (stage(text) is not None and (part(text) is not None or words <= 4))
        or (is_update(text) and len(text) < 34 and words <= 5)
        or progress_words.from_word(text) is not None
    )
