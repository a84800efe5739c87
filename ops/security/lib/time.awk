# Seconds since 1970; -1 for what is no time.

function days_since_1970(year, month, day) {
  if (month <= 2) { year--; month += 12 }
  return 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * (month - 3) + 2) / 5) + day - 719469
}

# sign is "+" or "-"; the rest are the numbers of date, time and offset from UTC.
function seconds(year, month, day, hour, minute, second, sign, offset_hours, offset_minutes,    offset) {
  offset = (offset_hours * 60 + offset_minutes) * 60
  return days_since_1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - (sign == "-" ? -offset : offset)
}

# Of our logs: 2026-11-23T09:00:01.234+09:00
function epoch(text,    zone) {
  if (text !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].*[+-][0-9][0-9]:[0-9][0-9]$/) return -1
  zone = substr(text, length(text) - 5)
  return seconds(substr(text, 1, 4) + 0, substr(text, 6, 2) + 0, substr(text, 9, 2) + 0, substr(text, 12, 2) + 0, substr(text, 15, 2) + 0, substr(text, 18, 2) + 0, substr(zone, 1, 1), substr(zone, 2, 2) + 0, substr(zone, 5, 2) + 0)
}

# Of nginx: 23/Nov/2026:09:00:01 +0900
function nginx_epoch(text,    month) {
  month = index("JanFebMarAprMayJunJulAugSepOctNovDec", substr(text, 4, 3))
  if (month == 0 || text !~ /^[0-9][0-9]\/[A-Z][a-z][a-z]\/[0-9][0-9][0-9][0-9]:[0-9][0-9]:[0-9][0-9]:[0-9][0-9] [+-][0-9][0-9][0-9][0-9]$/) return -1
  return seconds(substr(text, 8, 4) + 0, (month + 2) / 3, substr(text, 1, 2) + 0, substr(text, 13, 2) + 0, substr(text, 16, 2) + 0, substr(text, 19, 2) + 0, substr(text, 22, 1), substr(text, 23, 2) + 0, substr(text, 25, 2) + 0)
}
