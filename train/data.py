"""What models are trained on: the features that `copydesk` dumps, and labels by gold."""
import hashlib
import html
import json
import os
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import orjson
from rapidfuzz.distance import LCSseq

WORD = re.compile(r"\w+")
RENDERERS = ("inscriptis", "html_text", "beautifulsoup")
ALONE = 0.33  # of a page an article alone weighs: there are two of them for each page, and they are easy
NEWS = {"fundus": 2}  # pages of one publisher each, whose gold follows the publisher's own markup, by their ids' beginning
BINARY = os.environ.get("COPYDESK", "target/release/copydesk")


@dataclass
class Article:
    """A page or text made of one with gold."""
    name: str  # begins with the gold's id and a space
    text: str
    body: str  # what of it is article
    weight: float = ALONE  # of a page
    least: float = 0  # words that its blocks are weighed relative to


@dataclass
class Data:
    """Blocks of pages of one kind, a row each."""
    names: list  # of the columns
    x: np.ndarray
    y: np.ndarray  # share of the block that is article
    w: np.ndarray
    page: np.ndarray  # number of the page
    files: list  # of a page: its file, or the id of an article alone
    domains: list  # of a page
    texts: dict  # of pages without gold, by their files: their blocks


def dump(what, files, model=None):
    """Lines of `copydesk --dump`, as objects."""
    return map(orjson.loads, lines(what, files, model))


def lines(what, files, model=None):
    """Lines of `copydesk --dump`, or the records themselves without `what`."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as names:
        names.write("\n".join(map(str, files)))
        names.flush()
        command = [BINARY, "--quiet", "--files-from", names.name]
        command += ["--dump", what] if what else []
        command += ["--model", model] if model else []
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            yield from process.stdout
        if process.returncode:
            raise SystemExit(f"{BINARY} ended with {process.returncode}")


def read_gold(bench):
    gold = [json.loads(line) for line in open(bench / "gold.jsonl", encoding="utf-8")]
    return {g["id"]: g for g in gold if g["gold"].get("body") and g["page_type"] in (None, "article")}


def page_files(bench, gold, linked):
    if linked:
        files = sorted(bench / "html" / f"{i}.html.gz" for i in gold)
    else:
        files = sorted(bench / "text" / r / f"{i}.txt.gz" for i in gold for r in RENDERERS)
    return [f for f in files if f.exists()]


def articles_alone(gold, linked):
    """Articles without any chrome, whole and cut after their first paragraphs: what is clean already must stay."""
    for i, g in sorted(gold.items()):
        paragraphs = [p for p in g["gold"]["body"].split("\n") if p.strip()]
        some = 1 + int(hashlib.sha256(i.encode()).hexdigest(), 16) % 4
        title = g["gold"]["title"] or ""
        for name, rows in ("whole", paragraphs), ("cut", paragraphs[:some]):
            if linked:
                text = f"<h1>{html.escape(title)}</h1>\n" + "\n".join(f"<p>{html.escape(p)}</p>" for p in rows)
            else:
                text = "\n\n".join(([title] if name == "whole" else []) + rows)
            yield Article(f"{i} {name}", text, "\n".join(rows))


def written(articles, linked, folder):
    """A file of articles, for the program to read."""
    field = "html" if linked else "text"
    file = Path(folder) / "articles.jsonl"
    file.write_text("\n".join(json.dumps({"id": some.name, field: some.text}) for some in articles), encoding="utf-8")
    return file


def page_id(name):
    return re.sub(r"\.(html|txt)(\.gz)?$", "", Path(name).name).split(" ")[0]


def domain(gold, name):
    """That of a page with gold, by its file's name or what is made of it."""
    return urlsplit(gold[page_id(name)]["url"]).hostname or page_id(name)


def key(row):
    """A page's name: its path, or the id of an article alone."""
    return row["input"]["id"] or row["input"]["path"]


def words(text):
    return WORD.findall(text.lower())


def runs(words):
    """Each four words in a row."""
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


def aligned(blocks, want):
    """For each block, of words, the places in a text's words of those that both have in the same order.

    By longest common subsequence; a word counts if one beside it is matched too, so that the order of the text decides
    which of two copies is the article's.
    """
    matches = {}
    for op in LCSseq.opcodes([word for block in blocks for word in block], want):
        if op.tag == "equal":
            matches.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end)))
    beside = lambda i: matches.get(i - 1) == matches[i] - 1 or matches.get(i + 1) == matches[i] + 1  # noqa: E731
    at = 0
    for block in blocks:
        yield [matches[i] for i in range(at, at + len(block)) if i in matches and beside(i)]
        at += len(block)


def labels(blocks, gold):
    """The share of each block's words that the gold has in the same order, and how many words each has."""
    blocks = [words(text) for text in blocks]
    hits = aligned(blocks, words(gold))
    return [len(hit) / max(1, len(block)) for hit, block in zip(hits, blocks)], [*map(len, blocks)]


def shingle_f1(text, gold):
    """F1 over runs of four words."""
    found = []
    for own in WORD.findall(text), WORD.findall(gold):
        found.append(Counter(tuple(own[i : i + 4]) for i in range(max(1, len(own) - 3))))
    return 2 * (found[0] & found[1]).total() / (found[0].total() + found[1].total())


