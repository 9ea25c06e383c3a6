"""Tells how strongly a posting asks for what stands at a place in its text: by its section, and by its sentence.

The words of a sentence win over the section's heading: "Docker is a plus" under "Requirements" is a plus.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from jobfinder.domain.facts import Emphasis

_REQUIRED_HEADING = re.compile(
    r"(?:(?:minimum|basic|key|required|essential|main|core|job|technical|our|the|your|must[- ]have|position|role|candidate)\s)*"
    r"(?:requirements?|qualifications?|skills|must[- ]haves?|essentials|prerequisites|competenc(?:y|ies)|experience|profile|criteria)"
    r"(?:\s(?:and|&|/|,)\s?(?:requirements?|qualifications?|skills|experience|competenc(?:y|ies)|education|abilities|knowledge))*"
    r"(?:\s(?:for this role|required|needed|you(?:'ll)? need|for success))?"
    r"|what (?:you(?:'ll| will| should)?(?: bring| have| need)|we(?:'re| are)? (?:look|ask|expect|need|require|want|seek)\w*(?: for| from you| in you)?"
    r"|it takes|makes you (?:a great fit|successful)).*"
    r"|(?:who|about) you(?: are)?|who (?:we're|we are|you are) looking for|you(?:'ll)? (?:have|bring|are|need|should have|must have)"
    r"|you might be a fit if.*|you may be a (?:good )?fit if.*|your (?:profile|background|experience|skills)|we(?:'re| are) looking for.*"
    r"|to be successful.*|ideal candidate|the ideal candidate.*|we (?:expect|require).*|knowledge, skills.*"
    r"|(?:deine?|ihre?|unsere?)?\s?(?:profil|anforderung(?:en|sprofil)|voraussetzungen|qualifikation(?:en)?|kenntnisse|fähigkeiten|skills)"
    r"|(?:das|was) (?:bringst du|bringen sie|du|sie|wir).*(?:mit|mitbringst|mitbringen|erwarten|suchen|solltest)|wir erwarten.*|wen wir suchen"
    r"|(?:le |votre |ton )?profil(?: recherché)?|compétences(?: requises| techniques| attendues)?|pré-?requis|exigences|qualifications requises"
    r"|ce que nous recherchons|nous recherchons.*|vous (?:avez|êtes|possédez).*"
    r"|requisitos(?: mínimos| obligatorios| imprescindibles| obrigatórios)?|(?:tu |su )?perfil(?: buscado)?|lo que buscamos|qué buscamos|conocimientos|imprescindible"
    r"|requisiti(?: richiesti)?|(?:il tuo )?profilo(?: ricercato)?|competenze(?: richieste)?|cosa cerchiamo"
    r"|o que (?:procuramos|buscamos|esperamos.*)|qualificações|competências|obrigatório"
    r"|(?:functie-?|jouw )?(?:eisen|profiel|vereisten)|wat (?:wij vragen|we zoeken|vragen wij|breng je mee|je meebrengt|neem je mee)|dit breng je mee|wie ben jij"
    r"|wymagania|czego oczekujemy|oczekujemy|nasze wymagania|twój profil|kogo szukamy"
    r"|kvalifikationer|krav|kravprofil|vi söker dig.*|din profil|om dig|vem är du\??|kvalifikasjoner|om deg|hvem er du\??|vi søker.*|vi forventer.*"
    r"|vaatimukset|odotamme.*|osaaminen|požadavky|požadujeme|co očekáváme|požiadavky|cerințe|cerinte|elvárások|elvárásaink|απαιτήσεις|απαιτούμενα προσόντα"
    r"|требования|мы ожидаем|вимоги|изисквания|gereksinimler|aranan nitelikler"
)
_PREFERRED_HEADING = re.compile(
    r"(?:(?:it(?:'s| is) )?(?:also )?(?:a )?)?(?:nice[- ]to[- ]haves?|good[- ]to[- ]haves?|great[- ]to[- ]haves?|bonus(?: points?| skills?| qualifications)?|big plus(?:es)?|plus(?:es)?"
    r"|preferred(?: (?:qualifications?|skills?|experience|requirements?|but not required))?(?: (?:and|&) experience)?|desired(?: \w+)?|desirable(?: \w+)?"
    r"|advantageous|optional|additional (?:qualifications|skills)|extra credit|ideally.*|even better if.*|what (?:would be|is) (?:a plus|nice).*|it would be (?:great|nice|a plus).*"
    r"|brownie points|would be a plus|an advantage|not required,? but.*|you(?:'ll)? (?:stand out|get bonus points).*)(?: \(.*\))?(?: for.*| if.*)?"
    r"|(?:das wäre )?(?:von vorteil|wünschenswert|idealerweise|nice to have|pluspunkte|bonus|ein plus)|schön,? wenn.*"
    r"|(?:les |vos )?(?:atouts?|plus|bonus)|serait un plus|souhaité(?:es|s)?|compétences appréciées|idéalement"
    r"|deseables?|valorables?|se valorar[áa].*|(?:un )?plus|requisitos deseables|deseado|ideal"
    r"|gradit[oi]|preferibil[ei]|costituisc.*|nice to have|diferencia(?:l|is)|desejáve(?:l|is)|será um diferencial|requisitos desejáveis|valorizamos"
    r"|pré(?:'s)?|pluspunten|mooi meegenomen|mile widziane|dodatkowe atuty|atutem będzie|nice-to-have"
    r"|meriterande|det är meriterande.*|merit(?:er)?|det är ett plus.*|det er et pluss.*|en fordel|fordel|eduksi.*|katsomme eduksi|výhodou.*|výhody|constituie un avantaj|avantaj|előnyt jelent|előny"
    r"|будет плюсом|желательно|буде плюсом|tercih (?:sebebi|edilen nitelikler)"
)
_OTHER_HEADING = re.compile(
    r"(?:about|benefits?|perks|our (?:tech )?stack|tech(?:nology|nical)? stack|the (?:stack|team|company|role|job|position|opportunity)|overview|(?:job |role )?(?:description|summary|purpose)"
    r"|(?:key |main |your |core )?(?:responsibilit(?:y|ies)|duties|tasks|accountabilities|mission|role|impact)|what (?:you(?:'ll| will)? (?:do|be doing|work|get|own)|we (?:offer|do|provide))|we offer|why (?:us|join|work)"
    r"|how (?:we|to apply)|(?:the )?(?:interview|hiring|application|recruitment)(?: process)?|compensation|salary|pay|location|equal opportunity|diversity|who we are|our (?:mission|team|values|culture|company|offer|process)|in this role|the day|a day in"
    r"|(?:deine|ihre) (?:aufgaben|benefits|vorteile)|aufgaben|(?:das |was )?(?:bieten wir|wir bieten|erwartet).*|wir bieten.*|über uns|dein(?:e)? (?:aufgabengebiet|job|rolle)|benefits|kontakt"
    r"|(?:vos |tes |les )?missions?|responsabilités|(?:nos )?avantages|ce que nous offrons|nous offrons|à propos.*|(?:le |votre )?poste|qui sommes.*|l'entreprise"
    r"|funciones|responsabilidades|(?:qué )?(?:te )?ofrecemos|beneficios|sobre nosotros|responsabilità|attività|(?:cosa )?offriamo|chi siamo|o que oferecemos|oferecemos|benefícios|atividades|sobre (?:nós|a empresa)"
    r"|wat (?:ga je doen|wij bieden|we bieden|bieden wij)|taken|over ons|jouw taken|obowiązki|zakres obowiązków|oferujemy|co oferujemy|o nas"
    r"|arbetsuppgifter|vi erbjuder|om oss|arbeidsoppgaver|vi tilbyr|opgaver|vi tilbyder|tehtävät|tarjoamme|náplň práce|nabízíme|responsabilități|oferim|feladatok|amit kínálunk|обязанности|мы предлагаем|условия|обов'язки|ми пропонуємо)"
    r"(?:\b.{0,40})?"
)
_BULLET = re.compile(r"^[\s\-–—•·●▪‣◦*#>✓✔➤\d.)\]]*")
_LONGEST_HEADING = 90

_PREFERRED_WORDS = re.compile(
    r"\b(?:nice[- ]to[- ]have|good[- ]to[- ]have|(?:is|are|as|be|would be|considered)? ?an? (?:\w+ )?(?:plus|bonus|asset|advantage)|bonus(?: points)?|prefer(?:red|ably|ence|rably)?|ideally|desir(?:ed|able)|advantageous"
    r"|beneficial|optional|not (?:strictly )?(?:required|mandatory|necessary|a must)|would be (?:great|nice|helpful|ideal|good)|a plus|helpful|appreciated|welcome"
    r"|von vorteil|idealerweise|wünschenswert|vorteilhaft|ein plus|pluspunkt|gerne auch|optimalerweise"
    r"|(?:un|est un|serait un) (?:plus|atout)|atout|idéalement|apprécié\w*|souhaité\w*|de préférence"
    r"|deseable|valorable|se valora\w*|preferiblemente|idealmente|un plus|gradit[aoi]\b|preferibil\w+|desejável|diferencial|preferencialmente"
    r"|bij voorkeur|een pr[eé]\b|is een plus|mile widzian\w+|atutem|dodatkow\w+ atut\w*|meriterande|gärna|en fordel|et plus|et pluss|eduksi|plussaa|výhodou|výhoda|avantaj|előny\w*|плюс\w*|желательно|бажано)\b",
    re.IGNORECASE,
)
_REQUIRED_WORDS = re.compile(
    r"\b(?:must[- ]have|must|required?|requires|requirement|mandatory|essential|need(?:ed)? to (?:have|know)|you(?:'ll)? need|necessary|non-negotiable|strong (?:\w+ ){0,3}(?:experience|knowledge|skills|background|understanding|command|proficiency|grasp)"
    r"|proficien(?:t|cy)|expert(?:ise)? (?:in|with|level)|mastery|solid (?:\w+ ){0,3}(?:experience|knowledge|understanding|skills|background)|deep (?:\w+ ){0,3}(?:experience|knowledge|understanding|expertise)"
    r"|(?:proven|extensive|hands-on|in-depth|demonstrated|significant|professional|commercial|production) (?:\w+ ){0,3}(?:experience|knowledge|expertise)|excellent (?:\w+ ){0,2}(?:knowledge|skills|command)"
    r"|\d+\s?(?:\+|-|–|to|or more)?\s?\d*\+? years|years(?:'|’)? (?:of )?(?:\w+ )?experience"
    r"|zwingend|erforderlich|vorausgesetzt|fundierte|sehr gute|gute kenntnisse|mehrjährige|sicherer umgang|jahre"
    r"|maîtris\w+|indispensable|exigée?s?|obligatoires?|requise?s?|bonnes? connaissances?|solides? (?:connaissances?|expérience)|imprescindible|obligatorio|requerid[oa]s?|dominio|sólid[oa]s?|richiest[aeio]|ottima|buona conoscenza|obrigatóri[oa]s?|necessári[oa]s?"
    r"|vereist|ruime ervaring|goede kennis|wymagan\w+|bardzo dobra znajomość|krävs|krav|gedigen|kreves|solid erfaring|vaaditaan|vyžad\w+|nutn\w+|обязательно|обов'язково|уверенное знание)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?…](?=\s|$)|\n|[()]|\s[–—]\s|,?\s(?:but|while|whereas|aber|mais|pero)\s")
_CLAUSE_END = re.compile(r",\s|\s(?:and|und|et|y)\s")


class Emphases:
    """The sections of one clean text, found once; asked for each skill."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = [0]
        self._kinds: list[Emphasis] = [Emphasis.MENTIONED]
        self._read_headings()
        self._ends = [0, *(match.start() for match in _SENTENCE_END.finditer(text)), len(text)]
        self._sentences: dict[int, Emphasis | None | str] = {}

    def at(self, start: int, end: int) -> Emphasis:
        """Return the emphasis of what stands at text[start:end]."""
        said = self._said(start, end)
        return said if said is not None else self._kinds[bisect_right(self._starts, start) - 1]

    def _read_headings(self) -> None:
        at = 0
        for line in self._text.split("\n"):
            kind = _heading(line)
            if kind is not None:
                self._starts.append(at)
                self._kinds.append(kind)
            at += len(line) + 1

    def _said(self, start: int, end: int) -> Emphasis | None:
        which = bisect_right(self._ends, start)
        sentence_start, sentence_end = self._ends[which - 1], self._ends[min(which, len(self._ends) - 1)]
        if which not in self._sentences:
            self._sentences[which] = _words_say(self._text[sentence_start:sentence_end])
        said = self._sentences[which]
        if said != "both":
            return said if isinstance(said, Emphasis) else None
        return self._said_in_clause(start, end, sentence_start, sentence_end)

    def _said_in_clause(self, start: int, end: int, sentence_start: int, sentence_end: int) -> Emphasis | None:
        """Return what the words between the nearest commas say: "Python required, Go preferred"."""
        bounds = [
            sentence_start,
            *(m.start() for m in _CLAUSE_END.finditer(self._text, sentence_start, sentence_end)),
            sentence_end,
        ]
        which = bisect_right(bounds, start)
        for last in range(which, len(bounds)):
            said = _words_say(self._text[bounds[which - 1] : bounds[last]])
            if isinstance(said, Emphasis):
                return said
        return None


def _words_say(sentence: str) -> Emphasis | None | str:
    """Return what a sentence says of the skills in it, "both" where it says both, None where nothing."""
    preferred = _PREFERRED_WORDS.search(sentence) is not None
    required = _REQUIRED_WORDS.search(_PREFERRED_WORDS.sub(" ", sentence)) is not None
    if preferred and required:
        return "both"
    return Emphasis.PREFERRED if preferred else Emphasis.REQUIRED if required else None


def _heading(line: str) -> Emphasis | None:
    """Return the emphasis of the section a line opens; None where it opens none."""
    head = _BULLET.sub("", line[: _LONGEST_HEADING + 1]).strip()
    if not head:
        return None
    words, colon, _ = head.partition(":")
    if not colon and len(line) > _LONGEST_HEADING:
        return None
    words = words.strip(" *_#:–—-?!…").casefold().replace("’", "'")
    if _PREFERRED_HEADING.fullmatch(words):
        return Emphasis.PREFERRED
    if _REQUIRED_HEADING.fullmatch(words):
        return Emphasis.REQUIRED
    return Emphasis.MENTIONED if _OTHER_HEADING.fullmatch(words) else None
