"""Weights of class words: how much oftener each stands around article text than elsewhere."""
from collections import Counter, defaultdict

import numpy as np

import data

LEVELS = 7  # sections upwards from a block's own in which a word stands around it
LEAST_DOMAINS = 4  # a word of fewer is a site's own


def shares(parents, tokens, sections, likeness, words):
    """Of one page, each class word's share of the article's text and of the rest, by the square root of words."""
    weight = np.sqrt(np.maximum(1, words))
    inside, outside = np.zeros(len(parents)), np.zeros(len(parents))
    np.add.at(inside, sections, likeness * weight)
    np.add.at(outside, sections, (1 - likeness) * weight)
    article, rest = Counter(), Counter()
    for section in set(sections):
        around, up = set(), section
        for _ in range(LEVELS):
            around.update(tokens[up])
            if parents[up] is None:
                break
            up = parents[up]
        for token in around:
            article[token] += inside[section]
            rest[token] += outside[section]
    return scaled(article, inside.sum()), scaled(rest, outside.sum())


def scaled(counts, total):
    return {token: count / max(total, 1e-9) for token, count in counts.items()}


class Tokens:
    """What is known of the class words of pages, by fold."""

    def __init__(self):
        self.article, self.rest = defaultdict(Counter), defaultdict(Counter)
        self.domains = defaultdict(lambda: defaultdict(set))

    def add(self, fold, domain, page):
        for counts, share in zip((self.article[fold], self.rest[fold]), page):
            for token, value in share.items():
                counts[token] += value
                self.domains[fold][token].add(domain)

    def weights(self, without):
        """Without some folds: logarithms of shares, as `src/strip/tokens.rs` adds them up."""
        article, rest, domains = Counter(), Counter(), Counter()
        for fold in sorted(set(self.domains) - set(without)):
            article.update(self.article[fold])
            rest.update(self.rest[fold])
            domains.update({token: len(names) for token, names in self.domains[fold].items()})
        known = sorted(token for token, count in domains.items() if count >= LEAST_DOMAINS)
        return {token: float(np.log((article[token] + 1) / (rest[token] + 1))) for token in known}


def read(files, folds, rows):
    """The class words of pages; `rows` has the likeness and words of each page's blocks."""
    tokens, sections = Tokens(), defaultdict(list)
    trees = defaultdict(lambda: ([], []))
    for row in data.dump("sections", files):
        parents, words = trees[data.key(row)]
        parents.append(row["parent"])
        words.append(row["tokens"])
    for row in data.dump("blocks", files):
        sections[data.key(row)].append(row["section"])
    for path, (parents, words) in trees.items():
        if sections[path]:
            fold, domain = folds[path]
            tokens.add(fold, domain, shares(parents, words, np.array(sections[path]), *rows[path]))
    return tokens
