#!/usr/bin/env python3
"""Quality on real pages, beside the best existing tools: .ci/quality.py BENCH [--floor]

Runs the release binary over the pages in BENCH and has BENCH/score.py score the records. With --floor, a figure below
its floor in .ci/floors.json fails, and so does a floor that is lower than in the parent commit, or missing. A rendering
that is wrapped at 80 columns, as no page in training was, must be scored like the one it was made of.
"""
import gzip
import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

BINARY = "target/release/copydesk"
FLOORS = Path(".ci/floors.json")
FALLING = ("false_positive", "author_invented")  # figures of which less is better
RENDERERS = ("inscriptis", "html_text", "beautifulsoup")
WRAPPED = "html_text"  # a paragraph is a line there, which can be wrapped
COLUMNS = 80
WORSE = 0.01  # F1 that wrapping may cost


def lowered(old, new, path=""):
    for key, value in old.items():
        if isinstance(value, dict):
            yield from lowered(value, new.get(key, {}), f"{path}{key}.")
        elif key not in new or (new[key] > value if key in FALLING else new[key] < value):
            yield f"the floor {path}{key} was {value} and is now {new.get(key)}"


def parent_floors():
    shown = subprocess.run(["git", "show", f"HEAD^:{FLOORS}"], capture_output=True)
    return json.loads(shown.stdout) if shown.returncode == 0 else {}


def wrap(source, folder):
    """The files of a folder with no line longer than a terminal's, written to another one."""
    for file in source.iterdir():
        lines = gzip.decompress(file.read_bytes()).decode("utf-8").split("\n")
        rows = [textwrap.fill(line, COLUMNS, break_long_words=False, break_on_hyphens=False) for line in lines]
        (folder / file.name).write_bytes(gzip.compress("\n".join(rows).encode("utf-8"), compresslevel=1))


def score(bench, options, records):
    command = [sys.executable, bench / "score.py", *options, records, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def wrapped(bench, folder, whole):
    """What is worse where lines are wrapped than where they are not, of which `whole` are the records."""
    source, cut = Path(folder) / "wrapped", Path(folder) / "wrapped.jsonl"
    source.mkdir()
    wrap(bench / "text" / WRAPPED, source)
    subprocess.run([BINARY, "--quiet", source, "-o", cut], check=True)
    scores = [score(bench, ["text", "--renderer", WRAPPED], records) for records in (whole, cut)]
    print(f"\n{WRAPPED} as it is, and wrapped at {COLUMNS} columns")
    for name in scores[0]:
        before, after = (figures[name]["sh_f1"] for figures in scores)
        print(f"{name:<10} F1 {before:.3f}  {after:.3f}")
        if after < before - WORSE:
            yield f"{name}: wrapping costs {before - after:.3f}, and may cost {WORSE}"


def main():
    bench, floor = Path(sys.argv[1]), "--floor" in sys.argv[2:]
    failed = list(lowered(parent_floors(), json.loads(FLOORS.read_text()))) if floor else []
    print(*failed, sep="\n")
    tracks = [("html", [], bench / "html")]
    tracks += [("text", ["--renderer", name], bench / "text" / name) for name in RENDERERS]
    tracks += [("datelines", [], bench / "datelines.jsonl.gz")]
    with tempfile.TemporaryDirectory() as folder:
        for track, options, source in tracks:
            records = Path(folder) / f"{source.name}.jsonl"
            subprocess.run([BINARY, source, "-o", records], check=True)
            command = [sys.executable, bench / "score.py", track, records, *options]
            failed += [track] if subprocess.run(command + (["--floor", FLOORS] if floor else [])).returncode else []
        worse = list(wrapped(bench, folder, Path(folder) / f"{WRAPPED}.jsonl"))
        print(*worse, sep="\n")
    sys.exit(bool(failed + worse))


if __name__ == "__main__":
    main()
