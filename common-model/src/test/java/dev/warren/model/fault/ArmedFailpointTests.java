package dev.warren.model.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArmedFailpointTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void armsNothingWhereNothingIsAskedFor(String asked) {
        assertThat(ArmedFailpoint.parse(asked)).isEmpty();
    }

    @Test
    void armsSeveralEachForItsPass() {
        Map<Failpoint, ArmedFailpoint> armed =
                ArmedFailpoint.parse("ATTEMPT_DONE=halt@3, CLAIM_COMMITTED=lose,PUBLISH_NEXT=hang@12");

        assertThat(armed.values())
                .extracting(ArmedFailpoint::toString)
                .containsExactly("PUBLISH_NEXT=hang@12", "CLAIM_COMMITTED=lose@1", "ATTEMPT_DONE=halt@3");
    }

    @Test
    void losesTheAnswerOfThePassItWasArmedForAndNoOther() {
        ArmedFailpoint armed = ArmedFailpoint.parse("FINISH_COMMITTED=lose@2").get(Failpoint.FINISH_COMMITTED);

        assertThat(armed.pass()).isFalse();
        assertThat(armed.pass()).isTrue();
        assertThat(armed.pass()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ATTEMPT_DONE                          | 'ATTEMPT_DONE' is not of the form NAME=halt@3
            ATTEMPT_DONE=explode@1                | is not of the form
            ATTEMPT_DONE=halt@0                   | is not of the form
            ATTEMPT_DONE=halt@1,                  | '' is not of the form
            ATTEMPT_DONE=halt@1,ATTEMPT_DONE=hang | ATTEMPT_DONE is asked for twice
            ATTEMPT_DONE=lose@1                   | ATTEMPT_DONE has no answer to lose
            """, quoteCharacter = '"')
    void refusesWhatMakesNoSense(String asked, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArmedFailpoint.parse(asked))
                .withMessageContaining("WARREN_FAILPOINTS")
                .withMessageContaining(complaint);
    }

    @Test
    void namesThoseThereAreWhereOneIsUnknown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArmedFailpoint.parse("LUNCH=halt@1"))
                .withMessageContaining("'LUNCH'")
                .withMessageContaining("SUBMIT_RECEIVED")
                .withMessageContaining("FINISH_COMMITTED");
    }
}
