#!/usr/bin/env python3
"""Train the model that src/strip embeds, from what `copydesk --dump` prints and from gold.

    python3 train/train.py BENCH            writes src/strip/model.bin; the same data give the same bytes
    python3 train/train.py BENCH --folds    five models by domain, each scored on the domains it has not seen; fails
                                            below the floors in floors.json

BENCH holds gold.jsonl, html/*.html.gz, text/<renderer>/*.txt.gz and score.py, as CONTRIBUTING.md describes. Needs a
release build of copydesk and the packages of requirements.txt.

The second look is trained on what a first look says of pages of domains that it was not trained on, five folds by
domain; and both looks on weights of class words that were learned from other domains than the page's. The look at the whole
page is trained on what such a first look says of articles and of pages that are none (a shop's, a forum's, a list of
links). Pages of which only snippets are known teach the second look what it makes of them itself; rendered as plain text
(`render.py`, kept in target/renderings) they teach both looks at dumps what a first look at the page makes of them: it sees
more. Pages with their articles cut short (`short.py`), and short ones made of those with gold (`made.py`), teach both looks
at pages; to looks at dumps they did more harm than good. A tenth of the domains is in no fold and trains nothing but the
model that is shipped: `--held-out` scores it.
"""
import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np

import data
import forest
import lexicon
import made
import promises
import render
import short

FOLDS = 5
FLOORS = Path(__file__).with_name("floors.json")  # of what folds come to: what chance takes is left below
TREES = {"first": 160, "second": 50, "whole": 80}
TREES_UNLINKED = {"first": 300, "second": 50}  # words tell little each: many have a say
RATES = {"first": 0.1, "second": 0.18}  # at which trees learn
RATES_UNLINKED = {"first": 0.08, "second": 0.18}
SEEDS = {"second": 4}  # forests whose mean is a look: chance moves a single one by as much as most ideas do
CAUTION = 0.4  # log odds that what cut pages teach looks at pages costs whole ones: what is best by F1 on folds
WHOLE = {"num_leaves": 8, "min_data_in_leaf": 20, "learning_rate": 0.08}  # there are as many pages as a page has blocks
KEPT = 0.45  # likelihood from which a look would keep a block
LEARNED = "token_least"  # with it begin the first look's columns that are learned
SECOND = "alone"  # the second look's columns begin with it


def fold_of(domain, held_out):
    """The fold of a domain; -1 when it is held out."""
    if held_out and data.fold_of("held out " + domain, 10) == 0:
        return -1
    return data.fold_of(domain, FOLDS)


