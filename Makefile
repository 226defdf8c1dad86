# What a developer does, each by a word. `make` lists them.
BENCH ?= ../shared/bench

.PHONY: help check test bless oracle damage quality bench train folds

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

oracle: target/oracle ## the same records as fastwarc and warcio read; ARCHIVES=folder of WARC files to look at too
	cargo build --release
	target/oracle/bin/python tests/oracle/archives.py target/release/copydesk $(ARCHIVES)

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

train: ## train the model on the pages in BENCH; needs python3 with train/requirements.txt
	cargo build --release
	python3 train/train.py $(BENCH)
	cargo build --release

folds: ## accuracy on domains that a model has not seen: five models by domain
	cargo build --release
	python3 train/train.py $(BENCH) --folds
