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

from jobfinder.sources import hackernews_words as words

_LONGEST_PIECE = 60  # characters between two dashes of a header; more is a sentence


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
    first = words.LEAD_IN.sub("", lines[0]).strip(" *#")
    labelled = [said for said in map(words.LABEL.match, lines[:12]) if said]
    pieces = [piece for piece in words.BETWEEN.split(first) if piece]
    if len(pieces) < 2 and len(labelled) >= 2:
        _read_labels(header, labelled)
    elif len(pieces) < 2 and (said := words.SENTENCE.match(first)):
        header.company = _company(said["company"])
        _read_pieces(header, [said["rest"]])
    else:
        if len(pieces) < 2:
            pieces = [piece for piece in words.BETWEEN_OTHERWISE.split(first) if piece]
            pieces = [] if words.UNNAMED.search(pieces[0] if pieces else "") else pieces
        if len(pieces) >= 2:
            _read_line(header, pieces)
    header.link = links[0] if links else ""
    if header.company:
        _complete(header, lines, labelled, text)
    return header


def _offers_no_job(lines: list[str], text: str) -> bool:
    first, *rest = lines
    if words.NOT_HIRING.match(" ".join(lines)[:300]):
        return True
    has_form = bool(words.BETWEEN.search(first)) or any(words.LABEL.match(line) for line in (first, *rest[:3]))
    return not has_form and not _names_a_role_between_dashes(first) and not words.OFFER_WORDS.search(text)


def _names_a_role_between_dashes(line: str) -> bool:
    """Return whether a line is written like "Acme - Data Engineer - London": short pieces, one of them a title."""
    pieces = [piece for piece in words.BETWEEN_OTHERWISE.split(line) if piece]
    is_header = len(pieces) >= 3 and max(map(len, pieces)) <= _LONGEST_PIECE
    return is_header and any(piece[0].isupper() and words.ROLE.search(piece) for piece in pieces)


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
    if words.ROLE.search(first) and not any(words.ROLE.search(piece) for piece in rest):
        return  # "Senior Engineer | Berlin | Onsite" names nobody
    header.company = _company(first)
    aside = " ".join(words.PARENTHESIS.findall(first))
    _read_pieces(header, [*rest, *([aside] if words.MODE.search(aside) else [])])


def _says_what(piece: str) -> bool:
    return any(
        pattern.search(piece) for pattern in (words.ROLE, words.MODE, words.EMPLOYMENT, words.PAY, words.ADDRESS)
    )


def _company(text: str) -> str:
    """Return a name without what stands behind it: its address, its investor, what it does."""
    name = words.PARENTHESIS.sub(" ", text)
    name = name if words.ADDRESS.fullmatch(name.strip()) else words.ADDRESS.sub("", name)
    name = re.split(r"\s+[–—-]\s+|:\s|\s+is\s+|,\s+(?:a|an|the)\s", name)[0]
    name = re.sub(r"^At\s|\s(?:multiple|various|several) (?:roles|positions)\W*$", "", name, flags=re.IGNORECASE)
    name = " ".join(name.split()).strip(" ,-–—*#()[]/")
    return name if 0 < len(name) <= words.MOST_COMPANY_CHARACTERS else ""


def _read_pieces(header: Header, pieces: Iterable[str]) -> None:
    for piece in pieces:
        without = words.URL if words.ROLE.search(words.URL.sub("", piece)) else words.ADDRESS
        said = without.sub("", piece).replace("()", "").strip(" -–—,*")
        said = said[1:-1].strip() if said.startswith("(") and said.find(")") == len(said) - 1 else said
        if said.strip("()[] "):
            _read_piece(header, said)


def _read_piece(header: Header, piece: str) -> None:
    bare = words.EMPLOYMENT.sub("", words.PARENTHESIS.sub("", piece))
    is_long = len(piece) > words.MOST_ROLE_CHARACTERS or (len(piece) > 60 and words.NOT_IN_TITLE.search(piece))
    is_role = words.ROLE.search(bare) is not None and not is_long
    mode, pay = words.MODE.search(piece), words.PAY.search(piece)
    header.modes |= _modes_in(piece)
    header.employment += [said[0] for said in words.EMPLOYMENT.finditer(piece[: words.MOST_ROLE_CHARACTERS])]
    if pay and not is_role:
        header.pay = header.pay or (
            piece if re.search(r"\d", piece) and len(piece) <= words.MOST_PAY_CHARACTERS else ""
        )
    elif is_role:
        header.roles = [role for role in header.roles if not role.is_vague] + [Role(said) for said in _titles(piece)]
    elif words.VAGUE.fullmatch(piece):
        header.roles = header.roles or [Role(piece, is_vague=True)]
    elif mode:
        _read_place_of_work(header, piece)
    elif words.EMPLOYMENT.search(piece):
        _read_place(header, words.EMPLOYMENT.sub("", piece).strip(" ,-–—") if "," in piece else "")
    elif words.FIELD.search(piece) and not header.roles and len(piece) <= words.MOST_TITLE_CHARACTERS:
        header.roles.append(Role(piece, is_vague=True))
    else:
        _read_place(header, piece)


