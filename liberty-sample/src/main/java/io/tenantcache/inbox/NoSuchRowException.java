package io.tenantcache.inbox;

/** The tenant has no such row. Whether another tenant has one is not told, nor looked up. */
public class NoSuchRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is missing, without its id.
     *
     * @param what a noun: "contact"
     */
    public NoSuchRowException(String what) {
        super("There is no such " + what);
    }
}
