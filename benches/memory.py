#!/usr/bin/env python3
"""The most memory that input meant to hurt can make the program take: benches/memory.py COPYDESK [WORDS]

Each case is a folder of documents as large as --max-document-size allows, run by one thread and by two. The bound is that of
README: 64 MiB and six times that size for each thread. WORDS choose the cases whose name has them.
"""
import base64
import gzip
import json
import random
import sys
import tempfile
from pathlib import Path

from measured import Starter

BASE = 64
TIMES = 6
# MiB that a document may have. The default, and one beside which what is the same for every document weighs more.
LIMITS = [16, 1]
# So many that there is always one to be read ahead.
DOCUMENTS = 4
SENTENCE = "The harbour of Marbury was closed on Monday, the harbour master said. "


def main():
    copydesk, words = sys.argv[1], " ".join(sys.argv[2:])
    starter, above = Starter(), []
    print(f"{'MiB at the peak':<44}" + "".join(f"{f'{limit} MiB, {jobs}':>12}" for limit in LIMITS for jobs in (1, 2)))
    bounds = [BASE + TIMES * limit * jobs for limit in LIMITS for jobs in (1, 2)]
    print(f"{'bound':<44}" + "".join(f"{bound:>12}" for bound in bounds))
    for name, make in CASES.items():
        if words not in name:
            continue
        peaks = [peak for limit in LIMITS for peak in measured(starter, copydesk, make, limit)]
        too_much = [peak > bound for peak, bound in zip(peaks, bounds)]
        mark = "  ABOVE" if any(too_much) else ""
        print(f"{name:<44}" + "".join(f"{peak:>12.1f}" for peak in peaks) + mark, flush=True)
        above += [name] if mark else []
    if above:
        sys.exit(f"above the bound: {', '.join(above)}")


def measured(starter, copydesk, make, limit):
    """MiB at the peak, for one thread and for two."""
    size = (limit << 20) - 64
    with tempfile.TemporaryDirectory() as folder:
        arguments, content = [], make(size)
        if isinstance(content, tuple):
            arguments, content = content
        for number in range(DOCUMENTS):
            (Path(folder) / str(number)).write_bytes(content)
        command = [copydesk, "--quiet", "-o", "/dev/null", "--max-document-size", f"{limit}M", *arguments, folder]
        return [starter.run([*command, "--jobs", jobs], codes=(0, 1)).peak for jobs in (1, 2)]


