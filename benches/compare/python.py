"""One extractor in Python as a process of its own: python.py TOOL FILES; what src/main.rs is for those in Rust."""
import gzip
import logging
import sys
import time


def main():
    tool, files = sys.argv[1:]
    extract = extractor(tool)
    with open(files) as paths:
        pages = [read(path.rstrip("\n")) for path in paths]
    print("ready", len(pages), sum(map(len, pages)), flush=True)
    before = reset_peak()
    for _ in sys.stdin:
        times, failed = [], 0
        for page in pages:
            # Anew each time: a string keeps its UTF-8 once somebody asked for it, which is not the extractor's memory.
            page = page.decode("utf-8", "replace")
            start = time.perf_counter_ns()
            try:
                made = extract(page)
            except Exception:
                made = None
            times.append(time.perf_counter_ns() - start)
            failed += not made
        print(*times, failed, max(0, status("VmHWM:") - before), flush=True)


def extractor(tool):
    if tool == "resiliparse":
        from resiliparse.extract.html2text import extract_plain_text
        return lambda page: extract_plain_text(page, main_content=True)
    import trafilatura
    logging.disable(logging.CRITICAL)
    return lambda page: trafilatura.extract(page, output_format="json", with_metadata=True)


def read(path):
    with open(path, "rb") as file:
        content = file.read()
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def reset_peak():
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass
    return status("VmRSS:")


def status(field):
    try:
        with open("/proc/self/status") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(field))
    except OSError:
        return 0


if __name__ == "__main__":
    main()
