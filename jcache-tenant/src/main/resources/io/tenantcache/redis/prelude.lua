-- What every script shares. KEYS[1] is the tenant's scopes: a sorted set of scope -> stamp of its last invalidation.
--
-- A stamp is a position in the order of the tenant's invalidations: microseconds of this server's clock, moved forward
-- where the clock did not. Members that start with '!' are bookkeeping: no encoded scope can hold that character.
--   !birth      the stamp since which the set knows all invalidations; an older entry can not be trusted
--   !retention  the longest time, in microseconds, for which a stamp is needed
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

-- Makes sure that the set is there and will outlive what depends on it.
local function open(retention_millis)
  local known = redis.call('ZMSCORE', scopes, '!birth', '!retention')
  local retention = tonumber(retention_millis)
  if not known[1] then
    redis.call('ZADD', scopes, clock(), '!birth', retention * 1000, '!retention')
  elseif not known[2] or tonumber(known[2]) < retention * 1000 then
    redis.call('ZADD', scopes, retention * 1000, '!retention')
  else
    retention = tonumber(known[2]) / 1000
  end
  if redis.call('PTTL', scopes) < retention * 0.75 then
    redis.call('PEXPIRE', scopes, string.format('%.0f', retention))
  end
end

-- The stamp below which the region's entries are outdated.
local function floor_of(region)
  local stamps = redis.call('ZMSCORE', scopes, '!birth', '!tenant', region)
  return math.max(tonumber(stamps[1] or 0), tonumber(stamps[2] or 0), tonumber(stamps[3] or 0))
end

-- The stamp in an entry's envelope; nil if it is none.
local function stamp_of(envelope)
  if envelope and #envelope >= 22 then
    return (struct.unpack('>I8', envelope, 11))
  end
end

-- The next stamp: later than every one given before.
local function next_stamp()
  return math.max(clock(), position() + 1)
end

-- Forgets stamps that nothing living can be older than, once there are many.
local function trim(stamp)
  if redis.call('ZCARD', scopes) > 1024 then
    local kept = redis.call('ZMSCORE', scopes, '!birth', '!retention')
    redis.call('ZREMRANGEBYSCORE', scopes, '-inf', string.format('%.0f', stamp - tonumber(kept[2])))
    redis.call('ZADD', scopes, kept[1], '!birth', kept[2], '!retention')
  end
end

-- Tells the other nodes: format, origin, stamp, position before it, tenant, scopes. No part holds a space.
local function announce(channel, origin, stamp, before, tenant, changed)
  redis.call('PUBLISH', channel, table.concat({'1', origin, string.format('%.0f', stamp),
    string.format('%.0f', before), tenant, table.concat(changed, ' ')}, ' '))
end
