# Pkgwright's own make targets. `make demo` and `make test` work from a fresh clone on Debian 12 with nothing but the
# Swift toolchain: they install the Debian packages they miss.

SHELL := /bin/sh
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
FUZZ_SECONDS ?= 60
DROPINS := fpm pkgsend pkgmogrify pkgfmt pkgdiff pkglint pkgmerge pkgrepo pkgrecv pkgsign pkg.depotd
RELEASE := .build/release/pkgwright
# The program that reaches the network; pkgwright starts it where it is needed.
DEPOT := .build/release/pkgwright-depot
STATIC_LIBRARIES := .build/static-libraries

.PHONY: help build dropins install archive test check format-check format bench fuzz demo requirements test-requirements clean

help:
	@sed -n 's/^## //p' Makefile

## make build          the release binaries, .build/release/pkgwright and .build/release/pkgwright-depot
build: requirements
	Scripts/static-libraries $(STATIC_LIBRARIES)
	for product in pkgwright pkgwright-depot; do \
	  $(SWIFT) build -c release --static-swift-stdlib --product $$product \
	    -Xswiftc -L$(CURDIR)/$(STATIC_LIBRARIES) -Xswiftc -Xclang-linker -Xswiftc -static-libgcc \
	    -Xlinker -lnettle -Xlinker -llz4 || exit 1; done
	Scripts/check-linkage $(RELEASE) $(DEPOT)

## make dropins        .build/dropins with one link for each drop-in name
dropins: build
	mkdir -p .build/dropins
	for name in $(DROPINS); do ln -sf ../release/pkgwright .build/dropins/$$name; done

## make install        PREFIX=/usr/local DESTDIR=
install: dropins
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 -s $(RELEASE) $(DEPOT) $(DESTDIR)$(PREFIX)/bin
	for name in $(DROPINS); do ln -sf pkgwright $(DESTDIR)$(PREFIX)/bin/$$name; done

## make test           all tests, with everything they need
test: test-requirements check
	$(SWIFT) test

## make check          who imports whom, as docs/architecture.md says
check: requirements
	Scripts/check-rooms

## make format-check   the style of the sources
format-check:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Templates

## make format         brings the sources into that style
format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Templates

## make archive        .build/archive with the archive of a release
archive: build
	Scripts/release-archive .build/archive

## make bench          speed, against the real tools where they exist
bench: test-requirements dropins
	Benchmarks/run $(CURDIR)/.build/dropins

## make fuzz           a minute of damaged input for each reader; FUZZ_SECONDS=60
fuzz: requirements
	Tests/Fuzzing/run --seconds $(FUZZ_SECONDS)

## make demo           packages pkgwright itself; publishes a package to a depot and fetches it back
demo: test-requirements dropins
	examples/pkgwright-itself/build-package $(CURDIR)/.build/dropins
	examples/pkgwright-itself/publish-package $(CURDIR)/.build/dropins

requirements:
	@Scripts/install-requirements build

test-requirements:
	@Scripts/install-requirements build test

## make clean          removes what was built
clean:
	rm -rf .build
