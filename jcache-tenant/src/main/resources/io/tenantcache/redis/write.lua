-- Writes entries of one region, each if its condition holds: the compare-and-set of the remote tier.
-- KEYS: scopes, entry...
-- ARGV: retention in milliseconds, generation if there is none, region, channels, node, tenant, era, the generation that the node knows, then
--   for each entry
--   told         the scope of the key as the nodes are told of it
--   condition    any | absent | present | revision | lease | refresh
--   compared     the revision's bytes, or the token of the lease
--   effect       store | remove | expire
--   head, tail   the envelope before and after generation and stamp
--   created      for how long to keep it if there was none before, in milliseconds, 0 for no end; the new life, for expire
--   updated      for how long if there was one before; keep for what is left of that one's
--   answer       1 if the entry before is asked for
-- Answers generation and position, then for each entry: whether the condition held; what was left of the life of the one before in milliseconds,
-- -1 for no end, -2 for none; and that one's envelope or false. Answers no more than generation and position if the node knows
-- another generation, and nothing if the write came too late.

local generation, before, floor = open(ARGV[1], ARGV[2], ARGV[3])
if tonumber(redis.call('ZSCORE', scopes, '!era:' .. ARGV[5]) or 0) > tonumber(ARGV[7]) then
  return {}
end
if tonumber(ARGV[8]) ~= generation then
  return {generation, before}
end
local position
local told = {}
local woken = {}
local answer = {generation, before}

local function holds(condition, compared, key, envelope, live)
  if condition == 'any' then
    return true
  elseif condition == 'absent' then
    return not live
  elseif condition == 'present' then
    return live
  elseif condition == 'revision' then
    return live and string.sub(envelope, 3, 10) == compared
  end
  local lease = (condition == 'refresh' or not live) and lease_of(key, generation, floor)
  return lease and token_of(lease) == compared and lease
end

local function is_fill(condition)
  return condition == 'lease' or condition == 'refresh'
end

local function store(key, envelope, life)
  if life == 'keep' then
    redis.call('SET', key, envelope, 'KEEPTTL')
  elseif life == '0' then
    redis.call('SET', key, envelope)
  else
    redis.call('SET', key, envelope, 'PX', life)
  end
end

-- The envelope to be stored: what was loaded is as old as its lease.
local function envelope_of(a, lease)
  local stamp = lease and string.sub(lease, 2, 17) or struct.pack('>I8I8', generation, position)
  return ARGV[a + 5] .. stamp .. ARGV[a + 6]
end

-- Who waits for that load need not any more.
local function end_load(a, key)
  if end_lease(key) then
    woken[#woken + 1] = ARGV[a + 1]
  end
end

-- Answers whether the key has another meaning now, or an earlier end than the others know.
-- What is stored is 'loaded', if that is made already.
local function apply(a, key, envelope, live, life, lease, loaded)
  local effect = ARGV[a + 4]
  if effect == 'expire' then
    local ttl = tonumber(ARGV[a + 7])
    if live and ttl == 0 then
      redis.call('PERSIST', key)
    elseif live then
      redis.call('PEXPIRE', key, text_of(ttl + kept_stale(envelope)))
    end
    return live and ttl > 0 and (life == -1 or ttl < life)
  end
  if lease then
    end_load(a, key)
  else
    end_lease(key)
    position = position or next_position(before)
  end
  if effect == 'remove' then
    redis.call('DEL', key)
  else
    store(key, loaded or envelope_of(a, lease), live and ARGV[a + 8] or ARGV[a + 7])
  end
  return not lease
end

for i = 2, #KEYS do
  local key = KEYS[i]
  local a = 8 + (i - 2) * 9
  local condition = ARGV[a + 2]
  local envelope = redis.call('GET', key)
  local live = is_live(envelope, generation, floor, ARGV[3])
  local life = live and life_of(envelope, redis.call('PTTL', key)) or -2
  if life == 0 then
    -- It is kept for those who load; for all others it is gone.
    live, life = false, -2
  end
  local applies = holds(condition, ARGV[a + 3], key, envelope, live)
  local lease = is_fill(condition) and applies
  local loaded = lease and ARGV[a + 4] == 'store' and envelope_of(a, lease)
  if loaded and not is_live(loaded, generation, floor, ARGV[3]) then
    -- Only now is it known that it bears a tag that was outdated since the load began.
    end_load(a, key)
    applies = false
  end
  answer[#answer + 1] = applies and 1 or 0
  answer[#answer + 1] = life
  answer[#answer + 1] = live and ARGV[a + 9] == '1' and envelope
  if applies and apply(a, key, envelope, live, life, lease, loaded) then
    told[#told + 1] = ARGV[a + 1]
  end
end

if #told > 0 then
  position = position or next_position(before)
  answer[2] = position
  announce(ARGV[4], ARGV[5], ARGV[6], generation, position, before, told, ARGV[3])
end
wake(ARGV[4], ARGV[6], woken)
return answer
