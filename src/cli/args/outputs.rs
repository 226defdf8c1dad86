//! What a batch run writes, and which records of it.

use std::path::PathBuf;

use clap::ValueEnum;
use copydesk::record::Field;
use copydesk::write;

/// Where a batch run goes and what it says of itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Outputs {
    /// Write records as JSON Lines into numbered files in FOLDER, each whole or not at all
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "output_format", "explain", "dump"])]
    pub(crate) output_dir: Option<PathBuf>,

    /// Records a file in the folder has
    #[arg(long, value_name = "N", default_value = "10000", requires = "output_dir")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) shard_size: u64,

    /// Pack the files in the folder
    #[arg(long, value_name = "HOW", requires = "output_dir")]
    pub(crate) compress: Option<Compress>,

    /// Go on with the folder where the last run left off, or begin
    #[arg(long, requires = "output_dir")]
    pub(crate) resume: bool,

    /// Write the failures to FILE too, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,

    /// Write the counts of the run to FILE, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
}

/// Which records are written.
#[derive(Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Leave out records of less confidence than X, 0 to 1
    #[arg(long, value_name = "X", default_value = "0", value_parser = confidence)]
    #[arg(hide_default_value = true, conflicts_with_all = ["explain", "dump"])]
    pub(crate) min_confidence: f32,

    /// Leave out records in which any of these fields is empty, like title,body,date_published
    #[arg(long, value_name = "FIELDS", value_delimiter = ',', conflicts_with_all = ["explain", "dump"])]
    pub(crate) require: Vec<Field>,
}

fn confidence(text: &str) -> Result<f32, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "a confidence is a number from 0 to 1".to_owned())
}

/// How files are packed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Compress {
    Gzip,
    Zstd,
}

impl From<Compress> for write::Compression {
    fn from(compress: Compress) -> write::Compression {
        match compress {
            Compress::Gzip => write::Compression::Gzip,
            Compress::Zstd => write::Compression::Zstd,
        }
    }
}
