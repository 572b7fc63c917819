package dev.fluxion.typeset;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes files so that a reader sees the old content or the whole new content, never a part, even when the program is killed. What is no regular
 * file is never replaced: devices and pipes are written to, and of a link it is the target that gets the content.
 */
public final class AtomicFiles {
    private static final String TEMPORARY = ".tmp";

    private static final int MOST_LINKS = 40;
    private static final Pattern DESCRIPTOR = Pattern.compile("/dev/(fd/\\d+|std(in|out|err))|/proc/[^/]+/fd/\\d+");

    private AtomicFiles() {
    }

    /** A file that is complete beside its place. */
    private record Ready(Path temporary, Path file) {}

    /**
     * Writes bytes to a temporary file beside the file that {@code file} leads to, and moves it into place once it is on the disk; to a device or a
     * pipe, directly. Missing folders are created.
     *
     * @param content all bytes of the file; a length of 0 makes an empty one
     * @throws IOException if the folder or the file cannot be written; neither a temporary file nor a new folder is left behind then
     * @throws FileSystemException if the file is a folder, or a link that leads nowhere
     */
    public static void write(Path file, byte[] content) throws IOException {
        writeAll(Map.of(file, content));
    }

    /**
     * Writes files that belong together, like {@link #write(Path, byte[])}: every one is complete beside its place before the first is moved there.
     *
     * @param contents all bytes of each file
     * @throws IOException if one of them cannot be written; all files are what they were before then, unless a move fails
     * @throws FileSystemException if one of them is a folder, or a link that leads nowhere
     */
    public static void writeAll(Map<Path, byte[]> contents) throws IOException {
        List<Ready> ready = new ArrayList<>();
        Deque<Path> folders = new ArrayDeque<>();
        boolean done = false;
        try {
            for (Map.Entry<Path, byte[]> each : contents.entrySet()) {
                requireFile(each.getKey());
                if (!isStream(each.getKey())) {
                    ready.add(prepared(target(each.getKey().toAbsolutePath()), each.getValue(), folders));
                }
            }
            for (Map.Entry<Path, byte[]> each : contents.entrySet()) {
                if (isStream(each.getKey())) {
                    append(each.getKey(), each.getValue());
                }
            }
            for (Ready each : ready) {
                move(each.temporary, each.file);
            }
            done = true;
        } finally {
            for (Ready each : ready) {
                Files.deleteIfExists(each.temporary);
            }
            if (!done) {
                removeEmpty(folders);
            }
        }
    }

    private static void requireFile(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
    }

    private static boolean isStream(Path file) {
        return Files.exists(file) && (!Files.isRegularFile(file) || isDescriptor(file));
    }

    private static void append(Path file, byte[] content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            out.write(content);
        }
    }

    // Such a name stands for what is open already, which may be a regular file.
    private static boolean isDescriptor(Path file) {
        return DESCRIPTOR.matcher(file.toAbsolutePath().normalize().toString()).matches();
    }

    private static Ready prepared(Path file, byte[] content, Deque<Path> folders) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        createFolder(folder, folders);
        Path temporary = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + TEMPORARY);
        boolean complete = false;
        try {
            // A plain new file, and not createTempFile: that one is readable by its owner only.
            Files.createFile(temporary);
            writeToDisk(temporary, content);
            keepPermissions(file, temporary);
            complete = true;
            return new Ready(temporary, file);
        } finally {
            if (!complete) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    // Who could read or run the old file can do so with the new one.
    private static void keepPermissions(Path old, Path made) throws IOException {
        if (Files.exists(old) && Files.getFileStore(old).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(old));
        }
    }

    // Not a channel: that would be closed where the thread is interrupted.
    private static void writeToDisk(Path file, byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    // Not toRealPath: the file that a link leads to need not exist yet.
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "it is a link that leads nowhere");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    private static void createFolder(Path folder, Deque<Path> created) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            missing.push(there);
            there = there.getParent();
        }
        if (there != null && !Files.isDirectory(there)) {
            throw new FileSystemException(folder.toString(), null, there + " is no folder");
        }
        for (Path each : missing) {
            Files.createDirectories(each); // somebody else may have made it meanwhile
            created.push(each);
        }
    }

    private static void removeEmpty(Deque<Path> folders) {
        for (Path folder : folders) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException _) {
                // Somebody has put something there meanwhile.
            }
        }
    }

    /** Why a file could not be written, as a clause for people. */
    public static String reason(IOException problem) {
        return switch (problem) {
            case NoSuchFileException missing when missing.getFile().endsWith(TEMPORARY) -> "its folder takes no files";
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException _ -> "you may not write there";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            case IOException other when other.getMessage() != null -> other.getMessage();
            case IOException _ -> "the system refuses it";
        };
    }

    /**
     * Writes text as UTF-8, like {@link #write(Path, byte[])}.
     *
     * @throws IOException if it cannot be written
     * @throws FileSystemException if the file is a folder, or a link that leads nowhere
     */
    public static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // Some network folders cannot do it; within one folder this is still a rename.
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
