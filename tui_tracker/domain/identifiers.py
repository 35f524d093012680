"""What identifies a person without naming them: numbers, addresses and dates by their form, and words about somebody's health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui_tracker.patterns import pattern

_STREETS = "Road|Rd|Street|St|Close|Avenue|Ave|Lane|Ln|Drive|Way|Crescent|Court|Gardens|Place|Terrace|Grove|Hill|Row|Square|Mews|Walk|Rise|View"
_DAY = r"\d{1,2}(?:[/.\- ]|(?:st|nd|rd|th)?(?: of)? )(?:\d{1,2}|[A-Za-z]{3,9})[/.\- ,]+(?:\d{4}|['’]?\d{2})"
_NUMBERED = r"(?:SN|(?:service|svc) (?:no|num|number|ref)|pay(?:roll)? (?:no|ref|number)|collar(?: (?:no|number))?|employee (?:no|number|id)|payroll(?: (?:no|number))?|staff (?:no|number|id)|badge(?: (?:no|number))?|warrant (?:no|number)|NHS (?:no|number)|(?:membership|registration|licence) (?:no|number))"

# Each with the form that finds it, the whole of which is the finding. These hold a digit …
_WITH_A_DIGIT = (
    pattern(rf"\b(?:DOB|D\.O\.B\.?|date of birth|born(?: on)?)(?: on form)?\W{{0,3}}{_DAY}", re.IGNORECASE),
    pattern(rf"\b(?:DOB|D\.O\.B\.?|date of birth|born)\b[^.;\n]{{0,60}}?{_DAY}", re.IGNORECASE),
    pattern(
        r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.IGNORECASE
    ),  # national insurance, also as it is never given
    pattern(rf"\b\d{{1,4}}[A-Za-z]?,? +(?:[A-Z][a-z'’]+ +){{1,3}}(?:{_STREETS})\b"),
    pattern(r"\b(?!q[1-4])[A-Z]{1,2}\d[A-Z\d]? ?\d(?!st|nd|rd|th)[A-Z]{2}\b", re.IGNORECASE),  # a postcode
    pattern(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b(?<!\d\d the)(?<!\d\d and)(?<!\d\d for)", re.IGNORECASE),  # a vehicle
    pattern(rf"\b(?:number|no\.?|flat|house) \d{{1,4}}[a-z]?,? (?:[a-z'’]+ ){{1,3}}(?:{_STREETS})\b", re.IGNORECASE),
    pattern(r"\b[A-Z]\d{2,3} [A-Z]{3}\b"),  # an older one
    pattern(r"(?<![\w£.,/-])(?!(?:19|20)\d{6}\b)\d{6,10}(?![\w%]|[.,/-]\d)"),  # a long number that is no day
    pattern(r"\b[A-Z]{2,5}[/-](?!(?:19|20)\d\d\b)\d{4,8}(?:-[A-Z\d]{1,4})?\b"),
    pattern(r"\b(?:GRV|DISC|ER|HR|OH|CASE|GRIEV|INV|CAP)[/-](?:19|20)\d\d[/-]\d{2,6}\b"),  # a case about somebody
    pattern(
        r"\b(?:log-?in|user ?name|user ?id|network id)(?: is| was|:)? ?(?=[a-z.]*\d)[a-z\d._-]{4,20}\b", re.IGNORECASE
    ),
    pattern(r"(?<![\w/.-])\d{6,8}/(?:19|20)\d\d\b"),  # a claim before a tribunal
    pattern(r"\b(?:man|woman|male|female|boy|girl),? (?:aged )?\d{1,3}\b", re.IGNORECASE),
    pattern(r"\bsort ?code\W{0,3}(?:is\W{0,3})?\d\d[- ]?\d\d[- ]?\d\d\b", re.IGNORECASE),
    pattern(rf"\b{_NUMBERED}[\s:#.]{{0,3}}[A-Z]{{0,2}}\d{{3,10}}\b", re.IGNORECASE),
    pattern(r"\b(?=[a-z]*[a-z]{4})[a-z]{5,14}\d{1,3}\b(?!%)"),  # a user name
)
# … and these one of the signs below, or a password.
_WITHOUT = (
    pattern(r"\bpassword\W{0,3}(?:is|was)?\W{0,3}\S{6,}", re.IGNORECASE),
    pattern(r"(?<![\w./\\])[a-z]{3,}_[a-z]{3,}(?![\w./])"),
    pattern(r"\b[A-Z]{2,12}\\[a-z][\w.]{2,}"),  # who is logged in
    pattern(r"(?<![\w@.])@\w{3,30}\b"),
    pattern(r"(?:linkedin|facebook|instagram|twitter)\.\S{1,20}/\S+", re.IGNORECASE),
    pattern(r"(?<![\w:/.])/(?:home|users|usr|mnt|srv|var|data|volumes)/[^\s,;]+", re.IGNORECASE),
    pattern(r"///\w{3,20}\.\w{3,20}\.\w{3,20}"),  # a place in three words
)
_SIGNS = pattern(r"[_@\\/]|password", re.IGNORECASE)
_DIGIT = pattern(r"\d")
_PHONES = (
    pattern(r"\b(?:ext(?:n|ension)?\.?(?: no\.?)?|x) ?\d{2,3} ?\d{1,3}\b", re.IGNORECASE),
    pattern(r"(?<![\d/.-])\d{3,4}[ -]\d{4}(?![\d/.-])"),  # without its code
    pattern(r"(?<!\w)[O0]\d{3,4} ?\d{5,7}(?!\d)"),  # a letter for a nought
)
# A telephone number said aloud.
_SAID_ALOUD = pattern(
    r"\b(?:(?:oh|nought|zero|one|two|three|four|five|six|seven|eight|nine|double|triple)[\s,-]+){3,}"
    r"(?:oh|nought|zero|one|two|three|four|five|six|seven|eight|nine|\d+)(?:[\s,]+\d{2,4})*",
    re.IGNORECASE,
)
_E_MAIL = pattern(
    r"[\w.+'-]{2,64} ?(?:\(at\)|\[at\]|\{at\}| at (?=[\w-]+ dot )) ?[\w-]+(?:(?:\.| ?[(\[{]dot[)\]}] ?| dot )[\w-]+)+",
    re.IGNORECASE,
)
_SHOWN_BESIDE = pattern(r"(?<!\w)([A-Z][\w'’-]{1,30},? [A-Z][\w'’-]{1,30}) {0,3}<(?=[^<>]{0,80}[@>])")
_MEETING = pattern(
    r"\b(?:Teams|Zoom|Webex|Skype|Google Meet) (?:link|meeting link|invite|call link|ID)\b", re.IGNORECASE
)
_INNER = pattern(
    r"(?<![\w./])intranet/\S+|https?://\S*(?:teams\.|zoom\.|meetup-join|-my\.sharepoint\.)\S*", re.IGNORECASE
)
_DRIVE = pattern(r"\b(?:the|our|shared) [A-Z] drive\b|\b[A-Z] drive\b")
_ABOUT_HEALTH = pattern(
    r"\b(?:long[- ]term sick(?:ness)?|o(?:n|ff) sick\b|sick leave|sickness absence|maternity leave|paternity leave|bereavement|compassionate leave"
    r"|phased return|light duties|occupational health referral|disciplinary (?:hearing|action|proceedings|investigation)|grievance against|suspended from duty"
    r"|signed off (?:work|sick|with)|off (?:work )?with (?:stress|(?:his|her|their) \w+)|suspended pending|gross misconduct|(?:final )?written warning|grievance (?:lodged|raised)|mat leave|diabetic|epilep\w+|chemo\w*|miscarriage|divorc\w+|depression|rehab|in custody|passed away|funeral|pregnan(?:t|cy)|diagnos(?:ed|is)|cancer(?!,? (?:and|awareness|charity|research|support|uk|risk|prevention|screening))|stress[- ]related"
    r"|(?:hip|knee|back|heart|eye|hernia|shoulder|brain|foot|hand|wrist|spinal|minor|major|another|an) (?:operation on (?:his|her|their)|surgery|op\b)|(?:hip|knee|back|heart|eye|hernia|shoulder) (?:operation|replacement|injury|problems?)"
    r"|signed off (?:since|for \d|until)|(?:baby|wife|husband|partner|mother|father|mum|dad|son|daughter|child) (?:has )?(?:died|passed)|grievance (?:from|by|of)"
    r"|failed (?:the |a |his |her )?(?:random )?(?:drugs?|alcohol|breath) test|(?:his|her) back\b|in hospital|broken (?:leg|arm|wrist|ankle|hip|foot)|heart attack|a stroke|panic attacks?|breakdown|overdose|addiction|drink problem"
    r"|(?:he|she|they|who|has|have|had|with|is|was|their|his|her) (?:\w+ ){0,2}(?:dyslexi[ac]|dyspraxi[ac]|autis(?:m|tic)|adhd|ptsd|anxiety|asthma(?:tic)?|bipolar|arthritis|menopaus\w+))\b",
    re.IGNORECASE,
)
# What a policy or a finding speaks of is nobody's: “what would constitute gross misconduct”, “awareness of cancer”.
_OF_A_POLICY = pattern(
    r"\b(?:constitutes?|polic(?:y|ies)|procedures?|guidance|training|awareness|allegations?|cases|acts?|definitions?|examples?|including|such as|types?|process(?:es)?)"
    r"\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[tuple[str, str]]:
    """(kind, words) of what identifies somebody, or says what is nobody else's business; kinds as ``publication.KINDS`` has them."""
    forms = (*(_WITH_A_DIGIT if _DIGIT.search(text) else ()), *(_WITHOUT if _SIGNS.search(text) else ()))
    for form in forms:
        for m in form.finditer(text):
            yield "identifier", m[0]
    for form in (*(_PHONES if _DIGIT.search(text) else ()), _SAID_ALOUD):
        for m in form.finditer(text):
            if not _is_span(text, m):
                yield "phone", m[0]
    yield from _addresses(text)
    for m in _ABOUT_HEALTH.finditer(text):
        if not _OF_A_POLICY.search(text[: m.start()]):
            yield "personal matter", m[0]


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    """E-mails as they are written out, meetings, and places inside the network."""
    if "." in text or "dot" in text.casefold():
        for m in _E_MAIL.finditer(text):
            yield "e-mail", m[0]
    if "<" in text:
        for m in _SHOWN_BESIDE.finditer(text):
            yield "name", m[1]
    for form in (_MEETING, _INNER):
        for m in form.finditer(text):
            yield "intranet address", m[0]
    for m in _DRIVE.finditer(text):
        yield "drive path", m[0]


def _is_span(text: str, m: re.Match[str]) -> bool:
    """Whether two numbers are a span of years or figures: ``2024-2025``, ``100 2000 pumps``."""
    parts = re.split(r"[ -]", m[0])
    if len(parts) == 2 and all(re.fullmatch(r"(?:19|20)\d\d", p) for p in parts):
        return True
    return bool(re.match(r"\s*(?:%|tasks|pumps|incidents|people|staff|hours|homes|visits)", text[m.end() :]))
