"""Short articles with chrome around them, made of pages with gold: those pages have long articles, and of a brief neither its
neighbours' teasers must be kept nor what stands behind an insert be lost.

An article's first paragraphs are set in one of many markups, among labels that the program knows and headlines, first
sentences and chrome of other pages of its fold and language.
"""
import html
import random
import re
from collections import defaultdict
from functools import lru_cache

import data

PHRASES = "src/strip/phrases/phrases.tsv"
STOP = re.compile(r"[.!?。！？।…]['\"”’»」』)]?$")
LINES = [1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 12]  # paragraphs of an article
WRAPS = ["aside", "div", "div", "div", "section", "nav"]
CLASSES = ["", "", "", "", "related", "more-news", "box", "teasers", "recommended", "widget", "sidebar", "block"]
HELD = [["article"], ["main", "article"], ["div"], ["div", "div"], ["section"], ["table", "tr", "td"], []]


@lru_cache(maxsize=None)
def labels(concept, language):
    rows = (line.rstrip("\n").split("\t") for line in open(PHRASES, encoding="utf-8") if "\t" in line and line[0] != "#")
    return [p.removeprefix("=") for own, tongue, some in rows if (own, tongue) == (concept, language) for p in some.split("|")]


class Donors:
    """Of each fold and language the headlines, first sentences, menus and sentences of chrome."""

    def __init__(self, bench, gold, fold_of):
        files = data.page_files(bench, gold, True)
        language = {data.page_id(row["input"]["path"]): row["language"] for row in data.dump(None, files)}
        self.keys = {i: (fold_of(g), (language.get(i) or "en").split("-")[0]) for i, g in gold.items()}
        self.titles, self.openings, self.chrome, self.menus = (defaultdict(list) for _ in range(4))
        dumps = [file for file in data.page_files(bench, gold, False) if file.parent.name == "html_text"]
        for path, blocks in sorted(data.block_texts(dumps).items()):
            i = data.page_id(path)
            self.add(self.keys[i], gold[i]["gold"], blocks)

    def add(self, key, gold, blocks):
        words = lambda text: len(data.words(text))  # noqa: E731
        self.titles[key] += [gold["title"]] if gold["title"] else []
        rows = [row.strip() for row in gold["body"].split("\n")]
        self.openings[key] += [row for row in rows if 6 <= words(row) <= 30 and STOP.search(row)][:2]
        own = data.runs(data.words(gold["body"]))
        is_own = lambda text: data.runs(data.words(text)) & own  # noqa: E731
        sentences = [text for text in blocks if 8 <= words(text) <= 60 and STOP.search(text) and not is_own(text)]
        self.chrome[key] += sentences[-8:]
        self.menus[key].append([text for text in blocks[:40] if words(text) <= 4][:12])


