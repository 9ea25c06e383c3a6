"""Rules about the work itself: level, skills, kind of contract, languages, clearance and visa."""

from __future__ import annotations

from collections.abc import Iterable

from jobfinder.domain.fact import Fact, Quote
from jobfinder.domain.facts import Emphasis, Level, SkillAsk
from jobfinder.domain.names import skill_key
from jobfinder.domain.policy.phrases import compiled, first_hit
from jobfinder.domain.policy.rule import Case, Finding, passes, rejects, unknown, warns
from jobfinder.domain.skills import canonical
from jobfinder.domain.wording import LANGUAGES, listed, spoken

_BEGINNER = frozenset({Level.ENTRY, Level.JUNIOR})  # two words for one step


def levels(case: Case) -> Finding | None:
    """Reject a level that is not among the wanted ones."""
    if not case.policy.levels:
        return None
    fact = case.facts.level
    if fact is None:
        return unknown("The posting does not say how senior the role is.")
    if fact.value in case.policy.levels or (_BEGINNER & {fact.value} and _BEGINNER & {*case.policy.levels}):
        return passes(f"The role is {spoken(fact.value)}, as you want.", fact.quote)
    wanted = listed([spoken(level) for level in case.policy.levels], "or")
    return rejects(f"The role is {spoken(fact.value)}; you want {wanted}.", fact.quote)


def employment(case: Case) -> Finding | None:
    """Reject a kind of contract that is not among the wanted ones."""
    if not case.policy.employment:
        return None
    fact = case.facts.employment
    if fact is None:
        return unknown("The posting does not name the kind of contract.")
    if fact.value in case.policy.employment:
        return passes(f"The contract is {spoken(fact.value)}, as you want.", fact.quote)
    wanted = listed([spoken(kind) for kind in case.policy.employment], "or")
    return rejects(f"The contract is {spoken(fact.value)}; you want {wanted}.", fact.quote)


def languages(case: Case) -> Finding | None:
    """Reject a posting that asks for, or is written in, a language the person does not have."""
    if not case.policy.languages:
        return None
    own = {language.lower() for language in case.policy.languages}
    asked = [fact for fact in case.facts.languages if fact.value not in own]
    if asked:
        names = listed([LANGUAGES.get(fact.value, fact.value) for fact in asked], "and")
        return rejects(f"The posting asks for {names}, which you did not list.", asked[0].quote)
    written = case.facts.written_in
    if written and written.value not in own:
        name = LANGUAGES.get(written.value, written.value)
        return rejects(f"The posting is written in {name}, which you did not list.", written.quote)
    if written or case.facts.languages:
        return passes("You have the languages the posting needs.", (written or case.facts.languages[0]).quote)
    return unknown("The posting's languages could not be read.")


def required_skills(case: Case) -> Finding | None:
    """Reject a posting that names skills, but not all of those the person insists on."""
    wanted = case.policy.required_skills
    if not wanted:
        return None
    read = {skill_key(fact.value.name): fact for fact in case.facts.skills}
    missing = [name for name in wanted if skill_key(name) not in read and not _in_words(case, name)]
    if not missing:
        return passes("The posting names every skill you insist on.", _quote_of(read, wanted))
    if not read:
        return unknown("No skills could be read from the posting.")
    asked = listed([fact.value.name for fact in case.facts.skills[:6]], "and")
    return rejects(f"The posting does not name {listed(missing, 'or')}; it names {asked}.", case.facts.skills[0].quote)


def _in_words(case: Case, name: str) -> bool:
    """Return whether the person's own word for a skill that the dictionary lacks stands in the posting."""
    if canonical(name) is not None:
        return False  # the reader knows it better: "Go" is not in "go to market"
    posting = case.listing.posting
    return any(first_hit(compiled((name,)), text) for text in (posting.title, posting.text))


def _quote_of(read: dict[str, Fact[SkillAsk]], names: Iterable[str]) -> Quote | None:
    return next((read[skill_key(name)].quote for name in names if skill_key(name) in read), None)


def unwanted_skills(case: Case) -> Finding | None:
    """Reject a posting that asks for an unwanted skill; one that is merely named where others are required warns."""
    if not case.policy.unwanted_skills:
        return None
    unwanted = {skill_key(name) for name in case.policy.unwanted_skills}
    named = [fact for fact in case.facts.skills if skill_key(fact.value.name) in unwanted]
    if not named:
        nothing = passes("The posting asks for no skill you reject.")
        return nothing if case.facts.skills else unknown("No skills could be read from the posting.")
    anything_required = any(fact.value.emphasis is Emphasis.REQUIRED for fact in case.facts.skills)
    asking = {Emphasis.REQUIRED} if anything_required else {Emphasis.REQUIRED, Emphasis.MENTIONED}
    asked = [fact for fact in named if fact.value.emphasis in asking or fact.quote.field == "title"]
    if asked:
        return rejects(f"The posting asks for {asked[0].value.name}, which you do not want.", asked[0].quote)
    return warns(
        f"The posting names {named[0].value.name}, which you do not want, among what is not required.", named[0].quote
    )


def visa(case: Case) -> Finding | None:
    """Reject a posting that offers no sponsorship to a person who needs it."""
    if not case.policy.needs_visa:
        return None
    fact = case.facts.visa
    if fact is None:
        return unknown("The posting does not say whether a visa is sponsored.")
    return passes("A visa is sponsored.", fact.quote) if fact.value else rejects("No visa is sponsored.", fact.quote)


def clearance(case: Case) -> Finding | None:
    """Reject a posting that requires a security clearance of a person who has none."""
    fact = case.facts.clearance
    if case.policy.has_clearance or fact is None:
        return None
    if fact.value:
        return rejects("A security clearance is required, and you have none.", fact.quote)
    return passes("No security clearance is required.", fact.quote)
