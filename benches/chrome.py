#!/usr/bin/env python3
"""What learned chrome is worth on the text renderings of BENCH: benches/chrome.py BENCH [PROGRAM]

Of each domain with three pages or more, each page is extracted without and with what is learned from the other pages of its
domain, and scored by BENCH/score.py against their gold. Two pages are few to learn from: --min-pages is 2 here.
"""
import gzip
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlparse

BENCH = Path(sys.argv[1])
PROGRAM = (sys.argv[2:] or ["target/release/copydesk"])[0]
sys.path.insert(0, str(BENCH))
import score  # noqa: E402


def main():
    gold = {row["id"]: row for row in score.read(BENCH / "gold.jsonl")}
    for renderer in sorted(path for path in (BENCH / "text").iterdir() if path.is_dir()):
        sites = defaultdict(dict)
        for path in sorted(renderer.glob("*.txt.gz")):
            name = path.name.removesuffix(".txt.gz")
            host = (urlparse(gold[name]["url"]).hostname or "").removeprefix("www.")
            sites[host][name] = {"id": name, "url": gold[name]["url"], "text": gzip.decompress(path.read_bytes()).decode()}
        sites = {host: pages for host, pages in sites.items() if len(pages) >= 3}
        rows = [gold[name] for pages in sites.values() for name in pages]
        print(f"{renderer.name}: {len(rows)} pages of {len(sites)} domains")
        before, after = [], []
        for pages in sites.values():
            for name, page in pages.items():
                before.append(extract(page, []))
                with tempfile.NamedTemporaryFile(suffix=".json") as chrome:
                    run(["learn", "--quiet", "--min-pages", "2", "--output", chrome.name], [pages[other] for other in pages if other != name])
                    after.append(extract(page, ["--chrome", chrome.name]))
        changed = sum(one["body"] != other["body"] for one, other in zip(before, after))
        print(f"  bodies changed: {changed}")
        for one, other in zip(before, after):
            if one["body"] != other["body"]:
                gone = [part for part in one["body"].split("\n\n") if part not in other["body"].split("\n\n")]
                print(f"    {one['input']['id']}: {[part[:60] for part in gone][:6]}")
        for word, records in (("without", before), ("with", after)):
            for name, cases, figures, _ in score.by_set(records, rows):
                if cases:
                    print(f"  {word:<8}{name:<8}{len(cases):>4} pages  " + "  ".join(f"{key} {figures[key]:.4f}" for key in ("sh_f1", "sh_p", "sh_r", "sh_page_f1")))


def extract(page, arguments):
    record = json.loads(run(["--quiet", *arguments], [page]))
    record["input"]["path"] = page["id"] + ".txt"
    return record


def run(arguments, pages):
    lines = "".join(json.dumps(page) + "\n" for page in pages)
    command = [PROGRAM, *arguments, "--input-format", "jsonl"]
    return subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
