# %% md
# What the sources say, side by side

This notebook reads the tables that `parallax export` wrote into `data/`. Every row leads back to its sentence: `parallax show claim:41`
shows it in its article. `data/README.md` explains every column. An open end of an interval is empty and has its flag: "more than
120" has `low` 121, no `high`, and `high_open`.
# %% gives: Path, data, pl
from pathlib import Path

import polars as pl

data = Path("data")
pl.Config.set_tbl_rows(40)
pl.Config.set_fmt_str_lengths(60)
# %% gives: plt
# Plots are drawn where matplotlib is installed; the tables stand without it.
try:
    import matplotlib.pyplot as plt
except ImportError:
    plt = None
# %% md
## Which events most sources tell of
# %% uses: data, pl gives: coverage, event
coverage = pl.read_parquet(data / "coverage.parquet")
widest = (
    coverage.group_by(pl.col("event").cast(pl.String))
    .agg(
        sources=pl.col("source").n_unique(),
        articles=pl.col("articles").sum(),
        figures=pl.col("figures").sum(),
        first=pl.col("first_published").min(),
    )
    .sort(["sources", "figures", "event"], descending=[True, True, False])
)
# The event that the rest of this notebook is about; put another one here.
event = widest["event"][0] if widest.height else None
widest
# %% md
## One figure: who says what, since when
# %% uses: data, pl, event gives: figures, kind
figures = pl.read_parquet(data / "figures.parquet").with_columns(
    pl.col("event", "source", "kind", "status", "scope").cast(pl.String)
)
of_event = figures.filter(pl.col("event") == event, pl.col("status") == "occurred", ~pl.col("subset"))
kinds = of_event.group_by("kind").len().sort(["len", "kind"], descending=[True, False])
kind = kinds["kind"][0] if kinds.height else "killed"
of_event.filter(pl.col("kind") == kind).sort(["published", "claim_id"]).select(
    "published_day", "source", "says", "low", "high", "high_open", "attributed_to", "is_copy", "claim_id"
)
# %% uses: figures, event, kind, pl, plt gives: drawn
# Intervals by source: an arrow for an open end, hollow for a copy.
drawn = figures.filter(
    pl.col("event") == event,
    pl.col("kind") == kind,
    pl.col("status") == "occurred",
    ~pl.col("subset"),
    pl.col("low").is_not_null() | pl.col("high").is_not_null(),
).sort(["published", "claim_id"])
if plt is not None and drawn.height:
    _figure, _axes = plt.subplots(figsize=(9, 0.3 * drawn.height + 1))
    for _place, _row in enumerate(drawn.iter_rows(named=True)):
        _low = _row["low"] if _row["low"] is not None else _row["high"]
        _high = _row["high"] if _row["high"] is not None else _low
        _face = "none" if _row["is_copy"] else "C0"
        _axes.plot([_low, _high], [_place, _place], color="C0")
        _axes.scatter([_low], [_place], marker=">" if _row["high_open"] else "o", facecolors=_face, edgecolors="C0")
    _axes.set_yticks(range(drawn.height), [f"{r['published_day']} {r['source']}" for r in drawn.iter_rows(named=True)])
    _axes.invert_yaxis()
    _axes.set_xlabel(f"{kind}, {event}")
    _figure.tight_layout()
    plt.show()
drawn.select("published_day", "source", "low", "high", "is_copy")
# %% md
## How the figure grew
# %% uses: drawn, pl gives: steps
steps = (
    drawn.filter(~pl.col("is_copy"))
    .group_by("published_day", maintain_order=True)
    .agg(
        least=pl.coalesce("low", "high").min(),
        most=pl.coalesce("high", "low").max(),
        sources=pl.col("source").n_unique(),
    )
    .sort("published_day")
)
steps
# %% md
## What cannot both be true
# %% uses: data, pl gives: conflicts
statements = pl.read_parquet(data / "statements.parquet").select("statement_id", "claim_id")
relations = pl.read_parquet(data / "relations.parquet").with_columns(pl.col("relation").cast(pl.String))
claims = pl.read_parquet(data / "claims.parquet").with_columns(pl.col("source", "event").cast(pl.String))
sides = statements.join(
    claims.select("claim_id", "event", "source", "published_day", "says"), on="claim_id"
).unique("statement_id", keep="first", maintain_order=True)
conflicts = (
    relations.filter(pl.col("relation") == "contradict")
    .join(sides, on="statement_id")
    .join(sides, left_on="other_id", right_on="statement_id", suffix="_other")
    .select("event", "source", "says", "source_other", "says_other", "reason")
    .sort(["event", "source", "source_other"])
)
conflicts
# %% md
## Who met whom
# %% uses: data, pl gives: pairs
parts = (
    pl.read_parquet(data / "meetings.parquet")
    .with_columns(pl.col("status", "source", "kind").cast(pl.String))
    .filter(pl.col("kind") == "met", pl.col("participant").is_not_null())
    .select("claim_id", "participant", "status", "source")
    .unique()
)
pairs = (
    parts.join(parts.select("claim_id", "participant"), on="claim_id", suffix="_other")
    .filter(pl.col("participant") < pl.col("participant_other"))
    .group_by("participant", "participant_other")
    .agg(
        held=(pl.col("status") == "occurred").sum(),
        planned=(pl.col("status") == "planned").sum(),
        denied=(pl.col("status") == "denied").sum(),
        sources=pl.col("source").n_unique(),
    )
    .sort(["sources", "held", "participant", "participant_other"], descending=[True, True, False, False])
)
pairs
