package dev.fluxion.symbolic.print;
import dev.fluxion.symbolic.Expression;
/** x */
public final class TextPrinter { private TextPrinter() {} /** x */ public static String text(Expression e) { return e.getClass().getSimpleName() + e.operands(); } }
