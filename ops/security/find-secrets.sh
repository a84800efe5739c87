#!/usr/bin/env bash
# Looks for secrets in the files that git tracks: keys, tokens, passwords in connection strings. Says where, not what.
#   ops/security/find-secrets.sh [FOLDER]      default the repository it lies in; 0 none, 1 at least one, 2 could not look
set -euo pipefail
folder=${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)}
patterns=(
  -e '-----BEGIN ([A-Z]+ )*PRIVATE KEY-----'
  -e 'AGE-SECRET-KEY-1[0-9A-Z]{50}'
  -e 'pd_[A-Za-z0-9_-]{43}'
  -e 'whsec_[A-Za-z0-9+/]{24}'
  -e 'gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{36}'
  -e 'AKIA[0-9A-Z]{16}'
  -e 'hooks\.slack\.com/services/T[0-9A-Z]+/B[0-9A-Z]+/'
  -e '[Pp]assword=[A-Za-z0-9+/_-]{8}'
)
# The example of the Standard Webhooks specification, and a token that nobody was given. In parentheses, so that this line holds neither.
known='(whsec)_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw|pd_A{43}'

if ! git -C "$folder" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
  printf "COULD NOT CHECK  '%s' is no git repository.\n" "$folder"
  exit 2
fi
status=0
found=$(git -C "$folder" grep --line-number -I --extended-regexp "${patterns[@]}") || status=$?
if ((status > 1)); then
  echo 'COULD NOT CHECK  git grep failed.'
  exit 2
fi
if places=$(grep -vE "$known" <<<"$found" | cut -d : -f 1-2 | grep .); then
  printf 'LOOK AT  lines that look like a secret:\n%s\n' "$places"
  exit 1
fi
printf 'well     no secret in %s files\n' "$(git -C "$folder" ls-files | wc -l)"
