-- Prolongs leases of entries that are still being loaded.
-- KEYS: entry...
-- ARGV: token, life in milliseconds
-- Answers nothing.

for _, entry in ipairs(KEYS) do
  local lease = redis.call('GET', entry .. '!lease')
  if lease and string.sub(lease, 18) == ARGV[1] then
    redis.call('PEXPIRE', entry .. '!lease', ARGV[2])
  end
end
return {}
