#!/usr/bin/env python3
"""Fit the scorecards that src/strip embeds, from what `copydesk --dump` prints and from gold.

    python3 train/scorecards.py BENCH --look first    then build, then
    python3 train/scorecards.py BENCH --look second   then build

BENCH holds gold.jsonl, html/*.html.gz and text/<renderer>/*.txt.gz, as described in CONTRIBUTING.md. The same data gives
the same bytes. `--folds 5` also prints what the cards are worth on pages of domains they were not fitted on.

Labels: the words of a page's blocks are aligned with the gold's words by longest common subsequence; a block's label is
the share of its words that are matched beside another matched word, so that the order of the text decides which of two
copies is the article's. A block weighs its words to the power .8, relative to the page's gold words, so that each page
weighs about the same. Points are fitted by logistic regression with an L2 penalty.
"""
import argparse
import hashlib
import html
import json
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from rapidfuzz.distance import LCSseq
from scipy import sparse
from scipy.optimize import minimize

WORD = re.compile(r"\w+")
MOST_BINS = 12  # bins of a continuous column; not tuned
PENALTY = 3e-5  # of squared points, relative to the total weight
RENDERERS = ("inscriptis", "html_text", "beautifulsoup")
THRESHOLD = 0.45
ALONE = 4  # an article alone weighs an n-th of a page: there are two of them for each page, and they are easy
BINARY = "target/release/copydesk"


def dump(what, files):
    """Lines of `copydesk --dump`, as objects."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as names:
        names.write("\n".join(map(str, files)))
        names.flush()
        command = [BINARY, "--dump", what, "--files-from", names.name]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            yield from map(json.loads, process.stdout)
        if process.returncode:
            raise SystemExit(f"{BINARY} ended with {process.returncode}")


def articles_alone(gold, links, folder):
    """Articles without any chrome, whole and cut after their first paragraphs: what is clean already must stay."""
    lines = []
    for i, g in sorted(gold.items()):
        paragraphs = [p for p in g["gold"]["body"].split("\n") if p.strip()]
        some = 1 + int(hashlib.sha256(i.encode()).hexdigest(), 16) % 4
        title = g["gold"]["title"] or ""
        for name, rows in ("whole", paragraphs), ("cut", paragraphs[:some]):
            if links:
                text = f"<h1>{html.escape(title)}</h1>\n" + "\n".join(f"<p>{html.escape(p)}</p>" for p in rows)
            else:
                text = "\n\n".join(([title] if name == "whole" else []) + rows)
            lines.append(json.dumps({"id": f"{i} {name}", "html" if links else "text": text}))
    file = Path(folder) / "alone.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def key(row):
    """A page's name: its path, or the id of an article alone."""
    return row["input"]["id"] or row["input"]["path"]


def page_id(path):
    return re.sub(r"\.(html|txt)(\.gz)?$", "", Path(path).name).split(" ")[0]


def labels(blocks, gold):
    """The share of each block's words that the gold has in the same order, and the page's matched words."""
    words = [WORD.findall(text.lower()) for text in blocks]
    flat = [word for block in words for word in block]
    want = WORD.findall(gold.lower())
    matches = {}
    for op in LCSseq.opcodes(flat, want):
        if op.tag == "equal":
            matches.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end)))
    beside = lambda i: matches.get(i - 1) == matches[i] - 1 or matches.get(i + 1) == matches[i] + 1  # noqa: E731
    out, at = [], 0
    for block in words:
        hit = sum(i in matches and beside(i) for i in range(at, at + len(block)))
        out.append(hit / len(block) if block else 0.0)
        at += len(block)
    return out, [len(block) for block in words]


def load(bench, links):
    """Features, labels, weights, pages and texts of all blocks of the gold's articles."""
    gold = [json.loads(line) for line in open(bench / "gold.jsonl", encoding="utf-8")]
    gold = {g["id"]: g for g in gold if g["gold"].get("body") and g["page_type"] in (None, "article")}
    if links:
        files = sorted(bench / "html" / f"{i}.html.gz" for i in gold)
    else:
        files = sorted(bench / "text" / r / f"{i}.txt.gz" for i in gold for r in RENDERERS)
    files = [f for f in files if f.exists()]
    with tempfile.TemporaryDirectory() as folder:
        return measure([*files, articles_alone(gold, links, folder)], gold)


def measure(files, gold):
    texts, rows, names = defaultdict(list), defaultdict(list), None
    for block, row in zip(dump("blocks", files), dump("features", files)):
        assert block["input"] == row["input"] and block["block"] == row["block"]
        path = key(row)
        del row["input"], row["block"]
        names = names or list(row)
        texts[path].append(block["text"])
        rows[path].append(np.array([np.nan if v is None else v for v in row.values()], dtype=np.float32))
    x, y, w, page = [], [], [], []
    for path, blocks in texts.items():
        share, words = labels(blocks, gold[page_id(path)]["gold"]["body"])
        matched = max(50.0, sum(s * n for s, n in zip(share, words)))
        matched *= 1 if "/" in path else ALONE
        x += rows[path]
        y += share
        w += [(n / matched) ** 0.8 for n in words]
        page += [path] * len(blocks)
    domain = {p: urlsplit(gold[page_id(p)]["url"]).hostname or p for p in texts}
    return names, np.array(x), np.array(y), np.array(w), np.array(page), texts, domain, gold


