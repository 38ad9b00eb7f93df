-- Writes entries of one region, each if its condition holds: the compare-and-set of the remote tier.
-- KEYS: scopes, entry...
-- ARGV: retention in milliseconds, region, channel, origin, tenant, then for each entry
--   scope        of the key
--   told         the scope as the other nodes are told of it
--   condition    any | absent | present | revision | since
--   compared     the revision's bytes, or the stamp
--   effect       store | remove | expire
--   head, tail   the envelope before and after the stamp
--   created      its life in milliseconds if there was none before, 0 for no end; the new life, for expire
--   updated      its life if there was one before; keep for what is left of that one's
--   answer       1 if the entry before is asked for
-- Answers for each entry: whether the condition held; what was left of the life of the one before in milliseconds, -1 for
-- no end, -2 for none; and that one's envelope or false.

local floor = open(ARGV[1], ARGV[2])
local before = position()
local removed_at
local told = {}
local answer = {}

local function holds(condition, compared, scope, envelope, live)
  if condition == 'any' then
    return true
  elseif condition == 'absent' then
    return not live
  elseif condition == 'present' then
    return live
  elseif condition == 'revision' then
    return live and string.sub(envelope, 3, 10) == compared
  end
  local began = tonumber(compared)
  local stamps = redis.call('ZMSCORE', scopes, scope, '!trimmed')
  return not live and began >= floor and math.max(tonumber(stamps[1] or 0), tonumber(stamps[2] or 0)) <= began
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

for i = 2, #KEYS do
  local key = KEYS[i]
  local a = 5 + (i - 2) * 10
  local scope, condition, compared, effect = ARGV[a + 1], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5]
  local envelope = redis.call('GET', key)
  local stamp = stamp_of(envelope)
  local live = stamp ~= nil and stamp >= floor
  local life = live and redis.call('PTTL', key) or -2
  local applies = holds(condition, compared, scope, envelope, live)
  answer[#answer + 1] = applies and 1 or 0
  answer[#answer + 1] = life
  answer[#answer + 1] = live and ARGV[a + 10] == '1' and envelope
  if applies then
    local changed = condition ~= 'since'
    if effect == 'remove' then
      -- What is being loaded for this key began before its removal, and must not be stored after it.
      removed_at = removed_at or next_stamp()
      redis.call('DEL', key)
      redis.call('ZADD', scopes, string.format('%.0f', removed_at), scope)
    elseif effect == 'store' then
      local stamped = condition == 'since' and tonumber(compared) or removed_at or before
      store(key, ARGV[a + 6] .. struct.pack('>I8', stamped) .. ARGV[a + 7], live and ARGV[a + 9] or ARGV[a + 8])
    elseif live then
      -- The others hold what may now end sooner than they know; that it ends later does them no harm.
      local ttl = tonumber(ARGV[a + 8])
      changed = ttl > 0 and (life == -1 or ttl < life)
      if ttl == 0 then
        redis.call('PERSIST', key)
      else
        redis.call('PEXPIRE', key, ARGV[a + 8])
      end
    end
    if changed then
      told[#told + 1] = ARGV[a + 2]
    end
  end
end

if removed_at then
  trim(removed_at)
end
if #told > 0 then
  announce(ARGV[3], ARGV[4], removed_at or before, before, ARGV[5], told)
end
return answer