class Kind:
    """Training for pages whose links are known, or for those whose links are not."""

    def __init__(self, bench, gold, held_out, teacher=None):
        """`teacher` is the kind whose looks at a page tell what the text of its renderings is."""
        self.linked, self.bench, self.teacher = not teacher, bench, teacher
        self.articles = [*data.articles_alone(gold, self.linked)]
        if self.linked:
            donors = made.Donors(bench, gold, lambda g: fold_of(data.domain(gold, g["id"]), held_out))
            self.articles += [*made.pages(donors, gold), *short.articles(bench, gold)]
        self.data = d = data.load(bench, gold, self.linked, self.articles)
        self.snippets = data.page_files(bench, SNIPPETS, True)
        if teacher:
            data.add(d, render.renderings(self.snippets), SNIPPETS)
        folds = np.array([fold_of(domain, held_out) for domain in d.domains])
        self.fold = folds[d.page]
        self.first_columns, self.learned = d.names.index(SECOND), d.names.index(LEARNED)
        self.folds = dict(zip(d.files, folds))
        self.tokens = self.read_tokens() if self.linked else promises.Tokens()
        self.lexicon = None if self.linked else self.read_words()
        self.others = data.other_pages(bench, GOLD) if self.linked else {}
        self.other_folds = {path: fold_of(domain, held_out) for path, domain in self.others.items()}
        self.border = np.log(KEPT / (1 - KEPT)) - (CAUTION if self.linked else 0)  # of a first look's log odds
        self.trees, self.rates = (TREES, RATES) if self.linked else (TREES_UNLINKED, RATES_UNLINKED)
        self.page_names = data.page_names(d.files[0])
        print(f"{'linked' if self.linked else 'unlinked'}: {len(d.y)} blocks of {len(folds)} pages", flush=True)

    def read_tokens(self):
        domains = dict(zip(self.data.files, self.data.domains))
        known = self.known()
        return promises.read(list(known), {path: (self.folds[path], domains[path]) for path in known}, known)

    def read_words(self):
        known = self.known()
        return lexicon.Lexicon(list(known), known, self.folds)

    def rows(self):
        """The rows of each page, by its file."""
        starts = np.searchsorted(self.data.page, np.arange(len(self.data.files) + 1))
        return {path: slice(starts[page], starts[page + 1]) for page, path in enumerate(self.data.files)}

    def known(self):
        """Likeness and words of the blocks of each page with gold, by its file."""
        d, words = self.data, self.data.names.index("words")
        of_gold = {path: own for path, own in self.rows().items() if "/" in path and path not in d.texts}
        return {path: (d.y[own], d.x[own, words]) for path, own in of_gold.items()}

    @lru_cache(maxsize=None)
    def labels(self, without):
        """The share of each block that is article, and its weight: by gold, or by what a teacher without some folds says."""
        d = self.data
        if not self.teacher:
            return d.y, d.w
        taught, y, w = self.teacher.made(without), d.y.copy(), d.w.copy()
        rows = self.rows()
        for path, blocks in d.texts.items():
            y[rows[path]], w[rows[path]] = data.taught(blocks, taught.get(data.page_id(path), ""))
        return y, w

    def made(self, without):
        """What the first look keeps of each page of which only snippets are known."""
        with tempfile.TemporaryDirectory() as folder:
            model = Path(folder) / "looks.bin"
            self.write(model, [self.first(without)], without)
            return data.kept(self.snippets, str(model), SECOND, self.border)

    @lru_cache(maxsize=None)
    def first(self, without):
        """The first look, trained without some folds."""
        d, rows = self.data, ~np.isin(self.fold, list(without))
        x = d.x[:, : self.first_columns].copy()
        for fold in sorted(set(self.fold) - without):
            x[self.fold == fold, self.learned :] = self.promised(fold, without | {fold})
        y, w = self.labels(without)
        return self.fit((x[rows], y[rows], w[rows]), "first")

    def write(self, path, looks, without):
        """A model for this kind alone."""
        forest.write(path, ["for training"], self.packed(looks), self.names(), *self.weights(without))

    def weights(self, without):
        """Those of class words, and those of all words, learned without some folds."""
        return self.tokens.weights(without), self.lexicon and self.lexicon.without(frozenset(without))

    def packed(self, looks):
        own, other = [*looks, *[None] * (3 - len(looks))], [None] * 3
        return own + other if self.linked else other + own

    def names(self):
        return self.data.names, self.page_names

    @lru_cache(maxsize=None)
    def promised(self, fold, without):
        """The columns of class words and of words for a fold's blocks, by weights learned without some folds."""
        return self.measured(fold, [], without)[:, : self.first_columns - self.learned]

    @lru_cache(maxsize=None)
    def seen(self, fold, without):
        """All learned columns for a fold's blocks, by a first look trained without it."""
        without = without | {fold}
        return self.measured(fold, [self.first(without)], without)

    def measured(self, fold, looks, without):
        """The learned columns of a fold's blocks, as the program measures them with these looks."""
        d = self.data
        pages = np.unique(d.page[self.fold == fold])
        with tempfile.TemporaryDirectory() as folder:
            model = Path(folder) / "looks.bin"
            self.write(model, looks, without)
            files = [d.files[page] for page in pages if "/" in d.files[page]]
            if any("/" not in d.files[page] for page in pages):
                files.append(data.written(self.articles, self.linked, folder))
            _, found = data.matrix(files, str(model), since=LEARNED)
        return np.concatenate([found[d.files[page]] for page in pages])

    def whole(self, without):
        """The look at the whole page: how well an article would be cut out, by pages that a first look has not seen;
        what is no article is 0."""
        x, y = [], []
        for fold in sorted(set(self.fold) - without):
            odds = self.seen(fold, without)[:, self.first_columns - self.learned]
            quality = self.quality(fold, odds)
            quality |= {path: 0.0 for path, other in self.other_folds.items() if other == fold}
            with tempfile.TemporaryDirectory() as folder:
                model = Path(folder) / "looks.bin"
                self.write(model, [self.first(without | {fold})], without | {fold})
                rows = data.pages(sorted(quality), str(model))
            x += [rows[path] for path in sorted(rows)]
            y += [quality[path] for path in sorted(rows)]
        x = np.array(x, dtype=np.float32)
        return forest.fit(x, np.array(y), np.ones(len(y)), self.page_names, TREES["whole"], **WHOLE)

    def quality(self, fold, odds):
        """F1 by words of what the first look would keep of each page."""
        d, rows = self.data, self.fold == fold
        words, y, page = d.x[rows, d.names.index("words")], d.y[rows], d.page[rows]
        kept = odds > self.border
        quality = {}
        for number in np.unique(page):
            own = page == number
            hit, taken, wanted = ((words * part)[own].sum() for part in (y * kept, kept, y))
            if "/" in d.files[number]:
                quality[d.files[number]] = 2 * hit / max(1.0, taken + wanted)
        return quality

    def looks(self, without):
        """Both looks, trained without some folds; where links are known, the second once more with pages of which only
        snippets are: what those pages' text is, the looks themselves say."""
        x, own = self.data.x.copy(), ~np.isin(self.fold, list(without))
        for fold in sorted(set(self.fold) - without):
            x[self.fold == fold, self.learned :] = self.seen(fold, without)
        y, w = self.labels(without)
        first, rows = self.first(without), (x[own], y[own], w[own])
        second = self.fit(rows, "second")
        if not self.linked:
            return [first, second]
        with tempfile.TemporaryDirectory() as folder:
            model = str(Path(folder) / "looks.bin")
            self.write(model, [first, second], without)
            both = [np.concatenate(pair) for pair in zip(rows, self.weak(model, without))]
        second = self.fit(both, "second")
        second.bias = CAUTION
        return [first, second, self.whole(without)]

    def fit(self, rows, look):
        x, y, w = rows
        columns = self.first_columns if look == "first" else x.shape[1]
        names, seeds = self.data.names[:columns], SEEDS.get(look, 1)
        return forest.fit(x[:, :columns], y, w, names, self.trees[look], seeds, learning_rate=self.rates[look])

    def weak(self, model, without):
        """Pages of which only snippets are known, as `model` measures them."""
        ids = {i: g for i, g in SNIPPETS.items() if not without or fold_of(data.domain(SNIPPETS, i), True) not in without}
        return data.weak(data.page_files(self.bench, ids, True), ids, model)


