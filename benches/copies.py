#!/usr/bin/env python3
"""How near the fingerprints of wire copies are, and how far those of other articles: benches/copies.py FOLDER [PROGRAM]

FOLDER holds gold.jsonl. Each article is run as text, as it is and edited as papers edit what a wire sends.
"""
import json
import random
import subprocess
import sys
from pathlib import Path

PROGRAM = (sys.argv[2:] or ["target/release/copydesk"])[0]
LIMITS = (0, 2, 3, 4, 5, 6, 8)
LONG = 600  # characters of an article from which it is not a note


def main():
    random.seed(1)
    rows = map(json.loads, open(Path(sys.argv[1]) / "gold.jsonl", encoding="utf-8"))
    bodies = [b for row in rows if row["set"] in ("wcxb", "fundus") and len(b := row["gold"].get("body") or "") > LONG]
    bodies = ["\n\n".join(line for line in body.split("\n") if line.strip()) for body in bodies]
    plain = signatures([f"A headline of some words\n\n{body}" for body in bodies])
    print(f"{len(bodies)} articles; share of copies whose fingerprints differ in at most so many bits:")
    print(f"{'':<34}" + "".join(f"{limit:>7}" for limit in LIMITS))
    for name, edit in EDITS.items():
        edited = signatures([f"Another headline\n\n{edit(body)}" for body in bodies])
        far = [(a ^ b).bit_count() for a, b in zip(plain, edited) if a is not None and b is not None]
        print(f"{name:<34}" + "".join(f"{sum(d <= limit for d in far) / len(far):>7.3f}" for limit in LIMITS))
    known = [signature for signature in plain if signature is not None]
    pairs = sorted((a ^ b).bit_count() for i, a in enumerate(known) for b in known[:i])
    print(f"{len(pairs)} pairs of different articles; the nearest: {pairs[:12]}")


def signatures(texts):
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    command = [PROGRAM, "--fingerprint", "--quiet", "--input-format", "jsonl"]
    out = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    found = [json.loads(line)["fingerprint"] for line in out.splitlines()]
    return [value and int(value, 16) for value in found]


def changed_words(body, share):
    words = body.split(" ")
    return " ".join(random.choice(words) if random.random() < share else word for word in words)


def without_one(body):
    parts = body.split("\n\n")
    at = random.randrange(1, max(len(parts), 2))
    return "\n\n".join(parts[:at] + parts[at + 1:])


CREDIT = "\n\n(Reporting by Anna Smith in Berlin; editing by John Miller)"
EDITS = {
    "title": lambda body: body,
    "title, dateline": lambda body: f"BERLIN, March 3 (Reuters) - {body}",
    "title, dateline, credit": lambda body: f"BERLIN (AP) — {body}{CREDIT}",
    "one word in 200": lambda body: changed_words(body, 0.005),
    "one word in 50": lambda body: changed_words(body, 0.02),
    "a paragraph left out": without_one,
    "the last third left out": lambda body: body[: len(body) * 2 // 3].rsplit(" ", 1)[0],
}

if __name__ == "__main__":
    main()
