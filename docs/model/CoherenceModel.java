import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An explicit-state model of the coherence protocol of docs/decisions/0013-coherence-protocol.md: two nodes, two keys and a
 * tag in one region of one tenant. It visits every interleaving within the bounds of a {@link Profile}, breadth first, and
 * prints the shortest way to a state that breaks a property. See README.md beside this file.
 */
public final class CoherenceModel {
    private CoherenceModel() {}

    /**
     * How often each thing may happen in one exhaustive run.
     *
     * @param operations the kinds of changes, as bits of {@link #OPERATION_NAMES}
     * @param flights    reads and loads under way at a time
     * @param losses     leases that expire, evictions, and flushes
     */
    record Bounds(
            int operations, int flights, int changes, int losses, int breaks, int drops, int timeouts, int failovers) {
        /** These with one of them set by its name: {@code changes=3}. */
        Bounds with(String name, int value) {
            return new Bounds(
                    name.equals("operations") ? value : operations,
                    name.equals("flights") ? value : flights,
                    name.equals("changes") ? value : changes,
                    name.equals("losses") ? value : losses,
                    name.equals("breaks") ? value : breaks,
                    name.equals("drops") ? value : drops,
                    name.equals("timeouts") ? value : timeouts,
                    name.equals("failovers") ? value : failovers);
        }
    }

    /** What one run looks into, by its bounds. */
    enum Profile {
        /** Changes of every scope against loads, and what Redis may lose. */
        LEASES(new Bounds(0b11111, 2, 2, 2, 0, 0, 0, 0)),

        /** Broken subscriptions, and messages lost without a trace. */
        MESSAGES(new Bounds(0b00011, 1, 3, 0, 1, 1, 0, 0)),

        /** Broken subscriptions, and what Redis may lose. */
        RESUBSCRIPTIONS(new Bounds(0b00011, 2, 2, 1, 1, 0, 0, 0)),

        /** Messages lost without a trace, of the region too, and what Redis may lose. */
        UNHEARD(new Bounds(0b00111, 2, 2, 1, 0, 1, 0, 0)),

        /** An operation that times out and is carried out late, and what Redis may lose. */
        OUTAGE(new Bounds(0b10011, 2, 2, 1, 0, 0, 1, 0)),

        /** A replica without the last steps, its clock behind. */
        FAILOVER(new Bounds(0b10011, 1, 2, 0, 0, 0, 0, 1)),

        /** A little of everything, for the build. */
        SMALL(new Bounds(0b00011, 1, 2, 1, 1, 0, 0, 0));

        final Bounds bounds;

        Profile(Bounds bounds) {
            this.bounds = bounds;
        }
    }

    /** A mechanism of the protocol that can be left out, and the profile whose bounds show that it is missed. */
    enum Mechanism {
        FENCE("a fill is stored only under its live lease", Profile.LEASES),
        LEASE_VOIDED("a write or an invalidation of a key deletes its lease", Profile.LEASES),
        STAMP("a scope's stamp outdates the entries and leases under it", Profile.LEASES),
        GENERATION("an entry or a lease of another generation is dead", Profile.LEASES),
        ONE_LEASE("a lease is not given while another of the key is live", Profile.LEASES),
        NEAR_GUARD("nothing is kept near whose scope was changed here since the read began", Profile.LEASES),
        SINCE("nothing is kept near from before what the node knows of", Profile.RESUBSCRIPTIONS),
        CATCH_UP("a gap is caught up", Profile.MESSAGES),
        WAIT_FOR_CATCH_UP("near entries are not served while the tenant is behind", Profile.MESSAGES),
        FRESH_VERIFICATION(
                "what a read begun before the subscription answers does not verify", Profile.RESUBSCRIPTIONS),
        ERA("a write of an era before the recorded one is refused", Profile.OUTAGE),
        WRITE_GENERATION("a write of another generation is refused", Profile.OUTAGE),
        JOURNAL("the journal is drained before Redis is read", Profile.OUTAGE),
        NEW_SERVER("what is known and near is dropped at a new server", Profile.FAILOVER),
        STALE_ANSWER("an answer from before another history or generation is used for nothing", Profile.FAILOVER),
        OLD_MESSAGES("messages of the server before are not heard at a new server", Profile.FAILOVER),
        SERVER_FIRST("the server is looked at before messages of a new subscription are believed", Profile.FAILOVER),
        REPLAY("the last changes are journalled again at a new server", Profile.FAILOVER);

        final String about;
        final Profile profile;

        Mechanism(String about, Profile profile) {
            this.about = about;
            this.profile = profile;
        }
    }

    /** One kind of step. The text is what the trace prints: node, then key or scope. */
    enum Rule {
        READ_HIT("%s reads %s in Redis: a live entry"),
        READ_GRANTED("%s reads %s in Redis: a miss; it gets the lease and reads the source"),
        ANSWERED("%s gets the answer for %s"),
        KEPT_NEAR("%s gets the answer for %s and keeps the value near"),
        FILL_STORED("%s's fill of %s is stored in Redis"),
        FILL_REFUSED("%s's fill of %s is refused"),
        RELEASED("%s's load of %s fails, the lease is released"),
        JOURNALLED("%s changes the source and journals, for Redis is away: %s"),
        CARRIED_OUT("%s changes the source, and Redis carries out: %s"),
        UNANSWERED("%s changes the source, and Redis carries out, but the answer times out: %s"),
        TIMED_OUT("%s changes the source, and times out before Redis carries out: %s"),
        LATE_STORED("%s's late write is carried out after all: %s"),
        LATE_REFUSED("%s's late write is refused: %s"),
        DRAINED("%s drains its journal"),
        HEARD("%s hears the next message, which follows what it heard"),
        HEARD_OLD("%s hears a message of a change that it was past"),
        HEARD_FIRST("%s hears the first message of the tenant"),
        HEARD_GAP("%s hears a message after a gap"),
        HEARD_OTHER("%s hears a message of another history or generation"),
        MESSAGE_LOST("a message to %s is lost without a trace"),
        BROKEN("%s's subscription breaks, it does not know yet"),
        BREAK_SEEN("%s sees that its subscription is broken"),
        SUBSCRIBED("%s subscribes anew and hears a heartbeat"),
        ASKED_LOG("%s reads the log"),
        CAUGHT_UP("%s applies the log"),
        CAUGHT_UP_DROPPED("%s drops the tenant's near entries, for the log lacks what it missed"),
        LEASE_EXPIRED("the lease of %2$s expires"),
        ENTRY_EVICTED("Redis evicts the entry of %2$s"),
        LOG_EVICTED("Redis evicts the log"),
        SET_LOST("Redis evicts the set"),
        FLUSHED("Redis is flushed"),
        REPLICATED("the replica receives its last step"),
        FAILED_OVER("the replica becomes the server"),
        SERVER_SEEN("%s sees that the server is another one");

        final String text;

        Rule(String text) {
            this.text = text;
        }
    }

    /** What the steps lead to: takes each successor of a state. */
    interface Visitor {
        void visit(World next, Rule rule, int node, int what);
    }

    static final int KEYS = 2;
    static final int NODES = 2;

    /*
     * What a node knows and holds near touches no other node: it decides only when the node reads. So the first node is modelled
     * in full, and the second is plain: it reads, loads, fills and changes whenever it likes, and nothing of what it knows is kept.
     */
    static final int PLAIN_NODE = 1;

    /** Scopes as bits: the keys, the region, and a tag that values of the first key carry. */
    static final int REGION = 4;

    static final int TAG = 8;

    /** The operations a node may carry out: an invalidation of each scope, and a write of each key. */
    static final int[] OPERATION_SCOPES = {1, 2, REGION, TAG, 1, 2};

    static final int FIRST_WRITE = 4;
    static final String[] OPERATION_NAMES = {
        "invalidate k0", "invalidate k1", "invalidate the region", "invalidate the tag", "write k0", "write k1"
    };

