-- Admits a call, or not, under some limits at once: all of them count it, or none.
--
-- KEYS  the counters
-- ARGV  one binary text: permits (8 bytes); 1 if the call is to be counted, or 0 (1 byte); then of each counter: its limit, its
--       window in microseconds (8 bytes each)
--
-- A counter holds what was admitted, newest first, as pairs of a time and a number: 'number' were admitted since the pair behind it, the
-- last of them at 'time'. A pair that stands for several counts them for as long as the last one counts, so that no window holds more
-- than the limit; it stands for those of one part of 'parts' of a window only, so that this wastes no more than that.
--
-- Before the pairs stand their total, a time that the oldest is not before, and the time until which the key is kept for certain. A call
-- that joins the newest pair, while none has come to its end, reads and writes no more than these and that pair: long texts are what costs
-- time here.
--
-- Answers one binary text: 1 or 0; the time; then of each counter: how many more it would admit, in how many microseconds it would
-- admit this call, in how many it will be empty.

local parts = 64
local head, pair = 19, 11
local beginning = '>I5I7I7I7I4'

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]

-- Most calls have one counter and join its newest pair. They pay for nothing that the others need: what follows does the same.
if not KEYS[2] then
  local permits, counts, limit, window = struct.unpack('>I8BI8I8', ARGV[1])
  local state = redis.pcall('GETRANGE', KEYS[1], 0, head + pair - 1)
  if counts == 1 and #state == head + pair then
    local total, oldest, kept, last, number = struct.unpack(beginning, state)
    local at = now > last and now or last
    local part = window / parts
    if total + permits <= limit and oldest + window > at and at + window <= kept and last <= now + window
      and math.floor(last / part) == math.floor(at / part) then
      redis.call('SETRANGE', KEYS[1], 0, struct.pack(beginning, total + permits, oldest, kept, at, number + permits))
      return struct.pack('>BI8I8I8I8', 1, now, limit - total - permits, 0, window)
    end
  end
end

local permits, counts, next_argument = struct.unpack('>I8B', ARGV[1])

-- Of a counter that begins with 'state': when the call counts; the counter's total and its newest time as they are; how long it refuses
-- the call. If it does not: its text with the call, and for how long to keep it from now on, 0 for as long as it is kept already. If it
-- does, and has to be mended: nil, for how long to keep it from now on, and its text.
local function whole(key, state, limit, window)
  if state ~= '' then
    state = redis.pcall('GET', key)
  end
  local total, kept, last, number, at, ending, mended = 0, 0, 0, 0, now, head, false
  local _
  -- What no counter reads like is none: it is overwritten.
  if type(state) == 'string' and #state >= head + pair and (#state - head) % pair == 0 then
    ending = #state
    total, _, kept, last, number = struct.unpack(beginning, state)
    -- The clock of a server that took over may be behind.
    at = math.max(now, last)
    while ending > head and struct.unpack('>I7', state, ending - pair + 1) + window <= at do
      total = total - struct.unpack('>I4', state, ending - 3)
      ending = ending - pair
    end
    if last > now + window then
      -- It was far ahead: what counted then may have been admitted just now, and was not later.
      at, kept, last, number, ending, mended = now, 0, now, total, head + pair, true
      state = struct.pack(beginning, total, now, 0, now, total)
    end
  end
  local life = 0
  if at + window > kept then
    -- Longer than it has to be, so that not every call needs to prolong it.
    kept = math.ceil(at + 1.25 * window)
    life = math.ceil((kept - now) / 1000) + 1
  end
  if total + permits > limit then
    local left, place, retry = total, ending, 0
    while left + permits > limit and place > head do
      left = left - struct.unpack('>I4', state, place - 3)
      retry = struct.unpack('>I7', state, place - pair + 1) + window - at
      place = place - pair
    end
    if mended then
      -- Or the next call would find it as far ahead, and its end put off once more.
      return at, total, last, retry, nil, life, struct.pack(beginning, total, now, kept, now, total)
    end
    return at, total, last, retry
  end
  local others, joined = '', 0
  if ending > head then
    local part = window / parts
    local joins = math.floor(last / part) == math.floor(at / part)
    others = string.sub(state, head + 1 + (joins and pair or 0), ending)
    joined = joins and number or 0
  end
  if #others > (parts + 1) * pair then
    -- The window was made shorter or longer: the oldest two become one.
    local second = #others - 2 * pair
    others = string.sub(others, 1, second + 7)
      .. struct.pack('>I4', struct.unpack('>I4', others, second + 8) + struct.unpack('>I4', others, #others - 3))
  end
  local oldest = others == '' and at or struct.unpack('>I7', others, #others - pair + 1)
  return at, total, last, 0, struct.pack(beginning, total + permits, oldest, kept, at, joined + permits) .. others, life
end

local admitted = true
local counters = {}

for i = 1, #KEYS do
  local limit, window
  limit, window, next_argument = struct.unpack('>I8I8', ARGV[1], next_argument)
  local state = redis.pcall('GETRANGE', KEYS[i], 0, head + pair - 1)
  local counter
  if #state == head + pair then
    local total, oldest, kept, last, number = struct.unpack(beginning, state)
    local at = math.max(now, last)
    local part = window / parts
    if total + permits <= limit and oldest + window > at and at + window <= kept and last <= now + window
      and math.floor(last / part) == math.floor(at / part) then
      counter = { limit, window, at, total, last, 0, struct.pack(beginning, total + permits, oldest, kept, at, number + permits) }
    end
  end
  if not counter then
    counter = { limit, window, whole(KEYS[i], state, limit, window) }
    admitted = admitted and counter[7] ~= nil
  end
  counters[i] = counter
end

local writes = admitted and counts == 1
local answer = struct.pack('>BI8', admitted and 1 or 0, now)
for i = 1, #KEYS do
  local limit, window, at, total, last, retry, text, life, mended = unpack(counters[i], 1, 9)
  if writes then
    total, last = total + permits, at
    if not life then
      redis.call('SETRANGE', KEYS[i], 0, text)
    elseif life > 0 then
      redis.call('SET', KEYS[i], text, 'PX', life)
    else
      redis.call('SET', KEYS[i], text, 'KEEPTTL')
    end
  elseif mended and counts == 1 then
    redis.call('SET', KEYS[i], mended, 'PX', life)
  end
  local reset = total == 0 and 0 or last + window - at
  answer = answer .. struct.pack('>I8I8I8', math.max(0, limit - total), retry, reset)
end
return answer
