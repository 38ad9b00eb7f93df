-- Gives back the leases of entries that were not loaded.
-- KEYS: scopes, entry...
-- ARGV: channels, tenant, token, and of each entry its scope as the nodes are told of it
-- Answers nothing.

local woken = {}
for i = 2, #KEYS do
  local lease = redis.call('GET', KEYS[i] .. '!lease')
  if lease and token_of(lease) == ARGV[3] and end_lease(KEYS[i]) then
    woken[#woken + 1] = ARGV[2 + i]
  end
end
wake(ARGV[1], ARGV[2], woken)
return {}
