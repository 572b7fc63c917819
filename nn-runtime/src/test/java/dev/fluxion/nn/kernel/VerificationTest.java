package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.codegen.Precision;
import java.lang.classfile.ClassFile;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Classes of tiles and copies are defined as others are, so the virtual machine verifies each of them, in every test. */
class VerificationTest {
    @Test
    void aClassWithWrongCodeIsRefused() {
        assertThatThrownBy(() -> Entries.instance(Supplier.class, builder -> builder.withMethodBody("get", MethodTypeDesc.of(ConstantDescs.CD_Object),
                ClassFile.ACC_PUBLIC, code -> code.iconst_1().areturn()))).isInstanceOf(VerifyError.class);
    }

    @Test
    void aClassWithRightCodeIsNot() {
        Supplier<?> supplier = Entries.instance(Supplier.class, builder -> builder.withMethodBody("get", MethodTypeDesc.of(ConstantDescs.CD_Object),
                ClassFile.ACC_PUBLIC, code -> code.loadConstant(Precision.FLOAT.word()).areturn()));
        assertThat(supplier.get()).isEqualTo(Precision.FLOAT.word());
    }
}
