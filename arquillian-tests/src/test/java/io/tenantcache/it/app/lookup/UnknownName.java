package io.tenantcache.it.app.lookup;

/** There is nothing of that name. */
public class UnknownName extends Exception {

    private static final long serialVersionUID = 1L;

    private final int call;

    UnknownName(int call) {
        super("unknown to a call");
        this.call = call;
    }

    /** The number of the call that failed. */
    public int call() {
        return call;
    }
}
