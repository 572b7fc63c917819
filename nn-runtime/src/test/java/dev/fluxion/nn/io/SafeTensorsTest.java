package dev.fluxion.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.LongTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("model.safetensors");
    }

    private static TensorFile sample() {
        Map<String, Tensor> tensors = Map.of(
                "W", new FloatTensor(TensorShape.of(2, 2), new float[] {1, Float.NaN, -0f, Float.MIN_VALUE}),
                "α \"quoted\"", DoubleTensor.vector(Math.PI),
                "state", LongTensor.vector(Long.MIN_VALUE, -1),
                "scalar", DoubleTensor.zeros(),
                "empty", FloatTensor.zeros(3, 0));
        return TensorFile.of(tensors, Map.of("epoch", "3", "note", "line\nbreak"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        SafeTensors.write(file, sample());
        assertThat(SafeTensors.read(file)).isEqualTo(sample());
    }

    @Test
    void tensorsLongerThanTheBufferAreReadBack() {
        FloatTensor tensor = FloatTensor.zeros(300, 700);
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] = i;
        }
        SafeTensors.write(file, TensorFile.of(Map.of("x", tensor), Map.of()));
        assertThat(SafeTensors.read(file).tensor("x")).isEqualTo(tensor);
    }

    @Test
    void bytesAreThoseOfTheFormat() throws IOException {
        SafeTensors.write(file, TensorFile.of(Map.of("b", FloatTensor.vector(1), "a", FloatTensor.vector(2)), Map.of("k", "v")));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String json = "{'__metadata__':{'k':'v'},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}";
        int length = (int) bytes.getLong();
        assertThat(new String(bytes.array(), 8, length, StandardCharsets.UTF_8).strip()).isEqualTo(json.replace('\'', '"'));
        assertThat(length % 8).isZero();
        assertThat(bytes.getFloat(8 + length)).isEqualTo(2f);
        assertThat(bytes.getFloat(8 + length + 4)).isEqualTo(1f);
        assertThat(bytes.capacity()).isEqualTo(8 + length + 8);
    }

    @Test
    void writingReplacesTheOldFileAndLeavesNoOther() throws IOException {
        Files.writeString(file, "old");
        SafeTensors.write(file, sample());
        byte[] first = Files.readAllBytes(file);
        SafeTensors.write(file, sample());
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void failedWriteLeavesNothingBehind() throws IOException {
        Files.createDirectory(file);
        Files.writeString(file.resolve("inside"), "x");
        assertMistake(() -> SafeTensors.write(file, sample()), "cannot be written");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void missingFoldersAreCreatedButNotBelowAFile() throws IOException {
        SafeTensors.write(folder.resolve("absent/deeper/x"), sample());
        assertThat(SafeTensors.read(folder.resolve("absent/deeper/x")).tensors().keySet()).isEqualTo(sample().tensors().keySet());
        assertMistake(() -> SafeTensors.write(folder.resolve("absent/deeper/x/y"), sample()), "x is no folder");
    }

    @Test
    void everyTruncationIsADiagnostic() throws IOException {
        SafeTensors.write(file, sample());
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertMistake(() -> SafeTensors.read(file), file.toString());
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertMistake(() -> SafeTensors.read(file), "the tensors end at byte");
    }

    @Test
    void everyFlippedHeaderBitIsReadOrADiagnostic() throws IOException {
        SafeTensors.write(file, sample());
        byte[] whole = Files.readAllBytes(file);
        int header = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int refused = 0;
        for (int bit = 0; bit < 8 * header; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);
            try {
                SafeTensors.read(file);
            } catch (FluxionException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(4 * header);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}                                                             | gap",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}         | overlaps",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}                                                            | cut short or damaged",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}                                                             | cut short or damaged",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}}                                                             | needs 4 bytes",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,8]}}                                                            | no whole number",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,8]}}                                                           | no whole number",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}                                          | no whole number",
        "{'a':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}}                                                    | too many elements",
        "{'a':{'dtype':'F32','shape':[65536,65536,65536],'data_offsets':[0,8]}}                                             | too many elements",
        "{'a':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}                                                             | F16",
        "{'a':{'dtype':'Q9','shape':[4],'data_offsets':[0,8]}}                                                              | unknown element type",
        "{'a':{'dtype':'F32','shape':[2]}}                                                                                  | needs dtype, shape",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}                                                           | two data_offsets",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'x':1}}                                                       | unknown field",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}         | Duplicate",
        "{'__metadata__':{'k':1}}                                                                                           | VALUE_STRING",
        "{}                                                                                                                 | tensors end at byte 0",
        "{} {}                                                                                                              | follows the end",
        "[1]                                                                                                                | START_OBJECT",
        "{'a'                                                                                                               | damaged",
    })
    void damagedHeadersAreToldAsSuch(String json, String message) throws IOException {
        write(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertMistake(() -> SafeTensors.read(file), message);
    }

    @Test
    void hugeHeadersAreRefusedBeforeMemoryIsTaken() throws IOException {
        for (long length : new long[] {Long.MAX_VALUE, -1, SafeTensors.MOST_HEADER_BYTES + 1L}) {
            Files.write(file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
            assertMistake(() -> SafeTensors.read(file), "not a safetensors file");
        }
        Files.write(file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(SafeTensors.MOST_HEADER_BYTES).array());
        assertMistake(() -> SafeTensors.read(file), "cut short");
    }

    @Test
    void otherElementTypesAreUnsupportedNotDamaged() throws IOException {
        write("{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> SafeTensors.read(file))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED));
    }

    @Test
    void absentTensorsAreNamedWithThoseThatExist() {
        assertThatThrownBy(() -> sample().tensor("V"))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().hint()).contains(List.of("W", "state")));
    }

    private void write(byte[] json) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(json.length).put(json).array());
    }

    private static void assertMistake(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }
}
