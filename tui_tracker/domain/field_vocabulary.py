"""Words of the field that no English list has and that are no people: acronyms, systems, programmes, places."""

from __future__ import annotations

_ACRONYMS = """
AFI AFIS SII SIIS REC COC IA QA KPI KPIS RAG PDR BA RTC RTCS SOP SOPS HSE HR ICT IT EDI PPE MDT MDTS ICS JESIP NOG NOL SSRI SSRIS HFSV HFSVS HMI HMICFRS NFCC CRMP IRMP
IRS ESMCP ESN CFRMIS GDPR DPIA FOI ICO CPD NVQ LGA LGR FBU RFU FRSA FOA UNISON MTFA PFI PV UPS UKFRS FRS CFA FRA PCC PFCC OPFCC SLT SMT ELT CMT JCNC TU TUC EA CQC ONS OHS
DBS RIDDOR COSHH LEV SCBA DSU ISR SAR USAR HVP HAZMAT CBRN DIM NILO MTA TVM PDA GRA RA DRA OIC IC MI MO PMO BAU RACI SMART EIA EIAS EQIA FOD FODS OLR OPT UK EU USA GB ISO BS PAS CCTV GIS GPS API SQL PDF CSV
XLS WDS OCR EV EVS LIB PR CR AP ES EY TBC TBA NA YTD PI PIS AM PM ASAP FAQ CEO COO CIO CTO CPO HOT EOI JD PS CM WM SM GM FF TL DPO SIRO DSE PAT OH WT RDS TRV ADO ERS ADC SFJ
RMP CGC LLR SRI HSC POD OSE TFC ADO JOG BAME AED IEC LISP AAR MDB FRU IRU WAH SHQ
PSMB SLB SPG PMB AGS WFP MOU SLA RPE HQ ID VR DVD TV GP NHS ICB MARAC MAPPA MASH LRF SCG TCG DVSA LOLER PUWER LGV EFAD FDS EFA ARA ARAS FFP NEBOSH IOSH CIPD PRINCE BSI AI MS
"""
_NAMES_OF_THINGS = """
mon tue tues wed weds thu thur thurs fri sat sun stn stns lvl stakeholder stakeholders navratri vaisakhi warks leics lincs notts scania unimog holmatro dräger draeger volvo mercedes dennis sabre sprinter iveco vauxhall renault lukas weber rosenbauer martyn bikesafe ukroed firecontrol pennines
mr mrs ms miss mx dr prof cllr sir
overpayment overpayments freshservice co-ordinator co-ordinators serveral dui
wholetime on-call dept ref reg regs flexi ipad ipads iphone iphones hindu muslim sikh ad-hoc coordinator coordinators interdependencies toughbook toughbooks nextdoor smartsheet
transformational targetted bariatric permanant lithuanian mtg info admin comms rota rotas st hydrant hydrants microsoft sharepoint onedrive powerpoint excel outlook yammer viva firewatch gartan airwave fireservice crewing retainment competency competencies onboarding
upskilling e-learning elearning workstream workstreams dashboard dashboards webpage webinar roadmap intranet website websites app apps grenfell safelincs safeguarding wellbeing
handover handovers debrief debriefs debriefing debriefed signposting prioritisation benchmarking lookback vlog blog covid brexit ramadan diwali eid hanukkah
"""
_PLACES = """
england scotland wales ireland britain london avon bedfordshire berkshire buckinghamshire cambridgeshire cheshire cleveland cornwall cumbria derbyshire devon dorset somerset
durham darlington essex gloucestershire hampshire isle wight hereford herefordshire worcester worcestershire hertfordshire humberside kent lancashire leicestershire leicester rutland
lincolnshire merseyside norfolk northamptonshire northumberland nottinghamshire oxfordshire shropshire staffordshire suffolk surrey sussex tyne wear warwickshire
wiltshire yorkshire manchester birmingham liverpool leeds sheffield bristol nottingham derby coventry bradford hull plymouth southampton portsmouth norwich exeter york bath oxford
cambridge lincoln chester lancaster carlisle gloucester salisbury winchester canterbury peterborough northampton stoke wolverhampton sunderland newcastle middlesbrough preston blackpool bolton
swansea cardiff newport wrexham bangor glasgow edinburgh aberdeen dundee inverness belfast stafford bedford warwick hertford buckingham huntingdon dorchester taunton truro durham ipswich colchester chelmsford maidstone guildford reading swindon luton slough crewe telford shrewsbury
kendal penrith barrow burnley blackburn oldham bolton rochdale wigan stockport salford doncaster rotherham barnsley wakefield halifax huddersfield harrogate scarborough grimsby scunthorpe mansfield
newark grantham boston kettering corby wellingborough banbury aylesbury basingstoke andover bournemouth poole weymouth torquay barnstaple llandudno aberystwyth merthyr falkirk stirling perth loughborough hinckley coalville melton oakham wigston lutterworth harborough birstall castle
donington moreton thames mersey trent severn northshire
whitby selby auckland darwen ashford dover folkestone ramsgate margate thanet tonbridge sevenoaks gravesend dartford medway gillingham crawley horsham worthing brighton hove lewes hastings eastbourne bexhill chichester bognor
guildford woking epsom reigate redhill dorking camberley farnham aldershot farnborough fareham gosport havant eastleigh romsey petersfield alton newbury bracknell wokingham maidenhead windsor henley bicester witney abingdon didcot
thetford cromer yarmouth lowestoft felixstowe stowmarket sudbury clacton harwich southend basildon brentwood harlow braintree stevenage hitchin letchworth hatfield welwyn watford hemel hempstead dunstable leighton buzzard biggleswade
kidderminster redditch bromsgrove malvern evesham ledbury leominster ludlow oswestry bridgnorth whitchurch stoke trent leek burton uttoxeter cannock rugeley lichfield tamworth nuneaton rugby leamington stratford solihull dudley walsall sandwell
chesterfield buxton matlock ilkeston glossop worksop retford southwell gainsborough sleaford spalding skegness louth stamford bourne macclesfield congleton nantwich runcorn widnes warrington knutsford northwich ellesmere birkenhead wallasey bootle
southport formby skelmersdale chorley leyland fleetwood lytham morecambe ulverston keswick cockermouth workington whitehaven carlisle alnwick berwick morpeth blyth cramlington hexham gateshead shields hartlepool redcar stockton thornaby northallerton
ripon skipton keighley pontefract barnsley goole beverley bridlington hornsea filey pickering malton thirsk richmond yeovil glastonbury frome bridgwater minehead exmouth tiverton paignton brixham newquay falmouth penzance bodmin launceston saltash
neath port talbot llanelli carmarthen pembroke haverfordwest cardigan lampeter brecon builth bala conwy rhyl prestatyn holyhead caernarfon pwllheli barry penarth caerphilly pontypridd rhondda ebbw tredegar cwmbran abergavenny monmouth chepstow
inverclyde paisley kilmarnock ayr dumfries galashiels hawick livingston dunfermline kirkcaldy arbroath montrose elgin oban stornoway lerwick kirkwall derry londonderry armagh newry lisburn omagh enniskillen ballymena coleraine antrim
northumbria teesside hebden wearside tyneside wirral fylde pennine cotswold cotswolds chilterns airdrie motherwell coatbridge hamilton kilbride cumbernauld clydebank greenock dumbarton alloa grangemouth bathgate penicuik peebles kelso
fort portree ullapool thurso wick nairn forres fraserburgh peterhead stonehaven montrose brechin forfar cupar leven methil glenrothes cowdenbeath porth treherbert tonypandy aberdare mountain tydfil ebbw blaenavon blaenau bridgend maesteg
porthcawl pencoed pontyclun llantrisant treorchy ferndale mardy ystrad fach fawr dowlais bargoed blackwood risca newbridge abertillery brynmawr crickhowell llandrindod rhayader newtown welshpool machynlleth dolgellau tywyn barmouth
harlech porthmadog criccieth abersoch denbigh ruthin mold flint buckley connah sparkbrook handsworth aston smethwick erdington selly edgbaston digbeth longbridge northfield harborne heath bordesley small balsall perry barr
hackney islington camden lambeth southwark lewisham greenwich bexley bromley croydon merton kingston hounslow ealing hillingdon harrow barnet enfield haringey waltham redbridge havering barking dagenham newham tower hamlets wandsworth
moss hulme rusholme withington didsbury wythenshawe toxteth everton walton bootle huyton kirkby knowsley prescot helens chapeltown burley seacroft headingley beeston hunslet attercliffe hillsborough meadowhall thorne mexborough
belgrave braunstone evington highfields beaumont syston thurmaston enderby narborough blaby lutterworth shepshed ibstock ashby measham groby anstey markfield broughton kibworth fleckney billesdon uppingham ketton empingham
"""
# What people speak, and where they come from, as leaflets are printed in it.
_LANGUAGES = """
english welsh irish scottish scots gaelic cornish british polish romanian bulgarian hungarian czech slovak lithuanian latvian estonian ukrainian russian portuguese spanish italian french german dutch greek turkish albanian
arabic kurdish farsi persian pashto dari urdu punjabi gujarati hindi bengali bangla tamil telugu malayalam marathi nepali sinhala somali amharic tigrinya swahili yoruba igbo hausa twi mandarin cantonese chinese japanese korean
vietnamese thai tagalog filipino makaton braille bsl roma gypsy traveller asian african caribbean european american pakistani indian bangladeshi nigerian ghanaian kenyan jewish christian catholic protestant buddhist jain
"""
# Products and words of services that no list of English has.
_FURTHER = """
tabletop tabletops redkite resourcing rostering microsite toolkits breathing telematics teleconference videoconferencing unwanted multi-agency multiagency cross-border fireground firegrounds drillyard lifejacket lifejackets gantt kanban
attendees attendee underspend underspends tranman florian mosaic exeter payslip payslips whistleblowing wildfire wildfires bonfire docusign survey-monkey surveymonkey mentimeter jotform moodle totara itrent unit4 agresso civica bluelight ukfrs prometheus vector systel capita motorola sepura tetra netfire pharos
"""


def _set(*texts: str) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in text.split())


ACRONYMS = _set(_ACRONYMS)
# What stands behind a rank and names a department: “AM POD” is a post. BA is left out: it may be Business Assurance, or somebody.
DEPARTMENTS = _set("POD HR ICT IT EDI CRRM CRM OPS FP CP RMP LGR IRT TFS FC MTFA USAR PPE SHE HSE L&D")
KNOWN = _set(_NAMES_OF_THINGS, _PLACES, _LANGUAGES, _FURTHER)
