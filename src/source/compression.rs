//! Compressed bytes to bytes: by what they begin with, never by the name of the file.

use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::bufread::GzDecoder;

use crate::error::ErrorKind;

use super::{LAYERS, fault};

/// A stream that a thread can hand to another.
pub(super) type Stream<'a> = Box<dyn BufRead + Send + 'a>;

/// How bytes are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Packing {
    /// RFC 1952, any number of members.
    Gzip,
    /// RFC 8878, any number of frames.
    Zstd,
    /// bzip2, any number of streams.
    Bzip2,
    /// xz, any number of streams.
    Xz,
}

/// Kibibytes an xz stream may ask for: what `xz -9`, its largest preset, needs (64 MiB of dictionary) and some.
const XZ_MEMORY: u32 = 80 << 10;

/// Bytes that a byte of deflate stands for at most: zlib's technical notes say 1032.
const DEFLATE_MOST: u64 = 1032;

impl Packing {
    /// Bytes of the longest signature, of bzip2.
    pub(super) const SIGNATURE: usize = 7;

    /// What each member begins with, where a file has members that can be unpacked one by one.
    pub(super) fn member(self) -> Option<&'static [u8]> {
        match self {
            Packing::Gzip => Some(&[0x1f, 0x8b, 8]),
            Packing::Zstd => Some(&[0x28, 0xb5, 0x2f, 0xfd]),
            Packing::Bzip2 | Packing::Xz => None,
        }
    }

    /// Recognises a packing by its first bytes.
    pub fn of(head: &[u8]) -> Option<Packing> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Packing::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Packing::Zstd),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, ..] => Some(Packing::Bzip2),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, ..] => Some(Packing::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Packing::Xz),
            _ => None,
        }
    }

    fn open(self, packed: Stream<'_>) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(match self {
            Packing::Gzip => Box::new(Gzip { member: GzDecoder::new(packed) }),
            Packing::Zstd => Box::new(zstd::Decoder::with_buffer(packed)?),
            Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(packed)),
            Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(packed, true, XZ_MEMORY)),
        })
    }

    /// Bytes that something packed says it unpacks to; 0 where it does not say. Gzip's last four bytes are the length of the
    /// last member (RFC 1952, 2.3.1), which most often is the only one.
    fn promised(self, packed: &[u8]) -> u64 {
        match (self, packed.last_chunk()) {
            (Packing::Gzip, Some(length)) => {
                u64::from(u32::from_le_bytes(*length)).min(DEFLATE_MOST * packed.len() as u64)
            }
            _ => 0,
        }
    }
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
            Packing::Bzip2 => "bzip2",
            Packing::Xz => "xz",
        })
    }
}

/// What stands behind the members of a gzip file and does not begin like one: nothing that matters, or one that was hit.
#[derive(Debug)]
struct Trailing;

impl fmt::Display for Trailing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what stands behind them is no gzip")
    }
}

impl std::error::Error for Trailing {}

fn is_trailing(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<Trailing>())
}

/// All members of a gzip file. The zeros that tapes and block devices leave behind the last one are skipped, as gzip
/// does; anything else there is an error, when all before it is read.
struct Gzip<'a> {
    member: GzDecoder<Stream<'a>>,
}

impl Read for Gzip<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.member.read(out)?;
            if read > 0 || out.is_empty() || !self.next_member()? {
                return Ok(read);
            }
        }
    }
}

impl Gzip<'_> {
    fn next_member(&mut self) -> io::Result<bool> {
        let packed = self.member.get_mut();
        skip(packed, |byte| byte == 0)?;
        match packed.fill_buf()? {
            [] => return Ok(false),
            // There may be no more of it at hand.
            [0x1f] | [0x1f, 0x8b, ..] => {}
            _ => return Err(io::Error::other(Trailing)),
        }
        let rest = std::mem::replace(packed, Box::new(io::empty()));
        self.member = GzDecoder::new(rest);
        Ok(true)
    }
}

/// Skips bytes as long as they are such.
fn skip(stream: &mut Stream<'_>, such: impl Fn(u8) -> bool) -> io::Result<()> {
    loop {
        let chunk = stream.fill_buf()?;
        let skipped = chunk.iter().take_while(|&&byte| such(byte)).count();
        let all = skipped == chunk.len();
        stream.consume(skipped);
        if !all || skipped == 0 {
            return Ok(());
        }
    }
}

/// A document without its packing.
pub(super) struct Whole {
    pub(super) bytes: Vec<u8>,
    /// Whether something stood behind it that could not be unpacked.
    pub(super) damaged: bool,
}

