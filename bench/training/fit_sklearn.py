"""Fits scikit-learn's LogisticRegression on tables named by lines of JSON on stdin.

Started by `bench/src/train/start-sklearn.ts`, which says what a line holds.
"""

import json
import statistics
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression

for line in sys.stdin:
    request = json.loads(line)
    shape = (request["rows"], request["columns"])
    features = np.fromfile(request["features"], dtype=np.float64).reshape(shape)
    labels = np.fromfile(request["labels"], dtype=np.int32)
    times = []
    for _ in range(request["fits"]):
        started = time.perf_counter()
        model = LogisticRegression().fit(features, labels)
        times.append((time.perf_counter() - started) * 1000)
    weights = np.hstack([model.coef_, model.intercept_[:, None]])
    answer = {"medianMs": statistics.median(times), "weights": weights.tolist()}
    print(json.dumps(answer), flush=True)