    static boolean covers(int scopes, int key) {
        return (scopes & (1 << key)) != 0 || (scopes & REGION) != 0 || (key == 0 && (scopes & TAG) != 0);
    }

    /*
     * A state is a flat array of small numbers, so that copying, comparing and hashing it is cheap. Its parts:
     *
     *   the environment   what remains of the bounds, the versions of the source
     *   the server        all that lies in Redis, and the ghosts of what was invalidated there
     *   the replica       the same, as it was when the replica received its last step
     *   the changes       what some log, queue or answer still names; these refer to a change by a bit
     *   the nodes         what each knows, holds and has under way
     *
     * Ghosts are read by the properties only, never by the protocol.
     */
    static final class World {
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

        // The environment.
        static final int CHANGES_LEFT = 0;
        static final int LOSSES_LEFT = 1;
        static final int BREAKS_LEFT = 2;
        static final int DROPS_LEFT = 3;
        static final int TIMEOUTS_LEFT = 4;
        static final int FAILOVERS_LEFT = 5;
        static final int GENERATIONS = 6;
        static final int REPLICA_HELD = 7;
        static final int SOURCE = 8;
        static final int LOST = 10;

        // The server and the replica.
        static final int SERVER = 12;
        static final int GENERATION = 0;
        static final int POSITION = 1;
        static final int STAMP_REGION = 2;
        static final int STAMP_TAG = 3;
        static final int ERAS = 4;
        static final int LOG = 6;
        static final int SKIP = 7;
        static final int OUTDATED = 8;
        static final int ENTRY = 10;
        static final int LEASE = 16;
        static final int CELL = 3;
        static final int SERVER_SIZE = 22;
        static final int REPLICA = SERVER + SERVER_SIZE;

        // An entry is generation, stamp, value + 1; a lease is generation, stamp, token.
        static final int STAMP = 1;
        static final int VALUE = 2;
        static final int TOKEN = 2;
        static final int ORPHAN = 3;

        // The changes.
        static final int CHANGE = REPLICA + SERVER_SIZE;
        static final int MAX_CHANGES = 8;
        static final int BEFORE = 2;
        static final int SCOPES = 3;
        static final int CHANGE_OUTDATED = 4;
        static final int CHANGE_SIZE = 6;

        // A node.
        static final int NODE = CHANGE + MAX_CHANGES * CHANGE_SIZE;
        static final int SINCE = 1;
        static final int HEARD_UP_TO = 2;
        static final int WANTED = 3;
        static final int VERIFIED = 4;
        static final int SUBSCRIPTION = 5;
        static final int QUEUE = 6;
        static final int SERVER_UNSEEN = 7;
        static final int JOURNAL = 8;
        static final int ERA = 9;
        static final int REMEMBERED = 10;
        static final int LATE = 11;
        static final int LATE_GENERATION = 12;
        static final int LATE_VALUE_OF = 13;
        static final int NEAR = 15;
        static final int MUST = 17;
        static final int CATCHING = 19;
        static final int CATCHING_GENERATION = 20;
        static final int CATCHING_POSITION = 21;
        static final int CATCHING_LOG = 22;
        static final int CATCHING_OUTDATED = 23;
        static final int CATCHING_FLAGS = 25;
        static final int FLIGHT = 26;
        static final int FLIGHT_GENERATION = 1;
        static final int FLIGHT_POSITION = 2;
        static final int FLIGHT_VALUE = 3;
        static final int FLAGS = 4;
        static final int FLIGHT_SIZE = 5;
        static final int NODE_SIZE = FLIGHT + KEYS * FLIGHT_SIZE;

        static final int SIZE = (NODE + NODES * NODE_SIZE + 7) / 8 * 8;

        static final int UP = 0;
        static final int CUT = 1;
        static final int DOWN = 2;
        static final int NONE = 3;

        // The states of a flight. HIT to GRANTED and FILLED: Redis has answered, the node has not seen it yet.
        static final int IDLE = 0;
        static final int HIT = 1;
        static final int GRANTED = 2;
        static final int LOADED = 3;
        static final int FILLED = 4;

        // What happened at the node since the read began.
        static final int CHANGED = 1;
        static final int OTHER_HISTORY = 2;
        static final int STARTED = 4;
        static final int UNSUBSCRIBED = 8;
        static final int BACKWARDS = 16;

        static final int LOG_CAPACITY = 2;

        /** Where values of a key lie, as version + 1 or 0 for none. */
        private static final int[][] VALUES = new int[KEYS][];

        /** Where the ghosts lie that values of a key are compared with. */
        private static final int[][] BOUNDS = new int[KEYS][];

        static {
            for (int key = 0; key < KEYS; key++) {
                var values = IntStream.builder();
                var bounds = IntStream.builder().add(LOST + key);
                for (int server = SERVER; server <= REPLICA; server += SERVER_SIZE) {
                    values.add(server + ENTRY + key * CELL + VALUE);
                    bounds.add(server + OUTDATED + key);
                }
                for (int n = 0; n < NODES; n++) {
                    values.add(node(n) + NEAR + key)
                            .add(flight(n, key) + FLIGHT_VALUE)
                            .add(node(n) + LATE_VALUE_OF + key);
                    bounds.add(node(n) + MUST + key).add(node(n) + CATCHING_OUTDATED + key);
                }
                for (int index = 0; index < MAX_CHANGES; index++) {
                    bounds.add(change(index) + CHANGE_OUTDATED + key);
                }
                VALUES[key] = values.build().toArray();
                BOUNDS[key] = bounds.build().toArray();
            }
        }

        final byte[] b;

        World() {
            b = new byte[SIZE];
        }

        static World initial(Bounds bounds) {
            var world = new World();
            world.b[CHANGES_LEFT] = (byte) bounds.changes();
            world.b[LOSSES_LEFT] = (byte) bounds.losses();
            world.b[BREAKS_LEFT] = (byte) bounds.breaks();
            world.b[DROPS_LEFT] = (byte) bounds.drops();
            world.b[TIMEOUTS_LEFT] = (byte) bounds.timeouts();
            world.b[FAILOVERS_LEFT] = (byte) bounds.failovers();
            world.b[node(PLAIN_NODE) + SUBSCRIPTION] = NONE;
            return world;
        }

        void copyFrom(World other) {
            System.arraycopy(other.b, 0, b, 0, SIZE);
        }

        void set(int at, int value) {
            b[at] = (byte) value;
        }

        void raise(int at, int value) {
            if (b[at] < value) {
                b[at] = (byte) value;
            }
        }

        void lower(int at, int value) {
            if (b[at] > value) {
                b[at] = (byte) value;
            }
        }

        void add(int at, int bits) {
            b[at] |= (byte) bits;
        }

        static int node(int n) {
            return NODE + n * NODE_SIZE;
        }

        static int flight(int n, int key) {
            return node(n) + FLIGHT + key * FLIGHT_SIZE;
        }

        static int change(int index) {
            return CHANGE + index * CHANGE_SIZE;
        }

        static int entry(int key) {
            return SERVER + ENTRY + key * CELL;
        }

        static int lease(int key) {
            return SERVER + LEASE + key * CELL;
        }

        void clear(int at, int length) {
            Arrays.fill(b, at, at + length, (byte) 0);
        }

        /** Forgets the flight; what lies in Redis under its token belongs to nobody from now on. */
        void land(int n, int key) {
            clear(flight(n, key), FLIGHT_SIZE);
            for (int lease = lease(key); lease <= lease(key) + SERVER_SIZE; lease += SERVER_SIZE) {
                if (b[lease + TOKEN] == n + 1) {
                    b[lease + TOKEN] = ORPHAN;
                }
            }
        }

        /** A number that only equal states share, but for one chance in 2^64 for each pair. */
        long fingerprint() {
            return hash(b);
        }

