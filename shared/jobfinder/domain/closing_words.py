"""How sites say, in words, that a posting can no longer be applied for; folded (see text.fold): no case, no accents.

Each language has its notices, and the words that make one a mere possibility ("until the position has been filled").
"""

from __future__ import annotations

_GAP = r"[^.!?\n]{0,60}?"  # within one sentence


def _notices(*patterns: str) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_ENGLISH_THING = (
    r"\b(?:job|position|role|vacancy|posting|opening|requisition|advert(?:isement)?|job ad|offer|listing|opportunity)\b"
)
_ENGLISH_NOW = r"(?:now |already |currently |unfortunately |since |been )*"
_GONE = (
    r"filled|closed|expired|withdrawn|removed|taken (?:down|offline)|unavailable|cancell?ed|archived|unpublished"
    r"|inactive|deactivated|deleted"
)
ENGLISH = _notices(
    r"\b(?:no longer|not|stopped) (?:currently )?(?:accepting|taking|considering|receiving|open (?:for|to))"
    r" (?:new |any |further |more |additional )*(?:job )?(?:applications|applicants|candidates|submissions|resumes)\b",
    rf"{_ENGLISH_THING}{_GAP}\b(?:is|was|has|'s|isn't) {_ENGLISH_NOW}(?:no longer"
    rf" (?:available|open|active|posted|listed|advertised|live|online|accepting|vacant|valid)"
    rf"|not (?:available|open|active)(?: any ?more)?|{_GONE})\b",
    rf"^\W*(?:this |the )?{_ENGLISH_THING} (?:{_GONE}|not found|no longer (?:available|open|active))\W*$",
    r"\bapplications? (?:for this \w+ )?(?:are|have|is|has|period has|window has|deadline has)"
    r" (?:now |already |been )*(?:closed|ended|passed|expired)\b",
    rf"{_ENGLISH_THING}{_GAP}\b(?:does not|doesn't|no longer) exists?\b",
    rf"\b(?:could not|couldn't|cannot|can't|unable to) (?:be )?(?:find|found|locate) (?:the|this|that)"
    rf" {_ENGLISH_THING}",
    rf"{_ENGLISH_THING}{_GAP}\b(?:could not|couldn't|cannot|can't) be found\b",
)
ENGLISH_UNSURE = (
    r"\b(?:if|when|once|until|till|after|unless|whether|before|as soon as|in case|may|might|could be|can be|would|will"
    r"|report|flag|mark(?:ed)? as|notify|alert|should)\b"
)

_GERMAN_THING = (
    r"\b(?:stelle|stellenanzeige|stellenangebot|stellenausschreibung|ausschreibung|position|anzeige|job|jobangebot"
    r"|vakanz|jobanzeige|ausbildungsplatz|praktikumsplatz)\b"
)
GERMAN = _notices(
    rf"{_GERMAN_THING}{_GAP}\bnicht (?:mehr|langer) (?:verfugbar|aktiv|online|offen|vakant|ausgeschrieben|aktuell"
    r"|vorhanden|zu besetzen|gultig)\b",
    rf"{_GERMAN_THING}{_GAP}\b(?:ist|wurde|sind) (?:\w+ ){{0,3}}?(?:besetzt|vergeben|abgelaufen|geschlossen|deaktiviert"
    r"|beendet|offline|geloscht|archiviert)\b(?! werden)",
    r"\bbewerbung\w*[^.!?\n]{0,50}?(?:nicht (?:mehr|langer) (?:moglich|angenommen|entgegengenommen)"
    r"|(?:ist|sind) (?:\w+ ){0,2}?(?:abgelaufen|beendet|geschlossen))\b",
    r"\bnehmen (?:wir )?(?:\w+ ){0,4}?keine (?:weiteren |neuen )?bewerbungen (?:mehr )?(?:an|entgegen)\b",
)
GERMAN_UNSURE = r"\b(?:wenn|falls|sobald|bis|sofern|nachdem|ob|wird|werden|kann|konnte|melden)\b"

