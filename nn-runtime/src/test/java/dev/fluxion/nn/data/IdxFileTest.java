package dev.fluxion.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFileTest {
    private static final byte[] TWO_BY_THREE = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255};

    @TempDir
    private Path folder;

    @Test
    void plainAndCompressedFilesReadAlike() throws IOException {
        for (byte[] content : new byte[][] {TWO_BY_THREE, gzip(TWO_BY_THREE)}) {
            IdxFile idx = IdxFile.read(file(content));
            assertThat(idx.shape()).isEqualTo(TensorShape.of(2, 3));
            assertThat(idx.values()).containsExactly(1, 2, 3, 4, 5, -1);
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 1, 'ff 02', 255 2", "9, 1, 'ff 02', -1 2", "11, 2, 'ff fe 01 00', -2 256", "12, 4, 'ff ff ff fd 00 01 00 00', -3 65536",
        "13, 4, '3f c0 00 00 c0 00 00 00', 1.5 -2", "14, 8, '3f b9 99 99 99 99 99 9a 7f f0 00 00 00 00 00 00', 0.1 Infinity"})
    void everyTypeOfElementIsRead(int code, int size, String bytes, String numbers) throws IOException {
        byte[] elements = HexFormat.ofDelimiter(" ").parseHex(bytes);
        assertThat(elements).hasSize(2 * size);
        byte[] content = ByteBuffer.allocate(8 + elements.length).put(new byte[] {0, 0, (byte) code, 1}).putInt(2).put(elements).array();
        NumberArray array = NumberArray.of(IdxFile.read(file(content)));
        assertThat(array.shape()).isEqualTo(TensorShape.of(2));
        assertThat(array.values()).containsExactly(Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray());
        assertMistake(Arrays.copyOf(content, content.length - 1), "cut short");
        assertMistake(Arrays.copyOf(content, content.length + 1), "more bytes follow");
    }

    @Test
    void everyTruncationIsToldAsSuch() throws IOException {
        for (int length = 0; length < TWO_BY_THREE.length; length++) {
            byte[] part = Arrays.copyOf(TWO_BY_THREE, length);
            assertMistake(part, "cut short");
            assertMistake(gzip(part), "cut short");
        }
        byte[] compressed = gzip(TWO_BY_THREE);
        assertMistake(Arrays.copyOf(compressed, compressed.length - 5), "cut short");
    }

    @Test
    void damagedCompressionIsToldAsSuch() throws IOException {
        byte[] compressed = gzip(TWO_BY_THREE);
        compressed[compressed.length - 6] ^= 1;
        assertMistake(compressed, "damaged");
    }

    @Test
    void otherContentIsRefused() throws IOException {
        assertMistake(new byte[] {'P', 'K', 3, 4, 0, 0}, "not an idx file");
        assertMistake(new byte[] {0, 0, 10, 1, 0, 0, 0, 0}, "type 0x0a");
        assertMistake(new byte[] {0, 0, 8, 99, 0, 0}, "99 axes");
        assertMistake(Arrays.copyOf(TWO_BY_THREE, TWO_BY_THREE.length + 1), "more bytes follow");
        assertThatThrownBy(() -> IdxFile.read(folder.resolve("absent"))).isInstanceOf(FluxionException.class).hasMessageContaining("no such file");
        assertThatThrownBy(() -> IdxFile.read(folder)).isInstanceOf(FluxionException.class).hasMessageContaining("cannot be read");
    }

    @Test
    void sizesThatLieTakeNoMemory() throws IOException {
        assertMistake(new byte[] {0, 0, 8, 1, 127, -1, -1, -9, 1}, "cut short");
        assertMistake(new byte[] {0, 0, 8, 1, -1, -1, -1, -1, 1}, "negative size");
        assertMistake(new byte[] {0, 0, 8, 2, 127, -1, -1, -1, 127, -1, -1, -1, 1}, "too many elements");
    }

    private void assertMistake(byte[] content, String message) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> IdxFile.read(file))
                .isInstanceOf(FluxionException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("some-idx"), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
