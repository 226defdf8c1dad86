#!/usr/bin/env python3
"""How fast a web archive becomes articles, beside fastwarc with resiliparse, and in how much memory.

FOLDER holds pages, *.html.gz. They are packed into one .warc.gz, a member a record, and all of it is read and extracted on
one pinned core, in alternation. With --load those below 1 MiB are packed and repeated until the archive has so many MiB, and
memory alone is looked at, for one thread and two: it must not grow with the archive."""
import argparse, gzip, io, pathlib, shutil, statistics, sys, tempfile

from measured import Starter

CORE = "1"
# MiB that a file of any size may take when its documents are below 1 MiB.
MOST = 60

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


def pack(pages, path, below=float("inf")):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=True)
        for page in pages:
            body = gzip.decompress(page.read_bytes())
            if len(body) >= below:
                continue
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"https://{page.name.split('.')[0]}.example/"
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=head))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("copydesk", help="the program")
    parser.add_argument("folder", type=pathlib.Path, help="pages, *.html.gz")
    parser.add_argument("--rounds", type=int, default=5, help="times that each reads the archive (5)")
    parser.add_argument("--load", type=int, nargs="+", metavar="MIB", help="archives of so many MiB, for memory alone")
    options = parser.parse_args()
    starter, pages = Starter(), sorted(options.folder.glob("*.html.gz"))
    with tempfile.TemporaryDirectory() as folder:
        archive = pathlib.Path(folder) / "pages.warc.gz"
        if options.load:
            pack(pages, archive, below=1 << 20)
            load(starter, options, archive)
        else:
            pack(pages, archive)
            compare(starter, options, archive, len(pages))


def load(starter, options, archive):
    above = False
    for size in options.load:
        large = archive.with_name(f"{size}.warc.gz")
        with open(large, "wb") as out:
            while out.tell() < size << 20:
                with open(archive, "rb") as part:
                    shutil.copyfileobj(part, out)
        for jobs in 1, 2:
            run = starter.run([options.copydesk, "--jobs", str(jobs), "--quiet", large, "-o", "/dev/null"])
            above |= run.peak > MOST
            print(f"{large.stat().st_size >> 20} MiB, --jobs {jobs}: {run.seconds:.0f} s, peak memory {run.peak:.1f} MiB")
        large.unlink()
    if above:
        sys.exit(f"more than {MOST} MiB")


def compare(starter, options, archive, pages):
    out = archive.with_name("out.jsonl")
    ours = [options.copydesk, "--jobs", "1", "--quiet", archive, "-o", out]
    theirs = [sys.executable, "-c", THEIRS, archive, out]
    runs = []
    for _ in range(options.rounds):
        pair = []
        for command in (ours, theirs):
            pair.append(starter.run(["taskset", "-c", CORE, *command]))
            count = sum(1 for _ in open(out))
            assert count == pages, (command[0], count, pages)
        runs.append(pair)
    # Of two that share a noisy machine, what each took of the processor itself.
    ratios = [theirs.processor / ours.processor for ours, theirs in runs]
    for name, which in [("copydesk", 0), ("fastwarc + resiliparse", 1)]:
        best, peak = min(run[which].processor for run in runs), max(run[which].peak for run in runs)
        print(f"{name}: {pages} pages, {pages / best:.0f} pages/s at best, peak memory {peak:.0f} MiB")
    spread = f"{min(ratios):.2f} to {max(ratios):.2f} in {options.rounds} rounds"
    print(f"copydesk is {statistics.median(ratios):.2f} times as fast by processor time ({spread})")


if __name__ == "__main__":
    main()
