"""Real pages with their articles cut short: those with gold have long articles, and of a brief neither its
neighbours' teasers must be kept nor what little it has be lost.

    python3 train/short.py BENCH FOLDER     writes these pages and their gold, for other tools to be tried on

Of an article its first paragraph stays and some that follow one another, anywhere in it; the others are taken out, and
all chrome stays as it is on the page.
"""
import gzip
import json
import math
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import lxml.html

import data

WEIGHT = 0.33  # of a page
WORDS = 15, 400  # that are wanted of an article, each doubling as likely as the next; its sentences end beyond
LONGER = 1.4  # times what stays, at least, is an article that is cut
MOST = 2, 60  # times the words that are wanted, and words more, in which paragraphs may go on to the end of a sentence
FIRST = 0.85  # of the pages keep their article's first paragraph
AMID = 0.5  # of the pages keep others of anywhere, the rest those behind the first
LETTERS = 6  # of a word, where none are parted by spaces
SCRAPS = 2, 3  # rows between two that go, and words of each: links, emphasis
STOP = re.compile(r"[.!?。！？।…:]['\"”’»」』)]*$")
ARTICLE_BODY = re.compile(r'("articleBody"\s*:\s*)"(?:[^"\\]|\\.)*"')
UNSEEN = {"script", "style", "head", "title", "noscript", "template"}


@dataclass
class Cut:
    """An article's paragraphs, and which of them stay."""
    paragraphs: list
    stays: list

    def body(self):
        return "\n".join(text for text, stays in zip(self.paragraphs, self.stays) if stays)

    def goes(self, rows):
        """Which rows of a page have paragraphs that do not stay."""
        words, own = [data.words(row) for row in rows], [data.words(text) for text in self.paragraphs]
        stays = [stays for stays, text in zip(self.stays, own) for _ in text]
        aligned = data.aligned(words, [word for text in own for word in text])
        goes = [2 * len(places) >= len(row) > 0 and not stays[places[0]] for row, places in zip(words, aligned)]
        # A page may have a text twice, of which one is aligned.
        kept, gone = self.runs(own, True), self.runs(own, False)
        for at, row in enumerate(words):
            found = data.runs(row)
            goes[at] |= len(found) > 2 and len(found & gone) >= 0.6 * len(found) and len(found & kept) < 0.3 * len(found)
        return with_scraps(goes, words)

    def runs(self, words, stays):
        return {run for text, own in zip(words, self.stays) if own == stays for run in data.runs(text)}


def with_scraps(goes, words):
    at = [row for row, gone in enumerate(goes) if gone]
    for before, behind in zip(at, at[1:]):
        between = words[before + 1 : behind]
        if len(between) <= SCRAPS[0] and all(len(row) <= SCRAPS[1] for row in between):
            goes[before:behind] = [True] * (behind - before)
    return goes


def cut(name, body):
    """A cut through an article, or None if there is little to cut off."""
    chance = random.Random(name)
    paragraphs = [text for text in body.split("\n") if text.strip()]
    sizes = [max(len(data.words(text)), len(text) / LETTERS) for text in paragraphs]
    wanted = math.exp(chance.uniform(*map(math.log, WORDS)))
    count = len(paragraphs)
    if count < 3 or sum(sizes) < LONGER * wanted:
        return None
    first = chance.random() < FIRST
    begin = end = chance.randrange(1, count) if chance.random() < AMID else 1
    size = lambda: first * sizes[0] + sum(sizes[begin:end])  # noqa: E731
    ends = lambda: STOP.search(paragraphs[end - 1].strip())  # noqa: E731
    while end < count and (size() < wanted or not ends()) and size() < MOST[0] * wanted + MOST[1]:
        end += 1
    while begin > 1 and size() < wanted:
        begin -= 1
    stays = [first, *(begin <= at < end for at in range(1, count))]
    return None if all(stays) or not any(stays) else Cut(paragraphs, stays)


def page(text, cut):
    """The text of elements goes, the elements stay; scripts that hold the whole text go."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=parser)
    slots = [*texts(tree)]
    rows = [getattr(element, slot) for element, slot in slots]
    gone = [at for at, goes in enumerate(cut.goes(rows)) if goes]
    for at in gone:
        setattr(*slots[at], None)
    long = [rows[at].strip()[:30] for at in gone if len(rows[at]) > 60]
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" and any(row in (script.text or "") for row in long):
            script.text = ""
    body = json.dumps(cut.body(), ensure_ascii=False)
    return ARTICLE_BODY.sub(lambda found: found[1] + body, lxml.html.tostring(tree, encoding="unicode"))


def texts(tree):
    """Where text is that readers see: an element, and whether it is its text or its tail."""
    hidden = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        is_hidden = not isinstance(element.tag, str) or element.tag in UNSEEN
        if event == "start":
            hidden += is_hidden
            slot = "text"
        else:
            hidden -= is_hidden and event == "end"
            slot = "tail"
        if not hidden and (getattr(element, slot) or "").strip():
            yield element, slot


def articles(bench, gold):
    """A page of each article that can be cut."""
    for file in data.page_files(bench, gold, True):
        body = gold[data.page_id(file)]["gold"]["body"]
        some = cut(f"html {file.name}", body)
        if some:
            text = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
            # Of equal pages, those with the least article would weigh most, by their chrome; this is between equal pages and
            # equal blocks.
            least = math.sqrt(data.LEAST * len(data.words(body)))
            yield data.Article(f"{data.page_id(file)} short", page(text, some), some.body(), WEIGHT, least)


def main(bench, folder):
    gold, rows = data.read_gold(bench), []
    (folder / "html").mkdir(parents=True)
    for article in articles(bench, gold):
        i = data.page_id(article.name)
        (folder / "html" / f"{i}.html.gz").write_bytes(gzip.compress(article.text.encode("utf-8"), mtime=0))
        rows.append(json.dumps({**gold[i], "gold": {"title": gold[i]["gold"]["title"], "body": article.body}}))
    (folder / "gold.jsonl").write_text("\n".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
