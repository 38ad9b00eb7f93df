package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.tenant.TenantIds;
import io.tenantcache.cdi.tenant.TenantPattern;
import io.tenantcache.config.ConfigDraft;
import io.tenantcache.config.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Where the tenant of a call is looked for.
 *
 * @param sources in their order
 * @param claim the claim of the MicroProfile JWT
 * @param header the HTTP header
 * @param principal the pattern of callers' names
 * @param host the pattern of hosts
 * @param path the pattern of paths
 * @param ids which ids may be
 */
record TenantSettings(
        List<TenantSource> sources,
        String claim,
        String header,
        Optional<TenantPattern> principal,
        Optional<TenantPattern> host,
        Optional<TenantPattern> path,
        TenantIds ids) {

    static final Setting<List<TenantSource>> SOURCES = Setting.parsed(
            "tenantcache.tenant.sources",
            "bean,token",
            "names, separated by `,`: " + TenantSource.all() + "; or `none`",
            TenantSource::parse,
            "What tells the tenant of a call, the first that knows it. Header, host and path can be sent by anyone: only behind a"
                    + " gateway that sets or strips them. With `none`, `TenantContext` alone tells it.");

    static final Setting<String> CLAIM = Setting.text(
            "tenantcache.tenant.claim", "tenant", "The claim of the request's MicroProfile JWT that holds the tenant.");

    static final Setting<String> HEADER =
            Setting.text("tenantcache.tenant.header", "X-Tenant-Id", "The HTTP header that holds the tenant.");

    static final Setting<TenantPattern> PRINCIPAL = Setting.parsed(
            "tenantcache.tenant.principal",
            null,
            "a pattern with `{tenant}`, such as `*@{tenant}`",
            TenantPattern::ofName,
            "Where in the caller's name the tenant stands. The pattern's own signs end its parts: a caller `a@b@c` is not of it.");

    static final Setting<TenantPattern> HOST = Setting.parsed(
            "tenantcache.tenant.host",
            null,
            "a pattern with `{tenant}`, such as `{tenant}.example.com`",
            TenantPattern::ofHost,
            "Where in the request's host the tenant stands.");

    static final Setting<TenantPattern> PATH = Setting.parsed(
            "tenantcache.tenant.path",
            null,
            "a pattern with `{tenant}`, such as `/api/{tenant}`",
            TenantPattern::ofPath,
            "Where in the path below the application's root the tenant stands. It is the path's beginning.");

    static final Setting<Pattern> ID_PATTERN = Setting.parsed(
            "tenantcache.tenant.id-pattern",
            "[^\\p{Cc}\\p{Cs}]+",
            "a regular expression, as of `java.util.regex`",
            TenantSettings::regex,
            "The ids that are taken from any source: the whole id is of it. At most 256 characters in any case.");

    /** All of them. */
    static final List<Setting<?>> ALL = List.of(SOURCES, CLAIM, HEADER, PRINCIPAL, HOST, PATH, ID_PATTERN);

    /** What says where a source finds the tenant. */
    private static final Map<TenantSource, Setting<?>> OF_SOURCES = Map.of(
            TenantSource.TOKEN, CLAIM,
            TenantSource.HEADER, HEADER,
            TenantSource.PRINCIPAL, PRINCIPAL,
            TenantSource.HOST, HOST,
            TenantSource.PATH, PATH);

    private static Pattern regex(String text) {
        try {
            return Pattern.compile(text.strip());
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("It is no regular expression.", malformed);
        }
    }

    static TenantSettings from(ConfigDraft draft) {
        return new TenantSettings(
                draft.value(SOURCES).orElseThrow(),
                draft.value(CLAIM).orElseThrow(),
                draft.value(HEADER).orElseThrow(),
                draft.value(PRINCIPAL),
                draft.value(HOST),
                draft.value(PATH),
                new TenantIds(draft.value(ID_PATTERN).orElseThrow()));
    }

    boolean has(TenantSource source) {
        return sources.contains(source);
    }

    /** The setting that a source cannot do without, if that is missing. */
    Optional<Setting<?>> missing(TenantSource source) {
        return switch (source) {
            case PRINCIPAL -> unless(principal.isPresent(), PRINCIPAL);
            case HOST -> unless(host.isPresent(), HOST);
            case PATH -> unless(path.isPresent(), PATH);
            case BEAN, TOKEN, HEADER -> Optional.empty();
        };
    }

    /** The given settings of sources that are not asked. */
    Map<TenantSource, Setting<?>> unlisted(Predicate<Setting<?>> isGiven) {
        Map<TenantSource, Setting<?>> unlisted = new EnumMap<>(OF_SOURCES);
        unlisted.keySet().removeAll(sources);
        unlisted.values().removeIf(isGiven.negate());
        return unlisted;
    }

    private static Optional<Setting<?>> unless(boolean present, Setting<?> setting) {
        return present ? Optional.empty() : Optional.of(setting);
    }
}
