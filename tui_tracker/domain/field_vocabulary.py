"""Words of the field that no English list has and that are no people: acronyms, systems, programmes, places."""

from __future__ import annotations

_ACRONYMS = """
AFI AFIS SII SIIS REC COC IA QA KPI KPIS RAG PDR BA RTC RTCS SOP SOPS HSE HR ICT IT EDI PPE MDT MDTS ICS JESIP NOG NOL SSRI SSRIS HFSV HFSVS HMI HMICFRS NFCC CRMP IRMP
IRS ESMCP ESN CFRMIS GDPR DPIA FOI ICO CPD NVQ LGA LGR FBU RFU FRSA FOA UNISON MTFA PFI PV UPS UKFRS FRS CFA FRA PCC PFCC OPFCC SLT SMT ELT CMT JCNC TU TUC EA CQC ONS OHS
DBS RIDDOR COSHH LEV SCBA DSU ISR SAR USAR HVP HAZMAT CBRN DIM NILO MTA TVM PDA GRA RA DRA OIC IC MI MO PMO BAU RACI SMART UK EU USA GB ISO BS PAS CCTV GIS GPS API SQL PDF CSV
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
"""


def _set(*texts: str) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in text.split())


ACRONYMS = _set(_ACRONYMS)
# What stands behind a rank and names a department: “AM POD” is a post. BA is left out: it may be Business Assurance, or somebody.
DEPARTMENTS = _set("POD HR ICT IT EDI CRRM CRM OPS FP CP RMP LGR IRT TFS FC MTFA USAR PPE SHE HSE L&D")
KNOWN = _set(_NAMES_OF_THINGS, _PLACES)
