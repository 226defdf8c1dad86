//! Elements as one-byte ids, and everything the standard's rules ask about an element, as tables over the id.

use bitflags::bitflags;

use super::hash::{self, Names};

bitflags! {
    /// The categories of elements that the tree construction rules speak of.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) struct Sets: u32 {
        /// § 13.2.4.2 "special".
        const SPECIAL = 1;
        /// § 13.2.4.2 what ends the search for "an element in scope".
        const SCOPE = 1 << 1;
        /// What ends it for list item scope, beside [`Sets::SCOPE`].
        const LIST_SCOPE = 1 << 2;
        /// What ends it for button scope, beside [`Sets::SCOPE`].
        const BUTTON_SCOPE = 1 << 3;
        /// What ends it for table scope; also the "table context" of § 13.2.6.4.9.
        const TABLE_SCOPE = 1 << 4;
        /// § 13.2.6.3 closed by "generate implied end tags".
        const IMPLIED = 1 << 5;
        /// § 13.2.6.3 closed by "generate all implied end tags thoroughly".
        const THOROUGH = 1 << 6;
        /// h1 to h6.
        const HEADING = 1 << 7;
        /// § 13.2.4.2 "formatting".
        const FORMATTING = 1 << 8;
        /// § 13.2.6.1 a current node whose stray content is foster parented.
        const FOSTERS = 1 << 9;
        /// § 13.2.6.4.13 the "table body context".
        const BODY_CONTEXT = 1 << 10;
        /// § 13.2.6.4.14 the "table row context".
        const ROW_CONTEXT = 1 << 11;
        /// td and th.
        const CELL = 1 << 12;
        /// § 13.2.6.5 start tags that no SVG or MathML can hold.
        const BREAKOUT = 1 << 13;
        /// Elements of the SVG and MathML namespaces.
        const FOREIGN = 1 << 14;
        /// § 13.2.4.2 MathML text integration points.
        const TEXT_POINT = 1 << 15;
        /// § 13.2.4.2 HTML integration points.
        const HTML_POINT = 1 << 16;
    }
}

/// What a start tag does "in body" (§ 13.2.6.4.7), where elements that do the same share a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Ordinary,
    Html,
    InHead,
    Body,
    Frameset,
    Block,
    Heading,
    Pre,
    Form,
    Item,
    Plaintext,
    Button,
    Anchor,
    Formatting,
    Nobr,
    Applet,
    Table,
    Void,
    Input,
    Param,
    Hr,
    Image,
    Textarea,
    Xmp,
    RawText,
    Select,
    Option,
    Optgroup,
    RubyBase,
    RubyText,
    Foreign,
    Ignored,
}

macro_rules! tags {
    ($($id:ident $name:literal $rule:ident [$($set:ident)*];)*) => {
        /// An element's name, as far as some rule or some reader distinguishes it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "each is the element of its name; those that have none are told at the table")]
        pub(crate) enum Tag { $($id,)* }
        const IDS: &[Tag] = &[$(Tag::$id,)*];
        const NAMES: [&str; IDS.len()] = [$($name,)*];
        static RULES: [Rule; IDS.len()] = [$(Rule::$rule,)*];
        static SETS: [Sets; IDS.len()] = [$(Sets::empty()$(.union(Sets::$set))*,)*];
    };
}

