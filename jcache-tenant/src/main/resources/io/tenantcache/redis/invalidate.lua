-- Outdates scopes of one tenant, all at once and whatever they hold.
-- KEYS: scopes, then the entries of the scopes that are keys
-- ARGV: retention in milliseconds, generation if there is none, channels, node, tenant, era to be recorded, number of scopes that are no keys, those,
--   and all scopes as the nodes are told of them
-- Answers generation and position.

-- No position is as small: below it are numbers of other kinds.
local OLDEST = 1e14

-- Takes away what is older than all that can still live, up to that many.
local function trim(position, most)
  local kept = tonumber(redis.call('ZSCORE', scopes, '!retention') or 0)
  if kept == 0 then
    return
  end
  local horizon = text_of(position - kept * 1000)
  for _, member in ipairs(redis.call('ZRANGEBYSCORE', scopes, text_of(OLDEST), horizon, 'LIMIT', 0, most)) do
    local node = string.match(member, '^!since:(.*)$')
    if node then
      redis.call('ZREM', scopes, member, '!era:' .. node)
    elseif member ~= '!generation' then
      redis.call('ZREM', scopes, member)
    end
  end
end

local generation, before = open(ARGV[1], ARGV[2], '')
local position = next_position(before)
if ARGV[6] ~= '0' then
  redis.call('ZADD', scopes, 'GT', ARGV[6], '!era:' .. ARGV[4])
  redis.call('ZADD', scopes, text_of(position), '!since:' .. ARGV[4])
end
local wide = tonumber(ARGV[7])
for i = 8, 7 + wide do
  redis.call('ZADD', scopes, text_of(position), ARGV[i])
end
-- More than was added, so that the set holds no more than what was outdated lately.
trim(position, 2 * wide + 2)
for i = 2, #KEYS do
  redis.call('DEL', KEYS[i], KEYS[i] .. '!lease')
end
local told = {}
for i = 8 + wide, #ARGV do
  told[#told + 1] = ARGV[i]
end
announce(ARGV[3], ARGV[4], ARGV[5], generation, position, before, told)
return {generation, position}
