"""coreference.py < CASES: what scorch, a released scorer, makes of clusters of mentions.

Reads a list of {"key": clusters, "response": clusters}, a cluster being a list of names of mentions, and prints for each
its F1 by MUC, B3 and CEAF-e. Run by xtask/src/score/clusters.rs. scorch's own command adds what the response alone mentions
to the key; its functions are the formulas of the reference scorer, which does not.
"""

import json
import sys

from scorch import scores


def judge(case):
    key, response = ([set(cluster) for cluster in case[side]] for side in ("key", "response"))
    return [float(measure(key, response)[2]) for measure in (scores.muc, scores.b_cubed, scores.ceaf_e)]


print(json.dumps([judge(case) for case in json.load(sys.stdin)]))
