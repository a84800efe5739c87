#pragma once

#include <math.h>

namespace posture {

/// Pitch of the sensor's x axis over the horizon, -90 to 90 degrees, from the acceleration at rest in any unit
/// (Freescale AN3461, equation 26).
inline float pitch_degrees(float x, float y, float z) {
  return atan2f(-x, sqrtf(y * y + z * z)) * 57.29578f;
}

/// Pitch against that of the first readings, during which the wearer sits upright.
class RelativePitch {
 public:
  explicit RelativePitch(int zero_readings) : zero_readings_(zero_readings) {}

  /// True, with the relative pitch in degrees, once the zero is known.
  bool convert(float pitch, float& relative) {
    if (count_ < zero_readings_) {
      count_++;
      zero_ += (pitch - zero_) / static_cast<float>(count_);
      return false;
    }
    relative = pitch - zero_;
    return true;
  }

 private:
  int zero_readings_;
  int count_ = 0;
  float zero_ = 0;
};

}  // namespace posture