_FRENCH_THING = r"\b(?:offre|poste|annonce|emploi|recrutement|mission|stage)\b"
FRENCH = _notices(
    rf"{_FRENCH_THING}{_GAP}\bn'est (?:malheureusement |desormais |deja )?plus (?:disponible|en ligne|active?|ouverte?"
    r"|d'actualite|a pourvoir|valable|publiee?|accessible)\b",
    rf"{_FRENCH_THING}{_GAP}\b(?:a (?:deja )?ete|est|a)(?: deja| desormais| malheureusement)? (?:pourvue?|expiree?"
    r"|cloturee?|close|retiree?|supprimee?|fermee?|desactivee?|archivee?|expire)\b(?! par)",
    rf"{_FRENCH_THING}{_GAP}\bn'existe plus\b",
    r"\bn'accept(?:e|ons) plus (?:de |les |aucune )?(?:nouvelles )?candidatures?\b",
    r"\bcandidatures (?:sont|ne sont) (?:plus (?:acceptees|ouvertes)|closes|cloturees|fermees|terminees)\b",
)
FRENCH_UNSURE = r"\b(?:si|lorsque|quand|une fois|jusqu'a|jusqu'au|des que|apres|avant|signaler|sera|serait|peut)\b"

_SPANISH_THING = r"\b(?:oferta|puesto|vacante|posicion|empleo|plaza|anuncio|convocatoria|busqueda)\b"
SPANISH = _notices(
    rf"{_SPANISH_THING}{_GAP}\b(?:ya no|no) (?:esta|se encuentra) (?:ya |mas )?(?:disponible|activ[oa]|abiert[oa]"
    r"|vigente|publicad[oa])\b",
    rf"{_SPANISH_THING}{_GAP}\bya no (?:acepta|existe|admite)\b",
    rf"{_SPANISH_THING}{_GAP}\b(?:ha (?:sido )?|esta |fue )(?:ya )?(?:caducad[oa]|expirad[oa]|finalizad[oa]|cubiert[oa]"
    r"|cerrad[oa]|eliminad[oa]|retirad[oa]|cancelad[oa]|archivad[oa])\b",
    r"\b(?:ya )?no se (?:aceptan|admiten|reciben) (?:mas |nuevas )?(?:candidaturas|solicitudes|postulaciones"
    r"|curriculos)\b",
)
SPANISH_UNSURE = r"\b(?:si|cuando|una vez|hasta|despues|antes|podria|puede|sera)\b"

_PORTUGUESE_THING = r"\b(?:vaga|oportunidade|posicao|oferta|anuncio|processo seletivo|emprego)\b"
PORTUGUESE = _notices(
    rf"{_PORTUGUESE_THING}{_GAP}\b(?:nao (?:esta|se encontra) mais|ja nao (?:esta|se encontra)|nao esta)"
    r" (?:mais )?(?:disponivel|ativ[oa]|abert[oa]|publicad[oa])\b",
    rf"{_PORTUGUESE_THING}{_GAP}\b(?:nao existe mais|ja nao existe|expirou|nao aceita mais)\b",
    rf"{_PORTUGUESE_THING}{_GAP}\b(?:foi|esta) (?:ja )?(?:preenchid[oa]|encerrad[oa]|fechad[oa]|expirad[oa]"
    r"|cancelad[oa]|removid[oa])\b",
    r"\b(?:inscricoes|candidaturas) (?:ja )?(?:foram |estao )?encerradas\b",
)
PORTUGUESE_UNSURE = r"\b(?:se|quando|uma vez|ate|apos|antes|pode|podera|sera)\b"

_ITALIAN_THING = r"\b(?:offerta|posizione|annuncio|ruolo|selezione|lavoro)\b"
ITALIAN = _notices(
    rf"{_ITALIAN_THING}{_GAP}\bnon e piu (?:disponibile|attiv[ao]|apert[ao]|valid[ao]|online|presente)\b",
    rf"{_ITALIAN_THING}{_GAP}\be (?:gia |ormai |stat[ao] |purtroppo )*(?:scadut[ao]|chius[ao]|copert[ao]|rimoss[ao]"
    r"|occupat[ao]|conclus[ao])\b",
    r"\bcandidature (?:sono )?(?:chiuse|terminate)\b",
)
ITALIAN_UNSURE = r"\b(?:se|quando|una volta|fino|dopo|prima|puo|potrebbe|sara)\b"

_DUTCH_THING = r"\b(?:vacature|functie|baan|positie|stage)\b"
DUTCH = _notices(
    rf"{_DUTCH_THING}{_GAP}\bniet (?:meer|langer) (?:beschikbaar|actief|open|online|vacant|geldig)\b",
    rf"{_DUTCH_THING}{_GAP}\b(?:is|werd) (?:reeds |al |inmiddels |helaas )*(?:vervuld|gesloten|verlopen|ingevuld"
    r"|verwijderd|gearchiveerd)\b",
    r"\b(?:solliciteren|reageren)\b[^.!?\n]{0,40}?\bniet (?:meer|langer) mogelijk\b",
)
DUTCH_UNSURE = r"\b(?:als|wanneer|zodra|totdat|tot|nadat|indien|kan|zal|wordt)\b"

