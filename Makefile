# make demo   everything from a clean checkout to the printed notices of the sample estate
# make test   format, lint, types, tests
# make serve  the sample estate in the browser
# make help   the rest

BIN := .venv/bin
DEMO := build/demo
MESSAGES := owners_ledger/locale/en/LC_MESSAGES/messages.po
SETUP := pyproject.toml constraints.txt tools/setup.sh

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint messages pictures bench proof clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile
	@echo "make lint      format and types only"
	@echo "make messages  bring the English messages up to date with the source"
	@echo "make pictures  the README's pictures, from the demo"
	@echo "make bench     measure against the references, into benchmarks/results/"
	@echo "make proof     1000 random books, their statements added up by beanquery and hledger"
	@echo "make clean     remove build/ and .venv/"

demo: .venv/ready-to-run
	@tools/demo.sh $(BIN)/owners-ledger $(DEMO)

serve: demo
	$(BIN)/owners-ledger --book $(DEMO) serve

test: lint
	$(BIN)/pytest -n auto --dist loadfile

lint: .venv/ready-to-develop
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

messages: .venv/ready-to-develop
	$(BIN)/python tools/messages.py

pictures: demo
	tools/pictures.sh $(BIN)/owners-ledger $(DEMO)

bench: .venv/ready-to-develop
	$(BIN)/python benchmarks/run.py

proof: .venv/ready-to-develop
	$(BIN)/python tools/proof.py

.venv/ready-to-run: $(SETUP)
	@tools/setup.sh run
	@touch $@

.venv/ready-to-develop: $(SETUP)
	@tools/setup.sh develop
	@touch $@ .venv/ready-to-run

clean:
	rm -rf build .venv