def bins(column):
    """Lower bounds: of each value where there are few, else of quantiles."""
    known = column[~np.isnan(column)]
    values = np.unique(known)
    if len(values) > MOST_BINS:
        # Half of all blocks are menu entries; the article is in the upper tail, so that is cut finer.
        shares = np.concatenate([np.linspace(0, 1, MOST_BINS + 1)[:-1], [0.96, 0.98, 0.99, 0.995]])
        values = np.unique(np.quantile(known, shares))
    return np.array([float(f"{v:.4g}") for v in values], dtype=np.float32)


def one_hot(x, edges):
    rows, cols, at = [], [], 0
    for j, bounds in enumerate(edges):
        slot = np.searchsorted(bounds, x[:, j], side="right") - 1
        known = ~np.isnan(x[:, j]) & (slot >= 0)
        rows.append(np.nonzero(known)[0])
        cols.append(slot[known] + at)
        at += len(bounds)
    rows, cols = np.concatenate(rows), np.concatenate(cols)
    return sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, cols)), (len(x), at))


def fit(x, y, w, penalty=PENALTY):
    total = w.sum()

    def loss(beta):
        z = x @ beta[1:] + beta[0]
        value = (w * (np.logaddexp(0, z) - y * z)).sum() / total + penalty * (beta[1:] ** 2).sum()
        residual = w * (1 / (1 + np.exp(-z)) - y) / total
        return value, np.concatenate([[residual.sum()], x.T @ residual + 2 * penalty * beta[1:]])

    start = np.zeros(x.shape[1] + 1)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150, "maxcor": 20}).x


def shingles(text):
    tokens = WORD.findall(text)
    return Counter(tuple(tokens[i:i + 4]) for i in range(max(1, len(tokens) - 3)))


def f1(kept, gold):
    p, g = shingles(kept), shingles(gold)
    return (p & g).total(), p.total(), g.total()


def report(z, page, texts, gold, chosen):
    """Shingle F1 of keeping what is above the threshold, by set."""
    scores = defaultdict(list)
    keep = 1 / (1 + np.exp(-z)) > THRESHOLD
    starts = {p: i for i, p in reversed(list(enumerate(page)))}
    for path in chosen:
        at = starts[path]
        kept = "\n".join(t for i, t in enumerate(texts[path]) if keep[at + i])
        if "/" not in path:
            continue
        scores[page_id(path).split("-")[0]].append(f1(kept, gold[page_id(path)]["gold"]["body"]))
    for name, rows in sorted(scores.items()):
        p = np.mean([hit / got for hit, got, _ in rows if got])
        r = np.mean([hit / want for hit, _, want in rows if want])
        print(f"  {name}: F1 {2 * p * r / (p + r):.4f}  P {p:.4f}  R {r:.4f}  pages {len(rows)}")


def fold_of(domain, folds):
    return int(hashlib.sha256(domain.encode()).hexdigest(), 16) % folds


def write(path, names, edges, beta, shares, about):
    lines = [f"# {line}" for line in about] + [f"bias\t0\t{beta[0]:.4f}\t1"]
    at = 1
    for name, bounds in zip(names, edges):
        for bound in bounds:
            lines.append(f"{name}\t{bound:.4g}\t{beta[at]:.4f}\t{shares[at - 1]:.4f}")
            at += 1
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--look", choices=["first", "second"], required=True)
    parser.add_argument("--kind", choices=["linked", "unlinked", "both"], default="both")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    for kind in ["linked", "unlinked"] if args.kind == "both" else [args.kind]:
        names, x, y, w, page, texts, domain, gold = load(args.bench, kind == "linked")
        if args.look == "first":
            columns = names.index("alone")  # the second look's columns begin here
            names, x = names[:columns], x[:, :columns]
        edges = [bins(x[:, j]) for j in range(x.shape[1])]
        hot = one_hot(x, edges)
        fold = np.array([fold_of(domain[p], args.folds) for p in page]) if args.folds else None
        z = np.zeros(len(y))
        for k in range(args.folds):
            beta = fit(hot[fold != k], y[fold != k], w[fold != k])
            z[fold == k] = hot[fold == k] @ beta[1:] + beta[0]
        if args.folds:
            print(f"{kind} {args.look}, {args.folds} folds by domain:")
            report(z, page, texts, gold, texts)
        beta = fit(hot, y, w)
        about = [f"The {args.look} look at pages whose links are {'known' if kind == 'linked' else 'unknown'}: column, lower bound, points (log odds), share of blocks.",
                 f"Fitted by train/scorecards.py on {len(texts)} pages, {len(y)} blocks; penalty {PENALTY:g}."]
        shares = np.asarray(hot.mean(axis=0)).ravel()
        write(f"src/strip/{kind}_{args.look}.tsv", names, edges, beta, shares, about)


if __name__ == "__main__":
    main()
