#!/usr/bin/env bash
# Backs up the configuration: config_backup_YYYYmmdd_HHMMSS.tar.gz, or .tar.gz.age, and a manifest. Secrets are left out, by name
# and by content, and what was left out is said and listed in the manifest. Settings: backup.env.example.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=lib/store.sh
. "$here/lib/store.sh"
# shellcheck source=lib/metrics.sh
. "$here/lib/metrics.sh"
# shellcheck source=lib/files.sh
. "$here/lib/files.sh"

secret_names='(^|/)(secrets?/.*|\.env|\.?pgpass|id_(rsa|dsa|ecdsa|ed25519)(_sk)?|[^/]*\.(key|pem|pfx|p12|age|kdbx)|[^/]*(secret|passw|credential|identity|token)[^/]*)$'
# Programs and documents speak of secrets; whether they hold one their content says.
speaks_of='\.(example|sh|sql|awk|py|cs|md|service|timer)$'
# What has the form of a secret, and a value where one is given by its name: alone on its line, or in a connection string. What
# refers to one, such as ${POSTGRES_PASSWORD:?…}, $TOKEN or {{ .Token }}, gives nothing away.
# shellcheck disable=SC2016 # A $ is meant.
secret_content=(
  -e '-----BEGIN [A-Z ]*PRIVATE KEY-----'
  -e 'AGE-SECRET-KEY-1[A-Z0-9]{8}|whsec_[A-Za-z0-9+/]{8}|pd_[A-Za-z0-9_-]{43}|hooks\.slack\.com/services/T|AKIA[A-Z0-9]{16}'
  -e '^[#[:space:]-]*(export )?["'\'']?[a-z0-9_.:-]*(password|passwd|secret|token|routing_key)["'\'']?[[:space:]]*[=:][[:space:]]*("[^"${<][^"]{3,}"|'\''[^'\''${<][^'\'']{3,}'\''|[^][:space:]"'\''${}<([,;#][^[:space:]"'\'',;]{3,})[[:space:]]*[,;]?([[:space:]]#.*)?$'
  -e '[;,[:space:]"'\''](password|pwd)=[^][:space:]"'\''$<{(,;…][^[:space:]"'\'',;]{3,}[",'\'';]|[;,](password|pwd)=[^][:space:]"'\''$<{(,;…]{4,}'
  -e '://[^:/[:space:]$]+:[^@/$[:space:]]+@'
  -e 'bearer [a-z0-9._~+/-]{16,}'
  -e '^[[:space:]]*(requirepass|masterauth)[[:space:]]+[^[:space:]]{4,}'
)

is_secret() {
  [[ ${1,,} =~ $secret_names && ! $1 =~ $speaks_of ]] || grep -qiE "${secret_content[@]}" "$1"
}

sort_files() {
  local file
  while IFS= read -r -d '' file; do
    [[ -r $file ]] || die "'$file' cannot be read. Run as its owner, or take it out of POSTURE_CONFIG_PATHS."
    if is_secret "$file" || is_secret "$(realpath "$file")"; then
      printf '%s\n' "$file" >>"$partial/left-out"
    else
      printf '%s\0' "$file" >>"$partial/taken"
    fi
  done < <(find -L "${paths[@]}" -type f -print0 | LC_ALL=C sort -z)
}

write_manifest() {
  printf 'taken_at\t%s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  describe "$name.tar.gz"
  awk '{ print "left_out\t" $0 }' "$partial/left-out"
  xargs -0 sha256sum <"$partial/taken" | awk '{ sum = $1; sub(/^[^ ]+ [ *]/, ""); print "content\t" sum "\t" $0 }'
}

[[ -z $POSTURE_BACKUP_RECIPIENTS ]] || need age
read -r -a paths <<<"$POSTURE_CONFIG_PATHS"
for path in "${paths[@]}"; do
  [[ $path == /* && -e $path ]] || die "POSTURE_CONFIG_PATHS: '$path' is no absolute path of something that exists."
done
open_store config
name=config_backup_$(date +%Y%m%d_%H%M%S)
touch "$partial/left-out" "$partial/taken"
require_files "${paths[@]}"
sort_files
[[ -s $partial/taken ]] || die "There is nothing to back up in $POSTURE_CONFIG_PATHS. Is POSTURE_CONFIG_PATHS right?"
tar --create --dereference --hard-dereference --absolute-names --null --files-from "$partial/taken" --transform 's|^/||' | seal "$name.tar.gz" is_whole_tar
write_manifest >"$partial/$name.manifest"
publish "$name.tar.gz" "$name.manifest"
prune 'config_backup_*.tar.gz*' "$POSTURE_BACKUP_KEEP_DAYS"
backup_succeeded
say "Config backup completed: $store/$(stored_name "$name.tar.gz"), $stored_bytes bytes"
sed 's|^|Left out, a secret: |' "$partial/left-out"
