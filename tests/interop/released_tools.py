"""released_tools.py DATABASE EXPORT QUERIES DUCKDB NOTEBOOK METADATA: what users' own tools make of the database and the export.

Run by crates/cli/tests/interop.rs. Every check ends the program with a line that says what differs.
"""

import asyncio
import importlib.util
import inspect
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import sys

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
from datasette.app import Datasette

database, export, queries, for_duckdb, notebook, metadata = (pathlib.Path(p) for p in sys.argv[1:7])


def check(right, what):
    if not right:
        sys.exit(f"interop: {what}")


def header(sql):
    """The parameters that a query file declares, with NULL for a default that is none."""
    block = sql[2 : sql.index("*/")]
    found = re.findall(r"^\s*:(\w+) = (NULL|'[^']*'|[\d.]+)", block, re.MULTILINE)
    given = {"words": "ferry"}  # the one parameter without which a question is empty
    return {name: given.get(name, None if value == "NULL" else value.strip("'")) for name, value in found}


def named_queries():
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    tool = pathlib.Path(sys.executable).with_name("sqlite-utils")
    answered = 0
    for file in sorted(queries.glob("*.sql")):
        sql = file.read_text(encoding="utf-8")
        check(sql.startswith("/*"), f"{file.name} does not open with a block comment")
        parameters = header(sql)
        rows = connection.execute(sql, parameters).fetchall()
        flags = [word for name, value in parameters.items() for word in ("-p", name, value or "")]
        run = subprocess.run([tool, "query", database, sql, "--arrays", *flags], capture_output=True, text=True)
        check(run.returncode == 0, f"sqlite-utils refuses {file.name}: {run.stderr}")
        same = run.stdout.count("\n") if rows else 0
        check(bool(same) == bool(rows), f"sqlite-utils and sqlite3 differ on {file.name}")
        answered += bool(rows)
    check(answered > 10, f"only {answered} queries found anything in the demo")
    shell = subprocess.run(["sqlite3", "-readonly", database, "SELECT count(*) FROM v_figure"], capture_output=True, text=True)
    check(shell.returncode == 0 and int(shell.stdout) > 0, f"the sqlite3 shell fails: {shell.stderr}")


def questions_to_duckdb():
    """Every question finds as many rows in the export as in the database."""
    sqlite = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection = duckdb.connect()
    connection.execute((for_duckdb / "tables.sql").read_text(encoding="utf-8"))
    asked = 0
    for file in sorted(for_duckdb.glob("*.sql")):
        if file.stem == "tables":
            continue
        parameters = header((queries / file.name).read_text(encoding="utf-8"))
        wanted = sqlite.execute((queries / file.name).read_text(encoding="utf-8"), parameters).fetchall()
        try:
            found = connection.execute(file.read_text(encoding="utf-8"), parameters).fetchall()
        except duckdb.Error as error:
            sys.exit(f"interop: DuckDB refuses {file.name}: {error}")
        check(len(found) == len(wanted), f"DuckDB finds {len(found)} rows for {file.name}, SQLite {len(wanted)}")
        asked += 1
    check(asked > 20, f"only {asked} questions were copied for DuckDB")


class Marimo:
    """What a marimo file needs of marimo to run as a script: cells take and give names."""

    class App:
        def __init__(self, **_):
            self.known = {}

        def cell(self, function):
            taken = function.__code__.co_varnames[: function.__code__.co_argcount]
            given = function(*(self.known[name] for name in taken))
            names = [] if given is None else re.findall(r"return \(?([\w, ]+?),?\)?$", inspect.getsource(function).rstrip())
            for name, value in zip(re.split(r",\s*", names[0]) if names else [], given or ()):
                self.known[name] = value
            return function

        def run(self):
            pass

    @staticmethod
    def md(text):
        return text


def notebooks_run():
    os.chdir(notebook)
    names = {}
    cells = json.loads((notebook / "parallax.ipynb").read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    check(names["figures"].height > 0 and names["event"], "the notebook finds no figure")
    check(names["pairs"].height > 0, "the notebook finds nobody who met")
    sys.modules["marimo"] = Marimo
    spec = importlib.util.spec_from_file_location("marimo_notebook", notebook / "parallax_marimo.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check(module.app.known["figures"].height == names["figures"].height, "the two notebooks differ")


async def pages():
    site = Datasette([str(database)], metadata=json.loads(metadata.read_text(encoding="utf-8")))
    await site.invoke_startup()
    name = database.stem
    for table in (await site.client.get(f"/{name}.json")).json()["tables"]:
        page = await site.client.get(f"/{name}/{table['name']}")
        check(page.status_code == 200, f"Datasette answers {page.status_code} on {table['name']}")
    page = await site.client.get(f"/{name}/toll_by_source?event=")
    check(page.status_code == 200 and "What each source says" in page.text, "Datasette does not show a named question")
    all_articles = (await site.client.get(f"/{name}/article.json?_size=max")).json()["filtered_table_rows_count"]
    found = (await site.client.get(f"/{name}/article.json?_search=trawler")).json()["filtered_table_rows_count"]
    check(0 < found < all_articles, f"Datasette's search finds {found} of {all_articles} articles")


def typed_export():
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    figures = connection.execute("SELECT count(*) FROM v_figure").fetchone()[0]
    for file in sorted(export.glob("*.parquet")):
        schema = pyarrow.parquet.read_schema(file)
        check(not any(pyarrow.types.is_null(field.type) for field in schema), f"{file.name} has a column of no type")
        check(b"schema_version" in pyarrow.parquet.read_metadata(file).metadata, f"{file.name} names no schema_version")
        rows = len(pandas.read_parquet(file))
        check(polars.read_parquet(file).height == rows, f"polars and pandas differ on {file.name}")
        counted = duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall()[0][0]
        check(counted == rows, f"DuckDB and pandas differ on {file.name}")
    exported = len(pandas.read_parquet(export / "figures.parquet"))
    check(exported == figures, f"{exported} figures exported of {figures}")
    toll = duckdb.sql(f"SELECT max(low) FROM '{export / 'figures.parquet'}' WHERE kind = 'killed'").fetchall()[0][0]
    stored = connection.execute("SELECT max(low) FROM v_figure WHERE kind = 'killed'").fetchone()[0]
    check(toll == stored, f"DuckDB's highest figure is {toll}, SQLite's {stored}")


named_queries()
questions_to_duckdb()
notebooks_run()
asyncio.run(pages())
typed_export()
print("released tools agree")
