// The simplest device: streams a neck sensor's pitch to Posture over protocol v1, a message for each frame. What is measured
// while there is no connection is lost; ../posture_stream keeps it. For an ESP32 with an MPU6050 on its I2C pins.
//
// Libraries, from the Arduino library manager: "ArduinoWebsockets" by Gil Maimon, 0.5 or later; "Adafruit MPU6050".

#include <Adafruit_MPU6050.h>
#include <Adafruit_Sensor.h>
#include <ArduinoWebsockets.h>
#include <WiFi.h>
#include <esp_random.h>

const char* const kWifiName = "your network";
const char* const kWifiPassword = "its password";
const char* const kHost = "192.168.0.10";
const uint16_t kPort = 8000;
const char* const kPath = "/ws?user=mina";
const uint32_t kSampleMs = 1000;
const uint32_t kFirstDelayMs = 500, kLongestDelayMs = 30000;

websockets::WebsocketsClient client;
Adafruit_MPU6050 sensor;
uint32_t longest_delay_ms = kFirstDelayMs, delay_ms = 0, closed_at_ms = 0, sampled_at_ms = 0;
bool is_open = false;
bool has_ended = false;
float zero_degrees = NAN;

// Full jitter: a random time up to 0.5 s, then up to 1 s, 2 s, ... 30 s, so that devices do not come back in one instant.
void back_off() {
  closed_at_ms = millis();
  delay_ms = esp_random() % (longest_delay_ms + 1);
  longest_delay_ms = min(longest_delay_ms * 2, kLongestDelayMs);
}

void happened(websockets::WebsocketsEvent event, String data) {
  if (!is_open || event != websockets::WebsocketsEvent::ConnectionClosed) return;
  // The code that the server closed with; docs/protocol.md says after which no try would help.
  int code = data.length() < 2 ? 1006 : static_cast<uint8_t>(data[0]) << 8 | static_cast<uint8_t>(data[1]);
  has_ended = code == 1002 || code == 1003 || code == 1007 || code == 1009 || code == 4401 || code == 4409 || code == 4410;
  is_open = false;
  back_off();
}

void connect_when_due() {
  if (is_open || has_ended || WiFi.status() != WL_CONNECTED || millis() - closed_at_ms < delay_ms) return;
  is_open = client.connect(kHost, kPort, kPath);
  if (is_open)
    longest_delay_ms = kFirstDelayMs;
  else
    back_off();
}

void setup() {
  Serial.begin(115200);
  if (!sensor.begin()) {
    Serial.println("No MPU6050 answers on I2C: check its wires.");
    while (true) delay(1000);
  }
  WiFi.setAutoReconnect(true);
  WiFi.begin(kWifiName, kWifiPassword);
  // Otherwise the library names a web page of its own here, and the server lets no foreign page in.
  client.addHeader("Origin", "");
  client.onEvent(happened);
  client.onMessage([](websockets::WebsocketsMessage reply) { Serial.println(reply.data()); });
}

void loop() {
  connect_when_due();
  client.poll();
  if (is_open && millis() - sampled_at_ms >= kSampleMs) {
    sampled_at_ms = millis();
    sensors_event_t acceleration, rotation, temperature;
    sensor.getEvent(&acceleration, &rotation, &temperature);
    auto& g = acceleration.acceleration;
    float pitch = atan2f(-g.x, sqrtf(g.y * g.y + g.z * g.z)) * RAD_TO_DEG;
    if (isnan(zero_degrees)) zero_degrees = pitch;  // the first reading is the upright posture
    char frame[80];
    snprintf(frame, sizeof frame, "{\"timestamp\":%lu,\"relativePitch\":%.2f}",
             static_cast<unsigned long>(sampled_at_ms), pitch - zero_degrees);
    client.send(frame);
  }
  delay(10);
}
