//! What parts a dateline from the text, and its parts from each other.

use super::scan::{Cursor, is_comma, is_space};

/// What stands behind a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// A long dash, several hyphens, an underscore, an equals sign, a stop and a dash.
    Dash,
    /// One hyphen with white space behind it.
    Hyphen,
    /// One hyphen, and the text against it.
    Tight,
    /// A colon.
    Colon,
    /// A full stop.
    Stop,
    /// A comma.
    Comma,
    /// A slash between blanks.
    Slash,
    /// A bar or bullet between blanks.
    Bar,
    /// The remains of a dash that went through a wrong encoding.
    Damaged,
    /// White space or nothing.
    Missing,
}

/// Reads what separates. Always something: nothing is [`Separator::Missing`]. Gives the place behind it and its white space.
pub(super) fn separator(at: Cursor<'_>) -> (Separator, Cursor<'_>) {
    let start = at.spaces();
    let (kind, end) = dashes(start)
        .filter(|&(_, end)| !drawn(start.until(end)) || (start.at() > at.at() && end.peek().is_none_or(is_space)))
        .or_else(|| slash(at))
        .or_else(|| bar(at))
        .or_else(|| entity(start))
        .or_else(|| damaged(at))
        .or_else(|| point(start))
        .unwrap_or((Separator::Missing, start));
    (kind, end.spaces())
}

/// A dash of any make, also behind a comma or stop (`.-`, `, -`), also several (`— -`).
fn dashes(at: Cursor<'_>) -> Option<(Separator, Cursor<'_>)> {
    let bare = at.skip(|c| matches!(c, '.' | ',')).blanks();
    let start = if bare.peek().is_some_and(is_dash) { bare } else { at };
    let end = start.skip(is_dash);
    let run = start.until(end);
    let again = end.blanks().skip(is_dash);
    match run.chars().next()? {
        '–' if tight(start, run, end) => Some((Separator::Tight, end)),
        '-' if run.len() == 1 && start.at() > at.at() => Some((Separator::Dash, end)),
        '-' if run.len() == 1 && again.at() == end.blanks().at() => Some((hyphen(end), end)),
        _ if again.at() > end.blanks().at() && again.peek().is_none_or(is_space) => Some((Separator::Dash, again)),
        _ => Some((Separator::Dash, end)),
    }
}

/// Whether one dash joins two words, as those of a line or a match (`Rome–Milan`).
fn tight(start: Cursor<'_>, run: &str, end: Cursor<'_>) -> bool {
    run.chars().count() == 1 && !start.previous().is_none_or(is_space) && !end.peek().is_none_or(is_space)
}

/// Underscores, equals signs and the stroke that stretches Arabic words separate between blanks only: elsewhere they are
/// parts of identifiers, formulas and words.
fn drawn(run: &str) -> bool {
    run.starts_with(['_', '=', '＝', 'ـ'])
}

fn hyphen(end: Cursor<'_>) -> Separator {
    if end.peek().is_none_or(is_space) { Separator::Hyphen } else { Separator::Tight }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '‒' | '−' | '‐' | '‑' | '─' | '━' | '_' | '=' | '＝' | 'ー' | '－' | 'ـ')
}

/// ` / ` between parts, as the paid wires set it, or `/ `, as papers of Iraq do, perhaps before a dash. A slash against
/// the word behind it opens brackets instead.
fn slash(at: Cursor<'_>) -> Option<(Separator, Cursor<'_>)> {
    let end = at.blanks().eat("/")?;
    let dash = || dashes(end.blanks()).filter(|(kind, _)| matches!(kind, Separator::Dash | Separator::Hyphen));
    end.peek().is_none_or(is_space).then(|| dash().unwrap_or((Separator::Slash, end)))
}

/// ` | `, ` • `: papers that set no dashes part the place so, and everybody the entries of a menu.
fn bar(at: Cursor<'_>) -> Option<(Separator, Cursor<'_>)> {
    let start = at.blanks();
    let end = start
        .peek()
        .filter(|c| matches!(c, '|' | '｜' | '│' | '•' | '·' | '∙'))
        .map(|c| start.forward(c.len_utf8()))?;
    (start.at() > at.at() && end.peek().is_none_or(is_space)).then_some((Separator::Bar, end))
}

