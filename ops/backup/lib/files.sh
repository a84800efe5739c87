# shellcheck shell=bash
# Archives of files.

is_whole_tar() {
  tar --list >/dev/null
  # Tar leaves the padding behind its end unread, and whoever writes it would be told that nobody listens.
  cat >/dev/null
}

# checksums_below FOLDER: one line a file, "content", its SHA-256 and its path relative to the folder.
checksums_below() {
  (cd "$1" && find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 -r sha256sum) |
    awk '{ sum = $1; sub(/^[^ ]+ [ *]/, ""); print "content\t" sum "\t" $0 }'
}
