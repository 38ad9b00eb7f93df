package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.CachePolicy;
import io.tenantcache.cdi.operation.CachedMethod;
import io.tenantcache.config.SettingSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What {@link CachePolicy} says of caches, as settings of theirs: validated and overridden as all are. */
final class PolicySettings {

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

    private PolicySettings() {}

    /** Those of the methods' caches. */
    static SettingSource from(List<CachedMethod> methods) {
        AnnotationSettings said = new AnnotationSettings("@CachePolicy");
        methods.forEach(method -> method.policy().ifPresent(policy -> add(said, method, policy)));
        return said;
    }

    private static void add(AnnotationSettings settings, CachedMethod method, CachePolicy policy) {
        said(policy)
                .forEach((member, text) -> settings.add(
                        "tenantcache.caches." + method.getCacheName() + "." + member.setting,
                        text,
                        member.text,
                        method));
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
}
