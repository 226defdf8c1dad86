"""Pages cut after their first paragraphs: news in brief, of which there are few among the pages with gold.

A page keeps all its chrome and the first one to six paragraphs of its text. So what stands behind a text is judged beside
little text, and not only far below much of it.
"""
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import lxml.html

import data

KEPT = Path("target/shortened/html")
MOST = 6  # paragraphs that are kept
PARAGRAPH = 12  # words that make a block a paragraph
FOUND = 0.9  # part of the blocks to be cut out that must be found among the page's elements
LARGEST = 20_000  # characters of an element that may be a block
UNSHOWN = re.compile(r'"(articleBody|text|description)"')  # keys under which JSON-LD has the text


def shortened(files, gold):
    """Files of what is left of these pages, and the text that is; of those that are short as they are there are none."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = {}
    for path, blocks in data.block_texts(files).items():
        page = data.page_id(path)
        parts = parted(page, blocks, gold[page]["gold"]["body"])
        left = parts and cut(Path(path), parts)
        if left:
            file = KEPT / f"{page} {data.SHORT}.html.gz"
            file.write_bytes(gzip.compress(left.encode("utf-8"), mtime=0))
            made[file] = "\n".join(parts.kept)
    return made


@dataclass
class Parts:
    """The texts of a page's blocks."""
    kept: list  # what gold has up to the last paragraph that stays
    gone: list  # what it has behind that
    between: list  # other paragraphs among those


def parted(page, blocks, body):
    """A page's blocks, if they have more paragraphs than are to be left."""
    share, words = data.labels(blocks, body)
    own = [at for at, part in enumerate(share) if part > 0.5 and words[at]]
    count = 1 + int(hashlib.sha256(f"short {page}".encode()).hexdigest(), 16) % MOST
    paragraphs = [at for at in own if words[at] >= PARAGRAPH]
    if len(paragraphs) <= count:
        return None
    last = paragraphs[count - 1]
    between = [at for at in range(last + 1, own[-1]) if share[at] <= 0.5 and words[at] >= PARAGRAPH]
    texts = lambda some: [blocks[at] for at in some]  # noqa: E731
    return Parts(texts(at for at in own if at <= last), texts(at for at in own if at > last), texts(between))


def cut(path, parts):
    """A page without the elements that say what goes, if most of it is found, and without what its scripts carry."""
    body = parsed(path)
    if body is None:
        return None
    texts = [bare(text) for text in parts.gone]
    wanted = {*texts, *map(bare, parts.between)} - {""}
    gone = [element for element in body.iter() if said(element) in wanted]
    found = {said(element) for element in gone}
    if sum(text in found for text in texts) < FOUND * len(texts):
        return None
    for script in body.getroottree().iter("script"):
        script.text = UNSHOWN.sub(r'"x\1"', script.text or "") if "ld+json" in script.get("type", "") else ""
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()
    return lxml.html.tostring(body.getroottree(), encoding="unicode", doctype="<!DOCTYPE html>")


def parsed(path):
    page = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    return lxml.html.fromstring(page.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8")).find("body")


def said(element):
    """What an element says, as texts are compared; nothing where it is none of a block."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "body"):
        return ""
    text = element.text_content()
    return bare(text) if len(text) < LARGEST else ""


def bare(text):
    return re.sub(r"\W+", "", text).lower()
