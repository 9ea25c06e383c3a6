"""Spoken languages by their names in several languages, as ISO 639-1 codes."""

from __future__ import annotations

import re

_NAMES = {
    "en": "english englisch anglais inglés ingles inglese inglês engels engelska engelsk englanti angličtina angol",
    "de": "german deutsch allemand alemán aleman tedesco alemão duits tyska tysk saksa němčina német",
    "fr": "french französisch franzoesisch français francais francés francese francês frans franska fransk ranska",
    "es": "spanish spanisch espagnol español espanol castellano spagnolo espanhol spaans spanska spansk espanja",
    "it": "italian italienisch italien italiano italiaans italienska italiensk italia",
    "pt": "portuguese portugiesisch portugais portugués português portoghese portugees portugisiska portugisisk",
    "nl": "dutch niederländisch néerlandais neerlandés holandés olandese nederlands nederländska nederlandsk",
    "pl": "polish polnisch polonais polaco polacco pools polski polska polsk puola",
    "sv": "swedish schwedisch suédois sueco svedese zweeds svenska svensk ruotsi",
    "da": "danish dänisch danois danés danese deens danska dansk tanska",
    "no": "norwegian norwegisch norvégien noruego norvegese noors norska norsk norja",
    "fi": "finnish finnisch finnois finlandés finlandese fins finska finsk suomi",
    "cs": "czech tschechisch tchèque checo ceco tsjechisch czeski tjeckiska čeština",
    "sk": "slovak slowakisch slovaque eslovaco slovenčina",
    "hu": "hungarian ungarisch hongrois húngaro ungherese węgierski magyar",
    "ro": "romanian rumänisch roumain rumano rumeno rumuński română",
    "bg": "bulgarian bulgarisch bulgare búlgaro български",
    "el": "greek griechisch grec griego greco grecki ελληνικά",
    "tr": "turkish türkisch turc turco türkçe",
    "ru": "russian russisch russe ruso russo ryska russisk venäjä русский",
    "uk": "ukrainian ukrainisch ukrainien ucraniano ucraino українська",
    "ar": "arabic arabisch arabe árabe arabo العربية",
    "he": "hebrew hebräisch hébreu hebreo ebraico עברית",
    "hi": "hindi",
    "zh": "chinese mandarin chinesisch chinois chino cinese chinês cantonese 中文",
    "ja": "japanese japanisch japonais japonés giapponese japonês 日本語",
    "ko": "korean koreanisch coréen coreano 한국어",
    "vi": "vietnamese vietnamesisch",
    "th": "thai thailändisch",
    "id": "indonesian",
    "fa": "persian farsi",
    "ur": "urdu",
    "bn": "bengali",
    "hr": "croatian kroatisch hrvatski",
    "sr": "serbian serbisch srpski",
    "sl": "slovenian slowenisch slovenščina",
    "lt": "lithuanian litauisch",
    "lv": "latvian lettisch",
    "et": "estonian estnisch eesti",
    "ca": "catalan katalanisch catalán català",
}
_CODE_OF = {name: code for code, names in _NAMES.items() for name in names.split()}
_WORD = re.compile(r"[^\W\d_]+")


def languages_in(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that a list names, in their order."""
    return tuple(dict.fromkeys(_CODE_OF[word] for word in _WORD.findall(text.lower()) if word in _CODE_OF))


def language_code(name: str) -> str | None:
    """Return the code of one language, by its name or code ("German", "de", "en-GB"); None where it is unknown."""
    codes = languages_in(name)
    if codes:
        return codes[0]
    tag = re.match(r"^([a-z]{2})(?:[-_][A-Za-z]{2})?$", name.strip())
    return tag[1] if tag and tag[1] in _NAMES else None
