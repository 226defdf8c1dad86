//! Errors as data, for whoever fetches again what failed.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{ErrorKind, SourceError};

impl Serialize for SourceError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_struct("SourceError", 7)?;
        row.serialize_field("path", &self.path)?;
        row.serialize_field("id", &self.record)?;
        row.serialize_field("offset", &self.offset)?;
        row.serialize_field("line", &self.line)?;
        row.serialize_field("kind", self.kind.as_str())?;
        row.serialize_field("message", &self.kind.to_string())?;
        row.serialize_field("skipped", &self.kind.skipped())?;
        row.end()
    }
}

impl ErrorKind {
    /// Bytes that were passed over, where it came to that.
    pub fn skipped(&self) -> Option<u64> {
        match self {
            ErrorKind::Lost(_, skipped) => Some(*skipped),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Damage;

    #[test]
    fn all_that_is_known_in_one_row() {
        let error = SourceError {
            offset: Some(12),
            record: Some("r\n".to_owned()),
            ..SourceError::new("x.warc", ErrorKind::Lost(Damage::NoRecord, 7))
        };
        let row = serde_json::to_string(&error).unwrap();
        assert_eq!(
            row,
            r#"{"path":"x.warc","id":"r\n","offset":12,"line":null,"kind":"damaged","message":"no record begins here; 7 bytes were skipped, fetch the file again","skipped":7}"#
        );
    }
}
