//! Which rule is for an address.

use std::collections::HashMap;

use url::{Host, Url};

/// Bytes of the longest host there can be (RFC 1035, without the dot at its end).
const LONGEST: usize = 253;

/// A host in the form that hosts are compared in: in small letters, international names in ASCII, without `www.` and
/// the dot at the end. `None` if it is none.
pub(super) fn normal(host: &str) -> Option<String> {
    let host = host.strip_suffix('.').unwrap_or(host);
    let parsed = Host::parse(host).ok()?.to_string();
    if parsed.len() > LONGEST {
        return None;
    }
    Some(parsed.strip_prefix("www.").map(str::to_owned).unwrap_or(parsed))
}

/// What is for a host in its normal form, the longest name first: the host itself, it with its subdomains, the domain
/// it is in, and so on.
pub(super) fn find<'r, T>(sites: &'r HashMap<String, T>, host: &str) -> Option<&'r T> {
    if let Some(found) = sites.get(host) {
        return Some(found);
    }
    let domain = format!(".{host}");
    let dots = domain.match_indices('.').map(|(at, _)| at);
    dots.into_iter().find_map(|at| sites.get(&domain[at..]))
}

/// The host of an address, also of one without a scheme, in its normal form.
pub(crate) fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let with_scheme = || Url::parse(&format!("https://{}", address.trim_start_matches('/'))).ok();
    let with_scheme = || with_scheme().filter(|url| url.host_str().is_some_and(|host| host.contains('.')));
    let url = Url::parse(address).ok().filter(Url::has_host).or_else(with_scheme)?;
    normal(url.host_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins() {
        let names = ["example.org", ".example.org", ".uk.example.org", "xn--bcher-kva.example", ".test"];
        let sites: HashMap<String, &str> = names.iter().map(|name| (name.to_string(), *name)).collect();
        for (address, wanted) in [
            ("https://example.org/a", Some("example.org")),
            ("https://www.example.org/a", Some("example.org")),
            ("HTTP://Example.ORG.:8080/a?b#c", Some("example.org")),
            ("//example.org/a", Some("example.org")),
            ("example.org/a", Some("example.org")),
            ("example.org:443/a", Some("example.org")),
            ("https://news.example.org/", Some(".example.org")),
            ("https://news.uk.example.org/", Some(".uk.example.org")),
            ("https://uk.example.org/", Some(".uk.example.org")),
            ("https://bücher.example/", Some("xn--bcher-kva.example")),
            ("https://a.b.c.test", Some(".test")),
            ("https://badexample.org/", None),
            ("https://example.org.evil.example/", None),
            ("mailto:someone@example.com", None),
            ("", None),
            ("story-7", None),
        ] {
            assert_eq!(host(address).and_then(|host| find(&sites, &host)).copied(), wanted, "{address}");
        }
    }

    #[test]
    fn what_is_no_address() {
        for address in ["", "story-7", "a b", "data:text/html,x", "https://"] {
            assert_eq!(host(address), None, "{address}");
        }
    }

    #[test]
    fn what_is_no_host() {
        let longest = "a.".repeat(121) + "example.org";
        assert_eq!((longest.len(), normal(&longest)), (LONGEST, Some(longest.clone())));
        assert_eq!(normal(&format!("a{longest}")), None);
        for host in ["", "a b", "https://example.org", "example.org/a", "example.org:80", "*.example.org", "<x>"] {
            assert!(normal(host).is_none() || host.starts_with('*'), "{host}");
        }
    }
}
