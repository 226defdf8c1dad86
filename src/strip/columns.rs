//! The columns of the feature table: what is measured of a block, by name, for both formats.
//!
//! A row holds the block's own text, its place in the tree of sections, its neighbours and its place on the page, then
//! (from [`FIRST_LOOK`] on) what the first look made of them, which `context` fills in. The same names are what
//! `--dump features` prints and what a model's file asks for.

/// Declares the columns: a variant with its meaning, and the name that dumps and models know it by.
macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $column:ident = $name:literal,)+) => {
        /// The columns of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Column { $($(#[doc = $doc])+ $column,)+ }
        /// Names of the columns, in order.
        pub(super) const NAMES: [&str; [$(Column::$column),+].len()] = [$($name,)+];
    };
}
pub(super) use columns;

columns! {
    /// Words, script-aware.
    Words = "words",
    /// Characters that show, a word.
    WordLength = "word_length",
    /// Share of characters inside links.
    LinkShare = "link_share",
    /// How it ends: 0 other, 1 sentence, 2 colon, 3 ellipsis.
    Ending = "ending",
    /// How it begins: 0 other, 1 lower case, 2 upper case, 3 digit, 4 quotation mark.
    Beginning = "beginning",
    /// Commas a word.
    Commas = "commas",
    /// Sentence ends inside and at the end.
    Stops = "stops",
    /// Share of words that begin with a capital.
    Capitals = "capitals",
    /// Share of characters that are digits.
    Digits = "digits",
    /// Bars, arrows, middle dots a word.
    Separators = "separators",
    /// Quotation marks.
    Quotes = "quotes",
    /// `@` signs.
    Addresses = "addresses",
    /// Share of words that most of this page's paragraphs have in common: function words of its own language.
    FunctionShare = "function_share",
    /// 0 paragraph, 1–6 heading, 7 list item, 8 quote, 9 preformatted, 10 cell, 11 caption.
    Kind = "kind",
    /// How often the same words stand as a block on this page.
    Copies = "copies",
    /// Which of the copies it is, from 0.
    Copy = "copy",
    /// 0 none, 1 somewhere in it, 2 at its beginning, 3 all of it: words of teasers.
    PhraseRelated = "phrase_related",
    /// Likewise: sharing and following.
    PhraseShare = "phrase_share",
    /// Likewise: newsletters and subscriptions.
    PhraseSubscribe = "phrase_subscribe",
    /// Likewise: cookies, copyright, terms.
    PhraseLegal = "phrase_legal",
    /// Likewise: readers' comments.
    PhraseComment = "phrase_comment",
    /// Likewise: bylines, photo credits, dates.
    PhraseCredit = "phrase_credit",
    /// Likewise: advertising labels.
    PhraseAdvertising = "phrase_advertising",
    /// Likewise: buttons and menus.
    PhraseControl = "phrase_control",
    /// 0 not in such a section, 1 in one that holds under 15 % of the page's prose, 2 under half, 3 more.
    MarkNav = "mark_nav",
    /// Likewise, sidebars.
    MarkAside = "mark_aside",
    /// Likewise, feet.
    MarkFooter = "mark_footer",
    /// Likewise, heads.
    MarkHeader = "mark_header",
    /// Likewise, forms.
    MarkForm = "mark_form",
    /// Likewise, what is not shown.
    MarkHidden = "mark_hidden",
    /// Likewise, share rows.
    MarkShare = "mark_share",
    /// Likewise, comments.
    MarkComment = "mark_comment",
    /// Likewise, teasers.
    MarkRelated = "mark_related",
    /// Likewise, advertising.
    MarkPromo = "mark_promo",
    /// Likewise, bylines.
    MarkByline = "mark_byline",
    /// Likewise, captions.
    MarkCaption = "mark_caption",
    /// Likewise, consent and legal notices.
    MarkLegal = "mark_legal",
    /// Likewise, tags.
    MarkTags = "mark_tags",
    /// Likewise, about the author.
    MarkAuthor = "mark_author",
    /// Likewise, headlines.
    MarkTitle = "mark_title",
    /// Likewise, standfirsts.
    MarkStandfirst = "mark_standfirst",
    /// Likewise, embeds.
    MarkEmbed = "mark_embed",
    /// Likewise, the article's text.
    MarkBody = "mark_body",
    /// Likewise, `article`.
    MarkArticle = "mark_article",
    /// Likewise, `main`.
    MarkMain = "mark_main",
    /// Steps from the block's section up to the best container; -1 outside.
    ContainerDepth = "container_depth",
    /// Link density of the best container's child that holds the block; -1 outside.
    ContainerChildLinks = "container_child_links",
    /// Share of the page's words in the best container.
    ContainerShare = "container_share",
    /// Share of the page's words in the best container's child that holds the block; -1 outside.
    ContainerChildShare = "container_child_share",
    /// Share of the best container's prose that stands above the block; -1 outside.
    ContainerAbove = "container_above",
    /// Link density of the block's own section.
    OwnLinks = "own_links",
    /// Share of the page's words in it.
    OwnShare = "own_share",
    /// Share of words in sentences in it.
    OwnProse = "own_prose",
    /// Link density of the section one level above the block's own.
    ParentLinks = "parent_links",
    /// Share of the page's words in that section.
    ParentShare = "parent_share",
    /// Share of words in sentences in that section.
    ParentProse = "parent_prose",
    /// Likewise two levels up.
    GrandLinks = "grand_links",
    /// Likewise two levels up.
    GrandShare = "grand_share",
    /// Likewise two levels up.
    GrandProse = "grand_prose",
    /// Likewise three levels up.
    GreatLinks = "great_links",
    /// Likewise three levels up.
    GreatShare = "great_share",
    /// Likewise three levels up.
    GreatProse = "great_prose",
    /// Share of the page's words in blocks of the same style (own and parent's tag and class).
    StyleShare = "style_share",
    /// Whether that style carries more prose than any other.
    StyleTop = "style_top",
    /// Share of words in sentences in blocks of that style.
    StyleProse = "style_prose",
    /// Link density of that style.
    StyleLinks = "style_links",
    /// Blocks of that style.
    StyleBlocks = "style_blocks",
    /// Mean words of the blocks of that style.
    StyleWords = "style_words",
    /// Whether the block before is of the same style.
    StyleBefore = "style_before",
    /// Whether the block behind is.
    StyleBehind = "style_behind",
    /// Levels up to the section shared with the block before.
    StepsBefore = "steps_before",
    /// Levels up to the section shared with the block behind.
    StepsBehind = "steps_behind",
    /// Words of the block before.
    WordsBefore = "words_before",
    /// Words of the block behind.
    WordsBehind = "words_behind",
    /// Words of the second block before.
    WordsBefore2 = "words_before_2",
    /// Words of the second block behind.
    WordsBehind2 = "words_behind_2",
    /// Words of the third block before.
    WordsBefore3 = "words_before_3",
    /// Words of the third block behind.
    WordsBehind3 = "words_behind_3",
    /// Link share of the block before.
    LinksBefore = "links_before",
    /// Link share of the block behind.
    LinksBehind = "links_behind",
    /// How the block before ends.
    EndingBefore = "ending_before",
    /// How the block behind ends.
    EndingBehind = "ending_behind",
    /// Prose words in the three blocks before.
    ProseBefore = "prose_before",
    /// Prose words in the three blocks behind.
    ProseBehind = "prose_behind",
    /// Prose words in the ten blocks on either side.
    ProseAround = "prose_around",
    /// Share of the page's prose words above.
    ProseAbove = "prose_above",
    /// Blocks outside the page's densest run of prose: 0 inside, negative before, positive behind.
    DenseOffset = "dense_offset",
    /// How many blocks the page's densest run of prose has.
    DenseBlocks = "dense_blocks",
    /// Blocks since a heading of teasers; 60 none.
    SinceRelated = "since_related",
    /// Blocks since a heading of comments; 60 none.
    SinceComment = "since_comment",
    /// Blocks since a heading; 60 none.
    SinceHeading = "since_heading",
    /// Likeness to the title, 0 to 1.
    TitleLikeness = "title_likeness",
    /// Blocks since the title; negative above it.
    SinceTitle = "since_title",
    /// Share of its words that stand in the page's own summary.
    InDescription = "in_description",
    /// Share of its word triples that stand in the article's text as the page's metadata carries it.
    InArticleBody = "in_article_body",
    /// Prose words of the page, up to a number.
    PageProse = "page_prose",
    /// Place among the blocks, 0 to 1.
    Place = "place",
    /// Blank lines before it.
    Gap = "gap",
    /// Blank lines behind it.
    GapBehind = "gap_behind",
    /// Indentation beyond that of the page's prose, characters.
    Indent = "indent",
    /// Lines joined into it.
    Lines = "lines",
    /// Length of the run of short lines it stands in; negative for long ones.
    ShortRun = "short_run",
    /// Blocks since the page's first heading of the first level; negative above it.
    SinceH1 = "since_h1",
    /// Blocks until the next heading; 60 none.
    UntilHeading = "until_heading",
    /// How much of the heading above is words of teasers, sharing, subscribing or comments: as with those columns.
    HeadingPhrase = "heading_phrase",
    /// Share of the page's words that stand below; unknown of a text, which may be a piece.
    WordsBelow = "words_below",
    /// Blocks of the page; likewise.
    Blocks = "blocks",
    /// Blocks since the best container's first; -1 outside.
    ContainerFrom = "container_from",
    /// Blocks until the best container's last; -1 outside.
    ContainerTo = "container_to",
    /// Share of the page's words in blocks of the style of the block before.
    StyleShareBefore = "style_share_before",
    /// Likewise of the block behind.
    StyleShareBehind = "style_share_behind",
    /// What kind of element the block's section is, a number for those that serve alike.
    Element = "element",
    /// Steps from the section up to the root.
    Depth = "depth",
    /// Blocks in the section one level up.
    ParentBlocks = "parent_blocks",
    /// Blocks in the section two levels up.
    GrandBlocks = "grand_blocks",
    /// Sections in a row that have the shape of the block's own.
    GroupSize = "group_size",
    /// Words in them all.
    GroupWords = "group_words",
    /// Sections in a row of the nearest list of sections with parts that the block is in; unknown in none.
    ListSize = "list_size",
    /// Words a section in that list.
    ListWords = "list_words",
    /// Link density of that list.
    ListLinks = "list_links",
    /// Least learned weight of a class word on the way up; 0 at most.
    TokenLeast = "token_least",
    /// The greatest; 0 at least.
    TokenMost = "token_most",
    /// Sum of the weights of all class words on the way up.
    TokenAll = "token_all",
    /// Sum of those of the block's own section.
    TokenOwn = "token_own",
    /// Likewise one level up.
    TokenParent = "token_parent",
    /// Likewise two levels up.
    TokenGrand = "token_grand",
    /// Likewise three levels up.
    TokenGreat = "token_great",
    /// Likewise four levels up.
    TokenFourth = "token_fourth",
    /// Likewise five levels up.
    TokenFifth = "token_fifth",
    /// Sum of the learned weights of the block's words, log odds; this and the next in plain text alone.
    Promise = "promise",
    /// Mean weight of its words.
    PromiseMean = "promise_mean",
    /// That sum of the third block before.
    PromiseBefore3 = "promise_before_3",
    /// Likewise of the second before.
    PromiseBefore2 = "promise_before_2",
    /// Likewise of the block before.
    PromiseBefore = "promise_before",
    /// Likewise of the block behind.
    PromiseBehind = "promise_behind",
    /// Likewise of the second behind.
    PromiseBehind2 = "promise_behind_2",
    /// Likewise of the third behind.
    PromiseBehind3 = "promise_behind_3",
    /// Mean of the sums of the block and of four on either side.
    PromiseNear = "promise_near",
    /// Likewise of twelve.
    PromiseAround = "promise_around",
    /// Likewise of thirty.
    PromiseWide = "promise_wide",
    /// The first look's own verdict, as log odds.
    Alone = "alone",
    /// That of the block before.
    AloneBefore = "alone_before",
    /// Of the second block before.
    AloneBefore2 = "alone_before_2",
    /// Of the block behind.
    AloneBehind = "alone_behind",
    /// Of the second block behind.
    AloneBehind2 = "alone_behind_2",
    /// Mean verdict over the two blocks on either side, weighed by words.
    Near = "near",
    /// Likewise over six.
    Around = "around",
    /// Likewise over twenty.
    Wide = "wide",
    /// Likewise over five before.
    Before = "before",
    /// Likewise over five behind.
    Behind = "behind",
    /// Mean verdict over the block's own section.
    Section = "section",
    /// Likewise one level up.
    Parent = "parent",
    /// Likewise two levels up.
    Grand = "grand",
    /// Likewise three levels up.
    Great = "great",
    /// Likewise four levels up.
    Fourth = "fourth",
    /// Share of the page's liked words in the block's own section.
    SectionLiked = "section_liked",
    /// Likewise one level up.
    ParentLiked = "parent_liked",
    /// Likewise two levels up.
    GrandLiked = "grand_liked",
    /// Likewise three levels up.
    GreatLiked = "great_liked",
    /// Mean verdict over the blocks of the same style.
    Style = "style",
    /// Likewise without the block itself.
    StyleOthers = "style_others",
    /// Share of the page's liked words in blocks of that style.
    StyleLiked = "style_liked",
    /// Mean verdict over the child that holds the block of the innermost section with 80 % of the page's liked words;
    /// -1 outside that section.
    CoreChild = "core_child",
    /// Share of the page's liked words in that child; -1 outside.
    CoreChildLiked = "core_child_liked",
    /// Steps up to that section; -1 outside.
    CoreDepth = "core_depth",
    /// Likewise the mean verdict over the child, for the innermost section with 55 % of the liked words.
    Core2Child = "core_2_child",
    /// Likewise steps up to it.
    Core2Depth = "core_2_depth",
    /// Blocks outside the run that the first look likes best: 0 inside, negative before, positive behind.
    Run = "run",
    /// Blocks to the nearest confident one above; 40 none.
    Above = "above",
    /// Likewise below.
    Below = "below",
    /// Confident blocks above, a share of all.
    AboveShare = "above_share",
    /// Likelihood of the page's likeliest block.
    Likeliest = "likeliest",
    /// Share of the page's liked words that stand above.
    LikedAbove = "liked_above",
    /// Liked words of the page.
    Liked = "liked",
}

/// Columns before this one are known before anything is judged.
#[cfg(test)]
pub(super) const FIRST_LOOK: usize = Column::Alone as usize;
