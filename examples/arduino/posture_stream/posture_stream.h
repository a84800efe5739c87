#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "backoff.h"
#include "frame_ring.h"
#include "json_object.h"
#include "text_writer.h"

namespace posture {

constexpr size_t kBatchFrames = 64;        // fewer than the server takes, for a small message buffer
constexpr size_t kMessageBytes = 3072;     // enough for such a batch
constexpr size_t kPathBytes = 320;
constexpr uint32_t kSilenceLimitMs = 20000;

/// A protocol v2 client without network, clock or heap: whoever holds the socket tells it what happened, and asks what to
/// send. It keeps every frame until it is acknowledged, says when to come back, and resumes its stream.
/// Times called now_ms are of a clock that may wrap, such as millis(); device_ms is the one that frames are taken with.
template <size_t Capacity>
class PostureStream {
 public:
  /// user: 1 to 64 of A-Za-z0-9._-; must outlive the stream. random: 32 bits by chance.
  PostureStream(const char* user, uint32_t (*random)()) : user_(user), random_(random) {}

  /// Takes a frame. False when it is out of the protocol's bounds or as many wait as may be kept: it is dropped then.
  bool push(int64_t t_ms, float pitch_degrees) {
    bool is_valid = fabsf(pitch_degrees) <= 180 && t_ms <= kMaxTimestampMs && t_ms >= -kMaxTimestampMs;
    if (is_valid && frames_.push({t_ms, pitch_degrees})) return true;
    dropped_++;
    return false;
  }

  size_t pending() const { return frames_.size(); }
  uint32_t dropped() const { return dropped_; }

  /// The code of the close after which no try would help; 0 before.
  int end_code() const { return end_code_; }

  /// Posture of the latest prediction, -1 before the first.
  int posture() const { return posture_; }
  bool is_alerted() const { return is_alerted_; }

  /// When it is time to connect: the path to ask for, with what resumes the stream. Opened or closed has to follow.
  bool take_path(char (&path)[kPathBytes], uint32_t now_ms) {
    if (state_ != State::kWaiting || (is_delayed_ && !has_come(try_at_ms_, now_ms))) return false;
    state_ = State::kConnecting;
    TextWriter writer(path, kPathBytes);
    writer.text("/ws?user=");
    writer.text(user_);
    if (resume_[0] != '\0') {
      writer.text("&resume=");
      writer.text(resume_);
    }
    return writer.finish() > 0;
  }

  void opened(uint32_t now_ms) {
    state_ = State::kOpen;
    heard_at_ms_ = now_ms;
  }

  /// The connection ended or did not come about; said twice, the first word counts.
  void closed(int code, uint32_t now_ms) {
    if (state_ == State::kWaiting || state_ == State::kEnded) return;
    is_greeted_ = is_held_ = false;
    if (!may_retry(code)) {
      state_ = State::kEnded;
      end_code_ = code;
      return;
    }
    state_ = State::kWaiting;
    is_delayed_ = true;
    uint32_t delay_ms = backoff_.next_ms(random_());
    try_at_ms_ = now_ms + (retry_after_ms_ > 0 ? retry_after_ms_ : delay_ms);
    retry_after_ms_ = 0;
  }

  /// True when the server has left something unanswered for so long that the connection must be dead.
  bool is_stalled(uint32_t now_ms) const {
    bool is_due = state_ == State::kOpen && (!is_greeted_ || sent_ > 0);
    return is_due && now_ms - heard_at_ms_ > kSilenceLimitMs;
  }

  void received(const char* text, size_t length, uint32_t now_ms) {
    heard_at_ms_ = now_ms;
    JsonObject message(text, length);
    char type[16] = "";
    int64_t number = 0;
    if (!message.string("type", type, sizeof type)) return;
    if (is(type, "hello")) {
      begin(message);
    } else if (is(type, "ack")) {
      if (message.integer("seq", number)) acknowledge(number);
    } else if (is(type, "drain")) {
      if (message.integer("retry_after_ms", number)) retry_after_ms_ = static_cast<uint32_t>(number);
    } else if (is(type, "error")) {
      hold(message, now_ms);
    } else if (is(type, "prediction")) {
      if (message.integer("posture", number)) posture_ = static_cast<int>(number);
    } else if (is(type, "alert")) {
      char state[16] = "";
      is_alerted_ = message.string("state", state, sizeof state) && is(state, "raised");
    }
  }

