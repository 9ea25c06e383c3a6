"""Turns what boards send as a posting's body (HTML, escaped or broken, or plain text) into clean plain text.

Promises: never raises, linear time, at most `MAX_CHARACTERS`, and clean text stays as it is when cleaned again.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from itertools import chain
from unicodedata import is_normalized, normalize

MAX_CHARACTERS = 60_000
_MAX_RAW_CHARACTERS = 2_000_000  # a body is never that long; what lies beyond is not read
_MAX_ROUNDS = 4  # layers of escaping that boards stack up in practice: two
_MAX_TREE_TAGS = 5_000  # building a tree of hostile nesting is not linear, so only sane documents get one

# Marks that stand for the layout while tags are taken away; no text may hold them.
_ITEM, _LINE, _BREAK, _PARAGRAPH = "\x1f", "\x1d", "\x1e", "\x1c"

_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote hr section article header footer pre main aside nav figure"
_LINES = "div tr dt dd address form fieldset legend center figcaption caption details summary thead tbody tfoot"
_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr html body col colgroup frameset frame source track param picture link"
    " meta base area map input button output meter progress"
)
_SPACES = "td th"
_DROPPED = (
    "script style template noscript head title svg math select option datalist textarea iframe object embed"
    " canvas audio video applet noframes noembed"
)

_TAG = re.compile(r"""<(/?[a-zA-Z][a-zA-Z0-9:-]*+)(?=[\s/>])(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+>""")
_ODD_TAG = re.compile(r"<[^<>]*>?")
_TAG_START = re.compile(r"<(?:(/?[a-zA-Z][a-zA-Z0-9:-]*+)(?=[\s/>]|\Z)|[!?])?")
_ESCAPED_TAG = re.compile(r"&lt;/?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/]|&gt;)")
_STACKED_ESCAPE = re.compile(r"&(?:amp;)+(?=#?\w{1,31};)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_HIDING = re.compile(
    r"""<[^<>]*\s(?:hidden(?=[\s=/>])|style\s*=[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden))""", re.IGNORECASE
)
_HIDDEN_SELECTOR = "[hidden], " + ", ".join(
    f'[style*="{style}" i]' for style in ("display:none", "display: none", "visibility:hidden", "visibility: hidden")
)

_WHITE_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_BLANKS = re.compile(r"[ \t\f\v]{2,}|[\t\f\v]")
_ITEMS = re.compile(f"{_ITEM}[ {_ITEM}{_LINE}{_BREAK}{_PARAGRAPH}]*")
_GAP = re.compile(f"(?<![ {_LINE}{_BREAK}{_PARAGRAPH}])[ {_LINE}{_BREAK}{_PARAGRAPH}]++")
_LINE_EDGES = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")
_BULLET = re.compile(r"^(?:[•·▪◦‣●○■□➢✓✔]+ ?|\* )(?=\S)", re.MULTILINE)
_MOJIBAKE = re.compile(  # a lead byte and a continuation byte of UTF-8, as Windows-1252 shows them
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]"
)
_REMAINS = re.compile(r"[<&\u00c2-\u00f4]")


@cache
def _marks() -> dict[str, str]:
    """Return what each known tag is replaced by."""
    marks = dict.fromkeys(_INLINE.split(), "")
    marks |= dict.fromkeys(_SPACES.split(), " ")
    marks |= dict.fromkeys(_LINES.split(), _LINE)
    marks |= dict.fromkeys(_PARAGRAPHS.split(), _PARAGRAPH)
    marks |= {f"/{name}": mark for name, mark in marks.items()}
    return marks | {"br": _BREAK, "/br": _BREAK, "li": _ITEM, "/li": _LINE}


@cache
def _dropped() -> frozenset[str]:
    names = _DROPPED.split()
    return frozenset(chain(names, (f"/{name}" for name in names)))


@cache
def _characters() -> dict[int, str | None]:
    """Return the map that removes what is not seen and makes every kind of space a plain one."""
    unseen: list[range] = [range(0x9), range(0xE, 0x20), range(0x7F, 0xA0)]
    unseen += [range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xE0000, 0xE0080)]
    unseen += [range(0xFFF9, 0xFFFC), range(0xFE00, 0xFE10)]
    table: dict[int, str | None] = dict.fromkeys(chain(*unseen, (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF)))
    table |= dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
    table |= dict.fromkeys((0x85, 0x2028, 0x2029), "\n")
    return table


def clean_text(raw: str) -> str:
    """Return the readable text of `raw`: one line per block, "- " before list items, a blank line between paragraphs."""
    text = _seen(raw[:_MAX_RAW_CHARACTERS])
    for _ in range(_MAX_ROUNDS):
        cleaner = _tidy(_seen(_strip_markup(text)))
        if cleaner == text or not _REMAINS.search(cleaner):
            return _capped(cleaner)
        text = cleaner
    return _capped(_tidy(_defused(text)))


def _capped(text: str) -> str:
    if len(text) <= MAX_CHARACTERS:
        return text
    cut = text.rfind(" ", MAX_CHARACTERS - 200, MAX_CHARACTERS)
    return text[: cut if cut > 0 else MAX_CHARACTERS].rstrip()


def _seen(text: str) -> str:
    """Return the text with only characters that are seen; UTF-8 that was read as Latin-1 is put right."""
    if text.isascii():
        return text if text.isprintable() else text.translate(_characters())
    text = _repair(text)
    text = text.translate(_characters())
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _repair(text: str) -> str:
    """Undo UTF-8 read as Windows-1252, only where the whole text proves it."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return b"".join(_byte(char) for char in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")  # the five bytes that Windows-1252 leaves undefined


