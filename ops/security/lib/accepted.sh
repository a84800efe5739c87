# shellcheck shell=bash
# What only people can judge: they accept a list once, and are shown what has changed in it since. Needs report.sh and settings.sh.

# read_accept ARGUMENTS: sets $accept when the one argument is --accept; anything else is refused.
read_accept() {
  accept=no
  case "$#:${1:-}" in
    0:) ;;
    1:--accept) accept=yes ;;
    *)
      concluded=yes
      printf '%s [--accept]     with it, what is found is taken as reviewed\n' "$0" >&2
      exit 2
      ;;
  esac
}

# compare_with_accepted NAME WHAT LIST: line by line.
compare_with_accepted() {
  local what=$2 list=$3 file=$POSTURE_ACCEPTED_DIR/$1 difference
  if [[ $accept == yes ]]; then
    (umask 077 && mkdir -p "$POSTURE_ACCEPTED_DIR" && printf '%s\n' "$list" >"$file")
    show <<<"$list"
    well "$what: accepted, $(wc -l <<<"$list") lines in $file"
  elif [[ ! -r $file ]]; then
    show <<<"$list"
    could_not_check "$what: nobody has accepted these yet. Review them, then: ${0##*/} --accept"
  else
    difference=$(comm -3 <(sort "$file") <(sort <<<"$list") | sed -e 's/^\t/> /;t' -e 's/^/< /')
    if [[ -n $difference ]]; then
      look_at "$what: other than what was accepted on $(date -r "$file" +%F), < gone, > new:"
      show <<<"$difference"
    else
      well "$what: as accepted on $(date -r "$file" +%F), $(wc -l <<<"$list") lines"
    fi
  fi
}
