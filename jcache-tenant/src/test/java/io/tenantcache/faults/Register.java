package io.tenantcache.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one key: the versions that its source had, and the changes after which older ones are outdated. */
final class Register {

    /** Forgetting the oldest makes the check weaker by what the later ones outdate too. */
    private static final int MOST = 300;

    private final Deque<Event> bumps = new ArrayDeque<>();
    private final Deque<Outdated> outdated = new ArrayDeque<>();

    /**
     * What a change outdated.
     *
     * @param version older ones are outdated
     * @param by the change
     */
    record Outdated(long version, Event by) {}

    void bumped(Event bump) {
        add(bumps, bump);
    }

    /** The key was covered by that change: what the source had before it began is outdated now. */
    void changed(Event change) {
        long version = versionAt(change.begin());
        if (version > 0) {
            add(outdated, new Outdated(version, change));
        }
    }

    /** The changes that outdated that version. */
    List<Outdated> outdating(long version) {
        return outdated.stream().filter(other -> other.version() > version).toList();
    }

    /** The last change that outdated anything; null if there was none. */
    @Nullable
    Event lastChange() {
        Outdated last = outdated.peekLast();
        return last == null ? null : last.by();
    }

    /** Whether the source ever had it, as far as is known. */
    boolean had(long version) {
        return version <= latest();
    }

    private long latest() {
        Event last = bumps.peekLast();
        return last == null ? 0 : Long.parseLong(last.detail());
    }

    /** The version that the source had for sure at that moment. */
    long versionAt(long moment) {
        long version = 0;
        for (Event bump : bumps) {
            if (bump.end() <= moment) {
                version = Math.max(version, Long.parseLong(bump.detail()));
            }
        }
        return version;
    }

    private static <T> void add(Deque<T> all, T one) {
        all.addLast(one);
        if (all.size() > MOST) {
            all.removeFirst();
        }
    }
}
