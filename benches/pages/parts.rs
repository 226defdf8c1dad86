//! The parts that a page is written of.

use super::Layout;
use super::voices::Voice;
use super::words::Random;

/// Writes a page.
pub(crate) struct Writer {
    /// What is written so far.
    pub(crate) out: String,
    pub(super) random: Random,
    pub(super) voice: &'static Voice,
    pub(super) common: Vec<&'static str>,
    pub(super) syllables: Vec<&'static str>,
}

impl Writer {
    /// Writes what this seed makes of this language.
    pub(crate) fn new(seed: u64, voice: &'static Voice) -> Writer {
        let words = |text: &'static str| text.split(' ').collect();
        let (common, syllables) = (words(voice.common), words(voice.syllables));
        Writer { out: String::new(), random: Random(seed), voice, common, syllables }
    }

    /// A whole page.
    pub(crate) fn page(&mut self, layout: &Layout) {
        let title = self.title();
        self.out += &format!("<!DOCTYPE html>\n<html lang=\"{}\" class=\"no-js\">\n", self.voice.lang);
        self.head(&title, layout);
        self.out += "<body class=\"single single-post news-template\">\n<!-- page begins -->\n";
        self.noise(layout.script / 4);
        for number in 0..layout.depth {
            self.out += &format!("<div class=\"wrap wrap--{number}\" data-region=\"r{number}\">\n");
        }
        self.header();
        self.out += "<main id=\"content\" role=\"main\">\n";
        self.article(&title, layout);
        self.aside(layout);
        self.comments(layout);
        self.out += "</main>\n";
        self.footer(layout);
        self.out += &"</div>\n".repeat(layout.depth);
        self.noise(layout.script * 3 / 4);
        self.out += "</body>\n</html>\n";
    }

    /// A page as text.
    pub(crate) fn dump(&mut self, blank_lines: bool) {
        let end = if blank_lines { "\n\n" } else { "\n" };
        let title = self.title();
        for _ in 0..40 {
            let label = self.words(1, 3);
            self.out += &format!("{label}\n");
        }
        self.out += &format!("{end}{title}{end}{} 12.03.2024 14:05{end}", self.voice.labels[5]);
        for number in 0..self.random.between(14, 40) {
            let paragraph = self.paragraph();
            let dateline = if number == 0 { "MARBURY (Coastwire) - " } else { "" };
            self.out += &format!("{dateline}{paragraph}{end}");
        }
        for label in [1, 3, 4] {
            self.out += &format!("{}{end}", self.voice.labels[label]);
            for _ in 0..8 {
                let teaser = self.title();
                self.out += &format!("{teaser}\n");
            }
        }
    }

    fn head(&mut self, title: &str, layout: &Layout) {
        let description = self.sentence();
        self.out += &format!(
            "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} | Marbury Ledger</title>\n<meta name=\"description\" content=\"{description}\">\n\
             <link rel=\"canonical\" href=\"https://www.marbury-ledger.example/2024/03/12/{0}\">\n\
             <meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:type\" content=\"article\">\n\
             <meta property=\"og:site_name\" content=\"Marbury Ledger\">\n<meta property=\"og:description\" content=\"{description}\">\n\
             <meta property=\"og:image\" content=\"https://img.marbury-ledger.example/{0}.jpg?w=1200&amp;h=630\">\n\
             <meta property=\"article:published_time\" content=\"2024-03-12T14:05:00+00:00\">\n\
             <meta property=\"article:modified_time\" content=\"2024-03-12T16:40:00+00:00\">\n\
             <meta name=\"author\" content=\"Anna Lindgren\">\n<meta name=\"twitter:card\" content=\"summary_large_image\">\n",
            self.random.below(1_000_000)
        );
        for number in 0..20 {
            self.out += &format!(
                "<link rel=\"preload\" as=\"script\" href=\"/static/js/{number}.{:08x}.js\" crossorigin>\n",
                self.random.below(1 << 32)
            );
        }
        let body = self.sentence();
        self.out += &format!(
            "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@graph\":[{{\"@type\":\"NewsArticle\",\
             \"headline\":\"{title}\",\"datePublished\":\"2024-03-12T14:05:00Z\",\"dateModified\":\"2024-03-12T16:40:00Z\",\
             \"author\":[{{\"@type\":\"Person\",\"name\":\"Anna Lindgren\"}}],\"publisher\":{{\"@type\":\"Organization\",\
             \"name\":\"Marbury Ledger\",\"logo\":{{\"@type\":\"ImageObject\",\"url\":\"https:\\/\\/marbury-ledger.example\\/l.png\"}}}},\
             \"description\":\"{body}\",\"isAccessibleForFree\":true}},{{\"@type\":\"BreadcrumbList\",\"itemListElement\":[]}}]}}</script>\n"
        );
        self.style(layout.style);
        self.out += "</head>\n";
    }

