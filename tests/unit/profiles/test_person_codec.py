import json
from datetime import date

import pytest

from jobfinder.domain.facts import Employment, Level, Place, WorkMode
from jobfinder.domain.person import Person, PersonSkill, Policy, Profile, Search, Weights, WorkPeriod
from jobfinder.domain.person_codec import profile_from_dict, profile_to_dict
from jobfinder.errors import Unreadable

FULL = Profile(
    person=Person(
        name="R",
        place=Place(city="Riga", country="LV"),
        utc_offset=2.0,
        languages=("lv",),
        skills=(PersonSkill(name="Go", years=2.5, last_used=date(2020, 1, 1), weight=2.0),),
        work=(WorkPeriod(title="Dev", company="A", start=date(2019, 1, 1), skills=("Go",), highlights=("x",)),),
        education=("B.Sc.",),
    ),
    searches=(
        Search(
            name="a",
            titles=("Dev",),
            levels=(Level.MID,),
            policy=Policy(
                pay_floor=1000.0,
                places=(Place(area="Europe"),),
                work_modes=(WorkMode.REMOTE,),
                utc_offsets=(-1.0, 3.0),
                employment=(Employment.FULL_TIME,),
                strictness={"visa": "off", "levels": "lenient"},
                needs_visa=True,
            ),
            weights=Weights(skills=50, company=0),
            threshold=70,
            pay_target=9000.0,
            enabled=False,
        ),
    ),
    version="abc",
)


def test_a_profile_survives_the_store() -> None:
    assert profile_from_dict(json.loads(json.dumps(profile_to_dict(FULL)))) == FULL


def test_the_plain_form_is_always_the_same_and_leaves_defaults_out() -> None:
    assert json.dumps(profile_to_dict(FULL)) == json.dumps(profile_to_dict(FULL))
    assert profile_to_dict(Profile(person=Person(), searches=(Search(name="a"),))) == {
        "person": {},
        "searches": [{"name": "a"}],
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"persona": {}}, "unknown key 'persona'"),
        ({"person": []}, "not a mapping"),
        ({"person": {"name": 5}}, "not of type str"),
        ({"person": {"languages": "en"}}, "not a list"),
        ({"person": {"work": [{"title": "x"}]}}, "lacks 'start'"),
        ({"person": {"work": [{"title": "x", "start": "2020-99-01"}]}}, "not a date"),
        ({"searches": [{"name": "a", "levels": ["boss"]}]}, "not one of"),
        ({"searches": [{"name": "a", "policy": {"utc_offsets": [1]}}]}, "a list of 2"),
        ({"searches": [{"name": "a", "policy": {"strictness": []}}]}, "not a mapping"),
        ({"searches": [{"name": "a", "enabled": 1}]}, "not of type bool"),
        ({"searches": [{"name": "a", "threshold": True}]}, "not of type int"),
    ],
)
def test_what_was_not_written_by_the_codec_is_refused_in_words(change: dict[str, object], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        profile_from_dict({"person": {}, "searches": []} | change)
