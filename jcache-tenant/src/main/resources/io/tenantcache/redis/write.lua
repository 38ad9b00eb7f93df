-- Writes entries of one region, each if its condition holds: the compare-and-set of the remote tier.
-- KEYS: scopes, entry...
-- ARGV: retention in milliseconds, region, channel, origin, tenant, then for each entry
--   scope        of the key
--   told         the scope as the other nodes are told of it
--   condition    any | absent | present | revision | since
--   compared     the revision's bytes, or the stamp
--   head, tail   the envelope before and after the stamp; both empty to remove the entry
--   ttl          its life in milliseconds; 0 for no end
--   answer       1 if the entry before is asked for
-- Answers for each entry: whether it was written, whether there was one before, and that envelope or false, and its life.

open(ARGV[1])
local floor = floor_of(ARGV[2])
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
  return not live and began >= floor and tonumber(redis.call('ZSCORE', scopes, scope) or 0) <= began
end

for i = 2, #KEYS do
  local a = 5 + (i - 2) * 8
  local scope, condition, compared, head = ARGV[a + 1], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5]
  local envelope = redis.call('GET', KEYS[i])
  local stamp = stamp_of(envelope)
  local live = stamp ~= nil and stamp >= floor
  local applies = holds(condition, compared, scope, envelope, live)
  answer[#answer + 1] = applies and 1 or 0
  answer[#answer + 1] = live and 1 or 0
  local asked = live and ARGV[a + 8] == '1'
  answer[#answer + 1] = asked and envelope
  answer[#answer + 1] = asked and redis.call('PTTL', KEYS[i]) or 0
  if applies then
    if head == '' then
      -- What is being loaded for this key began before its removal, and must not be stored after it.
      removed_at = removed_at or next_stamp()
      redis.call('DEL', KEYS[i])
      redis.call('ZADD', scopes, string.format('%.0f', removed_at), scope)
    else
      local written = head .. struct.pack('>I8', condition == 'since' and tonumber(compared) or removed_at or before)
        .. ARGV[a + 6]
      if ARGV[a + 7] == '0' then
        redis.call('SET', KEYS[i], written)
      else
        redis.call('SET', KEYS[i], written, 'PX', ARGV[a + 7])
      end
    end
    if condition ~= 'since' then
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
