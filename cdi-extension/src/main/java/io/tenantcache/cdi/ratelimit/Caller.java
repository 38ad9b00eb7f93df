package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.Decision;
import java.util.Optional;
import java.util.function.Consumer;

/** Who calls, as far as the current request tells it; and where the answer is told. */
public interface Caller {

    /** The name of the user who is signed in; empty if nobody is, or outside of a request. */
    Optional<String> user();

    /** The address of the client; empty outside of a request. */
    Optional<String> address();

    /** Takes what is decided of this call, on whatever thread; to be asked for on that of the call. */
    Consumer<Decision> report();
}
