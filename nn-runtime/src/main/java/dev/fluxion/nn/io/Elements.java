package dev.fluxion.nn.io;

import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.LongTensor;
import dev.fluxion.nn.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Moves elements between arrays and a file, lowest byte first, through one small buffer. */
final class Elements {
    private static final int BUFFER_BYTES = 1 << 18;

    private Elements() {}

    static void write(FileChannel channel, Tensor tensor) throws IOException {
        int elementBytes = ElementType.of(tensor).bytes();
        int chunk = BUFFER_BYTES / elementBytes;
        ByteBuffer buffer = buffer();
        for (int from = 0; from < tensor.shape().elements(); from += chunk) {
            int count = Math.min(chunk, tensor.shape().elements() - from);
            put(buffer.clear(), tensor, from, count);
            writeFully(channel, buffer.limit(count * elementBytes));
        }
    }

    static void read(FileChannel channel, long position, Tensor tensor) throws IOException {
        int elementBytes = ElementType.of(tensor).bytes();
        int chunk = BUFFER_BYTES / elementBytes;
        ByteBuffer buffer = buffer();
        for (int from = 0; from < tensor.shape().elements(); from += chunk) {
            int count = Math.min(chunk, tensor.shape().elements() - from);
            readFully(channel, buffer.clear().limit(count * elementBytes), position + (long) from * elementBytes);
            get(buffer.flip(), tensor, from, count);
        }
    }

    private static void put(ByteBuffer buffer, Tensor tensor, int from, int count) {
        switch (tensor) {
            case FloatTensor floats -> buffer.asFloatBuffer().put(floats.array(), from, count);
            case DoubleTensor doubles -> buffer.asDoubleBuffer().put(doubles.array(), from, count);
            case LongTensor longs -> buffer.asLongBuffer().put(longs.array(), from, count);
        }
    }

    private static void get(ByteBuffer buffer, Tensor tensor, int from, int count) {
        switch (tensor) {
            case FloatTensor floats -> buffer.asFloatBuffer().get(floats.array(), from, count);
            case DoubleTensor doubles -> buffer.asDoubleBuffer().get(doubles.array(), from, count);
            case LongTensor longs -> buffer.asLongBuffer().get(longs.array(), from, count);
        }
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            at += read;
        }
    }
}
