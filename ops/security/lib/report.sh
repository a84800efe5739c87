# shellcheck shell=bash
# What a script of checks says, and how it ends: 0 all is well, 1 something to look at, 2 nothing to look at but something could
# not be checked. A script that stops before its end ends with 2.

looked_at=0 unchecked=0 concluded=no

section() { printf '\n== %s\n' "$*"; }
well() { printf 'well             %s\n' "$*"; }
left_out() { printf 'left out         %s\n' "$*"; }
show() { sed 's/^/                 /'; }

look_at() {
  looked_at=$((looked_at + 1))
  printf 'LOOK AT          %s\n' "$*"
}

could_not_check() {
  unchecked=$((unchecked + 1))
  printf 'COULD NOT CHECK  %s\n' "$*"
}

conclude() {
  concluded=yes
  printf '\n%s to look at, %s could not be checked\n' "$looked_at" "$unchecked"
  ((looked_at == 0)) || exit 1
  ((unchecked == 0)) || exit 2
  exit 0
}

stopped() {
  rm -rf "$scratch"
  [[ $concluded == yes ]] && return
  printf 'COULD NOT CHECK  %s stopped before its end.\n' "${0##*/}" >&2
  exit 2
}

scratch=$(mktemp -d)
trap stopped EXIT
