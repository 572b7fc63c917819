/** Expressions and statements. Chains of operators are lists, so that the parser recurses only into brackets. */
parser grammar FluxionParser;

options { tokenVocab = FluxionLexer; }

wholeExpression : condition EOF ;

script : separator* ( statement ( separator+ statement )* separator* )? EOF ;

separator : NEWLINE | SEMICOLON ;

block : OPEN_BRACE separator* ( statement ( separator+ statement )* separator* )? CLOSE_BRACE ;

statement
    : IMPORT STRING                                                             # importStatement
    | SHOW ( OPEN_SHOW argument ( COMMA argument )+ CLOSE | condition )          # showStatement
    | PARAM NAME membership? ( ASSIGN condition )?                              # parameterStatement
    | ASSUME NAME IN space                                                      # assumeMember
    | ASSUME condition                                                          # assumeCondition
    | FOR NAME IN range block                                                   # forStatement
    | IF condition block ( ELSE IF condition block )* ( ELSE block )?           # ifStatement
    | NAME ( COMMA NAME )* membership                                           # declaration
    | NAME ASSIGN condition                                                     # assignment
    | NAME OPEN NAME ( COMMA NAME )* CLOSE ASSIGN condition                     # functionDefinition
    | NAME OPEN_SQUARE NAME ( COMMA NAME )* CLOSE_SQUARE ASSIGN condition       # entriesDefinition
    | PROSE                                                                     # proseStatement
    | condition                                                                 # expressionStatement
    ;

membership : IN space ( OPEN_SQUARE condition ( COMMA condition )* CLOSE_SQUARE )? NAME* ;

space : NAME | REALS ;

range : condition ( RANGE condition )? ;

condition : conjunction ( OR conjunction )* ;

conjunction : negation ( AND negation )* ;

negation : NOT* comparison ;

comparison : sum ( ( EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL ) sum )* ;

sum : product ( ( PLUS | MINUS ) product )* ;

product : LEIBNIZ product | unary ( ( TIMES | TIMES_IMPLICIT | DIVIDE | TIMES_EACH | DIVIDE_EACH ) ( LEIBNIZ product | unary ) )* ;

unary : ( PLUS | MINUS )* power ;

power : postfix ( ( POWER | POWER_EACH ) ( PLUS | MINUS )* postfix )* ;

postfix : primary suffix* ;

suffix : PRIME | FACTORIAL | TRANSPOSED | SUPERSCRIPT | OPEN_SQUARE subscript ( COMMA subscript )* CLOSE_SQUARE ;

subscript : COLON | condition ( RANGE condition )? ;

primary
    : NUMBER                                                                    # number
    | ( STRING | PROSE )                                                        # text
    | ( ROOT | NABLA ) postfix                                                  # sign
    | ( NAME | NABLA_CALL | SIGMA ) PRIME* operands                             # call
    | RAISED ( POWER NUMBER | SUPERSCRIPT ) operands                            # raisedCall
    | NAME                                                                      # name
    | INFINITY                                                                  # infinity
    | OPEN condition CLOSE                                                      # brackets
    | BAR_OPEN condition BAR_CLOSE                                              # bars
    | OPEN_SQUARE row ( SEMICOLON row )* CLOSE_SQUARE                           # array
    | OPEN_BRACE piece ( COMMA piece )* COMMA? CLOSE_BRACE                      # piecewise
    ;

row : condition ( COMMA condition )* ;

piece : ( ELSE | condition ) COLON condition ;

operands : OPEN ( argument ( COMMA argument )* )? CLOSE | OPEN_BOUND binder ( COMMA binder )* COLON condition CLOSE ;

binder : NAME ( ASSIGN range )? ;

argument : NAME ASSIGN range | range ;
