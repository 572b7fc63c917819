package dev.fluxion.codegen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Defines emitted classes: hidden ones, which no name reaches and which are unloaded with their last instance. */
final class HiddenClasses {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private HiddenClasses() {}

    /** An instance of the class of these bytes, made by its constructor without arguments. */
    static <T> T instance(Class<T> type, byte[] bytes, Object data) {
        try {
            MethodHandles.Lookup defined = LOOKUP.defineHiddenClassWithClassData(bytes, data, true);
            return type.cast(defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class)).invoke());
        } catch (RuntimeException | Error e) {
            throw e; // want of memory is none of an emitter's mistakes
        } catch (Throwable e) {
            throw new IllegalStateException("an emitted class is refused", e);
        }
    }
}
