package io.tenantcache.cdi.ratelimit;

import io.tenantcache.cdi.operation.Invocation;
import io.tenantcache.cdi.ratelimit.NamedLimit.Hits;
import io.tenantcache.ratelimit.Decision;
import io.tenantcache.ratelimit.LimitedSubject;
import io.tenantcache.ratelimit.RateLimitExceededException;
import io.tenantcache.ratelimit.RateLimiter;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The limits of all methods of a deployment; what a method says is read when it is first called. */
public final class MethodLimiter implements CallLimiter {

    private final ConcurrentMap<TargetMethod, MethodLimits> known = new ConcurrentHashMap<>();
    private final Declarations declarations;
    private final Function<String, NamedLimit> limits;
    private final Subjects subjects;
    private final Supplier<RateLimiter> limiter;

    /** What the container announced of the beans' methods. */
    @FunctionalInterface
    public interface Declarations {

        /** The declaration of that method for an instance of that class, which may be a proxy's. */
        Optional<LimitedMethod> of(Class<?> targetClass, Method method);
    }

    private record TargetMethod(Class<?> targetClass, Method method) {}

    private record MethodLimits(List<LimitUse> always, List<LimitUse> whenCalled, long permits) {}

    /**
     * The limits of those methods.
     *
     * @param limits by their names
     * @param subjects names those for whom they are counted
     * @param limiter asked for at each call, so that it is opened no earlier than needed
     */
    public MethodLimiter(
            Declarations declarations,
            Function<String, NamedLimit> limits,
            Subjects subjects,
            Supplier<RateLimiter> limiter) {
        this.declarations = declarations;
        this.limits = limits;
        this.subjects = subjects;
        this.limiter = limiter;
    }

    @Override
    public Admission admit(Invocation call) {
        TargetMethod target = new TargetMethod(call.target().getClass(), call.method());
        MethodLimits read = known.get(target);
        MethodLimits method = read != null ? read : known.computeIfAbsent(target, this::read);
        acquire(subjects.of(method.always(), call), method.permits());
        if (method.whenCalled().isEmpty()) {
            return new Admission(null);
        }
        List<LimitedSubject> rest = subjects.of(method.whenCalled(), call);
        return new Admission(() -> acquire(rest, method.permits()));
    }

    private MethodLimits read(TargetMethod target) {
        // Not announced: a bean that an InterceptionFactory has made.
        LimitedMethod method = declarations
                .of(target.targetClass(), target.method())
                .orElseGet(() -> LimitedMethod.compiled(target.method().getDeclaringClass(), target.method()));
        List<LimitUse> uses = method.limits().stream()
                .map(limit -> LimitUse.of(method, limit, limits.apply(limit.value())))
                .toList();
        return new MethodLimits(with(Hits.COUNT, uses), with(Hits.PASS, uses), method.permits());
    }

    private static List<LimitUse> with(Hits hits, List<LimitUse> uses) {
        return uses.stream().filter(use -> use.limit().hits() == hits).toList();
    }

    private void acquire(List<LimitedSubject> asked, long permits) {
        if (asked.isEmpty()) {
            return;
        }
        Decision decision = limiter.get().acquire(asked, permits);
        subjects.caller().tell(decision);
        if (!decision.allowed()) {
            throw new RateLimitExceededException(decision);
        }
    }
}
