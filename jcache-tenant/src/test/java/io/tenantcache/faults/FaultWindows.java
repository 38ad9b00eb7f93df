package io.tenantcache.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** When which node was cut off from Redis, or recovered from that. Times are those of {@link System#nanoTime}; none is far from the others. */
final class FaultWindows {

    /** The end of a time that has not ended. */
    static final long OPEN = Long.MAX_VALUE;

    private static final int MOST = 400;

    private final Deque<Window> windows = new ArrayDeque<>();

    private record Window(int node, long begin, long end) {
        boolean befalls(int other) {
            return node == Event.ALL_NODES || node == other;
        }
    }

    void begin(int node, long begin) {
        windows.add(new Window(node, begin, OPEN));
        if (windows.size() > MOST) {
            windows.removeFirst();
        }
    }

    /** What began then has no consequences any more after that moment. */
    void end(int node, long begin, long settled) {
        for (Iterator<Window> all = windows.iterator(); all.hasNext(); ) {
            Window window = all.next();
            if (window.node() == node && window.begin() == begin) {
                all.remove();
                break;
            }
        }
        windows.add(new Window(node, begin, settled));
    }

    /** Whether the node was cut off or recovering at any time between those two. */
    boolean touched(int node, long from, long to) {
        return windows.stream()
                .anyMatch(window -> window.befalls(node) && window.begin() <= to && window.end() >= from);
    }

    /**
     * The first moment, not before {@code to}, at which the node had recovered from all faults that befell it between the two, and
     * from those that began before it had.
     */
    long recovered(int node, long from, long to) {
        long settled = to;
        boolean moved = true;
        while (moved && settled != OPEN) {
            moved = false;
            for (Window window : windows) {
                if (window.befalls(node)
                        && window.begin() <= settled
                        && window.end() >= from
                        && window.end() > settled) {
                    settled = window.end();
                    moved = true;
                }
            }
        }
        return settled;
    }
}
