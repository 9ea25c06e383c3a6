"""Run the benchmarks, print their figures as one table and write them to build/bench.json.

Usage: python -m benchmarks [NAME ...]   (a name is that of a module here without its `bench_`)
"""

from __future__ import annotations

import importlib
import json
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VERDICTS: dict[bool | None, str] = {True: "[green]ok[/]", False: "[red]missed[/]", None: ""}


def main(names: list[str]) -> int:
    """Return 0 if every figure meets its target, 1 if one does not."""
    from rich.console import Console

    console = Console()
    modules = sorted(path.stem for path in HERE.glob("bench_*.py"))
    chosen = [module for module in modules if not names or module.removeprefix("bench_") in names]
    figures = []
    for module in chosen:
        with console.status(f"{module} ..."):
            found = importlib.import_module(f"benchmarks.{module}").run()
        figures += [{"benchmark": module, **figure} for figure in found]
    console.print(_table(figures))
    path = Path("build/bench.json")
    path.parent.mkdir(exist_ok=True)
    machine = {"python": platform.python_version(), "system": platform.platform(), "at": datetime.now(UTC).isoformat()}
    path.write_text(json.dumps({"machine": machine, "figures": figures}, indent=2), encoding="utf-8")
    missed = [figure for figure in figures if figure.get("ok") is False]
    console.print(f"{len(figures)} figures, {len(missed)} missed; written to {path}")
    return 1 if missed else 0


def _table(figures: list[dict[str, Any]]) -> Any:
    from rich.table import Table

    table = Table("benchmark", "figure", "value", "target", "")
    for figure in figures:
        value = figure["value"]
        shown = f"{value:,.3g}" if isinstance(value, float) and abs(value) < 1000 else f"{value:,.0f}"
        verdict = VERDICTS[figure.get("ok")]
        row = (figure["benchmark"].removeprefix("bench_"), figure["name"], f"{shown} {figure['unit']}")
        table.add_row(*row, str(figure.get("target") or ""), verdict)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
