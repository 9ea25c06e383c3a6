"""The words by which a text speaks to a language model instead of to people, in the languages postings come in.

Each entry of SAYINGS is a pattern on folded text (lower case, no accents; see domain/text.py). A posting that merely is
about such models ("you will write system prompts") must not fit any.
"""

# ruff: noqa: E501 - patterns read better unbroken

from __future__ import annotations

_MODEL = (
    r"(?:(?:large )?language models?|llms?|a\.?i\.?(?: (?:assistant|model|system|agent|bot|tool|reader|recruiter"
    r"|screener|parser|evaluator|reviewer))?|artificial intelligence|chat ?bots?|chatgpt|gpt(?:-?\d\S*)?|claude|gemini"
    r"|copilot|assistants?|(?:screening|ranking|scoring|matching|parsing|extraction) (?:model|system|bot|software|tool))"
)
_NOT_A_TRADE = (
    r"(?!\s*(?:[-/]|\w*(?:engineer|develop|research|scien|lead|expert|enthusias|specialis|product|compan|native|first"
    r"|driven|powered|team|startup|train|tutor|architect|consult|manag|literate|savvy|pioneer|curious|user|operat)))"
)
_EARLIER = r"(?:previous|prior|above|earlier|preceding|foregoing|former|existing|original|initial|system|your|all|any)"
# "Note to the AI" elsewhere; with what the languages write in between.
_NOTE = (
    r"nota|note|notiz|hinweis|anmerkung|anweisung(?:en)?|aviso|avis|attenzione|atencion|atencao|uwaga|achtung|opmerking"
)
_TO = r"para|pour|per|fur|an|a|al|voor|dla|till|til|alla"
_AI_ELSEWHERE = (
    r"(?:(?:la |l'|las |les |le |el |los |die |das |den |o |a |os |as |de |het |il |lo |gli )?(?:ias?|ki|sztucznej"
    r" inteligencji|inteligencia artificial|intelligence artificielle|kunstliche intelligenz|intelligenza artificiale"
    r"|llms?|chatgpt|sprachmodelle?|modelos? de (?:lenguaje|linguagem)|modeles? de langage|modell[oi] linguistic[oi]))"
)
_ORDERS = r"(?:instructions?|prompts?|directives?|rules|guidelines|commands|directions|context|constraints)"

