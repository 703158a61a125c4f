//! Training of [`Forest`]: histogram splits, deterministic.

use super::forest::{Forest, Node};

/// Rows of features with answers and weights.
#[derive(Debug, Clone, Default)]
pub(crate) struct Samples {
    /// How many features a row has.
    pub(crate) width: usize,
    /// The rows, one after the other.
    pub(crate) rows: Vec<f32>,
    /// 1 for "belongs to the article".
    pub(crate) answers: Vec<f32>,
    /// How much a row counts.
    pub(crate) weights: Vec<f32>,
    /// The page that a row is of.
    pub(crate) pages: Vec<u32>,
}

impl Samples {
    pub(crate) fn len(&self) -> usize {
        self.answers.len()
    }

    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.rows[i * self.width..(i + 1) * self.width]
    }

    pub(crate) fn push(&mut self, row: &[f32], answer: f32, weight: f32, page: u32) {
        self.width = row.len();
        self.rows.extend_from_slice(row);
        self.answers.push(answer);
        self.weights.push(weight);
        self.pages.push(page);
    }
}

/// How trees are grown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Growth {
    pub(crate) trees: usize,
    pub(crate) depth: u32,
    pub(crate) rate: f32,
    /// The least weight of a leaf.
    pub(crate) least: f32,
    /// Pull of leaves to zero.
    pub(crate) pull: f32,
}

const BINS: usize = 48;

/// Grows trees one after the other, each on what those before got wrong.
pub(crate) fn grow(samples: &Samples, growth: Growth) -> Forest {
    let edges: Vec<Vec<f32>> = (0..samples.width).map(|f| edges(samples, f)).collect();
    // Feature by feature, so that a histogram reads memory in order.
    let binned: Vec<Vec<u8>> = (0..samples.width)
        .map(|f| (0..samples.len()).map(|i| edges[f].partition_point(|e| *e < samples.row(i)[f]) as u8).collect())
        .collect();
    // What is the same in all rows (elements, in plain text) is no question.
    let asked: Vec<usize> = (0..samples.width).filter(|f| !edges[*f].is_empty()).collect();
    let mut scores = vec![0.0f32; samples.len()];
    let mut forest = Forest::default();
    for round in 0..growth.trees {
        let slopes: Vec<(f32, f32)> = (0..samples.len())
            .map(|i| {
                let p = 1.0 / (1.0 + (-scores[i]).exp());
                let w = samples.weights[i];
                (w * (p - samples.answers[i]), (w * p * (1.0 - p)).max(1e-6))
            })
            .collect();
        let mut tree = Vec::new();
        // Every tree asks two features of five, and sees half of the pages: rows of one page are alike,
        // and trees that see all pages learn them by heart.
        let drawn = |(number, _): &(u32, &usize)| mixed(*number, round as u32) % 5 < 2;
        let features: Vec<usize> = (0..).zip(&asked).filter(drawn).map(|(_, feature)| *feature).collect();
        let grower = Grower { edges: &edges, binned: &binned, slopes: &slopes, growth, features };
        let half: Vec<u32> = (0..samples.len() as u32)
            .filter(|i| mixed(samples.pages[*i as usize] + 1_000, round as u32).is_multiple_of(2))
            .collect();
        grower.node(&mut tree, &half, &grower.sums(&half), growth.depth);
        for (i, score) in scores.iter_mut().enumerate() {
            *score += super::forest::leaf(&tree, samples.row(i));
        }
        forest.trees.push(tree);
    }
    forest
}

/// A number that looks random, the same each time (the finisher of MurmurHash3).
fn mixed(number: u32, round: u32) -> u32 {
    let mut h = number.wrapping_mul(0x9e37_79b1) ^ round.wrapping_mul(0x85eb_ca77);
    h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
    h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

/// The borders between the bins of a feature: quantiles of its distinct values.
fn edges(samples: &Samples, feature: usize) -> Vec<f32> {
    let step = (samples.len() / 20_000).max(1);
    let mut values: Vec<f32> = (0..samples.len()).step_by(step).map(|i| samples.row(i)[feature]).collect();
    values.sort_by(f32::total_cmp);
    values.dedup();
    if values.len() <= BINS {
        values.pop();
        return values;
    }
    (1..BINS).map(|b| values[b * values.len() / BINS]).collect()
}

/// Sums of slope and curvature, bin by bin.
type Sums = [(f64, f64); BINS + 1];

struct Grower<'a> {
    edges: &'a [Vec<f32>],
    binned: &'a [Vec<u8>],
    slopes: &'a [(f32, f32)],
    growth: Growth,
    features: Vec<usize>,
}

