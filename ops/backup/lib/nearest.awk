# Of the words on standard input the one that is nearest to "word", by edits of one letter.

function least(a, b) { return a < b ? a : b }

function distance(from, to,    i, j, previous, current) {
  for (j = 0; j <= length(to); j++) previous[j] = j
  for (i = 1; i <= length(from); i++) {
    current[0] = i
    for (j = 1; j <= length(to); j++)
      current[j] = least(least(previous[j], current[j - 1]) + 1, previous[j - 1] + (substr(from, i, 1) != substr(to, j, 1)))
    for (j = 0; j <= length(to); j++) previous[j] = current[j]
  }
  return previous[length(to)]
}

{
  edits = distance(word, $1)
  if (nearest == "" || edits < fewest) { nearest = $1; fewest = edits }
}

END { print nearest }
