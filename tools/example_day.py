"""Print an invented day of meetings to plan: `python tools/example_day.py > day.json`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from matchmaker.scheduling.generator import as_json, make_instance

if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    options.add_argument("--family", default="full", choices=("plain", "avail", "full"))
    options.add_argument("--size", type=int, default=40, help="participants")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    json.dump(as_json(make_instance(given.family, given.size, given.seed)), sys.stdout, ensure_ascii=False)
