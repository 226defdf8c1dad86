//! The command line.

use std::io::Read;

fn main() -> anyhow::Result<()> {
    let mut x = copydesk::Extractor::default();
    let dump = std::env::var("DUMP").is_ok();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let what = if args.first().is_some_and(|a| a == "--dump") { args[1].clone() } else { String::new() };
    let paths = if what.is_empty() { args } else { std::io::stdin().lines().map(|l| l.unwrap()).collect() };
    let mut out = std::io::BufWriter::new(std::io::stdout());
    use std::io::Write;
    for path in paths {
        let mut bytes = Vec::new();
        let f = std::fs::File::open(&path)?;
        flate2::read::MultiGzDecoder::new(f).read_to_end(&mut bytes)?;
        let format = path.contains("/text/").then_some(copydesk::input::Format::Text);
        let mut input = copydesk::input::Input { path, bytes, ..Default::default() };
        input.hints.format = format;
        if !what.is_empty() {
            let (d, _) = x.judge(&input);
            let inp = serde_json::json!({"path": input.path, "id": null});
            if what == "blocks" {
                for (n, b) in d.blocks.iter().enumerate() {
                    writeln!(out, "{}", serde_json::json!({"input": inp, "block": n, "text": d.text(b)}))?;
                }
            } else {
                let (names, rows) = copydesk::strip::table(d);
                for (n, r) in rows.iter().enumerate() {
                    write!(out, "{{\"input\":{inp},\"block\":{n},\"features\":{{")?;
                    for (i, (name, v)) in names.iter().zip(r).enumerate() {
                        if i > 0 {
                            write!(out, ",")?;
                        }
                        if v.is_nan() {
                            write!(out, "\"{name}\":null")?;
                        } else {
                            write!(out, "\"{name}\":{v}")?;
                        }
                    }
                    writeln!(out, "}}}}")?;
                }
            }
            continue;
        }
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
