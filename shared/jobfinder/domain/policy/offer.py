"""Rules about the offer: is it still open, how old, where, from where, when in the day, and for how much."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from jobfinder.domain.containment import lies_in_any
from jobfinder.domain.fact import Quote
from jobfinder.domain.facts import Place, WorkMode
from jobfinder.domain.moments import age_days, is_believable
from jobfinder.domain.money import show_pay, yearly
from jobfinder.domain.policy.rule import Case, Finding, passes, rejects, unknown
from jobfinder.domain.posting import ListingState, Pay
from jobfinder.domain.wording import listed, shown_place, spoken


def still_open(case: Case) -> Finding | None:
    """Reject a posting that is closed, or whose last day to apply has passed."""
    closes_at = case.listing.posting.closes_at
    if case.listing.state is ListingState.CLOSED:
        return rejects("The posting is closed.")
    if closes_at is None or not is_believable(closes_at):
        return None
    quote = Quote("board:closes_at", closes_at.isoformat())
    day = closes_at.date().isoformat()
    if last_moment(closes_at) < case.now:
        return rejects(f"Applications closed on {day}.", quote)
    return passes(f"Applications are open until {day}.", quote)


def last_moment(closes_at: datetime) -> datetime:
    """Return when applications really end: a date without a time lasts until its day is over, west of UTC too."""
    is_date = closes_at.time() == time.min
    return closes_at + timedelta(days=1, hours=12) if is_date else closes_at


def max_age(case: Case) -> Finding | None:
    """Reject a posting first published longer ago than the person allows."""
    days = case.policy.max_age_days
    posted_at = case.listing.posting.posted_at
    if days is None:
        return None
    age = age_days(posted_at, case.now)
    if posted_at is None or age is None:
        return unknown("The board does not say when the posting was published.")
    quote = Quote("board:posted_at", posted_at.isoformat())
    if age > days:
        return rejects(f"Published {int(age)} days ago; you allow {days}.", quote)
    return passes(f"Published {int(age)} days ago.", quote)


def work_modes(case: Case) -> Finding | None:
    """Reject a way of working (remote, hybrid, on site) that is not among the wanted ones."""
    if not case.policy.work_modes:
        return None
    fact = case.facts.work_mode
    if fact is None:
        return unknown("The posting does not say whether the work is remote, hybrid or on site.")
    if fact.value in case.policy.work_modes:
        return passes(f"The work is {spoken(fact.value)}, as you want.", fact.quote)
    wanted = listed([spoken(mode) for mode in case.policy.work_modes], "or")
    return rejects(f"The work is {spoken(fact.value)}; you want {wanted}.", fact.quote)


def places(case: Case) -> Finding | None:
    """Reject an on-site or hybrid desk that stands in none of the wanted places; remote work has no desk."""
    if not case.policy.places:
        return None
    mode = case.facts.work_mode
    if mode and mode.value is WorkMode.REMOTE:
        return passes("The work is remote, so no desk is too far away.", mode.quote)
    answers = [(lies_in_any(fact.value, case.policy.places), fact) for fact in case.facts.places]
    for answer, fact in answers:
        if answer:
            return passes(f"The desk stands in {shown_place(fact.value)}, where you can work.", fact.quote)
    if not answers or any(answer is None for answer, _ in answers):
        return unknown("The posting does not say precisely enough where the desk stands.")
    named = listed([shown_place(fact.value) for _, fact in answers[:4]], "or")
    wanted = listed([shown_place(place) for place in case.policy.places], "or")
    return rejects(f"The desk stands in {named}; you want {wanted}.", answers[0][1].quote)


def remote_eligibility(case: Case) -> Finding | None:
    """Reject remote work for people who live where the person does not."""
    mode, eligibility = case.facts.work_mode, case.facts.eligibility
    if case.person.place == Place() or (mode and mode.value is not WorkMode.REMOTE):
        return None
    if not eligibility:
        return unknown("The posting does not say where a remote worker may live.") if mode else None
    answers = [(lies_in_any(case.person.place, (fact.value,)), fact) for fact in eligibility]
    for answer, fact in answers:
        if answer:
            return passes(f"Open to people in {shown_place(fact.value)}, where you live.", fact.quote)
    named = listed([shown_place(fact.value) for fact in eligibility[:4]], "or")
    if any(answer is None for answer, _ in answers):
        return unknown(f"Open to people in {named}; it cannot be told whether that includes you.")
    return rejects(
        f"Open only to people in {named}; you live in {shown_place(case.person.place)}.", eligibility[0].quote
    )


def time_zones(case: Case) -> Finding | None:
    """Reject working hours in time zones that none of the person's come near."""
    own, fact = case.policy.utc_offsets, case.facts.utc_offsets
    if own is None:
        return None
    if fact is None:
        return unknown("The posting does not name time zones.")
    west, east = sorted(own)
    asked_west, asked_east = sorted(fact.value)
    if asked_west <= east and west <= asked_east:
        return passes("The time zones asked for include yours.", fact.quote)
    return rejects(f"Asks for {_zones(asked_west, asked_east)}; you can work in {_zones(west, east)}.", fact.quote)


def _zones(west: float, east: float) -> str:
    return f"UTC{west:+g}" if west == east else f"UTC{west:+g} to UTC{east:+g}"


def pay_floor(case: Case) -> Finding | None:
    """Reject pay whose top is below the floor, per year and in the same currency; no exchange rates are guessed."""
    floor, currency = case.policy.pay_floor, case.policy.pay_currency.upper()
    if floor is None:
        return None
    fact = case.facts.pay
    if fact is None:
        return unknown("The posting does not say what it pays.")
    said = show_pay(fact.value)
    if fact.value.currency.upper() != currency:
        return unknown(f"Pays {said}; your floor is in {currency}, and exchange rates are not guessed.")
    pay = yearly(fact.value)
    most, least = pay.maximum, pay.minimum or 0.0
    if most is None and least < floor:
        return unknown(f"Pays {said}; the posting names no upper end.")
    shown_floor = show_pay(Pay(floor, floor, currency, "year"))
    if (most or least) < floor:
        return rejects(f"Pays {said}, less than your floor of {shown_floor}.", fact.quote)
    return passes(f"Pays {said}, which reaches your floor of {shown_floor}.", fact.quote)
