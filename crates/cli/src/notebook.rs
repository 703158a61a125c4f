//! The starter notebook: one source of cells, written for Jupyter and for marimo.
//!
//! In the template `# %% md` begins a cell of Markdown, `# %% uses: a, b gives: c` one of Python;
//! marimo must be told which names a cell takes and leaves behind.

use serde_json::{Value, json};

const TEMPLATE: &str = include_str!("../templates/notebook.py");

struct Cell {
    uses: Vec<String>,
    gives: Vec<String>,
    is_text: bool,
    body: String,
}

fn cells() -> Vec<Cell> {
    let mut found: Vec<Cell> = Vec::new();
    for line in TEMPLATE.lines() {
        if let Some(head) = line.strip_prefix("# %%") {
            let (before, gives) = head.split_once("gives:").unwrap_or((head, ""));
            let uses = before.split_once("uses:").map_or("", |(_, names)| names);
            let names = |list: &str| -> Vec<String> {
                list.split(',').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect()
            };
            let is_text = head.trim() == "md";
            found.push(Cell { uses: names(uses), gives: names(gives), is_text, body: String::new() });
        } else if let Some(cell) = found.last_mut() {
            cell.body.push_str(line);
            cell.body.push('\n');
        }
    }
    found
}

/// The notebook as Jupyter keeps it (nbformat 4.5).
pub(crate) fn jupyter() -> String {
    let lines = |body: &str| -> Vec<String> { body.trim_end().split_inclusive('\n').map(str::to_owned).collect() };
    let cells: Vec<Value> = (1..)
        .zip(cells())
        .map(|(n, cell)| {
            let id = format!("cell-{n}");
            match cell.is_text {
                true => json!({"cell_type": "markdown", "id": id, "metadata": {}, "source": lines(&cell.body)}),
                false => json!({"cell_type": "code", "id": id, "metadata": {}, "execution_count": null, "outputs": [],
                    "source": lines(&cell.body)}),
            }
        })
        .collect();
    let notebook = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    format!("{notebook:#}\n")
}

/// The notebook as marimo keeps it: a Python file of functions.
pub(crate) fn marimo() -> String {
    let mut out = String::from(
        "import marimo\n\napp = marimo.App(width=\"medium\")\n\n\n@app.cell\ndef _():\n    import marimo as mo\n\n    return (mo,)\n",
    );
    for cell in cells() {
        let (uses, body) = if cell.is_text {
            (vec!["mo".to_owned()], format!("mo.md(\"\"\"{}\"\"\")\n", cell.body.trim().replace('"', "\\\"")))
        } else {
            (cell.uses.clone(), cell.body.clone())
        };
        out.push_str(&format!("\n\n@app.cell\ndef _({}):\n", uses.join(", ")));
        if cell.is_text {
            out.push_str("    ");
            out.push_str(&body);
            out.push_str("    return\n");
            continue;
        }
        // The last expression of a cell is what marimo shows; it stands before the return.
        for line in body.trim_end().lines() {
            if line.is_empty() {
                out.push('\n');
            } else {
                out.push_str(&format!("    {line}\n"));
            }
        }
        match cell.gives.as_slice() {
            [] => out.push_str("    return\n"),
            [one] => out.push_str(&format!("    return ({one},)\n")),
            several => out.push_str(&format!("    return {}\n", several.join(", "))),
        }
    }
    out.push_str("\n\nif __name__ == \"__main__\":\n    app.run()\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_a_cell_uses_was_given_before() {
        let mut known: Vec<String> = Vec::new();
        for cell in cells() {
            for name in &cell.uses {
                assert!(known.contains(name), "{name} is used before it is given");
            }
            known.extend(cell.gives);
        }
        assert!(known.len() > 8);
    }

    #[test]
    fn both_notebooks_hold_every_cell() {
        let notebook: Value = serde_json::from_str(&jupyter()).expect("JSON");
        let all = cells().len();
        assert_eq!(notebook["cells"].as_array().map(Vec::len), Some(all));
        assert_eq!(marimo().matches("@app.cell").count(), all + 1);
    }
}