        private static long hash(byte[] bytes) {
            long hash = 0x9E3779B97F4A7C15L;
            for (int i = 0; i < SIZE; i += 8) {
                hash ^= (long) LONGS.get(bytes, i);
                hash *= 0xBF58476D1CE4E5B9L;
                hash ^= hash >>> 32;
            }
            hash *= 0x94D049BB133111EBL;
            hash ^= hash >>> 29;
            return hash;
        }

        /**
         * Forgets what no step can depend on any more, so that states that differ only in it are one. Each line says in which
         * way a number is read; where none of these readings is to come, it is zero.
         */
        void normalise() {
            int heardByAll = Integer.MAX_VALUE;
            for (int n = 0; n < NODES; n++) {
                int node = node(n);
                if (b[node + WANTED] <= b[node + HEARD_UP_TO]) {
                    b[node + WANTED] = 0; // asked whether it is later
                }
                if (b[node + SUBSCRIPTION] == DOWN) {
                    b[node + VERIFIED] = 0; // a new subscription unsets it
                }
                forgetSince(n);
                if (b[node] != 0) {
                    heardByAll = Math.min(heardByAll, b[node + HEARD_UP_TO]);
                }
                if (b[node + QUEUE] != 0) {
                    int first = Integer.numberOfTrailingZeros(b[node + QUEUE]);
                    heardByAll = Math.min(heardByAll, b[change(first) + POSITION]);
                }
            }
            forgetChanges(heardByAll);
            for (int key = 0; key < KEYS; key++) {
                rankVersions(key);
            }
        }

        /** Compared with the positions of answers: those to come are not before it. */
        private void forgetSince(int n) {
            boolean compared = false;
            for (int key = 0; key < KEYS; key++) {
                int flight = flight(n, key);
                compared |=
                        b[flight] != IDLE && b[flight] != LOADED && b[flight + FLIGHT_POSITION] < b[node(n) + SINCE];
            }
            if (!compared) {
                b[node(n) + SINCE] = 0;
            }
        }

        /** Compared with the stamps of entries and leases: only a lease that a tag outdated is not settled yet. */
        private void forgetStamps() {
            b[SERVER + STAMP_REGION] = 0;
            if (b[lease(0)] == 0 || b[lease(0) + STAMP] >= b[SERVER + STAMP_TAG]) {
                b[SERVER + STAMP_TAG] = 0;
            }
        }

        /** The log is read by nodes that have not heard of its changes; the ghosts of a change by those that will hear of it. */
        private void forgetChanges(int heardByAll) {
            int queued = 0;
            int used = b[REPLICA + LOG];
            for (int n = 0; n < NODES; n++) {
                queued |= b[node(n) + QUEUE];
                used |= b[node(n) + CATCHING_LOG];
            }
            for (int index = 0; index < MAX_CHANGES; index++) {
                if ((b[SERVER + LOG] & (1 << index)) != 0 && b[change(index) + POSITION] <= heardByAll) {
                    b[SERVER + LOG] &= (byte) ~(1 << index);
                }
                if ((queued & (1 << index)) == 0) {
                    clear(change(index) + CHANGE_OUTDATED, KEYS);
                }
            }
            used |= queued | b[SERVER + LOG];
            for (int index = MAX_CHANGES - 1; index >= 0; index--) {
                if ((used & (1 << index)) == 0 && b[change(index)] != 0) {
                    System.arraycopy(b, change(index + 1), b, change(index), (MAX_CHANGES - 1 - index) * CHANGE_SIZE);
                    clear(change(MAX_CHANGES - 1), CHANGE_SIZE);
                    close(SERVER + LOG, index);
                    close(REPLICA + LOG, index);
                    for (int n = 0; n < NODES; n++) {
                        close(node(n) + QUEUE, index);
                        close(node(n) + CATCHING_LOG, index);
                    }
                }
            }
        }

        /*
         * Versions of the source are only ever compared: a value with a value or with a bound (what must not be served or
         * stored). So each bound may be raised to the next value there is, and the values then numbered without gaps.
         */
        void rankVersions(int key) {
            int values = 1 << b[SOURCE + key];
            for (int at : VALUES[key]) {
                if (b[at] != 0) {
                    values |= 1 << (b[at] - 1);
                }
            }
            b[SOURCE + key] = (byte) Integer.bitCount(values & ((1 << b[SOURCE + key]) - 1));
            for (int at : VALUES[key]) {
                if (b[at] != 0) {
                    b[at] = (byte) (Integer.bitCount(values & ((1 << (b[at] - 1)) - 1)) + 1);
                }
            }
            for (int at : BOUNDS[key]) {
                b[at] = (byte) Integer.bitCount(values & ((1 << b[at]) - 1));
            }
        }

        private void close(int mask, int index) {
            int bits = b[mask] & 0xff;
            int below = (1 << index) - 1;
            b[mask] = (byte) ((bits & below) | (bits >>> 1 & ~below));
        }
    }

    /** The steps of the protocol: what can happen next in a state. Each is atomic, and each takes what Redis or one node does. */
    static final class Steps {
        private final Set<Mechanism> without;
        private final int operations;
        private final int flights;
        private final boolean audited;
        private final Visitor visitor;
        private final World next = new World();
        private World from;

        Steps(Bounds bounds, Set<Mechanism> without, Visitor visitor) {
            this.without = without;
            this.operations = bounds.operations();
            this.flights = bounds.flights();
            this.audited = bounds.drops() > 0;
            this.visitor = visitor;
        }

        void visitSuccessors(World state) {
            from = state;
            for (int n = 0; n < NODES; n++) {
                for (int key = 0; key < KEYS; key++) {
                    flightSteps(n, key);
                }
                changeSteps(n);
                messageSteps(n);
                outageSteps(n);
            }
            lossSteps();
            failoverSteps();
        }

        private boolean off(Mechanism mechanism) {
            return without.contains(mechanism);
        }

        private byte at(int index) {
            return from.b[index];
        }

        private World step() {
            next.copyFrom(from);
            return next;
        }

        private void done(Rule rule, int node, int what) {
            if (!off(Mechanism.GENERATION) && next.b[World.SERVER] != 0) {
                for (int key = 0; key < KEYS; key++) {
                    settle(World.entry(key), key, REGION | TAG);
                    settle(World.lease(key), key, REGION);
                }
                next.forgetStamps();
            }
            next.normalise();
            visitor.visit(next, rule, node, what);
        }

        /** What is dead stays dead, and is as good as absent. What is live dies by the next stamp, whatever its own. */
        private void settle(int cell, int key, int scopes) {
            if (!isLive(next, cell, key, scopes)) {
                next.clear(cell, World.CELL);
            } else if (isLive(next, cell, key, REGION | TAG)) {
                next.set(cell + World.STAMP, next.b[World.SERVER + World.POSITION]);
            }
        }

        // Redis.

        private boolean isLive(World w, int cell, int key, int scopes) {
            int generation = w.b[cell];
            if (generation == 0 || (generation != w.b[World.SERVER] && !off(Mechanism.GENERATION))) {
                return false;
            }
            int stamp = w.b[cell + World.STAMP];
            boolean outdated = ((scopes & REGION) != 0 && w.b[World.SERVER + World.STAMP_REGION] > stamp)
                    || ((scopes & TAG) != 0 && key == 0 && w.b[World.SERVER + World.STAMP_TAG] > stamp);
            return !outdated || off(Mechanism.STAMP);
        }

        /** What every script begins with: a lost set is made anew, under a generation that never was. */
        private void makeSet(World w) {
            if (w.b[World.SERVER] == 0) {
                w.set(World.SERVER, ++w.b[World.GENERATIONS]);
                w.set(World.SERVER + World.POSITION, 1);
                w.set(World.SERVER + World.LOG, 0);
            }
        }