_NORDIC_THING = r"\b(?:annons|tjanst|jobb|job|uppdrag|stilling|opslag|annonce|rekryterin)\w*"
NORDIC = _notices(
    rf"{_NORDIC_THING}{_GAP}\b(?:ar|er) (?:\w+ )?(?:inte|ej|ikke) (?:langre|længere|laengere|lenger)"
    r" (?:tillgangl|tilgængel|tilgjengel|aktiv|aktuel|publicera|ledig|aben|apen|oppen)\w*",
    rf"{_NORDIC_THING}{_GAP}\b(?:ar|er) (?:tillsat|stang|avsluta|borttag|besat|lukket|udlob|utlop|fjernet|slettet)\w*",
    rf"{_NORDIC_THING}{_GAP}\bhar gatt ut\b",
    r"\b(?:ansokningstiden|ansokan) (?:har gatt ut|ar stangd)\b",
    r"\b(?:ansogningsfristen|soknadsfristen) er (?:udlob|utlop)\w*",
)
NORDIC_UNSURE = r"\b(?:om|nar|tills|hvis|indtil|inntil|efter|etter|kan|innan)\b"

POLISH = _notices(
    r"\b(?:oferta|ogloszenie|rekrutacja|stanowisko)\b[^.!?\n]{0,60}?(?:jest juz nieaktualn\w+|jest nieaktualn\w+"
    r"|nie jest juz (?:aktualn|dostepn|aktywn)\w+|wygas\w+|(?:zostala|zostalo) (?:zakonczon|zamkniet|usuniet)\w+)",
)
POLISH_UNSURE = r"\b(?:jesli|jezeli|gdy|kiedy|dopoki|po tym)\b"

CZECH = _notices(
    r"\b(?:pozice|nabidka|inzerat|pracovni misto)\b[^.!?\n]{0,60}?(?:(?:jiz|uz) neni (?:aktualni|dostupn|aktivni)\w*"
    r"|neni (?:jiz|uz) (?:aktualni|dostupn|aktivni)\w*|(?:je|byla?) (?:jiz |uz )?(?:obsazen|uzavren|ukoncen)\w*)",
)
CZECH_UNSURE = r"\b(?:pokud|kdyz|jakmile|dokud|az)\b"

RUSSIAN = _notices(
    r"\b(?:вакансия|вакансія|позиция)\b[^.!?\n]{0,60}?(?:закрыта|закрита|в архиве|в архіві"
    r"|(?:больше|более) не (?:доступна|актуальна|активна)|більше не (?:доступна|актуальна|активна)|уже неактуальна)",
)
RUSSIAN_UNSURE = r"\b(?:если|якщо|когда|коли|пока|поки)\b"

TURKISH = _notices(
    r"\b(?:ilan|ilani|pozisyon)\b[^.!?\n]{0,60}?(?:yayindan kaldiril\w+|sona er\w+"
    r"|artik (?:yayinda|aktif|gecerli) degil)",
)
TURKISH_UNSURE = r"\b(?:eger|ise)\b"

EAST_ASIAN = _notices(
    r"募集(?:は|を|が)?(?:既に|すでに)?(?:終了|締め切)(?:し|ら|り|ました)",
    r"掲載(?:は|が|期間が)?(?:既に|すでに)?終了し(?:ました|ています)",
    r"(?:该|此|這個|该招聘)?(?:职位|職位|职缺|職缺)(?:已经|已經|已)(?:关闭|關閉|下线|失效|过期|過期|停止招聘|停止|结束|結束)",
    r"(?:채용|공고)(?:이|가|은|는)? ?(?:이미 )?마감되었|마감된 (?:채용|공고)|종료된 (?:채용|공고)",
)
EAST_ASIAN_UNSURE = r"(?:場合|如果|若|경우)"

LANGUAGES = (
    (ENGLISH, ENGLISH_UNSURE),
    (GERMAN, GERMAN_UNSURE),
    (FRENCH, FRENCH_UNSURE),
    (SPANISH, SPANISH_UNSURE),
    (PORTUGUESE, PORTUGUESE_UNSURE),
    (ITALIAN, ITALIAN_UNSURE),
    (DUTCH, DUTCH_UNSURE),
    (NORDIC, NORDIC_UNSURE),
    (POLISH, POLISH_UNSURE),
    (CZECH, CZECH_UNSURE),
    (RUSSIAN, RUSSIAN_UNSURE),
    (TURKISH, TURKISH_UNSURE),
    (EAST_ASIAN, EAST_ASIAN_UNSURE),
)
