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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The limits of all methods of a deployment; what a method says is read when it is first called. */
public final class MethodLimiter implements CallLimiter {

    private final ConcurrentMap<TargetMethod, MethodLimits> known = new ConcurrentHashMap<>();
    private final Declarations declarations;
    private final Function<String, NamedLimit> limits;
    private final Subjects subjects;
    private final Supplier<RateLimiter> limiter;
    private final Supplier<Executor> threads;

    /** What the container announced of the beans' methods. */
    @FunctionalInterface
    public interface Declarations {

        /** The declaration of that method for an instance of that class, which may be a proxy's. */
        Optional<LimitedMethod> of(Class<?> targetClass, Method method);
    }

    private record TargetMethod(Class<?> targetClass, Method method) {}

    /** Those that count each call, those that count calls of the method only, and all of them. */
    private record MethodLimits(
            List<LimitUse> ofCalls, List<LimitUse> ofSource, List<LimitUse> all, long permits, boolean isCached) {}

    /**
     * The limits of those methods.
     *
     * @param limits by their names
     * @param subjects names those for whom they are counted
     * @param limiter asked for at each call, so that it is opened no earlier than needed
     * @param threads gives those for what may wait for Redis, for the tenant of the call; asked on the call's thread
     */
    public MethodLimiter(
            Declarations declarations,
            Function<String, NamedLimit> limits,
            Subjects subjects,
            Supplier<RateLimiter> limiter,
            Supplier<Executor> threads) {
        this.declarations = declarations;
        this.limits = limits;
        this.subjects = subjects;
        this.limiter = limiter;
        this.threads = threads;
    }

    @Override
    public Admission admit(Invocation call) {
        TargetMethod target = new TargetMethod(call.target().getClass(), call.method());
        MethodLimits read = known.get(target);
        MethodLimits method = read != null ? read : known.computeIfAbsent(target, this::read);
        Consumer<Decision> report = subjects.caller().report();
        List<LimitedSubject> all = subjects.of(method.all(), call);
        if (method.ofSource().isEmpty() || !method.isCached()) {
            acquire(all, method.permits(), report);
            return Admission.ofCounted();
        }
        // Which of them count is not known before the cache has answered, or not: one decision then.
        List<LimitedSubject> ofCalls = all.subList(0, method.ofCalls().size());
        List<LimitedSubject> ofSource = all.subList(method.ofCalls().size(), all.size());
        requireNotRefused(ofCalls, method.permits(), report);
        return new Admission(new Admission.Limits(
                () -> acquire(all, method.permits(), report),
                ofCalls.isEmpty() ? null : () -> acquire(ofCalls, method.permits(), report),
                () -> acquire(ofSource, method.permits(), report),
                threads));
    }

    private MethodLimits read(TargetMethod target) {
        // Not announced: a bean that an InterceptionFactory has made.
        LimitedMethod method = declarations
                .of(target.targetClass(), target.method())
                .orElseGet(() -> LimitedMethod.compiled(target.method().getDeclaringClass(), target.method()));
        List<LimitUse> uses = method.limits().stream()
                .map(limit -> LimitUse.of(method, limit, limits.apply(limit.value())))
                .toList();
        List<LimitUse> ofCalls = with(Hits.COUNT, uses);
        List<LimitUse> ofSource = with(Hits.PASS, uses);
        List<LimitUse> all = Stream.concat(ofCalls.stream(), ofSource.stream()).toList();
        return new MethodLimits(ofCalls, ofSource, all, method.permits(), method.isCached());
    }

    private static List<LimitUse> with(Hits hits, List<LimitUse> uses) {
        return uses.stream().filter(use -> use.limit().hits() == hits).toList();
    }

    /** Who is known to be refused does not get as far as the cache. */
    private void requireNotRefused(List<LimitedSubject> asked, long permits, Consumer<Decision> report) {
        if (!asked.isEmpty()) {
            limiter.get().remembered(asked, permits).ifPresent(refusal -> requireAllowed(refusal, report));
        }
    }

    private void acquire(List<LimitedSubject> asked, long permits, Consumer<Decision> report) {
        requireAllowed(limiter.get().acquire(asked, permits), report);
    }

    private static void requireAllowed(Decision decision, Consumer<Decision> report) {
        report.accept(decision);
        if (!decision.allowed()) {
            throw new RateLimitExceededException(decision);
        }
    }
}
