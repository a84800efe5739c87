# shellcheck shell=bash
# Archives of files. Links are followed: an archive that holds them holds nothing.

# require_files PATH…: ends the script at what would be missing from an archive: a folder that cannot be read, a link to nothing or
# in a circle, a pipe.
require_files() {
  local other
  other=$(find -L "$@" ! -type d ! -type f -print -quit) || die "Not everything below '$*' can be read: see above. It would be missing from the backup."
  [[ -z $other ]] || die "'$other' is a link to nothing, or no file. It would be missing from the backup: mend it, or take it away."
}

is_whole_tar() {
  tar --list >/dev/null
  # Tar leaves the padding behind its end unread, and whoever writes it would be told that nobody listens.
  cat >/dev/null
}

# checksums_below FOLDER: one line a file, "content", its SHA-256 and its path relative to the folder.
checksums_below() {
  (cd "$1" && find -L . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 -r sha256sum) |
    awk '{ sum = $1; sub(/^[^ ]+ [ *]/, ""); print "content\t" sum "\t" $0 }'
}
