//! The command line as data: each file of `tests/cmd` is what was typed and what came of it.
//!
//! `TRYCMD=overwrite cargo test --test cli` accepts what comes now; then read the diff.

#[test]
fn commands() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
