"""Tells whether a quote is about what a model says it read there, where a rule may turn a job away for it."""

from __future__ import annotations

from jobfinder.domain.text import fold, regex

_VISA = regex(
    r"sponsor|\bvis(?:a|as|um|ums|to|tos)\b|permi[ts]|authori[sz]|autoris|autoriz|right to work|eligible to work"
    r"|green card|h-?1b|immigra|relocat|citizen|arbeitserlaubnis|aufenthalt|staatsburger|nationalit|ciudadan|cittadin"
    r"|ビザ|就労|在留|签证|簽證|工作许可|비자|виз[аыу]|разрешени"
)
_CLEARANCE = regex(
    r"clearance|secret|security|vetting|polygraph|\bnato\b|\bts/sci\b|\b[sd]v\b|\bsc\b|sicherheit|uberpruf|habilitation"
    r"|autorizacion|nulla osta|допуск|セキュリティ|保密|보안"
)


def is_about_visa(quote: str) -> bool:
    """Return whether the words are about the right to work somewhere."""
    return _VISA.search(fold(quote)) is not None


def is_about_clearance(quote: str) -> bool:
    """Return whether the words are about a clearance by the authorities."""
    return _CLEARANCE.search(fold(quote)) is not None


def names_language(code: str, quote: str) -> bool:
    """Return whether the words name the language; of one whose names are not known here, any words will do."""
    from jobfinder.domain.reading.language_words import NAMES

    names = [name for name, of_code in NAMES.items() if of_code == code]
    folded = fold(quote)
    return not names or any(name in folded for name in names)
