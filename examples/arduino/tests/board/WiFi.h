#pragma once

#include "Arduino.h"

constexpr int WL_CONNECTED = 3;

struct WiFiStation {
  int status();
  void begin(const char* name, const char* password);
  void setAutoReconnect(bool is_on);
};
extern WiFiStation WiFi;
