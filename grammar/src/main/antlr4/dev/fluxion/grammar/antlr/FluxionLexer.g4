/** Words of the language. What a token means by its neighbours (bars, newlines, juxtaposition) is settled by TokenStage. */
lexer grammar FluxionLexer;

tokens { TIMES_IMPLICIT, BAR_OPEN, BAR_CLOSE, CALLED, RAISED, LABEL, NABLA_CALL, OPEN_BOUND, OPEN_SHOW }

PROSE : '"""' .*? '"""' ;
STRING : '"' ( '\\' . | ~["\\\r\n] )* '"' ;

// A dot belongs to a number only if none of . * / ^ ' follows: the stage checks, as the lexer cannot look ahead without code.
NUMBER : DIGIT+ ( '.' DIGIT+ )? EXPONENT? | DIGIT+ '.' EXPONENT | '.' DIGIT+ EXPONENT? ;

IMPORT : 'import' ;
PARAM : 'param' ;
ASSUME : 'assume' ;
SHOW : 'show' ;
FOR : 'for' ;
IF : 'if' ;
ELSE : 'else' ;
IN : 'in' | '∈' ;
NOT : 'not' ;
AND : 'and' ;
OR : 'or' ;

// d/dx, ∂/∂x, d^2/dx^2, ∂²/∂x∂y: an operator where an operand follows, else taken apart again.
LEIBNIZ
    : 'd' ORDER? '/' 'd' LETTER NAME_REST* ORDER?
    | '∂' ORDER? '/' ( '∂' LETTER NAME_REST* ORDER? )+
    ;

NAME : LETTER NAME_REST* ;

RANGE : '..' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' | '≠' ;
LESS_EQUAL : '<=' | '≤' ;
GREATER_EQUAL : '>=' | '≥' ;
LESS : '<' ;
GREATER : '>' ;
ASSIGN : '=' ;
PLUS : '+' ;
MINUS : '-' | '−' ;
POWER : '^' | '**' ;
POWER_EACH : '.^' ;
TIMES_EACH : '.*' ;
DIVIDE_EACH : './' ;
TIMES : '*' | '×' | '·' ;
DIVIDE : '/' | '÷' ;
SUPERSCRIPT : '⁻'? [⁰¹²³⁴⁵⁶⁷⁸⁹]+ ;
TRANSPOSED : 'ᵀ' ;
ROOT : '√' ;
NABLA : '∇' ;
SIGMA : 'Σ' ;
INFINITY : '∞' ;
REALS : 'ℝ' ;
PRIME : '\'' ;
FACTORIAL : '!' ;
BAR : '|' ;
OPEN : '(' ;
CLOSE : ')' ;
OPEN_SQUARE : '[' ;
CLOSE_SQUARE : ']' ;
OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
COMMA : ',' ;
COLON : ':' ;
SEMICOLON : ';' ;
DOT : '.' ;

NEWLINE : '\r'? '\n' | '\r' ;
SPACE : [ \t\u00A0\uFEFF]+ -> skip ;
COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
UNKNOWN : . ;

fragment DIGIT : [0-9] ;
fragment EXPONENT : [eE] [+-]? [0-9]+ ;
fragment LETTER : [A-Za-z_] | GREEK ;
fragment GREEK : [\u0391-\u03A1\u03A4-\u03A9\u03B1-\u03C9\u03D1\u03D5\u03D6\u03F1\u03F5] ;
fragment NAME_REST : LETTER | DIGIT | [₀-₉] ;
fragment ORDER : '^' DIGIT+ | [²³⁴⁵⁶⁷⁸⁹] ;
