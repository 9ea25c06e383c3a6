"""The families of roles and the words of titles that name them, as folded text has them."""

from __future__ import annotations

from jobfinder.domain.text import regex

FAMILIES = {
    "software_engineering": "Software engineering",
    "data": "Data and analytics",
    "machine_learning": "Machine learning and AI",
    "infrastructure": "DevOps, SRE and infrastructure",
    "security": "Information security",
    "quality_assurance": "Quality assurance",
    "hardware": "Hardware, electrical and mechanical engineering",
    "engineering": "Civil, process and other engineering",
    "it_support": "IT and systems support",
    "solutions": "Sales engineering and solutions",
    "design": "Design",
    "product_management": "Product management",
    "project_management": "Project and programme management",
    "marketing": "Marketing and communications",
    "sales": "Sales and business development",
    "customer_success": "Customer success and support",
    "finance": "Finance and accounting",
    "legal": "Legal and compliance",
    "people": "People and recruiting",
    "operations": "Operations and strategy",
    "consulting": "Consulting",
    "healthcare": "Healthcare",
    "education": "Education",
    "science": "Science and research",
    "trades": "Manufacturing and trades",
    "logistics": "Logistics and supply chain",
    "hospitality": "Hospitality, food and retail",
    "administration": "Administration",
    "writing": "Writing, media and content",
    "social_work": "Social work and community",
    "protection": "Guarding and public safety",
}

# what an engineer (developer, architect) engineers, the more specific first; software if nothing is named
ENGINEERED = (
    (
        "machine_learning",
        r"machine learning|deep learning|\bml\b|\bai\b|mlops|llm|nlp|computer vision|perception"
        r"|artificial intelligence|reinforcement learning|genai",
    ),
    ("data", r"\bdata\b|analytics|\bbi\b|business intelligence|\betl\b|database|data warehouse|datenbank"),
    (
        "security",
        r"security|cyber|appsec|devsecops|penetration|vulnerability|cryptograph\w+|incident response|detection"
        r"|threat",
    ),
    (
        "infrastructure",
        r"devops|\bsre\b|site reliability|reliability|infrastructure|cloud|kubernetes|platform reliability"
        r"|production engineer|build|release|network reliability|observability",
    ),
    (
        "quality_assurance",
        r"\bqa\b|quality assurance|\btest\b|testing|test automation|\bqe\b|automation test|validation software",
    ),
    (
        "solutions",
        r"sales|solutions?|pre-?sales|forward deployed|customer engineer|field application|applications? consult"
        r"|partner engineer|deployed",
    ),
    ("it_support", r"\bit\b|support|network|systems? admin\w*|desktop|help ?desk|endpoint|workplace|escalation"),
    (
        "hardware",
        r"hardware|electrical|electronics?|mechanical|\brf\b|asic|fpga|silicon|vlsi|analog|\bpcb\b|firmware"
        r"|embedded|mechatronics?|robotics? hardware|optical|photonics?"
        r"|spacecraft|aerospace|avionics|propulsion|thermal|\bgnc\b|antenna|battery|power electronics"
        r"|semiconductor|\brfic\b|\bsoc\b|signal integrity|motor|powertrain|vehicle|drive control"
        r"|elektro\w*|maschinenbau\w*",
    ),
    (
        "engineering",
        r"civil|structural|chemical|process|manufacturing|industrial|site development|geotechnical"
        r"|environmental|water|transportation|traffic|nuclear|mining|petroleum|hvac|plumbing"
        r"|packaging|quality|supplier|safety|risk|facilities|plant|maintenance|project|field service|service"
        r"|commissioning|controls?|materials?|welding|tooling|biomedical|validation|marine|rail"
        r"|building|construction|production|fuel|energy|landscape|naval|fire protection|automation|bauingenieur\w*",
    ),
)
# these make it software whatever else stands there ("Software Engineer, Hardware Tools" is decided before by the comma)
SOFTWARE = regex(
    r"software|back ?-?end|front ?-?end|full ?-?stack|\bweb\b|mobile|\bios\b|android|blockchain|smart contract"
    r"|protocol|solana|rust|java(?:script)?|python|react|node|\bgo\b|golang"
    r"|c\+\+|\.net|php|ruby|salesforce|sap\b|game|gameplay|graphics|compiler|product engineer|founding"
    r"|application|content platform|distributed systems|api"
)

