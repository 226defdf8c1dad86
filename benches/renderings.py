#!/usr/bin/env python3
"""Accuracy on dumps of tools that no model was trained on: benches/renderings.py BENCH [NAME ...]

Renders the articles of BENCH/html (CONTRIBUTING says what BENCH holds) with each tool that is there, runs the release
binary over what comes out, and prints F1 over runs of four words, its precision and recall, and titles equal but for case.
Needs the packages of renderings.txt; lynx, w3m, elinks and pandoc are left out where they are not installed.
The model knows these pages from other renderings: what is measured is what a rendering costs.
"""
import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bs4 import BeautifulSoup

BINARY = "target/release/copydesk"


def bare(page):
    soup = BeautifulSoup(page, "lxml")
    for element in soup(["script", "style", "noscript"]):
        element.extract()
    return soup


def to_html2text(page):
    import html2text

    parser = html2text.HTML2Text(bodywidth=0)
    parser.ignore_links = parser.ignore_images = True
    return parser.handle(page)


def to_markdown(page):
    import markdownify

    return markdownify.markdownify(str(bare(page)), strip=["a", "img"])


def program(*command):
    def render(page):
        done = subprocess.run(command, input=page.encode(), capture_output=True, timeout=60, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
        return done.stdout.decode("utf-8", "replace")

    return render


LYNX = ["lynx", "-dump", "-stdin", "-force_html", "-assume_charset=utf-8", "-display_charset=utf-8"]
RENDERERS = {
    "get_text()": lambda page: bare(page).get_text(),
    "get_text(' ', strip=True)": lambda page: bare(page).get_text(" ", strip=True),
    "html2text": to_html2text,
    "markdownify": to_markdown,
    "pandoc": program("pandoc", "-f", "html", "-t", "plain", "--wrap=none"),
    "w3m": program("w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80"),
    "lynx": program(*LYNX, "-width=100"),
    "lynx -nolist": program(*LYNX, "-width=80", "-nolist"),
    "elinks": program("elinks", "-dump", "-force-html", "-dump-charset", "utf-8", "-no-references", "-no-numbering"),
}


PROGRAMS = ("pandoc", "w3m", "lynx", "elinks")


def is_there(name):
    program = name.split()[0]
    return program not in PROGRAMS or shutil.which(program) is not None


def rendered(job):
    name, source, target = job
    try:
        target.write_text(RENDERERS[name](gzip.decompress(source.read_bytes()).decode("utf-8", "replace")), encoding="utf-8")
    except Exception as fault:  # tools fail in ways of their own; what gave nothing counts as an empty page
        print(f"{name}, {source.name}: {fault}", file=sys.stderr)
        target.write_text("", encoding="utf-8")


def main():
    bench, wanted = Path(sys.argv[1]), sys.argv[2:]
    sys.path.insert(0, str(bench))
    from metrics import shingle_scores

    lines = [json.loads(line) for line in open(bench / "gold.jsonl", encoding="utf-8")]
    gold = {g["id"]: g for g in lines if g["page_type"] == "article" and g["gold"].get("body")}
    names = wanted or [name for name in RENDERERS if is_there(name)]
    for name in names:
        with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
            list(pool.map(rendered, [(name, bench / f"html/{i}.html.gz", Path(folder) / f"{i}.txt") for i in gold]))
            records = Path(folder) / "records.jsonl"
            subprocess.run([BINARY, "--quiet", *sorted(Path(folder).glob("*.txt")), "-o", records])
            found = {Path(r["input"]["path"]).stem: r for r in map(json.loads, open(records, encoding="utf-8"))}
        for part in sorted({g["set"] for g in gold.values()}):
            own = [g for g in gold.values() if g["set"] == part]
            body = shingle_scores([(g["gold"]["body"], found.get(g["id"], {}).get("body", "")) for g in own])
            folded = lambda title: " ".join((title or "").lower().split())  # noqa: E731
            titles = sum(folded(found.get(g["id"], {}).get("title")) == folded(g["gold"]["title"]) for g in own)
            figures = f"F1 {body['sh_f1']:.3f}  P {body['sh_p']:.3f}  R {body['sh_r']:.3f}  title {titles / len(own):.3f}"
            print(f"{name:<28}{part:<8}{len(own):>4} pages  {figures}", flush=True)


if __name__ == "__main__":
    main()
