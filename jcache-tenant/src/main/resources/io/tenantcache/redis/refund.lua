-- Takes back what a call was counted for that another slot of the cluster did not admit.
--
-- KEYS  the counters
-- ARGV  permits, the time at which they were counted
--
-- The oldest pair that ends no earlier holds them: see limit.lua. Taken from a later one, they would leave another call counted for less
-- long than it has to be.

local head, pair = 19, 11
local permits, counted = tonumber(ARGV[1]), tonumber(ARGV[2])

for i = 1, #KEYS do
  local state = redis.pcall('GET', KEYS[i])
  if type(state) == 'string' and #state >= head + pair and (#state - head) % pair == 0 then
    for place = #state - pair + 1, head + 1, -pair do
      local time, number = struct.unpack('>I7I4', state, place)
      if time >= counted then
        local back = math.min(permits, number)
        local total = struct.unpack('>I5', state)
        state = struct.pack('>I5', total - back) .. string.sub(state, 6, place + 6)
          .. struct.pack('>I4', number - back) .. string.sub(state, place + pair)
        redis.call('SET', KEYS[i], state, 'KEEPTTL')
        break
      end
    end
  end
end
return {}
