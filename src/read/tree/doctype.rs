//! Doctypes, which matter for one rule: without a proper one, a table may stand in a paragraph.

use super::scan::is_space;

/// Beginnings of public identifiers, and whole ones, that mean quirks (§ 13.2.6.4.1).
const LIST: &str = include_str!("quirks.txt");

/// What a doctype says, in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
struct Doctype {
    name: String,
    public: Option<String>,
    system: Option<String>,
    /// § 13.2.5.53 to 13.2.5.68 "force-quirks flag".
    broken: bool,
}

/// Whether the page is to be read in quirks mode, given what stands between `<!doctype` and `>`.
pub(super) fn is_quirky(text: &str, ended: bool) -> bool {
    let doctype = parse(&text.to_ascii_lowercase());
    let Doctype { name, public, system, broken } = &doctype;
    if *broken || !ended || name != "html" {
        return true;
    }
    let in_list = |section: &str, test: &dyn Fn(&str) -> bool| list(section).any(test);
    public.as_deref().is_some_and(|public| {
        in_list("whole", &|row| row == public)
            || in_list("prefix", &|row| public.starts_with(row))
            || system.is_none() && in_list("prefix-without-system", &|row| public.starts_with(row))
    }) || system.as_deref().is_some_and(|system| in_list("system", &|row| row == system))
}

/// The rows of a section of the list.
fn list(section: &str) -> impl Iterator<Item = &'static str> {
    LIST.lines().filter_map(move |line| line.strip_prefix(section)?.strip_prefix(' '))
}

/// § 13.2.5.53 to 13.2.5.67.
fn parse(text: &str) -> Doctype {
    let text = text.trim_start_matches(space);
    let (name, rest) = text.split_at(text.find(space).unwrap_or(text.len()));
    let mut doctype = Doctype { name: name.to_owned(), broken: name.is_empty(), ..Doctype::default() };
    let rest = rest.trim_start_matches(space);
    if let Some(rest) = rest.strip_prefix("public") {
        let (public, rest) = quoted(rest);
        doctype.broken |= public.is_none();
        doctype.public = public;
        if !rest.trim_start_matches(space).is_empty() {
            let (system, _) = quoted(rest);
            doctype.broken |= system.is_none();
            doctype.system = system;
        }
    } else if let Some(rest) = rest.strip_prefix("system") {
        let (system, _) = quoted(rest);
        doctype.broken |= system.is_none();
        doctype.system = system;
    } else {
        doctype.broken |= !rest.is_empty();
    }
    doctype
}

/// A quoted identifier, and what follows it. One whose quote is not closed is none.
fn quoted(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start_matches(space);
    let Some(quote) = text.chars().next().filter(|&first| matches!(first, '"' | '\'')) else { return (None, "") };
    match text[1..].split_once(quote) {
        Some((identifier, rest)) => (Some(identifier.to_owned()), rest),
        None => (None, ""),
    }
}

fn space(character: char) -> bool {
    u8::try_from(character).is_ok_and(is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quirks_follow_the_doctype() {
        for (text, quirky) in [
            (" html", false),
            ("html", false),
            (" HTML ", false),
            ("", true),
            (" htm", true),
            (" html x", true),
            (" html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\"", false),
            (" html PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN' 'http://www.w3.org/TR/html4/loose.dtd'", false),
            (" html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\"", true),
            (" html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"", false),
            (" html PUBLIC\"-//W3C//DTD HTML 3.2 Final//EN\"", true),
            (" html PUBLIC", true),
            (" html PUBLIC \"-//W3C//DTD", true),
            (" html SYSTEM \"about:legacy-compat\"", false),
            (" html SYSTEM \"http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd\"", true),
            (" html PUBLIC \"html\"", true),
        ] {
            assert_eq!(is_quirky(text, true), quirky, "{text}");
        }
        assert!(is_quirky(" html", false));
    }
}
