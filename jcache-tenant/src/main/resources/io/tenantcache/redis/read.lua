-- Reads entries of one region.
-- KEYS: scopes, entry...
-- ARGV: retention in milliseconds, region
-- Answers the position, then for each entry its envelope, or false, and what is left of its life in milliseconds.

if redis.call('EXISTS', scopes) == 0 then
  open(ARGV[1])
end
local floor = floor_of(ARGV[2])
local answer = {position()}
for i = 2, #KEYS do
  local envelope = redis.call('GET', KEYS[i])
  local stamp = stamp_of(envelope)
  if stamp and stamp >= floor then
    answer[#answer + 1] = envelope
    answer[#answer + 1] = redis.call('PTTL', KEYS[i])
  else
    answer[#answer + 1] = false
    answer[#answer + 1] = 0
  end
end
return answer
