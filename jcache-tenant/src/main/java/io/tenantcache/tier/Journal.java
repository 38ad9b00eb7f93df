package io.tenantcache.tier;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed and the remote tier is not known to have been told: coalesced, bounded, wider rather than lost; in a file too,
 * if there is one. Thread safe.
 */
final class Journal implements AutoCloseable {

    /*
     * A change is in the set, and its line in the file's buffer, in one step; the disk is waited for outside of the monitor. The
     * file is emptied in the same monitor in which the set was found to be empty, so that no line is lost that stands for
     * more than is done.
     *
     * What the file held at the start is read when the first of it is told, and not before: keys can be read once the caches
     * that they belong to are open.
     */

    static final int SCOPES = 100_000;
    static final int SCOPES_PER_TENANT = 10_000;

    /** Scopes that the remote tier is told in one step: more of them would hold up its other clients. */
    static final int STEP = 500;

    private final ScopeTexts texts;
    private final @Nullable JournalFile file;
    private final ScopeSet pending = new ScopeSet(SCOPES, SCOPES_PER_TENANT);
    private ScopeSet.@Nullable Batch inStep;
    private volatile boolean empty;

    /** In that file too, if there is one; what it holds is pending. */
    Journal(ScopeTexts texts, @Nullable JournalFile file) {
        this.texts = texts;
        this.file = file;
        this.empty = file == null || file.found().isEmpty();
    }

    boolean isEmpty() {
        return empty;
    }

    /** How many scopes are pending. */
    synchronized int size() {
        ScopeSet.Batch step = inStep;
        return pending.size()
                + (step == null ? 0 : step.scopes().size())
                + (file == null ? 0 : file.found().size());
    }

    /** Of how many tenants some are pending. */
    synchronized int tenants() {
        return pending.tenants() + (inStep == null ? 0 : 1);
    }

    /** With a file, returns once they are on the disk: blocks for it. Never fails. */
    void add(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        long line = collect(tenant, scopes);
        if (file != null) {
            file.force(line);
        }
    }

    /** {@link #add} for many tenants. */
    void addAll(Collection<ScopeSet.Batch> batches) {
        long line = 0;
        for (ScopeSet.Batch batch : batches) {
            line = collect(batch.tenant(), batch.scopes());
        }
        if (file != null) {
            file.force(line);
        }
    }

    private synchronized long collect(Tenant tenant, Collection<? extends Invalidation.Scope> scopes) {
        List<Invalidation.Scope> added = new ArrayList<>();
        for (Invalidation.Scope scope : scopes) {
            Invalidation.Scope owned = texts.owned(scope);
            if (pending.add(tenant, owned)) {
                added.add(owned);
            }
        }
        empty = empty && scopes.isEmpty();
        if (file == null) {
            return 0;
        }
        if (added.isEmpty()) {
            // Another caller's lines cover them; they may not be on the disk yet.
            return file.appended();
        }
        if (file.isLarge()) {
            // The set holds what was added too.
            file.replace(lines());
            return file.appended();
        }
        return file.append(texts.write(tenant, added));
    }

    private List<String> lines() {
        readFound();
        List<String> lines = new ArrayList<>();
        pending.forEach((tenant, scopes) -> lines.add(texts.write(tenant, scopes)));
        ScopeSet.Batch step = inStep;
        if (step != null) {
            lines.add(texts.write(step.tenant(), step.scopes()));
        }
        return lines;
    }

    private void readFound() {
        if (file != null) {
            for (String line : file.takeFound()) {
                ScopeSet.Batch batch = texts.read(line);
                if (batch != null) {
                    batch.scopes().forEach(scope -> pending.add(batch.tenant(), scope));
                }
            }
        }
    }

    /** What to tell next; {@link #done} or {@link #putBack} follows. Null if there is nothing. One caller at a time. */
    synchronized ScopeSet.@Nullable Batch next() {
        readFound();
        inStep = pending.poll(STEP);
        if (inStep == null) {
            finish();
        }
        return inStep;
    }

    /** It was told. */
    synchronized void done() {
        inStep = null;
        if (pending.size() == 0) {
            finish();
        }
    }

    private void finish() {
        if (!empty) {
            empty = true;
            if (file != null) {
                file.replace(List.of());
            }
        }
    }

    /** It was not told. */
    synchronized void putBack() {
        ScopeSet.Batch step = inStep;
        inStep = null;
        if (step != null) {
            step.scopes().forEach(scope -> pending.add(step.tenant(), scope));
        }
    }

    /** It cannot be told, for the keys themselves fail say: their caches then. */
    synchronized void putBackWider() {
        ScopeSet.Batch step = inStep;
        inStep = null;
        if (step != null) {
            step.scopes().forEach(scope -> pending.add(step.tenant(), withoutKey(scope)));
        }
    }

    private static Invalidation.Scope withoutKey(Invalidation.Scope scope) {
        return scope instanceof Invalidation.Key key ? new Invalidation.Cache(key.cache()) : scope;
    }

    /** What the file holds stays there. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
