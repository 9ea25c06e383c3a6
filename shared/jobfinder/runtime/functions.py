"""Finds the functions: in a checkout, in a deployed bundle, or in an installed package, they are the same objects."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jobfinder
from jobfinder.domain.topology import FUNCTIONS
from jobfinder.errors import Misconfigured

if TYPE_CHECKING:
    from cloudevents.http import CloudEvent

Handler = Callable[["CloudEvent"], None]


def load_functions() -> Mapping[str, Handler]:
    """Return every function of the topology by name. Raises Misconfigured where the file or a function is missing."""
    package = Path(jobfinder.__file__).parent
    candidates = (
        package.parents[1] / "functions" / "main.py",  # a checkout: shared/jobfinder beside functions/
        package.parent / "main.py",  # a bundle: main.py beside jobfinder/
        package.parent / "jobfinder_functions" / "main.py",  # an installed package
    )
    path = next((candidate for candidate in candidates if candidate.is_file()), None)
    if path is None:
        raise Misconfigured("The functions are missing", where=" or ".join(map(str, candidates)))
    module = _load(path)
    missing = [function.name for function in FUNCTIONS if not hasattr(module, function.name)]
    if missing:
        raise Misconfigured(f"These functions are missing: {', '.join(missing)}", where=str(path))
    return {function.name: getattr(module, function.name) for function in FUNCTIONS}


def _load(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("jobfinder_functions", path)
    if spec is None or spec.loader is None:
        raise Misconfigured("The functions cannot be loaded", where=str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
