// Checks of the portable part of the sketch. Says what failed and exits with the number of failures.

#include <cstdio>
#include <cstring>
#include <string>

#include "../posture_stream/posture_stream.h"
#include "../posture_stream/relative_pitch.h"

namespace {

int failures = 0;

#define CHECK(condition)                                                       \
  do {                                                                         \
    if (!(condition)) {                                                        \
      std::printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);              \
      failures++;                                                              \
    }                                                                          \
  } while (false)

constexpr uint32_t kHalf = 0x80000000;

uint32_t drawn = 0;
uint32_t draw() { return drawn; }

using Stream = posture::PostureStream<200>;

struct Device {
  Stream stream{"mina", draw};
  uint32_t now_ms = 0;
  char path[posture::kPathBytes] = "";
  char out[posture::kMessageBytes] = "";

  bool connects() { return stream.take_path(path, now_ms); }

  void receive(const std::string& text) { stream.received(text.c_str(), text.size(), now_ms); }

  void open(const char* hello) {
    CHECK(connects());
    stream.opened(now_ms);
    receive(hello);
  }

  std::string next() { return stream.next_message(out, 5000, now_ms) > 0 ? out : ""; }
};

const char* const kNew =
    R"({"type":"hello","stream":"0f","resume":"mina~5f0c","resumed":false,"acked":-1,"model":"2.1.0","max_batch":512,"credit":1024})";
const char* const kResumed =
    R"({"type":"hello","stream":"0f","resume":"mina~5f0c","resumed":true,"acked":1,"model":null,"max_batch":2,"credit":3})";

void a_ring_keeps_order_and_refuses_the_newest_at_its_bound() {
  posture::FrameRing<3> ring;
  for (int round = 0; round < 5; round++) {
    for (int i = 0; i < 3; i++) CHECK(ring.push({i, 0}));
    CHECK(!ring.push({9, 0}));
    CHECK(ring[0].t_ms == 0 && ring[2].t_ms == 2);
    ring.drop(2);
    CHECK(ring.size() == 1 && ring[0].t_ms == 2);
    ring.drop(1);
  }
}

void backoff_doubles_up_to_its_bound_and_spreads() {
  posture::Backoff backoff;
  const uint32_t longest[] = {500, 1000, 2000, 4000, 8000, 16000, 30000, 30000};
  for (uint32_t most : longest) CHECK(backoff.next_ms(most) == most);
  CHECK(backoff.next_ms(0) == 0);
  CHECK(backoff.next_ms(30001 + 7) == 7);
  backoff.reset();
  CHECK(backoff.next_ms(501) == 0);
}

void a_close_says_whether_to_come_back() {
  for (int code : {1000, 1001, 1006, 1011}) CHECK(posture::may_retry(code));
  for (int code : {1002, 1003, 1007, 1009, 4401, 4409, 4410}) CHECK(!posture::may_retry(code));
  CHECK(posture::close_code("\x11\x39 replaced", 11) == 4409);
  CHECK(posture::close_code("", 0) == 1006);
}

void numbers_are_written_as_json() {
  char out[64];
  posture::TextWriter writer(out, sizeof out);
  for (int64_t value : {INT64_C(0), INT64_C(-7), INT64_C(1795419412392), INT64_MIN}) {
    writer.integer(value);
    writer.text(" ");
  }
  CHECK(writer.finish() > 0 && std::strcmp(out, "0 -7 1795419412392 -9223372036854775808 ") == 0);
  posture::TextWriter pitches(out, sizeof out);
  for (float value : {-25.73f, 0.004f, -0.05f, 180.0f}) {
    pitches.hundredths(value);
    pitches.text(" ");
  }
  CHECK(pitches.finish() > 0 && std::strcmp(out, "-25.73 0.00 -0.05 180.00 ") == 0);
  posture::TextWriter small(out, 3);
  small.text("abc");
  CHECK(small.finish() == 0);
}

