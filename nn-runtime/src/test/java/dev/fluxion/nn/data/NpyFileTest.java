package dev.fluxion.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
    @TempDir
    private Path folder;

    private static byte[] npy(int version, String description, String byColumns, String shape, byte[] data) throws IOException {
        String text = "{'descr': " + description + ", 'fortran_order': " + byColumns + ", 'shape': " + shape + ", }";
        text += " ".repeat(117 - text.length()) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x93);
        out.writeBytes("NUMPY".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer length = ByteBuffer.allocate(version == 1 ? 4 : 6).order(ByteOrder.LITTLE_ENDIAN).put((byte) version).put((byte) 0);
        out.writeBytes(version == 1 ? length.putShort((short) text.length()).array() : length.putInt(text.length()).array());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        return out.toByteArray();
    }

    private NumberArray read(byte[] content) throws IOException {
        return NpyFile.read(Files.write(folder.resolve("a.npy"), content));
    }

    // The bytes are those that NumPy 2.4 writes for [1, -2] or, without a sign, [1, 254]; b1: [true, false]
    @ParameterizedTest
    @CsvSource({"<f8, 000000000000f03f00000000000000c0, 1, -2", ">f8, 3ff0000000000000c000000000000000, 1, -2", "<f4, 0000803f000000c0, 1, -2",
            ">f4, 3f800000c0000000, 1, -2",
        "<f2, 003c00c0, 1, -2", ">i2, 0001fffe, 1, -2", "<i4, 01000000feffffff, 1, -2", "<i8, 0100000000000000feffffffffffffff, 1, -2",
        "|i1, 01fe, 1, -2", "|u1, 01fe, 1, 254",
        "<u2, 0100fe00, 1, 254", ">u4, 00000001000000fe, 1, 254", "<u8, 0100000000000000fe00000000000000, 1, 254", "|b1, 0100, 1, 0"})
    void everyTypeOfElementIsRead(String type, String bytes, double first, double second) throws IOException {
        for (int version = 1; version <= 3; version++) {
            NumberArray array = read(npy(version, "'" + type + "'", "False", "(2,)", HexFormat.of().parseHex(bytes)));
            assertThat(array.shape()).isEqualTo(TensorShape.of(2));
            assertThat(array.values()).containsExactly(first, second);
        }
    }

    @Test
    void columnsBecomeRows() throws IOException {
        NumberArray array = read(npy(1, "'|u1'", "True", "(2, 3, 2)", new byte[] {1, 7, 3, 9, 5, 11, 2, 8, 4, 10, 6, 12}));
        assertThat(array.values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(read(npy(1, "'|u1'", "False", "()", new byte[] {7})).shape().rank()).isZero();
    }

    @Test
    void manyNumbersAreRead() throws IOException {
        byte[] data = new byte[300_001];
        data[300_000] = 9;
        double[] values = read(npy(1, "'|u1'", "False", "(300001,)", data)).values();
        assertThat(values).hasSize(300_001).endsWith(0, 9);
    }

    @Test
    void everyTruncationIsToldWithItsOffset() throws IOException {
        byte[] whole = npy(1, "'<f4'", "False", "(2, 1)", new byte[8]);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(FluxionException.class).hasMessageContaining("a.npy")
                    .hasMessageContaining(length < 128 ? "cut short inside of the npy header" : "cut short at byte " + length);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 3))).hasMessageContaining("more bytes follow the last number, from byte 136 on");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"`<f8`; (100000000,); cannot be loaded", "`<f8`; (99999,99999,99999); too large", "`<f8`; (0, 3); cannot be loaded",
        "`<c16`; (1,); elements of type ~c16~", "`|O`; (1,); elements of type ~O~", "[(`a`, `<f8`)]; (1,); records of several fields", "`<f8`; [1]; no readable ~shape~",
        "`<f8`; (9000000,); cut short at byte 128", "`<u8`; (1,); cut short at byte 128"})
    void whatCannotBeLoadedIsTold(String type, String shape, String message) throws IOException {
        byte[] content = npy(1, type.replace('`', '\''), "False", shape, new byte[0]);
        assertThatThrownBy(() -> read(content)).isInstanceOf(FluxionException.class).hasMessageContaining("a.npy")
                .hasMessageContaining(message.replace('~', '\''));
    }

    @Test
    void wholeNumbersBeyondDoublesAreTold() throws IOException {
        byte[] content = npy(1, "'<i8'", "False", "(2,)", HexFormat.of().parseHex("0100000000000000" + "ffffffffffffff7f"));
        assertThatThrownBy(() -> read(content)).hasMessageContaining("the whole number 9223372036854775807 at byte 136 has more digits");
        assertThatThrownBy(() -> read("PK, no array".getBytes(StandardCharsets.US_ASCII))).hasMessageContaining("not an npy array");
        assertThatThrownBy(() -> NpyFile.read(folder.resolve("none.npy"))).hasMessageContaining("there is no such file");
    }

    @Test
    void arraysOfAnArchiveHaveNames() throws IOException {
        Path file = folder.resolve("a.npz");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : new String[] {"x", "y"}) {
                zip.putNextEntry(new ZipEntry(name + ".npy"));
                zip.write(npy(1, "'|u1'", "False", "(1,)", new byte[] {(byte) name.charAt(0)}));
                zip.closeEntry();
            }
        }
        assertThat(NpyFile.read(file, "y").values()).containsExactly('y');
        assertThatThrownBy(() -> NpyFile.read(file, "")).hasMessageContaining("there are 2 arrays");
        assertThatThrownBy(() -> NpyFile.read(file, "z")).hasMessageContaining("there is no array z");
        Path damaged = Files.write(folder.resolve("b.npz"), Arrays.copyOf(Files.readAllBytes(file), 60));
        assertThatThrownBy(() -> NpyFile.read(damaged, "x")).hasMessageContaining("not an npz file");
    }
}
