#!/usr/bin/env python3
"""How fast a web archive becomes articles, beside fastwarc with resiliparse, and in how much memory:
`benches/dumps.py COPYDESK FOLDER [ROUNDS]`. FOLDER holds pages, *.html.gz. They are packed into one .warc.gz, a member a
record, and all of it is read and extracted on one pinned core, in alternation."""
import gzip, io, os, pathlib, statistics, subprocess, sys, tempfile, time

CORE = "1"

THEIRS = """
import json, sys
from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
with open(sys.argv[1], "rb") as archive, open(sys.argv[2], "w") as out:
    for record in ArchiveIterator(archive, record_types=WarcRecordType.response, parse_http=True):
        page = record.reader.read()
        text = extract_plain_text(bytes_to_str(page, detect_encoding(page)), main_content=True)
        out.write(json.dumps({"id": record.record_id, "body": text}) + "\\n")
"""


def pack(pages, path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=True)
        for page in pages:
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            body = io.BytesIO(gzip.decompress(page.read_bytes()))
            url = f"https://{page.name.split('.')[0]}.example/"
            writer.write_record(writer.create_warc_record(url, "response", body, http_headers=head))


def timed(command):
    """Seconds of processor time and MiB at the peak: of two that share a noisy machine, what each took itself."""
    start = time.perf_counter()
    child = subprocess.Popen(["taskset", "-c", CORE, *command])
    _, status, used = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1024


def main():
    copydesk, pages = sys.argv[1], sorted(pathlib.Path(sys.argv[2]).glob("*.html.gz"))
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory() as folder:
        archive, out = f"{folder}/pages.warc.gz", f"{folder}/out.jsonl"
        pack(pages, archive)
        ours = [copydesk, "--jobs", "1", "--quiet", archive, "-o", out]
        theirs = [sys.executable, "-c", THEIRS, archive, out]
        runs = []
        for _ in range(rounds):
            pair = []
            for command in (ours, theirs):
                pair.append(timed(command))
                count = sum(1 for _ in open(out))
                assert count == len(pages), (command[0], count, len(pages))
            runs.append(pair)
    ratios = [theirs[0] / ours[0] for ours, theirs in runs]
    for name, which in [("copydesk", 0), ("fastwarc + resiliparse", 1)]:
        best, peak = min(run[which][0] for run in runs), max(run[which][2] for run in runs)
        print(f"{name}: {len(pages)} pages, {len(pages) / best:.0f} pages/s at best, peak memory {peak:.0f} MiB")
    spread = f"{min(ratios):.2f} to {max(ratios):.2f} in {rounds} rounds"
    print(f"copydesk is {statistics.median(ratios):.2f} times as fast by processor time ({spread})")


if __name__ == "__main__":
    main()
