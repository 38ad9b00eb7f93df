package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.cdi.ratelimit.ClientAddresses;
import io.tenantcache.cdi.ratelimit.LimitedMethod;
import io.tenantcache.cdi.ratelimit.NamedLimit;
import io.tenantcache.cdi.ratelimit.NamedLimit.Hits;
import io.tenantcache.cdi.ratelimit.Per;
import io.tenantcache.cdi.ratelimit.RateLimitFields;
import io.tenantcache.cdi.ratelimit.RateLimitFields.Form;
import io.tenantcache.cdi.ratelimit.TrustedProxies;
import io.tenantcache.config.ConfigDraft;
import io.tenantcache.config.Setting;
import io.tenantcache.config.SettingSource;
import io.tenantcache.ratelimit.RateLimit;
import io.tenantcache.ratelimit.RateLimit.WhenAway;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The limits of a deployment.
 *
 * @param limits by their names
 * @param incomplete the names of those of which neither annotation nor configuration says how many calls, or in which time
 * @param unused the names in the configuration that no annotation has
 * @param clients how clients are told apart
 * @param forms which header fields responses have
 */
record LimitSettings(
        Map<String, NamedLimit> limits,
        Set<String> incomplete,
        Set<String> unused,
        ClientAddresses clients,
        Set<Form> forms) {

    private static final String PREFIX = "tenantcache.ratelimit.<name>.";

    static final Setting<Long> LIMIT = Setting.number(
            PREFIX + "limit",
            null,
            1,
            RateLimit.MOST,
            "How many calls the limit of that name admits within its window.");

    static final Setting<Duration> WINDOW = Setting.duration(
            PREFIX + "window",
            null,
            Duration.ofMillis(1),
            Duration.ofDays(31),
            "How long the window is: there are no more than so many calls in any time of that length, wherever it begins.");

    static final Setting<Set<Per>> PER = Setting.parsed(
            PREFIX + "per",
            "global",
            "`ip`, `user`, `tenant`, `endpoint`, several of them separated by `,`; or `global`",
            Per::parse,
            "For whom it is counted apart. A user is counted within its tenant, and a caller who is not signed in by its address.");

    static final Setting<WhenAway> WHEN_AWAY = Setting.parsed(
            PREFIX + "when-away",
            "local",
            "`local`, `allow` or `deny`",
            LimitSettings::whenAway,
            "What is decided while Redis does not answer: each node admits its part of the limit, all calls are admitted, or none.");

    static final Setting<Boolean> COUNT_HITS = Setting.flag(
            PREFIX + "count-hits",
            true,
            "Whether calls are counted that a cache answers. With `false` the limit holds for those that reach the method.");

    static final Setting<Map<String, Long>> TENANTS = Setting.parsed(
            PREFIX + "tenants",
            null,
            "tenants' ids with a number each, such as `acme=5000,globex=200`",
            LimitSettings::tenants,
            "How many calls it admits for some tenants, in place of `limit`. What else differs, a `RateLimitPlan` says.");

    static final Setting<Set<Form>> HEADERS = Setting.parsed(
            "tenantcache.ratelimit.headers",
            "standard,legacy",
            "`standard`, `legacy`, or both, separated by `,`; or `none`",
            RateLimitFields::parse,
            "Which header fields a REST response has that was limited: `RateLimit` and `RateLimit-Policy` (standard), `X-RateLimit-Limit`,"
                    + " `-Remaining` and `-Reset` (legacy; in seconds). `Retry-After` is always there when a call is refused.");

    static final Setting<TrustedProxies> PROXIES = Setting.parsed(
            "tenantcache.client.trusted-proxies",
            "none",
            "IP addresses and networks, such as `10.0.0.0/8,::1`, separated by `,`; or `none`",
            TrustedProxies::parse,
            "The proxies whose word about the address of a client is taken. Anybody else is the client itself, whatever the request says.");

    static final Setting<ClientAddresses.Header> ADDRESS_HEADER = Setting.parsed(
            "tenantcache.client.address-header",
            "X-Forwarded-For",
            "`X-Forwarded-For` or `Forwarded`",
            ClientAddresses.Header::parse,
            "The header field to which the trusted proxies add the address of their client. The other one is not looked at: clients may"
                    + " send it.");

    static final Setting<Long> IPV6_PREFIX = Setting.number(
            "tenantcache.client.ipv6-prefix",
            "64",
            32,
            128,
            "How many bits of an IPv6 address tell clients apart. A client has all addresses of its network, 64 bits for the most part.");

    private static final List<Setting<?>> OF_EACH = List.of(LIMIT, WINDOW, PER, WHEN_AWAY, COUNT_HITS, TENANTS);

    /** All of them. */
    static final List<Setting<?>> ALL = Stream.concat(
                    OF_EACH.stream(), Stream.of(HEADERS, PROXIES, ADDRESS_HEADER, IPV6_PREFIX))
            .toList();

    private static WhenAway whenAway(String text) {
        for (WhenAway choice : WhenAway.values()) {
            if (choice.name().equals(text.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new IllegalArgumentException("It is none of them.");
    }

    private static Map<String, Long> tenants(String text) {
        Map<String, Long> limits = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            int sign = item.lastIndexOf('=');
            String number = item.substring(sign + 1).strip();
            String tenant = item.substring(0, Math.max(sign, 0)).strip();
            boolean isNumber = number.matches("[0-9]{1,10}")
                    && Long.parseLong(number) >= 1
                    && Long.parseLong(number) <= RateLimit.MOST;
            if (tenant.isEmpty() || !isNumber) {
                throw new IllegalArgumentException(
                        "It holds something other than a tenant, = and a number from 1 to " + RateLimit.MOST + ".");
            }
            if (limits.put(tenant, Long.valueOf(number)) != null) {
                throw new IllegalArgumentException("It names a tenant twice.");
            }
        }
        return limits;
    }

    /** What the annotations say, as settings. */
    static SettingSource of(List<LimitedMethod> methods) {
        AnnotationSettings said = new AnnotationSettings("@RateLimited");
        for (LimitedMethod method : methods) {
            for (RateLimited limit : method.limits()) {
                members(limit)
                        .forEach((setting, text) -> said.add(
                                setting.key().replace("<name>", limit.value()), text, member(setting), method));
            }
        }
        return said;
    }

    /** What that annotation says of its limit. */
    static Map<Setting<?>, String> members(RateLimited limit) {
        Map<Setting<?>, String> members = new LinkedHashMap<>();
        members.put(LIMIT, limit.limit() == 0 ? "" : Long.toString(limit.limit()));
        members.put(WINDOW, limit.window());
        members.put(PER, limit.per());
        members.put(WHEN_AWAY, limit.whenAway());
        members.put(COUNT_HITS, limit.countHits());
        members.values().removeIf(String::isBlank);
        return members;
    }

    private static String member(Setting<?> setting) {
        String name = setting.key().substring(PREFIX.length());
        int hyphen = name.indexOf('-');
        return hyphen < 0
                ? name
                : name.substring(0, hyphen)
                        + Character.toUpperCase(name.charAt(hyphen + 1))
                        + name.substring(hyphen + 2);
    }

    /**
     * Reads them, without those that are wrong.
     *
     * @param used the names in annotations
     */
    static LimitSettings from(ConfigDraft draft, Set<String> used) {
        Map<String, NamedLimit> limits = new TreeMap<>();
        Set<String> incomplete = new TreeSet<>();
        for (String name : used) {
            Optional<NamedLimit> limit = named(draft, name);
            if (OF_EACH.stream().noneMatch(setting -> draft.isWrong(setting, name))) {
                limit.ifPresentOrElse(complete -> limits.put(name, complete), () -> incomplete.add(name));
            }
        }
        Set<String> unused = new TreeSet<>();
        OF_EACH.forEach(setting -> unused.addAll(draft.names(setting)));
        unused.removeAll(used);
        ClientAddresses clients = new ClientAddresses(
                draft.value(PROXIES).orElseThrow(),
                draft.value(ADDRESS_HEADER).orElseThrow(),
                Math.toIntExact(draft.value(IPV6_PREFIX).orElseThrow()));
        return new LimitSettings(
                limits, incomplete, unused, clients, draft.value(HEADERS).orElseThrow());
    }

    /** Empty if nobody says its number, or its window. */
    private static Optional<NamedLimit> named(ConfigDraft draft, String name) {
        Optional<Long> limit = draft.value(LIMIT, name);
        Optional<Duration> window = draft.value(WINDOW, name);
        WhenAway whenAway = draft.value(WHEN_AWAY, name).orElseThrow();
        Set<Per> per = draft.value(PER, name).orElseThrow();
        Hits hits = draft.value(COUNT_HITS, name).orElseThrow() ? Hits.COUNT : Hits.PASS;
        Map<String, Long> tenants = draft.value(TENANTS, name).orElse(Map.of());
        if (limit.isEmpty() || window.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new NamedLimit(new RateLimit(name, limit.get(), window.get(), whenAway), per, hits, tenants));
    }

    /** Whether any limit depends on the request's sender. */
    boolean needsClient() {
        return limits.values().stream().anyMatch(NamedLimit::needsClient);
    }
}
