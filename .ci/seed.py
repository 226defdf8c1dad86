#!/usr/bin/env python3
"""The dump that started it all must come out perfect, however it arrives: .ci/seed.py PATH"""
import bz2
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = "target/release/copydesk"


def run(args, stdin=None):
    done = subprocess.run([BINARY, *args], input=stdin, capture_output=True)
    if done.returncode:
        sys.exit(f"exit code {done.returncode}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def wanted(text):
    """The record, read off the dump by its known shape: title twice, paragraphs, three lines of chrome."""
    title, again, *paragraphs = [line for line in text.split("\n") if line.strip()]
    assert title == again and paragraphs[-1] == "Top Stories"
    dateline, _, first = paragraphs[0].partition(" – ")
    body = [first, *paragraphs[1:-3]]
    assert len(body) == 12
    return {"title": title, "dateline": dateline, "dateline_place": "TEHRAN", "dateline_date": None,
            "dateline_agency": "Tasnim", "body": "\n\n".join(body), "language": "en", "warnings": []}


def main():
    path = Path(sys.argv[1])
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    want = wanted(text)
    arrivals = {"its path": ([str(path)], None), "stdin": ([], raw), "stdin, by its dash": (["-"], raw)}
    variants = {"gzip": gzip.compress(raw), "bzip2": bz2.compress(raw), "CRLF": text.replace("\n", "\r\n").encode(),
                "UTF-16 with a mark": text.encode("utf-16"), "UTF-16LE": text.encode("utf-16-le"),
                "UTF-16BE": text.encode("utf-16-be")}
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in variants.items():
            file = Path(folder) / "dump"
            file.write_bytes(data)
            check(name, run([str(file)]), want) or (failed := failed + 1)
            check(f"{name}, stdin", run([], data), want) or (failed := failed + 1)
    for name in ["its path", "stdin", "stdin, by its dash"]:
        check(name, run(*arrivals[name]), want) or (failed := failed + 1)
    sys.exit(bool(failed))


def check(name, got, want):
    wrong = {key: got.get(key) for key, value in want.items() if got.get(key) != value}
    print(f"the seed by {name}: {'perfect' if not wrong else f'WRONG {wrong}'}")
    return not wrong


if __name__ == "__main__":
    main()
