"""What the first line of a "Who is hiring?" comment says: "Company | Role, Role | Place | REMOTE (EU) | $100k | URL".

The thread asks for that form and people follow it loosely: the order varies, parts are left out, and some write a
sentence in its place. Each part is known by its words; what is known by nothing is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

_BREAK = re.compile(r"<p>|<br\s*/?>|\n", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_LINK = re.compile(r"""<a\s[^<>]*?href=["'](?P<href>[^"'<>]+)["'][^<>]*>(?P<shown>.*?)</a\s*>""", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|io|ai|co|dev|org|net|app|us|me|de|fr|eu|tech|build|gg"
    r"|xyz|hr|energy|health|engineering|so)(?:/\S*)?(?![\w.])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[|│¦]\s*")
_BETWEEN_OTHERWISE = re.compile(r"\s+[—–]\s+|\s*;\s*|\s+[•·]\s+|\s+--\s+")

_ROLE = re.compile(
    r"\b(?:engineers?|developers?|devs?|programmers?|designers?|architects?|scientists?|researchers?|analysts?"
    r"|managers?|directors?|leads?|head of|heads|admin(?:istrator)?s?|consultants?|specialists?|technicians?"
    r"|strategists?|advocates?|marketers?|recruiters?|writers?|editors?|accountants?|executives?|representatives?"
    r"|associates?|officers?|professors?|faculty|postdocs?|founders?|co-?founders?|partners?|assistants?"
    r"|coordinators?|generalists?|operators?|mechanics?|machinists?|nurses?|teachers?|sales(?:people|person)"
    r"|vice president|members? of (?:the )?technical staff|cto|ceo|coo|cfo|cmo|ciso|cpo|vp|bdrs?|sdrs?|sres?|swes?"
    r"|pms?|tpms?|ems?|mts|dbas?|qa|devops)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:hiring\s+(?:for\s+)?)?(?:\d+\+?\s+)?(?:\w+\s+){0,2}(?:multiple|various|several|many|all|different|open|eng"
    r"|engineering|software|tech|technical|development|dev|product|other|numerous)\b.{0,30}?"
    r"\b(?:roles?|positions?|openings?|jobs?|opportunities)\b.{0,40}|roles?|multiple",
    re.IGNORECASE,
)
_FIELD = re.compile(  # what one works at: no place, and a title where nothing better is said
    r"\b(?:engineering|software|machine learning|security|data|ai|ml|product|design|marketing|operations|development"
    r"|robotics|support|infrastructure|backend|frontend|full-?stack|gtm|growth|sales|research|firmware|hardware|mobile)\b",
    re.IGNORECASE,
)
_MODE = re.compile(
    r"\b(?:(?P<remote>(?:fully|100%|primarily)?\s*remote(?:ly)?(?:[- ](?:first|only|friendly|ok|possible))?"
    r"|work from anywhere|wfh)|(?P<hybrid>hybrid)|(?P<site>on-?\s?site|in[- ]?office|in[- ]person))\b",
    re.IGNORECASE,
)
_EMPLOYMENT = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract(?:[- ]to[- ]hire|or)?s?|freelance|interns?(?:hips?)?|temporary"
    r"|permanent|fractional)\b",
    re.IGNORECASE,
)
_AMOUNT = r"(?:[$€£¥₹]|\b(?:USD|EUR|GBP|CAD|CHF|AUD|SEK|PLN)\b)\s*\d|\d[\d.,]*\s*k\b|\d\s*(?:USD|EUR|GBP|CAD|CHF|€|£)"
_PAY = re.compile(rf"{_AMOUNT}|salary|compensation|\bequity\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"visa|relocat|sponsor|equity|benefits|\bYC\b|\bW\d\d\b|series [a-z]\b|seed|funded|stealth|bootstrapped|profitable"
    r"|stage|citizen|clearance|\blevels?\b|per year|competitive|b2b|saas|founded|employees|apply|e-?mail|@|locations?\b"
    r"|\bfee\b|milestone|flexible|\b(?:react|typescript|javascript|python|rust|golang|java|linux|windows|kotlin|node|aws"
    r"|rails|ruby|django|graphql|postgres\w*|next\.js|elixir|scala|php)\b"
    r"|timezones?|time zones?|local candidates|no agencies|unlimited|401k|hiring|job board|careers?\b|vendor|\bjoin\b",
    re.IGNORECASE,
)
_WORDS_OF_PLACE = re.compile(r"[^\W\d_][\w.’'-]*(?:[\s,/&+-]+[^\W\d_][\w.’'-]*)*")
_SMALL_WORDS = frozenset(
    ("de", "la", "du", "le", "and", "in", "of", "the", "am", "an", "upon", "sur", "bay", "area", "preferred")
)
_SHORT_NAMES = frozenset(("sf", "nyc", "la", "dc", "us", "uk", "eu"))
_BEFORE_PLACE = re.compile(r"^\W*(?:in|within|from|across|at|based in|possible|or|and)\s+", re.IGNORECASE)
_AFTER_PLACE = re.compile(
    r"(?:\s+(?:only|preferred|based|possible|ok|office|hq|in|also|considered|with\b.*)|[- ]based)\W*$", re.IGNORECASE
)
_OR = re.compile(r"\s+(?:or|/|and)\s+(?![^(]*\))|\s*;\s*")
_MOST_PLACE_WORDS, _MOST_ROLE_CHARACTERS, _MOST_COMPANY_CHARACTERS, _MOST_PAY_CHARACTERS = 9, 110, 70, 90
_NOT_HIRING = re.compile(
    r"\W*(?:seeking (?:work|employment|a job)|closed\b|not hiring|filled\b)|.{0,80}\bwilling to relocate\b",
    re.IGNORECASE,
)
_OFFER_WORDS = re.compile(r"\bhiring\b|\broles?\b|\bapply\b|\bpositions?\b|\bjoin\b", re.IGNORECASE)
_LEAD_IN = re.compile(r"^\W*(?:seeking freelancers?|hiring|now hiring|job|we'?re hiring)\s*[|:]\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?P<label>company|employer|roles?|positions?|titles?|locations?|remote|type|salary|compensation)"
    r"\s*:\s*(?P<value>.+)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"^\W*(?:[Aa]t\s+)?(?P<company>[A-Z0-9][\w.&'’+-]*(?:\s+[A-Z0-9&][\w.&'’+-]*){0,4}),?\s*(?:\([^)]*\)\s*)?,?\s*"
    r"(?:is|are|we['’]re|we are)\s+(?:\w+\s+)?(?:hiring|looking for|seeking|recruiting)\s*"
    r"(?:for\s+)?(?:an?\s+|our\s+)?(?P<rest>[^.!:\n]*)"
)
_ROLE_AND = re.compile(r"\s*[,;]\s+|\s+(?:\+|and|&)\s+")
_HIRING_NOISE = re.compile(
    r"^(?:now\s+|we'?re\s+|we are\s+)?(?:hiring|seeking|looking for)\s+(?:for\s+)?(?:an?\s+)?", re.IGNORECASE
)
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)?")
_BULLET = re.compile(r"^\s*(?:[-*•·–—→▪◦>]+|\(?\d{1,2}[.)])\s*(?P<said>\S.*)$")
_AFTER_ROLE = re.compile(r"\s*\((?=[^()]*[$€£]).*$|\s*(?:[:|]|\s[-–—]+\s|https?://).*$", re.DOTALL)
_NOT_IN_TITLE = re.compile(
    r"\b(?:you|your|me|we|our|us|they|their|is|are|be|have|has|will|don't|can|with|who|candidates)\b", re.IGNORECASE
)
_MOST_TITLE_CHARACTERS, _MOST_TITLE_WORDS = 80, 10
_UNNAMED = re.compile(r"\b(?:I|we|you|my|our|have|has|this|looking|need|new role)\b", re.IGNORECASE)


@dataclass(slots=True)
class Role:
    """One role of a comment: its title, and the link that stands beside it."""

    title: str
    link: str = ""
    is_vague: bool = False  # "Multiple roles", "Engineering"


@dataclass(slots=True)
class Header:
    """What a comment says of its jobs; `company` is "" where nobody is named."""

    company: str = ""
    roles: list[Role] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)  # where a remote worker may live
    modes: set[str] = field(default_factory=set)
    employment: list[str] = field(default_factory=list)
    pay: str = ""
    link: str = ""

    @property
    def workplace(self) -> str:
        """Return how one works: remote where that is possible at all."""
        return next((mode for mode in ("remote", "hybrid", "on-site") if mode in self.modes), "")


@lru_cache(maxsize=4000)  # the same comments come again with every reading of a thread
def read_header(text: str) -> Header | None:
    """Return what a comment (HTML, as Hacker News writes it) says in its first line, or in labelled ones.

    None for one that offers no job: who writes it seeks work, has closed the offer, or only talks.
    """
    lines = _lines(text)
    if _offers_no_job(lines, text):
        return None
    header = Header()
    links = _links(text.partition("<p>")[0])
    first = _LEAD_IN.sub("", lines[0]).strip(" *#")
    labelled = [said for said in map(_LABEL.match, lines[:12]) if said]
    pieces = [piece for piece in _BETWEEN.split(first) if piece]
    if len(pieces) < 2 and len(labelled) >= 2:
        _read_labels(header, labelled)
    elif len(pieces) < 2 and (said := _SENTENCE.match(first)):
        header.company = _company(said["company"])
        _read_pieces(header, [said["rest"]])
    else:
        if len(pieces) < 2:
            pieces = [piece for piece in _BETWEEN_OTHERWISE.split(first) if piece]
            pieces = [] if _UNNAMED.search(pieces[0] if pieces else "") else pieces
        if len(pieces) >= 2:
            _read_line(header, pieces)
    header.link = links[0] if links else ""
    if header.company:
        _complete(header, lines, labelled, text)
    return header


def _offers_no_job(lines: list[str], text: str) -> bool:
    first, *rest = lines
    if _NOT_HIRING.match(" ".join(lines)[:300]):
        return True
    has_form = bool(_BETWEEN.search(first)) or any(_LABEL.match(line) for line in (first, *rest[:3]))
    return not has_form and not _OFFER_WORDS.search(text)


def _complete(header: Header, lines: list[str], labelled: list[re.Match[str]], text: str) -> None:
    """Look in the rest of a comment for what its first line left out: its roles, and the place."""
    if all(role.is_vague for role in header.roles):
        header.roles = _roles_in_list(text) or header.roles or _role_in_text(lines)
    if not header.places and not header.areas:
        for said in labelled:
            if said["label"].lower().startswith("location"):
                _read_pieces(header, [re.split(r"\s+[—–]\s+", said["value"])[0]])


# -- the first line ---------------------------------------------------------------------------------------------------


def _read_line(header: Header, pieces: list[str]) -> None:
    """Take a line apart: the company stands first, unless that is a place or a role and a name stands second."""
    first, *rest = pieces
    if _is_place(first) and "," in first and rest and not _says_what(rest[0]):
        first, rest = rest[0], [first, *rest[1:]]
    if _ROLE.search(first) and not any(_ROLE.search(piece) for piece in rest):
        return  # "Senior Engineer | Berlin | Onsite" names nobody
    header.company = _company(first)
    aside = " ".join(_PARENTHESIS.findall(first))
    _read_pieces(header, [*rest, *([aside] if _MODE.search(aside) else [])])


def _says_what(piece: str) -> bool:
    return any(pattern.search(piece) for pattern in (_ROLE, _MODE, _EMPLOYMENT, _PAY, _ADDRESS))


def _company(text: str) -> str:
    """Return a name without what stands behind it: its address, its investor, what it does."""
    name = _PARENTHESIS.sub(" ", text)
    name = name if _ADDRESS.fullmatch(name.strip()) else _ADDRESS.sub("", name)
    name = re.split(r"\s+[–—-]\s+|:\s|\s+is\s+|,\s+(?:a|an|the)\s", name)[0]
    name = re.sub(r"^At\s|\s(?:multiple|various|several) (?:roles|positions)\W*$", "", name, flags=re.IGNORECASE)
    name = " ".join(name.split()).strip(" ,-–—*#()[]/")
    return name if 0 < len(name) <= _MOST_COMPANY_CHARACTERS else ""


def _read_pieces(header: Header, pieces: Iterable[str]) -> None:
    for piece in pieces:
        without = _URL if _ROLE.search(_URL.sub("", piece)) else _ADDRESS
        said = without.sub("", piece).replace("()", "").strip(" -–—,*")
        said = said[1:-1].strip() if said.startswith("(") and said.find(")") == len(said) - 1 else said
        if said.strip("()[] "):
            _read_piece(header, said)


def _read_piece(header: Header, piece: str) -> None:
    bare = _EMPLOYMENT.sub("", _PARENTHESIS.sub("", piece))
    is_long = len(piece) > _MOST_ROLE_CHARACTERS or (len(piece) > 60 and _NOT_IN_TITLE.search(piece))
    is_role = _ROLE.search(bare) is not None and not is_long
    mode, pay = _MODE.search(piece), _PAY.search(piece)
    header.modes |= _modes_in(piece)
    header.employment += [said[0] for said in _EMPLOYMENT.finditer(piece[:_MOST_ROLE_CHARACTERS])]
    if pay and not is_role:
        header.pay = header.pay or (piece if re.search(r"\d", piece) and len(piece) <= _MOST_PAY_CHARACTERS else "")
    elif is_role:
        header.roles = [role for role in header.roles if not role.is_vague] + [Role(said) for said in _titles(piece)]
    elif _VAGUE.fullmatch(piece):
        header.roles = header.roles or [Role(piece, is_vague=True)]
    elif mode:
        _read_place_of_work(header, piece)
    elif _EMPLOYMENT.search(piece):
        _read_place(header, _EMPLOYMENT.sub("", piece).strip(" ,-–—") if "," in piece else "")
    elif _FIELD.search(piece) and not header.roles and len(piece) <= _MOST_TITLE_CHARACTERS:
        header.roles.append(Role(piece, is_vague=True))
    else:
        _read_place(header, piece)


def _modes_in(piece: str) -> set[str]:
    names = {"remote": "remote", "hybrid": "hybrid", "site": "on-site"}
    return {names[said.lastgroup or ""] for said in _MODE.finditer(piece)}


def _read_place_of_work(header: Header, piece: str) -> None:
    """Read "REMOTE (US)", "Hybrid in Berlin", "NYC (onsite)" or "Remote (EU) or Berlin (Hybrid)"."""
    for part in _OR.split(_EMPLOYMENT.sub("", piece)):
        is_remote = "remote" in _modes_in(part)
        for name in _names_of_places(_MODE.sub(" ", part), is_remote=is_remote):
            (header.areas if is_remote else header.places).append(name)


def _names_of_places(text: str, *, is_remote: bool) -> list[str]:
    """Return the places in a text and in its parentheses: "(US, Canada)" names two areas."""
    inside = [name for said in _PARENTHESIS.findall(text) for name in _separate(said, is_remote=is_remote)]
    names = [_bare_place(name) for name in (_PARENTHESIS.sub(" ", text), *inside) if "hq" not in name.lower().split()]
    return [name for name in names if _is_place(name)]


def _separate(text: str, *, is_remote: bool) -> list[str]:
    """Return the places that are listed: "US, Canada" are two areas to live in, "Leeds, UK" is one place to work in."""
    parts = re.split(r"\s*[/+;]\s*|\s+(?:or|and)\s+", text)
    is_one = len(parts) > 1 or (text.count(",") < 2 and not is_remote)
    return parts if is_one else re.split(r"\s*,\s*", text)


def _bare_place(text: str) -> str:
    """Return a place without the words around it: "in Berlin preferred" is "Berlin"."""
    text = " ".join(text.split()).strip(" ,/-–—&+:()[]")
    return _AFTER_PLACE.sub("", _BEFORE_PLACE.sub("", text)).strip(" ,/-–—&+:")


def _read_place(header: Header, piece: str) -> None:
    name = _bare_place(_PARENTHESIS.sub(" ", piece))
    if _is_place(name):
        header.places.append(name)


def _is_place(text: str) -> bool:
    """Return whether a text has the form of a place: a few words, each a name, and no word of another matter."""
    if not _WORDS_OF_PLACE.fullmatch(text) or _ASIDE.search(text) or _FIELD.search(text) or _VAGUE.fullmatch(text):
        return False
    words = [word for word in re.split(r"[\s,/&+-]+", text) if word]
    names = [word for word in words if word[0].isupper() or word.lower() in _SHORT_NAMES]
    others = [word for word in words if word.lower() in _SMALL_WORDS and word not in names]
    return len(text) > 1 and bool(names) and len(words) <= _MOST_PLACE_WORDS and len(names) + len(others) == len(words)


# -- roles ------------------------------------------------------------------------------------------------------------


def _titles(piece: str) -> list[str]:
    """Return the roles of a piece: several only where each of them is one by itself."""
    piece = _HIRING_NOISE.sub("", piece).strip(" *-–—")
    bare = _PARENTHESIS.sub("", piece)
    parts = [part.strip(" *") for part in _ROLE_AND.split(bare) if part.strip(" *")]
    if len(parts) > 1 and all(_ROLE.search(part) for part in parts) and not re.search(r"\bor\b", bare):
        return parts
    return [piece] if piece else []


def _roles_in_list(text: str) -> list[Role]:
    """Return the roles that a comment lists, one a line, each with the link beside it."""
    found: dict[str, Role] = {}
    for raw in _BREAK.split(text)[1:]:
        said = _BULLET.match(_plain(_LINK.sub(lambda link: f"{_shown(link)} ", raw)))
        title = _AFTER_ROLE.sub("", said["said"]).strip(" .,*-–—") if said else ""
        if _is_title(title):
            links = _links(raw)
            found.setdefault(title.lower(), Role(title, links[0] if links else ""))
    return list(found.values())


def _is_title(text: str) -> bool:
    short = len(text) <= _MOST_TITLE_CHARACTERS and len(text.split()) <= _MOST_TITLE_WORDS
    return short and text[:1].isupper() and _ROLE.search(text) is not None and not _NOT_IN_TITLE.search(text)


def _shown(link: re.Match[str]) -> str:
    return "" if "://" in unescape(link["shown"]) else link["shown"]


_ROLE_IN_TEXT = re.compile(
    r"\b(?:(?:[A-Z][\w/+#.-]*|[&/]|of)\s+){1,5}"
    r"(?:Engineer|Developer|Designer|Manager|Scientist|Architect|Researcher|Analyst)s?\b"
)


def _role_in_text(lines: list[str]) -> list[Role]:
    """Return the one role that a text names in so many words, or none where it names several."""
    named = {said[0].strip() for line in lines[1:] for said in _ROLE_IN_TEXT.finditer(line)}
    return [Role(next(iter(named)))] if len(named) == 1 else []


# -- labelled lines ---------------------------------------------------------------------------------------------------


def _read_labels(header: Header, labelled: list[re.Match[str]]) -> None:
    """Read "Company: ...", "Role: ...", "Location: ..."; who names a company offers a job."""
    for said in labelled:
        label, value = said["label"].lower().rstrip("s"), said["value"].strip()
        if label in ("company", "employer"):
            header.company = _company(value)
        elif label in ("role", "position", "title"):
            header.roles += [Role(title) for title in _titles(value)]
        elif label == "location":
            _read_pieces(header, [value])
        elif label == "remote":
            header.modes |= {"remote"} if value.lower().startswith("y") else set()
        elif label in ("salary", "compensation"):
            header.pay = header.pay or value
        elif label == "type":
            header.employment.append(value[:60])


# -- text -------------------------------------------------------------------------------------------------------------


def _lines(text: str) -> list[str]:
    return [line for line in map(_plain, _BREAK.split(text)) if line] or [""]


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _links(html: str) -> list[str]:
    hrefs = [unescape(link["href"]) for link in _LINK.finditer(html)]
    return [href for href in hrefs if href.startswith(("https://", "http://"))]
