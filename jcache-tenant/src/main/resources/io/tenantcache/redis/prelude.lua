-- What every script shares. KEYS[1] is the tenant's scopes: a sorted set of scope -> stamp of its last invalidation.
--
-- A stamp is a position in the order of the tenant's invalidations: microseconds of this server's clock, moved forward
-- where the clock did not. Members that start with '!' are bookkeeping: no encoded scope can hold that character.
--   !birth      the stamp since which the set knows all invalidations; an older entry can not be trusted
--   !retention  the longest time, in microseconds, for which a stamp is needed; 0 for ever
--   !tenant     the stamp of the last invalidation of everything

local scopes = KEYS[1]

local function clock()
  local now = redis.call('TIME')
  return now[1] * 1000000 + now[2]
end

local function position()
  local last = redis.call('ZREVRANGE', scopes, 0, 0, 'WITHSCORES')
  return tonumber(last[2] or 0)
end

-- What the set knows: since when, for how long (in milliseconds; 0 for ever), and the stamp below which the region's
-- entries are outdated. All of it is nil or 0 where there is no set.
local function known(region)
  local stamps = redis.call('ZMSCORE', scopes, '!birth', '!retention', '!tenant', region)
  local birth = tonumber(stamps[1])
  local retention = stamps[2] and tonumber(stamps[2]) / 1000
  return birth, retention, math.max(birth or 0, tonumber(stamps[3] or 0), tonumber(stamps[4] or 0))
end

-- Makes sure that the set is there and will outlive what depends on it. Answers the region's floor.
local function open(retention_millis, region)
  local birth, kept, floor = known(region)
  local retention = tonumber(retention_millis)
  if not birth then
    floor = clock()
    redis.call('ZADD', scopes, floor, '!birth', retention * 1000, '!retention')
  elseif not kept or (kept > 0 and (retention == 0 or kept < retention)) then
    redis.call('ZADD', scopes, retention * 1000, '!retention')
  else
    retention = kept
  end
  local left = redis.call('PTTL', scopes)
  if retention == 0 then
    if left >= 0 then
      redis.call('PERSIST', scopes)
    end
  elseif left < retention * 0.75 then
    redis.call('PEXPIRE', scopes, string.format('%.0f', retention))
  end
  return floor
end

-- The stamp in an entry's envelope; nil if it is none.
local function stamp_of(envelope)
  if envelope and #envelope >= 22 and string.byte(envelope) == 1 then
    return (struct.unpack('>I8', envelope, 11))
  end
end

-- The next stamp: later than every one given before.
local function next_stamp()
  return math.max(clock(), position() + 1)
end

-- The longest that a load may take, in microseconds: the stamp of a key fences loads alone. Ten minutes.
local LONGEST_LOAD = 600000000

-- Forgets stamps that nothing living can be older than, once there are many.
local function trim(stamp)
  if redis.call('ZCARD', scopes) <= 1024 then
    return
  end
  local retention = tonumber(redis.call('ZSCORE', scopes, '!retention'))
  local old = redis.call('ZRANGEBYSCORE', scopes, '-inf', string.format('%.0f', stamp - LONGEST_LOAD), 'WITHSCORES')
  local gone = {}
  for i = 1, #old, 2 do
    local is_key = string.find(old[i], ':', 1, true)
    local unneeded = retention > 0 and tonumber(old[i + 1]) < stamp - retention
    if string.sub(old[i], 1, 1) ~= '!' and (is_key or unneeded) then
      gone[#gone + 1] = old[i]
    end
  end
  for i = 1, #gone, 1000 do
    redis.call('ZREM', scopes, unpack(gone, i, math.min(i + 999, #gone)))
  end
end

-- Tells the other nodes: format, origin, stamp, position before it, tenant, scopes. No part holds a space.
local function announce(channel, origin, stamp, before, tenant, changed)
  redis.call('PUBLISH', channel, table.concat({'1', origin, string.format('%.0f', stamp),
    string.format('%.0f', before), tenant, table.concat(changed, ' ')}, ' '))
end
