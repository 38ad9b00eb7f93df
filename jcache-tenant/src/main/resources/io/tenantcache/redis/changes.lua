-- What the scripts share that change something; it follows the prelude.

-- The next stamp: later than every one given before.
local function next_stamp()
  return math.max(clock(), position() + 1)
end

-- The longest that a load may take, in microseconds: the stamp of a key fences loads alone. Ten minutes.
local LONGEST_LOAD = 600000000

-- Forgets stamps that nothing living can be older than, once there are many. A load that began before the last stamp of a key
-- that was forgotten is not to be trusted: !trimmed.
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
  redis.call('ZADD', scopes, string.format('%.0f', stamp - LONGEST_LOAD), '!trimmed')
  for i = 1, #gone, 1000 do
    redis.call('ZREM', scopes, unpack(gone, i, math.min(i + 999, #gone)))
  end
end

-- Tells the other nodes: format, origin, stamp, position before it, tenant, scopes. No part holds a space.
local function announce(channel, origin, stamp, before, tenant, changed)
  redis.call('PUBLISH', channel, table.concat({'1', origin, string.format('%.0f', stamp),
    string.format('%.0f', before), tenant, table.concat(changed, ' ')}, ' '))
end
