#!/usr/bin/env python3
"""How often metadata is what the page itself says: .ci/precision.py BENCH [COUNT]

Runs the release binary over COUNT articles (100) drawn from BENCH/gold.jsonl with a fixed seed and compares language, site
name, description, section, tags, picture and date of change with every value that the page's own meta elements, JSON-LD
and root element give for them. Prints for each field how many records have it, how many of these the page confirms, and
the others for a reader's eye. Plain standard library.
"""
import gzip
import html
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BINARY = "target/release/copydesk"
FIELDS = {
    "language": ("lang", "locale", "inlanguage", "content-language"),
    "site_name": ("site_name", "application-name", "publisher", "name", "apple-mobile-web-app-title", "source", "citation_journal_title"),
    "description": ("description",),
    "section": ("section", "articlesection", "category"),
    "tags": ("tag", "tags", "keywords", "news_keywords", "subject"),
    "image": ("image", "url", "contenturl", "thumbnailurl", "src", "secure_url", "image-url"),
    "date_modified": ("modified_time", "datemodified", "updated_time", "last-modified", "modified", "updated", "lastmod"),
}


def squeeze(text):
    text = re.sub(r"<[^>]*>", "", html.unescape(html.unescape(str(text))))
    return " ".join(re.findall(r"\w+", text.lower()))


def statements(page):
    """(key, value) of meta elements, attributes of the root, and all members of JSON-LD, keys without prefixes."""
    for tag in re.findall(r"(?is)<(?:meta|html)\b[^>]*>", page):
        attributes = {key.lower(): value.strip("\"'") for key, value in re.findall(r"""(?s)([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", tag)}
        for name in ("name", "property", "itemprop", "http-equiv"):
            if name in attributes and "content" in attributes:
                yield re.split(r"[:.]", attributes[name].lower())[-1], attributes["content"]
        yield from ((key, attributes[key]) for key in ("lang", "xml:lang") if key in attributes)
    for script in re.findall(r"(?is)<script[^>]*ld\+json[^>]*>(.*?)</script>", page):
        for key, values in re.findall(r'(?s)"(\w+)"\s*:\s*(\[[^\]]*\]|"(?:[^"\\]|\\.)*")', script):
            for value in re.findall(r'(?s)"((?:[^"\\]|\\.)*)"', values):
                try:
                    yield key.lower(), json.loads(f'"{value}"', strict=False)
                except ValueError:
                    yield key.lower(), value


def confirmed(field, value, said):
    if field == "language":
        return value[:2] in {text.lower()[:2] for text in said}
    if field == "date_modified":
        return value[:10] in {text[:10] for text in said}
    if field == "image":
        return any(text and html.unescape(text).split("?")[0] in value or value.split("?")[0] in html.unescape(text) for text in said)
    mine = [squeeze(part) for part in (value if isinstance(value, list) else [value])]
    theirs = [squeeze(text) for text in said]
    return all(any(part in text for text in theirs) for part in mine)


def main():
    bench, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    cases = [json.loads(line) for line in (bench / "gold.jsonl").read_text().split("\n") if line]
    cases = sorted(case["id"] for case in cases if case.get("page_type") in (None, "", "article"))
    drawn = random.Random(7).sample(cases, count)
    pages = [bench / "html" / f"{name}.html.gz" for name in drawn]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "records.jsonl"
        subprocess.run([BINARY, *pages, "-o", out], check=True)
        records = [json.loads(line) for line in out.read_text().split("\n") if line]
    said = [list(statements(gzip.open(page).read().decode("utf-8", "replace"))) for page in pages]
    for field, keys in FIELDS.items():
        have = [(record, texts) for record, texts in zip(records, said) if record.get(field)]
        rows = [(record, confirmed(field, record[field], [text for key, text in texts if key in keys])) for record, texts in have]
        good = sum(ok for _, ok in rows)
        print(f"{field:<14} in {len(rows):>3} of {count}, confirmed {good:>3}, by eye {len(rows) - good:>3}")
        for record, ok in rows:
            if not ok:
                print(f"    {Path(record['input']['path']).name[:40]:<40} {str(record[field])[:100]}")


if __name__ == "__main__":
    main()