def about(what, kinds):
    blocks = ", ".join(f"{len(kind.data.y)} blocks of {len(kind.data.files)} pages" for kind in kinds)
    trees = " and ".join(f"{kind.trees['first']} + {SEEDS['second']} x {kind.trees['second']}" for kind in kinds)
    return [f"Boosted trees trained by train/train.py, {what}. Links known, then unknown: {trees} trees for the two looks,",
            f"{blocks}."]


def write(path, what, kinds, without):
    packed, tokens, words = [None] * 6, {}, None
    for kind in kinds:
        packed = [new or old for new, old in zip(kind.packed(kind.looks(frozenset(without))), packed)]
        own, words = kind.weights(without)
        tokens |= own
    forest.write(path, about(what, kinds), packed, kinds[0].names(), tokens, words)


def run(model, files, out):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as names:
        names.write("\n".join(map(str, files)))
        names.flush()
        command = [data.BINARY, "--model", model, "--files-from", names.name, "-o", out]
        subprocess.run(command, check=True)


def folds(bench, kinds, tracks, held_out):
    """Runs the program on each fold's pages with a model trained without them, joins and scores the outputs. Without
    kinds, the models are those of the last time."""
    tests = [-1] if held_out else list(range(FOLDS))
    gold = [json.loads(line) for line in open(bench / "gold.jsonl", encoding="utf-8")]
    gold = {g["id"]: g for g in gold}
    gold = {i: (fold_of(data.domain(gold, i), True), g) for i, g in gold.items()}
    kept = Path("target/folds")
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        parts = {track: b"" for track in tracks}
        for fold in tests:
            model, out = kept / f"without-{fold}.bin", Path(folder) / "records.jsonl"
            if kinds:
                write(model, f"without fold {fold}", kinds, {fold, -1})
            for track, pages in tracks.items():
                files = [file for file in sorted(pages.iterdir()) if gold.get(data.page_id(file), [None])[0] == fold]
                run(model, files, out)
                parts[track] += out.read_bytes()
        # What scores, with the gold of these folds alone.
        for file in ("score.py", "metrics.py", "peers.json"):
            shutil.copy(bench / file, folder)
        lines = [json.dumps(g) + "\n" for fold, g in gold.values() if fold in tests]
        (Path(folder) / "gold.jsonl").write_text("".join(lines), encoding="utf-8")
        low = []
        for track, records in parts.items():
            (kept / f"{track}.jsonl").write_bytes(records)
            options = ["html"] if track == "html" else ["text", "--renderer", track]
            options += [] if held_out else ["--floor", FLOORS]
            scored = subprocess.run(["python3", Path(folder) / "score.py", *options, kept / f"{track}.jsonl"])
            low += [track] if scored.returncode else []
        if "html" in tracks:
            cut_short(bench, tests, folder)
            calibration({i: g for i, (_, g) in gold.items()}, kept / "html.jsonl")
        if low:
            sys.exit(f"below the floors of {FLOORS}: {', '.join(low)}")


