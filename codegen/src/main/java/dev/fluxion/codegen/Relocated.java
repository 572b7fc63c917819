package dev.fluxion.codegen;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classes of this system that have instances, whole and under other names, beside a class that stands alone. Names are texts of the constant pool, which
 * nothing else of a class file refers to by its length.
 *
 * <p>Source: The Java Virtual Machine Specification, Java SE 25 Edition, §4.4.
 */
final class Relocated {
    private static final Pattern OURS = Pattern.compile("dev/fluxion/(?:[a-z]\\w*/)+([A-Z][\\w$]*)");
    private static final int MAGIC_AND_VERSION = 8;
    private static final int TEXT = 1;

    private final String prefix;
    private final Set<String> wanted = new LinkedHashSet<>();

    /** @param packageName of the classes beside which they will be, with dots */
    Relocated(String packageName) {
        prefix = (packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/") + "Functions$"; // no name of a formula has a dollar
    }

    /** The new name of a class, which is then wanted. */
    ClassDesc moved(ClassDesc type) {
        String descriptor = type.descriptorString();
        wanted.add(descriptor.substring(1, descriptor.length() - 1));
        return ClassDesc.ofDescriptor(moved(descriptor));
    }

    /** A type of a method in which classes have their new names. */
    MethodTypeDesc moved(MethodTypeDesc type) {
        return MethodTypeDesc.ofDescriptor(moved(type.descriptorString()));
    }

    private String moved(String text) {
        return OURS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(prefix + found.group(1)));
    }

    /**
     * The files of the classes that are wanted, and of those that they name.
     *
     * @param bytes of a class by its name
     */
    Map<String, byte[]> files(Function<String, byte[]> bytes) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Deque<String> waiting = new ArrayDeque<>(wanted);
        Set<String> done = new LinkedHashSet<>();
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (!done.add(name)) {
                continue;
            }
            byte[] content = bytes.apply(name);
            if (files.put(moved(name) + ".class", renamed(content)) != null) {
                throw new IllegalStateException("two classes are called " + moved(name));
            }
            for (PoolEntry entry : ClassFile.of().parse(content).constantPool()) {
                if (entry instanceof ClassEntry type) {
                    Matcher ours = OURS.matcher(type.asInternalName());
                    if (ours.find()) {
                        waiting.add(ours.group());
                    }
                }
            }
        }
        return files;
    }

    private byte[] renamed(byte[] content) {
        ByteArrayOutputStream renamed = new ByteArrayOutputStream();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content)); DataOutputStream out = new DataOutputStream(renamed)) {
            out.write(in.readNBytes(MAGIC_AND_VERSION));
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == TEXT) {
                    out.writeUTF(moved(in.readUTF()));
                } else {
                    out.write(in.readNBytes(length(tag)));
                }
                i += tag == 5 || tag == 6 ? 1 : 0; // a long and a double count twice
            }
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return renamed.toByteArray();
    }

    private static int length(int tag) {
        return switch (tag) {
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> throw new IllegalStateException("an entry of kind " + tag + " in a constant pool");
        };
    }
}
