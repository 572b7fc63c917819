package dev.fluxion.typeset;

/** LaTeX that cannot be drawn, or that would be drawn wrong without a word. */
public final class LatexException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient String latex;
    private final int offset;
    private final String problem;
    private final String hint;

    LatexException(String latex, int offset, String problem, String hint) {
        super(problem + (offset < 0 ? "" : " (character " + offset + ")") + (hint.isEmpty() ? "" : "; " + hint));
        this.latex = latex;
        this.offset = offset;
        this.problem = problem;
        this.hint = hint;
    }

    LatexException(String latex, String problem, Throwable cause) {
        this(latex, -1, problem, "");
        initCause(cause);
    }

    /** The whole text that was refused. */
    public String latex() {
        return latex;
    }

    /** Where the trouble begins, counted from 0 in UTF-16 units; -1 where it is not known. */
    public int offset() {
        return offset;
    }

    /** What is wrong, without place and hint. */
    public String problem() {
        return problem;
    }

    /** What to write instead; empty if there is no advice. */
    public String hint() {
        return hint;
    }
}
