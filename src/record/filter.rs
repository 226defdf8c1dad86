//! Which records a user wants.

use std::str::FromStr;

use super::Record;

/// A field of the record that may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field(usize);

/// Whether a record lacks a field.
type Lacks = fn(&Record) -> bool;

/// The fields by name, with the words for records that lack them.
const FIELDS: &[(&str, &str, Lacks)] = &[
    ("title", "no title", |record| record.title.is_none()),
    ("dateline", "no dateline", |record| record.dateline.is_none()),
    ("dateline_place", "no dateline_place", |record| record.dateline_place.is_none()),
    ("dateline_date", "no dateline_date", |record| record.dateline_date.is_none()),
    ("dateline_agency", "no dateline_agency", |record| record.dateline_agency.is_none()),
    ("body", "no body", |record| record.body.0.is_empty()),
    ("authors", "no authors", |record| record.authors.is_empty()),
    ("date_published", "no date_published", |record| record.date_published.is_none()),
    ("date_modified", "no date_modified", |record| record.date_modified.is_none()),
    ("url", "no url", |record| record.url.is_none()),
    ("site_name", "no site_name", |record| record.site_name.is_none()),
    ("language", "no language", |record| record.language.is_none()),
    ("description", "no description", |record| record.description.is_none()),
    ("section", "no section", |record| record.section.is_none()),
    ("tags", "no tags", |record| record.tags.is_empty()),
    ("image", "no image", |record| record.image.is_none()),
];

impl FromStr for Field {
    type Err = String;

    fn from_str(name: &str) -> Result<Field, String> {
        let found = FIELDS.iter().position(|(field, ..)| *field == name.trim()).map(Field);
        let names = || FIELDS.iter().map(|(field, ..)| *field).collect::<Vec<_>>().join(", ");
        found.ok_or_else(|| format!("no field that may be empty; these may: {}", names()))
    }
}

/// Which records are wanted; by default all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// The least confidence, 0 to 1.
    pub min_confidence: f32,
    /// The fields that must not be empty.
    pub require: Vec<Field>,
}

impl Filter {
    /// Why a record is not wanted: the first reason, in words to count by; `None` when it is.
    pub fn refuses(&self, record: &Record) -> Option<&'static str> {
        let lacking = self.require.iter().map(|field| FIELDS[field.0]).find(|(_, _, lacks)| lacks(record));
        let unsure = (record.confidence < self.min_confidence).then_some("low confidence");
        lacking.map(|(_, words, _)| words).or(unsure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;
    use crate::write::tests::record;

    #[test]
    fn every_field_can_be_required_and_the_first_that_lacks_is_said() {
        let bare = Record::default();
        for (name, words, _) in FIELDS {
            let filter = Filter { require: vec![name.parse().unwrap()], ..Filter::default() };
            assert_eq!(filter.refuses(&bare), Some(*words));
        }
        let full = record(Some("Port shut"), None, &[(Kind::Paragraph, "The harbour was closed.")]);
        let require = ["title", "body", "date_published"].map(|name| name.parse().unwrap()).to_vec();
        assert_eq!(Filter { require: require.clone(), ..Filter::default() }.refuses(&full), Some("no date_published"));
        assert_eq!(Filter { require: require[..2].to_vec(), ..Filter::default() }.refuses(&full), None);
        assert!("confidence".parse::<Field>().unwrap_err().contains("title, dateline,"));
    }

    #[test]
    fn the_least_confidence_is_enough() {
        let filter = Filter { min_confidence: 0.5, ..Filter::default() };
        assert_eq!(filter.refuses(&Record { confidence: 0.5, ..Record::default() }), None);
        assert_eq!(filter.refuses(&Record { confidence: 0.499, ..Record::default() }), Some("low confidence"));
        assert_eq!(Filter::default().refuses(&Record::default()), None);
    }
}
