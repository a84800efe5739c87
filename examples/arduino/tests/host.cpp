// Runs the portable part of the sketch on a computer: lines in say what happened, lines out what the sketch would do. Whoever
// holds the socket (a test) does it.
//
//   in:  frame T_MS PITCH | opened | message TEXT | closed CODE | tick
//   out: connect PATH | send TEXT | disconnect | pending COUNT of ALL | end CODE

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "../posture_stream/posture_stream.h"

namespace {

uint32_t random_bits() {
  static std::random_device device;
  return device();
}

uint32_t now_ms() {
  auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since_start).count());
}

class Host {
 public:
  explicit Host(const char* user) : stream_(user, random_bits) {}

  void take(const std::string& line) {
    std::string what = line.substr(0, line.find(' '));
    std::string rest = line.size() > what.size() ? line.substr(what.size() + 1) : "";
    if (what == "frame") {
      char* pitch = nullptr;
      device_ms_ = std::strtoll(rest.c_str(), &pitch, 10);
      stream_.push(device_ms_, std::strtof(pitch, nullptr));
      taken_++;
    } else if (what == "opened") {
      stream_.opened(now_ms());
    } else if (what == "message") {
      stream_.received(rest.c_str(), rest.size(), now_ms());
    } else if (what == "closed") {
      stream_.closed(std::atoi(rest.c_str()), now_ms());
    }
    if (what != "tick") std::cout << "pending " << stream_.pending() << " of " << taken_ << '\n';
  }

  /// What the sketch does in loop(). False after the end.
  bool loop() {
    char path[posture::kPathBytes];
    char message[posture::kMessageBytes];
    if (stream_.take_path(path, now_ms())) std::cout << "connect " << path << '\n';
    if (stream_.is_stalled(now_ms())) std::cout << "disconnect\n";
    while (stream_.next_message(message, device_ms_, now_ms()) > 0) std::cout << "send " << message << '\n';
    if (stream_.end_code() != 0) std::cout << "end " << stream_.end_code() << '\n';
    std::cout.flush();
    return stream_.end_code() == 0;
  }

 private:
  posture::PostureStream<2048> stream_;
  int64_t device_ms_ = 0;
  int taken_ = 0;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "Usage: host USER\n";
    return 2;
  }
  Host host(arguments[1]);
  std::string line;
  while (host.loop() && std::getline(std::cin, line)) host.take(line);
  return 0;
}
