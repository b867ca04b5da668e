//! Memory that a frame gives back is kept for the next one.

use std::hint::black_box;
use std::sync::Once;

/// Just below the 32 MiB up to which the C library's allocator raises its threshold by itself.
const LARGE: usize = 31 << 20;

/// Tells the allocator, once, that large blocks come and go. What a frame draws is megabytes of vertices, which would else be
/// given back to the system after every frame and asked for again in the next, page by page: more than half of what a frame
/// of a large map costs. Freeing one large block raises glibc's threshold for that (`M_MMAP_THRESHOLD` in mallopt(3)); the
/// block is never written to and takes no memory, and to other allocators it means nothing.
pub fn expect_large_frames() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| drop(black_box(Vec::<u8>::with_capacity(LARGE))));
}
