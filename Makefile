# What a developer does, each by a word. `make` lists them.
BENCH ?= ../shared/bench
PAGES ?= $(BENCH)/html
# Invented pages unless somebody says which.
MEASURED = $(if $(filter file,$(origin BENCH)),,$(BENCH)/html)
# No sanitizer: the one file with unsafe code loads and stores whole arrays alone, and it costs half the speed.
FUZZED = decode html text whole source

.PHONY: help check test bless tables oracle damage resume quality renderings bench hostile memory guided compare dumps trees fuzz train folds

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

tables: ## the tables that are made of vocabularies beforehand, after a change to one
	BLESS=1 cargo test --lib made_of

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

target/renderings-venv: benches/renderings.txt
	python3 -m venv $@ && $@/bin/pip install --quiet --requirement $< && touch $@

renderings: target/renderings-venv ## accuracy on the pages in BENCH as dumps of other tools; lynx, w3m, elinks and pandoc too, where installed
	cargo build --release
	target/renderings-venv/bin/python benches/renderings.py $(BENCH)

bench: ## speed of each stage and of whole runs, over invented pages; with BENCH=folder, over BENCH/html
	cargo build --release
	taskset -c 1 cargo bench --bench stages -- $(MEASURED)
	python3 benches/run.py $(MEASURED)

hostile: ## time on input meant to hurt, at one, two and four times its size
	taskset -c 1 cargo bench --bench hostile

memory: ## memory on input meant to hurt, against the bound that README gives; ten minutes
	cargo build --release
	python3 benches/memory.py target/release/copydesk

guided: ## the program built by a profile of its own runs: a little faster; needs `rustup component add llvm-tools`
	python3 benches/guided.py

compare: ## speed beside other extractors, over the pages in PAGES; needs the network once, to install them
	python3 benches/compare.py $(PAGES)

trees: ## the tree builder against html5ever, over the pages in PAGES
	COPYDESK_PAGES=$(abspath $(PAGES)) cargo test --test tree -- --nocapture --exact pages

fuzz: ## ten minutes of each fuzz target; needs cargo-fuzz and a nightly compiler
	cd fuzz && python3 seeds.py corpus/source && for target in $(FUZZED); do mkdir -p corpus/$$target && \
	    cargo +nightly fuzz run --sanitizer none $$target corpus/$$target ../fixtures ../tests/tree -- \
	    -dict=html.dict -max_len=4096 -timeout=10 -max_total_time=600 || exit 1; done

dumps: target/oracle ## speed and memory over BENCH/html as one .warc.gz, beside fastwarc with resiliparse
	cargo build --release
	target/oracle/bin/python benches/dumps.py target/release/copydesk $(BENCH)/html

train: ## train the model on the pages in BENCH; needs python3 with train/requirements.txt
	cargo build --release
	python3 train/train.py $(BENCH)
	cargo build --release

folds: ## accuracy on domains that a model has not seen: five models by domain
	cargo build --release
	python3 train/train.py $(BENCH) --folds
