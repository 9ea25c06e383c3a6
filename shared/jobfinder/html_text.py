"""Turns what boards send as a posting's body (HTML, escaped or broken, or plain text) into clean plain text.

Promises: never raises, linear time, at most `MAX_CHARACTERS`, and clean text stays as it is when cleaned again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

from jobfinder.domain.legible import is_misread, legible
from jobfinder.domain.text import starts_of

MAX_CHARACTERS = 60_000
_MAX_RAW_CHARACTERS = 2_000_000  # a body is never that long; what lies beyond is not read
_MAX_ROUNDS = 4  # layers of escaping that boards stack up in practice: two
_MAX_TREE_TAGS = 5_000  # building a tree of hostile nesting is not linear, so only sane documents get one

# Marks that stand for the layout while tags are taken away; no text may hold their characters. All breaks begin alike,
# so that the search for them is a search for one character.
_ITEM, _LINE, _BREAK, _PARAGRAPH = "\x04", "\x01", "\x01\x02", "\x01\x03"

_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote hr section article header footer pre main aside nav figure"
_LINES = "div tr dt dd address form fieldset legend center figcaption caption details summary thead tbody tfoot"
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp"
    " small span strike strong sub sup time tt u var wbr html body col colgroup frameset frame source track param"
    " picture link meta base area map input button output meter progress"
)
_SPACES = "td th"
_DROPPED = (
    "script style template noscript head title svg math select option datalist textarea iframe object embed"
    " canvas audio video applet noframes noembed"
)

_TAG = re.compile(
    r"""<(/?[a-zA-Z][a-zA-Z0-9:-]*+)(?=[\s/>])[^<>"']*+(?:(?:"[^"<>]*+"|'[^'<>]*+')[^<>"']*+)*+>"""  # no < > in quotes
)
_ODD_TAG = re.compile(r"<[^<>]*>?")
_TAG_START = re.compile(r"<(?:(/?[a-zA-Z][a-zA-Z0-9:-]*+)(?=[\s/>]|\Z)|[!?])?")
_ESCAPED_TAG = re.compile(r"&lt;/?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/]|&gt;)")
_STACKED_ESCAPE = re.compile(r"&(?:amp;)+(?=#?\w{1,31};)", re.IGNORECASE)
_ENTITY = re.compile(r"(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_ENTITY_IN_HTML = re.compile(r"(&(?:#\d{1,9}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?)")  # "&copy 2026" too
_HIDING = re.compile(
    r"""<[^<>]*\s(?:hidden(?=[\s=/>])|style\s*=[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden))""", re.IGNORECASE
)
_HIDDEN_SELECTOR = "[hidden], " + ", ".join(
    f'[style*="{style}" i]' for style in ("display:none", "display: none", "visibility:hidden", "visibility: hidden")
)

_ITEMS = re.compile(r"\x04[ \x01-\x04]*")
_GAP = re.compile(r"(\x01[ \x01-\x03]*)")
_MARK_CHARACTERS = ("\x01", "\x02", "\x03", "\x04")
_BULLET = re.compile(r"\n(?:[•·▪◦‣●○■□➢✓✔]+ ?|\* )(?=\S)")
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&nbsp;", "\u00a0"))
_OVERLONG = re.compile(r"&#\d{1000,};?")  # more digits than Python makes a number of
_REMAINING_TAG = re.compile(r"<[a-zA-Z/!?]")
_REMAINING_ENTITY = re.compile(r"&#?\w{1,31};")


def _marks() -> dict[str, str]:
    marks = dict.fromkeys(_INLINE.split(), "")
    marks |= dict.fromkeys(_SPACES.split(), " ")
    marks |= dict.fromkeys(_LINES.split(), _LINE)
    marks |= dict.fromkeys(_PARAGRAPHS.split(), _PARAGRAPH)
    marks |= {f"/{name}": mark for name, mark in marks.items()}
    return marks | {"br": _BREAK, "/br": _BREAK, "li": _ITEM, "/li": _LINE}


_MARKS = _marks()  # what each known tag is replaced by
_DROPPED_TAGS = frozenset(slash + name for name in _DROPPED.split() for slash in ("", "/"))


def clean_text(raw: str) -> str:
    """Return the readable text of `raw`: a line per block, "- " before list items, a blank line between paragraphs."""
    text = raw[:_MAX_RAW_CHARACTERS]
    for mark in _MARK_CHARACTERS:
        if mark in text:  # which is found out in no time, unlike that there is nothing to replace
            text = text.replace(mark, "")
    for _ in range(_MAX_ROUNDS):
        cleaner = _cleaner(text)
        if cleaner == text or not _has_markup(cleaner):
            return _capped(cleaner)
        text = cleaner
    return _capped(_dashed(_tidy(_defused(text))).strip())


def _cleaner(text: str) -> str:
    """Return the text without one layer of markup, tidy and with characters that are seen."""
    lines = _tidy(legible(_strip_markup(text)))
    dashed = _dashed(lines)
    if dashed != lines and is_misread(dashed):  # it shows now that bullets are out of the way
        dashed = _dashed(_tidy(legible(dashed)))
    return dashed.strip()


def _has_markup(text: str) -> bool:
    """Return whether another round would read something as markup."""
    return bool(("<" in text and _REMAINING_TAG.search(text)) or ("&" in text and _REMAINING_ENTITY.search(text)))


def _capped(text: str) -> str:
    if len(text) <= MAX_CHARACTERS:
        return text
    cut = text.rfind(" ", MAX_CHARACTERS - 200, MAX_CHARACTERS)
    return text[: cut if cut > 0 else MAX_CHARACTERS].rstrip()


def _strip_markup(text: str) -> str:
    """Return the text without one layer of markup, layout as line breaks."""
    if "<" not in text and "&" not in text:
        return text
    if "&" in text:
        text = _STACKED_ESCAPE.sub("&", text)
        if any(_known(found[1].lower()) for found in _ESCAPED_TAG.finditer(text)):
            text = _unescaped(text)
    if "<" not in text:
        return _decoded(text, _ENTITY)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as a browser does (WHATWG HTML, 13.2.3.5)
    if "[" in text or "]" in text:
        text = text.replace("<![CDATA[", "").replace("]]>", "")
    has_tree = _hides(text) and text.count("<") <= _MAX_TREE_TAGS
    flat = _TAG.sub(_beside_tag, text) if has_tree else _flattened(text)
    if not _has_blocks(flat) or "<pre" in text:
        flat = flat.replace("\n", _BREAK)  # only inline tags: the line breaks are the author's
    if "<" in flat:
        flat = _TAG_START.sub(_escape_unknown, flat)
    if flat.count("<") > _MAX_TREE_TAGS:
        flat = _ODD_TAG.sub(" ", flat)
    return _layout(_parsed(flat) if "<" in flat else _decoded(flat, _ENTITY_IN_HTML))


def _decoded(text: str, entity: re.Pattern[str]) -> str:
    """Return the text with characters in place of entities; a tree would do it too, in twice the time."""
    pieces = entity.split(text)
    pieces[1::2] = map(_character, pieces[1::2])
    return "".join(pieces)


_character = lru_cache(maxsize=2_000)(unescape)


def _unescaped(text: str) -> str:
    """Return the text with one layer of escapes taken off; those that stand around tags make up nearly all of them."""
    for escape, character in _ESCAPES:
        text = text.replace(escape, character)
    return unescape(_OVERLONG.sub("\ufffd", text))


def _has_blocks(flat: str) -> bool:
    return _ITEM in flat or flat.count(_LINE) > flat.count(_BREAK)


def _hides(text: str) -> bool:
    """Return whether an element of the text is there but not seen."""
    if "hidden" not in text and "none" not in text:
        return False
    read_to = 0
    for at in starts_of(("hidden", "none", "HIDDEN", "NONE"), text):
        opens = text.rfind("<", read_to, at)
        if opens >= 0 and _HIDING.match(text, opens):
            return True
        read_to = at
    return False


def _known(name: str) -> bool:
    return name in _MARKS or name in _DROPPED_TAGS or ":" in name


def _flattened(text: str) -> str:
    """Return the text with a mark in place of each tag."""
    pieces = _TAG.split(text)
    marks = list(map(_MARKS.get, pieces[1::2]))
    if None in marks:
        return _TAG.sub(_for_tag, text)
    pieces[1::2] = marks
    return "".join(pieces)


def _for_tag(tag: re.Match[str]) -> str:
    mark = _MARKS.get(tag[1])
    if mark is not None:
        return mark
    name = tag[1].lower()
    if name in _DROPPED_TAGS:
        return tag[0]
    return _MARKS.get(name, "" if ":" in name or "-" in name else f"&lt;{tag[0][1:]}")


def _beside_tag(tag: re.Match[str]) -> str:
    """Keep the tag, because its element may be hidden, and set its mark where the tree keeps it in place."""
    name = tag[1].lower()
    if not _known(name):
        return f"&lt;{tag[0][1:]}"
    mark = _MARKS.get(name, "")
    return mark + tag[0] if name.startswith("/") else tag[0] + mark


def _escape_unknown(start: re.Match[str]) -> str:
    """Make a "<" that begins no tag a character like any other: "salary < 100k", "List<String>"."""
    name = start[1]
    known = start[0] in ("<!", "<?") or (name is not None and _known(name.lower()))
    return start[0] if known else f"&lt;{start[0][1:]}"


def _parsed(html: str) -> str:
    """Return the text of what is left of the HTML: comments, scripts, elements that nobody sees."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html.encode("utf-8", "replace").decode())
    tree.strip_tags(_DROPPED.split())
    if _hides(html):
        for node in tree.css(_HIDDEN_SELECTOR):
            node.decompose()
    return tree.body.text() if tree.body is not None else ""


def _layout(text: str) -> str:
    """Turn marks into line breaks; those of the source were only white space."""
    text = text.replace("\n", " ")
    if _ITEM in text:
        text = _ITEMS.sub(f"{_LINE}- ", text)
    pieces = _GAP.split(text)
    pieces[1::2] = map(_gap, pieces[1::2])
    return "".join(pieces)


def _gap(marks: str) -> str:
    return "\n\n" if "\x03" in marks or marks.count("\x02") > 1 else "\n"


def _tidy(text: str) -> str:
    """Return the text after a line break, its blanks and blank lines collapsed."""
    while "  " in text:
        text = text.replace("  ", " ")
    text = "\n".join(["", *[line.strip(" ") for line in text.split("\n")]])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def _dashed(lines: str) -> str:
    """Return the lines with a dash for every bullet."""
    return _BULLET.sub("\n- ", lines)


def _defused(text: str) -> str:
    """Break up what still looks like markup after many layers; only hostile text gets here."""
    return re.sub(r"<(?=[a-zA-Z/!?])", "< ", re.sub(r"&(?=[#\w])", "& ", text))