        /** Takes the next position for a change of the scopes, appends it to the log and publishes it. */
        private int append(World w, int scopes) {
            int before = w.b[World.SERVER + World.POSITION];
            int position = before + 1 + w.b[World.SERVER + World.SKIP];
            w.set(World.SERVER + World.POSITION, position);
            w.set(World.SERVER + World.SKIP, 0);
            int index = 0;
            while (w.b[World.change(index)] != 0) {
                index++;
            }
            int change = World.change(index);
            w.set(change, w.b[World.SERVER]);
            w.set(change + World.POSITION, position);
            w.set(change + World.BEFORE, before);
            w.set(change + World.SCOPES, scopes);
            for (int key = 0; key < KEYS; key++) {
                w.set(change + World.CHANGE_OUTDATED + key, w.b[World.SERVER + World.OUTDATED + key]);
            }
            w.add(World.SERVER + World.LOG, 1 << index);
            if (Integer.bitCount(w.b[World.SERVER + World.LOG] & 0xff) > World.LOG_CAPACITY) {
                w.b[World.SERVER + World.LOG] &= (byte) (w.b[World.SERVER + World.LOG] - 1);
            }
            for (int n = 0; n < NODES; n++) {
                if (w.b[World.node(n) + World.SUBSCRIPTION] == World.UP) {
                    w.add(World.node(n) + World.QUEUE, 1 << index);
                }
            }
            return position;
        }

        private void invalidate(World w, int n, int scopes) {
            for (int key = 0; key < KEYS; key++) {
                if (covers(scopes, key)) {
                    w.set(World.SERVER + World.OUTDATED + key, w.b[World.SOURCE + key]);
                }
                if ((scopes & (1 << key)) != 0) {
                    w.clear(World.entry(key), World.CELL);
                    voidLease(w, key);
                }
            }
            int position = append(w, scopes);
            if ((scopes & REGION) != 0) {
                w.set(World.SERVER + World.STAMP_REGION, position);
            }
            if ((scopes & TAG) != 0) {
                w.set(World.SERVER + World.STAMP_TAG, position);
            }
            remember(w, n, scopes);
        }

        private void write(World w, int n, int key, int value) {
            w.raise(World.SERVER + World.OUTDATED + key, value);
            voidLease(w, key);
            int position = append(w, 1 << key);
            w.set(World.entry(key), w.b[World.SERVER]);
            w.set(World.entry(key) + World.STAMP, position);
            w.set(World.entry(key) + World.VALUE, value + 1);
            remember(w, n, 1 << key);
        }

        private void voidLease(World w, int key) {
            if (!off(Mechanism.LEASE_VOIDED)) {
                w.clear(World.lease(key), World.CELL);
            }
        }

        /** What a node changed since the replica's last step may be lost with the server: it is the last seconds' changes. */
        private void remember(World w, int n, int scopes) {
            if (w.b[World.REPLICA_HELD] != 0) {
                w.add(World.node(n) + World.REMEMBERED, scopes);
            }
        }

        // Reads, loads and fills.

        private void flightSteps(int n, int key) {
            int node = World.node(n);
            int flight = World.flight(n, key);
            switch (at(flight)) {
                case World.IDLE -> {
                    boolean mayRead =
                            (n != PLAIN_NODE || key == 0) && (at(node + World.JOURNAL) == 0 || off(Mechanism.JOURNAL));
                    if (mayRead
                            && flightsUnderWay() < flights
                            && !(serves(from, n) && at(node + World.NEAR + key) != 0)) {
                        read(n, key);
                    }
                }
                case World.HIT, World.GRANTED, World.FILLED -> answer(n, key);
                case World.LOADED -> {
                    fill(n, key);
                    World w = step();
                    if (at(World.lease(key) + World.TOKEN) == n + 1) {
                        w.clear(World.lease(key), World.CELL);
                    }
                    w.land(n, key);
                    done(Rule.RELEASED, n, 1 << key);
                }
                default -> throw new IllegalStateException("a flight in no state");
            }
        }

        private int flightsUnderWay() {
            int flights = 0;
            for (int n = 0; n < NODES; n++) {
                for (int key = 0; key < KEYS; key++) {
                    flights += at(World.flight(n, key)) == World.IDLE ? 0 : 1;
                }
            }
            return flights;
        }

        private void read(int n, int key) {
            World w = step();
            makeSet(w);
            int flight = World.flight(n, key);
            Rule rule;
            if (isLive(w, World.entry(key), key, REGION | TAG)) {
                if (n == PLAIN_NODE) {
                    return;
                }
                w.set(flight, World.HIT);
                w.set(flight + World.FLIGHT_VALUE, w.b[World.entry(key) + World.VALUE]);
                rule = Rule.READ_HIT;
            } else if (isLive(w, World.lease(key), key, REGION) && !off(Mechanism.ONE_LEASE)) {
                return;
            } else {
                w.set(flight, n == PLAIN_NODE ? World.LOADED : World.GRANTED);
                w.set(flight + World.FLIGHT_VALUE, w.b[World.SOURCE + key] + 1);
                w.set(World.lease(key), w.b[World.SERVER]);
                w.set(World.lease(key) + World.STAMP, w.b[World.SERVER + World.POSITION]);
                w.set(World.lease(key) + World.TOKEN, n + 1);
                rule = Rule.READ_GRANTED;
            }
            if (w.b[World.node(n) + World.SUBSCRIPTION] == World.DOWN) {
                w.add(flight + World.FLAGS, World.UNSUBSCRIBED);
            }
            carryPosition(w, n, flight);
            done(rule, n, 1 << key);
        }

        private void carryPosition(World w, int n, int flight) {
            int generation = w.b[World.SERVER];
            int position = w.b[World.SERVER + World.POSITION];
            w.set(flight + World.FLIGHT_GENERATION, generation);
            if (n == PLAIN_NODE) {
                return;
            }
            w.set(flight + World.FLIGHT_POSITION, position);
            if (isBackwards(w, n, generation, position)) {
                w.add(flight + World.FLAGS, World.BACKWARDS);
            }
        }

        private boolean isBackwards(World w, int n, int generation, int position) {
            int node = World.node(n);
            return w.b[node] == generation && position < w.b[node + World.HEARD_UP_TO];
        }

        private void fill(int n, int key) {
            World w = step();
            makeSet(w);
            int flight = World.flight(n, key);
            int lease = World.lease(key);
            boolean held = w.b[lease + World.TOKEN] == n + 1
                    && w.b[lease] == w.b[flight + World.FLIGHT_GENERATION]
                    && isLive(w, lease, key, REGION | TAG);
            boolean stores = (held || off(Mechanism.FENCE)) && !isLive(w, World.entry(key), key, REGION | TAG);
            if (stores) {
                int entry = World.entry(key);
                w.set(entry, w.b[World.SERVER]);
                w.set(entry + World.STAMP, held ? w.b[lease + World.STAMP] : w.b[World.SERVER + World.POSITION]);
                w.set(entry + World.VALUE, w.b[flight + World.FLIGHT_VALUE]);
            }
            if (w.b[lease + World.TOKEN] == n + 1) {
                w.clear(lease, World.CELL);
            }
            if (stores && n == PLAIN_NODE) {
                w.land(n, key);
                done(Rule.FILL_STORED, n, 1 << key);
            } else if (stores) {
                w.set(flight, World.FILLED);
                carryPosition(w, n, flight);
                done(Rule.FILL_STORED, n, 1 << key);
            } else {
                w.land(n, key);
                done(Rule.FILL_REFUSED, n, 1 << key);
            }
        }

