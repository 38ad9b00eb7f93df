package io.tenantcache.cdi.extension;

import io.tenantcache.config.Setting;
import io.tenantcache.config.TenantCacheConfigLoader;

/**
 * Where the tenant of a request is looked for.
 *
 * @param claim the claim of the MicroProfile JWT
 * @param header the HTTP header
 * @param headerEnabled whether the header counts
 */
record TenantSettings(String claim, String header, boolean headerEnabled) {

    static final Setting<String> CLAIM = Setting.text(
            "tenantcache.tenant.claim", "tenant", "The claim of the request's MicroProfile JWT that holds the tenant.");

    static final Setting<String> HEADER = Setting.text(
            "tenantcache.tenant.header",
            "X-Tenant-Id",
            "The HTTP header that holds the tenant, where `tenantcache.tenant.header.enabled` is set.");

    static final Setting<Boolean> HEADER_ENABLED = Setting.flag(
            "tenantcache.tenant.header.enabled",
            false,
            "Whether the tenant may come from an HTTP header. Anyone can send one: only behind a gateway that sets or"
                    + " strips it.");

    /** Makes the settings known. */
    static TenantCacheConfigLoader recognisedBy(TenantCacheConfigLoader loader) {
        return loader.recognise(CLAIM, HEADER, HEADER_ENABLED);
    }

    static TenantSettings from(TenantCacheConfigLoader loader) {
        return new TenantSettings(
                loader.value(CLAIM).orElseThrow(),
                loader.value(HEADER).orElseThrow(),
                loader.value(HEADER_ENABLED).orElseThrow());
    }
}
