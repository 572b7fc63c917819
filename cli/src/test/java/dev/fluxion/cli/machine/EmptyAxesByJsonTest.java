package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.script.Files;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON has one empty list for all tensors without rows: the sizes behind it are those of the declaration. */
class EmptyAxesByJsonTest {
    private static String answer(String request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonLines(Files.NONE).run(new ByteArrayInputStream((request + "\n").getBytes(StandardCharsets.UTF_8)), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).trim();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eval     | sum(X)               |   | 'X':['n',3]                     | 'X':[]                         | 0.0
            eval     | X                    |   | 'X':[0,'d']                     | 'X':[]                         | []
            eval     | sum(X, 1)            |   | 'X':['n',3]                     | 'X':[]                         | [0.0,0.0,0.0]
            eval     | sum(X, 1)            |   | 'X':[0,'d']                     | 'X':[],'d':2                   | [0.0,0.0]
            eval     | sum(X)               |   | 'X':[0,'d']                     | 'X':[]                         | 0.0
            eval     | det(X'*X + I(2))     |   | 'X':['n',2]                     | 'X':[]                         | 1.0
            eval     | X*ones(d)            |   | 'X':[0,'d']                     | 'X':[]                         | []
            eval     | T                    |   | 'T':[2,0,3]                     | 'T':[[],[]]                    | [[],[]]
            eval     | sum(T, 2)            |   | 'T':[2,0,3]                     | 'T':[[],[]]                    | [[0.0,0.0,0.0],[0.0,0.0,0.0]]
            eval     | inv(A)               |   | 'A':['n','n']                   | 'A':[]                         | []
            diff     | sum(X.^2)            | X | 'X':[0,'d']                     | 'X':[]                         | []
            diff     | sum(X*w)             | X | 'X':['n','d'],'w':['d']         | 'X':[],'w':[1,2]               | []
            gradient | sum((X*w - y).^2)    | w | 'X':['n','d'],'w':['d'],'y':['n'] | 'X':[],'w':[1,2],'y':[]      | [0.0,0.0]
            hessian  | sum((X*w - y).^2)    | w | 'X':['n','d'],'w':['d'],'y':['n'] | 'X':[],'w':[1,2],'y':[]      | [[0.0,0.0],[0.0,0.0]]
            jacobian | X*w                  | w | 'X':['n','d'],'w':['d']         | 'X':[],'w':[1,2]               | []
            """, quoteCharacter = '`')
    void whatIsBehindAnEmptyListIsDeclared(String operation, String expression, String by, String declared, String at, String value) throws IOException {
        for (String mode : new String[] {"compiled", "interpreted"}) {
            String wrt = by == null ? "" : ",'wrt':['" + by + "']";
            String request = "{'op':'" + operation + "','expr':#" + expression + "#,'decl':{" + declared + "},'at':{" + at + "}" + wrt + ",'mode':'" + mode + "'}";
            assertThat(answer(quoted(request))).contains("\"ok\":true").endsWith("\"value\":" + value + "}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum(X, 1)           | no value tells the size d
            sum(exp(X'*X))      | no value tells the size d
            sum(X) + d          | no value tells the size d
            sum(k = 1..d: k)    | no value tells the size d
            """)
    void noValueIsInventedForASizeThatNothingTells(String expression, String message) throws IOException {
        assertThat(answer(quoted("{'op':'eval','expr':#" + expression + "#,'decl':{'X':[0,'d']},'at':{'X':[]}}"))).contains("\"code\":\"shape\"", message);
    }

    // Transposes are apostrophes too.
    private static String quoted(String text) {
        String[] parts = text.split("#");
        return parts[0].replace('\'', '"') + '"' + parts[1] + '"' + parts[2].replace('\'', '"');
    }
}