        private void answer(int n, int key) {
            World w = step();
            int node = World.node(n);
            int flight = World.flight(n, key);
            int kind = at(flight);
            int generation = at(flight + World.FLIGHT_GENERATION);
            int position = at(flight + World.FLIGHT_POSITION);
            int flags = at(flight + World.FLAGS);
            boolean usable = believe(w, n, generation, position, flags, true);
            boolean keeps = usable
                    && (kind == World.HIT || kind == World.FILLED)
                    && (position >= w.b[node + World.SINCE] || off(Mechanism.SINCE))
                    && ((flags & World.CHANGED) == 0 || off(Mechanism.NEAR_GUARD));
            if (keeps) {
                w.set(node + World.NEAR + key, at(flight + World.FLIGHT_VALUE));
            }
            if (kind == World.GRANTED) {
                w.set(flight, World.LOADED);
                w.set(flight + World.FLIGHT_POSITION, 0);
                w.b[flight + World.FLAGS] &= ~World.BACKWARDS;
            } else {
                w.land(n, key);
            }
            done(keeps ? Rule.KEPT_NEAR : Rule.ANSWERED, n, 1 << key);
        }

        // What a node knows.

        /** Learns what an answer says of the tenant, and tells whether its entries are of the history that the node knows. */
        private boolean believe(World w, int n, int generation, int position, int flags, boolean verifies) {
            int node = World.node(n);
            boolean fresh = (flags & World.UNSUBSCRIBED) == 0 || off(Mechanism.FRESH_VERIFICATION);
            boolean otherHistory = (flags & World.OTHER_HISTORY) != 0 && !off(Mechanism.STALE_ANSWER);
            if (otherHistory) {
                return false;
            }
            if (w.b[node] == 0) {
                start(w, n, generation, position, position, fresh);
                return true;
            }
            boolean otherGeneration = w.b[node] != generation && !off(Mechanism.GENERATION);
            if (otherGeneration && (flags & World.STARTED) != 0 && !off(Mechanism.STALE_ANSWER)) {
                return false;
            }
            if (otherGeneration || (flags & World.BACKWARDS) != 0) {
                drop(w, n);
                startOtherHistory(w, n, generation, position, position, fresh);
                return true;
            }
            if (verifies && fresh && w.b[node + World.VERIFIED] == 0) {
                w.set(node + World.VERIFIED, 1);
                w.raise(node + World.WANTED, position);
            }
            return true;
        }

        private void start(World w, int n, int generation, int since, int heard, boolean verified) {
            int node = World.node(n);
            w.set(node, generation);
            w.set(node + World.SINCE, since);
            w.set(node + World.HEARD_UP_TO, heard);
            w.set(node + World.WANTED, heard);
            w.set(node + World.VERIFIED, verified ? 1 : 0);
            flag(w, n, World.STARTED);
        }

        private void startOtherHistory(World w, int n, int generation, int since, int heard, boolean verified) {
            start(w, n, generation, since, heard, verified);
            flag(w, n, World.OTHER_HISTORY);
        }

        private void flag(World w, int n, int flags) {
            for (int key = 0; key < KEYS; key++) {
                if (w.b[World.flight(n, key)] != World.IDLE) {
                    w.add(World.flight(n, key) + World.FLAGS, flags);
                }
            }
            if (w.b[World.node(n) + World.CATCHING] != 0) {
                w.add(World.node(n) + World.CATCHING_FLAGS, flags);
            }
        }

        private void drop(World w, int n) {
            w.clear(World.node(n) + World.NEAR, KEYS);
        }

        private void apply(World w, int n, int scopes) {
            if (n == PLAIN_NODE) {
                return;
            }
            for (int key = 0; key < KEYS; key++) {
                if (covers(scopes, key)) {
                    w.set(World.node(n) + World.NEAR + key, 0);
                    if (w.b[World.flight(n, key)] != World.IDLE) {
                        w.add(World.flight(n, key) + World.FLAGS, World.CHANGED);
                    }
                }
            }
        }

        /** The change is over for its caller: this node must not serve what it outdated. */
        private void applyOwn(World w, int n, int scopes) {
            apply(w, n, scopes);
            for (int key = 0; key < KEYS; key++) {
                if (n != PLAIN_NODE && covers(scopes, key)) {
                    w.raise(World.node(n) + World.MUST + key, w.b[World.SOURCE + key]);
                }
            }
        }

        /** Whether the node serves near entries now. Time does not pass here, so trust lasts until the break is seen. */
        boolean serves(World w, int n) {
            int node = World.node(n);
            return w.b[node] != 0
                    && w.b[node + World.SUBSCRIPTION] != World.DOWN
                    && w.b[node + World.VERIFIED] != 0
                    && (w.b[node + World.WANTED] <= w.b[node + World.HEARD_UP_TO] || off(Mechanism.WAIT_FOR_CATCH_UP));
        }

        // Changes.

        private void changeSteps(int n) {
            for (int operation = 0; operation < OPERATION_SCOPES.length; operation++) {
                boolean allowed = (operations & (1 << operation)) != 0 && at(World.CHANGES_LEFT) > 0;
                boolean known = n == PLAIN_NODE || at(World.node(n)) != 0;
                if (allowed && at(World.node(n) + World.JOURNAL) != 0) {
                    World w = change(n, operation);
                    w.add(World.node(n) + World.JOURNAL, OPERATION_SCOPES[operation]);
                    done(Rule.JOURNALLED, n, operation);
                } else if (allowed && (known || operation < FIRST_WRITE)) {
                    change(n, operation, true);
                    if (at(World.TIMEOUTS_LEFT) > 0) {
                        change(n, operation, false);
                        timeOut(n, operation);
                    }
                }
            }
            if (at(World.node(n) + World.LATE) != 0) {
                late(n);
            }
        }

        /** Changes the source, and what is near here. */
        private World change(int n, int operation) {
            World w = step();
            int scopes = OPERATION_SCOPES[operation];
            w.b[World.CHANGES_LEFT]--;
            for (int key = 0; key < KEYS; key++) {
                if (covers(scopes, key)) {
                    w.b[World.SOURCE + key]++;
                }
            }
            applyOwn(w, n, scopes);
            return w;
        }

        /** Redis carries it out: a write of another generation than the set's was refused and repeated under the set's. */
        private void change(int n, int operation, boolean answered) {
            World w = change(n, operation);
            makeSet(w);
            int key = operation - FIRST_WRITE;
            if (operation < FIRST_WRITE) {
                invalidate(w, n, OPERATION_SCOPES[operation]);
            } else {
                write(w, n, key, w.b[World.SOURCE + key]);
                if (answered && n != PLAIN_NODE && at(World.flight(n, key)) == World.IDLE) {
                    answerWrite(w, n, key, w.b[World.SOURCE + key]);
                }
            }
            if (!answered) {
                journalOperation(w, n, operation);
            }
            done(answered ? Rule.CARRIED_OUT : Rule.UNANSWERED, n, operation);
        }

        /** The answer of a write is on its way to the writer, who will keep the value near as that of a fill. */
        private void answerWrite(World w, int n, int key, int value) {
            int flight = World.flight(n, key);
            w.set(flight, World.FILLED);
            w.set(flight + World.FLIGHT_VALUE, value + 1);
            if (w.b[World.node(n) + World.SUBSCRIPTION] == World.DOWN) {
                w.add(flight + World.FLAGS, World.UNSUBSCRIBED);
            }
            carryPosition(w, n, flight);
        }

        // Redis away.

        private void timeOut(int n, int operation) {
            int node = World.node(n);
            World w = change(n, operation);
            if (operation >= FIRST_WRITE) {
                w.set(node + World.LATE, operation + 1);
                w.set(node + World.LATE_GENERATION, w.b[n == PLAIN_NODE ? World.SERVER : node]);
                w.set(
                        node + World.LATE_VALUE_OF + operation - FIRST_WRITE,
                        w.b[World.SOURCE + operation - FIRST_WRITE] + 1);
            }
            journalOperation(w, n, operation);
            done(Rule.TIMED_OUT, n, operation);
        }

