-- wrk script: one frame a request to POST /test-prediction, every answer checked.
--
--   wrk -t12 -c400 -d30s --script=load_test.lua http://localhost:8000/
--
-- A server that asks for a token gets the one in the environment variable POSTURE_TOKEN.
--
-- wrk always exits 0; this script ends it with 1 when anything was wrong. wrk is a closed loop: a slow answer delays
-- the next request, so a stall is seen by one request of each connection and not by all that would have come meanwhile.

local PATH = "/test-prediction"
local HEADERS = { ["Content-Type"] = "application/json" }
local TOKEN = os.getenv("POSTURE_TOKEN")
if TOKEN and TOKEN ~= "" then HEADERS["Authorization"] = "Bearer " .. TOKEN end
local FRAME_INTERVAL_MS = 1000
local SWAY_DEGREES = 1.5

-- Each wrk thread is a Lua state of its own; its globals are counters that done() collects from the main state.
local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
  thread:set("thread_number", #threads)
end

function init(args)
  math.randomseed(os.time() + thread_number)
  timestamp_ms = 1000
  posture_degrees = math.random(-45, 45)
  not_2xx = 0
  not_prediction = 0
  first_wrong = ""
end

function request()
  timestamp_ms = timestamp_ms + FRAME_INTERVAL_MS
  local pitch = posture_degrees + SWAY_DEGREES * (2 * math.random() - 1)
  local frame = string.format('{"timestamp":%d,"relativePitch":%.2f}', timestamp_ms, pitch)
  return wrk.format("POST", PATH, HEADERS, frame)
end

function response(status, headers, body)
  local is_2xx = status >= 200 and status < 300
  local is_prediction = is_2xx and body:find('"prediction"', 1, true) ~= nil
  if is_prediction then return end
  if is_2xx then not_prediction = not_prediction + 1 else not_2xx = not_2xx + 1 end
  if first_wrong == "" then first_wrong = string.format("%d %s", status, body:sub(1, 200)) end
end

local function sum(name)
  local total = 0
  for _, thread in ipairs(threads) do total = total + thread:get(name) end
  return total
end

local function first_of(name)
  for _, thread in ipairs(threads) do
    if thread:get(name) ~= "" then return thread:get(name) end
  end
  return ""
end

local function faults_of(summary)
  local counts = {
    { "non-2xx answers", sum("not_2xx") },
    { "2xx answers that hold no prediction", sum("not_prediction") },
    { "connect errors", summary.errors.connect },
    { "read errors", summary.errors.read },
    { "write errors", summary.errors.write },
    { "timeouts", summary.errors.timeout },
    { "runs without a single answer", summary.requests == 0 and 1 or 0 },
  }
  local faults = {}
  for _, count in ipairs(counts) do
    if count[2] > 0 then faults[#faults + 1] = string.format("%d %s", count[2], count[1]) end
  end
  return faults
end

function done(summary, latency, requests)
  for _, percentile in ipairs({ 50, 95, 99 }) do
    -- wrk keeps microseconds.
    io.write(string.format("p%d: %.2f ms\n", percentile, latency:percentile(percentile) / 1000))
  end
  io.write(string.format("answers: %d, %.0f/s\n", summary.requests, summary.requests / summary.duration * 1e6))

  local faults = faults_of(summary)
  if #faults == 0 then return end
  io.stdout:flush()
  io.stderr:write("FAILED: ", table.concat(faults, ", "), "\n")
  local example = first_of("first_wrong")
  if example ~= "" then io.stderr:write("first wrong answer: ", example, "\n") end
  os.exit(1)
end
