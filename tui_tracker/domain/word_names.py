"""Names that are plain words as well (Grace, Will, Bishop): somebody where they do or are told what only people do or are told.

Where nothing beside it says so, such a word is one of the *other* words, which are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui_tracker.domain import fitting
from tui_tracker.domain.field_vocabulary import ACRONYMS
from tui_tracker.domain.name_shapes import UP
from tui_tracker.patterns import pattern

_GIVEN = """
abbey amber angel april art autumn bay bear beau bee bev bill blessing blue bob brandy brook bunny buddy bud carol cat chad chance chance charity chase cherry chuck clay cliff cookie coral crystal daisy dale
dawn dean destiny dolly don dot drew duke earl eden ernest eve faith favour fern flora forest frank gale gay gene gift ginger glory goodness grace grant guy harmony harry hazel heath heather heaven herb holly
honey hope hunter iris iva ivy jack jade jasmine jay jewel joy june kitty lance lark laurel lee lily lotus love lucky mac mark marigold marvel may max melody mercy merit mike miles mo moon olive opal
pansy pat patience pearl peg penny pepper petal phoenix pip poppy precious prince princess promise rain ray reed rich river rob robin rod roman rose rosemary ross rowan ruby rusty sandy saffron sage sandy
scarlet shelly sherry skip skye sky sonny spike star sterling storm stew sue summer sunny sunshine tab tank taylor teddy terry tiger tiny tom trinity val vera victor viola violet ward wade west will willow winter wolf woody
"""
_SURNAME = """
abbot archer ash ashes baker ball banks barber barker barnes bass bean beach beck bell bellow berry best birch bird bishop black blade bland bloom blossom board bolt bond booth bow bowl bowler bowman boyd
branch brand bridges bright brook brooks brown buck bull burns bush butcher butler cannon carpenter carter carver case cash castle chambers chance chandler chaplin chapman chase child church clay clerk clerks close cloud coates cobb cole
collier cook cooke cooper cope corner cotton couch craft crane crisp crook cross crow crown crowther cruise cummings curry curtain dance darling day deal dear dench dent drake draper driver drummer dyer eagle earl
english farmer farrier faulkner fair fairs fern field fields finch fish fisher flint flood flower flowers forester foot ford forest foster fountain fowler fox franks freeman french friend frost fry fuller gale gates gardener gardner garland gear
gill glass glover gold golden good goodman goose gore grant graves gray green grey griffin grove groves guest gunn gunner hale hall hammer hand hands hardy harper hart harvest hawk hawkins hay head heath heather hedges hicks hill hills hobbs
hogg holder holland holly hood hook hooper hope horn horner horse house hunt hunter hurst hutch ivory jolly judge keen kettle key keys kidd king kitchen kite knight lamb lane large law lawn laws leaf lever light lilly list little locke lock
long lord love low luck luke major mann manners mark marsh marshall marshal mason masters may mayor mead mercer merry mills miller minor monk moody moon moore moss mount mountain mudd musgrove nail neal newman nice noble north nurse oakes oak orchard
otter packer page painter palmer parish park parks parsons parson peach peacock pearl peck penny pepper perch perry piper pike pitman pitt plant plummer pond pool poole pope porter post potter potts poole power powers pratt press price pride prince prior
proctor pugh pullen purse quick rain ramsbottom rand ransom raven ray reader reed reeve reeves rice rich ridge ring rivers roach road robin rock rogers rook root rose rudd rush ryder sadler sage salmon sands savage sawyer seal self seller sewell
shade sharp shaw sheep shepherd ship shore short shotton silver silk simmons singer sinclair skinner slater small smart smith snell snow somers sparks sparrow spence spencer spicer spring squire stack stanger steel steele stamp steward still stock stone stones
storey story street strong summers swallow swan sweet swift tailor tanner taylor temple thatcher thorn thorne tower towers town townsend trainer treasure tree trotter tucker turner tyler underwood vale valentine vane vaughan vicar vine viney wade wain wait
waite walker wall waller ward warden warner waters watts way weaver webb webster weeks well wells west whale wheat wheeler whistler white whitehead wicks wild wilde wilder winch wind winter winters wise wolf wood woodcock woods woodward wright yard young
"""

# Surnames in -ing, and those of places.
_MORE_SURNAMES = """
manning browning harding keeling fleming dowling golding fielding gosling spalding pickering darling gelling hickling kipling codling collings cumming cunning deering dearing denning downing edling fanning farthing
gatling hasting hastings hemming hayling jennings jelling keating leeming loving manling oldring rawlings rawling reading redding rolling schelling skilling stirling sterling tilling twining vining waring welling whiting
winning wilding yelling lincoln preston sutton burton barnsley kendal whitby london york wells durham lancaster wakefield sheffield bradford stafford derby buxton clifton crompton denton eaton hilton horton melton middleton
milton newton norton orton seaton shelton skipton stratton tipton walton weston whitton winton ashton acton barton bolton boulton carlton carleton chester dalton stanley bentley bromley langley ripley shipley wembley
"""

GIVEN = frozenset(_GIVEN.split())
SURNAME = frozenset([*_SURNAME.split(), *_MORE_SURNAMES.split()])
ALL = GIVEN | SURNAME

_CAP = rf"[{UP}][a-z]+"
# What people are told, asked and thanked by; what follows is somebody when it is a name and no other capital or noun goes on.
_TOLD = r"[Aa]sk(?:ed|ing)?|[Tt]old|[Tt]ell|[Rr]ang|[Rr]ing|[Cc]alled|[Pp]honed|[Tt]exted|[Ee]-?mailed|[Cc]hased?|[Cc]hasing|[Tt]hanked|[Mm]et|[Mm]eet|[Ss]aw|[Cc]ontacted|[Bb]riefed|cc|cc'd|[Ff]rom|[Ww]ith|w/|[Pp]er|via|[Tt]hanks to|[Bb]y"
_ENDS = r"(?=\s*(?:[.,;:)?!/–—]|$|['’]s\b|\s(?:on|for|to|about|that|who|this|last|next|and|at|in|re|if|whether|has|is|was|will|says|said|when|before|after|today|yesterday|again|twice|three|but|re:|\d)\b))"
_AFTER_TOLD = pattern(rf"(?<![\w/])(?:{_TOLD})\s+({_CAP}){_ENDS}")
_OPENING = r"(?:^|[.!?;:,]\s+|\n\s*|[-–—•|/]\s+|[\"“(])"
_DOES = (
    r"holds|keeps|ran|runs|wrote|led|leads|knows|counted|took|takes|brought|brings|joined|retired|drafted|says|said|confirms|confirmed|wants|wanted|asked|asks|thinks|thought|reckons|presented|agreed|agrees|promised|promises|rang|emailed|replied|chased|chasing|chases|visited|attended|met|went|has\s+(?:checked|seen|sent|asked|agreed|the|got|"
    r"been|confirmed|gone|left|done|had|a|it|updated|visited|offered|written|drafted)|is\s+(?:[a-z]+ing\s+(?:up|out|on|the|a|it|this|with|to)|on|leading|checking|chasing|to|away|off|sorting|happy|our|the|looking|writing|drafting|going|back|still|now|doing|working|arranging)|was\s+(?:on|to|happy|off|away|going|asked|told)|"
    r"will\s+(?:bring|send|chase|check|do|ask|speak|present|sort|lead|write|draft|take|confirm|update|look|get|go|attend|visit|arrange|pick|run|ring)|to\s+(?:chase|send|bring|check|confirm|present|ask|speak|lead|write|draft|sort|update|arrange|ring|email|circulate|visit|attend|meet|look|take|do|get|follow\s+up|review|pick|liaise|advise|report|provide|complete)"
)
_WHO_DOES = pattern(rf"{_OPENING}({_CAP})(?=\s+(?:{_DOES})\b)")
_WHO_DOES_AFTER_AND = pattern(rf"\b(?:that|and|as|because|when|if|but|which|so)\s+({_CAP})(?=\s+(?:{_DOES})\b)")
# Systems and papers “have” and “are” as well as people do: initials are somebody only where they say, ask, or are to do.
_SPEAKS = (
    r"leading|happy|chasing|reviewing|says|said|confirms|confirmed|wants|asked|asks|thinks|presented|agreed|agrees|promised|rang|emailed|replied|chased|holds|"
    r"(?:will|to)\s+(?:chase|send|check|confirm|ask|speak|ring|email|bring|draft|redraft|write|circulate|arrange|liaise|sort|lead)"
)
_INITIALS_DO = pattern(rf"(?:{_OPENING}|\b(?:and|but|with|that)\s+)([{UP}]{{2,3}})(?=\s+(?:{_SPEAKS})\b)")
_INITIALS_DID = pattern(
    rf"\b(?:drafted|written|checked|agreed|seen|approved|reviewed|signed|updated|done|entered|uploaded|logged|noted)\s+(?:by\s+)?([{UP}]{{2,3}})(?![\w/&-])"
)
_SMALL_OF = pattern(
    r"(?:^|[.!?;,]\s+|[-–—]\s+)([a-z]{3,12})(?=\s+(?:in|from|at)\s+(?:payroll|hr|ict|it|finance|estates|fleet|control|stores|comms|training|prevention|protection|procurement|workshops?|admin|governance|planning|legal)\b)"
)
_INITIALS_LISTED = pattern(rf"(?:^|[/,&]\s*)([{UP}]{{2,3}})(?=\s*(?:$|[/,&]))")
_INITIALS_BETWEEN = pattern(rf"[-–—]\s+([{UP}]{{2,3}})\s+[-–—]")
_POST_IS = pattern(
    rf"\b(?:lead|owner|contact|manager|officer|rep|sponsor|assessor|trainer|chair)\s+(?:is|was)\s+(?:now\s+)?({_CAP})(?=[\s,.;]|$)"
)
_INITIALS_ON_A_DAY = pattern(rf"(?:^|[.!?;–—-]\s+)([{UP}]{{2,3}})(?=\s+\d{{1,2}}[/.-]\d)")
_INITIALS_IN_BRACKETS = pattern(rf"\(([{UP}]{{2,3}})\)(?=\s+(?:and|to|has|is|on|will)\b|\s*$|\s*\d)")
_MIXED = pattern(rf"(?<![\w/.-])[{UP}]{{1,2}}(?:Mc|Mac|O['’]|Fitz)[{UP}](?![\w/-])")
_SMALL_DOES = pattern(
    r"(?:^|[.!?;:,]\s+|[-–—]\s+)([a-z]{3,12})(?=\s+(?:to\s+(?:send|chase|bring|confirm|ring|email|arrange)|says|reckons|wants)\b)"
)
_SMALL_TOLD = pattern(
    r"\b(?:by|from|with|asked|told|chased|spoke to|email from|per)\s+([a-z]{3,10})(?=\s+(?:in\s+[A-Z]|at\s+[A-Z]|on\s+\d|re|we|he|she|they|i|that|about)\b|\s*$)"
)
# In small letters these are words first.
_RATHER_WORDS = frozenset(["will", "may", "mark", "chance", "love", "hope", "star", "art", "grant"])
# A month is named with what months are named with.
_MONTHS = frozenset(["april", "may", "june", "march", "august", "mar", "jan", "jun"])


def likely(text: str) -> Iterator[tuple[int, int]]:
    """Where a name that is a plain word stands for somebody, as (start, end)."""
    for form in (_AFTER_TOLD, _WHO_DOES, _WHO_DOES_AFTER_AND, _POST_IS):
        for m in form.finditer(text):
            if is_word_name(m[1]) and not (m[1].casefold() in _MONTHS and _is_month(text, m.start(1), m.end(1))):
                yield m.span(1)
    for form in (
        _INITIALS_DO,
        _INITIALS_DID,
        _INITIALS_BETWEEN,
        *((_INITIALS_LISTED,) if fitting.is_list(text) else ()),
        _INITIALS_ON_A_DAY,
        _INITIALS_IN_BRACKETS,
    ):
        for m in form.finditer(text):
            if m[1].casefold() not in ACRONYMS:
                yield m.span(1)
    yield from (m.span() for m in _MIXED.finditer(text))
    for form in (_SMALL_DOES, _SMALL_TOLD, _SMALL_OF):
        for m in form.finditer(text):
            if m[1] in GIVEN and m[1] not in _RATHER_WORDS:
                yield m.span(1)


def is_word_name(word: str) -> bool:
    """Whether a word is a name and a plain word too."""
    return word.casefold() in ALL


def _is_month(text: str, start: int, end: int) -> bool:
    """Whether ``June`` stands for the month: a number beside it, or “by June”, “for June”, “from April”."""
    before, after = text[:start].split()[-1:], text[end:].split()[:1]
    if after and (after[0][:1].isdigit() or after[0].casefold() in ("to", "and", "board", "meeting", "paper")):
        return True
    return bool(before) and (
        before[0].strip("(").casefold() in ("by", "for", "from", "until", "in", "since", "of", "and", "via")
        or before[0][:1].isdigit()
    )
