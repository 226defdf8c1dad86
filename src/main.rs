//! The command line.

use std::io::Read;

fn main() -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let input = copydesk::input::Input { path: "-".to_owned(), bytes, ..Default::default() };
    let record = copydesk::Extractor::default().extract(&input);
    anstream::println!("{}", serde_json::to_string(&record)?);
    Ok(())
}
