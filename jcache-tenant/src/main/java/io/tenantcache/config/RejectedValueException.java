package io.tenantcache.config;

/** A value that its setting does not take. It never leaves this package: it becomes a {@link Problem}. */
final class RejectedValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemKind kind;
    private final String explanation;
    private final String remedy;

    RejectedValueException(ProblemKind kind, String explanation, String remedy) {
        super(explanation, null, false, false);
        this.kind = kind;
        this.explanation = explanation;
        this.remedy = remedy;
    }

    Problem at(String key, String source) {
        return new Problem(kind.id(), key, source, explanation, remedy);
    }
}