class Page:
    """A page that is being written."""

    def __init__(self, donors, i, gold):
        self.donors, self.key, self.gold = donors, donors.keys[i], gold
        self.random = random.Random(i)
        self.out, self.body = [], ""

    def chance(self, share):
        return self.random.random() < share

    def given(self, pools):
        return self.random.choice(pools[self.key] or pools[self.key[0], "en"])

    def label(self, concept):
        text = self.random.choice(labels(concept, self.key[1]) or labels(concept, "en"))
        return text[0].upper() + text[1:]

    def headline(self, is_sentence=False):
        return self.given(self.donors.openings if is_sentence else self.donors.titles).replace("\n", " ")

    def put(self, tag, text, link=False):
        text = html.escape(text)
        text = f'<a href="/{self.random.randrange(9999)}">{text}</a>' if link else text
        self.out.append(f"<{tag}>{text}</{tag}>")

    def inside(self, tags, write, name=""):
        self.out += [f'<{tag} class="{name}">' if name else f"<{tag}>" for tag in tags]
        write()
        self.out += [f"</{tag}>" for tag in reversed(tags)]

    def boxed(self, write):
        self.inside([self.random.choice(WRAPS)], write, self.random.choice(CLASSES))

    def stories(self, count, sentences=False):
        """Other stories: headlines, or headlines with decks."""
        if self.chance(0.3):
            tag = self.random.choice(["li", "p", "h3", "div"])
            for _ in range(count):
                self.put(tag, self.headline(sentences), link=True)
            return
        tags = self.random.choice([["article"], ["div"], ["li"], []])
        for _ in range(count):
            self.inside(tags, self.card)

    def card(self):
        self.put("h3", self.headline(self.chance(0.2)), link=True)
        self.put("p", self.headline(True))

    def related(self, sentences=False):
        def write():
            if self.chance(0.85):
                self.put(self.random.choice(["h2", "h3", "p", "div"]), self.label("related"))
            self.stories(self.random.randint(2, 5), sentences)

        self.boxed(write)

    def end_list(self):
        self.related(self.chance(0.3))

    def pointer(self):
        self.put("p", f"{self.label('related')}: {self.headline()}", link=self.chance(0.7))

    def newsletter(self):
        def write():
            self.put("h3", self.label("subscribe"))
            if self.chance(0.5):
                self.put("p", self.given(self.donors.chrome))
            self.put("p", self.label("control"))

        self.boxed(write)

    def ad(self):
        self.put("div", self.label("advertising"))

    def notice(self):
        self.boxed(lambda: [self.put("p", self.given(self.donors.chrome)) for _ in range(self.random.randint(1, 2))])

    def menu(self):
        entries = self.given(self.donors.menus)
        self.inside(["ul"], lambda: [self.put("li", entry, link=True) for entry in entries])

    def text(self, rows):
        """The article's paragraphs, with inserts among them."""
        inserts = defaultdict(list)
        kinds = [self.pointer, self.pointer, self.related, self.newsletter, self.ad, self.ad]
        for _ in range(self.random.choice([0, 0, 1, 1, 2])):
            inserts[max(1, len(rows) - self.random.choice([1, 1, 2, 3, 5]))].append(self.random.choice(kinds))
        ads, tag = self.chance(0.06), self.random.choice(["p", "p", "p", "p", "div", "li"])
        cards = self.chance(0.15)
        for at, row in enumerate(rows):
            for insert in inserts[at]:
                insert()
            if ads and at:
                self.ad()
            short = len(row) < 80 and not STOP.search(row)
            if cards and at % 2 == 0:
                self.inside([self.random.choice(["article", "section", "div"])], lambda: self.put("h2" if short else "p", row))
            else:
                self.put("h2" if short and self.chance(0.5) else tag, row)

    def broken(self, rows):
        """The article's paragraphs in one element, parted by breaks."""
        breaks = self.random.choice(["<br><br>", "<br>", "<br/>\n<br/>"])
        self.out.append(f"<div>{breaks.join(map(html.escape, rows))}</div>")

    def written(self):
        rows = [row for row in self.gold["body"].split("\n") if row.strip()]
        rows = rows[: self.random.choice(LINES)]
        self.body = "\n".join(rows)
        if self.chance(0.5):
            self.menu()
        if self.chance(0.15):
            self.notice()
        if self.chance(0.1):
            self.boxed(lambda: self.stories(self.random.randint(2, 4), self.chance(0.3)))
        if self.gold["title"] and self.chance(0.9):
            self.put(self.random.choice(["h1", "h1", "h1", "h1", "h2", "div"]), self.gold["title"])
        write = self.broken if self.chance(0.12) else self.text
        ends = [self.end_list, self.end_list, self.newsletter, self.pointer, self.notice]
        ends = self.random.sample(ends, self.random.choice([0, 0, 1, 1, 2]))

        def all_of_it():
            write(rows)
            if around:
                [end() for end in ends]

        around = self.chance(0.35)
        self.inside(self.random.choice(HELD), all_of_it)
        if not around:
            [end() for end in ends]
        return "\n".join(self.out)


def pages(donors, gold):
    """A page for each with gold."""
    for i, g in sorted(gold.items()):
        page = Page(donors, i, g["gold"])
        yield data.Article(f"{i} made", page.written(), page.body)
