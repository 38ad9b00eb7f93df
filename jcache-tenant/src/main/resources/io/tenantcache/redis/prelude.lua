-- What every script shares; a read makes no more of it than it needs. KEYS[1] is the tenant's scopes: a sorted set of scope ->
-- position of its last invalidation. Members that start with '!' are bookkeeping: no encoded scope can hold that character.
--   !generation     a random number, drawn when the set was made: whatever is of another generation is dead
--   !position       the position of the last change: microseconds of this server's clock, moved on where the clock did not
--   !retention      for how long the set outlives its last use, in milliseconds; 0 for ever
--   !tenant         the position of the last invalidation of everything
--   !era:<node>     writes of that node of an earlier era came too late
--   !since:<node>   the position at which that was recorded
-- What is old enough is trimmed: the stamps of caches and tags, !tenant and the eras.
--
-- Beside it lie, in the same slot, the log of the tenant's changes ('!log' behind the name of the set), and the lease of each entry
-- that is being loaded ('!lease' behind the entry's name): whether it is waited for ('1' or '0'), generation, stamp, token.

local scopes = KEYS[1]
local log = scopes .. '!log'

-- The generation, the last position, and the stamp below which the region's entries are outdated; no generation where there is no set.
local function known(region)
  local stamps = redis.call('ZMSCORE', scopes, '!generation', '!position', '!tenant', region)
  return tonumber(stamps[1]), tonumber(stamps[2]), math.max(tonumber(stamps[3] or 0), tonumber(stamps[4] or 0))
end

local function clock()
  local now = redis.call('TIME')
  return now[1] * 1000000 + now[2]
end

-- Lua's own conversion would round a position.
local function text_of(number)
  return string.format('%.0f', number)
end

local function outlive(key, millis)
  if millis == 0 then
    redis.call('PERSIST', key)
  else
    redis.call('PEXPIRE', key, text_of(millis))
  end
end

-- Makes sure that the set is there, of that generation if it was not, and outlives what depends on it. Answers what is known.
local function open(retention_millis, fresh, region)
  local generation, position, floor = known(region)
  local retention = tonumber(retention_millis)
  if not generation then
    generation, position, floor = tonumber(fresh), clock(), 0
    redis.call('DEL', log)
    redis.call('ZADD', scopes, text_of(generation), '!generation', text_of(position), '!position', retention, '!retention')
    outlive(scopes, retention)
    return generation, position, floor
  end
  local kept = tonumber(redis.call('ZSCORE', scopes, '!retention') or 0)
  if kept > 0 and (retention == 0 or kept < retention) then
    redis.call('ZADD', scopes, retention, '!retention')
    kept = retention
  end
  local left = redis.call('PTTL', scopes)
  if kept == 0 and left >= 0 or kept > 0 and left < kept * 0.75 then
    outlive(scopes, kept)
    outlive(log, kept)
  end
  return generation, position, floor
end

-- Whether those bytes, which begin at that place, are of the generation and no older than the floor.
local function is_current(bytes, at, generation, floor)
  local its_generation, stamp = struct.unpack('>I8I8', bytes, at)
  return its_generation == generation and stamp >= floor
end

-- Whether an envelope tells of its age.
local function has_freshness(envelope)
  return bit.band(string.byte(envelope, 2), 16) ~= 0
end

-- The tags of an envelope of that region, as the set has them; nothing if they are broken.
local function tags_of(envelope, region)
  local at = has_freshness(envelope) and 47 or 27
  local tags = {}
  for i = 1, string.byte(envelope, at) or 0 do
    local high, low = string.byte(envelope, at + 1, at + 2)
    local last = low and at + 2 + high * 256 + low
    if not last or last > #envelope then
      return nil
    end
    tags[i] = region .. '#' .. string.sub(envelope, at + 3, last)
    at = last
  end
  return tags[1] and tags
end

local function has_current_tags(envelope, region)
  local tags = tags_of(envelope, region)
  if not tags then
    return false
  end
  local stamp = struct.unpack('>I8', envelope, 19)
  for _, outdated in ipairs(redis.call('ZMSCORE', scopes, unpack(tags))) do
    if outdated and stamp < tonumber(outdated) then
      return false
    end
  end
  return true
end

-- Whether those bytes are an envelope of that region that counts.
local function is_live(envelope, generation, floor, region)
  if not envelope or #envelope < 30 or string.byte(envelope) ~= 1 or not is_current(envelope, 11, generation, floor) then
    return false
  end
  local flags = string.byte(envelope, 2)
  return flags < 16 or (#envelope >= 50 or not has_freshness(envelope)) and (bit.band(flags, 32) == 0 or has_current_tags(envelope, region))
end

-- For how long an envelope is kept when its life is over, in milliseconds.
local function kept_stale(envelope)
  return has_freshness(envelope) and struct.unpack('>I8', envelope, 27) or 0
end

-- What is left of the life of an envelope, in milliseconds, given for how long Redis keeps it yet: 0 if it is over, -1 for no end;
-- and for how long it has been over.
local function life_of(envelope, kept)
  if kept == -1 then
    return -1, 0
  end
  local left = kept - kept_stale(envelope)
  return math.max(0, left), math.max(0, -left)
end

-- The lease of that entry, if it counts.
local function lease_of(entry, generation, floor)
  local lease = redis.call('GET', entry .. '!lease')
  return lease and #lease >= 17 and is_current(lease, 2, generation, floor) and lease
end

local function token_of(lease)
  return string.sub(lease, 18)
end
