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

    /** The same of a setting that takes that word, too. */
    RejectedValueException orWord(String word) {
        return new RejectedValueException(
                kind, explanation, remedy.substring(0, remedy.length() - 1) + ", or " + word + ".");
    }

    Problem at(String key, String source) {
        return new Problem(kind.id(), key, source, explanation, remedy);
    }
}
