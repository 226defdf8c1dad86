"""README's SQL over a folder of shards, packed and not: `shards.py COPYDESK`."""
import json, pathlib, re, subprocess, sys, tempfile

import duckdb

HERE = pathlib.Path(__file__).resolve().parents[2]
PAGES = sorted(HERE.glob("fixtures/html/*/source.html"))


def main():
    copydesk = pathlib.Path(sys.argv[1]).resolve()
    (query,) = re.findall(r"```sql\n(.*?)```", (HERE / "README.md").read_text(), re.S)
    with tempfile.TemporaryDirectory() as folder:
        for how in ([], ["--compress", "gzip"], ["--compress", "zstd"]):
            shards = pathlib.Path(folder) / ("shards" if not how else how[1])
            command = [copydesk, "--quiet", "--output-dir", shards, "--shard-size", "9", *how, *PAGES]
            subprocess.run(command, cwd=HERE, check=True)
            rows = duckdb.sql(query.replace("shards/", f"{shards}/")).fetchall()
            assert dict(rows) == counted(copydesk), (how, rows)
    print(f"  DuckDB over shards, plain, gzip and zstd: {len(rows)} rows as counted from one file")


def counted(copydesk):
    run = subprocess.run([copydesk, "--quiet", *PAGES], cwd=HERE, check=True, capture_output=True)
    counts = {}
    for line in run.stdout.splitlines():
        language = json.loads(line)["language"]
        counts[language] = counts.get(language, 0) + 1
    return counts


main()
