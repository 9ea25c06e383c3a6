import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfinder.domain.reading.language import read_languages, read_written_in
from tests.unit.reading.quoted import is_quoted, posting


def _codes(source):
    facts = read_languages(source)
    assert all(is_quoted(fact, source) for fact in facts)
    return [fact.value for fact in facts]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("German C1", ["de"]),
        ("You are fluent in French", ["fr"]),
        ("Fluent German and English", ["de", "en"]),
        ("bilingual Spanish", ["es"]),
        ("Business-level Japanese (JLPT N1)", ["ja"]),
        ("Fluency in Polish required", ["pl"]),
        ("Sehr gute Deutsch- und Englischkenntnisse", ["de", "en"]),
        ("Anglais courant", ["en"]),
        ("Nivel alto de inglés", ["en"]),
        ("日本語ビジネスレベル", ["ja"]),
        ("English (fluent), Dutch (native)", ["en", "nl"]),
        ("Strong written and spoken English. German is a nice to have.", ["en"]),
        ("Spanish preferred", []),
        ("fluent in German or French", []),
        ("two programming languages", []),
        ("Polish your skills in written communication", []),
        ("the French market", []),
        ("English breakfast, French fries", []),
        ("", []),
    ],
)
def test_spoken_languages_asked_for_are_read_and_mere_pluses_are_not(text, codes):
    assert _codes(posting(text)) == codes


@pytest.mark.parametrize(
    ("title", "codes"),
    [("Account Executive (Japanese fluency)", ["ja"]), ("German-speaking Agent", ["de"]), ("English Teacher", [])],
)
def test_a_title_asks_for_a_language(title, codes):
    assert _codes(posting(title=title)) == codes


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("English", "en"),
        ("de_DE", "de"),
        ("Deutsch", "de"),
        ("ja", "ja"),
        ("pt-BR", "pt"),
    ],
)
def test_the_board_says_what_a_posting_is_written_in(said, code):
    fact = read_written_in(posting(language=said))
    assert fact is not None
    assert (fact.value, fact.quote.field, fact.quote.text) == (code, "board:language", said)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "We are looking for an engineer who will work with our team on the systems that you build."),
        ("de", "Wir suchen einen Entwickler für unser Team und bieten dir eine Stelle mit Zukunft in der Firma."),
        ("fr", "Nous recherchons un développeur pour notre équipe et vous serez en charge de la plateforme."),
        ("es", "Buscamos una persona para nuestro equipo que se encargue de los proyectos con experiencia."),
        ("it", "Cerchiamo una persona per il nostro team che si occupi della gestione dei progetti con le aziende."),
        ("pt", "Procuramos uma pessoa para a nossa equipa que se ocupe dos projetos com experiência em gestão."),
        ("nl", "Wij zoeken een ontwikkelaar voor ons team en je werkt met de nieuwste techniek van het bedrijf."),
        ("pl", "Szukamy programisty do naszego zespołu i oferujemy pracę oraz benefity dla pracowników od zaraz."),
        ("sv", "Vi söker en utvecklare till vårt team och du kommer att arbeta med den senaste tekniken för vår kund."),
        ("da", "Vi søger en udvikler til vores team og du kommer til at arbejde med den nyeste teknologi hos os."),
        ("no", "Vi søker en utvikler til vårt team og du vil jobbe med den nyeste teknologien innen IT og lære."),
        ("fi", "Etsimme kehittäjää ja sinulla on kokemusta sekä intoa, että osaamista, ja me olemme sinun tukena."),
        ("cs", "Hledáme programátora do našeho týmu a nabízíme práci na plný úvazek pro vás, které se bude líbit."),
        ("ja", "エンジニアを募集しています。"),
        ("ja", "月給35万円〜50万円。3年以上の営業経験。"),
        ("zh", "我们正在招聘工程师"),
        ("ko", "엔지니어를 모집합니다"),
        ("ru", "Мы ищем инженера в нашу команду"),
        ("uk", "Ми шукаємо інженера до нашої команди"),
    ],
)
def test_a_text_shows_what_it_is_written_in(code, text):
    source = posting(text)
    fact = read_written_in(source)
    assert fact is not None
    assert fact.value == code
    assert is_quoted(fact, source)


@pytest.mark.parametrize("text", ["", "Python SQL AWS", "12345", "the", "Tokyo 東京 office of the engineering team"])
def test_too_little_text_shows_nothing_for_sure(text):
    assert read_written_in(posting(text)) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=10))
def test_any_text_is_read_without_error(text, said):
    source = posting(text, language=said)
    _codes(source)
    fact = read_written_in(source)
    assert fact is None or is_quoted(fact, source)
