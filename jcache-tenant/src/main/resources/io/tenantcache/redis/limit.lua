-- Admits a call, or not, under some limits at once: all of them count it, or none.
--
-- KEYS  the counters
-- ARGV  permits; 1 if the call is to be counted, or 0; then of each counter: its limit, its window in microseconds
--
-- A counter holds what was admitted, oldest first, as pairs of a time and a number: 'number' were admitted since the pair before, the
-- last of them at 'time'. A pair that stands for several counts them for as long as the last one counts, so that no window holds more
-- than the limit; it stands for those of one part of 'parts' of a window only, so that this wastes no more than that.
--
-- Answers 1 or 0; then of each counter: how many more it would admit, in how many microseconds it would admit this call, in how many
-- it will be empty; and last the time.

local parts = 64
local head, pair = 5, 11

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local permits = tonumber(ARGV[1])
local counters = {}
local admitted = true

local function time_of(state, at)
  return (struct.unpack('>I7', state, at))
end

local function number_of(state, at)
  return (struct.unpack('>I4', state, at + 7))
end

for i = 1, #KEYS do
  local limit, window = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
  local state = redis.pcall('GET', KEYS[i])
  -- What no counter reads like is none: it is overwritten.
  if type(state) ~= 'string' or #state < head + pair or (#state - head) % pair ~= 0 then
    state = ''
  end
  local counter = { state = state, first = head + 1, total = 0, limit = limit, window = window, at = now, retry = 0 }
  if state ~= '' then
    counter.total = (struct.unpack('>I5', state))
    -- The clock of a server that took over may be behind.
    counter.at = math.max(now, time_of(state, #state - pair + 1))
    while counter.first < #state and time_of(state, counter.first) + window <= counter.at do
      counter.total = counter.total - number_of(state, counter.first)
      counter.first = counter.first + pair
    end
  end
  if counter.total + permits > limit then
    admitted = false
    local left, place = counter.total, counter.first
    while left + permits > limit and place < #state do
      left = left - number_of(state, place)
      counter.retry = time_of(state, place) + window - counter.at
      place = place + pair
    end
  end
  counters[i] = counter
end

local function count(key, counter)
  local state, at, number = counter.state, counter.at, permits
  local last = #state - pair + 1
  local kept = #state
  if counter.first <= last then
    local part = counter.window / parts
    if math.floor(time_of(state, last) / part) == math.floor(at / part) then
      number = number + number_of(state, last)
      kept = last - 1
    end
  end
  local pairs_kept = string.sub(state, counter.first, kept)
  if #pairs_kept > (parts + 1) * pair then
    -- The window was made shorter or longer: the oldest two become one.
    pairs_kept = struct.pack('>I7I4', time_of(pairs_kept, pair + 1), number_of(pairs_kept, 1) + number_of(pairs_kept, pair + 1))
      .. string.sub(pairs_kept, 2 * pair + 1)
  end
  counter.total = counter.total + permits
  counter.state = struct.pack('>I5', counter.total) .. pairs_kept .. struct.pack('>I7I4', at, number)
  redis.call('SET', key, counter.state, 'PX', math.ceil((counter.window + counter.at - now) / 1000) + 1)
end

local answer = { admitted and 1 or 0 }
for i = 1, #KEYS do
  local counter = counters[i]
  if admitted and ARGV[2] == '1' then
    count(KEYS[i], counter)
  end
  answer[#answer + 1] = math.max(0, counter.limit - counter.total)
  answer[#answer + 1] = counter.retry
  local state = counter.state
  local empty = counter.total == 0
  answer[#answer + 1] = empty and 0 or time_of(state, #state - pair + 1) + counter.window - counter.at
end
answer[#answer + 1] = now
return answer
