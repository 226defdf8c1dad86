//! The command line.

use std::io::Read;

fn main() -> anyhow::Result<()> {
    let mut x = copydesk::Extractor::default();
    let dump = std::env::var("DUMP").is_ok();
    for path in std::env::args().skip(1) {
        let mut bytes = Vec::new();
        let f = std::fs::File::open(&path)?;
        flate2::read::MultiGzDecoder::new(f).read_to_end(&mut bytes)?;
        let format = path.contains("/text/").then_some(copydesk::input::Format::Text);
        let mut input = copydesk::input::Input { path, bytes, ..Default::default() };
        input.hints.format = format;
        if dump {
            let (d, v) = x.judge(&input);
            for (b, v) in d.blocks.iter().zip(v) {
                let mut s = d.text(b).to_owned();
                if let Some((at, _)) = s.char_indices().nth(110) {
                    s.truncate(at)
                }
                anstream::println!(
                    "{} {:.2} {:<10} {:?} {:?} {:?} {:?}",
                    if v.keep { '+' } else { '-' },
                    v.score,
                    v.reason.as_str(),
                    b.kind,
                    b.linked,
                    d.marks(b),
                    s
                );
            }
            continue;
        }
        let record = x.extract(&input);
        anstream::println!("{}", serde_json::to_string(&record)?);
    }
    Ok(())
}
