-- Which history of changes the data of this server is of. A server draws a new one when it starts as a master and when it is
-- promoted, so another number means that the last changes may be lost. A replica has its master's.
-- KEYS: any of the slot, for its way
-- Answers 1 for a master or 0 for a replica, and the first 48 bits of the history; nothing if that cannot be known.

local info = redis.pcall('INFO', 'replication')
local role = type(info) == 'string' and string.match(info, 'role:(%a+)')
local history = type(info) == 'string' and string.match(info, 'master_replid:(%x+)')
if not role or not history then
  return {}
end
return {role == 'master' and 1 or 0, tonumber(string.sub(history, 1, 12), 16)}
