# Counts requests of an access log, ours (docs/logs.md) or nginx' (format=nginx), since the time `since` and in the same span before
# it. Messages and ends of sockets are no requests, their openings are. A line a finding, separated by tabs:
#   oldest SECONDS | requests COUNT | before COUNT | unauthorized COUNT | unreadable COUNT | readable COUNT |
#   status CLASS COUNT | address COUNT ADDRESS | refused COUNT ADDRESS

{
  # A request and the name of a user may hold blanks, and a broken request no word at all. Neither holds a quote: the time stands
  # before the first, what follows the second is "STATUS …".
  split($0, quoted, "\"")
  split(quoted[3], rest, " ")
  status = rest[1]
  time = match(quoted[1], / \[[^][]+\] $/) ? substr(quoted[1], RSTART + 2, RLENGTH - 4) : ""
  if (format != "nginx" && quoted[2] ~ /^(WS|CLOSE) /) next
  time = format == "nginx" ? nginx_epoch(time) : epoch(time)
  if (time < 0 || status !~ /^[1-5][0-9][0-9]$/) { unreadable++; next }
  if (oldest == "" || time < oldest) oldest = time
  if (time > now) next
  if (time < since) { if (time >= since - (now - since)) before++; next }
  requests++
  class[substr(status, 1, 1) "xx"]++
  address[$1]++
  if (status == 401) unauthorized++
  if (status == 401 || status == 403 || status == 404 || status == 429) refused[$1]++
}

END {
  print "oldest\t" (oldest == "" ? now : oldest)
  print "requests\t" requests + 0
  print "before\t" before + 0
  print "unauthorized\t" unauthorized + 0
  print "unreadable\t" unreadable + 0
  print "readable\t" NR - unreadable
  for (it in class) print "status\t" it "\t" class[it]
  for (it in address) print "address\t" address[it] "\t" it
  for (it in refused) print "refused\t" refused[it] "\t" it
}
