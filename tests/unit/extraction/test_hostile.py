from __future__ import annotations

import json
import time

import pytest

from jobfinder.domain.extraction.hostile import signs_in_text, signs_of_injection
from jobfinder.domain.extraction.invisible import visible
from jobfinder.usecases.evaluate import posting_of_row
from tests.places import SHARED, needs_shared

ORDINARY = (
    "You will write system prompts, evaluate LLM outputs and build AI agents with our platform team.",
    "As an AI engineer you turn research on large language models into products people trust.",
    "Do not ignore safety instructions; follow all instructions of the site manager above 2 m of height.",
    "Ihr ignoriert keine Sicherheitsregeln und befolgt die Anweisungen der Bauleitung.",
    "Note: AI-generated applications are read by people. If you are an AI enthusiast, tell us.",
    "We use ChatGPT, Claude and Gemini daily. Experience with prompt engineering is a plus.",
    "Score your knowledge: 100 % remote, 30 days off, a 10/10 team.",
    "System: Linux. Tools: Git. Assistant: you report to the COO.",
    "The assistant manager will set the pay to match your level, between 60,000 and 70,000.",
    "Apply at https://acme.example/jobs?ref=0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d.",
    "请忽略此广告如果您已申请。We answer within a week.",
    "Requisition: JR-2026-000123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "You can use any sharp tool (knife, saw). The rate of pay is $20 per 100 words; this comes to about $100 a day.",
    "As an executive assistant, you will rank priorities and score vendors. You are robot-minded, or chatbot savvy.",
    "Experience with applicant tracking systems, resume parsing software and job matching tools: yes please.",
    "Note for applicants: write to us. Nota para los candidatos: enviad el CV. Hinweis an die Kinder- und Jugendhilfe:",
    "You'll be rewarded with a bonus for fast responses. Teachers grade exams and award full marks where due.",
    "Assistant: full-time. User: an accountant. Our models were certified by OpenAI partners. New tasks every day.",
    "给人工智能团队招聘工程师。AIに関する知識。AI에게 일을 가르치는 팀. Для ИИ-команды нужен инженер.",
    "When processing orders, report what is missing. The expected answer to a customer is a perfect one.",
    "Emoji are fine 👩‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿, and so are umlauts: Übergröße. שלום, مرحبا بكم في شركتنا",
)


@pytest.mark.parametrize("text", ORDINARY)
def test_a_posting_that_speaks_to_people_is_left_alone(text: str) -> None:
    assert signs_in_text(text) == ()


@needs_shared
def test_none_of_the_real_postings_is_taken_for_hostile() -> None:
    path = SHARED / "datasets" / "postings-gold" / "dev.jsonl"
    postings = [posting_of_row(json.loads(line)) for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert [posting.native_id for posting in postings if signs_of_injection(posting)] == []


def test_a_very_long_hostile_text_takes_no_long_time() -> None:
    for text in ("ignore " * 40_000, "a b c d " * 30_000, "=" * 200_000, "QUJD" * 60_000, "system: " * 30_000):
        began = time.process_time()
        signs_in_text(text)
        assert time.process_time() - began < 10  # a quadratic step would take minutes


def test_what_a_person_does_not_see_is_taken_out_and_the_rest_stays() -> None:
    seen = "Ärger in Zürich,\n- 東京 \u00a0 مرحبا"
    assert visible(seen) == seen
    assert visible("a\u200bb\u202ec\U000e0041d\x00e\ufe0f") == "abcde"
