package io.tenantcache.faults;

import io.tenantcache.faults.FaultProxy.Direction;
import io.tenantcache.testing.RedisProcess;
import java.time.Duration;
import java.util.Random;

/** What can go wrong between a node and Redis, or with Redis itself: how it begins and how it ends. */
enum FaultKind {
    /** What the node sends comes late: after the fault. */
    REQUESTS_LATE(Reach.ONE_NODE) {
        @Override
        void begin(Scene scene) {
            scene.proxy().hold(Direction.REQUESTS);
        }
    },
    /** Redis carries out what the node asks, but the answers and messages come late. */
    ANSWERS_LATE(Reach.ONE_NODE) {
        @Override
        void begin(Scene scene) {
            scene.proxy().hold(Direction.ANSWERS);
        }
    },
    /** A black hole: the connections are there, nothing arrives, and all of it is lost. */
    NOTHING_ARRIVES(Reach.ONE_NODE) {
        @Override
        void begin(Scene scene) {
            scene.proxy().hold(Direction.REQUESTS);
            scene.proxy().hold(Direction.ANSWERS);
        }

        @Override
        void end(Scene scene) {
            scene.proxy().reset();
            super.end(scene);
        }
    },
    /** Redis carries out what the node asks, but the answers and messages are lost. */
    ANSWERS_LOST(Reach.ONE_NODE) {
        @Override
        void begin(Scene scene) {
            scene.proxy().hold(Direction.ANSWERS);
        }

        @Override
        void end(Scene scene) {
            scene.proxy().reset();
            super.end(scene);
        }
    },
    /** All takes longer, now shorter and now longer than a node waits. */
    DELAY(Reach.ONE_NODE) {
        @Override
        void begin(Scene scene) {
            Duration most = Duration.ofMillis(20 + scene.random().nextInt(400));
            scene.proxy().delay(Direction.REQUESTS, Duration.ZERO, most);
            scene.proxy().delay(Direction.ANSWERS, Duration.ZERO, most);
        }
    },
    /** All connections break, and new ones are made at once. */
    RESET(Reach.ONE_NODE) {
        @Override
        void begin(Scene scene) {
            scene.proxy().reset();
        }
    },
    /** All connections break, and new ones are refused. */
    REFUSE(Reach.ONE_NODE) {
        @Override
        void begin(Scene scene) {
            scene.proxy().refuse(true);
            scene.proxy().reset();
        }
    },
    /** The connection on which the node listens breaks, and so do new ones; all others are well. */
    DEAF(Reach.HEARING) {
        @Override
        void begin(Scene scene) {
            scene.proxy().deafen();
        }
    },
    /** Some of what the node should hear vanishes, while its connection stands. */
    MESSAGES_LOST(Reach.HEARING) {
        @Override
        void begin(Scene scene) {
            scene.proxy().loseMessages(0.1 + 0.5 * scene.random().nextDouble());
        }
    },
    /** Redis dies as by a power failure, and comes back with all that it had. */
    KILL(Reach.REDIS) {
        @Override
        void begin(Scene scene) {
            scene.redis().kill();
        }

        @Override
        void end(Scene scene) {
            scene.redis().start();
        }
    },
    /** Redis dies, and comes back with nothing. */
    KILL_AND_LOSE(Reach.REDIS) {
        @Override
        void begin(Scene scene) {
            scene.redis().kill();
        }

        @Override
        void end(Scene scene) {
            scene.redis().forget();
            scene.redis().start();
        }
    },
    /** Redis hangs. */
    PAUSE(Reach.REDIS) {
        @Override
        void begin(Scene scene) {
            scene.redis().pause();
        }

        @Override
        void end(Scene scene) {
            scene.redis().resume();
        }
    },
    /** Redis closes the connections of those who ask. */
    KILL_CLIENTS(Reach.REDIS) {
        @Override
        void begin(Scene scene) {
            scene.servers().masters().forEach(master -> master.ask("CLIENT KILL TYPE normal"));
        }
    },
    /** Redis closes the connections of those who listen. */
    KILL_SUBSCRIBERS(Reach.REDIS) {
        @Override
        void begin(Scene scene) {
            scene.servers().masters().forEach(master -> master.ask("CLIENT KILL TYPE pubsub"));
        }
    },
    /** Redis loses everything, and nobody is told. */
    FLUSH(Reach.CONTENT) {
        @Override
        void begin(Scene scene) {
            scene.redis().ask("FLUSHALL");
        }
    },
    /** Redis lacks room: it drops what it likes, and refuses to write where that is not enough. */
    EVICT(Reach.REDIS) {
        @Override
        void begin(Scene scene) {
            scene.redis().ask("CONFIG SET maxmemory-policy allkeys-lru");
            scene.redis().ask("CONFIG SET maxmemory " + room(scene));
        }

        @Override
        void end(Scene scene) {
            scene.redis().ask("CONFIG SET maxmemory 0");
        }

        // So much that there is room for a part of what is there.
        private String room(Scene scene) {
            var statistics = scene.redis().statistics();
            long used = Long.parseLong(statistics.field("used_memory"));
            long content = Long.parseLong(statistics.field("used_memory_dataset"));
            return Long.toString(
                    used - (long) (content * (0.1 + 0.8 * scene.random().nextDouble())));
        }
    },
    /** A master dies, and its replica takes its place. */
    FAILOVER(Reach.CHANGES) {
        @Override
        void begin(Scene scene) {
            scene.servers().failOver(Duration.ZERO, scene.random());
        }

        @Override
        void end(Scene scene) {
            scene.servers().restore();
        }
    },
    /** A master dies, and its replica takes its place, which lacks what the master did last. */
    FAILOVER_BEHIND(Reach.CHANGES) {
        @Override
        void begin(Scene scene) {
            scene.servers().failOver(Duration.ofMillis(200 + scene.random().nextInt(1_000)), scene.random());
        }

        @Override
        void end(Scene scene) {
            scene.servers().restore();
        }
    };

    /** What it befalls. */
    enum Reach {
        /** One node's way to Redis. */
        ONE_NODE,
        /** What one node hears: it has to know that, and to do without what it cannot trust. */
        HEARING,
        /** All nodes: Redis does not answer, or refuses. */
        REDIS,
        /** All nodes, and what Redis answered for just before may be undone. */
        CHANGES,
        /** Redis answers all the time, but may have lost something. That can cause misses and nothing else. */
        CONTENT
    }

    private final Reach reach;

    FaultKind(Reach reach) {
        this.reach = reach;
    }

    /**
     * Where a fault takes place.
     *
     * @param node the node that it befalls, if it befalls one
     */
    record Scene(Servers servers, int node, Random random) {

        /** The one server that there is. */
        RedisProcess redis() {
            return servers.masters().get(0);
        }

        /** The way of the node. */
        FaultProxy proxy() {
            return servers.way(node);
        }
    }

    abstract void begin(Scene scene);

    void end(Scene scene) {
        if (!befallsAll()) {
            scene.proxy().heal();
        }
    }

    /** Whether it is over as soon as it began. */
    boolean isMomentary() {
        return this == RESET || this == KILL_CLIENTS || this == KILL_SUBSCRIBERS || this == FLUSH;
    }

    boolean befallsAll() {
        return reach != Reach.ONE_NODE && reach != Reach.HEARING;
    }

    /** Whether it may undo what Redis answered for just before. */
    boolean losesChanges() {
        return reach == Reach.CHANGES;
    }

    /** Whether a node may have to do without Redis. */
    boolean cutsOff() {
        return reach != Reach.CONTENT && reach != Reach.HEARING;
    }
}
