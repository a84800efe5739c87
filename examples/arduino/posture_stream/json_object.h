#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace posture {

/// Reads fields of the outermost object of a JSON text, without a copy and without heap. What is no JSON has no fields.
class JsonObject {
 public:
  JsonObject(const char* text, size_t length) : begin_(text), end_(text + length) {}

  /// Copies a string; false when there is none, when it does not fit, and when it holds an escape, which no field has that
  /// a device reads.
  bool string(const char* name, char* out, size_t size) const {
    Span value;
    if (!find(name, value) || value.length() < 2 || *value.begin != '"') return false;
    size_t length = value.length() - 2;
    if (length >= size || memchr(value.begin, '\\', value.length()) != nullptr) return false;
    memcpy(out, value.begin + 1, length);
    out[length] = '\0';
    return true;
  }

  bool integer(const char* name, int64_t& out) const {
    Span value;
    if (!find(name, value)) return false;
    const char* at = value.begin;
    bool is_negative = *at == '-';
    if (is_negative) at++;
    if (at == value.end || value.end - at > 18) return false;
    int64_t number = 0;
    for (; at < value.end; at++) {
      if (*at < '0' || *at > '9') return false;
      number = number * 10 + (*at - '0');
    }
    out = is_negative ? -number : number;
    return true;
  }

  bool boolean(const char* name, bool& out) const {
    Span value;
    if (!find(name, value)) return false;
    out = value.is("true");
    return out || value.is("false");
  }

 private:
  struct Span {
    const char* begin = nullptr;
    const char* end = nullptr;
    size_t length() const { return static_cast<size_t>(end - begin); }
    bool is(const char* text) const { return length() == strlen(text) && memcmp(begin, text, length()) == 0; }
  };

  bool find(const char* name, Span& value) const {
    const char* at = skip_space(begin_);
    if (at == end_ || *at != '{') return false;
    do {
      Span key;
      if (!next(at + 1, key) || *key.begin != '"') return false;
      at = skip_space(key.end);
      if (at == end_ || *at != ':' || !next(at + 1, value)) return false;
      if (Span{key.begin + 1, key.end - 1}.is(name)) return true;
      at = skip_space(value.end);
    } while (at < end_ && *at == ',');
    return false;
  }

  /// The value that begins here: a string, what stands between matching brackets, or a literal.
  bool next(const char* at, Span& value) const {
    value.begin = at = skip_space(at);
    int depth = 0;
    do {
      if (at == end_) return false;
      if (*at == '"') {
        if (!skip_string(at)) return false;
      } else if (*at == '{' || *at == '[') {
        depth++;
        at++;
      } else if (*at == '}' || *at == ']') {
        if (--depth < 0) return false;
        at++;
      } else if (depth > 0) {
        at++;
      } else {
        while (at < end_ && strchr(",}] \t\r\n", *at) == nullptr) at++;
      }
    } while (depth > 0);
    value.end = at;
    return value.length() > 0;
  }

  bool skip_string(const char*& at) const {
    for (at++; at < end_ && *at != '"'; at++)
      if (*at == '\\' && ++at == end_) return false;
    if (at == end_) return false;
    at++;
    return true;
  }

  const char* skip_space(const char* at) const {
    while (at < end_ && strchr(" \t\r\n", *at) != nullptr) at++;
    return at;
  }

  const char* begin_;
  const char* end_;
};

}  // namespace posture