    fn header(&mut self) {
        self.out += "<header class=\"site-header\" role=\"banner\"><a class=\"logo\" href=\"/\">Marbury Ledger</a>\n";
        self.drawing();
        self.out += &format!("<nav class=\"main-nav\" aria-label=\"{}\"><ul class=\"menu\">\n", self.voice.labels[0]);
        for _ in 0..45 {
            let (label, number) = (self.words(1, 2), self.random.below(1000));
            self.out += &format!(
                "<li class=\"menu-item menu-item-{number}\"><a href=\"/s/{number}\" data-track=\"{{&quot;n&quot;:{number},\
                 &quot;at&quot;:&quot;nav&quot;}}\"><span>{label}</span></a></li>\n"
            );
        }
        self.out += "</ul></nav></header>\n";
    }

    fn article(&mut self, title: &str, layout: &Layout) {
        let table = layout.article[0] == "table";
        self.open(layout.article);
        self.out += if table { "<tr><td>" } else { "" };
        self.out += &format!(
            "<h1 class=\"headline\">{title}</h1>\n<p class=\"byline\">By <a rel=\"author\" href=\"/a/1\">Anna Lindgren</a></p>\n\
             <time datetime=\"2024-03-12T14:05:00Z\">12 March 2024</time>\n"
        );
        self.share();
        self.out += if table { "</td></tr><tr>" } else { "" };
        self.open(layout.body);
        for number in 0..self.random.between(18, 45) {
            self.part_of_text(number, layout);
        }
        self.close(layout.body);
        self.out += if table { "</tr>" } else { "" };
        self.close(layout.article);
    }

    fn part_of_text(&mut self, number: usize, layout: &Layout) {
        if number > 0 && number.is_multiple_of(9) {
            let title = self.title();
            self.out += &format!("<h2>{title}</h2>\n");
        }
        if number % 8 == 5 {
            self.out += "<div class=\"ad-slot ad-slot--inline\" id=\"div-gpt-ad-5\"><!-- ad --><script>googletag.cmd.push(function(){});</script></div>\n";
        }
        if number % 12 == 3 {
            self.figure();
        }
        let class =
            if layout.paragraph.is_empty() { String::new() } else { format!(" class=\"{}\"", layout.paragraph) };
        let dateline = if number == 0 { "<b>MARBURY (Coastwire)</b> &ndash; " } else { "" };
        let text = self.paragraph();
        let link = self.words(2, 4);
        let linked =
            if self.random.one_in(3) { format!(" <a href=\"/l/{number}\">{link}</a>.") } else { String::new() };
        self.out += &format!("<p{class}>{dateline}{text}{linked}</p>\n");
    }

    fn aside(&mut self, layout: &Layout) {
        self.open(layout.aside);
        self.out += if layout.aside[0] == "table" { "<tr><td>" } else { "" };
        self.out += &format!("<h3 class=\"widget-title\">{}</h3>\n", self.voice.labels[1]);
        self.out += if layout.aside[0] == "table" { "</td></tr>" } else { "<ul class=\"list\">\n" };
        for number in 0..layout.teasers {
            self.teaser(number, layout);
        }
        self.out += if layout.aside[0] == "table" { "" } else { "</ul>\n" };
        self.close(layout.aside);
    }

    fn teaser(&mut self, number: usize, layout: &Layout) {
        let row = layout.teaser[0] == "td";
        self.out += if row { "<tr>" } else { "" };
        self.open(layout.teaser);
        let (title, text) = (self.title(), self.sentence());
        let image = self.random.below(1 << 30);
        self.out += &format!(
            "<div class=\"teaser__image-wrapper\"><a href=\"/2024/03/11/{image}\" tabindex=\"-1\" aria-hidden=\"true\"><img loading=\"lazy\" \
             alt=\"{title}\" src=\"data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==\" \
             data-src=\"https://img.marbury-ledger.example/{image}.jpg?w=320&amp;h=180&amp;q=75\" \
             srcset=\"https://img.marbury-ledger.example/{image}.jpg?w=320 320w, https://img.marbury-ledger.example/{image}.jpg?w=640 640w\" \
             sizes=\"(min-width: 1024px) 320px, 100vw\"></a></div>\n<div class=\"teaser__text\"><span class=\"kicker\">{0}</span>\
             <h3 class=\"teaser__title\"><a href=\"/2024/03/11/{image}\" data-position=\"{number}\">{title}</a></h3>\
             <p class=\"teaser__standfirst\">{text}</p><span class=\"teaser__meta\"><span>{number}&nbsp;min</span></span></div>\n",
            self.voice.labels[5]
        );
        self.close(layout.teaser);
        self.out += if row { "</tr>\n" } else { "" };
    }

