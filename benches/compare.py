#!/usr/bin/env python3
"""copydesk beside other extractors on the pages of a folder, on one pinned core: benches/compare.py FOLDER

Each extractor is a process of its own that holds all pages in memory, unpacked, and takes the time of each page itself:
neither start-up nor reading counts. They go through the pages in turn, for some rounds; of a page's times the best
counts. copydesk gets bytes and gives JSON lines with all metadata; the others get decoded text, and give:
resiliparse the main text, trafilatura JSON with metadata, rs-trafilatura and dom_smoothie text with metadata.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import guided

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "target"
RUST = ["copydesk", "rs-trafilatura", "dom_smoothie"]
PYTHON = ["resiliparse", "trafilatura"]


def main():
    options = arguments()
    files = [str(path) for path in sorted(options.folder.rglob("*")) if path.is_file()]
    if not files:
        sys.exit(f"{options.folder}: no files; name a folder of pages")
    binary, python = build(options.guided), venv()
    with tempfile.TemporaryDirectory() as folder:
        tools = [Tool(name, binary, python, files, options, Path(folder)) for name in RUST + PYTHON]
        for number in range(options.rounds):
            for tool in tools:
                print(f"round {number + 1}: {tool.name}", end="\033[K\r", file=sys.stderr, flush=True)
                tool.round()
        print(end="\033[K", file=sys.stderr)
    table(tools, options)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="pages, HTML or gzipped HTML")
    parser.add_argument("--rounds", type=int, default=3, help="times that each goes through the pages (3)")
    parser.add_argument("--sample", type=int, default=200, help="pages for trafilatura, spread over all (200; 0: all)")
    parser.add_argument("--core", default="1", help="the core they share (1)")
    parser.add_argument("--guided", action="store_true", help="build all that is Rust as benches/guided.py builds copydesk")
    return parser.parse_args()


def build(is_guided):
    manifest = HERE / "compare/Cargo.toml"
    if is_guided:
        return guided.build(manifest, TARGET / "compare-guided", "compare", run_once)
    command = ["cargo", "build", "--release", "--manifest-path", manifest]
    subprocess.run(command, check=True, env={**os.environ, "CARGO_TARGET_DIR": str(TARGET / "compare")})
    return TARGET / "compare/release/compare"


def run_once(binary, pages):
    """Each extractor goes through a folder of pages."""
    files = pages / "files"
    files.write_text("".join(f"{page}\n" for page in sorted(pages.iterdir())))
    for name in RUST:
        subprocess.run([binary, name, files], check=True, input="\n", text=True, stdout=subprocess.DEVNULL)


def venv():
    python = TARGET / "compare-venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", TARGET / "compare-venv"], check=True)
    pins = HERE / "compare/requirements.txt"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", pins], check=True)
    return python


class Tool:
    """An extractor's process, and the best time of each of its pages."""

    def __init__(self, name, binary, python, files, options, folder):
        self.name = name
        step = 1
        if name == "trafilatura" and options.sample:
            step = max(1, len(files) // options.sample)
        self.pages = list(range(0, len(files), step))
        paths = folder / name
        paths.write_text("".join(files[page] + "\n" for page in self.pages))
        program = [binary] if name in RUST else [python, HERE / "compare/python.py"]
        command = ["taskset", "-c", options.core, *program, name, paths]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.bytes = int(self.answer()[2])
        self.best = None

    def round(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        *times, self.failed, self.peak = map(int, self.answer())
        self.best = list(map(min, times, self.best or times))

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name}: it ended before its time; run it alone to see why")
        return line.split()

    def seconds(self):
        return sum(self.best) / 1e9


def table(tools, options):
    ours = tools[0]
    print(f"{len(ours.pages)} pages, {ours.bytes / 1e6:.1f} MB, core {options.core}, a page's best of {options.rounds} rounds")
    print(f"{'':<20}{'us/page':>10}{'pages/s':>10}{'MB/s':>10}{'peak MiB':>10}{'pages':>8}{'empty':>8}{'x copydesk':>12}")
    for tool in sorted(tools, key=lambda tool: tool.seconds() / len(tool.pages)):
        seconds, count = tool.seconds(), len(tool.pages)
        # On the same pages: a sample is set beside copydesk's times of the sample.
        ratio = seconds / (sum(ours.best[page] for page in tool.pages) / 1e9)
        row = f"{tool.name:<20}{seconds / count * 1e6:>10.0f}{count / seconds:>10.1f}{tool.bytes / seconds / 1e6:>10.1f}"
        print(f"{row}{tool.peak / 1024:>10.1f}{count:>8}{tool.failed:>8}{ratio:>12.2f}")
    print("peak MiB is what comes to the pages and the program's code; empty, the pages of which nothing came")


if __name__ == "__main__":
    main()
