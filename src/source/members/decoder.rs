//! One member of a packed file to its bytes, a step at a time.

use std::io;

use flate2::{Decompress, FlushDecompress, Status};
use zstd::stream::raw::{self, DParameter, Operation};

use crate::source::Packing;

/// The largest window a zstd frame may ask for, as a power of two: 32 MiB. `zstd -19`, and whatever packs records one by
/// one, needs a quarter of it.
const WINDOW_LOG: u32 = 25;

/// Bits of a gzip window: all there are.
const GZIP_WINDOW: u8 = 15;

/// What takes the packing off.
pub(super) enum Decoder {
    Plain,
    Gzip(Decompress),
    Zstd(Box<raw::Decoder<'static>>),
}

/// What a step did.
pub(super) struct Step {
    pub(super) read: usize,
    pub(super) written: usize,
    /// The member is complete, and its checksum right.
    pub(super) ended: bool,
}

impl Decoder {
    pub(super) fn new(packing: Option<Packing>, dictionary: &[u8]) -> io::Result<Decoder> {
        Ok(match packing {
            Some(Packing::Gzip) => Decoder::Gzip(Decompress::new_gzip(GZIP_WINDOW)),
            Some(Packing::Zstd) => {
                let mut decoder = raw::Decoder::with_dictionary(dictionary)?;
                decoder.set_parameter(DParameter::WindowLogMax(WINDOW_LOG))?;
                Decoder::Zstd(Box::new(decoder))
            }
            _ => Decoder::Plain,
        })
    }

    /// Makes it ready for the next member.
    pub(super) fn restart(&mut self) -> io::Result<()> {
        match self {
            Decoder::Plain => Ok(()),
            Decoder::Gzip(inflate) => {
                // The argument is about zlib's own header; that of gzip is expected as before.
                inflate.reset(true);
                Ok(())
            }
            Decoder::Zstd(decoder) => decoder.reinit(),
        }
    }

    pub(super) fn run(&mut self, packed: &[u8], out: &mut [u8]) -> io::Result<Step> {
        match self {
            Decoder::Plain => {
                let length = packed.len().min(out.len());
                out[..length].copy_from_slice(&packed[..length]);
                Ok(Step { read: length, written: length, ended: false })
            }
            Decoder::Gzip(inflate) => {
                let before = (inflate.total_in(), inflate.total_out());
                let status = inflate.decompress(packed, out, FlushDecompress::None)?;
                let read = (inflate.total_in() - before.0) as usize;
                let written = (inflate.total_out() - before.1) as usize;
                Ok(Step { read, written, ended: status == Status::StreamEnd })
            }
            Decoder::Zstd(decoder) => {
                let status = decoder.run_on_buffers(packed, out)?;
                let (read, written) = (status.bytes_read, status.bytes_written);
                Ok(Step { read, written, ended: status.remaining == 0 && read + written > 0 })
            }
        }
    }
}