# heads that name the family by themselves
HEADS = (
    ("engineering", r"\b(?:surveyor|drafter|draughtsman|estimator|bauleiter\w*)\b"),
    (
        "design",
        r"\b(?:designers?|art director|creative director|illustrator|animator|(?:3d|2d|concept|vfx|technical"
        r"|character|environment) artists?|artists?|diseñador\w*|disenador\w*|grafik\w*|motion graphics)\b",
    ),
    (
        "product_management",
        r"\b(?:product (?:managers?|owners?|lead|director)|group product manager|produktmanager\w*"
        r"|chef(?:fe)? de produit|chief product officer|head of product|gerente de producto)\b"
        r"|产品经理|プロダクトマネージャー",
    ),
    (
        "project_management",
        r"\b(?:(?:project|programme?|delivery|release|implementation|deployment|launch) (?:managers?|leads?"
        r"|coordinators?|directors?)|scrum masters?|agile coach\w*|tpm|pmo|projektleit\w*|projektmanager\w*"
        r"|chef(?:fe)? de projet|jefe de proyecto)\b|项目经理",
    ),
    (
        "finance",
        r"\b(?:accountants?|controllers?|controller|bookkeepers?|auditors?|actuar\w+|treasurer|underwriters?"
        r"|buchhalter\w*|comptable|contador\w*|cfo|finance business partners?|tax (?:associate|manager|analyst)"
        r"|traders?|quants?|financial advis\w+|financial professional|fp&a|investment bank\w*|bankers?"
        r"|billing specialist|payroll (?:specialist|manager|analyst)|loan officers?)\b",
    ),
    (
        "legal",
        r"\b(?:lawyers?|attorneys?|counsel|paralegals?|solicitors?|rechtsanw\w+|jurist\w*|abogad[oa]|juriste"
        r"|notar\w*|compliance (?:officer|analyst|manager)|aml officer)\b|律师",
    ),
    (
        "people",
        r"\b(?:recruiters?|sourcers?|talent (?:acquisition|partner)\b.*|people (?:partner|operations)|hr ?bp"
        r"|hr (?:business partner|manager|generalist|specialist|director)|human resources? \w+|recruiting \w+"
        r"|personalreferent\w*)\b|招聘",
    ),
    (
        "sales",
        r"\b(?:account executives?|(?:key |strategic |channel |named |territory |enterprise "
        r"|senior )?account managers?|key account|sales (?:rep\w*|manager|executive|director|associate|specialist"
        r"|lead|consultant|agent|advisor|assistant|development)|salesperson|sellers?|business development|[sb]dr"
        r"|sales(?= *(?:$|[-,(|/]))|vertrieb\w*|verkaufer\w*|commercial(?:e)?\b(?= *(?:$|h/f|\())"
        r"|client partners?|brokers?|realtors?"
        r"|hunter|client executives?|vendedor\w*|territory manager|financial professional)\b|销售",
    ),
    (
        "customer_success",
        r"\b(?:customer success|customer (?:service|support|care|experience|activation|data support) ?\w*"
        r"|client (?:success|services?|support|escalations?|growth)|technical (?:account|success) managers?"
        r"|success managers?|call center|contact center|support (?:specialist|agent|representative|associate|lead"
        r"|manager)|kundenservice\w*|kundenbetreuer\w*|onboarding (?:specialist|manager)|renewals? (?:manager"
        r"|specialist)|community support)\b|客服",
    ),
    (
        "marketing",
        r"\b(?:marketers?|marketing|brand manager|growth (?:manager|lead|marketer|strategist|hacker)|seo"
        r"|copywriters?|social media|influencer|public relations|media planner|media buyer"
        r"|communications? (?:manager|specialist|director|lead|officer)|merchandis\w+|event (?:coordinator|manager"
        r"|planner)|events? (?:manager|lead)|campaign manager|demand generation|field marketing)\b|市场",
    ),
    (
        "healthcare",
        r"\b(?:nurses?|rn|lpn|cna|crna|physicians?|doctors?|surgeons?|psychiatrists?|psychotherapists?"
        r"|therapists?|pharmac(?:ist|y technician)s?|dentists?|dental \w+|hygienists?|paramedics?|emt"
        r"|caregivers?|medical assistants?|patient \w+ \w+|phlebotomists?"
        r"|radiolog\w+|anesthesiolog\w+|optometrists?|veterinar\w+|clinicians?|clinical supervisor"
        r"|behavior(?:al)? (?:technician|analyst)s?|rbt|bcba|dietiti?ans?|midwi\w+|krankenpfleg\w+"
        r"|pflegefach\w+|infirmier\w*|enfermer\w*|psychologists?|audiologists?|sonographers?|np|pa-c"
        r"|home health aide|lahihoitaja|sairaanhoitaja)\b|护士|医生",
    ),
    (
        "education",
        r"\b(?:teachers?|professors?|lecturers?|tutors?|instructors?|principal of school|school principal|faculty"
        r"|teaching|lehrer\w*|enseignant\w*|profesor\w*|educators?|academic advis\w+|curriculum|nanny|childcare"
        r"|erzieher\w*|adjunct|trainers?|instructional designers?)\b",
    ),
    (
        "machine_learning",
        r"\b(?:(?:ml|ai|machine learning|deep learning|applied ai|applied ml) (?:scientists?|researchers?"
        r"|research scientists?|engineers?|specialists?)|machine learning research\w*|ai research\w*"
        r"|prompt engineers?|ai trainers?|research engineers?|applied scientists?)\b",
    ),
    (
        "data",
        r"\b(?:data (?:scientists?|analysts?|engineers?|architects?|stewards?|modelers?|specialists?)"
        r"|analytics (?:engineers?|managers?|leads?)|bi (?:analysts?|developers?|engineers?)|statisticians?"
        r"|(?:business intelligence|product|reporting|insights?) analysts?|database administrators?|dba"
        r"|head of data|data science|data entry analyst)\b|数据分析",
    ),
    (
        "science",
        r"\b(?:scientists?|chemists?|biologists?|physicists?|researchers?|postdoc\w*|research (?:associate"
        r"|assistant|fellow)s?|lab(?:oratory)? (?:technician|director|assistant|manager)s?|microbiologists?"
        r"|geologists?|toxicologists?|clinical research \w+|wissenschaftl\w+|biostatistic\w+|breeder"
        r"|economists?)\b",
    ),
    (
        "security",
        r"\b(?:security (?:analysts?|engineers?|architects?|researchers?|consultants?|operations)"
        r"|pen(?:etration)? ?testers?|ciso|soc analysts?|information security|cyber ?security|isso|red team\w*"
        r"|threat \w+ analysts?)\b",
    ),
    (
        "protection",
        r"\b(?:security (?:guards?|officers?)|guards?|firefighters?|police \w+|patrol\w*|loss prevention"
        r"|lifeguards?|investigators?|surveillance officer)\b",
    ),
    (
        "quality_assurance",
        r"\b(?:qa (?:engineers?|analysts?|testers?|leads?|managers?)|testers?|sdets?|quality assurance(?= *(?:$"
        r"|[-,(|]| analyst| lead| engineer| tester| specialist| manager)))\b",
    ),
    (
        "it_support",
        r"\b(?:it support(?: \w+)?|it (?:specialist|technician|manager|administrator|coordinator|analyst"
        r"|director)|help ?desk"
        r"|service desk|desktop support|systems? administrators?|sysadmins?|network (?:administrators?"
        r"|technicians?)|technical support|systemadministrator\w*|it-\w+|salesforce administrators?"
        r"|product support)\b",
    ),
    (
        "solutions",
        r"\b(?:solutions? (?:architects?|engineers?|consultants?)|sales engineers?|pre-?sales|forward deployed"
        r"|customer engineers?|technical consultants?|implementation (?:consultants?|specialists?|engineers?)"
        r"|integrations? (?:expert|specialist|consultant)s?)\b",
    ),
    (
        "infrastructure",
        r"\b(?:devops|sre|site reliability|cloud architects?|infrastructure (?:architects?|leads?|managers?))\b",
    ),
    (
        "trades",
        r"\b(?:electricians?|plumbers?|welders?|mechanics?|machinists?|carpenters?|technicians?|operators?"
        r"|assemblers?|millwrights?|fabricators?|painters?|installers?|solderers?|maintenance \w+"
        r"|production (?:worker|associate|operator)|journey\w+|laborers?|machine operator|drillers?"
        r"|eletricista|elektriker\w*|mechaniker\w*|schlosser\w*|tecnico|mecanic\w+|cleaners?|janitors?"
        r"|fuel+ers?|handlers?|inspectors?|foreman|roofer|labor)\b",
    ),
    (
        "logistics",
        r"\b(?:drivers?|warehouse (?:\w+)|truck\w*|couriers?|logistics (?:\w+)|supply chain (?:\w+)|dispatchers?"
        r"|forklift \w+|lagerist\w*|fahrer\w*|procurement (?:\w+)|buyers?|purchasing \w+|inventory (?:\w+)"
        r"|materials? (?:planner|handler|manager|planning|&)\b.*|supply managers?|category managers?|planner"
        r"|shunter|fulfillment \w+|stocker|distribution associate|einkaufer\w*)\b",
    ),
    (
        "hospitality",
        r"\b(?:chefs?|cooks?|bartenders?|baristas?|waiters?|waitress|servers?(?= *(?:$|[-(]))|hosts?|hostess"
        r"|housekeep\w+|concierge|front desk \w+|hotel \w+|restaurant \w+|store (?:manager|associate|lead"
        r"|supervisor)|cashiers?|retail \w+|food \w+ \w*|crew member|kitchen \w+|stylist|jeweler|koch|kellner\w*"
        r"|shop assistant|florist|butcher|baker)\b",
    ),
    (
        "writing",
        r"\b(?:writers?|editors?|journalists?|reporters?|anchors?|producers?|translators?|interpreters?"
        r"|content (?:strategists?|managers?|creators?|specialists?|writers?|leads?|designers?)|redakteur\w*"
        r"|redacteur\w*|localization \w+|librarians?|photographers?|videographers?|podcast\w*)\b",
    ),
    (
        "social_work",
        r"\b(?:social workers?|case managers?|counselors?|youth workers?|community (?:manager|organizer"
        r"|health worker)|chaplain|sozialarbeiter\w*|sozialpadagog\w*|volunteer coordinator|family services)\b",
    ),
    (
        "administration",
        r"\b(?:administrative (?:assistants?|support|coordinators?)|executive assistants?|office (?:managers?"
        r"|administrators?|assistants?|coordinators?)|receptionists?|secretar\w+|data entry \w*|clerks?"
        r"|personal assistants?|team assistants?|team coordinators?|burokaufmann|sekretar\w*"
        r"|auxiliar administrativo|assistente admin\w*|chief of staff|admin(?:istrator)?)\b(?! experience)",
    ),
)

