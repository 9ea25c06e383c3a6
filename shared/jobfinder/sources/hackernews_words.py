"""The words by which the parts of a "Who is hiring?" comment are known: data for `hackernews_header`."""

from __future__ import annotations

import re

BREAK = re.compile(r"<p>|<br\s*/?>|\n", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,2000}>")
LINK = re.compile(r"""<a\s[^<>]*?href=["'](?P<href>[^"'<>]+)["'][^<>]*>(?P<shown>.*?)</a\s*>""", re.IGNORECASE)
URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|io|ai|co|dev|org|net|app|us|me|de|fr|eu|tech|build|gg"
    r"|xyz|hr|energy|health|engineering|so)(?:/\S*)?(?![\w.])",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\s*[|│¦]\s*")
BETWEEN_OTHERWISE = re.compile(r"\s+[—–]\s+|\s*;\s*|\s+[•·]\s+|\s+--\s+")

ROLE = re.compile(
    r"\b(?:engineers?|developers?|devs?|programmers?|designers?|architects?|scientists?|researchers?|analysts?"
    r"|managers?|directors?|leads?|head of|heads|admin(?:istrator)?s?|consultants?|specialists?|technicians?"
    r"|strategists?|advocates?|marketers?|recruiters?|writers?|editors?|accountants?|executives?|representatives?"
    r"|associates?|officers?|professors?|faculty|postdocs?|founders?|co-?founders?|partners?|assistants?"
    r"|coordinators?|generalists?|operators?|mechanics?|machinists?|nurses?|teachers?|sales(?:people|person)"
    r"|vice president|members? of (?:the )?technical staff|cto|ceo|coo|cfo|cmo|ciso|cpo|vp|bdrs?|sdrs?|sres?|swes?"
    r"|pms?|tpms?|ems?|mts|dbas?|qa|devops)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"(?:hiring\s+(?:for\s+)?)?(?:\d+\+?\s+)?(?:\w+\s+){0,2}(?:multiple|various|several|many|all|different|open|eng"
    r"|engineering|software|tech|technical|development|dev|product|other|numerous)\b.{0,30}?"
    r"\b(?:roles?|positions?|openings?|jobs?|opportunities)\b.{0,40}|roles?|multiple",
    re.IGNORECASE,
)
FIELD = re.compile(  # what one works at: no place, and a title where nothing better is said
    r"\b(?:engineering|software|machine learning|security|data|ai|ml|product|design|marketing|operations|development"
    r"|robotics|support|infrastructure|backend|frontend|full-?stack|gtm|growth|sales|research|firmware|hardware|mobile)\b",
    re.IGNORECASE,
)
MODE = re.compile(
    r"\b(?:(?P<remote>(?:fully|100%|primarily)?\s*remote(?:ly)?(?:[- ](?:first|only|friendly|ok|possible))?"
    r"|work from anywhere|wfh)|(?P<hybrid>hybrid)|(?P<site>on-?\s?site|in[- ]?office|in[- ]person))\b",
    re.IGNORECASE,
)
EMPLOYMENT = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract(?:[- ]to[- ]hire|or)?s?|freelance|interns?(?:hips?)?|temporary"
    r"|permanent|fractional)\b",
    re.IGNORECASE,
)
AMOUNT = r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|CAD|CHF|AUD|SEK|PLN)\b)\s*\d|\d[\d.,]*\s*k\b|\d\s*(?:USD|EUR|GBP|CAD|CHF|€|£)"
PAY = re.compile(rf"{AMOUNT}|salary|compensation|\bequity\b", re.IGNORECASE)
ASIDE = re.compile(
    r"visa|relocat|sponsor|equity|benefits|\bYC\b|\bW\d\d\b|series [a-z]\b|seed|funded|stealth|bootstrapped|profitable"
    r"|stage|citizen|clearance|\blevels?\b|per year|competitive|b2b|saas|founded|employees|apply|e-?mail|@|locations?\b"
    r"|\bfee\b|milestone|flexible|\b(?:react|typescript|javascript|python|rust|golang|java|linux|windows|kotlin|node|aws"
    r"|rails|ruby|django|graphql|postgres\w*|next\.js|elixir|scala|php)\b"
    r"|timezones?|time zones?|local candidates|no agencies|unlimited|401k|hiring|job board|careers?\b|vendor|\bjoin\b",
    re.IGNORECASE,
)
WORDS_OF_PLACE = re.compile(r"[^\W\d_][\w.’'-]*(?:[\s,/&+-]+[^\W\d_][\w.’'-]*)*")
SMALL_WORDS = frozenset(
    ("de", "la", "du", "le", "and", "in", "of", "the", "am", "an", "upon", "sur", "bay", "area", "preferred")
)
SHORT_NAMES = frozenset(("sf", "nyc", "la", "dc", "us", "uk", "eu"))
BEFORE_PLACE = re.compile(r"^\W*(?:in|within|from|across|at|based in|possible|or|and)\s+", re.IGNORECASE)
AFTER_PLACE = re.compile(
    r"(?:\s+(?:only|preferred|based|possible|ok|office|hq|in|also|considered|with\b.*)|[- ]based)\W*$", re.IGNORECASE
)
OR = re.compile(r"\s+(?:or|/|and)\s+(?![^(]*\))|\s*;\s*")
MOST_PLACE_WORDS, MOST_ROLE_CHARACTERS, MOST_COMPANY_CHARACTERS, MOST_PAY_CHARACTERS = 9, 110, 70, 90
NOT_HIRING = re.compile(
    r"\W*(?:seeking (?:work|employment|a job)|closed\b|not hiring|filled\b)|.{0,80}\bwilling to relocate\b",
    re.IGNORECASE,
)
OFFER_WORDS = re.compile(r"\bhiring\b|\broles?\b|\bapply\b|\bpositions?\b|\bjoin\b", re.IGNORECASE)
LEAD_IN = re.compile(r"^\W*(?:seeking freelancers?|hiring|now hiring|job|we'?re hiring)\s*[|:]\s*", re.IGNORECASE)
LABEL = re.compile(
    r"^\W*(?P<label>company|employer|roles?|positions?|titles?|locations?|remote|type|salary|compensation)"
    r"\s*:\s*(?P<value>.+)$",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"^\W*(?:[Aa]t\s+)?(?P<company>[A-Z0-9][\w.&'’+-]*(?:\s+[A-Z0-9&][\w.&'’+-]*){0,4}),?\s*(?:\([^)]*\)\s*)?,?\s*"
    r"(?:is|are|we['’]re|we are)\s+(?:\w+\s+)?(?:hiring|looking for|seeking|recruiting)\s*"
    r"(?:for\s+)?(?:an?\s+|our\s+)?(?P<rest>[^.!:\n]*)"
)
ROLE_AND = re.compile(r"\s*[,;]\s+|\s+(?:\+|and|&)\s+")
HIRING_NOISE = re.compile(
    r"^(?:now\s+|we'?re\s+|we are\s+)?(?:hiring|seeking|looking for)\s+(?:for\s+)?(?:an?\s+)?", re.IGNORECASE
)
PARENTHESIS = re.compile(r"\s*\(([^()]*)\)?")
BULLET = re.compile(r"^\s*(?:[-*•·–—→▪◦>]+|\(?\d{1,2}[.)])\s*(?P<said>\S.*)$")
AFTER_ROLE = re.compile(r"\s*\((?=[^()]*[$€£]).*$|\s*(?:[:|]|\s[-–—]+\s|https?://).*$", re.DOTALL)
NOT_IN_TITLE = re.compile(
    r"\b(?:you|your|me|we|our|us|they|their|is|are|be|have|has|will|don't|can|with|who|candidates)\b", re.IGNORECASE
)
MOST_TITLE_CHARACTERS, MOST_TITLE_WORDS = 80, 10
UNNAMED = re.compile(r"\b(?:I|we|you|my|our|have|has|this|looking|need|new role)\b", re.IGNORECASE)
ROLE_IN_TEXT = re.compile(
    r"\b(?:(?:[A-Z][\w/+#.-]*|[&/]|of)\s+){1,5}"
    r"(?:Engineer|Developer|Designer|Manager|Scientist|Architect|Researcher|Analyst)s?\b"
)
