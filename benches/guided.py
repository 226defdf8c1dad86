#!/usr/bin/env python3
"""The program built with a profile of its own runs, and where it is: benches/guided.py

The compiler lays out code by what it saw run most (profile-guided optimisation; K. Pettis and R. Hansen, "Profile guided
code positioning", 1990). What runs are the pages that benches/pages invents and the fixtures, so that the build depends on
nothing but this repository. Needs the compiler's own llvm-profdata: `rustup component add llvm-tools`.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "target"


def main():
    binary = build(HERE.parent / "Cargo.toml", TARGET / "guided", "copydesk", run)
    print(binary)


def run(binary, pages):
    """The runs that the program is built for."""
    for files in (pages, HERE.parent / "fixtures"):
        # Of the fixtures some are meant to end in errors.
        subprocess.run([binary, "-q", "-o", os.devnull, files])


def build(manifest, target, name, runs):
    """Builds a program twice, the second time by what `runs` had it do, given it and a folder of invented pages."""
    profdata = find_profdata()
    with tempfile.TemporaryDirectory() as folder:
        profiles, merged, pages = (Path(folder) / part for part in ("profiles", "merged.profdata", "pages"))
        invent(pages)
        runs(compiled(manifest, target, name, f"-Cprofile-generate={profiles}"), pages)
        subprocess.run([profdata, "merge", "-o", merged, profiles], check=True)
        return compiled(manifest, target, name, f"-Cprofile-use={merged}")


def compiled(manifest, target, name, flags):
    # With a target named, the flags are for the program alone, not for what runs while it is built.
    command = ["cargo", "build", "--release", "--manifest-path", manifest, "--target-dir", target, "--target", host()]
    subprocess.run(command, check=True, env={**os.environ, "RUSTFLAGS": flags})
    return target / host() / "release" / name


def invent(folder):
    """Writes the invented pages."""
    command = ["cargo", "bench", "--quiet", "--bench", "stages", "--", "--write", folder.resolve()]
    subprocess.run(command, check=True, cwd=HERE.parent)


def host():
    return said("rustc", "--version", "--verbose").partition("host: ")[2].split()[0]


def find_profdata():
    tool = Path(said("rustc", "--print", "target-libdir")).parent / "bin/llvm-profdata"
    if not tool.exists():
        sys.exit(f"{tool}: not there; `rustup component add llvm-tools` brings it")
    return tool


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
