// Streams a neck sensor's pitch to Posture over protocol v2: frames are buffered while offline, numbered, acknowledged, and
// logged once with their own times. For an ESP32 with an MPU6050 on its I2C pins.
//
// Libraries, from the Arduino library manager: "ArduinoWebsockets" by Gil Maimon, 0.5 or later, which connects only when it is
// told to and hands over why the server closed; "Adafruit MPU6050".

#include <Adafruit_MPU6050.h>
#include <Adafruit_Sensor.h>
#include <ArduinoWebsockets.h>
#include <WiFi.h>
#include <esp_random.h>
#include <esp_timer.h>

#include "posture_stream.h"
#include "relative_pitch.h"

const char* const kWifiName = "your network";
const char* const kWifiPassword = "its password";
const char* const kHost = "192.168.0.10";
const uint16_t kPort = 8000;
const char* const kUser = "mina";
const char* const kToken = "";   // empty where the server wants none
const int kAlertPin = 2;         // lit while a slouch is alerted

const uint32_t kSampleMs = 100;  // ten frames a second
const uint32_t kSendMs = 1000;   // the radio sleeps in between
const int kZeroReadings = 20;    // the first two seconds are the upright posture

posture::PostureStream<3000> stream(kUser, esp_random);  // five minutes at 10 Hz: as long as a stream can be resumed
websockets::WebsocketsClient client;
Adafruit_MPU6050 sensor;
QueueHandle_t samples;
char message[posture::kMessageBytes];
uint32_t sent_at_ms = 0;

int64_t device_ms() { return esp_timer_get_time() / 1000; }

// A task of its own: connecting blocks for seconds, in which no sample may be missed.
void sample_forever(void*) {
  posture::RelativePitch relative(kZeroReadings);
  TickType_t wake = xTaskGetTickCount();
  while (true) {
    sensors_event_t acceleration, rotation, temperature;
    sensor.getEvent(&acceleration, &rotation, &temperature);
    auto& g = acceleration.acceleration;
    posture::Frame frame{device_ms(), 0};
    if (relative.convert(posture::pitch_degrees(g.x, g.y, g.z), frame.pitch_degrees)) xQueueSend(samples, &frame, 0);
    vTaskDelayUntil(&wake, pdMS_TO_TICKS(kSampleMs));
  }
}

void connect_when_due() {
  char path[posture::kPathBytes];
  if (WiFi.status() != WL_CONNECTED || !stream.take_path(path, millis())) return;
  if (client.connect(kHost, kPort, path))
    stream.opened(millis());
  else
    stream.closed(1006, millis());
}

void setup() {
  Serial.begin(115200);
  pinMode(kAlertPin, OUTPUT);
  if (!sensor.begin()) {
    Serial.println("No MPU6050 answers on I2C: check its wires.");
    while (true) delay(1000);
  }
  WiFi.setAutoReconnect(true);
  WiFi.begin(kWifiName, kWifiPassword);

  client.addHeader("Sec-WebSocket-Protocol", "posture.v2.json");
  // Otherwise the library names a web page of its own here, and the server lets no foreign page in.
  client.addHeader("Origin", "");
  if (kToken[0] != '\0') client.addHeader("Authorization", String("Bearer ") + kToken);
  client.onMessage([](websockets::WebsocketsMessage received) {
    String text = received.data();
    stream.received(text.c_str(), text.length(), millis());
  });
  client.onEvent([](websockets::WebsocketsEvent event, String data) {
    if (event == websockets::WebsocketsEvent::ConnectionClosed)
      stream.closed(posture::close_code(data.c_str(), data.length()), millis());
  });

  samples = xQueueCreate(600, sizeof(posture::Frame));
  xTaskCreate(sample_forever, "sample", 4096, nullptr, 2, nullptr);
}

void loop() {
  posture::Frame frame;
  while (xQueueReceive(samples, &frame, 0) == pdTRUE) stream.push(frame.t_ms, frame.pitch_degrees);

  connect_when_due();
  client.poll();
  if (stream.is_stalled(millis())) {
    client.close();
    stream.closed(1006, millis());
  }

  if (millis() - sent_at_ms >= kSendMs) {
    sent_at_ms = millis();
    while (size_t length = stream.next_message(message, device_ms(), millis())) client.send(message, length);
  }

  digitalWrite(kAlertPin, stream.is_alerted() ? HIGH : LOW);
  if (stream.end_code() != 0) {
    Serial.printf("The server closed with %d: another try would end the same way.\n", stream.end_code());
    while (true) delay(1000);
  }
  delay(10);
}