def _strip_markup(text: str) -> str:
    """Return the text without one layer of markup, layout as line breaks."""
    if "<" not in text and "&" not in text:
        return text
    if "&" in text:
        text = _STACKED_ESCAPE.sub("&", text)
        if any(_known(found[1].lower()) for found in _ESCAPED_TAG.finditer(text)):
            text = unescape(text)
    if "<" not in text:
        return _ENTITY.sub(lambda found: unescape(found[0]), text)
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    has_tree = bool(_HIDING.search(text)) and text.count("<") <= _MAX_TREE_TAGS
    flat = _TAG.sub(_beside_tag if has_tree else _for_tag, text)
    if not any(mark in flat for mark in (_ITEM, _LINE, _PARAGRAPH)) or "<pre" in text:
        flat = flat.replace("\n", _BREAK)  # only inline tags: the line breaks are the author's
    if "<" in flat:
        flat = _TAG_START.sub(_escape_unknown, flat)
    if flat.count("<") > _MAX_TREE_TAGS:
        flat = _ODD_TAG.sub(" ", flat)
    return _layout(_parsed(flat) if "<" in flat or "&" in flat else flat)


def _known(name: str) -> bool:
    return name in _marks() or name in _dropped() or ":" in name


def _for_tag(tag: re.Match[str]) -> str:
    mark = _marks().get(tag[1])
    if mark is not None:
        return mark
    name = tag[1].lower()
    if name in _dropped():
        return tag[0]
    return _marks().get(name, "" if ":" in name or "-" in name else f"&lt;{tag[0][1:]}")


def _beside_tag(tag: re.Match[str]) -> str:
    """Keep the tag, because its element may be hidden, and set its mark where the tree keeps it in place."""
    name = tag[1].lower()
    if not _known(name):
        return f"&lt;{tag[0][1:]}"
    mark = _marks().get(name, "")
    return mark + tag[0] if name.startswith("/") else tag[0] + mark


def _escape_unknown(start: re.Match[str]) -> str:
    """Make a "<" that begins no tag a character like any other: "salary < 100k", "List<String>"."""
    name = start[1]
    known = start[0] in ("<!", "<?") or (name is not None and _known(name.lower()))
    return start[0] if known else f"&lt;{start[0][1:]}"


def _parsed(html: str) -> str:
    """Return the text of what is left of the HTML: entities, comments, scripts, elements that nobody sees."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html.encode("utf-8", "replace").decode())
    if "<" in html:
        tree.strip_tags(_DROPPED.split())
        if _HIDING.search(html):
            for node in tree.css(_HIDDEN_SELECTOR):
                node.decompose()
    return tree.body.text() if tree.body is not None else ""


def _layout(text: str) -> str:
    """Turn marks into line breaks; the white space between them was only the source's."""
    text = _WHITE_SPACE.sub(" ", text)
    text = _ITEMS.sub(f"{_LINE}- ", text)
    return _GAP.sub(_gap, text).replace(_LINE + "- ", "\n- ")


def _gap(run: re.Match[str]) -> str:
    marks = run[0]
    if _PARAGRAPH in marks or marks.count(_BREAK) > 1:
        return "\n\n"
    return " " if marks == " " else "\n"


def _tidy(text: str) -> str:
    """Collapse blanks and blank lines; make every bullet a dash."""
    text = _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _BLANK_LINES.sub("\n\n", _LINE_EDGES.sub("\n", text).replace(" \n", "\n"))
    return _BULLET.sub("- ", text).strip()


def _defused(text: str) -> str:
    """Break up what still looks like markup after many layers; only hostile text gets here."""
    return re.sub(r"<(?=[a-zA-Z/!?])", "< ", re.sub(r"&(?=[#\w])", "& ", text))
