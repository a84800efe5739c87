# Counts requests of an access log, ours (docs/logs.md) or nginx' (format=nginx), since the time `since` and in the same span before
# it. Messages and ends of sockets are no requests, their openings are. A line a finding, separated by tabs:
#   oldest SECONDS | requests COUNT | before COUNT | status CLASS COUNT | address COUNT ADDRESS | refused COUNT ADDRESS

{
  if (format == "nginx") {
    # A request may hold blanks, and a broken one no word at all: what follows its closing quote is "STATUS BYTES".
    split($0, quoted, "\"")
    split(quoted[3], rest, " ")
    time = nginx_epoch(substr($4 " " $5, 2, 26))
    status = rest[1]
  } else {
    if ($5 == "\"WS" || $5 == "\"CLOSE") next
    time = epoch(substr($4, 2, length($4) - 2))
    status = $8
  }
  if (time < 0 || status !~ /^[1-5][0-9][0-9]$/) { unreadable++; next }
  if (oldest == "" || time < oldest) oldest = time
  if (time > now) next
  if (time < since) { if (time >= since - (now - since)) before++; next }
  requests++
  class[substr(status, 1, 1) "xx"]++
  address[$1]++
  if (status == 401 || status == 403 || status == 404 || status == 429) refused[$1]++
}

END {
  print "oldest\t" (oldest == "" ? now : oldest)
  print "requests\t" requests + 0
  print "before\t" before + 0
  print "unreadable\t" unreadable + 0
  for (it in class) print "status\t" it "\t" class[it]
  for (it in address) print "address\t" address[it] "\t" it
  for (it in refused) print "refused\t" refused[it] "\t" it
}