def _modes_in(piece: str) -> set[str]:
    names = {"remote": "remote", "hybrid": "hybrid", "site": "on-site"}
    return {names[said.lastgroup or ""] for said in words.MODE.finditer(piece)}


def _read_place_of_work(header: Header, piece: str) -> None:
    """Read "REMOTE (US)", "Hybrid in Berlin", "NYC (onsite)" or "Remote (EU) or Berlin (Hybrid)"."""
    for part in words.OR.split(words.EMPLOYMENT.sub("", piece)):
        is_remote = "remote" in _modes_in(part)
        for name in _names_of_places(words.MODE.sub(" ", part), is_remote=is_remote):
            (header.areas if is_remote else header.places).append(name)


def _names_of_places(text: str, *, is_remote: bool) -> list[str]:
    """Return the places in a text and in its parentheses: "(US, Canada)" names two areas."""
    inside = [name for said in words.PARENTHESIS.findall(text) for name in _separate(said, is_remote=is_remote)]
    names = [
        _bare_place(name) for name in (words.PARENTHESIS.sub(" ", text), *inside) if "hq" not in name.lower().split()
    ]
    return [name for name in names if _is_place(name)]


def _separate(text: str, *, is_remote: bool) -> list[str]:
    """Return the places that are listed: "US, Canada" are two areas to live in, "Leeds, UK" is one place to work in."""
    parts = re.split(r"\s*[/+;]\s*|\s+(?:or|and)\s+", text)
    is_one = len(parts) > 1 or (text.count(",") < 2 and not is_remote)
    return parts if is_one else re.split(r"\s*,\s*", text)


def _bare_place(text: str) -> str:
    """Return a place without the words around it: "in Berlin preferred" is "Berlin"."""
    text = " ".join(text.split()).strip(" ,/-–—&+:()[]")
    return words.AFTER_PLACE.sub("", words.BEFORE_PLACE.sub("", text)).strip(" ,/-–—&+:")


def _read_place(header: Header, piece: str) -> None:
    name = _bare_place(words.PARENTHESIS.sub(" ", piece))
    if _is_place(name):
        header.places.append(name)


def _is_place(text: str) -> bool:
    """Return whether a text has the form of a place: a few words, each a name, and no word of another matter."""
    if (
        not words.WORDS_OF_PLACE.fullmatch(text)
        or words.ASIDE.search(text)
        or words.FIELD.search(text)
        or words.VAGUE.fullmatch(text)
    ):
        return False
    parts = [part for part in re.split(r"[\s,/&+-]+", text) if part]
    names = [part for part in parts if part[0].isupper() or part.lower() in words.SHORT_NAMES]
    others = [part for part in parts if part.lower() in words.SMALL_WORDS and part not in names]
    is_short = len(text) > 1 and len(parts) <= words.MOST_PLACE_WORDS
    return is_short and bool(names) and len(names) + len(others) == len(parts)


# -- roles ------------------------------------------------------------------------------------------------------------


def _titles(piece: str) -> list[str]:
    """Return the roles of a piece: several only where each of them is one by itself."""
    piece = words.HIRING_NOISE.sub("", piece).strip(" *-–—")
    bare = words.PARENTHESIS.sub("", piece)
    parts = [part.strip(" *") for part in words.ROLE_AND.split(bare) if part.strip(" *")]
    if len(parts) > 1 and all(words.ROLE.search(part) for part in parts) and not re.search(r"\bor\b", bare):
        return parts
    return [piece] if piece else []


def _roles_in_list(text: str) -> list[Role]:
    """Return the roles that a comment lists, one a line, each with the link beside it."""
    found: dict[str, Role] = {}
    for raw in words.BREAK.split(text)[1:]:
        said = words.BULLET.match(_plain(words.LINK.sub(lambda link: f"{_shown(link)} ", raw)))
        title = words.AFTER_ROLE.sub("", said["said"]).strip(" .,*-–—") if said else ""
        if _is_title(title):
            links = _links(raw)
            found.setdefault(title.lower(), Role(title, links[0] if links else ""))
    return list(found.values())


def _is_title(text: str) -> bool:
    short = len(text) <= words.MOST_TITLE_CHARACTERS and len(text.split()) <= words.MOST_TITLE_WORDS
    return short and text[:1].isupper() and words.ROLE.search(text) is not None and not words.NOT_IN_TITLE.search(text)


def _shown(link: re.Match[str]) -> str:
    return "" if "://" in unescape(link["shown"]) else link["shown"]


def _role_in_text(lines: list[str]) -> list[Role]:
    """Return the one role that a text names in so many words, or none where it names several."""
    named = {said[0].strip() for line in lines[1:] for said in words.ROLE_IN_TEXT.finditer(line)}
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
    return [line for line in map(_plain, words.BREAK.split(text)) if line] or [""]


def _plain(html: str) -> str:
    return " ".join(unescape(words.TAG.sub("", html)).split())


def _links(html: str) -> list[str]:
    hrefs = [unescape(link["href"]) for link in words.LINK.finditer(html)]
    return [href for href in hrefs if href.startswith(("https://", "http://"))]
