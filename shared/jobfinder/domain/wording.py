"""The words in which facts and findings are told to people."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from jobfinder.domain.facts import Facts, Place, WorkMode
from jobfinder.domain.posting import Posting

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_MOST_PLACES_SHOWN = 3


def spoken(word: StrEnum) -> str:
    """Return a value of our vocabulary as people say it: "on site", "full time"."""
    return word.value.replace("_", " ")


def listed(words: Sequence[str], joint: str) -> str:
    """Return words as a sentence lists them: "a, b or c"; each once."""
    once = list(dict.fromkeys(words))
    return f" {joint} ".join([", ".join(once[:-1]), once[-1]] if len(once) > 1 else once)


def shown_place(place: Place) -> str:
    """Return a place as precise as it was named: "Berlin, DE", "Maine, US", "Europe"."""
    finest = place.city or place.region
    broad = place.country or place.area
    return ", ".join(part for part in (finest, broad) if part)


def place_line(facts: Facts, posting: Posting) -> str:
    """Return where the work is ("Berlin, DE · remote"), in the board's own words where no place was read."""
    named = facts.places or facts.eligibility
    places = list(dict.fromkeys(shown_place(fact.value) for fact in named)) or list(posting.locations)
    shown = "; ".join(places[:_MOST_PLACES_SHOWN])
    if len(places) > _MOST_PLACES_SHOWN:
        shown += f" and {len(places) - _MOST_PLACES_SHOWN} more"
    mode = facts.work_mode.value if facts.work_mode else None
    if mode is WorkMode.REMOTE and shown.lower() == "remote":
        return shown.lower()
    return " · ".join(part for part in (shown, spoken(mode) if mode else "") if part)
