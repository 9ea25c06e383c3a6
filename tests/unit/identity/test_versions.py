from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfinder.domain.identity import MOST_KEYS, content_hash, merge_keys
from jobfinder.domain.posting import Pay
from tests.unit.policy.build import NOW, posting

ONE = posting(
    text="<p>We build <b>APIs</b> in C++ &amp; Go.</p><ul><li>€60,000</li></ul>",
    locations=("Berlin, Germany", "Munich"),
    pay=Pay(60000, 75000, "EUR", "year"),
    employment="Full-time",
    workplace="hybrid",
)


@pytest.mark.parametrize(
    "changes",
    [
        {"native_id": "2", "url": "https://acme.example/jobs/1?utm_source=x", "apply_url": "https://else.example"},
        {"posted_at": NOW, "updated_at": NOW + timedelta(days=3), "closes_at": NOW},
        {"text": "<div><p>We  build\n<b>API</b>s in C++ &amp; Go.</p> <br/> <ul><li>€60,000</li></ul></div>"},
        {"text": "&lt;p&gt;We build APIs in C++ &amp;amp; Go.&lt;/p&gt; • €60,000"},
        {"text": "We build APIs in C++ & Go.\n\n- €60,000"},
        {"title": "  BACKEND   Engineer "},
        {"locations": ("Munich", "Berlin,  Germany")},
        {"tags": ("new",), "department": "R&D"},
    ],
)
def test_the_version_stays_when_only_noise_changes(changes):
    assert content_hash(replace(ONE, **changes)) == content_hash(ONE)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Senior Backend Engineer"},
        {"company": "Other"},
        {"text": "<p>We build APIs in C# &amp; Go.</p><ul><li>€60,000</li></ul>"},
        {"text": "<p>We build APIs in C++ &amp; Go.</p><ul><li>$60,000</li></ul>"},
        {"text": ""},
        {"locations": ("Berlin, Germany",)},
        {"country": "DE"},
        {"pay": Pay(60000, 80000, "EUR", "year")},
        {"pay": Pay(60000, 75000, "USD", "year")},
        {"pay": None},
        {"pay_text": "competitive"},
        {"employment": "Contract"},
        {"workplace": "remote"},
        {"eligibility": ("Germany",)},
    ],
)
def test_the_version_changes_with_what_is_asked_or_offered(changes):
    assert content_hash(replace(ONE, **changes)) != content_hash(ONE)


@pytest.mark.timeout(5)
@pytest.mark.parametrize("hostile", ["<!--" * 200_000, "<a " * 200_000, "&" * 500_000, "<" * 500_000, "&lt;" * 200_000])
def test_hostile_markup_takes_little_time(hostile):
    assert content_hash(posting(text=hostile)) == content_hash(posting(text=hostile))


def test_comments_are_noise():
    assert content_hash(posting(text="We <!-- build 42 -->build.")) == content_hash(posting(text="We build."))


def test_what_moves_from_one_field_to_the_next_is_a_change():
    assert content_hash(posting(title="A B", company="C")) != content_hash(posting(title="A", company="B C"))


postings = st.builds(posting, title=st.text(max_size=30), company=st.text(max_size=30), text=st.text(max_size=400))


@given(postings, st.sampled_from(["greenhouse:acme", "feed:https://x.example/rss", "", ":"]))
def test_keys_are_few_hashed_and_stable(one, source_key):
    keys = merge_keys(one, source_key)
    assert keys == merge_keys(one, source_key)
    assert 1 <= len(keys) <= MOST_KEYS
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 64 for key in keys)
    assert len(content_hash(one)) == 64
