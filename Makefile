# Two commands: `make run` shows Vangrail at work and keeps serving, `make test` proves that it works.
# CONFIGURATION=release makes a faster program and takes longer to build; LISTEN picks the address.

CONFIGURATION ?= debug
LISTEN ?= 127.0.0.1:8080
DATA ?= data
export CONFIGURATION LISTEN DATA

.PHONY: run test format

run:
	@scripts/run

test:
	@scripts/test

# Rewrites the Swift files in the house style.
format:
	@swift format format --in-place --recursive Sources Tests