impl Grower<'_> {
    fn node(&self, tree: &mut Vec<Node>, rows: &[u32], sums: &[Sums], depth: u32) {
        let (g, h) = rows.iter().fold((0.0f64, 0.0f64), |(g, h), i| {
            let (a, b) = self.slopes[*i as usize];
            (g + f64::from(a), h + f64::from(b))
        });
        let best = if depth == 0 { None } else { self.best(sums, g, h) };
        let Some((feature, bin)) = best else {
            let value = (-g / (h + f64::from(self.growth.pull))) as f32 * self.growth.rate;
            tree.push(Node::Leaf(value));
            return;
        };
        let at = tree.len();
        tree.push(Node::Leaf(0.0));
        let (low, high): (Vec<u32>, Vec<u32>) = rows.iter().partition(|i| self.binned[feature][**i as usize] <= bin);
        // The smaller side is counted, the other is what remains. Leaves need no sums.
        let counted =
            if depth == 1 { Vec::new() } else { self.sums(if low.len() <= high.len() { &low } else { &high }) };
        let rest: Vec<Sums> = counted.iter().zip(sums).map(|(part, all)| less(all, part)).collect();
        let (low_sums, high_sums) = if low.len() <= high.len() { (counted, rest) } else { (rest, counted) };
        self.node(tree, &low, &low_sums, depth - 1);
        let otherwise = tree.len() as u16;
        self.node(tree, &high, &high_sums, depth - 1);
        tree[at] = Node::Split { feature: feature as u16, at_most: self.edges[feature][usize::from(bin)], otherwise };
    }

    /// The sums of some rows, for each feature that this tree may ask.
    fn sums(&self, rows: &[u32]) -> Vec<Sums> {
        let of = |feature: &usize| {
            let mut sums = [(0.0, 0.0); BINS + 1];
            let bins = &self.binned[*feature];
            for i in rows {
                let (a, b) = self.slopes[*i as usize];
                let sum = &mut sums[usize::from(bins[*i as usize])];
                *sum = (sum.0 + f64::from(a), sum.1 + f64::from(b));
            }
            sums
        };
        self.features.iter().map(of).collect()
    }

    /// The question that explains most; `None` where none explains anything.
    fn best(&self, sums: &[Sums], g: f64, h: f64) -> Option<(usize, u8)> {
        let pull = f64::from(self.growth.pull);
        let least = f64::from(self.growth.least);
        let worth = |g: f64, h: f64| g * g / (h + pull);
        let mut best = (1e-4, None);
        for (feature, sums) in self.features.iter().zip(sums) {
            let borders = self.edges[*feature].len();
            let (mut left_g, mut left_h) = (0.0, 0.0);
            for (bin, (a, b)) in sums.iter().enumerate().take(borders) {
                (left_g, left_h) = (left_g + a, left_h + b);
                if left_h < least || h - left_h < least {
                    continue;
                }
                let gain = worth(left_g, left_h) + worth(g - left_g, h - left_h) - worth(g, h);
                if gain > best.0 {
                    best = (gain, Some((*feature, bin as u8)));
                }
            }
        }
        best.1
    }
}

fn less(all: &Sums, part: &Sums) -> Sums {
    std::array::from_fn(|bin| (all[bin].0 - part[bin].0, all[bin].1 - part[bin].1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_no_single_feature_tells() {
        let mut samples = Samples::default();
        for i in 0..400u32 {
            let (a, b) = ((i % 20) as f32, (i / 20) as f32);
            let inside = (a > 9.0) != (b > 9.0);
            samples.push(&[a, b, (i % 7) as f32], f32::from(u8::from(inside)), 1.0, i);
        }
        let growth = Growth { trees: 30, depth: 3, rate: 0.3, least: 1.0, pull: 1.0 };
        let forest = grow(&samples, growth);
        assert!(forest.probability(&[15.0, 3.0, 0.0]) > 0.9);
        assert!(forest.probability(&[15.0, 15.0, 0.0]) < 0.1);
        assert_eq!(forest, grow(&samples, growth));
    }
}