/// A dash that is still the entity it was in the markup.
fn entity(at: Cursor<'_>) -> Option<(Separator, Cursor<'_>)> {
    const DASHES: [&str; 6] = ["&mdash;", "&ndash;", "&#8212;", "&#8211;", "&#151;", "&#150;"];
    DASHES.iter().find_map(|dash| at.eat(dash)).map(|end| (Separator::Dash, end))
}

/// What UTF-8 and Windows-1252 dashes become when taken for one another, blanks between included. Quotation marks among
/// the remains count only with white space behind them: before a letter they open a quotation.
fn damaged(at: Cursor<'_>) -> Option<(Separator, Cursor<'_>)> {
    let start = at.skip(|c| is_space(c) && !is_control(c));
    let end = start.skip(|c| is_debris(c) || c == ' ');
    let run = start.until(end);
    let mark = run.trim_end();
    let quoted = mark.ends_with(['”', '“', '„', '"']) && mark.len() == run.len();
    let alone = start.at() > at.at() || mark.starts_with(is_control);
    (!mark.is_empty() && !quoted && alone).then_some((Separator::Damaged, end))
}

fn is_debris(c: char) -> bool {
    is_control(c) || matches!(c, '\u{fffd}' | 'â' | 'Ã' | '¢' | 'Â' | '€' | '”' | '“' | '„' | '¬' | '?')
}

/// The C1 controls: Windows-1252 punctuation read as Latin-1. U+0085 is white space to Unicode.
fn is_control(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

fn point(at: Cursor<'_>) -> Option<(Separator, Cursor<'_>)> {
    let c = at.peek()?;
    let end = at.forward(c.len_utf8());
    let kind = match c {
        ':' | '：' | '︰' | '፦' | '፡' | '៖' => Separator::Colon,
        '.' | '。' | '।' | '۔' | '։' | '።' | '။' => Separator::Stop,
        _ if is_comma(c) => Separator::Comma,
        _ => return None,
    };
    let colon_dash = end.blanks().peek().is_some_and(is_dash) && kind == Separator::Colon;
    Some(if colon_dash { (Separator::Dash, end.blanks().skip(is_dash)) } else { (kind, end) })
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! separators {
        ($($name:ident: $text:expr => $kind:ident, $rest:expr,)*) => { $(#[test] fn $name() {
            let (kind, end) = separator(Cursor::new($text, 0));
            assert_eq!((kind, end.rest()), (Separator::$kind, $rest));
        })* };
    }

    separators! {
        em_dash: " — The" => Dash, "The",
        em_dash_tight: "—The" => Dash, "The",
        two_hyphens: " -- The" => Dash, "The",
        three_hyphens: " --- The" => Dash, "The",
        identifier: "_NAME" => Missing, "_NAME",
        underscore: " _ The" => Dash, "The",
        equals: " = The" => Dash, "The",
        hyphen: " - The" => Hyphen, "The",
        hyphen_then_wrap: " -\n    The" => Hyphen, "The",
        hyphen_tight: "-The" => Tight, "The",
        stop_dash: ".- The" => Dash, "The",
        comma_dash: ", - The" => Dash, "The",
        dash_and_hyphen: " — - \"All.\"" => Dash, "\"All.\"",
        colon: ": The" => Colon, "The",
        stop: ". The" => Stop, "The",
        slash: " / The" => Slash, "The",
        bar: " | The" => Bar, "The",
        bullet: " • The" => Bar, "The",
        bar_without_blanks: "|The" => Missing, "|The",
        slash_and_dash: " / -- The" => Dash, "The",
        box_drawing: " ─ The" => Dash, "The",
        stretched: " ـ سانا" => Dash, "سانا",
        slash_opens: " /The/" => Missing, "/The/",
        entity: " &mdash; The" => Dash, "The",
        windows_dash: " \u{97} It" => Damaged, "It",
        mojibake: " â ” Tens" => Damaged, "Tens",
        mojibake_whole: " â€” Tens" => Damaged, "Tens",
        replacement: " \u{fffd} Tens" => Damaged, "Tens",
        quotation_opens: " “We" => Missing, "“We",
        quotation_mark_left: " ” A one" => Damaged, "A one",
        missing: " The" => Missing, "The",
        nothing: "" => Missing, "",
    }
}
