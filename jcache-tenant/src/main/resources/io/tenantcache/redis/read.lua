-- Reads entries of one region, and takes the leases of those that are missing.
-- KEYS: scopes, entry...
-- ARGV: retention in milliseconds, generation if there is none, region, and to take leases their life in milliseconds and the token
-- Answers generation, position, then for each entry its envelope and what is left of its life in milliseconds, -1 for no end; or
-- false and -1 if the caller got the lease, what is left of the other's if there is one, 0 if there is none: it was not asked for, or the
-- memory is full.

local generation, position, floor = known(ARGV[3])
if not generation then
  generation, position, floor = open(ARGV[1], ARGV[2], ARGV[3])
end

local function lease(entry)
  local held = lease_of(entry, generation, floor)
  if not held or token_of(held) == ARGV[5] then
    local taken = redis.pcall('SET', entry .. '!lease', '0' .. struct.pack('>I8I8', generation, position) .. ARGV[5], 'PX', ARGV[4])
    return taken.err and 0 or -1
  end
  redis.call('SETRANGE', entry .. '!lease', 0, '1')
  return math.max(1, redis.call('PTTL', entry .. '!lease'))
end

local answer = {generation, position}
for i = 2, #KEYS do
  local envelope = redis.call('GET', KEYS[i])
  if is_live(envelope, generation, floor, ARGV[3]) then
    answer[#answer + 1] = envelope
    answer[#answer + 1] = redis.call('PTTL', KEYS[i])
  else
    answer[#answer + 1] = false
    answer[#answer + 1] = ARGV[5] and lease(KEYS[i]) or 0
  end
end
return answer
