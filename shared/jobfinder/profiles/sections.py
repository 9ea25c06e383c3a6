"""Cuts the text of a résumé into its sections by their headings, in the main European languages."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from jobfinder.domain.text import fold
from jobfinder.profiles.languages import languages_in


class Part(StrEnum):
    """What a section of a résumé is about."""

    HEAD = "head"  # what stands before the first heading: name, headline, contact
    SUMMARY = "summary"
    WORK = "work"
    EDUCATION = "education"
    SKILLS = "skills"
    LANGUAGES = "languages"
    PROJECTS = "projects"
    OTHER = "other"


_HEADINGS = {
    Part.SUMMARY: """
summary, professional summary, executive summary, career summary, profile, professional profile, about, about me
objective
career objective, personal statement, profil, kurzprofil, über mich, zusammenfassung, résumé, à propos, à propos de moi
perfil, perfil profesional, perfil profissional, resumen, sobre mí, sobre mim, resumo, profilo
profilo professionale, over mij
profiel, podsumowanie, o mnie, om mig, om meg, sammanfattning, sammendrag
""",
    Part.WORK: """
experience, work experience, professional experience, employment, employment history, work history, career history
career
relevant experience, industry experience, positions, professional background, professional history, volunteer experience
berufserfahrung, beruflicher werdegang, berufliche erfahrung, werdegang, berufspraxis, praxiserfahrung, arbeitserfahrung
expérience, expériences, expérience professionnelle, expériences professionnelles, parcours professionnel
experiencia, experiencia laboral, experiencia profesional, esperienza, esperienze, esperienza lavorativa
esperienze lavorative, esperienza professionale, esperienze professionali, experiência, experiência profissional
werkervaring, ervaring, loopbaan, doświadczenie, doświadczenie zawodowe, przebieg kariery, arbetslivserfarenhet
yrkeserfarenhet, erfarenhet, arbeidserfaring, yrkeserfaring, erhvervserfaring, työkokemus, pracovní zkušenosti
pracovné skúsenosti
experiență profesională, munkatapasztalat, опыт работы, досвід роботи
""",
    Part.EDUCATION: """
education, education and training, academic background, academic history, qualifications, studies, degrees, ausbildung
bildung, bildungsweg, schulbildung, studium, akademischer werdegang, ausbildung und studium, formation, formations
études, éducation, diplômes, formation académique, educación, formación, formación académica, estudios, istruzione
formazione, istruzione e formazione, educação, formação, formação acadêmica, formação académica, opleiding, opleidingen
onderwijs, wykształcenie, edukacja, utbildning, utdanning, utdannelse, uddannelse, koulutus, vzdělání, vzdelanie
educație
tanulmányok, образование, освіта
""",
    Part.SKILLS: """
skills, technical skills, key skills, core skills, skills and tools, tools, technologies, tech stack
technical expertise
core competencies, competencies, areas of expertise, expertise, technical proficiencies, programming languages
skill set
skills and technologies, it skills, computer skills, skills and interests, kenntnisse, fähigkeiten, it kenntnisse
edv kenntnisse
technische kenntnisse, kompetenzen, fachkenntnisse, technische fähigkeiten, compétences, compétences techniques
compétences informatiques, savoir faire, habilidades, competencias, conocimientos, aptitudes, habilidades técnicas
conocimientos técnicos, competenze, competenze tecniche, capacità, abilità, competências, competências técnicas
conhecimentos
vaardigheden, competenties, technische vaardigheden, umiejętności, umiejętności techniczne, färdigheter, kompetenser
kompetens
ferdigheter, kompetanse, færdigheder, kompetencer, taidot, osaaminen, dovednosti, zručnosti, competențe, készségek
навыки
ключевые навыки, навички
""",
    Part.LANGUAGES: """
languages, language skills, spoken languages, sprachen, sprachkenntnisse, langues, langues parlées, idiomas, lingue
competenze linguistiche, línguas, talen, talenkennis, języki, języki obce, znajomość języków, språk, språkkunskaper
sprog
kielet, kielitaito, jazyky, jazykové znalosti, limbi străine, nyelvtudás, языки, мови
""",
    Part.PROJECTS: """
projects, personal projects, selected projects, side projects, key projects, open source, projekte, projets, proyectos
progetti, projetos, projecten, projekty, projekt, prosjekter, projekter, projektit
""",
    Part.OTHER: """
certifications, certificates, certification, licenses, licenses and certifications, awards, honors, honours
honors and awards
publications, patents, volunteering, volunteer, voluntary work, interests, hobbies, hobbies and interests
references, contact
contact details, contact information, personal details, personal information, additional information, courses, training
memberships, affiliations, achievements, talks, conferences, zertifikate, zertifizierungen, weiterbildung
weiterbildungen
auszeichnungen, publikationen, ehrenamt, interessen, referenzen, kontakt, persönliche daten
certifications et formations
certificats, centres d'intérêt, loisirs, bénévolat, références, coordonnées, certificaciones, certificados, intereses
referencias, voluntariado, contacto, datos personales, certificazioni, interessi, volontariato, referenze, contatti
certificações
interesses, referências, contato, certificaten, cursussen, hobby's, vrijwilligerswerk, referenties, certyfikaty, kursy
zainteresowania, kurser, intressen, referenser, sertifikater, interesser, referanser, harrastukset, suosittelijat
""",
}
_MOST_WORDS = 5
_AROUND = re.compile(r"^[^\w]+|[^\w]+$")


def cut(text: str) -> dict[Part, list[str]]:
    """Return the lines under each kind of heading, in their order; lines before the first heading are the head."""
    parts: dict[Part, list[str]] = {part: [] for part in Part}
    part = Part.HEAD
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        heading, rest = _heading(line)
        if heading is None:
            parts[part].append(line)
            continue
        part = heading
        if rest:
            parts[part].append(rest)
    return parts


def _heading(line: str) -> tuple[Part | None, str]:
    """Return the part a line opens and what stands behind its colon: "Skills: Python, Go"."""
    head, colon, rest = line.strip().partition(":")
    words = _key(head)
    if not words or len(words.split()) > _MOST_WORDS or line.lstrip()[:1] in ("•", "·", "▪", "●", "◦"):
        return None, ""
    part, rest = _known().get(words), rest.strip()
    if part is None or (colon and rest and not _goes_with(part, rest)):
        return None, ""
    return part, rest


def _goes_with(part: Part, rest: str) -> bool:
    """Return whether a heading may have its content on the same line: "Languages: Python, Go" is no list of tongues."""
    return part is Part.SKILLS or (part is Part.LANGUAGES and bool(languages_in(rest)))


def _key(heading: str) -> str:
    spaced = re.sub(r"^(?:\w )+\w$", lambda match: match[0].replace(" ", ""), heading.strip())  # "S K I L L S"
    return " ".join(_AROUND.sub("", fold(spaced)).replace("&", "and").replace("-", " ").replace("/", " ").split())


@cache
def _known() -> dict[str, Part]:
    return {
        _key(name): part
        for part, lines in _HEADINGS.items()
        for line in lines.strip().splitlines()
        for name in line.split(",")
    }
