#!/usr/bin/env python3
"""Pages a second and peak memory of a whole run on one pinned core: benches/run.py FOLDER"""
import resource
import subprocess
import sys
import time
from pathlib import Path

RUNS = 3


def main():
    folder = Path(sys.argv[1])
    pages = sum(1 for path in folder.rglob("*") if path.is_file())
    command = ["taskset", "-c", "1", "target/release/copydesk", "--jobs", "1", folder, "-o", "/dev/null"]
    best = min(timed(command) for _ in range(RUNS))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"whole run, one core, best of {RUNS}: {pages} pages, {pages / best:.0f} pages/s, peak memory {peak:.0f} MiB")


def timed(command):
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
