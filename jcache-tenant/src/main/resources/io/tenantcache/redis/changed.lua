-- Reads the log.
-- KEYS: scopes
-- ARGV: the position after which to read
-- Answers generation and position, then the changes; nothing if there is no set.

local generation, position = known('')
if not generation then
  return {}
end
local answer = {generation, position}
for _, logged in ipairs(redis.call('XRANGE', log, '(' .. ARGV[1] .. '-0', '+')) do
  answer[#answer + 1] = logged[2][2]
end
return answer