/// A stream without its packing, and the packing that was taken off last.
pub(super) struct Unpacked<'a> {
    pub(super) stream: Stream<'a>,
    pub(super) packing: Option<Packing>,
    /// How many packings were taken off.
    pub(super) layers: usize,
}

impl<'a> Unpacked<'a> {
    /// Takes the packings off a stream.
    pub(super) fn open(stream: Stream<'a>) -> Result<Unpacked<'a>, ErrorKind> {
        let mut unpacked = Unpacked { stream, packing: None, layers: 0 };
        for layers in 1..=LAYERS + 1 {
            let head = unpacked.peek(|head| head.len() >= Packing::SIGNATURE)?;
            let Some(packing) = Packing::of(&head) else {
                return Ok(unpacked);
            };
            let inner = packing.open(unpacked.stream).map_err(|error| fault(error, Some(packing)))?;
            unpacked = Unpacked { stream: Box::new(BufReader::new(inner)), packing: Some(packing), layers };
        }
        Err(ErrorKind::PackedTooDeep)
    }

    /// The beginning of the stream, as much as it takes to know enough, and not one read more: what feeds a pipe may
    /// be waiting for an answer. The stream still has it.
    pub(super) fn peek(&mut self, enough: impl Fn(&[u8]) -> bool) -> Result<Vec<u8>, ErrorKind> {
        let mut head = Vec::new();
        while !enough(&head) {
            let chunk = match self.stream.fill_buf() {
                Ok([]) => break,
                Ok(chunk) if head.is_empty() && enough(chunk) => return Ok(chunk.to_vec()),
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                // Who reads on will meet it.
                Err(error) if is_trailing(&error) => break,
                Err(error) => return Err(fault(error, self.packing)),
            };
            head.extend_from_slice(chunk);
            let consumed = chunk.len();
            self.stream.consume(consumed);
        }
        let rest = std::mem::replace(&mut self.stream, Box::new(io::empty()));
        self.stream = Box::new(Cursor::new(head.clone()).chain(rest));
        Ok(head)
    }

    /// The rest of the stream, which is one document of up to `limit` bytes.
    pub(super) fn read_all(self, limit: u64) -> Result<Whole, ErrorKind> {
        self.read_into(Vec::new(), limit)
    }

    /// The same, into a buffer.
    fn read_into(self, mut bytes: Vec<u8>, limit: u64) -> Result<Whole, ErrorKind> {
        let damaged = match self.stream.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
            Ok(_) => false,
            Err(error) if is_trailing(&error) => true,
            Err(error) => return Err(fault(error, self.packing)),
        };
        if bytes.len() as u64 > limit { Err(ErrorKind::TooLarge(limit)) } else { Ok(Whole { bytes, damaged }) }
    }
}

