package io.tenantcache;

/**
 * The organisation whose data must stay invisible to all others.
 *
 * <p>Two tenants are equal if, and only if, their ids are equal, character by character: no case folding, trimming or
 * Unicode normalisation takes place.
 */
public final class Tenant {

    /** The longest id, in UTF-16 code units. */
    public static final int MAX_ID_LENGTH = 256;

    /**
     * The space of the caches that are declared shared. No id makes a tenant that is equal to it, and no call works for it: to be
     * nobody is to have no tenant.
     */
    public static final Tenant SHARED = new Tenant("");

    private final String id;
    private final int hash;

    // The empty id is that of the shared space alone.
    private Tenant(String id) {
        this.id = id;
        this.hash = id.hashCode();
    }

    /**
     * The tenant of that id.
     *
     * @param id any characters, at least one that is not white space, and {@value #MAX_ID_LENGTH} at the most
     * @throws IllegalArgumentException if the id is blank or too long; the message does not repeat it
     */
    public static Tenant of(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A tenant id must hold at least one character that is not white space");
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException(
                    "A tenant id may be " + MAX_ID_LENGTH + " characters long; this one has " + id.length());
        }
        return new Tenant(id);
    }

    /** The id as it was given; empty for {@link #SHARED} alone. */
    public String id() {
        return id;
    }

    /** Whether this is the space of the shared caches rather than an organisation. */
    public boolean isShared() {
        return id.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Tenant that && hash == that.hash && id.equals(that.id));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return isShared() ? "(shared)" : id;
    }
}
