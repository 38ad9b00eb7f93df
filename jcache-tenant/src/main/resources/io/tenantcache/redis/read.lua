-- Reads entries of one region.
-- KEYS: scopes, entry...
-- ARGV: retention in milliseconds, region
-- Answers the position, or -1 if nothing is missing, for then nothing will be loaded; then for each entry its envelope, or
-- false, and what is left of its life in milliseconds.

local birth, _, floor = known(ARGV[2])
if not birth then
  floor = open(ARGV[1], ARGV[2])
end
local missing = false
local answer = {-1}
for i = 2, #KEYS do
  local envelope = redis.call('GET', KEYS[i])
  local stamp = stamp_of(envelope)
  if stamp and stamp >= floor then
    answer[#answer + 1] = envelope
    answer[#answer + 1] = redis.call('PTTL', KEYS[i])
  else
    missing = true
    answer[#answer + 1] = false
    answer[#answer + 1] = 0
  end
end
if missing then
  answer[1] = position()
end
return answer
