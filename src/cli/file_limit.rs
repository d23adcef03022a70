//! A limit on the size of files (`ulimit -f`) is an error of the write that meets it. Without this the
//! system would end the program there and then, in the middle of whatever it does.

/// Lets a write fail that goes beyond the limit.
pub(super) fn fail_the_write() {
    #[cfg(unix)]
    {
        let flag = std::sync::Arc::default();
        // Any handler does: the write returns its error all the same. Where none can be set, nothing is
        // worse than it was.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
    }
}
