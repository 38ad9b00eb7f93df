package io.tenantcache.cdi.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** When a call of a method is over. */
public enum Completion {
    /** When it returns. */
    RETURN,
    /** When the stage that it returns has completed. */
    STAGE,
    /** When what it returns is done, of which nobody is told. */
    UNSEEN;

    static Completion of(Class<?> returned) {
        if (returned == CompletionStage.class || returned == CompletableFuture.class) {
            return STAGE;
        }
        // The caller is given a stage of its own, and that is not of an application's or a library's class.
        boolean isLater = Future.class.isAssignableFrom(returned) || CompletionStage.class.isAssignableFrom(returned);
        return isLater ? UNSEEN : RETURN;
    }
}
