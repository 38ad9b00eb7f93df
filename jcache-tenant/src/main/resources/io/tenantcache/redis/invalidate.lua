-- Outdates scopes of one tenant, all at once and whatever they hold.
-- KEYS: scopes, then the entries of the scopes that are keys
-- ARGV: retention in milliseconds, generation if there is none, channel, node, tenant, era to be recorded, number of scopes that are no keys, those,
--   and all scopes as the nodes are told of them
-- Answers generation and position.

local generation, before = open(ARGV[1], ARGV[2], '')
local position = next_position(before)
if ARGV[6] ~= '0' then
  redis.call('ZADD', scopes, 'GT', ARGV[6], '!era:' .. ARGV[4])
end
local wide = tonumber(ARGV[7])
for i = 8, 7 + wide do
  redis.call('ZADD', scopes, text_of(position), ARGV[i])
end
for i = 2, #KEYS do
  redis.call('DEL', KEYS[i], KEYS[i] .. '!lease')
end
local told = {}
for i = 8 + wide, #ARGV do
  told[#told + 1] = ARGV[i]
end
announce(ARGV[3], ARGV[4], ARGV[5], generation, position, before, told)
return {generation, position}
