package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tenantcache.EntryOptions;
import io.tenantcache.Invalidation;
import io.tenantcache.ParameterKey;
import io.tenantcache.Tenant;
import io.tenantcache.TenantContext;
import io.tenantcache.cdi.Invalidated.Effect;
import io.tenantcache.cdi.operation.TransactionalCalls;
import io.tenantcache.testing.RedisProcess;
import io.tenantcache.testing.RedisStatistics;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes over one Redis and one transactional source. */
class TransactionTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final Tenant GLOBEX = Tenant.of("globex");

    @AutoClose
    private static final RedisProcess redis = RedisProcess.started();

    private Application node;
    private Application otherNode;
    private Accounts here;
    private Accounts there;
    private TransactionManager transactions;
    private final Rows rows = new Rows();

    /** What may throw anything. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        redis.ask("FLUSHALL");
        Map<String, String> settings = Application.over(
                redis,
                Map.of(
                        "tenantcache.cascade.accounts",
                        "totals",
                        "tenantcache.caches.totals.remote.ttl",
                        "60s",
                        "tenantcache.caches.countries.tenancy",
                        "shared"));
        node = Application.transactional(settings, Accounts.class).connected();
        otherNode = Application.transactional(settings, Accounts.class).connected();
        here = node.bean(Accounts.class);
        there = otherNode.bean(Accounts.class);
        here.use(rows);
        there.use(rows);
        transactions = node.bean(TransactionManager.class);
        rows.write(1, "old");
        rows.write(2, "old");
        for (Tenant tenant : List.of(ACME, GLOBEX)) {
            for (Accounts accounts : List.of(here, there)) {
                assertThat(found(tenant, accounts, 1)).isEqualTo("old");
                assertThat(found(tenant, accounts, 2)).isEqualTo("old");
            }
        }
    }

    @AfterEach
    void stop() throws Exception {
        if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transactions.rollback();
        }
        otherNode.close();
        node.close();
    }

    private static @Nullable String found(Tenant tenant, Accounts accounts, long id) throws Exception {
        return call(tenant, () -> accounts.find(id));
    }

    /** In another thread, without the transaction of this one. */
    private static @Nullable String foundByOthers(Accounts accounts, long id) throws Exception {
        return inOtherThread(() -> found(ACME, accounts, id));
    }

    private static <T extends @Nullable Object> T inOtherThread(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        new Thread(future).start();
        return future.get();
    }

    private static void forAcme(Work work) throws Exception {
        call(ACME, () -> {
            work.run();
            return ACME;
        });
    }

    private static Runnable unchecked(Work work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private void commit(Work work) throws Exception {
        transact(work, transactions::commit);
    }

    private void rollBack(Work work) throws Exception {
        transact(work, transactions::rollback);
    }

    /** As {@code @Transactional} does: so it is known when it began. */
    private void transact(Work work, Work end) throws Exception {
        node.bean(TransactionalCalls.class).make(() -> {
            transactions.begin();
            forAcme(work);
            end.run();
            return null;
        });
    }

    private CacheInvalidator invalidator() {
        return node.bean(CacheInvalidator.class);
    }

    private void assertEverywhere(long id, String value) throws Exception {
        assertThat(found(ACME, here, id)).isEqualTo(value);
        await().untilAsserted(() -> assertThat(found(ACME, there, id)).isEqualTo(value));
    }

    @Test
    void commit_reachesTheOthers_andNotBefore() throws Exception {
        commit(() -> {
            here.rename(1, "new");
            assertThat(foundByOthers(here, 1)).isEqualTo("old");
            assertThat(foundByOthers(there, 1)).isEqualTo("old");
        });
        assertEverywhere(1, "new");
        assertThat(found(GLOBEX, here, 1)).as("the other tenant's").isEqualTo("old");
    }

    @Test
    void ownReads_passTheCacheBy_andStoreNothing() throws Exception {
        int before = here.reads();
        rollBack(() -> {
            here.rename(1, "never");
            assertThat(here.find(1)).isEqualTo("never");
            assertThat(here.find(1)).isEqualTo("never");
            assertThat(here.reads()).isEqualTo(before + 2);
            assertThat(here.find(2)).isEqualTo("old");
            assertThat(here.reads()).as("another key is cached").isEqualTo(before + 2);
        });
        assertEverywhere(1, "old");
    }

    @Test
    void ownReads_whileTheMethodRuns() throws Exception {
        rollBack(() ->
                here.rename(1, "never", unchecked(() -> assertThat(here.find(1)).isEqualTo("never"))));
        assertEverywhere(1, "old");
    }

    @Test
    void ownReads_whileAMethodWithItsOwnTransactionRuns() throws Exception {
        IllegalStateException failure = new IllegalStateException("of the application");
        assertThatThrownBy(() -> forAcme(() -> here.renameAtomically(1, "never", unchecked(() -> {
                    assertThat(here.find(1)).isEqualTo("never");
                    throw failure;
                }))))
                .isSameAs(failure);
        assertEverywhere(1, "old");

        forAcme(() -> here.renameAtomically(
                1, "new", unchecked(() -> assertThat(here.find(1)).isEqualTo("new"))));
        assertEverywhere(1, "new");
    }

    @Test
    void ownReads_inAnInnerTransaction_seeWhatIsCommitted() throws Exception {
        int before = here.reads();
        commit(() -> {
            here.rename(1, "new");
            here.inNewTransaction(unchecked(() -> assertThat(here.find(1)).isEqualTo("old")));
        });
        assertThat(here.reads()).as("the cache had it").isEqualTo(before);
        assertEverywhere(1, "new");
    }

    @Test
    void rollback_outdatesNothing() throws Exception {
        int readHere = here.reads();
        int readThere = there.reads();
        RedisStatistics before = redis.statistics();
        rollBack(() -> {
            here.rename(1, "never");
            here.renameAll("never");
            invalidator().tenant();
            invalidator().tag("accounts", "vip");
        });
        assertThat(redis.statistics().callsSince(before)).doesNotContainKeys("xadd", "zadd", "del", "unlink");
        assertEverywhere(1, "old");
        assertThat(here.reads()).isEqualTo(readHere);
        assertThat(there.reads()).isEqualTo(readThere);
    }

    private static <T> T valueOf(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** What they do is made on another thread, and yet belongs to the transaction. */
    @Test
    void stages_changeWithTheTransaction() throws Exception {
        CompletionStage<String> done = CompletableFuture.completedFuture("done");
        rollBack(() -> {
            assertThat(valueOf(here.renameInAStage(1, "never", done))).isEqualTo("done");
            assertThat(valueOf(here.saveInAStage(2, "never", done))).isEqualTo("done");
            assertThat(foundByOthers(there, 1)).isEqualTo("old");
            assertThat(foundByOthers(here, 2)).isEqualTo("old");
            assertThat(here.find(1)).isEqualTo("never");
        });
        assertEverywhere(1, "old");
        assertEverywhere(2, "old");
        int read = there.reads();
        commit(() -> {
            valueOf(here.renameInAStage(1, "new", done));
            valueOf(here.saveInAStage(2, "new", done));
            assertThat(foundByOthers(there, 1)).isEqualTo("old");
            assertThat(foundByOthers(there, 2)).isEqualTo("old");
            assertThat(there.reads())
                    .as("nothing was outdated before the commit")
                    .isEqualTo(read);
        });
        assertEverywhere(1, "new");
        assertEverywhere(2, "new");
    }

    @Test
    void stages_thatEndAfterTheTransaction() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        List<CompletionStage<String>> given = new ArrayList<>();
        commit(() -> given.add(here.renameInAStage(1, "new", end)));
        assertThat(found(ACME, there, 1)).isEqualTo("old");
        end.complete("done");
        assertThat(valueOf(given.get(0))).isEqualTo("done");
        assertEverywhere(1, "new");
    }

    @Test
    void stages_ownReads() throws Exception {
        rollBack(() -> {
            here.rename(1, "never");
            assertThat(valueOf(here.findInAStage(1))).isEqualTo("never");
            here.rename(7, "unreadable");
            CompletionStage<String> failed = here.findInAStage(7);
            assertThat(failed).isCompletedExceptionally();
            assertThatThrownBy(() -> valueOf(failed)).hasRootCauseMessage("no such row");
        });
        assertEverywhere(1, "old");
    }

    @Test
    void markedForRollback_storesNothing() throws Exception {
        rollBack(() -> {
            rows.write(1, "never");
            transactions.setRollbackOnly();
            invalidator().updated("accounts", 1L);
            assertThat(here.find(1)).isEqualTo("never");
        });
        assertEverywhere(1, "old");
    }

    @Test
    void requiresNew_isATransactionOfItsOwn() throws Exception {
        rollBack(() -> {
            here.rename(1, "never");
            here.inNewTransaction(unchecked(() -> here.rename(2, "new")));
            assertThat(foundByOthers(here, 2)).as("committed inside").isEqualTo("new");
            assertThat(here.find(1)).isEqualTo("never");
        });
        assertEverywhere(1, "old");
        assertEverywhere(2, "new");
    }

    @Test
    void requiresNew_rolledBackInside() throws Exception {
        commit(() -> {
            here.rename(1, "new");
            assertThatThrownBy(() -> here.inNewTransaction(unchecked(() -> {
                        here.rename(2, "never");
                        throw new IllegalStateException("of the application");
                    })))
                    .isInstanceOf(IllegalStateException.class);
        });
        assertEverywhere(1, "new");
        assertEverywhere(2, "old");
    }

    @Test
    void requiresNew_onTheMethod_isNotTheCallers() throws Exception {
        rollBack(() -> {
            here.renameAlone(1, "new", () -> {});
            assertThat(foundByOthers(here, 1)).as("committed inside").isEqualTo("new");
        });
        assertEverywhere(1, "new");
        commit(() -> assertThatThrownBy(() -> here.renameAlone(3, "never", unchecked(() -> {
                    assertThat(here.find(3)).isEqualTo("never");
                    throw new IllegalStateException("of the application");
                })))
                .isInstanceOf(IllegalStateException.class));
        assertThat(found(ACME, here, 3)).isNull();
    }

    @Test
    void requiresNew_onTheMethod_readByAnotherThread() throws Exception {
        forAcme(() -> assertThatThrownBy(() -> here.renameAlone(3, "never", unchecked(() -> {
                    var suspended = transactions.suspend();
                    inOtherThread(() -> {
                        transactions.resume(suspended);
                        assertThat(found(ACME, here, 3)).isEqualTo("never");
                        return transactions.suspend();
                    });
                    transactions.resume(suspended);
                    throw new IllegalStateException("of the application");
                })))
                .hasMessage("of the application"));
        assertThat(found(ACME, here, 3)).isNull();
    }

    @Test
    void notSupported_onTheMethod_isAtOnce() throws Exception {
        rollBack(() -> {
            here.renameOutside(1, "new");
            assertThat(foundByOthers(here, 1)).isEqualTo("new");
        });
        assertEverywhere(1, "new");
    }

    @Test
    void beforeInvocation_ofAMethodWithItsOwnTransaction() throws Exception {
        forAcme(() -> here.announceAndRename(
                1, "new", unchecked(() -> assertThat(foundByOthers(there, 1)).isEqualTo("old"))));
        assertEverywhere(1, "new");
        forAcme(() -> assertThatThrownBy(() -> here.announceAndRename(2, "never", unchecked(() -> {
                    assertThat(here.find(2)).isEqualTo("never");
                    throw new IllegalStateException("of the application");
                })))
                .isInstanceOf(IllegalStateException.class));
        assertEverywhere(2, "old");
    }

    @Test
    void put_ofAMethodWhoseTransactionIsRolledBack_storesNothing() throws Exception {
        forAcme(() -> here.saveAtomically(1, "never", unchecked(transactions::setRollbackOnly)));
        assertEverywhere(1, "old");
        forAcme(() -> here.saveAtomically(
                1, "new", unchecked(() -> assertThat(foundByOthers(here, 1)).isEqualTo("old"))));
        assertEverywhere(1, "new");
    }

    @Test
    void put_ofAStageThatCompletesAfterTheRollback_storesNothing() throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        List<CompletionStage<String>> given = new ArrayList<>();
        rollBack(() -> given.add(here.saveInAStage(1, "never", end)));
        end.complete("done");
        assertThat(valueOf(given.get(0))).isEqualTo("done");
        assertEverywhere(1, "old");
    }

    @Test
    void skipGet_isAChangeOfTheTransaction() throws Exception {
        rollBack(() -> {
            assertThat(here.update(1, "never")).isEqualTo("never");
            assertThat(here.find(1)).isEqualTo("never");
            assertThat(foundByOthers(here, 1)).isEqualTo("old");
        });
        assertEverywhere(1, "old");
        commit(() -> {
            here.update(1, "new");
            assertThat(foundByOthers(here, 1)).isEqualTo("old");
        });
        assertEverywhere(1, "new");
    }

    @Test
    void skipGet_afterAChangeThatFailed() throws Exception {
        commit(() -> {
            assertThatThrownBy(() -> here.rename(1, "never", () -> {
                        throw new IllegalStateException("of the application");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            here.update(1, "new");
        });
        assertEverywhere(1, "new");
    }

    @Test
    void skipGet_ofAMethodWithItsOwnTransaction() throws Exception {
        Runnable doom = unchecked(transactions::setRollbackOnly);
        forAcme(() -> here.updateAtomically(1, "never", doom));
        assertEverywhere(1, "old");
        forAcme(() -> here.updateAtomically(1, "new", () -> {}));
        assertEverywhere(1, "new");
        forAcme(() -> valueOf(here.updateInAStage(2, "never", doom)));
        assertEverywhere(2, "old");
        forAcme(() -> valueOf(here.updateInAStage(2, "new", () -> {})));
        assertEverywhere(2, "new");
    }

    @Test
    void loadedBeforeTheInvalidation_isOutdatedWithTheRollback() throws Exception {
        rollBack(() -> {
            rows.write(3, "never");
            rows.write(4, "never");
            assertThat(here.find(3)).isEqualTo("never");
            assertThat(valueOf(here.findInAStage(4))).isEqualTo("never");
            invalidator().updated("accounts", 3L);
            invalidator().updated("accounts", 4L);
        });
        rows.write(3, "new");
        rows.write(4, "new");
        assertEverywhere(3, "new");
        assertEverywhere(4, "new");
    }

    @Test
    void loadedOnceMarkedForRollback_isNotStored() throws Exception {
        rollBack(() -> {
            rows.write(3, "never");
            transactions.setRollbackOnly();
            assertThat(here.find(3)).isEqualTo("never");
            invalidator().updated("accounts", 3L);
        });
        assertThat(found(ACME, here, 3)).isNull();
    }

    @Test
    void load_thatBeganBeforeTheCommit_isNotKept() throws Exception {
        assertLoadIsNotKept(here, 3);
        assertLoadIsNotKept(there, 4);
    }

    private void assertLoadIsNotKept(Accounts reader, long id) throws Exception {
        rows.write(id, "old");
        CountDownLatch arrived = reader.hold();
        FutureTask<@Nullable String> load = new FutureTask<>(() -> found(ACME, reader, id));
        new Thread(load).start();
        arrived.await();
        commit(() -> here.rename(id, "new"));
        reader.release();
        assertThat(load.get()).isEqualTo("old");
        assertEverywhere(id, "new");
    }

    /**
     * Who has read the row before another's commit reads it again as it was: that is not to be cached for the others.
     *
     * @param transaction does both in one transaction, in which it is before the commit, and after it
     */
    private void assertOlderStateIsNotKept(long id, BiConsumer<Work, Work> transaction, Reader read) throws Exception {
        rows.write(id, "old");
        transaction.accept(
                () -> {
                    assertThat(rows.read(id)).isEqualTo("old");
                    inOtherThread(() -> {
                        forAcme(() -> there.renameAtomically(id, "new", () -> {}));
                        return true;
                    });
                    // Longer ago than an answer of Redis takes.
                    redis.ask("PING");
                },
                () -> assertThat(read.of(id)).as("as the transaction sees it").isEqualTo("old"));
        assertEverywhere(id, "new");
    }

    /** Reads a row through the cache. */
    @FunctionalInterface
    private interface Reader {
        @Nullable
        String of(long id) throws Exception;
    }

    private static void inOrder(Work first, Work second) throws Exception {
        first.run();
        second.run();
    }

    @Test
    void olderState_ofATransactionalMethod_isNotKept() throws Exception {
        BiConsumer<Work, Work> transaction = (first, second) -> unchecked(() ->
                        forAcme(() -> here.inTransaction(unchecked(() -> inOrder(first, second)))))
                .run();
        assertOlderStateIsNotKept(3, transaction, here::find);
        assertOlderStateIsNotKept(4, transaction, id -> valueOf(here.findInAStage(id)));
        assertOlderStateIsNotKept(
                5,
                transaction,
                id -> String.valueOf(node.cache("accounts").getOrLoad(ParameterKey.of(id), key -> rows.read(id))));
    }

    /** A method within a method is called when the transaction is there. */
    @Test
    void olderState_ofMethodsWithinMethods_isNotKept() throws Exception {
        assertOlderStateIsNotKept(
                3,
                (first, second) -> here.inNewTransaction(unchecked(() -> {
                    first.run();
                    here.inTransaction(() -> here.inTransaction(unchecked(() -> forAcme(second))));
                })),
                here::find);
        assertOlderStateIsNotKept(
                4,
                (first, second) -> here.inTransaction(() -> here.inNewTransaction(unchecked(() -> {
                    first.run();
                    here.inTransaction(unchecked(() -> forAcme(second)));
                }))),
                here::find);
    }

    /** Nobody knows when it began. */
    @Test
    void olderState_ofATransactionThatIsBegunByHand_isNotKept() throws Exception {
        assertOlderStateIsNotKept(
                3,
                (first, second) -> unchecked(() -> {
                            transactions.begin();
                            first.run();
                            // What is called in it may begin no other one.
                            here.inTransaction(unchecked(() -> forAcme(second)));
                            transactions.commit();
                        })
                        .run(),
                here::find);
    }

    @Test
    void olderState_ofAFailure_isNotKept() throws Exception {
        forAcme(() -> {
            here.inTransaction(unchecked(() -> {
                assertThat(rows.read(3)).isNull();
                inOtherThread(() -> {
                    forAcme(() -> there.renameAtomically(3, "new", () -> {}));
                    return true;
                });
                assertThatThrownBy(() -> here.findOrFail(3)).hasMessage("no such row");
            }));
            assertThat(here.findOrFail(3)).isEqualTo("new");
            assertThat(there.findOrFail(3)).isEqualTo("new");
        });
    }

    /** One that began after the change sees it. */
    @Test
    void loadedInATransactionThatBeganLater_isKept() throws Exception {
        forAcme(() -> here.renameAtomically(3, "new", () -> {}));
        // What Redis tells of its last change is as exact as its answers are quick.
        await().untilAsserted(() -> forAcme(() -> {
            here.inTransaction(unchecked(() -> {
                here.inTransaction(() -> {});
                assertThat(here.find(3)).isEqualTo("new");
            }));
            assertIsKept(3);
        }));
        forAcme(() -> here.renameAtomically(4, "new", () -> {}));
        await().untilAsserted(() -> forAcme(() -> {
            here.inTransaction(() -> here.inNewTransaction(
                    unchecked(() -> assertThat(here.find(4)).isEqualTo("new"))));
            assertIsKept(4);
        }));
    }

    private void assertIsKept(long id) {
        for (Application each : List.of(node, otherNode)) {
            assertThat(each.cache("accounts").get(ParameterKey.of(id))).isEqualTo("new");
        }
    }

    /** It is not the caller's, which began before the change. */
    @Test
    void loadedInAnInnerTransaction_isKept() throws Exception {
        forAcme(() -> here.inTransaction(unchecked(() -> {
            here.inNewTransaction(unchecked(() -> here.rename(3, "new")));
            await().pollInSameThread().untilAsserted(() -> {
                here.inNewTransaction(unchecked(() -> assertThat(here.find(3)).isEqualTo("new")));
                inOtherThread(() -> {
                    forAcme(() -> assertIsKept(3));
                    return true;
                });
            });
        })));
    }

    @Test
    void tenant_isThatOfTheCall() throws Exception {
        transactions.begin();
        forAcme(() -> here.rename(1, "new"));
        TenantContext.run(GLOBEX, unchecked(transactions::commit));
        assertEverywhere(1, "new");
        assertThat(found(GLOBEX, here, 1)).isEqualTo("old");

        transactions.begin();
        TenantContext.run(GLOBEX, () -> here.rename(1, "newer"));
        transactions.commit();
        assertThat(found(GLOBEX, here, 1)).isEqualTo("newer");
        assertThat(found(ACME, here, 1)).isEqualTo("new");
    }

    @Test
    void completion_inAnotherThread() throws Exception {
        transactions.begin();
        forAcme(() -> here.rename(1, "new"));
        var suspended = transactions.suspend();
        inOtherThread(() -> {
            transactions.resume(suspended);
            transactions.commit();
            return true;
        });
        assertEverywhere(1, "new");
    }

    @Test
    void queuedAndScheduled_withTheCommit() throws Exception {
        List<CompletableFuture<Invalidated>> given = new ArrayList<>();
        commit(() -> {
            rows.write(1, "new");
            given.add(invalidator().queued().updated("accounts", 1L));
            given.add(invalidator().after(Duration.ZERO).updated("accounts", 2L));
            assertThat(here.find(1)).as("past the cache").isEqualTo("new");
            assertThat(foundByOthers(here, 1)).isEqualTo("old");
            // Longer than either would take, were it not for the transaction.
            await().during(Duration.ofMillis(200)).until(() -> given.stream().noneMatch(CompletableFuture::isDone));
        });
        for (CompletableFuture<Invalidated> each : given) {
            assertThat(each.get(30, TimeUnit.SECONDS).effect()).isEqualTo(Effect.AT_ONCE);
        }
        assertEverywhere(1, "new");
    }

    @Test
    void queuedAndScheduled_rolledBack() throws Exception {
        List<CompletableFuture<Invalidated>> given = new ArrayList<>();
        RedisStatistics before = redis.statistics();
        rollBack(() -> {
            given.add(invalidator().queued().updated("accounts", 1L));
            given.add(invalidator().after(Duration.ZERO).updated("accounts", 2L));
        });
        rollBack(() -> {
            transactions.setRollbackOnly();
            given.add(invalidator().queued().updated("accounts", 1L));
            given.add(invalidator().at(Instant.EPOCH).updated("accounts", 2L));
        });
        assertThat(given).hasSize(4).allSatisfy(each -> assertThat(each).isCancelled());
        assertThat(redis.statistics().callsSince(before)).doesNotContainKeys("xadd", "zadd", "del", "unlink");
    }

    @Test
    void queuedBefore_isMadeBeforeTheCommitIs_andNotInTheTransaction() throws Exception {
        CompletableFuture<Invalidated> given =
                call(ACME, () -> invalidator().queued().updated("accounts", 2L));
        commit(() -> here.rename(1, "new"));
        assertEverywhere(1, "new");
        rows.write(2, "new");
        assertThat(found(ACME, here, 2)).as("no wait").isEqualTo("new");
        assertThat(given.get(30, TimeUnit.SECONDS).effect()).isEqualTo(Effect.AT_ONCE);
    }

    @Test
    void manyChanges_areToldInOneStep() throws Exception {
        commit(() -> here.rename(1, "warm"));
        RedisStatistics before = redis.statistics();
        commit(() -> {
            for (long id = 1; id <= 400; id++) {
                here.rename(id, "new");
            }
            here.rename(1, "new");
            invalidator().tag("accounts", "vip");
        });
        // What is published beside is the nodes' heartbeats.
        assertThat(redis.statistics().callsSince(before)).containsEntry("xadd", 1L);
        assertEverywhere(1, "new");
        assertEverywhere(2, "new");
    }

    @Test
    void moreChangesThanAreKept_outdateTheCache() throws Exception {
        commit(() -> {
            for (long id = 1; id <= 501; id++) {
                here.rename(id, "new");
            }
        });
        assertEverywhere(1, "new");
        assertEverywhere(2, "new");
    }

    @Test
    void cascadeAndSharedCaches() throws Exception {
        forAcme(() -> {
            node.cache("totals").put("sum", 1);
            node.cache("countries").put("be", "old");
        });
        commit(() -> {
            here.rename(1, "new");
            invalidator().key("countries", "be");
            assertThat(inOtherThread(() -> call(ACME, () -> node.cache("totals").get("sum"))))
                    .isEqualTo(1);
            assertThat(inOtherThread(() -> node.cache("countries").get("be"))).isEqualTo("old");
        });
        forAcme(() -> assertThat(node.cache("totals").get("sum")).isNull());
        assertThat(node.cache("countries").get("be")).isNull();
    }

    @Test
    void put_isKeptBackUntilTheCommit_andThenRead() throws Exception {
        rollBack(() -> {
            here.save(1, "never");
            assertThat(here.find(1)).isEqualTo("never");
            assertThat(foundByOthers(here, 1)).isEqualTo("old");
        });
        assertEverywhere(1, "old");
        commit(() -> here.save(1, "new"));
        assertEverywhere(1, "new");
    }

    @Test
    void beforeInvocation() throws Exception {
        rollBack(() -> here.renameAfterwards(
                1, "never", unchecked(() -> assertThat(here.find(1)).isEqualTo("old"))));
        assertEverywhere(1, "old");
        commit(() -> here.renameAfterwards(1, "new", () -> {}));
        assertEverywhere(1, "new");
    }

    @Test
    void skipGet_storesNothingUncommitted() throws Exception {
        rollBack(() -> {
            here.rename(1, "never");
            assertThat(here.reread(1)).isEqualTo("never");
        });
        assertEverywhere(1, "old");
    }

    @Test
    void reads_ofTheCacheItself() throws Exception {
        ParameterKey one = ParameterKey.of(1L);
        ParameterKey two = ParameterKey.of(2L);
        rollBack(() -> {
            here.rename(1, "never");
            assertThat(node.cache("accounts").getOrLoad(one, key -> rows.read(1)))
                    .isEqualTo("never");
            assertThat(node.cache("accounts").get(one)).isNull();
            assertThat(node.cache("accounts").getAll(Set.of(one, two))).containsExactly(Map.entry(two, "old"));
        });
        assertEverywhere(1, "old");
    }

    @Test
    void tag_fencesTheCacheUntilTheCommit_andIsThenOutdatedAlone() throws Exception {
        ParameterKey tagged = ParameterKey.of(1L);
        ParameterKey other = ParameterKey.of(2L);
        forAcme(() -> {
            node.cache("accounts").put(tagged, "tagged", EntryOptions.tagged("vip"));
            node.cache("accounts").put(other, "untagged");
        });
        commit(() -> {
            assertThat(invalidator().tag("accounts", "vip").effect()).isEqualTo(Effect.AFTER_COMMIT);
            assertThat(here.find(1)).isEqualTo("old");
            assertThat(here.find(2)).as("any entry may bear it").isEqualTo("old");
            assertThat(foundByOthers(here, 1)).isEqualTo("tagged");
        });
        assertThat(found(ACME, here, 1)).isEqualTo("old");
        assertThat(found(ACME, here, 2)).isEqualTo("untagged");
    }

    @Test
    void pattern_outdatesTheCache() throws Exception {
        commit(() -> {
            Invalidated done = invalidator().keysMatching("accounts", "1*");
            assertThat(done.effect()).isEqualTo(Effect.AFTER_COMMIT);
            assertThat(done.kinds()).containsExactly(ScopeKind.CACHE);
            rows.write(2, "new");
        });
        assertEverywhere(2, "new");
    }

    @Test
    void duringCompletion() throws Exception {
        TransactionSynchronizationRegistry registry = node.bean(TransactionSynchronizationRegistry.class);
        AtomicReference<Effect> before = new AtomicReference<>();
        AtomicReference<Effect> after = new AtomicReference<>();
        commit(() -> {
            rows.write(1, "new");
            rows.write(2, "new");
            registry.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    TenantContext.run(
                            ACME,
                            () -> before.set(
                                    invalidator().created("accounts", 1L).effect()));
                }

                @Override
                public void afterCompletion(int status) {
                    TenantContext.run(
                            ACME,
                            () -> after.set(
                                    invalidator().created("accounts", 2L).effect()));
                }
            });
        });
        assertThat(before).hasValue(Effect.AFTER_COMMIT);
        assertThat(after).hasValue(Effect.AT_ONCE);
        assertEverywhere(1, "new");
        assertEverywhere(2, "new");
    }

    @Test
    void commit_whileRedisIsAway() throws Exception {
        redis.kill();
        try {
            commit(() -> here.rename(1, "new"));
            assertThat(found(ACME, here, 1)).isEqualTo("new");
        } finally {
            redis.start();
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(found(ACME, there, 1)).isEqualTo("new"));
    }

    @Test
    void withoutATransaction_atOnce() throws Exception {
        forAcme(() -> {
            rows.write(1, "new");
            assertThat(invalidator()
                            .invalidate(Invalidation.ofCaches(List.of("accounts")))
                            .effect())
                    .isEqualTo(Effect.AT_ONCE);
        });
        assertEverywhere(1, "new");
    }

    @Test
    void pattern_withoutATransaction() throws Exception {
        rows.write(1, "new");
        rows.write(2, "new");
        forAcme(() ->
                assertThat(invalidator().keysMatching("accounts", "1*").keys()).isEqualTo(1));
        assertEverywhere(1, "new");
        assertThat(found(ACME, there, 2)).isEqualTo("old");
    }
}
