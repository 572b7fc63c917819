package dev.fluxion.benchmarks.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol, the values of GradBench's reference programs, and every derivative against central differences. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolTest {
    private static final String GMM = "'d':3,'k':2,'n':2,'x':[[0.1,-0.2,0.3],[1,0.5,-1]],'m':2,'gamma':1.5,'alpha':[0.2,-0.3],"
            + "'mu':[[0.5,0.1,0.2],[-0.4,0.3,0]],'q':[[0.1,-0.2,0.3],[0,0.2,-0.1]],'l':[[0.5,-0.6,0.7],[0.1,0.2,-0.3]]";
    private static final String BA = "'n':2,'m':3,'p':16,'cam':[-0.758453,-1.109613,-0.845551,34.556073,39.676747,53.881673,419.194514,5.864426,-8.518870,"
            + "0.087812,0.002739],'x':[7.203245,0.001144,3.023326],'w':0.417022,'feat':[271.760969,834.209256]";
    private static final String KMEANS = "'points':[[0,0],[1,0],[4,4],[5,4.5],[0.5,1]],'centroids':[[0.2,0.3],[4.2,4]]";
    private static final String ODE = "'x':[0.5,0.8,1.25,0.4],'s':2";

    private Tool tool;

    @BeforeAll
    void start() {
        tool = new Tool(Path.of("gradbench"));
    }

    @AfterAll
    void end() {
        tool.close();
    }

    private Map<String, Object> answer(String line) throws IOException {
        String answer = tool.answer(line.replace('\'', '"'));
        assertThat(answer).doesNotContain("\n");
        return JSON.std.mapFrom(answer);
    }

    private Object value(String module, String function, String fields) throws IOException {
        Map<String, Object> answer = answer("{'id':7,'kind':'evaluate','module':'" + module + "','function':'" + function + "','input':{" + fields
                + ",'min_runs':1,'min_seconds':0}}");
        assertThat(answer).containsEntry("success", true);
        return answer.get("output");
    }

    private static List<Double> flat(Object output) {
        List<Double> all = new ArrayList<>();
        switch (output) {
            case Map<?, ?> map -> map.values().forEach(each -> all.addAll(flat(each)));
            case List<?> list -> list.forEach(each -> all.addAll(flat(each)));
            default -> all.add(((Number) output).doubleValue());
        }
        return all;
    }

    private static void assertClose(Object output, double... expected) {
        List<Double> found = flat(output);
        assertThat(found).hasSizeGreaterThanOrEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i)).as("number %d", i).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i])))); // printed to ten digits or more
        }
    }

    @Test
    void everyMessageHasOneResponseWithItsId() throws IOException {
        assertThat(answer("{'id':0,'kind':'start','eval':'lse','unknown':[1]}")).isEqualTo(Map.of("id", 0, "tool", "fluxion"));
        assertThat(answer("{'id':1,'kind':'define','module':'lse'}")).isEqualTo(Map.of("id", 1, "success", true));
        assertThat(answer("{'id':1,'kind':'define','module':'ht'}")).containsEntry("success", false).containsEntry("error", "no module ht");
        assertThat(answer("{'id':3,'kind':'analysis','of':2,'valid':true}")).isEqualTo(Map.of("id", 3));
        assertThat(answer("{'id':4,'kind':'other'}")).isEqualTo(Map.of("id", 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'module':'lse','function':'primal','input':{'x':[1,1e999]}", "'module':'lse','function':'third','input':{'x':[1]}",
        "'module':'lse','function':'primal','input':{}", "'module':'none','function':'primal','input':{}", "'module':'hello','function':'square','input':null"})
    void whatCannotBeDoneFailsWithAReason(String message) throws IOException {
        Map<String, Object> answer = answer("{'id':5,'kind':'evaluate'," + message + "}");
        assertThat(answer).containsEntry("success", false).containsEntry("id", 5).doesNotContainKey("output");
        assertThat(String.valueOf(answer.get("error"))).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'lse','function':'primal','input':3", "'lse','function':'primal','input':{'x':'abc'}", "'lse','function':'gradient','input':{'x':[1,'q']}",
        "'kmeans','function':'dir','input':{'points':[],'centroids':[]}", "'kmeans','function':'dir','input':{'points':[[1,2]],'centroids':[[1]]}",
        "'det','function':'primal','input':{'A':[1,2],'ell':2}", "'det','function':'primal','input':{'A':[],'ell':-1}",
        "'det','function':'primal','input':{'A':[1],'ell':9}", "'det','function':'primal','input':{'A':[1],'ell':40}",
        "'ba','function':'objective','input':{'n':1,'m':1,'p':1,'cam':[1],'x':[1,2,3],'w':1,'feat':[1,2]}",
        "'ba','function':'jacobian','input':{'n':0,'m':1,'p':1,'cam':[1,2,3,4,5,6,7,8,9,10,11],'x':[1,2,3],'w':1,'feat':[1,2]}",
        "'gmm','function':'jacobian','input':{'d':2}", "'hello','function':'square','input':[1]"})
    void inputsOfAnotherFormFailAndTheSessionGoesOn(String message) throws IOException {
        Map<String, Object> answer = answer("{'id':7,'kind':'evaluate','module':" + message + "}");
        assertThat(answer).containsEntry("success", false).containsEntry("id", 7);
        assertThat(String.valueOf(answer.get("error"))).doesNotContain("java.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "'lse','function':'primal','input':{'x':[[1,2,3],[4]]} | the field x is no list of numbers",
        "'lse','function':'primal','input':{'x':[[1,2],[3,4]]} | the field x is no list of numbers",
        "'lse','function':'gradient','input':{'x':[1,'q']} | the field x is no list of numbers",
        "'llsq','function':'primal','input':{'x':[1],'n':'q'} | the field n is no number",
        "'kmeans','function':'cost','input':{'points':[[1,2,3],[4]],'centroids':[[1,2]]} | the field points has rows of different lengths",
        "'kmeans','function':'cost','input':{'points':[1,2],'centroids':[[1,2]]} | the field points is no list of rows",
        "'kmeans','function':'cost','input':{'points':[[1,2]],'centroids':[[1]]} | the field centroids has 1 number, and 2 are needed",
        "'det','function':'primal','input':{'A':[1,2],'ell':2} | the field A has 2 numbers, and 4 are needed",
        "'det','function':'primal','input':{'A':[1],'ell':1.5} | the field ell is no whole number",
        "'ba','function':'objective','input':{'n':1,'m':1,'p':1,'cam':[1],'x':[1,2,3],'w':1,'feat':[1,2]} | the field cam has 1 number, and 11 are needed"})
    void theFieldThatIsWrongIsNamed(String message, String error) throws IOException {
        assertThat(answer("{'id':7,'kind':'evaluate','module':" + message + "}")).containsEntry("error", error);
    }

    @Test
    void aLineThatIsNotJsonIsNotExplainedByTheParser() throws IOException {
        assertThat(answer("{'id':1,'kind':'eval")).containsEntry("error", "the line is not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "5", "[]", "{'id':1,'kind':'eval", "not json"})
    void linesThatAreNoMessagesAreAnswered(String line) throws IOException {
        assertThat(answer(line)).doesNotContainKey("id").containsEntry("success", false);
    }

    @Test
    void rowsWithoutEntriesAreEmptyLists() throws IOException {
        Map<String, Object> answer = answer("{'id':1,'kind':'evaluate','module':'gmm','function':'jacobian','input':{'d':1,'k':2,'n':2,'m':0,'gamma':1,'x':[[1],[2]],"
                + "'alpha':[0.1,0.2],'mu':[[0.5],[1]],'q':[[0.1],[0.2]],'l':[[],[]]}}");
        assertThat(((Map<?, ?>) answer.get("output")).get("l")).isEqualTo(List.of(List.of(), List.of()));
    }

    @Test
    void runsAreAsManyAndAsLongAsAskedFor() throws IOException {
        Map<String, Object> answer = answer(
                "{'id':2,'kind':'evaluate','module':'lse','function':'primal','input':{'x':[1,2],'min_runs':5,'min_seconds':0.01},'description':'n=2'}");
        List<Long> nanos = ((List<?>) answer.get("timings")).stream().map(each -> (Map<?, ?>) each).filter(each -> each.get("name").equals("evaluate"))
                .map(each -> ((Number) each.get("nanoseconds")).longValue()).toList();
        assertThat(nanos).hasSizeGreaterThanOrEqualTo(5).allMatch(each -> each >= 0);
        assertThat(nanos.stream().mapToLong(Long::longValue).sum()).isGreaterThanOrEqualTo(10_000_000);
    }

    @ParameterizedTest
    @CsvSource({"square, 3, 9", "double, 3, 6", "square, -0.5, 0.25", "double, 16384, 32768"})
    void helloSquaresAndDoubles(String function, double x, double expected) throws IOException {
        Map<String, Object> answer = answer("{'id':2,'kind':'evaluate','module':'hello','function':'" + function + "','input':" + x + "}");
        assertThat(((Number) answer.get("output")).doubleValue()).isEqualTo(expected);
    }

    @Test
    void theValuesAreThoseOfTheReferencePrograms() throws IOException {
        assertClose(value("llsq", "primal", "'x':[0.5,-0.25,2],'n':5"), 10.203125);
        assertClose(value("llsq", "gradient", "'x':[0.5,-0.25,2],'n':5"), 7.5, -3.625, 5.5);
        assertClose(value("lse", "primal", "'x':[1,2,0.5]"), 2.464368784107945);
        assertClose(value("lse", "gradient", "'x':[1,2,0.5]"), 0.23122389762214907, 0.6285317192117624, 0.14024438316608848);
        assertClose(value("det", "primal", "'A':[2,-1,0.5,3,4,1,-2,0.25,5],'ell':3"), 60.875);
        assertClose(value("det", "gradient", "'A':[2,-1,0.5,3,4,1,-2,0.25,5],'ell':3"), 19.75, -17, 8.75, 5.125, 11, 1.5, -3, -0.5, 11);
        assertClose(value("gmm", "objective", GMM), -18.947541489973457);
        Map<?, ?> jacobian = (Map<?, ?>) value("gmm", "jacobian", GMM);
        assertThat(jacobian.keySet()).isEqualTo(java.util.Set.of("alpha", "mu", "q", "l"));
        assertClose(jacobian.get("alpha"), 0.00252945466687704, -0.002529454666876707);
        assertClose(jacobian.get("mu"), 0.48644911937416835, -0.5476951907781692, -1.0764047232680043);
        assertClose(jacobian.get("q"), 0.19440607264927767, 1.558404960564388, -2.344232391772786);
        assertClose(jacobian.get("l"), -1.4087768047100342, 1.8514016458751699, -1.1761607172990365);
        assertClose(value("kmeans", "cost", KMEANS), 2.37);
        assertClose(value("kmeans", "dir", KMEANS), -0.3, -0.1 / 3, -0.3, -0.25);
        assertClose(value("ode", "primal", ODE), 1, 0.8, 2.0 / 3, 2.0 / 15);
        assertClose(value("ode", "gradient", ODE), 4.0 / 15, 1.0 / 6, 0.32 / 3, 1.0 / 3);
        assertClose(value("ba", "objective", BA), 0.10133583791450886, -0.06896776592424401, 16, 0.826092651516, 16);
    }

    @Test
    void theSparseJacobianIsThatOfTheReferenceProgram() throws IOException {
        Map<?, ?> jacobian = (Map<?, ?>) value("ba", "jacobian", BA);
        assertClose(jacobian.get("vals"), -461.4463210015993, 178.8679280144455, -19.423916472206248, -3.0615983420410315, 6.392457556226442, -3.340282281299017,
                0.26476024920703156, 0.417022, 0, 243.62824566083003, 676.4867782658688, 3.0615983420410315, -6.392457556226442, 3.340282281299017,
                0.24299878163378708);
        assertThat(jacobian.get("cols")).isEqualTo(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 22, 23, 24, 31, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 22, 23, 24, 31, 46));
        assertThat(flat(jacobian.get("rows"))).startsWith(0.0, 15.0, 30.0).endsWith(435.0, 496.0).hasSize(31);
    }

    // All ones, and one more on the diagonal: the determinant is one more than the order, the gradient that times the inverse.
    @Test
    void determinantsOfTheLargestOrdersAsked() throws IOException {
        for (int order : new int[] {8, 11}) {
            int n = order;
            String matrix = "'A':" + IntStream.range(0, n * n).map(i -> i / n == i % n ? 2 : 1).boxed().toList() + ",'ell':" + n;
            assertClose(value("det", "primal", matrix), n + 1);
            assertClose(value("det", "gradient", matrix), IntStream.range(0, n * n).mapToDouble(i -> i / n == i % n ? n : -1).toArray());
        }
    }

    // Each derivative by an entry of the input, where the text stands: a difference of step 1e-6 has an error of some 1e-9 here.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "llsq|primal|gradient|'x':[@,-0.3,0.8,0.1],'n':7|0", "llsq|primal|gradient|'x':[0.4,-0.3,@,0.1],'n':7|2", "lse|primal|gradient|'x':[0.3,@,-0.2]|1",
        "det|primal|gradient|'A':[1,2,3,4,@,6,7,8,1,1,0.5,2,3,1,0,1],'ell':4|4", "det|primal|gradient|'A':[1,2,3,4,5,6,7,8,1,1,0.5,2,3,1,0,@],'ell':4|15",
        "gmm|objective|jacobian|'d':2,'k':2,'n':3,'x':[[0.1,-0.2],[1,0.5],[0.3,2]],'m':1,'gamma':0.7,'alpha':[@,-0.3],'mu':[[0.5,0.1],[-0.4,0.3]],'q':[[0.1,-0.2],[0,0.2]],'l':[[0.5],[0.1]]|0",
        "gmm|objective|jacobian|'d':2,'k':2,'n':3,'x':[[0.1,-0.2],[1,0.5],[0.3,2]],'m':1,'gamma':0.7,'alpha':[0.1,-0.3],'mu':[[0.5,@],[-0.4,0.3]],'q':[[0.1,-0.2],[0,0.2]],'l':[[0.5],[0.1]]|3",
        "gmm|objective|jacobian|'d':2,'k':2,'n':3,'x':[[0.1,-0.2],[1,0.5],[0.3,2]],'m':1,'gamma':0.7,'alpha':[0.1,-0.3],'mu':[[0.5,0.1],[-0.4,0.3]],'q':[[0.1,-0.2],[@,0.2]],'l':[[0.5],[0.1]]|8",
        "gmm|objective|jacobian|'d':2,'k':2,'n':3,'x':[[0.1,-0.2],[1,0.5],[0.3,2]],'m':1,'gamma':0.7,'alpha':[0.1,-0.3],'mu':[[0.5,0.1],[-0.4,0.3]],'q':[[0.1,-0.2],[0,0.2]],'l':[[@],[0.1]]|10"})
    void everyGradientIsThatOfDifferences(String module, String function, String gradient, String fields, int entry) throws IOException {
        double at = 0.25;
        double step = 1e-6;
        double above = flat(value(module, function, fields.replace("@", Double.toString(at + step)))).getFirst();
        double below = flat(value(module, function, fields.replace("@", Double.toString(at - step)))).getFirst();
        double found = flat(value(module, gradient, fields.replace("@", Double.toString(at)))).get(entry);
        assertThat(found).isCloseTo((above - below) / (2 * step), within(1e-7));
    }

    @Test
    void theGradientThroughTheMethodOfRungeAndKuttaIsThatOfDifferences() throws IOException {
        String fields = "'x':[0.5,0.8,@,0.4,0.9,1.1],'s':3";
        double step = 1e-6;
        double above = flat(value("ode", "primal", fields.replace("@", Double.toString(1.25 + step)))).getLast();
        double below = flat(value("ode", "primal", fields.replace("@", Double.toString(1.25 - step)))).getLast();
        assertThat(flat(value("ode", "gradient", fields.replace("@", "1.25"))).get(2)).isCloseTo((above - below) / (2 * step), within(1e-8));
    }

    @Test
    void aCameraThatIsNotTurnedHasTheLimitOfItsRotation() throws IOException {
        String still = BA.replace("-0.758453,-1.109613,-0.845551", "0,0,0");
        String turned = BA.replace("-0.758453,-1.109613,-0.845551", "1e-7,0,0");
        List<Double> limit = flat(value("ba", "objective", still));
        List<Double> near = flat(value("ba", "objective", turned));
        assertThat(limit.getFirst()).isCloseTo(near.getFirst(), within(1e-3));
        // The derivative by the first angle, of the form without rotation, against a difference.
        double slope = (near.getFirst() - limit.getFirst()) / 1e-7;
        assertThat(flat(((Map<?, ?>) value("ba", "jacobian", still)).get("vals")).getFirst()).isCloseTo(slope, within(1e-3 * (1 + Math.abs(slope))));
    }
}