        private void journalOperation(World w, int n, int operation) {
            w.b[World.TIMEOUTS_LEFT]--;
            w.b[World.node(n) + World.ERA]++;
            w.add(World.node(n) + World.JOURNAL, OPERATION_SCOPES[operation]);
        }

        /** A write that timed out in the era before the node's is carried out by Redis after all. */
        private void late(int n) {
            int node = World.node(n);
            int operation = at(node + World.LATE) - 1;
            World w = step();
            makeSet(w);
            boolean refused = (w.b[World.SERVER + World.ERAS + n] >= w.b[node + World.ERA] && !off(Mechanism.ERA))
                    || (at(node + World.LATE_GENERATION) != w.b[World.SERVER] && !off(Mechanism.WRITE_GENERATION));
            if (!refused) {
                if (Properties.isToBeRepaired(from, n, operation - FIRST_WRITE)) {
                    acceptLate(
                            w, operation - FIRST_WRITE, at(node + World.LATE_VALUE_OF + operation - FIRST_WRITE) - 1);
                }
                write(w, n, operation - FIRST_WRITE, at(node + World.LATE_VALUE_OF + operation - FIRST_WRITE) - 1);
            }
            w.clear(node + World.LATE, World.NEAR - World.LATE);
            done(refused ? Rule.LATE_REFUSED : Rule.LATE_STORED, n, operation);
        }

        /** Before its node drains, the protocol does not promise to refuse it: it stands as the last change until then. */
        private void acceptLate(World w, int key, int value) {
            w.lower(World.SERVER + World.OUTDATED + key, value);
            for (int n = 0; n < NODES; n++) {
                w.lower(World.node(n) + World.MUST + key, value);
                w.lower(World.node(n) + World.CATCHING_OUTDATED + key, value);
            }
            for (int index = 0; index < World.MAX_CHANGES; index++) {
                w.lower(World.change(index) + World.CHANGE_OUTDATED + key, value);
            }
        }

        private void outageSteps(int n) {
            int node = World.node(n);
            if (at(node + World.JOURNAL) != 0) {
                World w = step();
                makeSet(w);
                w.set(World.SERVER + World.ERAS + n, w.b[node + World.ERA]);
                invalidate(w, n, w.b[node + World.JOURNAL]);
                w.set(node + World.JOURNAL, 0);
                done(Rule.DRAINED, n, 0);
            }
            if (at(node + World.SERVER_UNSEEN) != 0) {
                World w = step();
                w.set(node + World.SERVER_UNSEEN, 0);
                if (!off(Mechanism.NEW_SERVER)) {
                    drop(w, n);
                    w.clear(node, World.SUBSCRIPTION);
                    if (n != PLAIN_NODE) {
                        flag(w, n, World.OTHER_HISTORY);
                    }
                }
                if (!off(Mechanism.OLD_MESSAGES) && w.b[node + World.SUBSCRIPTION] == World.CUT) {
                    w.set(node + World.SUBSCRIPTION, World.DOWN);
                    w.set(node + World.QUEUE, 0);
                }
                if (!off(Mechanism.REPLAY)) {
                    w.add(node + World.JOURNAL, w.b[node + World.REMEMBERED]);
                    applyOwn(w, n, w.b[node + World.REMEMBERED]);
                }
                w.set(node + World.REMEMBERED, 0);
                done(Rule.SERVER_SEEN, n, 0);
            }
        }

        // Messages.

        private void messageSteps(int n) {
            if (n == PLAIN_NODE) {
                return;
            }
            int node = World.node(n);
            int queue = at(node + World.QUEUE) & 0xff;
            if (queue != 0) {
                hear(n, Integer.numberOfTrailingZeros(queue));
                if (at(World.DROPS_LEFT) > 0) {
                    loseMessages(n, queue);
                }
            }
            subscriptionSteps(n);
            if (at(node + World.CATCHING) != 0) {
                caughtUp(n);
            } else if (at(node) != 0
                    && at(node + World.JOURNAL) == 0
                    && !off(Mechanism.CATCH_UP)
                    && (audited || at(node + World.WANTED) > at(node + World.HEARD_UP_TO))) {
                askLog(n);
            }
        }

        private void loseMessages(int n, int queue) {
            for (int rest = queue; rest != 0; rest &= rest - 1) {
                World w = step();
                w.b[World.DROPS_LEFT]--;
                w.b[World.node(n) + World.QUEUE] &= (byte) ~Integer.lowestOneBit(rest);
                done(Rule.MESSAGE_LOST, n, 0);
            }
        }

        private void hear(int n, int index) {
            World w = step();
            int node = World.node(n);
            int change = World.change(index);
            w.b[node + World.QUEUE] &= (byte) ~(1 << index);
            // A heartbeat that was sent right after the message is heard right after it.
            raiseMust(w, n, change + World.CHANGE_OUTDATED);
            Rule rule = hear(
                    w,
                    n,
                    at(change),
                    at(change + World.BEFORE),
                    at(change + World.POSITION),
                    at(change + World.SCOPES));
            done(rule, n, 0);
        }

        private Rule hear(World w, int n, int generation, int before, int position, int scopes) {
            int node = World.node(n);
            int heard = at(node + World.HEARD_UP_TO);
            apply(w, n, scopes);
            if (at(node) == 0) {
                start(w, n, generation, before, position, true);
                return Rule.HEARD_FIRST;
            }
            boolean otherGeneration = at(node) != generation && !off(Mechanism.GENERATION);
            if (otherGeneration || (before < heard && heard < position)) {
                drop(w, n);
                startOtherHistory(w, n, generation, before, position, true);
                return Rule.HEARD_OTHER;
            }
            if (before == heard || (before > heard && off(Mechanism.CATCH_UP))) {
                w.set(node + World.HEARD_UP_TO, position);
                w.raise(node + World.WANTED, position);
                return Rule.HEARD;
            }
            if (position <= heard) {
                return Rule.HEARD_OLD;
            }
            w.raise(node + World.WANTED, position);
            return Rule.HEARD_GAP;
        }

        private void raiseMust(World w, int n, int outdated) {
            for (int key = 0; key < KEYS; key++) {
                w.raise(World.node(n) + World.MUST + key, w.b[outdated + key]);
            }
        }

        private void subscriptionSteps(int n) {
            int subscription = World.node(n) + World.SUBSCRIPTION;
            if (at(subscription) == World.UP && at(World.BREAKS_LEFT) > 0) {
                World w = step();
                w.b[World.BREAKS_LEFT]--;
                w.set(subscription, World.CUT);
                done(Rule.BROKEN, n, 0);
            } else if (at(subscription) == World.CUT) {
                World w = step();
                w.set(subscription, World.DOWN);
                w.set(World.node(n) + World.QUEUE, 0);
                done(Rule.BREAK_SEEN, n, 0);
            } else if (at(subscription) == World.DOWN
                    && (at(World.node(n) + World.SERVER_UNSEEN) == 0 || off(Mechanism.SERVER_FIRST))) {
                World w = step();
                w.set(subscription, World.UP);
                w.set(World.node(n) + World.VERIFIED, 0);
                flag(w, n, World.UNSUBSCRIBED);
                raiseMust(w, n, World.SERVER + World.OUTDATED);
                done(Rule.SUBSCRIBED, n, 0);
            }
        }