void fields_are_found_only_in_the_outermost_object() {
  std::string text = R"( { "inner":{"seq":1,"a":"}\"]"}, "list":[[1,2],{"seq":2}] , "seq": -31 ,"type":"ack","yes":true,"none":null } )";
  posture::JsonObject object(text.c_str(), text.size());
  int64_t number = 0;
  bool is_true = false;
  char type[4];
  CHECK(object.integer("seq", number) && number == -31);
  CHECK(object.string("type", type, sizeof type) && std::strcmp(type, "ack") == 0);
  CHECK(object.boolean("yes", is_true) && is_true);
  CHECK(!object.string("type", type, 3));
  CHECK(!object.integer("none", number) && !object.integer("type", number) && !object.integer("a", number));
}

void broken_text_has_no_fields_and_is_not_read_past_its_end() {
  std::string whole = R"({"a":[1,{"b":"c\"d"}],"seq":12})";
  for (size_t length = 0; length < whole.size() - 1; length++) {
    std::string part = whole.substr(0, length);
    int64_t number = 0;
    posture::JsonObject object(part.data(), part.size());
    CHECK(!object.integer("zeq", number));
    if (length < whole.size() - 3) CHECK(!object.integer("seq", number));
  }
}

void pitch_is_that_of_the_x_axis_against_the_first_readings() {
  CHECK(std::fabs(posture::pitch_degrees(0, 0, 9.81f)) < 0.01f);
  CHECK(std::fabs(posture::pitch_degrees(-9.81f, 0, 0) - 90) < 0.01f);
  CHECK(std::fabs(posture::pitch_degrees(0.5f, 0, 0.8660254f) + 30) < 0.01f);
  posture::RelativePitch relative(2);
  float degrees = 0;
  CHECK(!relative.convert(10, degrees) && !relative.convert(14, degrees));
  CHECK(relative.convert(-18, degrees) && std::fabs(degrees + 30) < 0.001f);
}

void frames_are_sent_in_numbered_batches_and_kept_until_acknowledged() {
  Device device;
  for (int i = 0; i < 65; i++) CHECK(device.stream.push(i * 100, -25.73f));
  CHECK(device.next().empty());
  device.open(kNew);
  CHECK(std::string(device.path) == "/ws?user=mina");
  std::string first = device.next();
  CHECK(first.rfind(R"({"type":"frames","seq":0,"frames":[[0,-25.73],[100,-25.73],)", 0) == 0);
  CHECK(device.next() == R"({"type":"frames","seq":64,"frames":[[6400,-25.73]],"now":5000})");
  CHECK(device.next().empty() && device.stream.pending() == 65);
  device.receive(R"({"type":"ack","seq":63})");
  CHECK(device.stream.pending() == 1);
  device.receive(R"({"type":"prediction","seq":63,"posture":2,"confidence":0.85,"probabilities":[0,0],"t":6300})");
  CHECK(device.stream.posture() == 2);
}

void a_full_message_fits_its_buffer() {
  Device device;
  for (int i = 0; i < 64; i++) CHECK(device.stream.push(-(INT64_C(1) << 53), -179.99f));
  device.open(kNew);
  CHECK(!device.next().empty());
}

void credit_and_the_servers_batch_are_respected() {
  Device device;
  for (int i = 0; i < 6; i++) device.stream.push(i, 0);
  device.open(kResumed);
  CHECK(device.stream.pending() == 4);
  CHECK(device.next() == R"({"type":"frames","seq":2,"frames":[[2,0.00],[3,0.00]],"now":5000})");
  CHECK(device.next() == R"({"type":"frames","seq":4,"frames":[[4,0.00]],"now":5000})");
  CHECK(device.next().empty());
  device.receive(R"({"type":"ack","seq":3})");
  CHECK(device.next() == R"({"type":"frames","seq":5,"frames":[[5,0.00]],"now":5000})");
}

