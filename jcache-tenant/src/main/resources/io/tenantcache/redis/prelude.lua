-- What every script shares; a read makes no more of it than it needs. KEYS[1] is the tenant's scopes: a sorted set of scope -> stamp of its last invalidation.
--
-- A stamp is a position in the order of the tenant's invalidations: microseconds of this server's clock, moved forward
-- where the clock did not. Members that start with '!' are bookkeeping: no encoded scope can hold that character.
--   !birth      the stamp since which the set knows all invalidations; an older entry can not be trusted
--   !retention  the longest time, in microseconds, for which a stamp is needed; 0 for ever
--   !trimmed    the stamp before which those of keys may have been forgotten
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
