"""A vendor's library loads when a model is asked: not for what a rule turns away, nor where no money is left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
import sys
from pathlib import Path
from dataclasses import replace
from jobfinder import wiring
from jobfinder.domain.identity import choose_canonical
from jobfinder.domain.person import Policy
from jobfinder.html_text import clean_text
from jobfinder.usecases.arrive import arrival_of
from jobfinder.usecases.score import score_item
from tests.unit.models.reading import PROFILE, a_posting

policy, home = sys.argv[1], Path(sys.argv[2])
search = replace(PROFILE.searches[0], policy=Policy(excluded_companies=("Acme",) if policy == "strict" else ()))
environ = {
    "JOB_FINDER_MODELS__PROVIDER": "anthropic", "JOB_FINDER_MODELS__DAILY_BUDGET_USD": sys.argv[3],
    "JOB_FINDER_MODELS__BASE_URL": "http://127.0.0.1:9", "ANTHROPIC_API_KEY": "k",
    "FUNCTION_TARGET": "score_queue_item",
}
ports = wiring.bootstrap(home, environ)
ports.store.save_profile(replace(PROFILE, searches=(search,)))
arrival = arrival_of(a_posting(), "greenhouse:acme", clean_text, now=ports.clock(), trace_id="t")
ports.store.add([arrival], choose_canonical)
print(score_item(ports.store.item(arrival.item.id).ticket, ports), "anthropic" in sys.modules, "openai" in sys.modules)
ports.close()
"""


@pytest.mark.parametrize(("policy", "budget", "outcome"), [("strict", "1", "filtered"), ("lax", "0", "matched")])
def test_what_asks_no_model_loads_no_vendors_library(policy: str, budget: str, outcome: str, tmp_path: Path) -> None:
    (tmp_path / "config").symlink_to(ROOT / "config")
    environ = {"PATH": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, policy, str(tmp_path), budget]
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == f"{outcome} False False"
