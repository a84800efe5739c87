#pragma once

#include "Arduino.h"

namespace websockets {

enum class WebsocketsEvent { ConnectionOpened, ConnectionClosed, GotPing, GotPong };

class WebsocketsMessage {
 public:
  String data() const;
};

class WebsocketsClient {
 public:
  void addHeader(String name, String value);
  bool connect(String host, int port, String path);
  void onMessage(std::function<void(WebsocketsMessage)> callback);
  void onEvent(std::function<void(WebsocketsEvent, String)> callback);
  bool poll();
  bool send(const char* text);
  bool send(const char* text, size_t length);
  void close();
};

}  // namespace websockets
