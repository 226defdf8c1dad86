"""What readers of web archives make of damage in the middle of a file: prints README's table.
`damage.py COPYDESK [FILE.warc.gz]`: 700 records are made when no file is given."""
import gzip, json, pathlib, subprocess, sys, tempfile

from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator as Warcio

RECORDS, HIT = 700, 350


def page(number):
    return (f"<title>Day {number}</title><p>The harbour was closed on day {number}, and nobody said why.</p>\n" * 30).encode()


def record(number, length=None, before=b"", body=None):
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + (page(number) if body is None else body)
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: http://example.com/{number}\r\nWARC-Date: 2024-05-17T23:31:22Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(content)}\r\n"
    )
    return head.encode() + before + b"\r\n" + content + b"\r\n\r\n"


def damages():
    """Names, files, and how many records of each are good."""
    plain = [record(number) for number in range(RECORDS)]
    packed = [gzip.compress(one) for one in plain]
    rest = RECORDS - 1

    def swap(records, middle):
        return b"".join(records[:HIT] + [middle] + records[HIT + 1 :])

    def hit(bytes, at):
        return bytes[:at] + bytes[at : at + 1].translate(bytes_flipped) + bytes[at + 1 :]

    bytes_flipped = bytes(byte ^ 0x10 for byte in range(256))
    member, right = packed[HIT], len(record(HIT)) - len(record(HIT).split(b"\r\n\r\n", 1)[0]) - 8
    yield "a byte hit, gzip", swap(packed, hit(member, len(member) // 2)), rest
    yield "a signature hit, gzip", swap(packed, hit(member, 0)), rest
    yield "half a record missing, gzip", swap(packed, member[: len(member) // 2]), rest
    yield "garbage for a record, gzip", swap(packed, b"garbage " * 99), rest
    yield "garbage for a record", swap(plain, b"garbage\n" * 99), rest
    yield "Content-Length short by 500", swap(plain, record(HIT, length=right - 500)), rest
    yield "Content-Length long by 500", swap(plain, record(HIT, length=right + 500)), rest
    yield "Content-Length of 10 TB", swap(plain, record(HIT, length=10**13)), rest
    yield "Content-Length one short", swap(plain, record(HIT, length=right - 1)), RECORDS
    yield "a head of 100 MB", swap(plain, record(HIT, before=b"X: " + b"x" * 100_000_000 + b"\r\n")), rest
    yield "4 GB of zeros behind a record, gzip", swap(packed, bomb()), RECORDS
    yield "cut off in the middle, gzip", b"".join(packed[:HIT]) + member[: len(member) // 2], HIT


def bomb():
    with tempfile.TemporaryFile() as file:
        with gzip.open(file, "wb", compresslevel=9) as out:
            out.write(record(HIT))
            for _ in range(4096):
                out.write(b"0" * (1 << 20))
        file.seek(0)
        return file.read()


def by_copydesk(copydesk, path):
    run = subprocess.run([copydesk, "--dump", "inputs", path], capture_output=True, text=True, timeout=120)
    found = [json.loads(line)["input"]["id"] for line in run.stdout.splitlines()]
    errors = [line for line in run.stderr.splitlines() if not line.startswith("copydesk:")]
    return found, errors, run.returncode


def by_others(open_archive, name):
    found = []
    try:
        for one in open_archive:
            found.append(name(one))
    except Exception:
        pass
    return found


CHILD = """
import sys; sys.path.insert(0, sys.argv[1]); import damage
print(damage.others(sys.argv[2], sys.argv[3]))
"""


def others(which, path):
    with open(path, "rb") as stream:
        if which == "warcio":
            read = lambda one: (one.content_stream().read(), one.rec_headers.get_header("WARC-Record-ID"))
            found = by_others(Warcio(stream), read)
        else:
            found = by_others(Fast(stream), lambda one: (one.reader.read(), one.record_id))
    numbers = {f"<urn:uuid:{number}>": page(number) for number in range(RECORDS)}
    return sum(numbers.get(name) == body for body, name in found)


def count(which, path):
    """In a process of its own: what reads a bomb may not come back."""
    command = [sys.executable, "-c", CHILD, str(pathlib.Path(__file__).parent), which, str(path)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=10)
    except subprocess.TimeoutExpired:
        return "no end"
    return run.stdout.strip() or "dies"


def main():
    copydesk = pathlib.Path(sys.argv[1]).resolve()
    print(f"| in the middle of {RECORDS} records | good | copydesk | warcio | fastwarc |\n|---|---|---|---|---|")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, content, good in damages():
            path = pathlib.Path(folder) / "damaged.warc"
            path.write_bytes(content)
            found, errors, code = by_copydesk(copydesk, path)
            expected = 0 if name.endswith("one short") else 1
            wrong = (len(found), len(errors), code) != (good, expected, expected)
            failed |= wrong
            print(f"| {name} | {good} | {len(found)} | {count('warcio', path)} | {count('fastwarc', path)} |", flush=True)
            if wrong or "-v" in sys.argv:
                print("   ", code, *(error.split(": ", 1)[-1] for error in errors), sep="\n    ")
    sys.exit(failed)


if __name__ == "__main__":
    main()
