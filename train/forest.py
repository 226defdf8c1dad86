"""Boosted trees: trained by LightGBM, written as src/strip/model.rs reads them."""
import struct
from dataclasses import dataclass

import lightgbm
import numpy as np

FORMAT = "copydesk model 3"
SETTINGS = {
    "objective": "cross_entropy",  # labels are shares
    "num_leaves": 16,  # at most as many as the program reads
    "min_data_in_leaf": 40,
    "lambda_l2": 5,
    "max_bin": 63,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "use_missing": False,  # what is unknown is below all, as in the program
    "deterministic": True,
    "force_col_wise": True,  # the other way is chosen by the clock, and its sums of floats differ
    "num_threads": 1,  # sums of floats depend on it, and so the file's bytes
    "verbose": -1,
}
STEPS = 2000  # of an answer, in one unit of log odds: far below what trees can tell
UNKNOWN = -1e30  # stands for NaN in training: below all values
WEIGHT = 1000  # of an average row: what its leaves need at least is in absolute numbers


@dataclass
class Forest:
    """Boosters whose mean counts, each grown from another seed."""

    boosters: list
    names: list
    usual: np.ndarray
    bias: float = 0.0  # log odds on top of their mean


def known(x):
    return np.nan_to_num(x, nan=UNKNOWN)


def fit(x, y, w, names, trees, seeds=1, **settings):
    rows = lightgbm.Dataset(known(x), label=y, weight=np.asarray(w) * WEIGHT, feature_name=list(names))
    grow = lambda seed: lightgbm.train({**SETTINGS, "seed": seed, **settings}, rows, trees)  # noqa: E731
    # What most blocks have: where that is nothing, an explanation must not take the others' value for usual.
    usual = np.array([np.nan if np.isnan(column).mean() > 0.5 else np.nanmedian(column) for column in x.T])
    return Forest([grow(seed) for seed in range(1, seeds + 1)], list(names), usual)


def border(threshold):
    """The highest 32-bit float that is not above a threshold: the program's values are such floats."""
    near = np.float32(threshold)
    return near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf))


def splits_of(tree):
    """A tree as it grew: of each split the leaf, the column and the border; and the answers.

    A split's number is the order in which it was made. It leaves the number of its leaf to what is not above the border;
    what is above becomes the next leaf.
    """
    splits, answers = {}, {0: 0.0}

    def walk(node, leaf):
        if "leaf_value" in node:
            answers[leaf] = node["leaf_value"]
            return
        number = node["split_index"]
        splits[number] = (leaf, node["split_feature"], border(node["threshold"]))
        walk(node["left_child"], leaf)
        walk(node["right_child"], number + 1)

    walk(tree["tree_structure"], 0)
    return [splits[number] for number in sorted(splits)], [answers[leaf] for leaf in sorted(answers)]


def pack(forest, columns):
    trees = [splits_of(tree) for booster in forest.boosters for tree in booster.dump_model()["tree_info"]]
    borders = {}
    for splits, _ in trees:
        for _, column, above in splits:
            borders.setdefault(column, set()).add(above)
    used = sorted(borders)
    lists = {column: sorted(borders[column]) for column in used}
    # The answers of each booster's first tree hold its own.
    out = [struct.pack("<ffB", forest.bias, 1 / STEPS, len(used))]
    for column in used:
        index = columns.index(forest.names[column])
        out.append(struct.pack("<BfB", index, forest.usual[column], len(lists[column])))
        out += [struct.pack("<f", above) for above in lists[column]]
    out.append(struct.pack("<H", len(trees)))
    for splits, values in trees:
        out.append(struct.pack("<B", len(splits)))
        out += [struct.pack("<BBB", leaf, used.index(column), lists[column].index(above)) for leaf, column, above in splits]
        answers = np.array(values) / len(forest.boosters)
        out.append(np.clip(np.rint(answers * STEPS), -32768, 32767).astype("<i2").tobytes())
    return b"".join(out)


def write(path, about, forests, names, tokens=(), words=None):
    """Forests in the order first look, second look, whole page for links known, then for unknown; None is empty. `names`
    are those of blocks' columns and those of pages' columns. Then the weights of class words by their hashes, and those of
    all other words by slot."""
    blocks, pages = names
    head = "\n".join([FORMAT, *(f"# {line}" for line in about), "", ",".join(blocks), ",".join(pages), ""]).encode()
    empty = struct.pack("<ffBH", 0.0, 1 / STEPS, 0, 0)
    columns = [blocks, blocks, pages] * 2
    body = b"".join(pack(forest, own) if forest else empty for forest, own in zip(forests, columns))
    weights = b"".join(struct.pack("<If", token, weight) for token, weight in sorted(dict(tokens).items()))
    weights = struct.pack("<H", len(weights) // 8) + weights
    with open(path, "wb") as file:
        file.write(head + body + weights + pack_words(words))


def pack_words(weights):
    """Weights of a slot each, in steps of which the largest has as many as a byte holds."""
    if weights is None:
        return struct.pack("<fI", 0.0, 0)
    step = max(np.abs(weights).max(), 1e-9) / 127
    return struct.pack("<fI", step, len(weights)) + np.rint(weights / step).astype("i1").tobytes()
