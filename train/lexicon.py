"""Weights of words: how much oftener each, hashed into a slot, stands in article text than elsewhere."""
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import SGDClassifier

import data

SLOTS = 1 << 16  # as src/strip/lexicon.rs has them
SETTINGS = {"loss": "log_loss", "alpha": 5e-5, "max_iter": 4, "tol": None, "average": True, "random_state": 1}


class Lexicon:
    """What is known of the words of blocks, each with its fold."""

    def __init__(self, files, rows, folds):
        """`rows` has the labels, words and fold of each page's blocks, in the order of `files`."""
        slots = {}
        for row in data.dump("words", files):
            slots.setdefault(data.key(row), []).append(row["slots"])
        own = [slots[path] for path in rows]
        counts = [len(block) for page in own for block in page]
        flat = np.array([slot for page in own for block in page for slot in block], dtype=np.int32)
        ends = np.concatenate([[0], np.cumsum(counts)])
        self.slots = csr_matrix((np.ones(len(flat), dtype=np.float32), flat, ends), shape=(len(counts), SLOTS))
        self.labels = np.concatenate([labels for labels, _ in rows.values()])
        # A page weighs about the same however many blocks it is cut into.
        self.weights = np.concatenate([np.sqrt(words + 1) / np.sqrt(len(words)) for _, words in rows.values()])
        self.folds = np.concatenate([[folds[path]] * len(words) for path, (_, words) in rows.items()])

    @lru_cache(maxsize=None)
    def without(self, folds):
        """Weights learned without some folds."""
        rows = ~np.isin(self.folds, list(folds))
        slots, labels = self.slots[rows], self.labels[rows]
        weights = np.concatenate([self.weights[rows] * labels, self.weights[rows] * (1 - labels)])
        counted = weights > 1e-9
        answers = np.repeat([1, 0], len(labels))[counted]
        model = SGDClassifier(**SETTINGS)
        model.fit(vstack([slots, slots])[counted], answers, sample_weight=weights[counted] / weights[counted].mean())
        return model.coef_[0]