    fn comments(&mut self, layout: &Layout) {
        let row = layout.comment[0] == "td";
        let list = if row { "table" } else { "ol" };
        self.out += &format!("<section id=\"comments\"><h2>{}</h2><{list}>\n", self.voice.labels[2]);
        for number in 0..self.random.between(0, 14) {
            self.out += if row { "<tr>" } else { "" };
            self.open(layout.comment);
            let text = self.paragraph();
            self.out += &format!(
                "<div class=\"comment-author\">reader{number}</div><p>{text}</p><a href=\"#r\">&#8617; {number}</a>"
            );
            self.close(layout.comment);
            self.out += if row { "</tr>" } else { "" };
        }
        self.out += &format!("</{list}></section>\n");
    }

    fn footer(&mut self, layout: &Layout) {
        self.out += "<footer class=\"site-footer\">";
        self.share();
        self.out += &format!(
            "<form class=\"newsletter\"><label>{}<input type=\"email\"></label><button>OK</button></form>",
            self.voice.labels[4]
        );
        for _ in 0..4 {
            self.out += "<ul>\n";
            for _ in 0..8 {
                let label = self.words(1, 3);
                self.out +=
                    &format!("<li class=\"footer__item\"><a class=\"footer__link\" href=\"/f\">{label}</a></li>\n");
            }
            self.out += "</ul>\n";
        }
        self.out += &format!(
            "<p class=\"legal\">&copy; 2024 Marbury Ledger. All rights reserved. {}</p></footer>\n",
            layout.name
        );
    }

    fn share(&mut self) {
        self.out += &format!("<div class=\"share-buttons\"><span>{}</span>\n", self.voice.labels[3]);
        for network in ["facebook", "x", "whatsapp", "email", "copy"] {
            self.out += &format!("<a class=\"share share--{network}\" href=\"#{network}\" aria-label=\"{network}\">");
            self.drawing();
            self.out += "</a>\n";
        }
        self.out += "</div>\n";
    }

    fn figure(&mut self) {
        let caption = self.sentence();
        self.out += &format!(
            "<figure class=\"image\"><picture><source srcset=\"/i/a.webp\" type=\"image/webp\"><img src=\"/i/a.jpg\" alt=\"\" width=\"960\" \
             height=\"640\"></picture><figcaption>{caption} Photo: Bo Lindgren</figcaption></figure>\n"
        );
    }

    /// An icon: paths of numbers.
    fn drawing(&mut self) {
        self.out += "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\"><title>icon</title><path d=\"M0 0";
        for _ in 0..self.random.between(20, 80) {
            self.out += &format!("c{}.{} {} ", self.random.below(24), self.random.below(99), self.random.below(24));
        }
        self.out += "z\"/></svg>";
    }

    fn style(&mut self, size: usize) {
        let end = self.out.len() + size;
        self.out += "<style>\n";
        while self.out.len() < end {
            let (name, pixels) = (self.random.below(10_000), self.random.below(64));
            self.out += &format!(
                ".c-{name}>.o-{pixels}:hover,.is-{name}{{margin:0 {pixels}px;color:#{name:06x};background:url(/i/{name}.svg) no-repeat}}\n"
            );
        }
        self.out += "</style>\n";
    }

    /// Scripts: code with comparisons in it, and the page's state as JSON with text and markup in it.
    fn noise(&mut self, size: usize) {
        let end = self.out.len() + size;
        while self.out.len() < end {
            let number = self.random.below(1 << 20);
            self.out += &format!(
                "<script src=\"/static/js/{number:x}.js\" async></script>\n<script>window.__q{number}=window.__q{number}||[];"
            );
            for _ in 0..60 {
                let index = self.random.below(1000);
                self.out += &format!(
                    "for(var i=0;i<a.length&&i<{index};i++){{if(a[i].t>={index}){{f(\"<div class=\\\"x{index}\\\">\"+a[i].t+\"<\\/div>\")}}}}"
                );
            }
            self.out += "</script>\n<script type=\"application/json\" id=\"state\">{\"items\":[";
            for _ in 0..12 {
                let (title, text) = (self.title(), self.sentence());
                let number = self.random.below(1 << 30);
                self.out += &format!(
                    "{{\"id\":{number},\"title\":\"{title}\",\"html\":\"\\u003cp\\u003e{text}\\u003c/p\\u003e\",\"url\":\"/2024/{number}\"}},"
                );
            }
            self.out += "null]}</script>\n";
        }
    }

    fn open(&mut self, [tag, class]: [&str; 2]) {
        let number = self.random.below(100_000);
        self.out += &format!("<{tag} class=\"{class}\" data-id=\"{number}\">\n");
    }

    fn close(&mut self, [tag, _]: [&str; 2]) {
        self.out += &format!("</{tag}>\n");
    }
}
