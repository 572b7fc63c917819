package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Generated classes are defined as kernels are, so the virtual machine verifies each of them, in every test. */
class VerificationTest {
    @Test
    void aClassWithWrongCodeIsRefused() {
        byte[] wrong = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS).build(ClassDesc.of("dev.fluxion.codegen.Wrong"), builder -> {
            builder.withInterfaceSymbols(Supplier.class.describeConstable().orElseThrow());
            builder.withMethodBody("<init>", ConstantDescs.MTD_void, 0,
                    code -> code.aload(0).invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void).return_());
            builder.withMethodBody("get", MethodTypeDesc.of(ConstantDescs.CD_Object), ClassFile.ACC_PUBLIC, code -> code.iconst_1().areturn());
        });
        assertThatThrownBy(() -> HiddenClasses.instance(Supplier.class, wrong, List.of())).satisfiesAnyOf(
                thrown -> org.assertj.core.api.Assertions.assertThat(thrown).isInstanceOf(VerifyError.class),
                thrown -> org.assertj.core.api.Assertions.assertThat(thrown).hasRootCauseInstanceOf(VerifyError.class));
    }
}