def cut_short(bench, tests, folder):
    """How well the models find what is left of articles that are cut short."""
    articles = {article.name: article for article in short.articles(bench, GOLD)}
    pairs = []
    for fold in tests:
        own = [some for name, some in articles.items() if fold_of(data.domain(GOLD, name), True) == fold]
        out = Path(folder) / "cut.jsonl"
        run(Path("target/folds") / f"without-{fold}.bin", [data.written(own, True, folder)], out)
        records = [json.loads(line) for line in open(out, encoding="utf-8")]
        pairs += [(record["body"], articles[record["input"]["id"]].body) for record in records]
    f1 = np.mean([data.shingle_f1(*pair) for pair in pairs])
    exact = np.mean([data.words(text) == data.words(gold) for text, gold in pairs])
    print(f"{len(pairs)} pages with their articles cut short: F1 {f1:.3f}, exact {exact:.3f}")


BANDS = (0.0, 0.2, 0.5, 0.8, 0.9, 0.95, 1.01)


def calibration(gold, records):
    """What confidence promises and what came: of pages whose kind is known, the share that is an article of which the
    body is right, by an F1 of 0.9 over runs of four words."""
    rows = []
    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        known = gold.get(data.page_id(record["input"]["path"]))
        if known and known["page_type"] not in (None, "mixed") and known["gold"].get("body"):
            good = known["page_type"] == "article" and data.shingle_f1(record["body"], known["gold"]["body"]) >= 0.9
            rows.append((record["confidence"], known["page_type"] == "article", good))
    print("confidence   pages  mean  articles  good")
    for low, high in zip(BANDS, BANDS[1:]):
        band = [row for row in rows if low <= row[0] < high]
        if band:
            mean, articles, good = np.mean(band, axis=0)
            print(f"{low:.2f} to {min(high, 1):.2f} {len(band):>5}  {mean:.2f}  {articles:>8.2f}  {good:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--again", action="store_true", help="with --folds: with the models of the last time")
    parser.add_argument("--kind", choices=["linked", "unlinked"], help="only this one; for trying things out")
    args = parser.parse_args()
    global GOLD, SNIPPETS
    GOLD, SNIPPETS = data.read_gold(args.bench), data.read_snippets(args.bench)
    measured = args.folds or args.held_out
    wanted = [linked for linked in (True, False) if args.kind != ["linked", "unlinked"][linked]]
    kinds = []
    if not args.again:
        pages = Kind(args.bench, GOLD, measured)
        dumps = [Kind(args.bench, GOLD, measured, pages)] if False in wanted else []
        kinds = [pages, *dumps] if True in wanted else dumps
    if measured:
        tracks = {"html": args.bench / "html"} if True in wanted else {}
        if False in wanted:
            tracks |= {renderer: args.bench / "text" / renderer for renderer in data.RENDERERS}
        folds(args.bench, kinds, tracks, args.held_out)
    else:
        write("src/strip/model.bin", "on all pages", kinds, set())


if __name__ == "__main__":
    main()
