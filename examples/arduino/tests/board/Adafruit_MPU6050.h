#pragma once

#include "Adafruit_Sensor.h"

class Adafruit_MPU6050 {
 public:
  bool begin();
  bool getEvent(sensors_event_t* acceleration, sensors_event_t* rotation, sensors_event_t* temperature);
};
