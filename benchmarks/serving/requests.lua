-- wrk: asks the queries of a file, one query string a line, in their order.
-- Arguments: the file, and the path of the endpoint. Prints one JSON object at the end.

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  file = arguments[1]
  head = "GET " .. arguments[2] .. "?"
  tail = " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port ..
    "\r\nAccept: application/sparql-results+json\r\n\r\n"
  repeats = 0
  lines = io.lines(file)
end

function request()
  local line = lines()
  if not line then
    repeats = repeats + 1
    lines = io.lines(file)
    line = lines()
  end
  return head .. line .. tail
end

function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.6f, "bytes": %d, "p50": %.3f, "p95": %.3f, "p99": %.3f, ' ..
    '"refused": %d, "failed": %d, "timed_out": %d, "repeats": %d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status, failed, summary.errors.timeout, threads[1]:get("repeats")))
end
