package io.tenantcache.config;

import java.io.Serializable;

/**
 * What part of a near tier's bounds one tenant may take, in per cent of them.
 *
 * @param floor what the other tenants cannot take from it; 0 for nothing
 * @param ceiling what it may take while others want room; 100 for no limit
 */
public record TenantShare(int floor, int ceiling) implements Serializable {

    /** No tenant is told from another: all compete for the room with each entry. */
    public static final TenantShare UNLIMITED = new TenantShare(0, 100);

    /** What holds where nothing is configured. */
    public static TenantShare defaults() {
        return new TenantShare(
                Settings.NEAR_TENANT_FLOOR.requiredDefault(), Settings.NEAR_TENANT_CEILING.requiredDefault());
    }

    /** Throws if the floor is above the ceiling. */
    void requireOrdered() {
        if (floor > ceiling) {
            throw new RejectedValueException(
                    ProblemKind.OUT_OF_RANGE,
                    "A floor of " + floor + "% is above the ceiling of " + ceiling + "%.",
                    "Choose a floor up to the ceiling: " + Settings.NEAR_TENANT_FLOOR + " and "
                            + Settings.NEAR_TENANT_CEILING + " go together.");
        }
    }
}
