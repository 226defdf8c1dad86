#!/usr/bin/env python3
"""What a user waits for, over a folder of pages: benches/run.py [FOLDER]; without one, over invented pages.

Whole runs of the program, from files to a file: one thread on one core, and two on two, from plain files and from
gzipped ones, in turn and the best of some; the peak of memory; and start-up, on a page of a line.
"""
import gzip
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measured import Starter

RUNS = 5
STARTS = 100
# Too few pages are over before the threads are there.
LEAST_PAGES = 1000
COPYDESK = "target/release/copydesk"
CORES = ["0", "1"]


def main():
    starter = Starter()
    with tempfile.TemporaryDirectory(dir="target") as folder:
        folder = Path(folder)
        pages = unpacked(Path(sys.argv[1]) if len(sys.argv) > 1 else invented(folder / "invented"))
        kinds = {"plain": write(folder / "plain", pages, bytes), "gzip": write(folder / "gzip", pages, gzip.compress)}
        size = sum(map(len, pages))
        print(f"whole runs over {len(pages)} pages of {size / 1e6:.1f} MB, best of {RUNS}")
        for kind, source in kinds.items():
            one, two = best(starter, source)
            for jobs, (seconds, peak) in enumerate([one, two], 1):
                rate = f"{len(pages) / seconds:>8.0f} pages/s{size / seconds / 1e6:>8.0f} MB/s"
                print(f"{kind:<8}{jobs} thread{'s' if jobs > 1 else ' '}{rate}, peak memory {peak:.1f} MiB")
            print(f"{kind:<8}two threads against one: {one[0] / two[0]:.2f} times")
        print(f"start-up, median of {STARTS}: {start_up(starter, folder / 'page.html'):.1f} ms")


def invented(folder):
    command = ["cargo", "bench", "--quiet", "--bench", "stages", "--", "--write", folder.resolve()]
    subprocess.run(command, check=True)
    return folder


def unpacked(folder):
    files = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    if not files:
        sys.exit(f"{folder}: no files; name a folder of pages")
    pages = [gzip.decompress(file) if file.startswith(b"\x1f\x8b") else file for file in files]
    return pages * -(-LEAST_PAGES // len(pages))


def write(folder, pages, pack):
    folder.mkdir()
    packed = {}
    for number, page in enumerate(pages):
        if page not in packed:
            packed[page] = pack(page)
        (folder / f"{number:06}").write_bytes(packed[page])
    return folder


def best(starter, source):
    """For one thread and two: the fewest seconds and the most MiB."""
    bests = [(float("inf"), 0.0)] * 2
    for _ in range(RUNS):
        for jobs in (1, 2):
            command = ["taskset", "-c", ",".join(CORES[-jobs:]), COPYDESK, "--jobs", str(jobs), source, "-o", "/dev/null"]
            run = starter.run(command)
            bests[jobs - 1] = min(bests[jobs - 1][0], run.seconds), max(bests[jobs - 1][1], run.peak)
    return bests


def start_up(starter, page):
    page.write_text("<!doctype html><title>A</title><p>The harbour was closed on Monday.")
    command = [COPYDESK, "--quiet", "-o", "/dev/null", page]
    return statistics.median(starter.run(command).seconds for _ in range(STARTS)) * 1e3


if __name__ == "__main__":
    main()
