//! What is made of each input.

use copydesk::Extractor;
use copydesk::batch::Made;
use copydesk::dedup::Dedup;
use copydesk::explain::{self, Dump};
use copydesk::input::Input;
use copydesk::record::Filter;
use copydesk::strip::Verdict;
use copydesk::write::{self, Style};

/// What is made of each input.
#[derive(Debug, Clone, Copy)]
pub(super) enum View {
    Records(Style, Option<Dedup>),
    Explain { colour: bool },
    Dump(Dump),
    Inputs,
}

impl View {
    /// What stands around what is made: nothing around lines.
    pub(super) fn framing(self) -> write::Format {
        match self {
            View::Records(style, _) => style.format,
            View::Explain { .. } | View::Dump(_) | View::Inputs => write::Format::Jsonl,
        }
    }

    /// What the workers do with each input.
    pub(super) fn make(self, filter: &Filter, extractor: &mut Extractor, input: &Input) -> Made {
        let policy = extractor.options().policy;
        let mut signature = None;
        let (bytes, empty) = match self {
            View::Records(style, dedup) => {
                let record = extractor.extract(input);
                if let Some(reason) = filter.refuses(&record) {
                    let used = extractor.applied().used.clone();
                    return Made { filtered: Some(reason), used, ..Made::default() };
                }
                signature = dedup.and_then(|dedup| dedup.signature(&record.body));
                // The record holds a copy of its text, and another is about to be made.
                extractor.release();
                (write::render(&record, style), record.body.0.is_empty())
            }
            View::Inputs => {
                return Made { bytes: explain::input(input), empty: input.bytes.is_empty(), ..Made::default() };
            }
            View::Explain { colour } => {
                extractor.judge(input);
                let ((document, verdicts), applied) = (extractor.judged(), extractor.applied());
                let rows = explain::rows(input, document, verdicts, &policy, applied, colour);
                (rows, nothing_kept(verdicts))
            }
            View::Dump(Dump::Verdicts) => {
                let (document, verdicts) = extractor.judge(input);
                (explain::dump(Dump::Verdicts, input, document, verdicts, &policy), nothing_kept(verdicts))
            }
            // What models are trained on does not depend on the model that there is.
            View::Dump(what) => {
                let document = extractor.read(input);
                (explain::dump(what, input, document, &[], &policy), document.blocks.is_empty())
            }
        };
        Made { bytes, empty, used: extractor.applied().used.clone(), signature, ..Made::default() }
    }
}

fn nothing_kept(verdicts: &[Verdict]) -> bool {
    !verdicts.iter().any(|verdict| verdict.keep)
}
