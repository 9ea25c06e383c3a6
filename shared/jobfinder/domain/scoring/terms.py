"""The parts about the offer: place, pay, freshness and company."""

from __future__ import annotations

from datetime import datetime

from jobfinder.domain.areas import is_worldwide
from jobfinder.domain.containment import lies_in, lies_in_any
from jobfinder.domain.facts import Facts, Place, WorkMode
from jobfinder.domain.freshness import MIDDLE, freshness
from jobfinder.domain.moments import age_days
from jobfinder.domain.money import show_pay, yearly
from jobfinder.domain.person import Person, Policy
from jobfinder.domain.policy.words import named_company
from jobfinder.domain.posting import Pay
from jobfinder.domain.scoring.share import Share, middle, together
from jobfinder.domain.wording import shown_place, spoken

NOTHING_BELOW = 0.5  # of the pay wanted
IN_THE_COUNTRY, ABROAD = 0.6, 0.2  # where the person named no places: against the place they live in


def place_share(facts: Facts, policy: Policy, person: Person) -> Share:
    """Return how the way of working and the place fit; either one that is wrong leaves nothing."""
    shares = [_remote_share(facts, policy, person) if _is_remote(facts) else _desk_share(facts, policy, person)]
    if policy.work_modes:
        shares.insert(0, _mode_share(facts, policy))
    return together(shares)


def _is_remote(facts: Facts) -> bool:
    return facts.work_mode is not None and facts.work_mode.value is WorkMode.REMOTE


def _mode_share(facts: Facts, policy: Policy) -> Share:
    mode = facts.work_mode
    if mode is None:
        return middle("remote or on site: unknown")
    return Share(1.0 if mode.value in policy.work_modes else 0.0, spoken(mode.value))


def _remote_share(facts: Facts, policy: Policy, person: Person) -> Share:
    open_to = [fact.value for fact in facts.eligibility]
    if any(is_worldwide(place.area) for place in open_to):
        return Share(1.0, "open to people everywhere")
    answer = lies_in_any(person.place, open_to) if open_to else None
    names = ", ".join(shown_place(place) for place in open_to[:3])
    if answer is not None:
        return Share(float(answer), f"open {'' if answer else 'only '}to people in {names}")
    if any(lies_in_any(fact.value, _homes(policy, person)) for fact in facts.places):
        return Share(1.0, "remote, of an office where you can work")
    return middle(f"open to people in {names}; unknown whether that is you" if names else "remote from where: unknown")


def _homes(policy: Policy, person: Person) -> tuple[Place, ...]:
    return policy.places or (Place(country=person.place.country),)


def _desk_share(facts: Facts, policy: Policy, person: Person) -> Share:
    desks = [fact.value for fact in facts.places]
    if not desks:
        return middle("the place is unknown")
    if not policy.places:
        return max((_from_home(desk, person.place) for desk in desks), key=lambda share: share.value)
    answers = [(lies_in_any(desk, policy.places), desk) for desk in desks]
    chosen = next((desk for answer, desk in answers if answer), None)
    if chosen:
        return Share(1.0, f"in {shown_place(chosen)}")
    if any(answer is None for answer, _ in answers):
        return middle(f"in {shown_place(desks[0])}, which may or may not be yours")
    return Share(0.0, f"in {shown_place(desks[0])}, not one of your places")


def _from_home(desk: Place, home: Place) -> Share:
    if home == Place():
        return Share(1.0, "you named no places, so any fits")
    if lies_in(desk, Place(country=home.country)) is False:
        return Share(ABROAD, f"in {shown_place(desk)}, another country than yours")
    if lies_in(desk, home):
        return Share(1.0, f"in {shown_place(desk)}, where you live")
    return Share(IN_THE_COUNTRY, f"in {shown_place(desk)}, not where you live")


def pay_share(facts: Facts, target: float | None, currency: str) -> Share:
    """Return how the middle of the pay compares to the yearly target: all from it on, nothing at half of it."""
    if not target:
        return Share(1.0, "You named no pay to aim for, so any fits.")
    if facts.pay is None:
        return middle("Unknown: the posting does not say what it pays.")
    pay, said = yearly(facts.pay.value), show_pay(facts.pay.value)
    if pay.currency.upper() != currency.upper():
        return middle(f"Pays {said}, which is not compared to your {currency.upper()}.")
    ends = [end for end in (pay.minimum, pay.maximum) if end is not None]
    if not ends:
        return middle("Unknown: the posting does not say what it pays.")
    reached = sum(ends) / len(ends) / target
    aim = show_pay(Pay(target, target, currency.upper(), "year"))
    share = min(1.0, max(0.0, (reached - NOTHING_BELOW) / (1 - NOTHING_BELOW)))
    return Share(share, f"Pays {said}; you aim for {aim}.")


def freshness_share(posted_at: datetime | None, now: datetime) -> Share:
    """Return all points on the first day, none after thirty, the middle where the date is unknown."""
    age = age_days(posted_at, now)
    if age is None:
        return middle("Unknown: no date of publication.")
    days = int(age)
    told = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    return Share(freshness(posted_at, now), f"Published {told}.")


def company_share(company: str, preferred: tuple[str, ...]) -> Share:
    """Return all points for a preferred company, the middle for the others, all where none is preferred."""
    if not preferred:
        return Share(1.0, "You prefer no companies, so any fits.")
    named = named_company(company, preferred)
    return Share(1.0, f"{named} is a company you prefer.") if named else Share(MIDDLE, "Not one you named.")