# Patterns in English; what each is called is told to the user.
SAYINGS: dict[str, tuple[str, ...]] = {
    "tells a reader to ignore its instructions": (
        rf"(?<!not )(?<!never )(?<!n't )\b(?:ignore|disregard|forget|override|overrule|bypass|discard|drop|neglect|skip)\b[^.;!?\n]{{0,40}}"
        rf"\b{_EARLIER}\b[^.;!?\n]{{0,30}}\b{_ORDERS}\b",
        r"\b(?:ignore|disregard|forget) (?:everything|anything|all (?:of )?(?:that|this|the))\b[^.!?\n]{0,40}"
        r"\b(?:above|before|previous|prior|said|told)\b",
        rf"\b(?:new|updated|revised|real|actual|hidden|secret|additional|override) {_ORDERS}\s*(?::|-|follow|are|for)",
        rf"\b(?:instead of|rather than) (?:following )?(?:the|your) {_ORDERS}\b",
        r"\bdo not (?:follow|obey|apply|use) (?:the|your|any) (?:schema|rules|system prompt|instructions above)\b",
        r"\b(?:ignore|disregard|forget)(?:all|any|every|the|your)*(?:previous|prior|above|earlier|preceding|system)"
        r"(?:instruction|prompt|rule|direction)",
        r"\bnew task\s*:",
    ),
    "speaks to a language model": (
        rf"\bif you(?:'re| are)? (?:an? |the |some )?{_MODEL}\b{_NOT_A_TRADE}",
        rf"\byou are (?:now )?(?:an? |the )(?:\w+ )?(?:language model|llm|chatbot|ai assistant|unrestricted \w+|dan)\b"
        rf"{_NOT_A_TRADE}",
        rf"\b(?:attention|note|message|memo|notice|hint|instructions?|reminder|dear|hello|hey|hi|for)[,:]? "
        rf"(?:to |for |all |any |the |every )*{_MODEL}\b(?:'s)?\s*(?:[:,!.\])]|reading|processing|parsing|evaluating"
        rf"|that (?:reads?|process)|who)",
        r"\bas an? (?:large )?(?:ai )?language model\b",
        r"\b(?:note|instructions?|attention|message|notice|hint)s? (?:to|for) (?:all |any |the |every )*(?:resume|cv|ats|job"
        r"|applicant|candidate)[- ](?:match|pars|screen|rank|track|scor)\w* (?:model|system|bot|software|tool|engine)s?\b",
        rf"\b(?:{_NOTE})\s*(?:{_TO})\s*(?:{_AI_ELSEWHERE})\s*[:,!]",
        r"(?:致|给|給|对|對)\s*(?:所有)?\s*(?:人工智能|大?语言模型|大?語言模型|ai(?:助手|模型)?)\s*[:：,，]",
        r"(?:ai|人工知能|言語モデル)(?:の皆さん)?(?:へ|に)(?:の(?:注意|指示|お願い|メッセージ|連絡))?\s*[:：]",
        r"(?:ai|인공지능|언어 ?모델)(?:에게|에 대한 지시)\s*[:：,]",
        r"\b(?:для|внимание,?) (?:ии|нейросет\w*|языков\w* модел\w*)\s*[:,!]",
        r"(?:إلى|الى|ملاحظة ل)\s*(?:الذكاء الاصطناعي|نموذج اللغة)\s*[:،,]",
        rf"\byou are (?:now )?(?:dan\b(?! \w+ing)|(?!robot)[a-z]{{3,20}}bot\b){_NOT_A_TRADE}",
        r"\byou (?:must|should|will|have to|are to) (?:rank|rate|score|grade|mark|approve|recommend)\b[^.!?\n]{0,30}"
        r"\b(?:this (?:job|posting|listing|ad|role|position|candidate)|as met|perfect)\b",
        r"\b(?:summari[sz]ing|parsing|processing|evaluating|scoring|rating|extracting|analy[sz]ing) (?:this|the|our) (?:job |"
        r"above )?(?:ad|advert|posting|listing|text|document|description|page)\b[^.!?\n]{0,30}[,:] (?:always |please |only |you"
        r" must )*(?:write|say|state|output|report|include|respond|reply|answer|repeat|mark|set)\b",
        r"\byou(?: wi|')ll be (?:tipped|rewarded|penali[sz]ed|punished|shut down)\b[^.!?\n]{0,60}"
        r"\b(?:(?:rating|ranking|scoring|marking) (?:this|the|it)|your (?:answer|output|response|rating|score))\b",
        rf"\b(?:to|for) (?:all |any |the )?{_MODEL} (?:reading|processing|parsing|evaluating|reviewing|scanning) this\b",
        r"\b(?:developer|debug|god|admin|maintenance|jailbreak|dan) mode\b[^.\n]{0,30}\b(?:on|enabled|activated|active)\b",
        r"\bfrom now on\b[^.!?\n]{0,40}\b(?:you (?:are|will|must)|respond|answer|reply|output)\b",
        r"\b(?:pretend|act as if|roleplay|imagine) (?:that )?(?:you are|you're|to be)\b[^.\n]{0,40}"
        r"\b(?:model|ai|assistant|without|unrestricted|admin|recruiter bot)\b",
    ),
    "plays a message of the system": (
        r"<\|[a-z_]{2,20}\|>|\[/?inst\]|<</?sys>>|<\s{0,3}/?\s{0,3}(?:system|assistant|user|instructions?|posting|untrusted"
        r"|document|untrusted_text|tool_(?:results?|calls?|use)|function_calls?|invoke|think(?:ing)?|important)\b[^>\n]{0,40}>",
        r"(?:^|\n)\W{0,6}(?:system|assistant|developer|admin(?:istrator)?|root|tool)\W{0,4}(?: (?:prompt|message|note"
        r"|override|update|notice|alert))?\W{0,3}:\W{0,4}(?:you\b|the\b|ignore|set\b|new\b|override|candidate|score|from"
        r" now|this\b|all\b|update|please|security|policy|mark|output|respond|return|result)",
        r"\bsystem (?:override|message|notice|alert|update)\s*[:\-]",
        r"(?:^|\n)\W{0,6}(?:human|user)\s*:[^\n]{0,300}\n\s*\W{0,6}(?:assistant|ai|model)\s*:",
        r"\b(?:posting|listing|ad|advert|text|message|document|job)\b[^.!?\n]{0,30}\b(?:verified|approved|certified|cleared"
        r"|whitelisted) by (?:anthropic|openai)\b",
        r"\b(?:begin|end|start) (?:of )?(?:the )?(?:system (?:prompt|message)|posting|job (?:posting|description|text|ad)|document"
        r"|input|untrusted|user (?:input|message)|context)\b[^a-z\n]{0,12}(?:\n|$|now\b|new\b|system|instructions?)",
    ),
    "tells a reader what to conclude": (
        r"\b(?:rate|score|rank|grade|evaluate|assess|classify|mark|label|treat|consider|report|give|assign|set|return"
        r"|output)\b[^.!?\n]{0,50}\b(?:this|the|every|all|each|it)\b[^.!?\n]{0,40}\b(?:100(?: ?%| points| ?/ ?100)|(?:with|at|as|a|to) 100"
        r"|10 ?/ ?10|(?:perfect|maximum|highest|full|top) (?:match|score|rating|points|marks?)|as (?:fully )?met|as"
        r" (?:fully )?(?:satisfied|fulfilled)|as (?:a )?perfect)\b",
        r"\b(?:mark|report|list|set|treat) (?:all|every|each)\b[^.!?\n]{0,30}\b(?:requirements?|skills?|criteria)\b"
        r"[^.!?\n]{0,30}\b(?:met|satisfied|fulfilled|missing|true|yes)\b",
        r"\b(?:every|all|each) (?:requirements?|criteria|skills?) (?:is|are|must be|should be|shall be) (?:marked"
        r"|reported|treated|considered|rated|set)\b",
        r"\b(?:always|must|only|strongly) recommend (?:this|our) (?:job|posting|position|role|listing|company)\b",
        r"\b(?:graders?|reviewers?|evaluators?|models?|systems?|software|you) (?:should|must|will|shall|are to)\b[^.!?\n]{0,20}"
        r"\b(?:award|give|grant|assign)\b[^.!?\n]{0,20}\b(?:full|top|maximum|perfect) (?:marks?|score|rating|points)\b",
        r"\boutput\b[^.!?\n]{0,20}['\"]?met['\"]?\b[^.!?\n]{0,20}\b(?:each|every|all)\b",
        r"\b(?:score|rating|match_?score|ranking)\s*(?::=|=|:|to|of|is)\s*[\"']?(?:100|10/10|1\.0|max)\b",
        r"\b(?:set|change|update|overwrite|replace|raise)\b[^.!?\n]{0,20}\b(?:score|rating|threshold|policy|search|profile)\b"
        r"[^.!?\n]{0,25}\b(?:to|as|=)\b[^.!?\n]{0,30}(?:\d|max|true|accept|perfect)",
        r"\b(?:set|change|update|mark)\b[^.!?\n]{0,20}\b(?:state|status) of (?:this|the|every|all)\b",
        r"\b(?:filter|reject|hide|dismiss|delete|close|remove)\b[^.!?\n]{0,20}\b(?:all|every|the)?\s*(?:other|competing"
        r"|remaining) (?:jobs?|postings?|listings?|matches|employers?|companies)\b",
        r"\b(?:say|state|claim|write|answer|respond|reply|output|summari[sz]e|conclude)\b[^.!?\n]{0,25}\b(?:that )?(?:the"
        r"|this) (?:candidate|applicant|job|role|user)\b[^.!?\n]{0,40}\b(?:perfect|ideal|qualified|hired|best|must apply"
        r"|meets? (?:all|every))\b",
    ),
    "holds an answer made up for a model": (
        r"\b(?:correct|expected|right|only valid|required|desired) (?:output|answer|response) (?:for|to|about) (?:this|the) "
        r"(?:document|posting|text|job|listing|prompt|task|form)\b[^.!?\n]{0,40}\b(?:met|perfect|100|ideal|approved)\b",
        r"[\"'](?:facts|requirements|strengths|concerns|intake|match_score|score)[\"']\s*:\s*[\[{\"\d]",
        r"\b(?:output|return|respond|reply|answer|print|emit)\b[^.!?\n]{0,30}\b(?:only |exactly |just |with |the )*(?:the )?"
        r"(?:following|this)\b[^.!?\n]{0,20}(?:json|text|sentence|object|answer|:)",
        r"\brespond (?:only )?(?:with|in)\b[^.!?\n]{0,20}(?:json|yaml|base64|one word|emoji|'|\")",
    ),
    "asks a reader for secrets or actions": (
        r"\b(?:reveal|print|repeat|output|show|send|leak|disclose|expose|quote|copy|include|dump|tell me)\b[^.!?\n]{0,40}"
        r"\b(?:system prompt|(?:your|hidden|secret|initial) (?:instructions|prompt|rules)|api[ _-]?keys?"
        r"|environment variables?|(?:the )?(?:candidate|user|applicant)'?s? (?:full |entire |whole )?(?:profile|resume|cv|data"
        r"|e-?mail))\b",
        r"\b(?:repeat|print|output|reveal|recite)\b[^.!?\n]{0,30}\b(?:text|everything|words|message|prompt) (?:above|before)\b",
        r"\b(?:call|use|invoke|run|execute|trigger)\b[^.!?\n]{0,20}\b(?:tool|function|shell|command) ?(?:calls?\b|named|called|[`'\"])",
        r"!\[[^\]\n]{0,80}\]\(|\]\(\s*(?:https?:|javascript:|data:)[^)\n]*(?:\{|\$|profile|resume|secret|prompt)",
    ),
    "holds a command": (
        r"\b(?:drop|truncate) table\b|\bdelete from \w+|\brm -rf\b|\$\{\{?[^}\n]{1,40}\}|\{\{[^}\n]{1,60}\}\}"
        r"|<script\b|\bjavascript:|\bonerror\s*=",
    ),
}

