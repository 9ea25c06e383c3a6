"""The words around an amount that say whether it is pay, per what, and from or up to where.

All are regular expressions for folded text (`text.fold`): lower case, no accents, plain dashes and apostrophes.
"""

from __future__ import annotations

import re
from functools import cache

from jobfinder.domain.money import CODES, SIGNS
from jobfinder.domain.text import capitals, places_of, regex

_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d{1,2})?(?!\d)|\d{1,3}(?:[.' ]\d{3})+(?:,\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,3})?"
_SUFFIX = (
    r"(?:thousand|tsd\.?|tys\.?|lakhs?|lacs?|lpa|crores?|cr|millions?|mio|mn|mm|billions?|bn|trillion|mil|[kmb])(?![a-z])"
    r"|[万만萬千]"
)
_PERIOD_WORDS = {
    "hour": r"hours?|hr|hrs|h|stunde|std|heure|hora|ora|uur|godz(?:ine)?|timme?|hourly|stundlich|時間|小时",
    "day": r"days?|tag|jour|dia|giorno|dag|daily|dzien|日|天",
    "week": r"weeks?|wk|woche|semaine|semana|settimana|week|vecka|uge|weekly|tydzien",
    "month": r"months?|mo|mth|monat|mois|mes|mese|maand|manad|miesiac|mies|mc|pcm|monthly|monatlich|mensuels?"
    r"|mensual(?:es)?|mensili|mensal|maned|月|个月",
    "year": r"years?|yr|yrs|y|annum|annual|annually|yearly|jahr|jahrlich|jahresgehalt|an|annuels?|anno|ano|annui|anual"
    r"(?:es)?|jaar|rok|ar|rocznie|p\.?a|ar|年|kk|pro[- ]rata|fte",
}
_LEAD_PERIODS = {
    "hour": r"hourly|per hour|an hour|stundenlohn|taux horaire|por hora|時給|时薪|시급",
    "day": r"daily rate|per day|day rate|tagessatz|tjm|日給|일급",
    "week": r"weekly|per week|周薪|주급",
    "month": r"monthly|per month|monats|mensuel|mensual|mensal|mensile|miesiecznie|月給|月薪|월급",
    "year": r"annual|yearly|per annum|per year|annum|jahres|annuel|anual|annua|ral\b|年収|年俸|年薪|연봉",
}

PAY = (
    r"salar(?:y|ies)|\bpay\b|\bpays\b|\bpaid\b|compensation|\bwages?\b|hourly|\brate\b|remuneration|\bearn(?:s|ings)?\b"
    r"|\bbase\b|\bote\b|on[- ]target|\bctc\b|package|gehalt|vergutung|\blohn\b|verdien|salaire|salario|salarial|sueldo"
    r"|retribuzione|retribucion|\bral\b|\bwynagrodzenie\b|widelki|\blon\b|salaris|stipendio|faixa|年収|月給|時給|年俸"
    r"|給与|月薪|年薪|薪资|薪酬|연봉|월급|급여|зарплат|mzda|\bplat\b|\b(?:base|weekly) stipend"
)
BUSINESS = (
    r"\braised?\b|\braising\b|funding|funded|\bseries [a-h]\b|\bseed\b|valuation|valued|revenues?\b|\barr\b|\bacv\b"
    r"|\btcv\b|\bmrr\b|\baum\b|under management|in assets|transact|\bspend\b|spending|invested|backed|budgets?\b"
    r"|reimburs|tuition|\bdeals?\b|quotas?\b|pipeline|\bloans?\b|donat|\bprices?\b|pricing|payments?\b|grants?\b"
    r"|prizes?\b|worth of|\bcosts?\b|sales of|portfolios?|accounts? (?:of|worth)|turnover|umsatz|chiffre d'affaires"
    r"|levee de fonds|facturacion|\bgmv\b|projects? (?:of|worth|up to|from|between)|contracts? (?:of|worth|valued)"
    r"|minimum wage|statutory|threshold"
)
NEVER = (
    rf"{BUSINESS}|invest(?:ment|ors?|s)?\b|customers?\b|\bmarket\b|industry|\b401 ?\(?k"
    r"|(?<!base )(?<!weekly )stipend(?!io)|allowance"
    r"|child ?care|insurance|equity|stock|\brsus?\b|shares|relocation|referral|\bmatch(?:ing|es)?\b|contributions?\b"
    r"|coverage|per diem|credits?\b|\bperks?\b|well-?(?:ness|being)|discount|\bhra\b|\bhsa\b|\bfsa\b|savings"
    r"|loss(?:es)?\b|\bfees?\b|\bsold\b|forgiveness|learning|training|home office|equipment|deductible|premium|profit"
    r"|volume|assistance"
)
BONUS = r"bonus(?:es)?|sign(?:ing)?[- ]?on|signing|commissions?|incentives?|retention|pramie|prime|variable"
TARGET = r"\bote\b|on[- ]?target|uncapped"
BASE = r"\bbase\b|basic salary|grundgehalt|fixgehalt|\bfixe?\b"
FLOOR = (
    r"(?:\bfrom|starting(?: (?:at|from|salary(?: of)?|pay(?: of)?|wage(?: of)?))?|starts?(?: (?:at|from))?"
    r"|\bminimum(?: of)?|at least|\bmin\.?|\bab|a partir de|\bdesde|\bda|\bod|\bvanaf|fran|upwards of|\bover|more than"
    r"|above|mindestens|\bmindest(?:gehalt|lohn|entgelt)(?: von| betragt| liegt bei)?|от)[ :]*$"
)
BETWEEN = ("zwischen ", "entre ", "tussen ", "mellan ", "mellem ")
CEILING = (
    r"(?:up to|\bbis(?: zu)?|\bmax(?:imum)?\.?(?: of)?|jusqu'a|\bhasta|fino a|as much as|\bdo|\btot|до|upto)[ :]*$"
)
ADDED = r"\A(?: ?[(]?[+&]|[ ,(]*(?:plus|and|with)\b)"  # "+ bonus" adds to the pay; it does not say what the pay is
AFTER_PAY = rf"\A ?(?:usd |eur |gbp |per year |a year )?(?:{PAY})"
AFTER_NEVER = (
    r"\A[ +/]{0,3}(?:usd|eur|gbp)?[ ]?(?:in |of |worth of |towards? |for |to )?(?:an? |your |all |our |the )?"
    r"(?:annual(?:ly)? |annualized |yearly |per (?:year|month|quarter|day) |monthly |a (?:year|month) |work[- ])*"
    r"(?:in |of |for |to |towards? )?"
    r"(?:your |professional |personal |company |home |lifetime |life |maximum |seed |total |new )*"
    rf"(?:{NEVER}|{BONUS}|travel|development|education|courses?|conferences?|books?|benefits?|retirement|gym"
    r"|use|meals?|lunch|internet|phone|commut|wfh|fertility|opportunit|enterprise|agreements?|job as)"
)
_CODES = frozenset((*CODES, "LPA"))
_NAMES = (*(sign for sign in SIGNS if sign.isalpha() and len(sign) > 1), "Rs.", "lakh")

INTRODUCING = (
    "salary", "compensation", "pay range", "pay is", "pay rate", "wage", "gehalt", "salaire", "salario", "sueldo",
    "retribuzione", "pay:", "rate:",
)  # fmt: skip


def _any(words: dict[str, str]) -> str:
    return "|".join(f"(?P<{period}>{pattern})" for period, pattern in words.items())


def marks(text: str) -> list[int]:
    """Return where each sign, code or word that makes a number money begins, in a text as it was written."""
    found = [sign.start() for sign in _signs().finditer(text)]
    for start, run in capitals(text):
        end = start + len(run)
        if run[-3:] in _CODES and not "a" <= text[end : end + 1] <= "z":
            found.append(end - 3)
    for name in _NAMES:
        if name in text:
            found += [at for at in places_of(name, text) if not text[at + len(name) : at + len(name) + 1].isalpha()]
    return sorted(found)


@cache
def _signs() -> re.Pattern[str]:
    single = "".join(re.escape(sign) for sign in SIGNS if len(sign) == 1)
    return regex(f"[{single}万만]")


@cache
def amounts(*, between: bool = False) -> re.Pattern[str]:
    """Return what reads an amount or a range with its currency and period, from folded text.

    `between` is for amounts behind one of `BETWEEN`, where "and" of any language joins the ends of a range.
    """
    signs = "|".join(re.escape(sign.lower()) for sign in sorted(SIGNS, key=len, reverse=True))
    signs += "|kc|руб\\.?|" + "|".join(code.lower() for code in CODES)
    money = rf"(?:{signs})(?![a-z])"
    per = "|".join(_PERIOD_WORDS.values())
    after = (
        r"hourly|annually|yearly|monthly|weekly|daily|annual|p\.?a\.?|pcm|ph|mensuels?|mensuales|mensili|anuales|annuels?"
        r"|monatlich|jahrlich|rocznie|miesiecznie|annui|net/month|pro[- ]rata|fte"
    )
    period = (
        r"(?: ?\(?(?:gross|brutto|bruts?|brut|netto|net|bruto|b2b|base)\)?)?(?: ?\+ ?(?:vat|mwst|tva|iva|btw)\b)?"
        r"(?: ?(?:/|per|pro|par|por|je|al|an?\b|a la|na|za|ogni|i|毎)[ .]?(?:[a-z]{2,12} (?=hour))?"
        rf"(?:{per})(?![a-z])"
        rf"|[ (]{{0,2}}(?:{after})(?![a-z]))"
    )
    first = rf"(?P<c1>{money}(?: ?\$)?)? ?(?P<n1>{_DIGITS})(?: ?(?P<s1>{_SUFFIX}))?(?P<plus1>\+)?(?: ?(?P<c2>{money}))?"
    second = (
        rf"(?P<c3>{money}(?: ?\$)?)? ?(?P<n2>{_DIGITS})(?: ?(?P<s2>{_SUFFIX}))?(?P<plus2>\+)?(?: ?(?P<c4>{money}))?"
    )
    dash = r" ?(?:[-~～〜]|to\b|bis\b|a\b|and\b|until\b|up to\b|y\b|e\b|i\b|do\b|tot\b|до\b|till\b"
    dash += r"|und\b|et\b|en\b|och\b|og\b) ?" if between else ") ?"
    return regex(rf"(?<![a-z0-9.,#]){first}(?P<p1>{period})?(?P<range>(?:{dash}){{1,2}}{second})?(?P<p2>{period})?")


@cache
def period_names() -> re.Pattern[str]:
    """Return what names the period inside the words after an amount; the group's name is the period."""
    return regex(rf"(?<![a-z])(?:{_any(_PERIOD_WORDS)})(?![a-z])")


@cache
def leading_periods() -> re.Pattern[str]:
    """Return what names the period in the words before an amount."""
    return regex(_any(_LEAD_PERIODS))


@cache
def words(pattern: str) -> re.Pattern[str]:
    """Return one of this module's patterns, compiled when first needed."""
    return regex(pattern)
