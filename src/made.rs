//! Files that are made of other files: what takes too long to make at each start.

use std::path::Path;

/// Holds a file to what it is made of; `make tables` writes it anew.
pub(crate) fn check(path: &str, is: &[u8], made: &[u8]) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), made).unwrap();
    } else {
        assert!(is == made, "{path} is of another time than what it is made of: `make tables` makes it anew");
    }
}
