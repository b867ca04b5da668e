//! The grid by group: every group a block of rows, blocks beside each other.

use std::collections::{BTreeMap, HashMap};

use super::graph::{Graph, Point};
use super::overlaps::separate;
use super::{Cancelled, Options};
use crate::analysis::Progress;

/// Room between two bodies of a block, in points.
const GAP: f64 = 16.0;
/// Room between two blocks.
const BLOCK_GAP: f64 = 64.0;

/// Places in blocks, a group each: the principal's first, linked groups near each other, in a block the best linked first.
/// Nothing overlaps unless fixed bodies do; fixed bodies stay.
///
/// # Errors
/// When `progress` was cancelled.
pub fn grid(graph: &Graph, options: &Options, progress: &Progress) -> Result<Vec<Point>, Cancelled> {
    progress.begin(1);
    super::stopped(progress)?;
    let count = graph.bodies.len();
    let mut places = vec![Point::default(); count];
    let widest = graph.bodies.iter().map(|body| body.half_width).fold(0.0, f64::max);
    let above = graph.bodies.iter().map(|body| body.above).fold(0.0, f64::max);
    let below = graph.bodies.iter().map(|body| body.below).fold(0.0, f64::max);
    let (across, down) = (2.0 * widest + GAP, above + below + GAP);
    let groups = ordered_groups(graph);
    let cell = Point::new(across, down);
    // Rows of blocks fill a room more or less well: of many widths and shapes of blocks, the one that fills it best.
    let fills = |blocks: &Blocks| (blocks.size.x / options.aspect).max(blocks.size.y);
    let shapes = [0.3, 0.5, 0.8, 1.2, 1.8, 2.6].map(|shape| shape * options.aspect.max(0.2));
    let widths = [0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2];
    let tried = shapes.iter().flat_map(|shape| widths.iter().map(|width| (*shape, *width)));
    let all = tried.map(|(shape, width)| Blocks::of(&groups, cell, shape, width * options.aspect.sqrt()));
    let Some(best) = all.min_by(|a, b| fills(a).total_cmp(&fills(b))) else { return Ok(places) };
    for ((members, corner), columns) in groups.iter().zip(&best.corners).zip(&best.columns) {
        for (n, body) in members.iter().enumerate() {
            places[*body] = Point::new(
                corner.x + (n % columns) as f64 * across + across / 2.0,
                corner.y + (n / columns) as f64 * down + above + GAP / 2.0,
            );
        }
    }
    let fixed: Vec<bool> = graph.bodies.iter().map(|body| body.fixed.is_some()).collect();
    if fixed.contains(&true) {
        for (at, body) in places.iter_mut().zip(&graph.bodies) {
            *at = body.fixed.unwrap_or(*at);
        }
        separate(graph, &mut places, &fixed, progress)?;
    }
    Ok(places)
}

/// Blocks beside and below each other.
struct Blocks {
    /// Per group: the upper left corner of its block.
    corners: Vec<Point>,
    /// Per group: in how many columns its members stand.
    columns: Vec<usize>,
    /// How wide and how high the whole is.
    size: Point,
}

impl Blocks {
    /// Blocks of a shape, in rows; `width` is that of the whole, as a part of the side of a square of the same area.
    fn of(groups: &[Vec<usize>], cell: Point, shape: f64, width: f64) -> Self {
        let columns: Vec<usize> = groups
            .iter()
            .map(|members| ((members.len() as f64 * cell.y / cell.x * shape).sqrt().ceil() as usize).max(1))
            .collect();
        let sizes: Vec<Point> = groups
            .iter()
            .zip(&columns)
            .map(|(members, columns)| {
                let rows = members.len().div_ceil(*columns);
                Point::new(members.len().min(*columns) as f64 * cell.x, rows as f64 * cell.y)
            })
            .collect();
        let area: f64 = sizes.iter().map(|size| (size.x + BLOCK_GAP) * (size.y + BLOCK_GAP)).sum();
        let most = area.sqrt() * width;
        let (mut x, mut y, mut row_height, mut widest) = (0.0, 0.0, 0.0_f64, 0.0_f64);
        let mut corners = Vec::with_capacity(groups.len());
        for size in &sizes {
            if x > 0.0 && x + size.x > most {
                x = 0.0;
                y += row_height + BLOCK_GAP;
                row_height = 0.0;
            }
            corners.push(Point::new(x, y));
            widest = widest.max(x + size.x);
            x += size.x + BLOCK_GAP;
            row_height = row_height.max(size.y);
        }
        Self { corners, columns, size: Point::new(widest, y + row_height) }
    }
}

/// The groups in reading order, each with its members, the best linked first.
fn ordered_groups(graph: &Graph) -> Vec<Vec<usize>> {
    let count = graph.bodies.len();
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of = vec![0; count];
    for (n, body) in graph.bodies.iter().enumerate() {
        let number = *numbers.entry(body.group).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[number].push(n);
        group_of[n] = number;
    }
    let mut degree = vec![0.0; count];
    let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for link in graph.links.iter().filter(|link| link.a < count && link.b < count && link.a != link.b) {
        degree[link.a] += link.weight;
        degree[link.b] += link.weight;
        let (a, b) = (group_of[link.a], group_of[link.b]);
        if a != b {
            *between.entry((a, b)).or_default() += link.weight;
            *between.entry((b, a)).or_default() += link.weight;
        }
    }
    for members in &mut groups {
        members.sort_by(|a, b| {
            let is_principal = |n: &usize| *n == graph.principal;
            is_principal(b).cmp(&is_principal(a)).then(degree[*b].total_cmp(&degree[*a])).then(a.cmp(b))
        });
    }
    // From the principal's group on, always the one most linked to the one before; then the largest.
    let mut order = Vec::new();
    let mut is_taken = vec![false; groups.len()];
    let mut next = group_of.get(graph.principal).copied().filter(|_| count > 0);
    while let Some(group) = next {
        is_taken[group] = true;
        order.push(group);
        next = (0..groups.len()).filter(|other| !is_taken[*other]).max_by(|a, b| {
            let linked = |other: usize| between.get(&(group, other)).copied().unwrap_or(0.0);
            linked(*a).total_cmp(&linked(*b)).then(groups[*a].len().cmp(&groups[*b].len())).then(b.cmp(a))
        });
    }
    if order.is_empty() {
        order.extend(0..groups.len());
    }
    order.into_iter().map(|group| groups[group].clone()).collect()
}
