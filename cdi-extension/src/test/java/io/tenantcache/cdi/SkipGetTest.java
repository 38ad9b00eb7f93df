package io.tenantcache.cdi;

import static io.tenantcache.TenantContext.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenantcache.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a method with {@code skipGet} returns, beside readers that load: nothing older is found after it. */
class SkipGetTest {

    private static final Tenant ACME = Tenant.of("acme");
    private static final int RENEWALS = 2_000;

    private final Application application = Application.of(Numbers.class);
    private final Numbers numbers = application.bean(Numbers.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void result() throws Exception {
        assertNothingOlder(() -> numbers.find(1), () -> numbers.renew(1));
    }

    @Test
    void stage() throws Exception {
        assertNothingOlder(() -> valueOf(numbers.findLater(1)), () -> valueOf(numbers.renewLater(1)));
    }

    private static void assertNothingOlder(Callable<Integer> find, Callable<Integer> renew) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        List<FutureTask<Integer>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Integer> reader = new FutureTask<>(() -> {
                int last = 0;
                while (!ended.get()) {
                    last = call(ACME, find);
                }
                return last;
            });
            readers.add(reader);
            new Thread(reader).start();
        }
        try {
            for (int i = 0; i < RENEWALS; i++) {
                int renewed = call(ACME, renew);
                assertThat(call(ACME, find)).as("after renewal %d", i).isGreaterThanOrEqualTo(renewed);
            }
        } finally {
            ended.set(true);
        }
        for (FutureTask<Integer> reader : readers) {
            assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
        }
    }

    private static int valueOf(CompletionStage<Integer> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
