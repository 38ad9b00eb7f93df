-- Takes back what a call was counted for that another slot of the cluster did not admit.
--
-- KEYS  the counters
-- ARGV  permits, the time at which they were counted
--
-- The first pair that ends no earlier holds them: see limit.lua. Taken from a later one, they would leave another call counted for less
-- long than it has to be.

local head, pair = 5, 11
local permits, counted = tonumber(ARGV[1]), tonumber(ARGV[2])

for i = 1, #KEYS do
  local state = redis.pcall('GET', KEYS[i])
  if type(state) == 'string' and #state >= head + pair and (#state - head) % pair == 0 then
    for at = head + 1, #state, pair do
      local time, number = struct.unpack('>I7I4', state, at)
      if time >= counted then
        local back = math.min(permits, number)
        local total = (struct.unpack('>I5', state))
        state = struct.pack('>I5', total - back) .. string.sub(state, head + 1, at - 1)
          .. struct.pack('>I7I4', time, number - back) .. string.sub(state, at + pair)
        redis.call('SET', KEYS[i], state, 'KEEPTTL')
        break
      end
    end
  end
end
return {}
