"""What two readers of web archives made by others say of the same files: the same records at the same offsets, with the
same bytes. Run by `make oracle`; `archives.py COPYDESK [FOLDER OF WARC FILES]...`."""
import gzip, io, json, pathlib, random, subprocess, sys, tempfile, zlib

from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator as Warcio
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = pathlib.Path(__file__).resolve().parents[2]
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
READ = {"response", "resource", "conversion"}


def pages():
    """Pages of the fixtures, each with a number, so that no two are alike."""
    sources = sorted(ROOT.glob("fixtures/*/*/source.*"))
    return [b"<!-- %d -->" % n + sources[n % len(sources)].read_bytes() for n in range(3 * len(sources))]


def write(path, pages, packed):
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "oracle"}))
        for number, page in enumerate(pages):
            url = f"http://example.com/{number}"
            head = [("Content-Type", "text/html; charset=utf-8")]
            body = page
            if number % 5 == 1:
                body, head = gzip.compress(page), head + [("Content-Encoding", "gzip")]
            if number % 5 == 2:
                body, head = chunked(page), head + [("Transfer-Encoding", "chunked")]
            status = StatusAndHeaders("404 Not Found" if number % 11 == 10 else "200 OK", head, protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=status))
            if number % 3 == 0:
                request = StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True)
                writer.write_record(writer.create_warc_record(url, "request", io.BytesIO(b""), http_headers=request))


def chunked(body):
    chunks = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


def ours(copydesk, path):
    run = subprocess.run([copydesk, "--dump", "inputs", "--status", "any", "--mime", "any", path], capture_output=True)
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    found = [(row["input"]["id"], row["input"]["offset"], row["bytes"], row["crc32"]) for row in rows]
    return found, run.returncode, run.stderr.decode()


def by_warcio(path):
    """Ids, offsets and payloads, all encodings taken off."""
    with open(path, "rb") as stream:
        archive = Warcio(stream)
        for record in archive:
            if record.rec_type in READ:
                body, offset = record.content_stream().read(), archive.get_record_offset()
                yield record.rec_headers.get_header("WARC-Record-ID"), offset, len(body), zlib.crc32(body)


def by_fastwarc(path):
    """Ids, offsets and payloads as they were sent."""
    for record in Fast(open(path, "rb"), parse_http=True):
        if str(record.record_type) in READ:
            yield record.record_id, record.stream_pos, record.http_headers, record.reader.read()


def same(copydesk, path, packed_once=False):
    """Complains unless all three agree on an undamaged file; says what was compared."""
    found, code, errors = ours(copydesk, path)
    assert code == 0 and not errors.startswith(str(path)), (path, errors)
    assert found == list(by_warcio(path)), f"{path}: not what warcio reads"
    fast = list(by_fastwarc(path))
    assert [row[:2] for row in found] == [row[:2] for row in fast], f"{path}: not what fastwarc reads"
    bare = 0
    for (name, _, length, crc), (_, _, head, body) in zip(found, fast):
        if head is None or not {"content-encoding", "transfer-encoding"} & {key.lower() for key in (name for name, _ in head)}:
            bare += 1
            assert (length, crc) == (len(body), zlib.crc32(body)), f"{path}: {name}"
    print(f"  {path.name}: {len(found)} documents as warcio and fastwarc have them, {bare} of them byte by byte as sent")


def look(copydesk, path):
    """Whatever a file holds, what copydesk makes of it beside what the others do."""
    found, code, errors = ours(copydesk, path)
    def count(read):
        total = 0
        try:
            for _ in read(path):
                total += 1
        except Exception as error:
            return f"{total}, then {type(error).__name__}"
        return str(total)
    print(f"  {path.name}: {len(found)} documents, exit {code}; warcio {count(by_warcio)}; fastwarc {count(by_fastwarc)}")
    for line in errors.splitlines():
        print("     ", line)
    theirs = set()
    try:
        theirs.update((name, length, crc) for name, _, length, crc in by_warcio(path))
    except Exception:
        pass
    missing = theirs - {(name, length, crc) for name, _, length, crc in found}
    if missing:
        print(f"      warcio alone: {sorted(missing)}")


def main():
    copydesk, folders = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, packed in [("plain.warc", False), ("packed.warc.gz", True)]:
            write(folder / name, pages(), packed)
            same(copydesk, folder / name)
    for folder in folders:
        for path in sorted(pathlib.Path(folder).iterdir()):
            look(copydesk, path)


main()
