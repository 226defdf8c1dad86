"""Boosted oblivious trees: trained by CatBoost, written as src/strip/model.rs reads them."""
import json
import struct
import tempfile
from dataclasses import dataclass

import numpy as np
from catboost import CatBoost, Pool

FORMAT = "copydesk model 2"
SETTINGS = {
    "loss_function": "CrossEntropy",  # labels are shares
    "learning_rate": 0.12,
    "l2_leaf_reg": 5,
    "border_count": 48,
    "rsm": 0.5,  # columns looked at for each question
    "bootstrap_type": "Bernoulli",
    "subsample": 0.8,
    "nan_mode": "Min",
    "feature_border_type": "GreedyLogSum",
    "random_seed": 1,
    "thread_count": 2,  # sums of floats depend on it, and so the file's bytes
    "allow_writing_files": False,
    "logging_level": "Silent",
}
STEPS = 2000  # of an answer, in one unit of log odds: far below what trees can tell


@dataclass
class Forest:
    model: CatBoost
    names: list
    usual: np.ndarray

    def log_odds(self, x):
        return self.model.predict(x, prediction_type="RawFormulaVal")


def fit(x, y, w, names, trees, depth, **settings):
    model = CatBoost({**SETTINGS, **settings, "iterations": trees, "depth": depth})
    # Values reach the program's model as the same 32-bit floats.
    model.fit(Pool(x, label=y, weight=w, feature_names=list(names)))
    usual = np.array([np.nanmedian(column) if not np.isnan(column).all() else 0.0 for column in x.T])
    return Forest(model, list(names), usual)


def trees_of(forest):
    """Bias, scale and trees, as CatBoost exports them: questions from the lowest bit of the leaf's number up."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        forest.model.save_model(file.name, format="json")
        model = json.load(open(file.name))
    scale, bias = model["scale_and_bias"]
    trees = []
    for tree in model["oblivious_trees"]:
        splits = [(split["float_feature_index"], np.float32(split["border"])) for split in tree.get("splits") or []]
        trees.append((splits, [value * scale for value in tree["leaf_values"]]))
    return bias[0], trees


def pack(forest, columns, depth):
    bias, trees = trees_of(forest)
    borders = {}
    for splits, _ in trees:
        for column, border in splits:
            borders.setdefault(column, set()).add(border)
    used = sorted(borders)
    lists = {column: sorted(borders[column]) for column in used}
    out = [struct.pack("<ffB", bias, 1 / STEPS, len(used))]
    for column in used:
        index = columns.index(forest.names[column])
        out.append(struct.pack("<BfB", index, forest.usual[column], len(lists[column])))
        out += [struct.pack("<f", border) for border in lists[column]]
    out.append(struct.pack("<HB", len(trees), depth))
    for splits, values in trees:
        # A tree may be shallower than the others: the levels it lacks ask what every bin answers with yes.
        missing = depth - len(splits)
        for column, border in splits:
            out.append(struct.pack("<BB", used.index(column), lists[column].index(border) + 1))
        out += [struct.pack("<BB", 0, 0)] * missing
        answers = np.clip(np.rint(np.array(values) * STEPS), -32768, 32767).astype("<i2")
        out.append(np.tile(answers, 1 << missing).tobytes())
    return b"".join(out)


def write(path, about, forests, names, depth, tokens=()):
    """Forests in the order first look, second look, whole page for links known, then for unknown; None is empty. `names`
    are those of blocks' columns and those of pages' columns. Then the weights of class words by their hashes."""
    blocks, pages = names
    head = "\n".join([FORMAT, *(f"# {line}" for line in about), "", ",".join(blocks), ",".join(pages), ""]).encode()
    empty = struct.pack("<ffBHB", 0.0, 1 / STEPS, 0, 0, depth)
    columns = [blocks, blocks, pages] * 2
    body = b"".join(pack(forest, own, depth) if forest else empty for forest, own in zip(forests, columns))
    weights = b"".join(struct.pack("<If", token, weight) for token, weight in sorted(dict(tokens).items()))
    with open(path, "wb") as file:
        file.write(head + body + struct.pack("<H", len(weights) // 8) + weights)