tags! {
    // A run of text: no element at all.
    Text "" Ordinary [];
    // Any HTML element without an id of its own.
    Other "" Ordinary [];
    A "a" Anchor [FORMATTING];
    Abbr "abbr" Ordinary [];
    Address "address" Block [SPECIAL];
    Applet "applet" Applet [SPECIAL SCOPE];
    Area "area" Void [SPECIAL];
    Article "article" Block [SPECIAL];
    Aside "aside" Block [SPECIAL];
    Audio "audio" Ordinary [];
    B "b" Formatting [FORMATTING BREAKOUT];
    Base "base" InHead [SPECIAL];
    Basefont "basefont" InHead [SPECIAL];
    Bdi "bdi" Ordinary [];
    Bgsound "bgsound" InHead [SPECIAL];
    Big "big" Formatting [FORMATTING BREAKOUT];
    Blockquote "blockquote" Block [SPECIAL BREAKOUT];
    Body "body" Body [SPECIAL BREAKOUT];
    Br "br" Void [SPECIAL BREAKOUT];
    Button "button" Button [SPECIAL BUTTON_SCOPE];
    Canvas "canvas" Ordinary [];
    Caption "caption" Ignored [SPECIAL SCOPE THOROUGH];
    Center "center" Block [SPECIAL BREAKOUT];
    Cite "cite" Ordinary [];
    Code "code" Formatting [FORMATTING BREAKOUT];
    Col "col" Ignored [SPECIAL];
    Colgroup "colgroup" Ignored [SPECIAL THOROUGH];
    Data "data" Ordinary [];
    Datalist "datalist" Ordinary [];
    Dd "dd" Item [SPECIAL IMPLIED THOROUGH BREAKOUT];
    Del "del" Ordinary [];
    Details "details" Block [SPECIAL];
    Dialog "dialog" Block [];
    Dir "dir" Block [SPECIAL];
    Div "div" Block [SPECIAL BREAKOUT];
    Dl "dl" Block [SPECIAL BREAKOUT];
    Dt "dt" Item [SPECIAL IMPLIED THOROUGH BREAKOUT];
    Em "em" Formatting [FORMATTING BREAKOUT];
    Embed "embed" Void [SPECIAL BREAKOUT];
    Fieldset "fieldset" Block [SPECIAL];
    Figcaption "figcaption" Block [SPECIAL];
    Figure "figure" Block [SPECIAL];
    Font "font" Formatting [FORMATTING];
    Footer "footer" Block [SPECIAL];
    Form "form" Form [SPECIAL];
    Frame "frame" Ignored [SPECIAL];
    Frameset "frameset" Frameset [SPECIAL];
    H1 "h1" Heading [SPECIAL HEADING BREAKOUT];
    H2 "h2" Heading [SPECIAL HEADING BREAKOUT];
    H3 "h3" Heading [SPECIAL HEADING BREAKOUT];
    H4 "h4" Heading [SPECIAL HEADING BREAKOUT];
    H5 "h5" Heading [SPECIAL HEADING BREAKOUT];
    H6 "h6" Heading [SPECIAL HEADING BREAKOUT];
    Head "head" Ignored [SPECIAL BREAKOUT];
    Header "header" Block [SPECIAL];
    Hgroup "hgroup" Block [SPECIAL];
    Hr "hr" Hr [SPECIAL BREAKOUT];
    Html "html" Html [SPECIAL SCOPE TABLE_SCOPE BODY_CONTEXT ROW_CONTEXT];
    I "i" Formatting [FORMATTING BREAKOUT];
    Iframe "iframe" RawText [SPECIAL];
    Image "image" Image [];
    Img "img" Void [SPECIAL BREAKOUT];
    Input "input" Input [SPECIAL];
    Ins "ins" Ordinary [];
    Keygen "keygen" Void [SPECIAL];
    Label "label" Ordinary [];
    Legend "legend" Ordinary [];
    Li "li" Item [SPECIAL IMPLIED THOROUGH BREAKOUT];
    Link "link" InHead [SPECIAL];
    Listing "listing" Pre [SPECIAL BREAKOUT];
    Main "main" Block [SPECIAL];
    Map "map" Ordinary [];
    Mark "mark" Ordinary [];
    Marquee "marquee" Applet [SPECIAL SCOPE];
    Menu "menu" Block [SPECIAL BREAKOUT];
    Meta "meta" InHead [SPECIAL BREAKOUT];
    Meter "meter" Ordinary [];
    Nav "nav" Block [SPECIAL];
    Nobr "nobr" Nobr [FORMATTING BREAKOUT];
    Noembed "noembed" RawText [SPECIAL];
    Noframes "noframes" InHead [SPECIAL];
    Noscript "noscript" RawText [SPECIAL];
    Object "object" Applet [SPECIAL SCOPE];
    Ol "ol" Block [SPECIAL LIST_SCOPE BREAKOUT];
    Optgroup "optgroup" Optgroup [IMPLIED THOROUGH];
    Option "option" Option [IMPLIED THOROUGH];
    Output "output" Ordinary [];
    P "p" Block [SPECIAL IMPLIED THOROUGH BREAKOUT];
    Param "param" Param [SPECIAL];
    Picture "picture" Ordinary [];
    Plaintext "plaintext" Plaintext [SPECIAL];
    Pre "pre" Pre [SPECIAL BREAKOUT];
    Progress "progress" Ordinary [];
    Q "q" Ordinary [];
    Rb "rb" RubyBase [IMPLIED THOROUGH];
    Rp "rp" RubyText [IMPLIED THOROUGH];
    Rt "rt" RubyText [IMPLIED THOROUGH];
    Rtc "rtc" RubyBase [IMPLIED THOROUGH];
    Ruby "ruby" Ordinary [BREAKOUT];
    S "s" Formatting [FORMATTING BREAKOUT];
    Samp "samp" Ordinary [];
    Script "script" InHead [SPECIAL];
    Search "search" Block [SPECIAL];
    Section "section" Block [SPECIAL];
    Select "select" Select [SPECIAL SCOPE];
    Slot "slot" Ordinary [];
    Small "small" Formatting [FORMATTING BREAKOUT];
    Source "source" Param [SPECIAL];
    Span "span" Ordinary [BREAKOUT];
    Strike "strike" Formatting [FORMATTING BREAKOUT];
    Strong "strong" Formatting [FORMATTING BREAKOUT];
    Style "style" InHead [SPECIAL];
    Sub "sub" Ordinary [BREAKOUT];
    Summary "summary" Block [SPECIAL];
    Sup "sup" Ordinary [BREAKOUT];
    Table "table" Table [SPECIAL SCOPE TABLE_SCOPE FOSTERS BREAKOUT];
    Tbody "tbody" Ignored [SPECIAL THOROUGH FOSTERS BODY_CONTEXT];
    Td "td" Ignored [SPECIAL SCOPE THOROUGH CELL];
    Template "template" InHead [SPECIAL SCOPE TABLE_SCOPE BODY_CONTEXT ROW_CONTEXT];
    Textarea "textarea" Textarea [SPECIAL];
    Tfoot "tfoot" Ignored [SPECIAL THOROUGH FOSTERS BODY_CONTEXT];
    Th "th" Ignored [SPECIAL SCOPE THOROUGH CELL];
    Thead "thead" Ignored [SPECIAL THOROUGH FOSTERS BODY_CONTEXT];
    Time "time" Ordinary [];
    Title "title" InHead [SPECIAL];
    Tr "tr" Ignored [SPECIAL THOROUGH FOSTERS ROW_CONTEXT];
    Track "track" Param [SPECIAL];
    Tt "tt" Formatting [FORMATTING BREAKOUT];
    U "u" Formatting [FORMATTING BREAKOUT];
    Ul "ul" Block [SPECIAL LIST_SCOPE BREAKOUT];
    Var "var" Ordinary [BREAKOUT];
    Video "video" Ordinary [];
    Wbr "wbr" Void [SPECIAL];
    Xmp "xmp" Xmp [SPECIAL];
    // The roots of foreign content, in HTML.
    Math "math" Foreign [FOREIGN];
    Svg "svg" Foreign [FOREIGN];
    // Foreign elements. No start tag has these ids: they are given to elements made inside svg and math.
    MathOther "" Ordinary [FOREIGN];
    MathText "" Ordinary [FOREIGN SPECIAL SCOPE TEXT_POINT];
    MathAnnotation "" Ordinary [FOREIGN SPECIAL SCOPE];
    MathAnnotationHtml "" Ordinary [FOREIGN SPECIAL SCOPE HTML_POINT];
    SvgOther "" Ordinary [FOREIGN];
    SvgPoint "" Ordinary [FOREIGN SPECIAL SCOPE HTML_POINT];
}

