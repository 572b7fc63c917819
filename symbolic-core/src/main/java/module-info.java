/** Meaning: expressions, operator table, rules, calculus, derivations, reference interpreter, text and LaTeX printing. */
module dev.fluxion.symbolic {
    requires transitive dev.fluxion.grammar;
    // transitive: compiled formulas call the methods that the table's rows name
    requires transitive org.apache.commons.numbers.gamma;

    exports dev.fluxion.symbolic;
    exports dev.fluxion.symbolic.number;
    exports dev.fluxion.symbolic.operator;
    exports dev.fluxion.symbolic.algebra;
    exports dev.fluxion.symbolic.asymptotic;
    exports dev.fluxion.symbolic.calculus;
    exports dev.fluxion.symbolic.derivation;
    exports dev.fluxion.symbolic.explain;
    exports dev.fluxion.symbolic.elaborate;
    exports dev.fluxion.symbolic.integrate;
    exports dev.fluxion.symbolic.language;
    exports dev.fluxion.symbolic.evaluate;
    exports dev.fluxion.symbolic.polynomial;
    exports dev.fluxion.symbolic.precise;
    exports dev.fluxion.symbolic.print;
    exports dev.fluxion.symbolic.rewrite;

    uses dev.fluxion.symbolic.calculus.SinglePoints;
    uses dev.fluxion.symbolic.elaborate.Vocabulary;
    uses dev.fluxion.symbolic.evaluate.IntegralValues;
    provides dev.fluxion.symbolic.calculus.SinglePoints with dev.fluxion.symbolic.asymptotic.PointDerivative;
    provides dev.fluxion.symbolic.elaborate.Vocabulary with dev.fluxion.symbolic.language.Language;
    provides dev.fluxion.symbolic.evaluate.IntegralValues with dev.fluxion.symbolic.integrate.IntegralsAtNumbers;
}