void a_cut_connection_is_resumed_with_what_was_not_acknowledged() {
  Device device;
  for (int i = 0; i < 4; i++) device.stream.push(i, 1);
  device.open(kNew);
  CHECK(!device.next().empty());
  drawn = 400;
  device.stream.closed(1006, device.now_ms);
  device.now_ms += 399;
  CHECK(!device.connects());
  device.now_ms++;
  device.open(kResumed);
  CHECK(std::string(device.path) == "/ws?user=mina&resume=mina~5f0c");
  CHECK(device.stream.pending() == 2);
  CHECK(device.next().rfind(R"({"type":"frames","seq":2,)", 0) == 0);
  device.stream.closed(1001, device.now_ms);
  device.now_ms += 400;
  device.open(kNew);
  CHECK(device.next().rfind(R"({"type":"frames","seq":0,"frames":[[2,1.00],)", 0) == 0);
}

void a_drain_says_when_to_come_back() {
  Device device;
  device.open(kNew);
  device.receive(R"({"type":"drain","retry_after_ms":4321})");
  device.stream.closed(1001, device.now_ms);
  device.now_ms += 4320;
  CHECK(!device.connects());
  device.now_ms++;
  CHECK(device.connects());
}

void a_refused_batch_goes_out_again_after_a_while() {
  Device device;
  device.stream.push(0, 0);
  device.open(kNew);
  std::string sent = device.next();
  drawn = 100;
  device.receive(R"({"type":"error","code":"overloaded","message":"later","seq":0})");
  device.now_ms += 349;
  CHECK(device.next().empty());
  device.now_ms++;
  CHECK(device.next() == sent);
  device.receive(R"({"type":"error","code":"unknown_prediction","message":"none","seq":0})");
  device.now_ms += 1000;
  CHECK(device.next().empty());
}

void a_final_close_ends_it() {
  Device device;
  device.open(kNew);
  device.stream.closed(4409, device.now_ms);
  device.stream.closed(1006, device.now_ms);
  device.now_ms += 60000;
  CHECK(!device.connects() && device.stream.end_code() == 4409);
}

void silence_is_noticed_only_where_an_answer_is_due() {
  Device device;
  device.now_ms = kHalf * 2 - 100;
  CHECK(device.connects());
  device.stream.opened(device.now_ms);
  device.now_ms += posture::kSilenceLimitMs + 1;
  CHECK(device.stream.is_stalled(device.now_ms));
  device.receive(kNew);
  device.now_ms += 10 * posture::kSilenceLimitMs;
  CHECK(!device.stream.is_stalled(device.now_ms));
  device.stream.push(0, 0);
  CHECK(!device.next().empty() && !device.stream.is_stalled(device.now_ms));
  device.now_ms += posture::kSilenceLimitMs + 1;
  CHECK(device.stream.is_stalled(device.now_ms));
}

void what_cannot_be_kept_or_sent_is_counted() {
  Device device;
  CHECK(!device.stream.push(0, NAN) && !device.stream.push(0, 180.5f) && !device.stream.push(INT64_MAX, 0));
  for (int i = 0; i < 201; i++) CHECK(device.stream.push(i, 0) == (i < 200));
  CHECK(device.stream.dropped() == 4 && device.stream.pending() == 200);
}

}  // namespace

int main() {
  a_ring_keeps_order_and_refuses_the_newest_at_its_bound();
  backoff_doubles_up_to_its_bound_and_spreads();
  a_close_says_whether_to_come_back();
  numbers_are_written_as_json();
  fields_are_found_only_in_the_outermost_object();
  broken_text_has_no_fields_and_is_not_read_past_its_end();
  pitch_is_that_of_the_x_axis_against_the_first_readings();
  frames_are_sent_in_numbered_batches_and_kept_until_acknowledged();
  a_full_message_fits_its_buffer();
  credit_and_the_servers_batch_are_respected();
  a_cut_connection_is_resumed_with_what_was_not_acknowledged();
  a_drain_says_when_to_come_back();
  a_refused_batch_goes_out_again_after_a_while();
  a_final_close_ends_it();
  silence_is_noticed_only_where_an_answer_is_due();
  what_cannot_be_kept_or_sent_is_counted();
  std::printf(failures == 0 ? "all checks hold\n" : "%d checks failed\n", failures);
  return failures;
}