        private void askLog(int n) {
            World w = step();
            makeSet(w);
            int node = World.node(n);
            int generation = w.b[World.SERVER];
            int position = w.b[World.SERVER + World.POSITION];
            w.set(node + World.CATCHING, 1);
            w.set(node + World.CATCHING_GENERATION, generation);
            w.set(node + World.CATCHING_POSITION, position);
            for (int index = 0; index < World.MAX_CHANGES; index++) {
                boolean logged = (w.b[World.SERVER + World.LOG] & (1 << index)) != 0;
                if (logged && w.b[World.change(index) + World.POSITION] > w.b[node + World.HEARD_UP_TO]) {
                    w.add(node + World.CATCHING_LOG, 1 << index);
                }
            }
            for (int key = 0; key < KEYS; key++) {
                w.set(node + World.CATCHING_OUTDATED + key, w.b[World.SERVER + World.OUTDATED + key]);
            }
            if (w.b[node + World.SUBSCRIPTION] == World.DOWN) {
                w.add(node + World.CATCHING_FLAGS, World.UNSUBSCRIBED);
            }
            if (isBackwards(w, n, generation, position)) {
                w.add(node + World.CATCHING_FLAGS, World.BACKWARDS);
            }
            done(Rule.ASKED_LOG, n, 0);
        }

        private void caughtUp(int n) {
            World w = step();
            int node = World.node(n);
            int flags = at(node + World.CATCHING_FLAGS);
            int generation = at(node + World.CATCHING_GENERATION);
            int position = at(node + World.CATCHING_POSITION);
            boolean same =
                    at(node) == generation && (flags & (World.BACKWARDS | World.OTHER_HISTORY | World.STARTED)) == 0;
            boolean dropped = false;
            if (at(node) != 0 && believe(w, n, generation, position, flags, same) && same) {
                raiseMust(w, n, node + World.CATCHING_OUTDATED);
                dropped = !applyLog(w, n, at(node + World.CATCHING_LOG) & 0xff, position);
            }
            w.clear(node + World.CATCHING, World.FLIGHT - World.CATCHING);
            done(dropped ? Rule.CAUGHT_UP_DROPPED : Rule.CAUGHT_UP, n, 0);
        }

        private boolean applyLog(World w, int n, int log, int position) {
            int node = World.node(n);
            boolean follows = true;
            for (int rest = log; rest != 0 && follows; rest &= rest - 1) {
                int change = World.change(Integer.numberOfTrailingZeros(rest));
                int heard = w.b[node + World.HEARD_UP_TO];
                if (w.b[change + World.POSITION] > heard) {
                    follows = w.b[change + World.BEFORE] == heard;
                    if (follows) {
                        apply(w, n, w.b[change + World.SCOPES]);
                        w.set(node + World.HEARD_UP_TO, w.b[change + World.POSITION]);
                    }
                }
            }
            if (w.b[node + World.HEARD_UP_TO] >= position) {
                return true;
            }
            drop(w, n);
            w.set(node + World.SINCE, position);
            w.set(node + World.HEARD_UP_TO, position);
            w.raise(node + World.WANTED, position);
            return false;
        }

        // What Redis loses.

        private void lossSteps() {
            if (at(World.LOSSES_LEFT) == 0) {
                return;
            }
            for (int key = 0; key < KEYS; key++) {
                loseCell(World.lease(key), Rule.LEASE_EXPIRED, key);
                loseCell(World.entry(key), Rule.ENTRY_EVICTED, key);
            }
            if (at(World.SERVER + World.LOG) != 0) {
                lose().set(World.SERVER + World.LOG, 0);
                done(Rule.LOG_EVICTED, 0, 0);
            }
            if (at(World.SERVER) != 0) {
                loseSet(lose());
                done(Rule.SET_LOST, 0, 0);
                World w = lose();
                loseSet(w);
                w.set(World.SERVER + World.LOG, 0);
                w.clear(World.SERVER + World.ENTRY, 2 * KEYS * World.CELL);
                done(Rule.FLUSHED, 0, 0);
            }
        }

        private World lose() {
            World w = step();
            w.b[World.LOSSES_LEFT]--;
            return w;
        }

        private void loseCell(int cell, Rule rule, int key) {
            if (at(cell) != 0) {
                lose().clear(cell, World.CELL);
                done(rule, 0, 1 << key);
            }
        }

        private void loseSet(World w) {
            w.clear(World.SERVER, World.LOG);
            w.set(World.SERVER + World.SKIP, 0);
        }

        private void failoverSteps() {
            if (at(World.FAILOVERS_LEFT) == 0) {
                return;
            }
            if (at(World.REPLICA_HELD) == 0) {
                World w = step();
                w.set(World.REPLICA_HELD, 1);
                System.arraycopy(w.b, World.SERVER, w.b, World.REPLICA, World.SERVER_SIZE);
                done(Rule.REPLICATED, 0, 0);
                return;
            }
            for (int skip = 0; skip <= 1; skip++) {
                World w = step();
                w.b[World.FAILOVERS_LEFT]--;
                w.set(World.REPLICA_HELD, 0);
                for (int key = 0; key < KEYS; key++) {
                    w.set(World.LOST + key, w.b[World.SERVER + World.OUTDATED + key]);
                }
                System.arraycopy(w.b, World.REPLICA, w.b, World.SERVER, World.SERVER_SIZE);
                w.clear(World.REPLICA, World.SERVER_SIZE);
                w.set(World.SERVER + World.SKIP, skip);
                for (int index = 0; index < World.MAX_CHANGES; index++) {
                    w.clear(World.change(index) + World.CHANGE_OUTDATED, KEYS);
                }
                for (int n = 0; n < NODES; n++) {
                    w.clear(World.node(n) + World.CATCHING_OUTDATED, KEYS);
                }
                for (int n = 0; n < NODES; n++) {
                    failOver(w, World.node(n));
                }
                done(Rule.FAILED_OVER, 0, 0);
            }
        }

        private void failOver(World w, int node) {
            w.set(node + World.SERVER_UNSEEN, 1);
            if (w.b[node + World.SUBSCRIPTION] == World.UP) {
                w.set(node + World.SUBSCRIPTION, World.CUT);
            }
            for (int key = 0; key < KEYS; key++) {
                w.lower(node + World.MUST + key, w.b[World.SERVER + World.OUTDATED + key]);
            }
        }
    }

    /** The properties, each of a state or of the step to it. They judge what nodes would be served, and read the ghosts. */
    static final class Properties {
        private Properties() {}

        /** What is wrong with the state that the step led to, or null. */
        static String broken(Steps steps, World from, World w, Rule rule, int scope) {
            if (rule == Rule.READ_GRANTED && isHeld(from, scope == 1 ? 0 : 1)) {
                return "two hold a live lease of one key";
            }
            for (int key = 0; key < KEYS; key++) {
                int value = w.b[World.entry(key) + World.VALUE] - 1;
                if (steps.isLive(w, World.entry(key), key, REGION | TAG)) {
                    if (value < w.b[World.SERVER + World.OUTDATED + key] && !isToBeRepaired(w, key)) {
                        return "a value is live in Redis that was loaded before an invalidation which Redis carried out: k"
                                + key;
                    }
                    if (value < w.b[World.LOST + key] && isRepaired(w)) {
                        return "an invalidation that a failover lost was never carried out again: k" + key;
                    }
                }
                for (int n = 0; n < NODES; n++) {
                    int near = w.b[World.node(n) + World.NEAR + key];
                    if (near != 0 && near - 1 < w.b[World.node(n) + World.MUST + key] && steps.serves(w, n)) {
                        return "%s serves from near what was outdated before the last heartbeat it heard, or by itself: k%d"
                                .formatted(name(n), key);
                    }
                }
            }
            return null;
        }

        private static boolean isHeld(World w, int key) {
            int lease = World.lease(key);
            int holder = w.b[lease + World.TOKEN];
            return (holder == 1 || holder == 2)
                    && w.b[lease] == w.b[World.SERVER]
                    && w.b[World.SERVER + World.STAMP_REGION] <= w.b[lease + World.STAMP];
        }

        /** A node still has to carry out a change of the key: until then a write that came late, or a failover, may show. */
        private static boolean isToBeRepaired(World w, int key) {
            return isToBeRepaired(w, 0, key) || isToBeRepaired(w, 1, key);
        }

