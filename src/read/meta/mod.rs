//! [`Signals`] of a page to its [`Meta`]: who says it, how far it is to be believed, and what it means.
//!
//! `claims` lists what metas (by the table `keys.txt`), JSON-LD (`jsonld`) and elements say; `lines` reads the
//! blocks near the headline, which is all that a text has, `labels` the words before dates, and `others` knows what stands beside
//! the article; one judge a field weighs them: `title`, `authors`, `when`, `address`, `about`.

mod about;
mod address;
mod authors;
mod claims;
mod clean;
mod jsonld;
mod labels;
mod lines;
mod others;
pub(crate) mod said;
mod title;
mod when;

pub(super) use lines::is_prose;
pub(crate) use lines::says_when;
pub(super) use title::key;

use crate::document::{Document, Meta};

use super::language;
use super::signals::Signals;
use claims::{Claims, Field};
use when::Around;

/// Weighs what the page says about itself. `document` already holds the blocks.
pub(super) fn judge(signals: &Signals, document: &Document) -> Meta {
    let claims = Claims::collect(signals);
    let language = match about::language(signals, &claims) {
        Some(declared) => language::check(declared, document),
        None => language::guess(document),
    };
    let sites = title::site_keys(signals, &claims);
    let logo = title::logo(signals, document);
    let title = title::judge(signals, &claims, document, (&sites, logo.as_deref()));
    let headline = headline(signals, title.as_deref(), document);
    let lines = lines::read(document, headline, language.as_deref());
    let around = Around::new(document, headline, &lines, language.as_deref());
    let dates = when::judge(signals, &claims, &around);
    let logo = logo.filter(|logo| title.as_ref() != Some(logo));
    let site_name = about::site(&claims, title.as_deref()).or(logo);
    Meta {
        authors: authors::judge(&claims, &sites, &around, document),
        date_published: dates.published,
        date_modified: dates.modified,
        url: address::canonical(signals, &claims),
        section: about::section(&claims, site_name.as_deref(), title.as_deref(), around.headline),
        description: about::description(&claims),
        tags: about::tags(&claims, around.headline),
        image: about::image(&claims, signals),
        places: about::places(&claims),
        dateline: None,
        article_body: claims.texts(Field::Body).next().map(str::to_owned),
        title,
        site_name,
        language,
    }
}

/// The block that prints the headline: a heading that says just this, a line that does, else a heading that is like it.
fn headline(signals: &Signals, title: Option<&str>, document: &Document) -> Option<usize> {
    let marked = title::block(signals, title).filter(|(at, _)| *at < document.blocks.len());
    match marked {
        Some((at, true)) => Some(at),
        _ => lines::headline(document, title?).or(marked.map(|(at, _)| at)),
    }
}

#[cfg(test)]
mod tests;
