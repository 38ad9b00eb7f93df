package io.tenantcache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tenantcache.Invalidation;
import io.tenantcache.Tenant;
import io.tenantcache.codec.AllowList;
import io.tenantcache.codec.KeyText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

    private static final Tenant ACME = Tenant.of("acmé {:} *");

    /** As Linux has it in {@code fcntl.h}. */
    private static final int O_DSYNC = 0x1000;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ScopeTexts texts = new ScopeTexts();
    private Path path;
    private WarningLog log;

    @BeforeEach
    void open() {
        path = folder.resolve("journal");
        texts.opened("c", keys());
        log = new WarningLog(JournalFile.class);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static KeyText keys() {
        return new KeyText(AllowList.of(List.of(), List.of()), JournalFileTest.class.getClassLoader());
    }

    private Journal journal() {
        Journal journal = new Journal(texts, JournalFile.open(path));
        opened.add(journal);
        return journal;
    }

    /** As the process finds it that follows one that was killed. */
    private Set<Invalidation.Scope> readAgain() throws Exception {
        Path copy = Files.copy(path, folder.resolve("copy" + opened.size()));
        try (Journal journal = new Journal(texts, JournalFile.open(copy))) {
            return scopes(journal);
        }
    }

    private static Set<Invalidation.Scope> scopes(Journal journal) {
        Set<Invalidation.Scope> scopes = new HashSet<>();
        for (ScopeSet.Batch batch = journal.next(); batch != null; batch = journal.next()) {
            assertThat(batch.tenant()).isEqualTo(ACME);
            scopes.addAll(batch.scopes());
        }
        return scopes;
    }

    private static Invalidation.Scope key(Object key) {
        return new Invalidation.Key("c", key);
    }

    @Test
    void add_isThereForTheNextProcess() throws Exception {
        Journal journal = journal();
        List<Invalidation.Scope> scopes = List.of(
                key("k\n é"),
                key(7),
                key(List.of(1, "x".repeat(2_000))),
                new Invalidation.Tag("c", "k"),
                new Invalidation.Tag("not open #", "! \n*:é"),
                new Invalidation.Cache("d e"));
        journal.add(ACME, scopes);
        assertThat(readAgain()).containsExactlyInAnyOrderElementsOf(scopes);
        assertThat(Files.getPosixFilePermissions(path)).hasSize(2);
    }

    /** No test can cut the machine's power: the system says whether a write waits for the disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(30)
    void add_isOnTheDisk() throws Exception {
        Journal journal = journal();
        journal.add(ACME, List.of(key("k")));
        assertThat(openedFor(path)).isNotEmpty().allMatch(flags -> (flags & O_DSYNC) != 0);
        Object first = fileKey();
        for (int i = 0; first.equals(fileKey()); i++) {
            journal.add(ACME, List.of(key("x".repeat(20_000) + i)));
        }
        assertThat(openedFor(path)).isNotEmpty().allMatch(flags -> (flags & O_DSYNC) != 0);
    }

    /** Another one once the file was written anew. */
    private Object fileKey() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** With which flags this process has opened the file. */
    private static List<Integer> openedFor(Path file) throws IOException {
        List<Integer> flags = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
                    Path info = Path.of(
                            "/proc/self/fdinfo", descriptor.getFileName().toString());
                    String line = Files.readAllLines(info).stream()
                            .filter(each -> each.startsWith("flags:"))
                            .findFirst()
                            .orElseThrow();
                    flags.add(Integer.parseInt(line.substring("flags:".length()).trim(), 8));
                }
            }
        }
        return flags;
    }

    @Test
    void add_everything_isThereForTheNextProcess() throws Exception {
        journal().add(ACME, List.of(key("k"), new Invalidation.Everything()));
        assertThat(readAgain()).containsExactly(new Invalidation.Everything());
    }

    @Test
    void add_keyOfACacheThatIsNotOpen_isItsCache() throws Exception {
        journal().add(ACME, List.of(key("k")));
        texts.closed("c");
        assertThat(readAgain()).containsExactly(new Invalidation.Cache("c"));
    }

    @Test
    void done_nothingIsLeft() throws Exception {
        Journal journal = journal();
        journal.add(ACME, List.of(key("k")));
        journal.next();
        journal.done();
        assertThat(path).isEmptyFile();
        journal.add(ACME, List.of(key("l")));
        assertThat(readAgain()).containsExactly(key("l"));
    }

    @Test
    void next_whileMoreComes_keepsAllThatWasNotTold() throws Exception {
        Journal journal = journal();
        journal.add(ACME, List.of(key("k")));
        journal.next();
        journal.add(ACME, List.of(key("l")));
        journal.done();
        assertThat(readAgain()).contains(key("l"));
    }

    @Test
    void tornRecord_isIgnored_whereverItIsTorn() throws Exception {
        Journal before = journal();
        before.add(ACME, List.of(key("first")));
        int whole = Files.readAllBytes(path).length;
        before.add(ACME, List.of(key("second")));
        byte[] both = Files.readAllBytes(path);
        for (int length = whole; length < both.length; length++) {
            Path torn = Files.write(folder.resolve("torn" + length), java.util.Arrays.copyOf(both, length));
            JournalFile file = Objects.requireNonNull(JournalFile.open(torn));
            try (Journal journal = new Journal(texts, file)) {
                journal.add(ACME, List.of(key("third")));
                assertThat(Files.size(torn)).isGreaterThan(whole);
            }
            try (Journal journal = new Journal(texts, JournalFile.open(torn))) {
                assertThat(scopes(journal)).containsExactlyInAnyOrder(key("first"), key("third"));
            }
        }
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void damagedRecord_isToldOf_withoutItsKey() throws Exception {
        Journal journal = journal();
        journal.add(ACME, List.of(key("hush")));
        journal.add(ACME, List.of(key("second")));
        journal.close();
        byte[] bytes = Files.readAllBytes(path);
        bytes[20] ^= 1;
        Files.write(path, bytes);
        assertThat(readAgain()).containsExactly(key("second"));
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("tenantcache.journal.file")
                .doesNotContain("hush");
    }

    @Test
    void anyBytes_failNobody() throws Exception {
        long seed = System.nanoTime();
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            Files.write(path, bytes);
            assertThat(readAgain()).as("seed %d", seed).isEmpty();
            Files.delete(folder.resolve("copy" + opened.size()));
        }
    }

    @Test
    void manyChanges_fileIsWrittenAnew() throws Exception {
        Journal journal = journal();
        long longest = 0;
        String filler = "x".repeat(400);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5_000; i++) {
                journal.add(ACME, List.of(key(filler + i)));
                longest = Math.max(longest, Files.size(path));
            }
            journal.next();
            journal.add(ACME, List.of(new Invalidation.Cache("c")));
            journal.putBack();
            journal.add(ACME, List.of(key("covered")));
        }
        assertThat(longest).isBetween(1L << 20, 8L << 20);
        assertThat(readAgain()).containsExactly(new Invalidation.Cache("c"));
    }

    @Test
    void add_byManyAtOnce_allAreThere() throws Exception {
        Journal journal = journal();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            Set<Invalidation.Scope> expected = new HashSet<>();
            for (int i = 0; i < 400; i++) {
                Invalidation.Scope scope = key(i);
                expected.add(scope);
                all.add(threads.submit(() -> journal.add(ACME, List.of(scope))));
            }
            for (Future<?> each : all) {
                each.get();
            }
            assertThat(readAgain()).isEqualTo(expected);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void secondNode_isTold_andWorksOnInMemory() throws Exception {
        Journal first = journal();
        first.add(ACME, List.of(key("first")));
        Journal second = journal();
        second.add(ACME, List.of(key("second")));
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("tenantcache.journal.file", "another node", path.toString());
        assertThat(scopes(second)).containsExactly(key("second"));
        assertThat(readAgain()).containsExactly(key("first"));
    }

    @Test
    void badPlace_isToldOf_andWorksOnInMemory() throws IOException {
        path = folder.resolve("absent").resolve("journal");
        Journal journal = journal();
        journal.add(ACME, List.of(key("hush")));
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("tenantcache.journal.file", path.toString())
                .doesNotContain("hush");
        assertThat(scopes(journal)).containsExactly(key("hush"));
        path = Files.createDirectory(folder.resolve("directory"));
        assertThatCode(() -> journal().add(ACME, List.of(key("k")))).doesNotThrowAnyException();
    }

    @Test
    void writeFails_isToldOfOnce_andWorksOnInMemory_untilItCanBeWritten() throws Exception {
        Path obstacle = Files.createDirectories(folder.resolve("journal.new").resolve("any"));
        Journal journal = journal();
        String filler = "hush".repeat(100);
        for (int i = 0; i < 4_000; i++) {
            journal.add(ACME, List.of(key(filler + i)));
        }
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("tenantcache.journal.file")
                .doesNotContain("hush");
        assertThat(journal.size()).isEqualTo(4_000);
        Files.delete(obstacle);
        tellAll(journal);
        journal.add(ACME, List.of(key("k")));
        assertThat(readAgain()).containsExactly(key("k"));
        assertThat(log.messages()).hasSize(1);
    }

    private static void tellAll(Journal journal) {
        while (!journal.isEmpty()) {
            journal.next();
            journal.done();
        }
    }

    @Test
    void noRegularFile_isToldOf() {
        path = Path.of("/dev/full");
        assumeThat(path).exists();
        journal().add(ACME, List.of(key("k")));
        assertThat(log.messages()).singleElement().asString().contains("tenantcache.journal.file", "no regular file");
    }

    @Test
    void interruptedCaller_fileStaysOpen() throws Exception {
        Journal journal = journal();
        Thread.currentThread().interrupt();
        journal.add(ACME, List.of(key("k")));
        assertThat(Thread.interrupted()).isTrue();
        journal.add(ACME, List.of(key("l")));
        assertThat(readAgain()).containsExactlyInAnyOrder(key("k"), key("l"));
    }
}
