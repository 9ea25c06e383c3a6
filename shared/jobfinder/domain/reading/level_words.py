"""The words of seniority, as folded text has them: one pattern per level, from the top of a company down."""

from __future__ import annotations

import re

from jobfinder.domain.facts import Level
from jobfinder.domain.text import regex

# functions whose manager leads people, whatever stands before
MANAGED = frozenset(
    """
    engineering software accounting finance financial controlling audit tax payroll treasury hr
    people benefits administration training district regional area zone branch store shop restaurant
    kitchen bar hotel plant factory production manufacturing warehouse distribution fleet shift
    maintenance facilities facility quality qa laboratory lab research design studio it
    infrastructure nurse nursing clinic practice pharmacy department section division unit team
    resources science analytics devops platform salon housekeeping banquet food beverage
    """.split()  # noqa: SIM905
)
MANAGED_UNLESS_SENIOR = frozenset({"operations", "service", "support", "logistics", "security", "safety"})

# two words whose second is among the above, yet one person's work
NOT_TEAMS = frozenset(
    f"{what} {which}"
    for which, whats in {
        "development": "business product",
        "design": "product brand content",
        "operations": "product",
    }.items()
    for what in whats.split()
)

TITLE_NOUNS = (
    "engineer|eng|developer|programmer|analyst|scientist|technician|designer|specialist|accountant|associate|consultant"
    "|administrator|coordinator|assistant|representative|rep|architect|nurse|operator|researcher|clerk|buyer|planner"
    "|inspector|machinist|mechanic|electrician|technologist|swe|sde|sdet|auditor|writer|editor|officer|support|agent"
    "|welder|fitter|carpenter|plumber|driver|teacher|assembler|fabricator|attendant|custodian|counselor|therapist"
    "|underwriter|adjuster|examiner|investigator|appraiser|librarian|generalist|processor|handler|painter"
    "|advisor|adviser|tester|strategist|recruiter|paralegal|chemist|biologist|statistician|estimator|buyer|controller"
    "|infrastructure|backend|frontend|software engineering|engineering"
)

