-- Tells something on a sharded channel. It is a script because a script is refused by a server that has lost most of its cluster,
-- which would go on to serve SPUBLISH alone.
-- KEYS: the channel, for its way
-- ARGV: the message
-- Answers how many heard it at that server.

return {redis.call('SPUBLISH', KEYS[1], ARGV[1])}
