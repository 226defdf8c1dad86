//! The dictionary that a `.warc.zst` file may begin with: a frame that other readers skip.

use std::io::Read;

use super::raw::Raw;
use crate::error::ErrorKind;
use crate::source::{Packing, fault};

/// What such a frame begins with, before its length in four bytes.
const MAGIC: &[u8] = &[0x5d, 0x2a, 0x4d, 0x18];

/// What an unpacked dictionary begins with.
const DICTIONARY: &[u8] = &[0x37, 0xa4, 0x30, 0xec];

/// Bytes a dictionary may have, unpacked. Those in use have a megabyte at most.
const LIMIT: usize = 8 << 20;

/// Reads the dictionary at the beginning of a file; empty where there is none.
pub(super) fn read(raw: &mut Raw) -> Result<Vec<u8>, ErrorKind> {
    let unreadable = ErrorKind::Unreadable;
    let head = raw.want(MAGIC.len() + 4).map_err(unreadable)?;
    let Some(&[a, b, c, d]) = head.strip_prefix(MAGIC).and_then(|rest| rest.first_chunk()) else {
        return Ok(Vec::new());
    };
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    if length > LIMIT {
        return Err(ErrorKind::NeedsMemory(Packing::Zstd));
    }
    raw.consume(MAGIC.len() + 4);
    let content = raw.want(length).map_err(unreadable)?.get(..length).map(<[u8]>::to_vec);
    let content = content.ok_or(ErrorKind::BrokenOff(Packing::Zstd))?;
    raw.consume(length);
    if content.starts_with(DICTIONARY) { Ok(content) } else { unpack(&content) }
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, ErrorKind> {
    let decoder = zstd::Decoder::with_buffer(packed).map_err(|error| fault(error, Some(Packing::Zstd)))?;
    let mut dictionary = Vec::new();
    let read = decoder.take(LIMIT as u64 + 1).read_to_end(&mut dictionary);
    read.map_err(|error| fault(error, Some(Packing::Zstd)))?;
    if dictionary.len() > LIMIT { Err(ErrorKind::NeedsMemory(Packing::Zstd)) } else { Ok(dictionary) }
}
