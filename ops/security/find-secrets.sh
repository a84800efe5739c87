#!/usr/bin/env bash
# Looks for secrets in the files that git tracks: keys, tokens, passwords in connection strings. Says where, not what.
#   ops/security/find-secrets.sh [FOLDER]      default the repository it lies in; 0 none, 1 at least one, 2 could not look
set -euo pipefail
folder=${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
# What has the form of a secret, in its own case.
forms=(
  -e '-----BEGIN ([A-Z]+ )*PRIVATE KEY-----'
  -e 'AGE-SECRET-KEY-1[0-9A-Z]{50}'
  -e 'pd_[A-Za-z0-9_-]{43}'
  -e 'whsec_[A-Za-z0-9+/]{24}'
  -e 'gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{36}'
  -e 'AKIA[0-9A-Z]{16}'
  -e 'hooks\.slack\.com/services/T[0-9A-Z]+/B[0-9A-Z]+/'
)
# What is given by its name, in any case: NAME=value, but for queries of a URL; a line of YAML or JSON; a literal in a program. What
# is called, computed or referred to, such as ${POSTGRES_PASSWORD}, is no value.
name='[a-z0-9_.:-]*(password|passwd|pwd|secret|token|api_?key)'
value='[^][[:space:]"'\''`;,(){}$<>\\…]'
named=(
  -e "(^|[^?&a-z0-9_.:-])$name=$value{8,}([][:space:]\"'\`;,]|\$)"
  -e "(password)=[a-z0-9+/_-]{8}"
  -e "^[][:space:]{\"'-]*${name}[\"']?:[[:space:]]+$value{8,}[[:space:]]*(#.*)?\$"
  -e "${name}[\"']?[[:space:]]*[=:][[:space:]]*\"[^\"\${<>[:space:]][^\"{<>[:space:]]{7,}\""
  -e "${name}[\"']?[[:space:]]*[=:][[:space:]]*'[^'\${<>[:space:]][^'{<>]{7,}'"
)
# The example of the Standard Webhooks specification, a token that nobody was given, and what tests call their own. In parentheses,
# so that this line holds none.
known='(whsec)_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw|pd_A{43}|0123456789abcdef01234567|(an-)?operators-token-of-(a-test|these-tests)'

could_not() {
  printf 'COULD NOT CHECK  %s\n' "$1" >&2
  exit 2
}

# files_with OPTION…: the tracked text files with a match, by NUL.
files_with() {
  local status=0
  git -C "$folder" grep --files-with-matches --null -I --extended-regexp "$@" || status=$?
  ((status <= 1)) && return
  could_not 'git grep failed.'
}

# places FILE OPTION…: "FILE:LINE" of matches that are more than what is known.
places() {
  local file=$1 line
  shift
  sed -E "s#$known##g" "$folder/$file" >"$scratch/text" || could_not "'$file' cannot be read."
  while IFS= read -r line; do printf '%s:%s\n' "$file" "${line%%:*}"; done < <(grep -anE "$@" "$scratch/text")
}

git -C "$folder" rev-parse --is-inside-work-tree >/dev/null 2>&1 || could_not "'$folder' is no git repository."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
files_with "${forms[@]}" >"$scratch/forms"
files_with --ignore-case "${named[@]}" >"$scratch/named"
while IFS= read -r -d '' file; do places "$file" "${forms[@]}"; done <"$scratch/forms" >"$scratch/places"
while IFS= read -r -d '' file; do places "$file" --ignore-case "${named[@]}"; done <"$scratch/named" >>"$scratch/places"
git -C "$folder" ls-files --eol >"$scratch/files"
binary=$(grep -c ' w/-text' "$scratch/files" || true)
if ((binary)); then
  printf 'left out %s binary files, which were not looked at:\n' "$binary"
  grep ' w/-text' "$scratch/files" | cut -f 2- | sed -n '1,20s/^/         /p'
fi
if [[ -s $scratch/places ]]; then
  printf 'LOOK AT  lines that look like a secret:\n'
  sort -u "$scratch/places"
  exit 1
fi
printf 'well     no secret in %s text files\n' "$(($(wc -l <"$scratch/files") - binary))"