  /// Writes the next message and gives its length; 0 when there is nothing to send.
  size_t next_message(char (&out)[kMessageBytes], int64_t device_ms, uint32_t now_ms) {
    if (is_held_ && has_come(resend_at_ms_, now_ms)) {
      is_held_ = false;
      sent_ = 0;
    }
    size_t end = smallest(smallest(sent_ + batch_, credit_), frames_.size());
    if (!is_greeted_ || is_held_ || sent_ >= end) return 0;
    if (sent_ == 0) heard_at_ms_ = now_ms;

    TextWriter writer(out, kMessageBytes);
    writer.text("{\"type\":\"frames\",\"seq\":");
    writer.integer(first_seq_ + static_cast<int64_t>(sent_));
    writer.text(",\"frames\":[");
    for (size_t i = sent_; i < end; i++) {
      writer.text(i == sent_ ? "[" : ",[");
      writer.integer(frames_[i].t_ms);
      writer.text(",");
      writer.hundredths(frames_[i].pitch_degrees);
      writer.text("]");
    }
    writer.text("],\"now\":");
    writer.integer(device_ms);
    writer.text("}");
    sent_ = end;
    return writer.finish();
  }

 private:
  enum class State { kWaiting, kConnecting, kOpen, kEnded };

  static constexpr int64_t kMaxTimestampMs = INT64_C(1) << 53;

  void begin(const JsonObject& hello) {
    bool is_resumed = false;
    int64_t acked = -1, batch = kBatchFrames, credit = kBatchFrames;
    hello.boolean("resumed", is_resumed);
    hello.integer("acked", acked);
    hello.integer("max_batch", batch);
    hello.integer("credit", credit);
    if (!hello.string("resume", resume_, sizeof resume_)) resume_[0] = '\0';
    batch_ = smallest(static_cast<size_t>(batch), kBatchFrames);
    credit_ = static_cast<size_t>(credit);
    is_greeted_ = true;
    sent_ = 0;
    backoff_.reset();
    if (is_resumed)
      acknowledge(acked);
    else
      first_seq_ = 0;
  }

  void acknowledge(int64_t seq) {
    // After a crash the server may remember less than it has acknowledged: what is gone here was logged.
    if (seq < first_seq_) return;
    size_t count = smallest(static_cast<size_t>(seq - first_seq_ + 1), frames_.size());
    frames_.drop(count);
    first_seq_ += static_cast<int64_t>(count);
    sent_ = sent_ > count ? sent_ - count : 0;
  }

  /// All that is on its way comes back with errors of its own: once they are through, it goes out again.
  void hold(const JsonObject& error, uint32_t now_ms) {
    static const char* const kResend[] = {"out_of_order", "credit_exceeded", "overloaded", "model_not_loaded", "internal"};
    char code[24] = "";
    error.string("code", code, sizeof code);
    for (const char* resend : kResend) {
      if (!is(code, resend)) continue;
      is_held_ = true;
      resend_at_ms_ = now_ms + kFirstDelayMs / 2 + random_() % kFirstDelayMs;
    }
  }

  static bool is(const char* text, const char* other) { return strcmp(text, other) == 0; }
  static bool has_come(uint32_t at_ms, uint32_t now_ms) { return static_cast<int32_t>(now_ms - at_ms) >= 0; }
  static size_t smallest(size_t one, size_t other) { return one < other ? one : other; }

  const char* user_;
  uint32_t (*random_)();
  FrameRing<Capacity> frames_;  // not acknowledged yet
  int64_t first_seq_ = 0;       // number of the first of them
  size_t sent_ = 0;             // how many of them are on their way
  uint32_t dropped_ = 0;
  State state_ = State::kWaiting;
  Backoff backoff_;
  char resume_[128] = "";
  size_t batch_ = 0;
  size_t credit_ = 0;
  bool is_greeted_ = false;
  bool is_held_ = false;
  uint32_t resend_at_ms_ = 0;
  uint32_t retry_after_ms_ = 0;
  bool is_delayed_ = false;
  uint32_t try_at_ms_ = 0;
  uint32_t heard_at_ms_ = 0;
  int end_code_ = 0;
  int posture_ = -1;
  bool is_alerted_ = false;
};

}  // namespace posture
