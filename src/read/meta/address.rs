//! The page's own address, and addresses in it made absolute.

use std::borrow::Cow;

use url::Url;

use super::super::signals::Signals;
use super::claims::{Claims, Field};

/// The canonical URL: the link that says so, else Open Graph's, resolved against where the page came from.
pub(super) fn canonical(signals: &Signals, claims: &Claims) -> Option<String> {
    let links = signals.links.iter().filter(|(rel, _, _)| rel.split_whitespace().any(|word| word == "canonical"));
    let said = links.map(|(_, href, _)| href.as_str()).chain(claims.texts(Field::Url));
    let base = signals.base.as_deref().and_then(|base| Url::parse(base).ok());
    let urls = said.filter_map(|href| absolute(href, base.as_ref())).map(|url| replayed(&url).unwrap_or(url));
    let urls: Vec<Url> = urls.collect();
    let (first, inner) = (urls.first(), urls.iter().find(|url| !is_root(url)));
    let best = match base.as_ref().map(is_root) {
        Some(true) => first,
        Some(false) => inner,
        None => inner.or(first),
    };
    best.map(Url::to_string)
}

/// The address of the page that an archive replays at an address: `…/web/20220725010824/https://news.example/a`, as the
/// software of web archives has it (OpenWayback, pywb), with or without two letters and `_` behind the moment.
fn replayed(url: &Url) -> Option<Url> {
    let path = url.as_str();
    let at = ["/http://", "/https://"].iter().find_map(|scheme| path.find(scheme))?;
    let (_, moment) = path[..at].rsplit_once('/')?;
    let digits = moment.trim_end_matches('_').trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_moment = digits.len() == 14 && digits.bytes().all(|byte| byte.is_ascii_digit()) && moment.len() <= 17;
    is_moment.then(|| Url::parse(&path[at + 1..]).ok())?
}

/// The first of some addresses in the page that can be made absolute: not `data:` and the like, nor what is relative to
/// nothing known.
pub(super) fn first_absolute<'a>(hrefs: impl Iterator<Item = Cow<'a, str>>, signals: &Signals) -> Option<String> {
    let links = signals.links.iter().filter(|(rel, _, _)| rel == "canonical").map(|(_, href, _)| href.as_str());
    let base = signals.base.as_deref().into_iter().chain(links).find_map(|base| Url::parse(base).ok());
    { hrefs }.find_map(|href| absolute(&href, base.as_ref())).map(String::from)
}

fn absolute(href: &str, base: Option<&Url>) -> Option<Url> {
    let href = href.trim();
    if href.is_empty() {
        return None;
    }
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None if href.starts_with("//") => Url::parse(&format!("https:{href}")).ok()?,
        None => Url::parse(href).ok()?,
    };
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.'))).then_some(url)
}

/// Whether it is a site's front page: a canonical link there is a template's default.
fn is_root(url: &Url) -> bool {
    url.path() == "/" && url.query().is_none()
}

/// The host of an absolute address.
pub(super) fn host(href: &str) -> Option<&str> {
    let (_, rest) = href.trim().split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! canonicals {
        ($($name:ident: $base:expr, $link:expr, $og:expr => $url:expr;)*) => {$(
            #[test]
            fn $name() {
                let base: Option<&str> = $base;
                let signals = Signals {
                    base: base.map(str::to_owned),
                    links: vec![("canonical".into(), String::from($link), String::new())],
                    metas: vec![("og:url".into(), String::from($og))],
                    ..Signals::default()
                };
                let url: Option<&str> = $url;
                assert_eq!(canonical(&signals, &Claims::collect(&signals)).as_deref(), url);
            }
        )*};
    }

    canonicals! {
        absolute_link: None, "https://news.example.com/a", "" => Some("https://news.example.com/a");
        relative_link: Some("https://news.example.com/x?utm=1"), "/a", "" => Some("https://news.example.com/a");
        relative_to_nothing: None, "/a", "https://news.example.com/a" => Some("https://news.example.com/a");
        front_page_of_a_page_from_nowhere: None, "https://news.example.com/", "https://news.example.com/a" => Some("https://news.example.com/a");
        front_page: Some("https://news.example.com/a"), "https://news.example.com/", "" => None;
        front_page_but_og: Some("https://news.example.com/a"), "https://news.example.com/", "https://news.example.com/a" => Some("https://news.example.com/a");
        it_is_the_front_page: Some("https://news.example.com/"), "https://news.example.com/", "" => Some("https://news.example.com/");
        no_scheme: None, "//news.example.com/a", "" => Some("https://news.example.com/a");
        replayed: None, "https://archive.example.org/web/20220725010824/https://news.example.com/a?b=c", "" => Some("https://news.example.com/a?b=c");
        replayed_as_it_came: None, "https://archive.example.org/web/20220725010824id_/http://news.example.com/a", "" => Some("http://news.example.com/a");
        shared: None, "https://news.example.com/share/2022/https://other.example.com/a", "" => Some("https://news.example.com/share/2022/https://other.example.com/a");
        script: Some("https://news.example.com/a"), "javascript:void(0)", "" => None;
        nothing: None, "", "" => None;
    }
}
