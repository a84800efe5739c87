#pragma once

#include <stddef.h>
#include <stdint.h>

namespace posture {

/// One reading: device time in ms, pitch in degrees.
struct Frame {
  int64_t t_ms;
  float pitch_degrees;
};

/// A queue of at most Capacity frames without heap. Full, it refuses the newest: an older one may have been sent under its
/// number, which must not come to mean another frame.
template <size_t Capacity>
class FrameRing {
 public:
  bool push(const Frame& frame) {
    if (size_ == Capacity) return false;
    frames_[(first_ + size_) % Capacity] = frame;
    size_++;
    return true;
  }

  /// Lets go of the oldest frames; count is at most size().
  void drop(size_t count) {
    first_ = (first_ + count) % Capacity;
    size_ -= count;
  }

  const Frame& operator[](size_t index) const { return frames_[(first_ + index) % Capacity]; }
  size_t size() const { return size_; }

 private:
  Frame frames_[Capacity];
  size_t first_ = 0;
  size_t size_ = 0;
};

}  // namespace posture
