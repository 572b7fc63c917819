package dev.fluxion.nn.io;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads and writes safetensors files (Hugging Face): the header's length in eight bytes, lowest first, a header of JSON, then the elements, row-major,
 * lowest byte first. Elements of type F32, F64 and I64.
 */
public final class SafeTensors {
    /** The format's own bound on the header. */
    static final int MOST_HEADER_BYTES = 100_000_000;

    /** Keeps the temporary files of one process apart. */
    private static final AtomicLong PARTS = new AtomicLong();

    private SafeTensors() {}

    /**
     * Writes a file so that after a crash there is the old one or the new one, never a part: a temporary file beside it, synced, then renamed over
     * it. The same content gives the same bytes. Missing folders are created.
     *
     * @throws FluxionException if it cannot be written, with the reason
     * @throws IllegalArgumentException if a tensor is named {@code __metadata__}, which the format keeps for itself
     */
    public static void write(Path file, TensorFile content) {
        FileMistakes mistakes = new FileMistakes(file);
        Path target = file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw mistakes.of(Files.isDirectory(target) ? "cannot be written: it is a folder" : "cannot be written: it is no regular file");
        }
        // An interrupt closes a channel: this one is heeded when the file is written.
        boolean interrupted = Thread.interrupted();
        try {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            interrupted |= replaced(Files.isSymbolicLink(target) ? target.toRealPath() : target, content);
        } catch (FileAlreadyExistsException e) {
            throw mistakes.of("cannot be written: " + e.getMessage() + " is no folder");
        } catch (IOException e) {
            throw mistakes.of("cannot be written: " + e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether the thread was interrupted meanwhile. */
    private static boolean replaced(Path target, TensorFile content) throws IOException {
        try {
            replace(target, content);
            return false;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            replace(target, content);
            return true;
        }
    }

    private static void replace(Path target, TensorFile content) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + "-" + PARTS.incrementAndGet() + ".part");
        try {
            writeSynced(part, content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(target.getParent());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Removes temporary files beside a file that processes which were killed have left. What cannot be removed stays, without a word. */
    public static void removeAbandoned(Path file) {
        Path target = file.toAbsolutePath();
        Pattern name = Pattern.compile(Pattern.quote(target.getFileName().toString()) + "\\.(\\d{1,18})-\\d+\\.part");
        try (Stream<Path> siblings = Files.list(target.getParent())) {
            for (Path sibling : siblings.toList()) {
                Matcher part = name.matcher(sibling.getFileName().toString());
                if (part.matches() && ProcessHandle.of(Long.parseLong(part.group(1))).isEmpty()) {
                    Files.deleteIfExists(sibling);
                }
            }
        } catch (IOException _) {
            // They are in nobody's way but the disk's.
        }
    }

    private static void writeSynced(Path part, TensorFile content) throws IOException {
        Header header = Header.of(content);
        byte[] json = header.json();
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).flip();
            Elements.writeFully(channel, length);
            Elements.writeFully(channel, ByteBuffer.wrap(json));
            for (Entry entry : header.entries()) {
                Elements.write(channel, content.tensors().get(entry.name()));
            }
            channel.force(true);
        }
    }

    /** Makes the rename itself survive a power cut; some systems cannot open a folder, and there it is left to them. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException _) {
            // The content itself is on disk by now.
        }
    }

    /**
     * Reads a file. Nothing in it is believed before it is checked against the file's length.
     *
     * @throws FluxionException if it is missing, cut short, damaged, or has elements of another type
     */
    public static TensorFile read(Path file) {
        FileMistakes mistakes = new FileMistakes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(mistakes, channel);
        } catch (NoSuchFileException e) {
            throw mistakes.of("there is no such file");
        } catch (IOException e) {
            throw mistakes.of("cannot be read: " + e.getMessage());
        }
    }

    private static TensorFile read(FileMistakes mistakes, FileChannel channel) throws IOException {
        long size = channel.size();
        long headerBytes = headerBytes(mistakes, channel, size);
        ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
        Elements.readFully(channel, json, Long.BYTES);
        long dataStart = Long.BYTES + headerBytes;
        Header header = HeaderReader.read(mistakes, json.array(), size - dataStart);
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (Entry entry : header.entries()) {
            Tensor tensor = entry.type().zeros(entry.shape());
            Elements.read(channel, dataStart + entry.begin(), tensor);
            tensors.put(entry.name(), tensor);
        }
        return new TensorFile(tensors, header.metadata());
    }

    private static long headerBytes(FileMistakes mistakes, FileChannel channel, long size) throws IOException {
        if (size < Long.BYTES) {
            throw mistakes.of("the file is cut short: " + size + " bytes are no safetensors file");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Elements.readFully(channel, length, 0);
        long headerBytes = length.getLong(0);
        if (headerBytes < 0 || headerBytes > MOST_HEADER_BYTES) {
            throw mistakes.of("not a safetensors file: a header of " + Long.toUnsignedString(headerBytes) + " bytes");
        }
        if (headerBytes > size - Long.BYTES) {
            throw mistakes.of("the file is cut short: the header should have " + headerBytes + " bytes, but " + (size - Long.BYTES) + " are there");
        }
        return headerBytes;
    }
}
