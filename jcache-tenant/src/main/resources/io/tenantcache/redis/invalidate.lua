-- Outdates scopes of one tenant, all at once and whatever they hold.
-- KEYS: scopes, then the entries of the scopes that are keys
-- ARGV: retention in milliseconds, channel, origin, tenant, number of scopes, scope..., and as many as the others are told
-- Answers a list of the stamp.

open(ARGV[1], '')
local before = position()
local stamp = next_stamp()
local count = tonumber(ARGV[5])
local told = {}
for i = 1, count do
  redis.call('ZADD', scopes, string.format('%.0f', stamp), ARGV[5 + i])
  told[i] = ARGV[5 + count + i]
end
for i = 2, #KEYS do
  redis.call('DEL', KEYS[i])
end
trim(stamp)
announce(ARGV[2], ARGV[3], stamp, before, ARGV[4], told)
return {stamp}
