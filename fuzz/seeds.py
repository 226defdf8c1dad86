#!/usr/bin/env python3
"""Seeds for the target `source`: the beginnings of some fixtures in each kind of file there is: fuzz/seeds.py FOLDER

The first byte of a seed says what the target is told of the file. All are shorter than the inputs that are tried.
"""
import gzip
import io
import json
import sys
import tarfile
import zipfile
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = ["html/live-blog/source.html", "text/no-title/source.txt", "html/russian-windows-1251/source.html"]
LENGTH = 300
# What the target knows by each byte.
AUTO, CSV, TSV, FORM_FEEDS = b"\0", b"\x07", b"\x08", b"\x09"

ARC = (b"filedesc://a.arc 0.0.0.0 20080430204825 text/plain 4\n1 0\n"
       b"http://a/ 0.0.0.0 20080430204825 text/html 3\n<p>\n")


def main():
    folder, pages = Path(sys.argv[1]), [(FIXTURES / page).read_bytes()[:LENGTH] for page in PAGES]
    folder.mkdir(parents=True, exist_ok=True)
    texts = [page.decode("utf-8", "replace") for page in pages]
    records, lines = [record(page) for page in pages], [json.dumps({"id": 1, "html": text}) + "\n" for text in texts]
    rows = "".join('1,"' + text.replace('"', '""') + '"\n' for text in texts)
    seeds = {
        "lines": AUTO + "".join(lines).encode(),
        "lines-packed": AUTO + gzip.compress("".join(lines).encode()),
        "array": AUTO + json.dumps(texts, indent=1).encode(),
        "page-packed-and-more": AUTO + gzip.compress(pages[0]) + b"more",
        "archive": AUTO + b"".join(records),
        "archive-in-members": AUTO + b"".join(map(gzip.compress, records)),
        "archive-in-one-member": AUTO + gzip.compress(b"".join(records)),
        "arc": AUTO + ARC,
        "tar": AUTO + tar(pages)[:3072],
        "tar-packed": AUTO + gzip.compress(tar(pages)),
        "tar-with-a-gap": AUTO + tar(pages)[:1024] + b"\xff" * 512 + tar(pages)[1024:2048],
        "zip": AUTO + zipped(pages),
        "zip-without-a-list": AUTO + zipped(pages).split(b"PK\1\2")[0],
        "rows": CSV + ("id,html\n" + rows).encode(),
        "rows-with-tabs": TSV + b"id\ttext\n1\ta\n2\tb\n",
        "articles": FORM_FEEDS + b"\f".join(pages),
        "mail": AUTO + b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n\r\n" + pages[0],
        "feed": AUTO + b"<?xml version='1.0'?><rss><channel><item><title>Storm</title></item></channel></rss>",
    }
    for name, seed in seeds.items():
        (folder / name).write_bytes(seed)


def record(page):
    body = gzip.compress(page)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"


def tar(pages):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for number, page in enumerate(pages):
            member = tarfile.TarInfo(f"{number}.html")
            member.size = len(page)
            archive.addfile(member, io.BytesIO(page))
    return out.getvalue()


def zipped(pages):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(pages):
            archive.writestr(f"{number}.html", page)
    return out.getvalue()


if __name__ == "__main__":
    main()
