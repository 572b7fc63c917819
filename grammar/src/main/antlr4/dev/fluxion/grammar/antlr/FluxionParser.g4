/**
 * Expressions and statements. An expression is one flat row of operands and operators, so that the parser recurses only into brackets; levels
 * of precedence are OperatorRow's. A row, its operands in brackets and each statement become trees as soon as they are read, and their contexts
 * garbage. An operand of one token has no context of its own: most of a long text are such.
 */
parser grammar FluxionParser;

options { tokenVocab = FluxionLexer; }

@header {
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
}

@members {
    /** Makes the trees. */
    public TreeSink sink;
}

wholeExpression : expression EOF ;

script : statement? ( separator statement? )* EOF ;

separator : NEWLINE | SEMICOLON ;

block : OPEN_BRACE statement? ( separator statement? )* CLOSE_BRACE ;

statement returns [Statement value]
@after { sink.statement($ctx, _input.LT(-1)); }
    : IMPORT STRING                                                             # importStatement
    | SHOW ( OPEN_SHOW argument ( COMMA argument )+ CLOSE | expression )        # showStatement
    | PARAM NAME membership? ( ASSIGN expression )?                             # parameterStatement
    | ASSUME NAME IN space                                                      # assumeMember
    | ASSUME expression                                                         # assumeCondition
    | FOR NAME IN range block                                                   # forStatement
    | IF expression block ( ELSE IF expression block )* ( ELSE block )?         # ifStatement
    | NAME ( COMMA NAME )* membership                                           # declaration
    | NAME ASSIGN expression                                                    # assignment
    | CALLED OPEN NAME ( COMMA NAME )* CLOSE ASSIGN expression                  # functionDefinition
    | NAME OPEN_SQUARE NAME ( COMMA NAME )* CLOSE_SQUARE ASSIGN expression      # entriesDefinition
    | PROSE                                                                     # proseStatement
    | expression                                                                # expressionStatement
    ;

membership : IN space ( OPEN_SQUARE expression ( COMMA expression )* CLOSE_SQUARE )? NAME* ;

space : NAME | REALS ;

range : expression ( RANGE expression )? ;

expression returns [Tree tree]
@after { sink.expression($ctx, _input.LT(-1)); }
    : ( PLUS | MINUS | NOT | LEIBNIZ )* ( ROOT | NABLA )* ( NUMBER | NAME | INFINITY | STRING | PROSE | primary ) suffix*
      ( ( OR | AND | EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL | PLUS | MINUS
        | TIMES | TIMES_IMPLICIT | DIVIDE | TIMES_EACH | DIVIDE_EACH | POWER | POWER_EACH )
        ( PLUS | MINUS | NOT | LEIBNIZ )* ( ROOT | NABLA )* ( NUMBER | NAME | INFINITY | STRING | PROSE | primary ) suffix* )*
    ;

suffix : PRIME | FACTORIAL | TRANSPOSED | SUPERSCRIPT | OPEN_SQUARE subscript ( COMMA subscript )* CLOSE_SQUARE ;

subscript : COLON | range ;

primary returns [Tree tree]
@after { sink.primary($ctx, _input.LT(-1)); }
    : ( CALLED | NABLA_CALL | SIGMA ) PRIME* operands                           # call
    | RAISED ( POWER NUMBER | SUPERSCRIPT ) operands                            # raisedCall
    | OPEN expression CLOSE                                                     # brackets
    | BAR_OPEN expression BAR_CLOSE                                             # bars
    | OPEN_SQUARE row ( SEMICOLON row )* CLOSE_SQUARE                           # array
    | OPEN_BRACE piece ( COMMA piece )* COMMA? CLOSE_BRACE                      # piecewise
    ;

row : expression ( COMMA expression )* ;

piece : ( ELSE | expression ) COLON expression ;

operands : OPEN ( argument ( COMMA argument )* )? CLOSE | OPEN_BOUND binder ( COMMA binder )* COLON expression ( COMMA expression )* CLOSE ;

binder : NAME | LABEL ASSIGN range ;

argument : LABEL ASSIGN range | range ;