_EXECUTIVE = (
    r"\bchief (?!of staff\b|engineer|architect|steward|inspector|cook|mate|resident|nurse|pilot|technician"
    r"|scientist|operator|residen)"
    r"(?:[\w&]+ ){0,4}officer\b|\bchief executive\b|\b(?:ceo|cto|cfo|coo|cio|cmo|cpo|cro|ciso|chro|cdo|cco"
    r"|cso)\b(?! office| staff|'s)"
    r"|\b(?<!assistant )(?<!associate )(?<!asst )(?<!asst\. )vice[- ]president\b|\b(?:vp|svp|evp)\b"
    r"|\bpresident\b(?<!vice president)(?<!vice-president)"
    r"|\bmanaging director\b|\bexecutive director\b|\bexecutive vice\b|\b(?:co-?)?founder\b(?!'s| associate)"
    r"|\bhead of\b|(?<=\w )head(?= *(?:$"
    r"|[-,(|/]))|\bgeschaftsfuhr\w+|\bdirecteur general\b|\bdirector general\b|\bdirettore generale\b"
    r"|总裁|总经理|首席|副总|取締役|대표이사"
)
_DIRECTOR = (
    r"\b(?:assistant|associate|asst\.?) vice[- ]president\b|\bavp\b"
    r"|\b(?<!art )(?<!funeral )(?<!casting )(?<!stage )directors?\b(?! of photography|'s|s')"
    r"|\b(?:directeur|directrice|direktor\w*|direttore|direttrice|direttor\w*|diretora?|dyrektor|directora"
    r"|direktorin|direktor)\b"
    r"|\bbereichsleit\w+|总监|監督者|部長|ディレクター"
)
_MANAGER = (
    r"\b(?:teamleit\w+|abteilungsleit\w+|filialleit\w+|marktleit\w+|\w*leiter(?:in)?|leitung|leitende\w*)\b"
    r"|\bgerente\b|\bjef[ea] de\b(?! producto| proyecto)"
    r"|\bjef[ea]\b(?! de producto| de proyecto)|\bresponsable (?!marketing digital)\b|\bkierownik\b|\bvezeto\b"
    r"|\bcoordinador general\b"
    r"|(?<!客户)(?<!产品)(?<!项目)(?<!销售)(?<!市场)经理|マネージャー|課長|팀장|매니저"
)
_PRINCIPAL = (
    r"\bprincipal\b(?<!school principal)(?<!assistant principal)(?<!vice principal)(?! officer| residence|'s|s')"
    r"|\bdistinguished\b|\btechnical fellow\b"
)
_STAFF = (
    r"\bstaff\b(?<!of staff)(?<!technical staff)(?<!support staff)(?=[^,;|()]*\b(?:engineer\w*|developer"
    r"|scientist|designer|architect|research\w*|programmer"
    r"|software|swe|sre|sdet|devops|security engineer|product|data|machine|ml|ai|backend|frontend|full"
    r"|platform|infra\w*|ux|solutions?|applied|firmware)\b)"
    r"|(?<=[/,(] )staff(?= *(?:$|[,)]))|(?<=[/,(])staff\b(?=[,)/]|$)|(?<=senior or )staff\b"
)
_LEAD = (
    r"(?<!-)\blead\b(?! gen| time| acid| to\b|-to|-gen| qualif| manag| nurtur| paint| poison| abatement| free"
    r"|-free| capture| scor)"
    r"|\b(?:team|tech|technical|squad|shift|group|crew|chapter|engineering|project) ?-?leader\b|\bteamlead\b"
    r"|\bchefentwickler\w*|\blider (?:de|tecnico)\b"
    r"|主管|组长|リーダー"
)
_SENIOR = (
    r"\b(?<!semi )(?<!semi-)(?:senior|sr|snr)\b(?! living| care\b| services| cent| home| citizen| housing"
    r"| helper| companion"
    r"| year)|\bsenior[ae]s?\b|\bsenior\(a\)"
    r"|\bexperiment[ea]e?\b|\bspecialist senior\b|\bstarsz[yaei]\w*\b|高级|资深|シニア|시니어|上級"
)
_MID = (
    r"\bmid(?:[- ]?level|[- ]?weight)?\b(?=\W|$)(?!-?(?:market|size|atlantic|west|town|year|stage|office"
    r"|career|term|shift|day|night|cap\b))"
    r"|\bintermediate\b|\bmedior\b|\bconfirmee?\b|\bpleno\b|\bsemi[- ]?senior\b|\bssr\b|中级|ミドル"
)
_INTERN = (
    r"\bintern(?:ship)?s?\b(?! (?:program|coordinator|recruit|supervisor|lead|engagement)| & (?:early"
    r"|graduate))|\bpraktik\w+|\bstagiaires?\b"
    r"|^stage\b(?! (?:manager|hand|tech|direct|crew|left))|\bstage (?:de|en|pfe)\b|\bwerkstudent\w*"
    r"|\bworking student\b|\bstudent (?:worker|assistant|job)\b"
    r"|\bstudentische\w*|\balternan(?:ce|te?s?)\b|^co-?op\b(?! food| store| group| bank)|\bco-?op\b(?=\W*(?:$"
    r"|student|intern|-|–|,|\(|program|position|20\d\d))|\btirocin\w+|\bstagista\b|\bbecari[oa]\b"
    r"|\bpracticante\b|\bpracticas\b|\bpasant[ei]\w*|\bestagi\w+|\bpraktykan\w+|\bstazyst\w+|\bstajyer\w*"
    r"|\bharjoittelij\w+|\b(?:afstudeer|meewerk)(?:stage\w*|opdracht\w*)|\bstagelopen\b"
    r"|\bsummer (?:analyst|associate|student)\b|\bindustrial placement\b|\bplacement student\b"
    r"|\byear in industry\b|实习|實習|インターン|인턴|стажер|стажёр"
)
_JUNIOR = (
    r"\b(?:junior|jr|jnr)\b(?! high| college| league)|\bjunior[ae]s?\b|\bmlodsz[yaei]\w*\b|初级|ジュニア|주니어|младший"
)
_ENTRY = (
    r"\bentry[- ]level\b|\bnew[- ]grad(?:s|uates?)?\b|\b(?<!post)(?<!under)(?<!post-)graduates?\b(?! school"
    r"| stud| admission| medical| research| teaching| nurse educ)"
    r"|\bgrad (?=\w)|\bearly[- ]careers?\b|\btrainees?\b|\bapprentic\w+|\bapprenti\w*|\bausbildung\b"
    r"|\bazubi\w*|\blehrling\w*|\blernende[rn]?\b|\bauszubildende\w*|\babsolvent\w*"
    r"|\bberufseinsteiger\w*|\bdebutante?\b|\brecem[- ]formad\w+|\baprendiz\b"
    r"|\b(?:sales|business|market) development rep(?:resentative)?s?\b|\b[sb]drs?\b"
    r"|\b(?:analyst|associate)\b.*\b20[2-9]\d\b|\b20[2-9]\d\b.*\b(?:analyst|associate)\b"
    r"|(?:^|[-,:|] )associate (?=(?:[\w/&-]+ ){0,3}(?:engineer|developer|consultant|designer|scientist|analyst"
    r"|product manager|product marketing manager|partner"
    r"|specialist|architect|producer|editor|account executive|buyer|planner|researcher|programmer|recruiter"
    r"|strategist|tester|copywriter)\b)"
    r"|应届|校招|新卒|신입"
)

RULES: tuple[tuple[Level, re.Pattern[str]], ...] = tuple(
    (level, regex(words))
    for level, words in (
        (Level.EXECUTIVE, _EXECUTIVE),
        (Level.DIRECTOR, _DIRECTOR),
        (Level.PRINCIPAL, _PRINCIPAL),
        (Level.STAFF, _STAFF),
        (Level.MANAGER, _MANAGER),
        (Level.LEAD, _LEAD),
        (Level.SENIOR, _SENIOR),
        (Level.MID, _MID),
        (Level.JUNIOR, _JUNIOR),
        (Level.ENTRY, _ENTRY),
        (Level.INTERN, _INTERN),
    )
)
