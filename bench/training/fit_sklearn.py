"""Fits scikit-learn's models on tables named by lines of JSON on stdin.

Started by `bench/src/train/start-sklearn.ts`, which says what a line holds.
"""

import json
import statistics
import sys
import time

import numpy as np
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

MODELS = {
    "logistic-regression-lbfgs": LogisticRegression,
    "decision-tree": DecisionTreeClassifier,
    "random-forest": RandomForestClassifier,
    "naive-bayes": GaussianNB,
    "ridge": Ridge,
    "decision-tree-regression": DecisionTreeRegressor,
    "random-forest-regression": RandomForestRegressor,
}

for line in sys.stdin:
    request = json.loads(line)
    shape = (request["rows"], request["columns"])
    features = np.fromfile(request["features"], dtype=np.float64).reshape(shape)
    kind = np.int32 if request["kind"] == "classes" else np.float64
    targets = np.fromfile(request["targets"], dtype=kind)
    times = []
    for _ in range(request["fits"]):
        started = time.perf_counter()
        model = MODELS[request["trainer"]]().fit(features, targets)
        times.append((time.perf_counter() - started) * 1000)
    weights = []
    if request["trainer"] == "logistic-regression-lbfgs":
        weights = np.hstack([model.coef_, model.intercept_[:, None]]).tolist()
    print(json.dumps({"medianMs": statistics.median(times), "weights": weights}), flush=True)
