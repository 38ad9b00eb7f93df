package io.tenantcache.cdi.ratelimit;

import io.tenantcache.ratelimit.Decision;
import java.util.Optional;

/** Who calls, as far as the current request tells it; and where the answer is told. */
public interface Caller {

    /** The name of the user who is signed in; empty if nobody is, or outside of a request. */
    Optional<String> user();

    /** The address of the client; empty outside of a request. */
    Optional<String> address();

    /** Has the response tell of it, if there is one. */
    void tell(Decision decision);
}
