"""Runs programs, and says what each of them took.

The system counts the memory of a parent to the peak of its child until the child becomes another program. A Python that
holds pages would find itself measured, so a small process of its own starts what is measured: this file, as a program.
"""
import json
import os
import subprocess
import sys
import time
from typing import NamedTuple


class Run(NamedTuple):
    """What a program took: seconds, seconds of processor time, MiB at the peak; and its exit code."""

    seconds: float
    processor: float
    peak: float
    code: int


class Starter:
    """A small process that starts others."""

    def __init__(self):
        command = [sys.executable, "-S", __file__]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, command, codes=(0,)):
        """Runs a program to its end, without its voice; one that exits with another code ends this program too."""
        command = [str(part) for part in command]
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        run = Run(*json.loads(self.process.stdout.readline()))
        if run.code not in codes:
            sys.exit(f"{' '.join(command)}: it failed ({run.code}); run it alone to see why")
        return run


def main():
    for line in sys.stdin:
        start = time.perf_counter()
        child = subprocess.Popen(json.loads(line), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        # The system counts KiB.
        run = [seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]
        print(json.dumps(run), flush=True)


if __name__ == "__main__":
    main()