def page(piece, before="<!doctype html><body>"):
    """One piece over and over."""
    return lambda size: (before + piece * ((size - len(before)) // len(piece))).encode()[:size]


def numbered(piece, before="<!doctype html><body>", behind=""):
    """One piece after the other, # in each of them another number."""
    def make(size):
        parts, number, length = [before], 0, len(before) + len(behind)
        while length < size:
            parts.append(piece.replace("#", f"{number:x}"))
            length += len(parts[-1])
            number += 1
        return ("".join(parts[:-1]) + behind).encode()
    return make


def text(piece):
    return page(piece, "")


def table(row):
    return lambda size: (["-i", "csv"], page(row, "id,text\n")(size))


def letters(size):
    """Words of four letters, hardly two of them the same."""
    return base64.b32encode(random.Random(1).randbytes(size // 2))[: size - size % 4]


def words(size):
    drawn = letters(size).decode().lower()
    return " ".join(drawn[at:at + 4] for at in range(0, size * 4 // 5, 4)).encode()[:size]


def json_line(size):
    """An object of one text; the escapes of JSON make the line longer than the text is."""
    line = json.dumps({"text": "\n\n".join("é" * 30 for _ in range(size // 62))})
    return ["-i", "jsonl"], (line + "\n").encode()


# Kept open, for it goes when it is closed.
RULES = tempfile.NamedTemporaryFile(suffix=".toml")
RULES.write(b"['example.org']\ndrop_lines = '^Ad'\n")
RULES.flush()


def ruled(piece, *arguments):
    """Lines for which there is a rule."""
    def make(size):
        line = json.dumps({"url": "https://example.org/", "text": piece * (size // len(piece))})
        return ["-i", "jsonl", "--rules", RULES.name, *arguments], (line + "\n").encode()
    return make


def heads(size):
    """Records of a web archive with very long heads and next to no content."""
    # Each packed by itself, for there must be more of them than may wait.
    head = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {'a' * 900_000}\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"
    return gzip.compress(head.encode()) * (32 * size // len(head) + 1)


JSON_LD = "<!doctype html><head><script type=application/ld+json>"
CLOSED = "</script><body><p>" + SENTENCE
CASES = {
    "<li><a>": page("<li><a>x</a>"),
    "<li><a href>": page("<li><a href=y>x</a>"),
    "<p>": page("<p>a"),
    "<p>, empty": page("<p>"),
    "<b>": page("<b>"),
    "<b> with text": page("<b>a"),
    "<b> closed": page("<b>a</b>"),
    "<i><p>": page("<i><p>a"),
    "<a href>": page("<a href=x>y</a> "),
    "<br><br>": page("a<br><br>"),
    "<div>, ever deeper": page("<div>"),
    "<div> with text, ever deeper": page("<div>a"),
    "<div>, 500 deep": page("<p>x", "<!doctype html><body>" + "<div class=story>" * 500),
    "<ul><li>, ever deeper": page("<ul><li>a"),
    "<table>, ever deeper": page("<table>a"),
    "<td>": page("<td>a", "<!doctype html><body><table>"),
    "<h1>": page("<h1>x"),
    "<h2>": page("<h2>A storm closes the harbour"),
    "<time>": numbered("<time datetime=2024-01-02>#</time>"),
    "<a rel=author>": numbered("<a rel=author href=#>A</a>"),
    "itemprop": numbered("<b itemprop=author>#</b>"),
    "<svg>": page("<svg><g>"),
    "<select>": page("<select><option>a"),
    "<template>": page("<template>"),
    "</p>": page("</p>"),
    "attributes": page("<p id=a class=b style=c title=d role=e>"),
    "names of classes, all different": numbered("<p class=w#>a"),
    "names of classes and ids, all different": numbered("<p class=word# id=name#>a"),
    "one class of many words": numbered("word# ", "<!doctype html><body><p class='", f"'>{SENTENCE}"),
    "<meta>": numbered("<meta name=a# content=b>"),
    "<meta> of titles": numbered("<meta name=title content=#>"),
    "<meta> of tags": numbered("<meta property=article:tag content=#>"),
    "<meta> of authors": numbered("<meta name=author content='Anna Smith #'>"),
    "<link>": page("<link href=a>"),
    "keywords": numbered("k#,", "<!doctype html><meta name=keywords content='", f"'><p>{SENTENCE}"),
    "JSON-LD of numbers": numbered("1,", JSON_LD + "[", CLOSED),
    "JSON-LD of objects": numbered('{"a":1},', JSON_LD + "[", CLOSED),
    "JSON-LD of lists": numbered("[],", JSON_LD + "[", CLOSED),
    "JSON-LD of articles": numbered('{"@type":"NewsArticle","headline":"#"},', JSON_LD + "[", CLOSED),
    "JSON-LD of authors": numbered('{"name":"A #"},', JSON_LD + '{"@type":"NewsArticle","author":[', CLOSED),
    "JSON-LD of a long text": numbered("\\u0041 storm # ", JSON_LD + '{"@type":"NewsArticle","articleBody":"', CLOSED),
    "JSON-LD of escapes": numbered('"\\n",', JSON_LD + "[", CLOSED),
    "JSON-LD scripts": page("<script type=application/ld+json>{}</script>"),
    "references": page("&amp;", "<!doctype html><body><p>"),
    "prose": page(f"<p>{SENTENCE}"),
    "prose, one paragraph": page(SENTENCE, "<!doctype html><body><p>"),
    "prose of numbers": numbered("<p>On # March the harbour of Marbury # was closed, the master of # said. "),
    "words, all different, in one paragraph": lambda size: b"<p>" + words(size - 3),
    "text of prose": text(SENTENCE + "\n\n"),
    "text on one line": text(SENTENCE),
    "text set together": numbered("It rained.It snowed#HereAnd ", ""),
    "text of menus on one line": text("Home News Sport Tides Jobs "),
    "text of one letter a line": text("a\n"),
    "text of one letter a paragraph": text("a\n\n"),
    "text of words, all different": words,
    "text of one word": text("a"),
    "text of empty lines": text("\n"),
    "text of rules": text("a\n---\n"),
    "text of broken words": text("harbour re-\nopened\n"),
    "text of Markdown": text("**a** *b* *c* *d* *e* *f* *g* "),
    "text of bylines": text("By Anna Smith\n\n"),
    "text of quotation marks": text('He said "no", "no" and "no" again. \n\n'),
    "text, a byte a letter of two": lambda size: (f"{'В Москве закрыли порт. ' * 4}\n\n".encode("cp1251") * (size // 94))[:size],
    "text, a byte a letter of three": lambda size: (f"{'กรุงเทพมหานคร ' * 9}\n\n".encode("cp874") * (size // 128))[:size],
    "text of no encoding": lambda size: (b"\xff\x81\xfe\x9d a\n\n" * (size // 8))[:size],
    "text in UTF-16": lambda size: ("\ufeff" + f"{'市议会决定' * 20}。\n\n" * (size // 206)).encode("utf-16-le")[:size & ~1],
    "rows of a table": lambda size: table("1,a\n")(size // 128),
    "a row of a table": lambda size: (["-i", "csv"], b'id,text\n1,"' + text('""a\n\n')(size - 12) + b'"\n'),
    "lines of JSON": lambda size: (["-i", "jsonl"], text('{"text":"a"}\n')(size // 64)),
    "a line of JSON": json_line,
    "lines that a rule drops": ruled("Ad\n"),
    "lines that a rule drops, explained": ruled("Ad\n", "--explain"),
    "every other line that a rule drops": ruled("Ad\na\n"),
    "heads of a web archive": heads,
    "articles of a text": lambda size: (["--split", "ff"], text("a\x0c")(size // 128)),
}

if __name__ == "__main__":
    main()
