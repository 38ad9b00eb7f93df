-- Reads entries of one region, and takes the leases of those that are to be loaded.
-- KEYS: scopes, entry...
-- ARGV: retention in milliseconds, generation if there is none, region; and by a caller who would load
--   the life of a lease in milliseconds
--   the token; empty to take no leases
--   for how long an entry is served at once when its life is over, in milliseconds
--   what is left of its life when an entry is due, as a part of it; and as a multiple of the time that its load took
--   1 if it is to be told for how long nothing of the tenant has changed
-- Answers generation, position, then for each entry
--   its envelope, or false
--   for how long Redis keeps it, in milliseconds, -1 for no end
--   -1 if the caller got the lease; what is left of the other's, in milliseconds, if there is one; 0 if there is none: it was not
--   asked for, or the memory is full
-- and at last, if that is to be told, for how long nothing has changed, in microseconds: below 0 if the clock was set back.
-- Whose life is over is told only to who would load.

local generation, position, floor = known(ARGV[3])
if not generation then
  generation, position, floor = open(ARGV[1], ARGV[2], ARGV[3])
end
local loads = ARGV[4] ~= nil
local served_stale = loads and tonumber(ARGV[6])
local part_left = loads and tonumber(ARGV[7])
local loads_left = loads and tonumber(ARGV[8])

local function lease(entry, waits)
  if not loads or ARGV[5] == '' then
    return 0
  end
  local held = lease_of(entry, generation, floor)
  if not held or token_of(held) == ARGV[5] then
    local taken = redis.pcall('SET', entry .. '!lease', '0' .. struct.pack('>I8I8', generation, position) .. ARGV[5], 'PX', ARGV[4])
    return taken.err and 0 or -1
  end
  if waits then
    redis.call('SETRANGE', entry .. '!lease', 0, '1')
  end
  return math.max(1, redis.call('PTTL', entry .. '!lease'))
end

-- Whether an entry is to be loaded anew before its life is over.
local function is_due(envelope, left)
  if left == -1 or part_left == 0 and loads_left == 0 or not has_freshness(envelope) then
    return false
  end
  local life, load = struct.unpack('>I8I4', envelope, 35)
  return left <= part_left * life or left < loads_left * load
end

local answer = {generation, position}
local function tell(envelope, kept, leased)
  answer[#answer + 1] = envelope
  answer[#answer + 1] = kept
  answer[#answer + 1] = leased
end

for i = 2, #KEYS do
  local envelope = redis.call('GET', KEYS[i])
  local live = is_live(envelope, generation, floor, ARGV[3])
  local kept = live and redis.call('PTTL', KEYS[i])
  local left, over
  if live then
    left, over = life_of(envelope, kept)
  end
  if live and left ~= 0 then
    tell(envelope, kept, loads and is_due(envelope, left) and lease(KEYS[i], false) or 0)
  elseif live and loads then
    tell(envelope, kept, lease(KEYS[i], over >= served_stale))
  else
    tell(false, 0, lease(KEYS[i], true))
  end
end
if ARGV[9] == '1' then
  answer[#answer + 1] = clock() - position
end
return answer
