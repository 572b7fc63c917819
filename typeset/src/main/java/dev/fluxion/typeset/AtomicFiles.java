package dev.fluxion.typeset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files so that a reader sees the old content or the whole new content, never a part, even when the program is killed. What is no regular
 * file is never replaced: devices and pipes are written to, and of a link it is the target that gets the content.
 */
public final class AtomicFiles {
    private static final int MOST_LINKS = 40;

    private AtomicFiles() {
    }

    /**
     * Writes bytes to a temporary file beside the file that {@code file} leads to, and moves it into place; to a device or a pipe, directly.
     * Missing folders are created.
     *
     * @throws IOException if the folder or the file cannot be written; no temporary file is left behind then
     */
    public static void write(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        if (Files.exists(file) && (!Files.isRegularFile(file) || isDescriptor(file))) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                out.write(content);
            }
            return;
        }
        replace(target(file.toAbsolutePath()), content);
    }

    // Such a name stands for what is open already, which may be a regular file.
    private static boolean isDescriptor(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith("/dev") || whole.startsWith("/proc");
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        createFolder(folder);
        Path temporary = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".tmp");
        try {
            // A plain new file, and not createTempFile: that one is readable by its owner only.
            Files.write(temporary, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
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

    private static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(folder.toString(), null, e.getFile() + " is no folder");
        }
    }

    /** Why a file could not be written, as a clause for people. */
    public static String reason(IOException problem) {
        return switch (problem) {
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