/// How many ids there are.
pub(super) const COUNT: usize = IDS.len();

/// Found by trying random odd numbers; with half the slots, none of those tried kept all names apart.
const MULTIPLIER: u64 = 0x4717_a393_6024_fb3f;

/// See [`Tag::closing`].
static CLOSING: [(u64, u8); COUNT] = {
    let mut closing = [(0, 0); COUNT];
    let mut index = 0;
    while index < COUNT {
        let name = NAMES[index].as_bytes();
        if !name.is_empty() && name.len() < 8 {
            closing[index] = (hash::key(name) | (b'>' as u64) << (8 * name.len()), name.len() as u8 + 1);
        }
        index += 1;
    }
    closing
};

static TABLE: Names<1024> = Names::new(&NAMES, MULTIPLIER);

impl Tag {
    /// The element of a name as written, given its lower-case key.
    #[inline]
    pub(super) fn find(key: u64, name: &[u8]) -> Tag {
        TABLE.find(key, name).map_or(Tag::Other, |index| IDS[index])
    }

    /// The bytes `name>` as one number and how many they are, for names of up to seven bytes.
    #[inline]
    pub(super) fn closing(self) -> Option<(u64, usize)> {
        let (bytes, length) = CLOSING[self as usize];
        (length > 0).then_some((bytes, usize::from(length)))
    }

    /// Its name; empty for ids that stand for several.
    pub(crate) fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    #[inline]
    pub(super) fn rule(self) -> Rule {
        RULES[self as usize]
    }

    /// Whether it is in any of these categories.
    #[inline]
    pub(super) fn is(self, sets: Sets) -> bool {
        SETS[self as usize].intersects(sets)
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash::key;
    use super::*;

    #[test]
    fn every_name_is_found() {
        for &tag in IDS.iter().filter(|tag| !tag.name().is_empty()) {
            assert_eq!(Tag::find(key(tag.name().as_bytes()), tag.name().as_bytes()), tag, "{}", tag.name());
        }
    }

    #[test]
    fn end_tags_are_known_by_their_element() {
        assert_eq!(Tag::Li.closing(), Some((u64::from_le_bytes(*b"li>\0\0\0\0\0"), 3)));
        assert_eq!(Tag::Section.closing(), Some((u64::from_le_bytes(*b"section>"), 8)));
        assert_eq!(Tag::Textarea.closing(), None);
        assert_eq!(Tag::SvgOther.closing(), None);
    }

    #[test]
    fn other_names_are_other() {
        for name in ["x", "divv", "ablockquote", "blockquot", "blockquotf", "xigcaption", "amp-img", ""] {
            assert_eq!(Tag::find(key(name.as_bytes()), name.as_bytes()), Tag::Other, "{name}");
        }
    }
}
