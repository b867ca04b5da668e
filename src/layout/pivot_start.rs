//! A first drawing from the distances to a few pivots (Brandes and Pich 2007, "Eigensolver methods for progressive
//! multidimensional scaling of large data"): the two directions in which they differ most.

use super::adjacency::FAR;
use super::stress::{Pivots, Place};
use crate::analysis::SplitMix64;

/// Places in links, with a little noise so that no two lie on each other.
pub(super) fn pivot_start(pivots: &Pivots, seed: u64) -> Vec<Place> {
    let (columns, rows) = (pivots.bodies.len(), pivots.distances.first().map_or(0, Vec::len));
    let mut random = SplitMix64::new(seed);
    let mut noise = || (random.next_unit() - 0.5) * 0.2;
    if columns < 3 {
        let along = |n: usize| pivots.distances.first().map_or(0.0, |d| f64::from(d[n]) / 2.0);
        return (0..rows).map(|n| [along(n) + noise(), noise() * 4.0]).collect();
    }
    let centred = centred(pivots, rows);
    // The small matrix whose eigenvectors are wanted.
    let mut square = vec![vec![0.0; columns]; columns];
    for a in 0..columns {
        for b in 0..=a {
            let sum: f64 = centred[a].iter().zip(&centred[b]).map(|(x, y)| x * y).sum();
            square[a][b] = sum;
            square[b][a] = sum;
        }
    }
    let first = strongest(&square, &[], seed);
    let second = strongest(&square, std::slice::from_ref(&first), seed);
    let coordinate =
        |vector: &[f64], n: usize| -> f64 { vector.iter().zip(&centred).map(|(v, column)| v * column[n]).sum() };
    let raw: Vec<Place> = (0..rows).map(|n| [coordinate(&first, n), coordinate(&second, n)]).collect();
    // Any scale came out; the distances to the first pivot set it right.
    let from = raw[pivots.bodies[0]];
    let (mut drawn, mut wanted) = (0.0, 0.0);
    for (at, distance) in raw.iter().zip(&pivots.distances[0]) {
        drawn += (at[0] - from[0]).hypot(at[1] - from[1]);
        wanted += f64::from(*distance) / 2.0;
    }
    let scale = if drawn > 1e-12 { wanted / drawn } else { 1.0 };
    raw.into_iter().map(|at| [at[0] * scale + noise(), at[1] * scale + noise()]).collect()
}

/// Squared distances, one column a pivot, with the means of rows and columns taken out.
fn centred(pivots: &Pivots, rows: usize) -> Vec<Vec<f64>> {
    let square = |d: u16| if d == FAR { 0.0 } else { (f64::from(d) / 2.0).powi(2) };
    let mut columns: Vec<Vec<f64>> =
        pivots.distances.iter().map(|column| column.iter().map(|d| square(*d)).collect()).collect();
    let count = columns.len() as f64;
    let row_means: Vec<f64> = (0..rows).map(|n| columns.iter().map(|column| column[n]).sum::<f64>() / count).collect();
    let mean = row_means.iter().sum::<f64>() / rows as f64;
    for column in &mut columns {
        let own = column.iter().sum::<f64>() / rows as f64;
        for (value, row) in column.iter_mut().zip(&row_means) {
            *value = -0.5 * (*value - own - row + mean);
        }
    }
    columns
}

/// The eigenvector of the largest eigenvalue that is at right angles to those known, by power iteration.
fn strongest(matrix: &[Vec<f64>], known: &[Vec<f64>], seed: u64) -> Vec<f64> {
    let mut random = SplitMix64::new(seed ^ (known.len() as u64 + 17));
    let mut vector: Vec<f64> = matrix.iter().map(|_| random.next_unit() - 0.5).collect();
    for _ in 0..60 {
        for other in known {
            let along: f64 = vector.iter().zip(other).map(|(a, b)| a * b).sum();
            vector.iter_mut().zip(other).for_each(|(a, b)| *a -= along * b);
        }
        let mut next: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&vector).map(|(a, b)| a * b).sum::<f64>()).collect();
        let length = next.iter().map(|v| v * v).sum::<f64>().sqrt();
        if length < 1e-12 {
            break;
        }
        for v in &mut next {
            *v /= length;
        }
        vector = next;
    }
    vector
}
