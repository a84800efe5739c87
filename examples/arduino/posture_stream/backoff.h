#pragma once

#include <stdint.h>

namespace posture {

constexpr uint32_t kFirstDelayMs = 500;
constexpr uint32_t kLongestDelayMs = 30000;

/// Exponential backoff with full jitter: up to 0.5 s, 1 s, 2 s, ... 30 s, so that devices do not come back in one instant.
class Backoff {
 public:
  /// random: all 32 bits by chance, from the hardware; a seeded generator would draw the same on every device.
  uint32_t next_ms(uint32_t random) {
    uint32_t longest = longest_ms_;
    longest_ms_ = longest_ms_ * 2 < kLongestDelayMs ? longest_ms_ * 2 : kLongestDelayMs;
    return random % (longest + 1);
  }

  void reset() { longest_ms_ = kFirstDelayMs; }

 private:
  uint32_t longest_ms_ = kFirstDelayMs;
};

/// False where another try would end the same way; docs/protocol.md has the table.
inline bool may_retry(int close_code) {
  switch (close_code) {
    case 1002:  // a broken frame
    case 1003:  // binary
    case 1007:  // invalid UTF-8
    case 1009:  // too large
    case 4401:  // the token was revoked
    case 4409:  // a newer connection of the same user took over
    case 4410:  // the user was erased
      return false;
    default:
      return true;
  }
}

/// The code in front of a close frame's payload (RFC 6455, section 5.5.1); 1006 without one: the connection was cut.
inline int close_code(const char* payload, uint32_t length) {
  if (length < 2) return 1006;
  return static_cast<uint8_t>(payload[0]) << 8 | static_cast<uint8_t>(payload[1]);
}

}  // namespace posture