/// Takes the packings off a document that is in memory and may have up to `limit` bytes.
pub(super) fn unpack(packed: Vec<u8>, limit: u64) -> Result<Whole, ErrorKind> {
    match Packing::of(&packed) {
        None if packed.len() as u64 > limit => Err(ErrorKind::TooLarge(limit)),
        None => Ok(Whole { bytes: packed, damaged: false }),
        Some(packing) => {
            let mut bytes = Vec::new();
            // A buffer that grows is copied again and again, and what it leaves behind stays with the process. Without room
            // for what is promised it grows.
            let _ = bytes.try_reserve_exact(packing.promised(&packed).min(limit) as usize);
            Unpacked::open(Box::new(Cursor::new(packed)))?.read_into(bytes, limit)
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use proptest::prelude::*;

    use super::*;
    use crate::source::DOCUMENT_LIMIT;

    fn unpack(packed: Vec<u8>) -> Result<Vec<u8>, ErrorKind> {
        super::unpack(packed, DOCUMENT_LIMIT).map(|whole| whole.bytes)
    }

    pub(in crate::source) const ALL: [Packing; 4] = [Packing::Gzip, Packing::Zstd, Packing::Bzip2, Packing::Xz];

    pub(in crate::source) fn pack(packing: Packing, bytes: &[u8]) -> Vec<u8> {
        match packing {
            Packing::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap()
            }
            Packing::Zstd => {
                let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
                encoder.include_checksum(true).unwrap();
                encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap()
            }
            Packing::Bzip2 => {
                let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
                encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap()
            }
            Packing::Xz => {
                let options = lzma_rust2::XzOptions::with_preset(0);
                let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
        }
    }

    const TEXT: &[u8] = b"The harbour was closed at noon, and nobody said why.\n";

    #[test]
    fn every_packing_comes_off() {
        for packing in ALL {
            let packed = pack(packing, TEXT);
            assert_eq!(Packing::of(&packed), Some(packing));
            assert_eq!(unpack(packed).unwrap(), TEXT, "{packing}");
        }
    }

    #[test]
    fn members_are_joined() {
        for packing in ALL {
            let packed = [pack(packing, TEXT), pack(packing, b""), pack(packing, TEXT)].concat();
            assert_eq!(unpack(packed).unwrap(), [TEXT, TEXT].concat(), "{packing}");
        }
    }

    #[test]
    fn no_more_is_promised_than_can_be() {
        let mut packed = pack(Packing::Gzip, TEXT);
        assert_eq!(Packing::Gzip.promised(&packed), TEXT.len() as u64);
        let lie = packed.len() - 4;
        packed[lie..].fill(0xff);
        assert_eq!(Packing::Gzip.promised(&packed), 1032 * packed.len() as u64);
        assert!(unpack(packed).is_err());
        assert_eq!(Packing::Zstd.promised(&pack(Packing::Zstd, TEXT)), 0);
    }

    #[test]
    fn packed_twice_comes_off_and_thrice_is_said() {
        for outer in ALL {
            let twice = pack(outer, &pack(Packing::Gzip, TEXT));
            assert_eq!(unpack(twice.clone()).unwrap(), TEXT, "{outer}");
            assert!(matches!(unpack(pack(Packing::Zstd, &twice)), Err(ErrorKind::PackedTooDeep)), "{outer}");
        }
    }

    #[test]
    fn cut_anywhere_is_an_error() {
        for packing in ALL {
            let packed = pack(packing, &TEXT.repeat(50));
            for end in Packing::SIGNATURE..packed.len() {
                let error = unpack(packed[..end].to_vec()).unwrap_err();
                assert!(matches!(error, ErrorKind::BrokenOff(p) if p == packing), "{packing} {end}: {error:?}");
            }
        }
    }

    #[test]
    fn behind_a_gzip_member_zeros_are_padding_and_letters_are_damage() {
        let member = pack(Packing::Gzip, TEXT);
        let rows: &[(&[u8], usize, bool)] = &[
            (&[0; 1000], 1, false),
            (&[&[0; 1000], &member[..]].concat(), 2, false),
            (b"garbage behind the data", 1, true),
            (b"\0\0x", 1, true),
        ];
        for (behind, times, damaged) in rows {
            let packed = [&member, *behind].concat();
            for packed in [packed.clone(), pack(Packing::Xz, &packed)] {
                let whole = super::unpack(packed, DOCUMENT_LIMIT).unwrap();
                assert_eq!((whole.bytes, whole.damaged), (TEXT.repeat(*times), *damaged), "{behind:?}");
            }
        }
        let hit = [&member[..], &member[..12], &[0xff; 40]].concat();
        assert!(unpack(hit).is_err(), "what begins like a member is one");
    }

    #[test]
    fn a_window_of_gigabytes_is_not_granted() {
        let long = [0x28, 0xb5, 0x2f, 0xfd, 0, (31 - 10) << 3, 1, 0, 0, 0];
        assert!(matches!(unpack(long.to_vec()), Err(ErrorKind::NeedsMemory(Packing::Zstd))));
    }

    #[test]
    fn a_bomb_is_not_inflated() {
        let zeros = vec![0; 1 << 20];
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        (0..=DOCUMENT_LIMIT >> 20).for_each(|_| encoder.write_all(&zeros).unwrap());
        assert!(matches!(unpack(encoder.finish().unwrap()), Err(ErrorKind::TooLarge(DOCUMENT_LIMIT))));
    }

    proptest! {
        #[test]
        fn hit_anywhere_is_an_error_or_the_text(at in 0usize..400, bit in 0u8..8, which in 0usize..4) {
            let text: Vec<u8> = (0..300u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
            let mut packed = pack(ALL[which], &text);
            let at = at % packed.len();
            packed[at] ^= 1 << bit;
            // Without its signature it is not packed, as far as anybody can see.
            let expected = if Packing::of(&packed).is_some() { text } else { packed.clone() };
            prop_assert!(unpack(packed).map_or(true, |unpacked| unpacked == expected));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, which in 0usize..4) {
            let head = &pack(ALL[which], b"x")[..Packing::SIGNATURE];
            let _ = unpack([head, &bytes[..]].concat());
        }
    }
}
