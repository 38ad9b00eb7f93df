package io.tenantcache.cdi.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.ReadPoint;
import io.tenantcache.jcache.TenantCachingProvider;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransactionStartsTest {

    private @Nullable Object transaction;
    private @Nullable ReadPoint request;

    private final TransactionStarts starts = new TransactionStarts(
            new Transactions() {
                @Override
                public boolean isPresent() {
                    return true;
                }

                @Override
                public boolean isActive() {
                    return transaction != null;
                }

                @Override
                public @Nullable Object key() {
                    return transaction;
                }

                @Override
                public @Nullable UnitOfWork current() {
                    return null;
                }

                @Override
                public @Nullable UnitOfWork join(Supplier<UnitOfWork> begun) {
                    return null;
                }
            },
            () -> request);

    private long startedAt() {
        return Objects.requireNonNull(starts.current()).nanoTime();
    }

    /** A call for which a transaction is begun, which ends with it. */
    private Object inNew(String name, Callable<Object> work) throws Exception {
        return Objects.requireNonNull(starts.make(() -> {
            Object outer = transaction;
            transaction = name;
            try {
                return work.call();
            } finally {
                transaction = outer;
            }
        }));
    }

    /** A call that stays in the transaction that there is. */
    private Object inSame(Callable<@Nullable Object> work) throws Exception {
        return Objects.requireNonNull(starts.make(work));
    }

    @Test
    void noTransaction() throws Exception {
        assertThat(starts.current()).isNull();
        inSame(() -> {
            assertThat(starts.current()).isNull();
            return "done";
        });
    }

    @Test
    void ofTheCall_howeverManyAreWithin() throws Exception {
        long before = System.nanoTime();
        inNew("one", () -> {
            long within = System.nanoTime();
            assertThat(startedAt()).isBetween(before, within);
            inSame(() -> inSame(() -> {
                assertThat(startedAt()).isBetween(before, within);
                return "done";
            }));
            assertThat(startedAt()).as("after the inner calls").isBetween(before, within);
            return "done";
        });
    }

    @Test
    void ofAnInnerOne_andThenOfTheOuterOneAgain() throws Exception {
        long before = System.nanoTime();
        inNew("one", () -> {
            long within = System.nanoTime();
            assertThatThrownBy(() -> inNew("two", () -> {
                        assertThat(startedAt()).isGreaterThanOrEqualTo(within);
                        inSame(() -> {
                            assertThat(startedAt()).isBetween(within, System.nanoTime());
                            return "done";
                        });
                        throw new IllegalStateException("of the application");
                    }))
                    .hasMessage("of the application");
            assertThat(startedAt()).isBetween(before, within);
            return "done";
        });
        transaction = "three";
        assertThat(starts.current()).as("not within any call").isEqualTo(ReadPoint.UNKNOWN);
    }

    /** As a transaction manager allows it. */
    @Test
    void ofTheOuterOne_resumedWithinTheInnerOne() throws Exception {
        long before = System.nanoTime();
        inNew("one", () -> {
            long within = System.nanoTime();
            return inNew(
                    "two",
                    () -> inSame(() -> {
                        transaction = "one";
                        assertThat(startedAt()).isBetween(before, within);
                        transaction = "two";
                        assertThat(startedAt()).isGreaterThanOrEqualTo(within);
                        return "done";
                    }));
        });
    }

    /** It may have begun long before the call. */
    @Test
    void ofOneThatWasThereBefore_unknown() throws Exception {
        transaction = "one";
        inSame(() -> {
            assertThat(starts.current()).isEqualTo(ReadPoint.UNKNOWN);
            inNew("two", () -> {
                assertThat(Objects.requireNonNull(starts.current()).isKnown()).isTrue();
                return "done";
            });
            return "done";
        });
    }

    @Test
    void ofTheRequest() throws Exception {
        request = TenantCachingProvider.readPoint();
        assertThat(starts.current()).as("without a transaction").isNull();
        transaction = "one";
        assertThat(starts.current()).isEqualTo(request);
        inSame(() -> {
            assertThat(starts.current()).isEqualTo(request);
            return "done";
        });
    }
}
