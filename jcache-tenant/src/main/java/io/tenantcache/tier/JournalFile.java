package io.tenantcache.tier;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text that outlast the process, and the machine's failure: each with its checksum. Fails nobody: what is wrong with
 * the file is logged once, and nothing is kept in it until it could be made anew. Thread safe.
 */
final class JournalFile implements AutoCloseable {

    /*
     * Callers put their lines into a buffer. Whoever then gets to the disk first writes all that is there, and those who waited find
     * theirs done: the more callers, the fewer writes for each. What is written is on the disk when the call returns.
     *
     * The file is written as a plain one and not as a channel, which the interruption of any caller would close for all. It is
     * replaced as a whole by another one of its name, so the lock that keeps a second node away is on a file of its own.
     */

    private static final Logger LOG = System.getLogger(JournalFile.class.getName());
    private static final String SETTING = "tenantcache.journal.file";
    private static final long LARGE = 1 << 20;
    private static final int CHECKSUM_DIGITS = 8;

    /** Each write is on the disk when it returns, with what it takes to read it again. */
    private static final String WRITTEN_THROUGH = "rwd";

    private final Path path;
    private final FileChannel lock;
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private long buffered;
    private List<String> found = new ArrayList<>();
    private RandomAccessFile file;
    private long forced;
    private final AtomicLong length = new AtomicLong();
    private volatile long compactLength;
    private boolean closed;
    private volatile boolean failed;

    private JournalFile(Path path, FileChannel lock) throws IOException {
        this.path = path;
        this.lock = lock;
        if (Files.notExists(path)) {
            Files.createFile(path, ownersOnly(path));
        } else if (!Files.isRegularFile(path)) {
            throw new IOException("it is no regular file");
        }
        long end = readAll();
        length.set(end);
        this.file = new RandomAccessFile(path.toFile(), WRITTEN_THROUGH);
        file.setLength(end);
        file.seek(end);
    }

    /** The file at that place, which is made if it is not there; null if it cannot be used, which is logged. */
    static @Nullable JournalFile open(Path path) {
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        FileChannel lock = null;
        JournalFile opened = null;
        try {
            lock = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isHeld(lock)) {
                opened = new JournalFile(path, lock);
            } else {
                LOG.log(
                        Level.ERROR,
                        "{0}: the file {1} is in use by another node or application; invalidations while Redis is away are"
                                + " kept in memory only. Give each its own file",
                        SETTING,
                        path);
            }
        } catch (IOException | SecurityException e) {
            warn(path, e);
        } finally {
            if (opened == null) {
                close(lock);
            }
        }
        return opened;
    }

    private static boolean isHeld(FileChannel lock) throws IOException {
        try {
            FileLock held = lock.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The keys in it are the application's data. */
    private static FileAttribute<?>[] ownersOnly(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Answers where the last whole line ends: what follows it was being written when the process died. */
    private long readAll() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int broken = 0;
        int end = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String text = checked(new String(bytes, end, i - end, ISO_8859_1));
                end = i + 1;
                if (text == null) {
                    broken++;
                } else {
                    found.add(text);
                }
            }
        }
        if (broken > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} records of the file {2} are damaged; the invalidations in them are lost",
                    SETTING,
                    broken,
                    path);
        }
        return end;
    }

    private static @Nullable String checked(String line) {
        if (line.length() <= CHECKSUM_DIGITS) {
            return null;
        }
        String text = line.substring(CHECKSUM_DIGITS + 1);
        return line.equals(withChecksum(text)) ? text : null;
    }

    private static String withChecksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(US_ASCII));
        return String.format("%08x %s", checksum.getValue(), text);
    }

    /** The lines that were there when it was opened, until they are taken. */
    List<String> found() {
        return found;
    }

    /** {@link #found}, for the last time. */
    List<String> takeFound() {
        List<String> lines = found;
        found = List.of();
        return lines;
    }

    /** Takes a line, of ASCII characters; answers what to {@linkplain #force force}. */
    long append(String line) {
        synchronized (buffer) {
            if (!failed) {
                buffer.writeBytes((withChecksum(line) + "\n").getBytes(US_ASCII));
            }
            return ++buffered;
        }
    }

    /** What to {@linkplain #force force} for all lines that were taken so far. */
    long appended() {
        synchronized (buffer) {
            return buffered;
        }
    }

    /** Returns once all lines up to that one are on the disk, or the file has failed. Blocks for the disk. */
    void force(long line) {
        writing.lock();
        try {
            if (failed || forced >= line) {
                return;
            }
            byte[] bytes;
            long last;
            synchronized (buffer) {
                bytes = buffer.toByteArray();
                buffer.reset();
                last = buffered;
            }
            file.write(bytes);
            length.addAndGet(bytes.length);
            forced = last;
        } catch (IOException e) {
            fail(e);
        } finally {
            writing.unlock();
        }
    }

    /** Whether it has grown so much that it is worth while to write anew what is still needed of it. */
    boolean isLarge() {
        // Without the lock: who only asks must not wait for the disk.
        return !failed && length.get() > Math.max(LARGE, 2 * compactLength);
    }

    /** These lines, and none of those that it has taken so far. The caller sees to it that none comes meanwhile. */
    void replace(List<String> lines) {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            synchronized (buffer) {
                buffer.reset();
                forced = buffered;
            }
            if (lines.isEmpty() && !failed) {
                // Not forced: should the old lines come back, they do no harm.
                file.setLength(0);
                length.set(0);
            } else {
                writeAnew(lines);
            }
            compactLength = length.get();
            if (failed) {
                failed = false;
                LOG.log(Level.INFO, "{0}: the file {1} can be written again", SETTING, path);
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            writing.unlock();
        }
    }

    private void writeAnew(List<String> lines) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.createFile(next, ownersOnly(next));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : lines) {
            bytes.writeBytes((withChecksum(line) + "\n").getBytes(US_ASCII));
        }
        RandomAccessFile written = new RandomAccessFile(next.toFile(), WRITTEN_THROUGH);
        boolean used = false;
        try {
            written.write(bytes.toByteArray());
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            used = true;
        } finally {
            if (!used) {
                written.close();
            }
        }
        file.close();
        file = written;
        length.set(bytes.size());
        forceFolder();
    }

    /** Has the new name outlast a failure of the machine; some systems cannot, and some need not. */
    private void forceFolder() {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A folder cannot be forced to the disk", e);
        }
    }

    private void fail(IOException e) {
        if (!failed) {
            failed = true;
            warn(path, e);
        }
    }

    private static void warn(Path path, Exception e) {
        LOG.log(
                Level.WARNING,
                "{0}: the file {1} cannot be used ({2}); invalidations while Redis is away are kept in memory only, and are"
                        + " lost if this process dies meanwhile",
                SETTING,
                path,
                e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    /** What it holds stays. */
    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            failed = true;
            file.close();
        } catch (IOException e) {
            warn(path, e);
        } finally {
            writing.unlock();
            close(lock);
        }
    }

    private static void close(@Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A lock file could not be closed", e);
        }
    }
}
