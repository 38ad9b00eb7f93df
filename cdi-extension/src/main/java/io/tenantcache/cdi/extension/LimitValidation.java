package io.tenantcache.cdi.extension;

import io.tenantcache.cdi.RateLimited;
import io.tenantcache.cdi.operation.ResolvedType;
import io.tenantcache.cdi.operation.TagTemplate;
import io.tenantcache.cdi.operation.TagTemplate.Reference;
import io.tenantcache.cdi.ratelimit.LimitedMethod;
import io.tenantcache.cdi.ratelimit.NamedLimit;
import io.tenantcache.config.Setting;
import io.tenantcache.ratelimit.RateLimit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks the limits of methods. */
final class LimitValidation {

    private static final Logger LOG = System.getLogger(LimitValidation.class.getName());
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1," + RateLimit.LONGEST_NAME + "}");

    private record Said(String text, LimitedMethod method) {}

    private final Problems problems;
    private final LimitSettings settings;

    LimitValidation(Problems problems, LimitSettings settings) {
        this.problems = problems;
        this.settings = settings;
    }

    void check(DeployedLimits deployed) {
        List<LimitedMethod> methods = deployed.all();
        deployed.stereotyped()
                .forEach(type -> problems.add(
                        DeploymentRule.LIMIT_OF_STEREOTYPE, type.getName(), "has a stereotype with @RateLimited"));
        methods.forEach(method -> method.limits().forEach(limit -> check(method, limit)));
        methods.forEach(this::checkPermits);
        checkSame(methods);
        if (!RateLimits.isThereServlet()) {
            settings.limits().values().stream().filter(NamedLimit::needsClient).forEach(this::reportServlet);
        }
        settings.unused()
                .forEach(name -> LOG.log(
                        Level.WARNING,
                        () -> DeploymentRule.USED_LIMIT.message(
                                "tenantcache.ratelimit." + name, "is set, and no method has that limit")));
    }

    private void check(LimitedMethod method, RateLimited limit) {
        if (!NAME.matcher(limit.value()).matches()) {
            problems.add(DeploymentRule.LIMIT_NAME, method, "names a limit that cannot be");
        } else if (settings.incomplete().contains(limit.value())) {
            problems.add(
                    DeploymentRule.WHOLE_LIMIT,
                    method,
                    "has the limit '" + limit.value()
                            + "', of which nobody says how many calls it admits, or in which time");
        }
        boolean isOwn = method.method().isAnnotationPresent(RateLimited.class)
                || method.method().isAnnotationPresent(RateLimited.Several.class);
        if (isOwn) {
            Interceptability.check(method.method(), method, problems);
        }
        if (!limit.key().isEmpty()) {
            checkKey(method, limit.key());
        }
    }

    private void checkKey(LimitedMethod method, String key) {
        try {
            for (Reference reference : TagTemplate.of(key, method.method()).references()) {
                if (reference.position() == Reference.STORED) {
                    throw new IllegalArgumentException("asks for the result, which is not there yet");
                }
                Type parameter = method.method().getGenericParameterTypes()[reference.position()];
                TagValidation.checkPath(
                        ResolvedType.of(parameter, method.beanClass()).content(), reference);
            }
        } catch (IllegalArgumentException malformed) {
            problems.add(
                    DeploymentRule.LIMIT_KEY, method, "has the key \"" + key + "\", which " + malformed.getMessage());
        }
    }

    private void checkPermits(LimitedMethod method) {
        List<Long> said = method.limits().stream()
                .map(RateLimited::permits)
                .filter(permits -> permits != 1)
                .distinct()
                .toList();
        if (said.size() > 1 || said.stream().anyMatch(permits -> permits < 1)) {
            problems.add(DeploymentRule.LIMIT_PERMITS, method, "says permits that cannot be");
            return;
        }
        for (RateLimited limit : method.limits()) {
            NamedLimit named = settings.limits().get(limit.value());
            if (named != null && named.smallest() < method.permits()) {
                problems.add(
                        DeploymentRule.LIMIT_PERMITS,
                        method,
                        "counts for " + method.permits() + " under the limit '" + limit.value() + "', which admits "
                                + named.smallest()
                                + (named.smallest() < named.limit().limit() ? " to some tenant" : ""));
            }
        }
    }

    private void checkSame(List<LimitedMethod> methods) {
        Map<String, Said> first = new LinkedHashMap<>();
        for (LimitedMethod method : methods) {
            for (RateLimited limit : method.limits()) {
                for (Map.Entry<Setting<?>, String> member :
                        LimitSettings.members(limit).entrySet()) {
                    String key = member.getKey().key().replace("<name>", limit.value());
                    Said other = first.putIfAbsent(key, new Said(member.getValue(), method));
                    if (other != null && !other.text().equals(member.getValue())) {
                        problems.add(
                                DeploymentRule.ONE_LIMIT,
                                method,
                                "and " + other.method() + " say different things of the limit '" + limit.value() + "'");
                    }
                }
            }
        }
    }

    private void reportServlet(NamedLimit limit) {
        problems.add(
                DeploymentRule.SERVLET_FOR_LIMIT,
                "The rate limit '" + limit.limit().name() + "'",
                "is counted for each user or address, and there is no servlet API");
    }
}
