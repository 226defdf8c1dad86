"""Pages as plain-text dumps: what three renderers in use make of them, all chrome included."""
import gzip
from pathlib import Path

import html_text
import inscriptis
from bs4 import BeautifulSoup

RENDERERS = {
    "inscriptis": inscriptis.get_text,
    "html_text": html_text.extract_text,
    "beautifulsoup": lambda page: BeautifulSoup(page, "lxml").get_text("\n"),
}
KEPT = Path("target/renderings")


def renderings(pages):
    """Files of each page's renderings; what is there from another time stays."""
    files = []
    for page in pages:
        missing = [path for name in RENDERERS if not (path := rendering(name, page)).exists()]
        text = gzip.decompress(page.read_bytes()).decode("utf-8", "replace") if missing else ""
        for path in missing:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(rendered(RENDERERS[path.parent.name], text).encode("utf-8"), mtime=0))
        files += [rendering(name, page) for name in RENDERERS]
    return files


def rendering(name, page):
    return KEPT / name / page.name.replace(".html.gz", ".txt.gz")


def rendered(render, page):
    try:
        return render(page)
    except Exception as fault:  # renderers fail in ways of their own on a few pages, which then teach nothing
        print(f"{render}: {fault}")
        return ""
