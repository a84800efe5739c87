#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace posture {

/// Writes text into a fixed buffer. Not printf: small C libraries leave out %lld and %f.
class TextWriter {
 public:
  TextWriter(char* out, size_t size) : out_(out), size_(size) {}

  void text(const char* text) {
    while (*text) put(*text++);
  }

  void integer(int64_t value) {
    char digits[20];
    int count = 0;
    uint64_t rest = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    if (value < 0) put('-');
    do {
      digits[count++] = static_cast<char>('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    while (count > 0) put(digits[--count]);
  }

  /// Two decimals.
  void hundredths(float value) {
    int64_t all = llroundf(value * 100);
    if (all < 0) put('-');
    uint64_t rest = static_cast<uint64_t>(all < 0 ? -all : all);
    integer(static_cast<int64_t>(rest / 100));
    put('.');
    put(static_cast<char>('0' + rest / 10 % 10));
    put(static_cast<char>('0' + rest % 10));
  }

  size_t room() const { return size_ - length_; }

  /// Ends the text with a zero and gives its length; 0 when it did not fit.
  size_t finish() {
    if (is_full_ || length_ == size_) return 0;
    out_[length_] = '\0';
    return length_;
  }

 private:
  void put(char character) {
    if (length_ == size_)
      is_full_ = true;
    else
      out_[length_++] = character;
  }

  char* out_;
  size_t size_;
  size_t length_ = 0;
  bool is_full_ = false;
};

}  // namespace posture
