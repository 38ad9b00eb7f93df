package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.RemoteHealth;
import io.tenantcache.Tenant;
import io.tenantcache.codec.KeyText;
import io.tenantcache.config.OutageConfig;
import io.tenantcache.store.RemoteStore;
import io.tenantcache.store.RemoteUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to the remote tier: past the breaker, and past the journal. While the tier is away, or does not know yet what was
 * invalidated while it was, nobody gets through, and the near tier and the source answer. Thread safe.
 */
public final class RemoteGate implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RemoteGate.class.getName());

    /** Time for the caches to be opened whose keys the journal's file holds. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RemoteStore remote;
    private final Breaker breaker;
    private final ScopeTexts texts = new ScopeTexts();
    private final Journal journal;
    private final Drain drain;
    private final RecentChanges recent;
    private final AtomicInteger servers = new AtomicInteger();

    /** A gate before that remote tier; what a file of the configuration holds is told first. Blocks for the file. */
    public RemoteGate(RemoteStore remote, OutageConfig config, LongSupplier nanoClock) {
        Path file = config.journalFile();
        this.remote = remote;
        this.breaker = new Breaker(nanoClock);
        this.journal = new Journal(texts, file == null ? null : JournalFile.open(file));
        this.drain = new Drain(journal, remote, breaker, new StateLog(LOG, nanoClock));
        this.recent = new RecentChanges(config.failoverWindow(), nanoClock);
        if (!journal.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "The journal holds changes from before the last end of this node; Redis is told them first");
            drain.start(GRACE);
        }
    }

    /** That cache is open, and its keys are written so: they can be told apart in the journal's file. */
    public void opened(String cache, KeyText keys) {
        texts.opened(cache, keys);
    }

    /** It is closed. */
    public void closed(String cache) {
        texts.closed(cache);
    }

    /** The operation's answer, or null if the remote tier could not give one. */
    <T> @Nullable T through(Supplier<T> operation) {
        return through(operation, drain::isDone);
    }

    private <T> @Nullable T through(Supplier<T> operation, BooleanSupplier isDrained) {
        // Before the journal is looked at: it may get more as soon as that is known of the server.
        int server = servers.get();
        if (!journal.isEmpty() && !isDrained.getAsBoolean()) {
            return null;
        }
        T answer = attempt(operation);
        return server == servers.get() ? answer : null;
    }

    /**
     * The answer of an operation for which it does not matter what the remote tier knows of the caches, or null if the remote tier
     * could not give one.
     */
    public <T> @Nullable T attempt(Supplier<T> operation) {
        if (!breaker.allows()) {
            return null;
        }
        try {
            T answer = operation.get();
            breaker.succeeded();
            return answer;
        } catch (RemoteUnavailableException e) {
            breaker.failed(e);
            return null;
        }
    }

    /** {@link #through} for what changes those scopes: a failover may lose it. */
    <T> @Nullable T change(Tenant tenant, Collection<? extends Invalidation.Scope> scopes, Supplier<T> operation) {
        // Before it is carried out: there is no moment at which the remote tier has it and this node does not know.
        recent.add(tenant, scopes);
        return through(operation, drain::isDoneForChange);
    }

    /** Runs the operation, unless the remote tier is away. */
    public void run(Runnable operation) {
        through(() -> {
            operation.run();
            return true;
        });
    }

    /** Outdates the scopes in the remote tier, now or as soon as it is back. */
    void invalidate(Tenant tenant, List<Invalidation.Scope> scopes) {
        List<Invalidation.Scope> owned = scopes.stream().map(texts::owned).toList();
        Boolean done = change(tenant, owned, () -> {
            remote.invalidate(tenant, scopes);
            return true;
        });
        if (done == null) {
            postpone(tenant, owned);
        }
    }

    /**
     * Has the scopes outdated before the remote tier is read again. With a file, blocks until they are on the disk; never fails.
     */
    void postpone(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        journal.add(tenant, scopes);
        drain.start();
    }

    /**
     * The remote tier is, or may be, another server than before, which may lack what the last one did last: what this node
     * changed lately is outdated before it is read again. With a file, blocks until that is on the disk; never fails.
     */
    public void serverChanged() {
        List<ScopeSet.Batch> changes = recent.all();
        if (!changes.isEmpty()) {
            journal.addAll(changes);
            LOG.log(Level.INFO, "Redis is another server than before: what was changed lately is outdated there");
            drain.start();
        }
        // Whoever passed the journal before may have been answered what is outdated there.
        servers.incrementAndGet();
    }

    /** The remote tier answered what this node sent then, though nobody waited for it. */
    void heard(long sentAt) {
        breaker.heard(sentAt);
    }

    /** Tells in the log what was not told yet of changes of state: to be called now and then. */
    void tell() {
        breaker.tell();
        drain.tell();
    }

    /** How often the breaker opened. */
    long breakerOpenings() {
        return breaker.openings();
    }

    /** How many operations failed. */
    long failures() {
        return breaker.failures();
    }

    /** How the remote tier is. */
    public RemoteHealth health() {
        return new RemoteHealth(breaker.state(), journal.size());
    }

    /** Ends the thread; what the journal's file holds stays there. */
    @Override
    public void close() {
        drain.close();
        journal.close();
    }
}
