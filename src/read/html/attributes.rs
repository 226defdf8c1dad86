//! The attributes that somebody reads.

macro_rules! attributes {
    ($($attribute:ident = $name:literal,)+) => {
        /// An attribute that is read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Attribute { $($attribute,)+ }

        /// How many there are.
        const COUNT: usize = [$(Attribute::$attribute),+].len();

        /// The attribute of this (lower-case) name, if it is read.
        fn named(name: &str) -> Option<Attribute> {
            match name {
                $($name => Some(Attribute::$attribute),)+
                _ => None,
            }
        }
    };
}

attributes! {
    Class = "class",
    Id = "id",
    Role = "role",
    Itemprop = "itemprop",
    Property = "property",
    Rel = "rel",
    Href = "href",
    Hidden = "hidden",
    AriaHidden = "aria-hidden",
    AriaModal = "aria-modal",
    Style = "style",
    Itemtype = "itemtype",
    Name = "name",
    Content = "content",
    HttpEquiv = "http-equiv",
    Type = "type",
    Datetime = "datetime",
    Title = "title",
    Lang = "lang",
    XmlLang = "xml:lang",
    Hreflang = "hreflang",
    DataTimestamp = "data-timestamp",
    DataTime = "data-time",
    DataDate = "data-date",
}

/// Those attributes of an element that are read, found once however many questions are asked.
#[derive(Debug, Default)]
pub(super) struct Attributes<'a> {
    values: [Option<&'a str>; COUNT],
}

impl<'a> Attributes<'a> {
    /// Takes what is read out of all that an element has; of two of one name the first counts.
    pub(super) fn new(all: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut attributes = Attributes::default();
        for (name, value) in all {
            if let Some(attribute) = named(name) {
                attributes.values[attribute as usize].get_or_insert(value);
            }
        }
        attributes
    }

    /// The value of an attribute; the empty string where it has none.
    pub(super) fn get(&self, attribute: Attribute) -> Option<&'a str> {
        self.values[attribute as usize]
    }
}
