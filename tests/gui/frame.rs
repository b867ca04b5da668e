//! The window's frame: it stands at the sizes it has to, and rests when nothing happens.

use crate::driver::{Driver, SIZES};

#[test]
fn the_sample_opens_at_both_sizes_and_says_what_it_is() {
    for size in SIZES {
        let window = Driver::new(size);
        assert!(window.shows_part("actors"), "the status bar counts actors at {size:?}");
        assert!(
            window.shows("Scenario: Wagner withdraws from Mali against Baseline")
                || window.shows_part("against Baseline")
        );
    }
}

#[test]
fn a_window_that_is_left_alone_draws_nothing() {
    let mut window = Driver::new(SIZES[1]);
    assert!(!window.is_restless(), "the window asks for frames although nothing happens");
}
