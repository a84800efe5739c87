#pragma once

// What the sketches use of the Arduino core for the ESP32 and of their libraries: declarations only, for a compiler to check
// the sketches against. Nothing here runs.

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <algorithm>
#include <functional>
#include <string>

using std::min;

class String {
 public:
  String(const char* text = "");
  String operator+(const char* other) const;
  char operator[](unsigned int index) const;
  const char* c_str() const;
  unsigned int length() const;
};

struct SerialPort {
  void begin(unsigned long baud);
  void println(const char* text);
  void println(const String& text);
  void printf(const char* format, ...) __attribute__((format(printf, 2, 3)));
};
extern SerialPort Serial;

constexpr double RAD_TO_DEG = 57.29577951308232;
constexpr uint8_t OUTPUT = 3, LOW = 0, HIGH = 1;
unsigned long millis();
void delay(uint32_t ms);
void pinMode(uint8_t pin, uint8_t mode);
void digitalWrite(uint8_t pin, uint8_t value);

using TickType_t = uint32_t;
using QueueHandle_t = struct Queue*;
constexpr int pdTRUE = 1;
constexpr TickType_t pdMS_TO_TICKS(uint32_t ms) { return ms; }
TickType_t xTaskGetTickCount();
void vTaskDelayUntil(TickType_t* wake, TickType_t step);
int xTaskCreate(void (*task)(void*), const char* name, uint32_t stack, void* argument, unsigned priority, void* handle);
QueueHandle_t xQueueCreate(unsigned length, unsigned item_size);
int xQueueSend(QueueHandle_t queue, const void* item, TickType_t patience);
int xQueueReceive(QueueHandle_t queue, void* item, TickType_t patience);
