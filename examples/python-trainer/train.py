"""Trains scikit-learn's LogisticRegression for Rookery; see docs/own-trainer.md."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import OneHotEncoder, StandardScaler

params = json.loads(Path(os.environ["ROOKERY_PARAMS"]).read_text())
spec = json.loads(Path(os.environ["ROOKERY_SPEC"]).read_text())
output = Path(os.environ["ROOKERY_OUTPUT"])

# Words stay words, whatever they look like, and only empty cells are missing.
types = {c["name"]: float if c["kind"] == "number" else str for c in spec["columns"]}
types[spec["target"]] = str
data = pd.read_csv(os.environ["ROOKERY_DATA"], dtype=types, keep_default_na=False, na_values=[""])
features = data[spec["features"]]
labels = data[spec["target"]].map(spec["classes"].index)
fold = data[spec["foldColumn"]]


def prepare(feature):
    """The feature's part of a row, as a model file describes it."""
    is_told = feature.get("missingIndicator", False)
    if feature["kind"] == "number":
        steps = make_pipeline(SimpleImputer(), StandardScaler())
        if is_told:
            steps = make_union(steps, MissingIndicator(features="all"))
    else:
        # The empty text is no category of a CSV file.
        missing = {"strategy": "constant", "fill_value": ""} if is_told else {"strategy": "most_frequent"}
        categories = feature["categories"] + ([""] if is_told else [])
        encoder = OneHotEncoder(
            categories=[categories], handle_unknown="ignore", sparse_output=False
        )
        steps = make_pipeline(SimpleImputer(**missing), encoder)
    return feature["name"], steps, [feature["name"]]


def fit(rows):
    columns = ColumnTransformer([prepare(feature) for feature in spec["model"]["features"]])
    classifier = LogisticRegression(C=params["c"], tol=1e-8, max_iter=10_000)
    return make_pipeline(columns, classifier).fit(features[rows], labels[rows])


# What Rookery measures: every row that has a fold, predicted by a model that has not seen it.
parts = []
for number in range(spec["folds"]):
    model, unseen = fit(fold != number), fold == number
    probabilities = model.predict_proba(features[unseen])
    part = pd.DataFrame(probabilities, columns=spec["classes"])
    part.insert(0, spec["rowColumn"], data.loc[unseen, spec["rowColumn"]].to_numpy())
    parts.append(part)
    accuracy = accuracy_score(labels[unseen], probabilities.argmax(axis=1))
    print(json.dumps({"step": number + 1, "metrics": {"accuracy": accuracy}}), flush=True)
pd.concat(parts).to_csv(output / "predictions.csv", index=False)

# What Rookery serves: scikit-learn's coefficients in a model file it knows.
classifier = fit(labels >= 0)[-1]
weights = np.column_stack([classifier.coef_, classifier.intercept_])
environment = {**spec["model"]["environment"], "libraries": {"scikit-learn": sklearn.__version__}}
(output / "model.json").write_text(
    json.dumps(
        {
            **spec["model"],
            "trainer": {"name": "logistic-regression-lbfgs", "params": params},
            "estimator": {"weights": weights.tolist()},
            "environment": environment,
        }
    )
)
