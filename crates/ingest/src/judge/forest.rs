//! Gradient-boosted decision trees: small, fast, and good with features of many kinds.
//!
//! Method: Friedman 2001, "Greedy function approximation"; leaves by Newton steps on the
//! logistic loss as in XGBoost (Chen and Guestrin 2016).

/// A node of a tree: a question, or a leaf with its share of the sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Node {
    /// Is the feature at most this? Then the next node, else the one numbered here.
    Split { feature: u16, at_most: f32, otherwise: u16 },
    /// The end.
    Leaf(f32),
}

/// Trees whose leaves add up to the log odds of "belongs to the article".
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Forest {
    pub(crate) trees: Vec<Vec<Node>>,
}

impl Forest {
    /// The probability for one row of features.
    pub(crate) fn probability(&self, row: &[f32]) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| leaf(tree, row)).sum();
        1.0 / (1.0 + (-sum).exp())
    }

    /// As bytes: number of trees, then for each its nodes, little-endian.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend((self.trees.len() as u16).to_le_bytes());
        for tree in &self.trees {
            out.extend((tree.len() as u16).to_le_bytes());
            for node in tree {
                let (feature, value, otherwise) = match *node {
                    Node::Split { feature, at_most, otherwise } => (feature, at_most, otherwise),
                    Node::Leaf(value) => (u16::MAX, value, 0),
                };
                out.extend(feature.to_le_bytes());
                out.extend(value.to_le_bytes());
                out.extend(otherwise.to_le_bytes());
            }
        }
        out
    }

    /// Reads what [`Forest::to_bytes`] wrote, and how many bytes it took.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<(Self, usize)> {
        let mut at = 0;
        let mut take = |n: usize| {
            at += n;
            bytes.get(at - n..at)
        };
        let count = u16::from_le_bytes(take(2)?.try_into().ok()?);
        let mut trees = Vec::with_capacity(count.into());
        for _ in 0..count {
            let nodes = u16::from_le_bytes(take(2)?.try_into().ok()?);
            let mut tree = Vec::with_capacity(nodes.into());
            for number in 0..nodes {
                let feature = u16::from_le_bytes(take(2)?.try_into().ok()?);
                let value = f32::from_le_bytes(take(4)?.try_into().ok()?);
                let otherwise = u16::from_le_bytes(take(2)?.try_into().ok()?);
                // A question leads forward, never out of the tree.
                tree.push(match feature {
                    u16::MAX => Node::Leaf(value),
                    _ if otherwise > number && otherwise < nodes && number + 1 < nodes => {
                        Node::Split { feature, at_most: value, otherwise }
                    }
                    _ => return None,
                });
            }
            trees.push(tree);
        }
        Some((Self { trees }, at))
    }
}

/// The leaf that a row comes to.
pub(super) fn leaf(tree: &[Node], row: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Split { feature, at_most, otherwise }) => {
                let value = row.get(usize::from(*feature)).copied().unwrap_or(0.0);
                at = if value <= *at_most { at + 1 } else { usize::from(*otherwise) };
            }
            Some(Node::Leaf(value)) => return *value,
            None => return 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_round_trip() {
        let tree = vec![Node::Split { feature: 1, at_most: 0.5, otherwise: 2 }, Node::Leaf(-2.0), Node::Leaf(3.0)];
        let forest = Forest { trees: vec![tree.clone(), tree] };
        let bytes = forest.to_bytes();
        assert_eq!(Forest::from_bytes(&bytes), Some((forest.clone(), bytes.len())));
        assert!(forest.probability(&[0.0, 0.2]) < 0.05 && forest.probability(&[0.0, 0.9]) > 0.95);
        assert_eq!(Forest::from_bytes(&bytes[..bytes.len() - 1]), None);
    }
}
