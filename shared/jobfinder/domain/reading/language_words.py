"""Names of languages, folded, with their ISO 639-1 codes; and the commonest words of each, which tell texts apart."""

from __future__ import annotations

from functools import cache

from jobfinder.domain.text import fold

_NAMES_BY_CODE = {
    "en": "english englisch anglais ingles inglese engels engelska engelsk angielski 英語 英语 영어",
    "de": "german deutsch allemand aleman tedesco duits tyska tysk niemiecki alemao ドイツ語 德语 독일어",
    "fr": "french franzosisch francais frances francese frans franska fransk francuski フランス語 法语 프랑스어",
    "es": "spanish spanisch espagnol espanol castellano spagnolo spaans spanska spansk hiszpanski espanhol"
    " スペイン語 西班牙语",
    "it": "italian italienisch italien italiano italiaans italienska italiensk wloski イタリア語 意大利语",
    "pt": "portuguese portugiesisch portugais portugues portoghese portugees portugisiska ポルトガル語 葡萄牙语",
    "nl": "dutch niederlandisch hollandisch neerlandais neerlandes holandes olandese nederlands",
    "pl": "polish polnisch polonais polaco polski polacco",
    "sv": "swedish schwedisch suedois sueco svenska svedese",
    "da": "danish danisch danois danes dansk danese",
    "no": "norwegian norwegisch norvegien noruego norsk",
    "fi": "finnish finnisch finnois finlandes suomi",
    "cs": "czech tschechisch tcheque checo cestina ceco",
    "sk": "slovak slowakisch",
    "hu": "hungarian ungarisch hongrois hungaro",
    "ro": "romanian rumanisch roumain rumano",
    "bg": "bulgarian bulgarisch",
    "el": "greek griechisch grec griego",
    "tr": "turkish turkisch turc turco",
    "ru": "russian russisch russe ruso russo русский",
    "uk": "ukrainian ukrainisch",
    "he": "hebrew hebraisch",
    "ar": "arabic arabisch arabe arabo",
    "hi": "hindi",
    "th": "thai",
    "vi": "vietnamese vietnamesisch",
    "id": "indonesian bahasa",
    "ms": "malay",
    "tl": "tagalog filipino",
    "ja": "japanese japanisch japonais japones giapponese 日本語 日语 일본어",
    "ko": "korean koreanisch coreen coreano 韓国語 韩语 한국어",
    "zh": "chinese mandarin cantonese chinesisch chinois chino mandarim cinese 中国語 中文 普通话 중국어",
    "hr": "croatian kroatisch",
    "sr": "serbian serbisch",
    "sl": "slovenian slovene slowenisch",
    "lt": "lithuanian litauisch",
    "lv": "latvian lettisch",
    "et": "estonian estnisch",
    "ca": "catalan katalanisch",
}
NAMES = {name: code for code, names in _NAMES_BY_CODE.items() for name in names.split()}

_STOP_WORDS = {
    "en": "the and of to you with for our your will are we is be this that have as or who their from by an at on in",
    "de": "und der die das mit für wir sie den von ist ein eine du deine dein im auf zu bei als unser unsere oder"
    " werden auch ihre dich dir einen zum zur sowie nicht",
    "fr": "et les des une vous nous pour dans est votre notre avec sur au aux du la le en qui ou par vos nos êtes ce"
    " cette sont être plus",
    "es": "y los las una para con que nuestro nuestra por del en el la tu te se como más su o un es somos al"
    " experiencia",
    "it": "e il di che per con una un nel della delle dei del gli le la in si sono nostra nostro sei alla nella come"
    " ed",
    "pt": "e os as uma para com que nosso nossa por do da em no na você um dos das se como mais são à ou ser não",
    "nl": "en het een van voor je met wij zijn de op te ons onze jouw bij aan als dat ben naar over ook of wat jij",
    "pl": "i w z na do oraz się dla nas jest nie od lub ze jako po za przez nasz naszych twoje które",
    "sv": "och att för med du vi är en som på av har till vår det ett din kommer eller inom om den så dig oss",
    "da": "og at for med du vi er en som på af har til vores det et din kommer eller inden om den vil ikke hos"
    " blive dig jer os mere være arbejde jobbet nyeste",
    "no": "og å for med du vi er en som på av har til vår det et din kommer eller innen om den vil ikke hos"
    " bli deg oss mer være jobbe jobb arbeid våre vårt nyeste",
    "fi": "ja on sekä että tai sinun me olet myös ovat joka työ meillä sinulla mukaan kanssa osaamista olla",
    "cs": "a v na se do pro s je jsme nebo od po jako které ve ze co tým naše práce budeš máš nabízíme",
    "ro": "și de la în cu pentru pe din sau este un o care ale unei să echipa noastră vei",
    "hu": "és a az egy hogy nem vagy is van meg ezt munka csapat nálunk valamint",
    "tr": "ve bir bu için ile olarak olan da de en çok takım iş deneyim sahibi",
}
STOP_WORD_LANGUAGES = tuple(_STOP_WORDS)


@cache
def stop_words() -> dict[str, tuple[str, ...]]:
    """Return the commonest words of all languages, folded, each with the languages it is common in."""
    languages: dict[str, tuple[str, ...]] = {}
    for code, listed in _STOP_WORDS.items():
        for word in dict.fromkeys(fold(listed).split()):
            languages[word] = (*languages.get(word, ()), code)
    return languages