        static boolean isToBeRepaired(World w, int n, int key) {
            int node = World.node(n);
            int again = w.b[node + World.SERVER_UNSEEN] == 0 ? 0 : w.b[node + World.REMEMBERED];
            return covers(w.b[node + World.JOURNAL] | again, key);
        }

        private static boolean isRepaired(World w) {
            boolean repaired = true;
            for (int n = 0; n < NODES; n++) {
                repaired &= w.b[World.node(n) + World.JOURNAL] == 0 && w.b[World.node(n) + World.SERVER_UNSEEN] == 0;
            }
            return repaired;
        }
    }

    /** Breadth first, so that the first broken property is at the end of a shortest trace. */
    static final class Search {
        private final Bounds bounds;
        private final Set<Mechanism> without;
        private final Steps steps;
        private final Fingerprints seen = new Fingerprints();
        private final long[] taken = new long[Rule.values().length];
        private final Deque<byte[]> frontier = new ArrayDeque<>();
        private final World current = new World();
        private int currentOrdinal;
        private long transitions;
        private String broken;
        private int brokenOrdinal;

        Search(Bounds bounds, Set<Mechanism> without) {
            this.bounds = bounds;
            this.without = without;
            this.steps = new Steps(bounds, without, this::visit);
        }

        /** Whether all properties hold in all states. */
        boolean run() {
            World initial = World.initial(bounds);
            seen.add(initial.fingerprint(), -1);
            frontier.add(initial.b.clone());
            while (broken == null && !frontier.isEmpty()) {
                System.arraycopy(frontier.poll(), 0, current.b, 0, World.SIZE);
                steps.visitSuccessors(current);
                currentOrdinal++;
            }
            return broken == null;
        }

        private void visit(World next, Rule rule, int node, int what) {
            transitions++;
            taken[rule.ordinal()]++;
            if (broken != null || !seen.add(next.fingerprint(), currentOrdinal)) {
                return;
            }
            frontier.add(next.b.clone());
            broken = Properties.broken(steps, current, next, rule, what);
            brokenOrdinal = seen.size() - 1;
        }

        int depth() {
            int depth = 0;
            for (int ordinal = seen.size() - 1; ordinal > 0; ordinal = seen.parent(ordinal)) {
                depth++;
            }
            return depth;
        }

        /** The steps to the broken state: found again from the fingerprints on the way, since states are not kept. */
        List<String> trace() {
            Deque<Long> way = new ArrayDeque<>();
            for (int ordinal = brokenOrdinal; ordinal > 0; ordinal = seen.parent(ordinal)) {
                way.push(seen.fingerprint(ordinal));
            }
            List<String> trace = new ArrayList<>();
            World state = World.initial(bounds);
            for (long wanted : way) {
                World found = new World();
                String[] text = new String[1];
                Visitor choose = (next, rule, node, what) -> {
                    if (text[0] == null && next.fingerprint() == wanted) {
                        found.copyFrom(next);
                        text[0] = describe(rule, node, what);
                    }
                };
                new Steps(bounds, without, choose).visitSuccessors(state);
                trace.add(text[0]);
                state = found;
            }
            return trace;
        }

        private static String describe(Rule rule, int node, int what) {
            boolean ofOperation = switch (rule) {
                case JOURNALLED, CARRIED_OUT, UNANSWERED, TIMED_OUT, LATE_STORED, LATE_REFUSED -> true;
                default -> false;
            };
            return rule.text.formatted(name(node), ofOperation ? OPERATION_NAMES[what] : what == 2 ? "k1" : "k0");
        }
    }

    /** The fingerprints of the states seen, in the order seen, and from which of them each was reached. */
    static final class Fingerprints {
        private long[] fingerprints = new long[1 << 16];
        private int[] parents = new int[1 << 16];
        private int[] table = new int[1 << 17];
        private int size;

        /** Whether it was not there. */
        boolean add(long fingerprint, int parent) {
            int slot = slot(fingerprint);
            if (table[slot] != 0) {
                return false;
            }
            if (size == fingerprints.length) {
                fingerprints = Arrays.copyOf(fingerprints, 2 * size);
                parents = Arrays.copyOf(parents, 2 * size);
                table = new int[4 * size];
                for (int i = 0; i < size; i++) {
                    table[slot(fingerprints[i])] = i + 1;
                }
                slot = slot(fingerprint);
            }
            fingerprints[size] = fingerprint;
            parents[size] = parent;
            table[slot] = ++size;
            return true;
        }

        private int slot(long fingerprint) {
            int slot = (int) (fingerprint >>> 20) & (table.length - 1);
            while (table[slot] != 0 && fingerprints[table[slot] - 1] != fingerprint) {
                slot = (slot + 1) & (table.length - 1);
            }
            return slot;
        }

        int size() {
            return size;
        }

        long fingerprint(int ordinal) {
            return fingerprints[ordinal];
        }

        int parent(int ordinal) {
            return parents[ordinal];
        }
    }

    static String name(int node) {
        return node == 0 ? "A" : "B";
    }

    /**
     * Without arguments: every profile, all mechanisms on. {@code MESSAGES}: that profile. {@code without=FENCE}: that
     * mechanism left out, in the profile that misses it. {@code without=each}: one after the other, and each must break a
     * property. {@code changes=3}: that bound instead of the profile's. Exits with 1 if anything is not as expected.
     */
    public static void main(String[] arguments) {
        Set<Profile> profiles = EnumSet.noneOf(Profile.class);
        Set<Mechanism> without = EnumSet.noneOf(Mechanism.class);
        UnaryOperator<Bounds> bounds = UnaryOperator.identity();
        boolean each = false;
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length == 1) {
                profiles.add(Profile.valueOf(argument));
            } else if (!parts[0].equals("without")) {
                UnaryOperator<Bounds> before = bounds;
                bounds = b -> before.apply(b).with(parts[0], Integer.decode(parts[1]));
            } else if (parts[1].equals("each")) {
                each = true;
            } else {
                without.add(Mechanism.valueOf(parts[1]));
            }
        }
        boolean asExpected = true;
        if (each) {
            for (Mechanism mechanism : Mechanism.values()) {
                asExpected &= !check(mechanism.profile, bounds, EnumSet.of(mechanism));
            }
        } else {
            if (profiles.isEmpty()) {
                profiles.addAll(
                        without.isEmpty()
                                ? EnumSet.complementOf(EnumSet.of(Profile.SMALL))
                                : EnumSet.of(without.iterator().next().profile));
            }
            for (Profile profile : profiles) {
                asExpected &= check(profile, bounds, without);
            }
        }
        System.exit(asExpected ? 0 : 1);
    }

    private static String described(Set<Mechanism> without) {
        return without.stream()
                .map(mechanism -> " without " + mechanism + " (" + mechanism.about + ")")
                .collect(Collectors.joining());
    }

    private static boolean check(Profile profile, UnaryOperator<Bounds> change, Set<Mechanism> without) {
        long begun = System.nanoTime();
        var search = new Search(change.apply(profile.bounds), without);
        boolean holds = search.run();
        System.out.printf(
                Locale.ROOT,
                "%s%s: %s; %,d states, %,d steps, depth %d, %.1f s%n",
                profile,
                described(without),
                holds ? "all properties hold" : "BROKEN: " + search.broken,
                search.seen.size(),
                search.transitions,
                search.depth(),
                (System.nanoTime() - begun) / 1e9);
        if (holds) {
            var never = EnumSet.noneOf(Rule.class);
            for (Rule rule : Rule.values()) {
                if (search.taken[rule.ordinal()] == 0) {
                    never.add(rule);
                }
            }
            System.out.println("  never taken: " + never);
        } else {
            int number = 0;
            for (String step : search.trace()) {
                System.out.printf("  %2d. %s%n", ++number, step);
            }
        }
        return holds;
    }
}