_ENGINEER_WORDS = (
    r"engineers?|engineering|eng|developers?|programmers?|coders?|swe|sde|architects?|sdet|devs?|ingenieur\w*"
    r"|ingeniero\w*|ingegnere|entwickler\w*|softwareentwickler\w*|developpeur\w*|desarrollador\w*"
    r"|desenvolvedor\w*"
    r"|programador\w*|sviluppatore|programmierer\w*|informatiker\w*|member of technical staff|mts|technologist"
    r"|utvecklare|ontwikkelaar|programista|pessoa desenvolvedora"
)
ENGINEER = regex(rf"\b(?:{_ENGINEER_WORDS})\b|工程师|开发|エンジニア|개발자|программист|разработчик")

# heads that say nothing about the family: a topic near them does
GENERIC = regex(
    r"\b(?:managers?|directors?|vice president|vp|svp|avp|head|lead|chief|officers?|analysts?|specialists?"
    r"|coordinators?|associates?|consultants?|representatives?|reps?|assistants?|executives?|interns?"
    r"|internship"
    r"|strategists?|experts?|advis[eo]rs?|supervisors?|partners?|agents?|generalists?|ambassadors?|leaders?"
    r"|staff|trainees?|apprentices?|graduates?|students?|leiter\w*|responsable|gerente|praktik\w*"
    r"|werkstudent\w*|consultor\w*)\b"
)
TOPICS = (
    (
        "software_engineering",
        r"software(?: engineering| development)?|smart contracts?|blockchain|engineering(?! operations)|backend"
        r"|frontend|full[- ]stack|mobile development|web development|informati[ck]\w*",
    ),
    (
        "data",
        r"data(?! cent)(?: science| engineering| analytics| platform| migration)?|analytics"
        r"|business intelligence|insights"
        r"|reporting",
    ),
    ("machine_learning", r"machine learning|\bai\b|artificial intelligence|\bml\b|generative ai"),
    ("infrastructure", r"infrastructure|devops|cloud|site reliability|sre"),
    (
        "security",
        r"(?:information|cyber|application|product|cloud|network) ?security|cybersecurity|security(?: engineering)?"
        r"|incident response|fraud",
    ),
    ("quality_assurance", r"\bqa\b|quality assurance|quality control|testing"),
    (
        "it_support",
        r"\bit\b|information technology|endpoint\w*|erp|sap|\bplm\b|crm|salesforce|systems|workday|servicenow"
        r"|product lifecycle",
    ),
    ("design", r"design|\bux\b|\bui\b|creative|brand design|artwork"),
    ("product_management", r"product(?: management| strategy)?"),
    ("project_management", r"projects?|programs?|programmes?|change management|transformation|\bpmo\b|deployment"),
    (
        "marketing",
        r"marketing|brand|communications?|growth|social media|\bseo\b|\bpr\b|public relations|media|advertising"
        r"|campaigns?|events?|community",
    ),
    (
        "sales",
        r"sales|business development|gtm|go[- ]to[- ]market|commercial|partnerships?|accounts?|revenue|channel"
        r"|alliances|retail sales"
        r"|vertrieb|new business|account management|leasing",
    ),
    (
        "customer_success",
        r"customer success|customer experience|customer(?: service| support| care)?|client(?: services?"
        r"| experience)?|support|onboarding|implementation|escalations?|service",
    ),
    (
        "finance",
        r"financ\w+|accounting|tax|audit|payroll|treasury|fp&a|investment\w*|billing|accounts (?:payable"
        r"|receivable)|credit|capital markets|banking|wealth|risk|regulatory reporting|insurance|underwriting"
        r"|pricing|settlement\w*",
    ),
    (
        "legal",
        r"legal|compliance|privacy|regulatory|contracts?|governance|recht|policy|trust & safety"
        r"|intellectual property|paralegal",
    ),
    (
        "people",
        r"\bhr\b|human resources?|people|talent|recruit\w+|benefits(?: administration)?|compensation"
        r"|learning(?: and| &) development|training|workforce|employee \w+|personal(?:wesen)?",
    ),
    (
        "operations",
        r"operations?|ops|strategy|strategic|business(?: operations| analysis)?|planning|process improvement"
        r"|excellence|general management",
    ),
    (
        "healthcare",
        r"clinical|medical|health(?:care)?|patient\w*|nursing|pharma\w*|therapeutic|therapeutics|medicine|dental"
        r"|veterinary|care",
    ),
    ("education", r"education\w*|school|academic|teaching|tutoring"),
    ("science", r"research|science|scientific|laboratory|lab|r&d|biolog\w+|chemistry|molecular"),
    ("trades", r"manufacturing|maintenance|production|assembly|facilities|construction|plant|quality"),
    (
        "logistics",
        r"supply chain|supply|logistics|procurement|warehouse|transportation|inventory|materials?|distribution"
        r"|sourcing|purchasing|fleet|shipping|category",
    ),
    ("hospitality", r"hospitality|restaurant|hotel|kitchen|food(?: & beverage)?|retail|store|housekeeping|guest"),
    ("administration", r"administrati\w+|office|admin"),
    ("writing", r"content|editorial|writing|publishing|localization|translation|copy|video|music|podcast"),
)
