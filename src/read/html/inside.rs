//! The text of one element, and of what stands behind it in the same paragraph.

use crate::read::tree::{Node, Page, Tag};

use super::tags::{self, Flow};

/// The text in a node for a reader, with white space where lines and paragraphs end.
pub(crate) fn visible_text(page: &Page<'_>, node: u32) -> String {
    let mut text = String::new();
    let mut blocks: Vec<u32> = Vec::new();
    let mut next = node;
    while next < page.nodes[node as usize].end {
        while blocks.pop_if(|end| *end <= next).is_some() {
            text.push(' ');
        }
        let inner = &page.nodes[next as usize];
        text.push_str(&page.text_of(inner));
        next = match flow(inner) {
            Flow::Skip | Flow::Raw => inner.end,
            Flow::Inline => next + 1,
            Flow::Block | Flow::Break | Flow::Rule => {
                text.push(' ');
                blocks.push(inner.end);
                next + 1
            }
        };
    }
    text
}

/// The text that goes on behind an inline element in the paragraph it stands in.
pub(crate) fn text_behind(page: &Page<'_>, node: u32) -> Option<u32> {
    let element = &page.nodes[node as usize];
    let block = block_around(page, node)?;
    let behind = element.end..page.nodes[block as usize].end;
    for next in behind {
        let node = &page.nodes[next as usize];
        if flow(node) != Flow::Inline {
            return None;
        }
        if node.tag == Tag::Text && !page.text_of(node).trim().is_empty() {
            return Some(next);
        }
    }
    None
}

/// The innermost block-level element around an inline one; `None` for one that is block-level itself.
fn block_around(page: &Page<'_>, node: u32) -> Option<u32> {
    let mut around = node;
    while flow(&page.nodes[around as usize]) == Flow::Inline {
        around = page.nodes[around as usize].parent;
        page.nodes.get(around as usize)?;
    }
    (around != node).then_some(around)
}

fn flow(node: &Node) -> Flow {
    tags::flow(node.tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree::Tree;

    fn of(html: &str, tag: Tag) -> (String, Option<String>) {
        let mut tree = Tree::default();
        let page = tree.parse(html);
        let node = page.nodes.iter().position(|node| node.tag == tag).unwrap() as u32;
        let behind = text_behind(&page, node).map(|text| page.text_of(&page.nodes[text as usize]).into_owned());
        (visible_text(&page, node).split_whitespace().collect::<Vec<_>>().join(" "), behind)
    }

    #[test]
    fn texts() {
        for (html, tag, text, behind) in [
            ("<p><b>St<i>or</i>m</b> - The", Tag::B, "Storm", Some(" - The")),
            ("<p><b>Storm<br>closes</b></p>The", Tag::B, "Storm closes", None),
            ("<p><b>Storm</b> <i>- </i>The", Tag::B, "Storm", Some("- ")),
            ("<p><b>Storm</b><br>The", Tag::B, "Storm", None),
            ("<h1>Storm<div>closes</div>harbour<script>x()</script></h1>The", Tag::H1, "Storm closes harbour", None),
            ("<title>Storm</title>", Tag::Title, "", None),
            ("<b>Storm</b> - The", Tag::B, "Storm", Some(" - The")),
        ] {
            assert_eq!(of(html, tag), (text.to_owned(), behind.map(str::to_owned)), "{html}");
        }
    }
}
