# What a developer does, each by a word. `make` lists them.
BENCH ?= ../shared/bench

.PHONY: help check test bless oracle damage resume quality bench dumps train

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

check: ## format, lints, tests, documentation
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo test
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

test: ## the tests
	cargo test

bless: ## rewrite what the fixtures expect; then read the diff
	BLESS=1 cargo test --test fixtures

target/oracle: tests/oracle/requirements.txt
	python3 -m venv $@ && $@/bin/pip install --quiet --requirement $< && touch $@

oracle: target/oracle ## the same records as fastwarc and warcio read, shards in DuckDB; ARCHIVES=folder of WARC files to look at too
	cargo build --release
	target/oracle/bin/python tests/oracle/archives.py target/release/copydesk $(ARCHIVES)
	target/oracle/bin/python tests/oracle/shards.py target/release/copydesk

resume: ## kill -9 at random moments, twenty times over, and go on
	cargo test --test cli_folder -- --ignored

damage: target/oracle ## README's table: what readers make of damaged archives
	cargo build --release
	target/oracle/bin/python tests/oracle/damage.py target/release/copydesk

quality: ## accuracy on the pages in BENCH, beside other tools
	cargo build --release
	python3 .ci/quality.py $(BENCH)

bench: ## speed of each stage, and pages a second and peak memory, over BENCH/html on one core
	cargo build --release
	taskset -c 1 cargo bench --bench stages -- $(BENCH)/html
	python3 benches/run.py $(BENCH)/html

dumps: target/oracle ## speed and memory over BENCH/html as one .warc.gz, beside fastwarc with resiliparse
	cargo build --release
	target/oracle/bin/python benches/dumps.py target/release/copydesk $(BENCH)/html

train: ## refit the scorecards on the pages in BENCH; needs numpy, scipy, rapidfuzz as train/requirements.txt pins them
	cargo build --release && python3 train/scorecards.py $(BENCH) --look first
	cargo build --release && python3 train/scorecards.py $(BENCH) --look second
	cargo build --release