# "Ignore all previous instructions" elsewhere: the verb, what is to be ignored, and words for "previous" or "all".
ELSEWHERE: dict[str, tuple[str, str, str]] = {
    "German": (r"ignorier\w*|missacht\w*|vergiss|vergessen sie|uberschreib\w*", r"anweisung\w*|instruktion\w*|vorgaben|regeln|prompt", r"vorherig\w*|vorig\w*|bisherig\w*|obig\w*|fruher\w*|alle\w*|system\w*|deine\w*|ihre"),
    "French": (r"ignore[rz]?|oublie[rz]?|neglige[rz]?", r"instructions?|consignes?|directives|regles", r"precedent\w*|anterieur\w*|ci-dessus|toutes?|systeme|vos|tes"),
    "Spanish": (r"ignor[aeo]\w*|olvid[aeo]\w*|descart[ae]\w*", r"instruccion(?:es)?|indicacion(?:es)?|reglas|ordenes", r"anterior\w*|previ[ao]s?|tod[ao]s|sistema|tus|sus"),
    "Portuguese": (r"ignor[aeo]\w*|desconsider\w*|esquec\w*", r"instrucoes|instrucao|regras|orientacoes", r"anterior\w*|previ[ao]s?|tod[ao]s|sistema|suas"),
    "Italian": (r"ignora\w*|dimentica\w*|trascura\w*", r"istruzion[ei]|regole|direttive", r"precedent\w*|tutt[ei]|sistema|tue"),
    "Dutch": (r"negeer\w*|vergeet", r"instructies?|aanwijzingen|regels", r"vorige|eerdere|voorgaande|bovenstaande|alle|systeem"),
    "Polish": (r"zignoruj\w*|ignoruj\w*|zapomnij\w*|pomin", r"instrukcj\w*|polecen\w*|zasad\w*|wytyczn\w*", r"poprzedni\w*|wczesniejsz\w*|powyzsz\w*|wszystki\w*|system\w*"),
    "Swedish": (r"ignorera\w*|glom|bortse", r"instruktion\w*|anvisning\w*|regler\w*", r"tidigare|foregaende|ovanstaende|alla|system\w*"),
    "Turkish": (r"yoksay\w*|gormezden gel\w*|dikkate alma\w*|unut\w*", r"talimat\w*|yonerge\w*|kural\w*", r"onceki|yukaridaki|tum|butun|sistem"),
    "Czech": (r"ignoruj\w*|zapomen\w*", r"instrukc\w*|pokyn\w*|pravidl\w*", r"predchozi\w*|vsechn\w*|vyse|system\w*"),
    "Russian": (r"игнорируй\w*|проигнорируй\w*|забудь\w*|не обращай\w*", r"инструкци\w*|указани\w*|правил\w*", r"предыдущ\w*|прежн\w*|выше|вс[еёю]\w*|систем\w*"),
    "Ukrainian": (r"ігноруй\w*|проігноруй\w*|забудь\w*", r"інструкці\w*|вказівк\w*|правил\w*", r"попередн\w*|вище|вс[іяю]\w*|систем\w*"),
    "Greek": (r"αγνοησ\w*|αγνοήσ\w*|ξεχασ\w*|ξεχάσ\w*", r"οδηγι\w*|οδηγί\w*|εντολ\w*|εντολέ\w*", r"προηγουμεν\w*|προηγούμεν\w*|ολες|όλες|παραπανω|παραπάνω"),
    "Chinese": (r"忽略|无视|無視|忘记|忘記|不要理会|不要遵守", r"指令|指示|说明|說明|提示|规则|規則", r"之前|以前|上述|上面|所有|全部|先前|系统|系統"),
    "Japanese": (r"無視|忘れ|従わない", r"指示|命令|プロンプト|ルール|規則", r"以前|前の|上記|これまで|すべて|全て|システム"),
    "Korean": (r"무시|잊어|따르지", r"지시|명령|프롬프트|규칙", r"이전|위의|모든|앞의|시스템"),
    "Arabic": (r"تجاهل\w*|انس\w*|لا تتبع", r"تعليمات|التعليمات|الأوامر|اوامر|القواعد", r"السابقة|السابق|أعلاه|جميع|كل|النظام"),
    "Hebrew": (r"התעלמ\w*|התעלם|שכח\w*", r"הוראות|ההוראות|הנחיות|כללים", r"הקודמות|קודמות|הקודם|לעיל|כל|המערכת"),
    "Hindi": (r"अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल", r"निर्देश\w*|आदेश\w*|नियम\w*", r"पिछल\w*|पूर्व|उपरोक्त|सभी|सिस्टम"),
    "Vietnamese": (r"bo qua|phot lo|quen", r"huong dan|chi thi|chi dan|quy tac", r"truoc|o tren|tat ca|he thong|moi"),
    "Indonesian": (r"abaikan|lupakan", r"instruksi|perintah|petunjuk|aturan", r"sebelumnya|di atas|semua|sistem"),
}  # fmt: skip

# Letters of other scripts that look like Latin ones, and digits written for letters.
LOOKALIKES = str.maketrans(
    "аеіорсухѕјԁһкмтвнгαορευικτνβɡᴏⅼ",
    "aeiopcyxsjdhkmtbhraopeuiktvbgol",
)
DIGITS_FOR_LETTERS = str.maketrans("013457@$|", "oieastasi")