def matrix(files, model=None, since=None):
    """Names of columns, from one of them on if it is named, and a page's rows, in the order of the files' pages."""
    names, rows = None, defaultdict(list)
    for line in lines("features", files, model):
        # Rows are long, and training asks for their last third again and again.
        head, _, row = line.partition(b',"block":')
        row = orjson.loads(b"{" + row[row.index(f'"{since}":'.encode() if since else b",") :].lstrip(b","))
        names = names or list(row)
        rows[key(orjson.loads(head + b"}"))].append(np.array(list(row.values()), dtype=np.float32))  # None becomes NaN
    return names, {path: np.array(all_) for path, all_ in rows.items()}


def block_texts(files):
    """The texts of a page's blocks, in the order of the files' pages."""
    texts = defaultdict(list)
    for row in dump("blocks", files):
        texts[key(row)].append(row["text"])
    return texts


def pages(files, model=None):
    """What is measured of whole pages, a row each."""
    found = {}
    for row in dump("page", files, model):
        path = key(row)
        del row["input"]
        found[path] = np.array(list(row.values()), dtype=np.float32)
    return found


def page_names(file):
    row = next(dump("page", [file]))
    return [name for name in row if name != "input"]


def other_pages(bench, gold):
    """Files of pages that are known to be no articles, and their domains."""
    rows = [json.loads(line) for line in open(bench / "gold.jsonl", encoding="utf-8")]
    others = {g["id"]: g for g in rows if g["page_type"] not in (None, "article", "mixed")}
    files = [bench / "html" / f"{i}.html.gz" for i in others]
    return {str(file): domain(others, file) for file in files if file.exists()}


def load(bench, gold, linked, articles):
    """All blocks of the gold's articles, measured and labelled: of pages, and of `articles` that are made of them."""
    with tempfile.TemporaryDirectory() as folder:
        files = [*page_files(bench, gold, linked), written(articles, linked, folder)]
        texts, (names, rows) = block_texts(files), matrix(files)
    made = {article.name: article for article in articles}
    y, w, page = [], [], []
    for number, (path, blocks) in enumerate(texts.items()):
        own = made.get(path) or Article(path, "", gold[page_id(path)]["gold"]["body"], 1)
        share, sizes = labels(blocks, own.body)
        weight = own.weight * NEWS.get(page_id(path).split("-")[0], 1)
        y += share
        w += [weight * some for some in weights(share, sizes, own.least)]
        page += [number] * len(blocks)
    x = np.concatenate([rows[path] for path in texts])
    domains = [domain(gold, path) for path in texts]
    return Data(names, x, np.array(y), np.array(w), np.array(page), list(texts), domains, {})


def fold_of(domain, folds):
    return int(hashlib.sha256(domain.encode()).hexdigest(), 16) % folds


def read_snippets(bench):
    """Pages of which only snippets are known that belong to the text, and some that don't."""
    gold = [json.loads(line) for line in open(bench / "gold.jsonl", encoding="utf-8")]
    return {g["id"]: {"url": g["url"], **g["gold"]} for g in gold if g["gold"].get("with") and not g["gold"].get("body")}


LEAST = 50.0  # words of an article, by which its page's blocks are weighed, at least
WEAK = 0.6  # weight of a page whose labels are a model's own: it repeats that model's errors
TAUGHT = 0.6  # and of one whose labels are those of a better informed one


def add(to, files, gold):
    """Adds pages of which no text is known."""
    texts, (_, rows) = block_texts(files), matrix(files)
    pages = np.repeat(np.arange(len(texts)) + len(to.files), [len(blocks) for blocks in texts.values()])
    to.x = np.concatenate([to.x, *(rows[path] for path in texts)])
    to.y, to.w = (np.concatenate([known, np.zeros(len(pages))]) for known in (to.y, to.w))
    to.page = np.concatenate([to.page, pages])
    to.files += list(texts)
    to.domains += [domain(gold, path) for path in texts]
    to.texts |= texts


def taught(blocks, text):
    """Labels and weights of the blocks of a page whose text is this, by a better informed model."""
    share, sizes = labels(blocks, text)
    return share, [TAUGHT * weight for weight in weights(share, sizes)]


def kept(files, model, column, border):
    """Of each page, by its id, the text of the blocks that are above a border in a column."""
    texts, (_, rows) = block_texts(files), matrix(files, model, since=column)
    above = lambda path: rows[path][:, 0] > border  # noqa: E731
    return {page_id(path): "\n".join(np.array(blocks, dtype=object)[above(path)]) for path, blocks in texts.items()}


def weights(share, sizes, least=0):
    """A block weighs its words to the power .8, relative to the page's article words, so that each page weighs about the
    same, or relative to so many words at least."""
    matched = max(LEAST, least, sum(s * n for s, n in zip(share, sizes)))
    return [(n / matched) ** 0.8 for n in sizes]


def weak(files, snippets, model):
    """Pages labelled by a model that has not seen them, set right where a snippet says so."""
    _, rows = matrix(files, model)
    x, y, w = [], [], []
    texts, scores = defaultdict(list), defaultdict(list)
    for block, verdict in zip(dump("blocks", files, model), dump("verdicts", files, model)):
        texts[key(block)].append(" ".join(block["text"].split()))
        scores[key(verdict)].append(verdict["score"])
    for path, blocks in texts.items():
        known = snippets[page_id(path)]
        sizes = [len(words(text)) for text in blocks]
        labels_ = list(scores[path])
        for i, text in enumerate(blocks):
            inside = any(snippet in text for snippet in known["with"])
            if inside and labels_[i] > 0.05:
                labels_[i] = 1.0
            elif not inside and any(snippet in text for snippet in known.get("without") or []):
                labels_[i] = 0.0
        x.append(rows[path])
        y += labels_
        w += [WEAK * weight for weight in weights(labels_, sizes)]
    return np.concatenate(x), np.array(y), np.array(w)
