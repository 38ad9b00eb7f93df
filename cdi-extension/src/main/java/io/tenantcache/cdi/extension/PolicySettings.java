package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.config.SettingSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link CachePolicy} says of caches, as settings of theirs: validated and overridden as all are. */
final class PolicySettings implements SettingSource {

    /** A member of the annotation, and the setting that it stands for. */
    private enum Member {
        TTL("ttl", "remote.ttl", CachePolicy::ttl),
        STALE_WHILE_REVALIDATE("staleWhileRevalidate", "stale.while-revalidate", CachePolicy::staleWhileRevalidate),
        STALE_IF_ERROR("staleIfError", "stale.if-error", CachePolicy::staleIfError),
        REFRESH_AHEAD("refreshAhead", "refresh.ahead", CachePolicy::refreshAhead),
        LOAD_DEADLINE("loadDeadline", "load.deadline", CachePolicy::loadDeadline),
        SOFT_DEADLINE("softDeadline", "load.soft-deadline", CachePolicy::softDeadline),
        JITTER("jitter", "ttl.jitter", CachePolicy::jitter),
        ABSENT_TTL("absentTtl", "absent.ttl", CachePolicy::absentTtl);

        private final String text;
        private final String setting;

        @SuppressWarnings("ImmutableEnumChecker") // it has no state
        private final Function<CachePolicy, String> value;

        Member(String text, String setting, Function<CachePolicy, String> value) {
            this.text = text;
            this.setting = setting;
            this.value = value;
        }
    }

    private record Said(String text, String place) {}

    private final Map<String, Said> settings = new LinkedHashMap<>();

    /** Those of the methods' caches; of two that differ, which is a problem of its own, the first counts. */
    PolicySettings(List<CachedMethod> methods) {
        methods.forEach(method -> method.policy().ifPresent(policy -> add(method, policy)));
    }

    private void add(CachedMethod method, CachePolicy policy) {
        said(policy)
                .forEach((member, text) -> settings.putIfAbsent(
                        "tenantcache.caches." + method.getCacheName() + "." + member.setting,
                        new Said(text, "@CachePolicy(" + member.text + ") of " + method)));
    }

    /** What the policy says of its cache. */
    static Map<?, String> of(CachePolicy policy) {
        return said(policy);
    }

    private static Map<Member, String> said(CachePolicy policy) {
        Map<Member, String> said = new EnumMap<>(Member.class);
        for (Member member : Member.values()) {
            String text = member.value.apply(policy).strip();
            if (!text.isEmpty()) {
                said.put(member, text);
            }
        }
        return said;
    }

    @Override
    public String name() {
        return "@CachePolicy";
    }

    @Override
    public Set<String> names() {
        return settings.keySet();
    }

    @Override
    public @Nullable String get(String key) {
        Said said = settings.get(key);
        return said == null ? null : said.text();
    }

    @Override
    public String nameOf(String key) {
        Said said = settings.get(key);
        return said == null ? name() : said.place();
    }
}
