-- What the scripts share that change something; it follows the prelude.

-- The log holds about so many changes, and of each so many scopes: where it knows no more, near entries are dropped.
local CHANGES = 1000
local SCOPES = 50

-- The next position.
local function next_position(last)
  local position = math.max(clock(), last + 1)
  redis.call('ZADD', scopes, text_of(position), '!position')
  return position
end

-- Tells the nodes. The channels are one argument, parted by a space: the ordinary one, and a sharded one if all nodes hear such.
-- That is of use only if its slot is served here, and heard here: what nobody is told on it is told on the ordinary one. It fails
-- while slots move, and always where the two slots are apart.
local function tell(channels, message)
  local ordinary, sharded = string.match(channels, '^(%S+) ?(%S*)$')
  local heard = sharded ~= '' and redis.pcall('SPUBLISH', sharded, message)
  if type(heard) ~= 'number' or heard == 0 then
    redis.call('PUBLISH', ordinary, message)
  end
end

-- Logs a change, and tells the nodes of it: format, kind, tenant, generation, position, position before it, node, scopes. No part holds a space.
local function announce(channels, node, tenant, generation, position, before, changed, region)
  -- A star stands for everything.
  local head = table.concat({'1', 'change', tenant, text_of(generation), text_of(position), text_of(before), node, ''}, ' ')
  local message = head .. table.concat(changed, ' ')
  redis.call('XADD', log, 'MAXLEN', '~', CHANGES, text_of(position) .. '-0', 'change',
    #changed > SCOPES and head .. (region or '*') or message)
  -- It ends no later than what it tells of is needed: ARGV[1] is the retention of every script that changes something.
  if redis.call('PTTL', log) == -1 then
    outlive(log, tonumber(ARGV[1]))
  end
  tell(channels, message)
end

-- Ends the lease of an entry; answers whether it was waited for.
local function end_lease(entry)
  local lease = redis.call('GET', entry .. '!lease')
  if lease then
    redis.call('DEL', entry .. '!lease')
    return string.byte(lease) == 49
  end
end

-- Wakes those who wait for a lease of these scopes.
local function wake(channels, tenant, scopes_of_keys)
  if #scopes_of_keys > 0 then
    tell(channels, '1 wake ' .. tenant .. ' ' .. table.concat(scopes_of_keys, ' '))
  end
end
