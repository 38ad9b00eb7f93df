package io.tenantcache.cdi.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenantcache.cdi.ratelimit.Admission.Limits;
import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.LimitState;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimitExceededException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final List<String> asked = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private Runnable asks(String limits) {
        return () -> asked.add(limits);
    }

    private Admission with(@Nullable Runnable ofCalls) {
        Executor threads = tasks::add;
        return new Admission(new Limits(asks("all"), ofCalls, asks("source"), () -> threads));
    }

    private static RateLimitExceededException refusal() {
        Duration hour = Duration.ofHours(1);
        LimitState state = new LimitState(RateLimit.of("calls", 1, hour), 0, hour, hour);
        return new RateLimitExceededException(new Decision(false, List.of(state)));
    }

    @Test
    void called_allAreAskedOnce() {
        Admission admission = with(asks("calls"));
        admission.beforeCall();
        admission.beforeCall();
        admission.afterAnswer();
        assertThat(asked).containsExactly("all");
    }

    /** A reload in the background. */
    @Test
    void calledAfterItWasAnswered_theOthersAreAsked() {
        Admission admission = with(asks("calls"));
        admission.afterAnswer();
        admission.afterAnswer();
        admission.beforeCall();
        assertThat(asked).containsExactly("calls", "source");
    }

    @Test
    void refusedAndAnsweredAllTheSame_isCountedAsAnswered() {
        RateLimitExceededException refusal = refusal();
        Admission admission = new Admission(new Limits(
                () -> {
                    throw refusal;
                },
                asks("calls"),
                asks("source"),
                () -> Runnable::run));
        assertThatThrownBy(admission::beforeCall).isSameAs(refusal);
        admission.afterFailure(refusal);
        assertThat(asked).isEmpty();
        admission.afterAnswer();
        assertThat(asked).containsExactly("calls");
    }

    @Test
    void stage_noLimitCountsAnswers_isItself() {
        Admission admission = with(null);
        CompletableFuture<String> stage = new CompletableFuture<>();
        assertThat(admission.afterAnswer(stage)).isSameAs(stage);
        admission.beforeCall();
        assertThat(asked).containsExactly("source");
    }

    @Test
    void stage_complete_isCountedAtOnce() {
        var given = with(asks("calls")).afterAnswer(CompletableFuture.completedFuture("v"));
        assertThat(given.toCompletableFuture()).isCompletedWithValueMatching("v"::equals);
        assertThat(asked).containsExactly("calls");
        assertThat(tasks).isEmpty();
    }

    @Test
    void stage_completedLater_isCountedOnAThreadThatMayWait() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        var given = with(asks("calls")).afterAnswer(stage);
        stage.complete("v");
        assertThat(asked).isEmpty();
        tasks.remove().run();
        assertThat(given.toCompletableFuture()).isCompletedWithValueMatching("v"::equals);
        assertThat(asked).containsExactly("calls");
    }

    @Test
    void stage_whateverCountingThrows_ends() {
        for (Throwable thrown : new Throwable[] {refusal(), new NoClassDefFoundError("gone")}) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            var given = with(() -> sneak(thrown)).afterAnswer(stage);
            stage.complete("v");
            tasks.remove().run();
            assertThatThrownBy(() -> given.toCompletableFuture().join()).hasCause(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> void sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }

    @Test
    void stage_failed_isCounted_andFailsTheSame() {
        IllegalStateException failure = new IllegalStateException("kept");
        var given = with(asks("calls")).afterAnswer(CompletableFuture.failedFuture(failure));
        assertThatThrownBy(() -> given.toCompletableFuture().join()).hasCause(failure);
        assertThat(asked).containsExactly("calls");
    }
}
