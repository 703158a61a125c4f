"""duckdb_peer.py EXPORT QUERY...: seconds that DuckDB takes for each query over the Parquet export, as JSON.

Run by the bench `million` with the Python of PARALLAX_PYTHON; the best of three, on as many threads as it likes.
"""

import json
import pathlib
import sys
import time

import duckdb

export = pathlib.Path(sys.argv[1])
connection = duckdb.connect()
for table in ("claims", "figures", "statements", "relations", "meetings"):
    connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{export / table}.parquet')")
answer = {}
for file in map(pathlib.Path, sys.argv[2:]):
    sql = file.read_text(encoding="utf-8")
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        # As Arrow: turning each row into Python objects is no part of the question.
        rows = connection.execute(sql).to_arrow_table().num_rows
        took.append(time.perf_counter() - begun)
    answer[file.stem] = [min(took), rows]
print(json.dumps(answer))
