//! The attributes that some reader asks for; all others are skipped where they stand.

use super::hash::Names;

macro_rules! names {
    ($($id:ident $name:literal;)*) => {
        /// Name of an attribute.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each is the attribute of its name")]
        pub(crate) enum Name { $($id,)* }
        const NAMES: &[&str] = &[$($name,)*];

        impl Name {
            /// All of them.
            pub(crate) const ALL: &[Name] = &[$(Name::$id,)*];
        }
    };
}

names! {
    AriaHidden "aria-hidden";
    AriaModal "aria-modal";
    Class "class";
    Content "content";
    DataDate "data-date";
    DataTime "data-time";
    DataTimestamp "data-timestamp";
    Datetime "datetime";
    Hidden "hidden";
    Href "href";
    Hreflang "hreflang";
    HttpEquiv "http-equiv";
    Id "id";
    Itemprop "itemprop";
    Itemtype "itemtype";
    Lang "lang";
    Named "name";
    Property "property";
    Rel "rel";
    Role "role";
    Shadowrootmode "shadowrootmode";
    Style "style";
    Title "title";
    Type "type";
    XmlLang "xml:lang";
}

/// Found by trying random odd numbers.
const MULTIPLIER: u64 = 0x6264_67ba_04a1_0547;

static TABLE: Names<64> = Names::new(NAMES, MULTIPLIER);

impl Name {
    /// The attribute of a name as written, given its lower-case key.
    #[inline]
    pub(super) fn find(key: u64, name: &[u8]) -> Option<Name> {
        TABLE.find(key, name).map(|index| Name::ALL[index])
    }

    /// As the standard writes it.
    pub(crate) fn as_str(self) -> &'static str {
        NAMES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::key;
    use super::*;

    #[test]
    fn every_name_is_found() {
        for &name in Name::ALL {
            let text = name.as_str().as_bytes();
            assert_eq!(Name::find(key(text), text), Some(name));
        }
    }

    #[test]
    fn other_names_are_not() {
        for name in ["", "data-id", "classs", "xria-hidden", "xttp-equiv", "hreflan"] {
            assert_eq!(Name::find(key(name.as_bytes()), name.as_bytes()), None, "{name}");
        }
    }
}
