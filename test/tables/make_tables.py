"""Makes the tables in this folder from public data sets; README.md tells about them.

    pip install pandas pyarrow scikit-learn
    npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
    python make_tables.py package/data
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from sklearn.datasets import load_wine

source = Path(sys.argv[1])
here = Path(__file__).parent


def weather() -> None:
    """Dates: the file as it is."""
    (here / "weather.csv").write_bytes((source / "seattle-weather.csv").read_bytes())


def wine() -> None:
    """As a German spreadsheet would save it: Windows-1252, semicolons, decimal commas, d.m.y."""
    data = load_wine(as_frame=True)
    frame = data.frame.rename(
        columns={
            "alcohol": "Alkohol",
            "malic_acid": "Äpfelsäure",
            "ash": "Asche",
            "alcalinity_of_ash": "Alkalität der Asche",
            "magnesium": "Magnesium",
            "total_phenols": "Phenole",
            "flavanoids": "Flavonoide",
            "nonflavanoid_phenols": "Übrige Phenole",
            "proanthocyanins": "Proanthocyane",
            "color_intensity": "Farbintensität",
            "hue": "Farbton",
            "od280/od315_of_diluted_wines": "OD280/OD315",
            "proline": "Prolin",
        }
    )
    frame["Rebsorte"] = frame.pop("target").map({0: "Müller", 1: "Grüner", 2: "Rosé"})
    frame["Prüfdatum"] = pd.date_range("2023-01-09", periods=len(frame), freq="3D").strftime("%d.%m.%Y")
    # Thousands are grouped where there are some.
    frame["Prolin"] = frame["Prolin"].map(lambda n: f"{n:,.0f}".replace(",", "."))
    frame.to_csv(here / "wine-de.csv", sep=";", decimal=",", index=False, encoding="cp1252", lineterminator="\r\n")


def gapminder() -> None:
    """One object per line; what is missing has no key."""
    rows = json.loads((source / "gapminder.json").read_text())
    with (here / "gapminder.jsonl").open("w", newline="\n") as file:
        for row in rows:
            row["cluster"] = f"region {row['cluster']}"
            row["year"] = f"{row['year']}-01-01"
            if row["fertility"] > 7.5:
                del row["fertility"]
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def birdstrikes() -> None:
    """Every 5th row, in row groups of 500, with real types and real nulls."""
    frame = pd.read_csv(source / "birdstrikes.csv", keep_default_na=False, na_values=[""]).iloc[::5].reset_index(drop=True)
    frame = frame.rename(columns=lambda name: name.removesuffix(" $").lower().replace(" ", "_"))
    frame["flight_date"] = pd.to_datetime(frame["flight_date"]).dt.date
    frame = frame.replace({np.nan: None})
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(table, here / "birdstrikes.parquet", row_group_size=500, compression="zstd")
    print(table.schema.remove_metadata())


weather()
wine()
gapminder()
birdstrikes()
