package io.tenantcache.config;

/** What can be wrong with a setting. The ids are a public contract: they are never given another meaning. */
enum ProblemKind {
    UNKNOWN("TC-001", "The key is not a setting."),
    MALFORMED("TC-002", "The value is not of the setting's type."),
    OUT_OF_RANGE("TC-003", "The value is of the setting's type and not within its limits."),
    EXCLUSIVE("TC-004", "Two settings exclude each other."),
    INCOMPLETE("TC-005", "The setting has no effect, or an unsafe one, without another one."),
    CREDENTIALS_IN_ADDRESS("TC-006", "The Redis address holds a user or a password."),
    AMBIGUOUS("TC-007", "One source gives the same setting twice, spelled differently, with different values."),
    UNREADABLE("TC-008", "The source holds the key and fails to give its value."),
    LIBRARY_ABSENT("TC-009", "The value needs a library that is not there.");

    private final String id;
    private final String meaning;

    ProblemKind(String id, String meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    String id() {
        return id;
    }

    String meaning() {
        return meaning;
    }
}
