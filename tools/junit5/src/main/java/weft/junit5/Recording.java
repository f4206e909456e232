package weft.junit5;

/// When the frames of a test are kept.
public enum Recording {
    /// Never: a report has pictures of what was expected, and no timeline.
    NEVER,
    /// Those of the seconds before a failure.
    ON_FAILURE,
    /// Those of every test, whether it fails or not, as far as they fit into memory.
    ALWAYS
}
