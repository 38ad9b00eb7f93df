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
-- time here, then tables and functions, then numbers as arguments of commands.
--
-- Answers one binary text: 1 or 0; the time; then of each counter: how many more it would admit, in how many microseconds it would
-- admit this call, in how many it will be empty.

local parts = 64
local head, pair = 19, 11 -- bytes: a counter begins with those from 0 to 29
local beginning = '>I5I7I7I7I4'

local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local begun = redis.pcall('GETRANGE', KEYS[1], '0', '29')

-- Most calls have one counter and join its newest pair. They pay for nothing that the others need: what follows does the same.
if not KEYS[2] and #begun == head + pair then
  local permits, counts, limit, window = struct.unpack('>I8BI8I8', ARGV[1])
  if counts == 1 then
    local total, oldest, kept, last, number = struct.unpack(beginning, begun)
    local at = now > last and now or last
    local part = window / parts
    if total + permits <= limit and oldest + window > at and at + window <= kept and last <= now + window
      and math.floor(last / part) == math.floor(at / part) then
      redis.call('SETRANGE', KEYS[1], '0', struct.pack(beginning, total + permits, oldest, kept, at, number + permits))
      return struct.pack('>BI8I8I8I8', 1, now, limit - total - permits, 0, window)
    end
  end
end

local permits, counts, first_limit = struct.unpack('>I8B', ARGV[1])

-- Of the counter at 'key', which begins with 'state': when the call counts; the counter's total and its newest time as they are; how long
-- it refuses the call. If it does not: its text with the call, and for how long to keep it from now on, 0 for as long as it is kept
-- already; without that, the text is what it begins with. If it does, and has to be mended: nil, for how long to keep it from now on, and
-- its text.
local function look(key, state, limit, window)
  local total, oldest, kept, last, number, at, ending = 0, 0, 0, 0, 0, now, head
  local mended = false
  if #state == head + pair then
    total, oldest, kept, last, number = struct.unpack(beginning, state)
    -- The clock of a server that took over may be behind.
    at = math.max(now, last)
    local part = window / parts
    if total + permits <= limit and oldest + window > at and at + window <= kept and last <= now + window
      and math.floor(last / part) == math.floor(at / part) then
      return at, total, last, 0, struct.pack(beginning, total + permits, oldest, kept, at, number + permits)
    end
  end
  if state ~= '' then
    state = redis.pcall('GET', key)
  end
  if type(state) == 'string' and #state >= head + pair and (#state - head) % pair == 0 then
    ending = #state
    while ending > head and struct.unpack('>I7', state, ending - pair + 1) + window <= at do
      total = total - struct.unpack('>I4', state, ending - 3)
      ending = ending - pair
    end
    if last > now + window then
      -- It was far ahead: what counted then may have been admitted just now, and was not later.
      at, kept, last, number, ending, mended = now, 0, now, total, head + pair, true
      state = struct.pack(beginning, total, now, 0, now, total)
    end
  else
    -- What no counter reads like is none: it is overwritten.
    total, kept, last, number, at = 0, 0, 0, 0, now
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

-- Decides about the counters from the i-th on, the first of which begins with 'state', and whose limits begin at 'place', if those before
-- admit: whether all do, and what is answered about them.
local function decide(i, state, place, admitted)
  local key = KEYS[i]
  local limit, window, next_place = struct.unpack('>I8I8', ARGV[1], place)
  local at, total, last, retry, text, life, mended = look(key, state, limit, window)
  local answers = ''
  admitted = admitted and text ~= nil
  if KEYS[i + 1] then
    admitted, answers = decide(i + 1, redis.pcall('GETRANGE', KEYS[i + 1], '0', '29'), next_place, admitted)
  end
  if counts == 1 and admitted then
    total, last = total + permits, at
    if not life then
      redis.call('SETRANGE', key, '0', text)
    elseif life > 0 then
      redis.call('SET', key, text, 'PX', life)
    else
      redis.call('SET', key, text, 'KEEPTTL')
    end
  elseif counts == 1 and mended then
    redis.call('SET', key, mended, 'PX', life)
  end
  local reset = total == 0 and 0 or last + window - at
  return admitted, struct.pack('>I8I8I8', math.max(0, limit - total), retry, reset) .. answers
end

local admitted, answers = decide(1, begun, first_limit, true)
return struct.pack('>BI8', admitted and 1 or 0, now) .. answers
