#!/usr/bin/env python3
"""Quality on real pages, beside the best existing tools: .ci/quality.py BENCH [--floor]

Runs the release binary over the pages in BENCH and has BENCH/score.py score the records. With --floor, a figure below
its floor in .ci/floors.json fails, and so does a floor that is lower than in the parent commit, or missing.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = "target/release/copydesk"
FLOORS = Path(".ci/floors.json")
FALLING = ("false_positive", "author_invented")  # figures of which less is better
RENDERERS = ("inscriptis", "html_text", "beautifulsoup")


def lowered(old, new, path=""):
    for key, value in old.items():
        if isinstance(value, dict):
            yield from lowered(value, new.get(key, {}), f"{path}{key}.")
        elif key not in new or (new[key] > value if key in FALLING else new[key] < value):
            yield f"the floor {path}{key} was {value} and is now {new.get(key)}"


def parent_floors():
    shown = subprocess.run(["git", "show", f"HEAD^:{FLOORS}"], capture_output=True)
    return json.loads(shown.stdout) if shown.returncode == 0 else {}


def main():
    bench, floor = Path(sys.argv[1]), "--floor" in sys.argv[2:]
    failed = list(lowered(parent_floors(), json.loads(FLOORS.read_text()))) if floor else []
    print(*failed, sep="\n")
    tracks = [("html", [], bench / "html")]
    tracks += [("text", ["--renderer", name], bench / "text" / name) for name in RENDERERS]
    tracks += [("datelines", [], bench / "datelines.jsonl.gz")]
    with tempfile.TemporaryDirectory() as folder:
        for track, options, source in tracks:
            records = Path(folder) / "records.jsonl"
            subprocess.run([BINARY, source, "-o", records], check=True)
            score = [sys.executable, bench / "score.py", track, records, *options]
            failed += [track] if subprocess.run(score + (["--floor", FLOORS] if floor else [])).returncode else []
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
