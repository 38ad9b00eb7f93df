package io.tenantcache.cdi.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageEndTest {

    private final Error error = new NoClassDefFoundError("com/acme/Missing");
    private final Executor nowhere = task -> {
        throw error;
    };

    private final CompletableFuture<String> stage = new CompletableFuture<>();

    private static @Nullable Throwable failureOf(CompletionStage<?> given) {
        return given.handle((value, failure) -> failure).toCompletableFuture().getNow(new AssertionError("pending"));
    }

    @Test
    void action_throwsAnError() {
        CompletionStage<?> given = StageEnd.of(stage, Runnable::run, failure -> {
            throw error;
        });
        stage.complete("value");

        assertThat(failureOf(given)).isSameAs(error);
    }

    @Test
    void action_throwsAfterAFailure() {
        IOException failure = new IOException("of the application");
        CompletionStage<?> given = StageEnd.of(stage, Runnable::run, heard -> {
            assertThat(heard).isSameAs(failure);
            throw error;
        });
        stage.completeExceptionally(failure);

        assertThat(failureOf(given)).isSameAs(failure);
    }

    @Test
    void action_findsNoThread() {
        CompletionStage<?> given = StageEnd.of(stage, nowhere, failure -> {});
        stage.complete("value");

        assertThat(failureOf(given)).isSameAs(error);
    }

    @Test
    void action_findsNoThread_afterAFailure() {
        IOException failure = new IOException("of the application");
        CompletionStage<?> given = StageEnd.of(stage, nowhere, heard -> {});
        stage.completeExceptionally(failure);

        assertThat(failureOf(given)).isSameAs(failure);
    }
}
