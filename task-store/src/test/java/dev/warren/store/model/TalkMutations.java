package dev.warren.store.model;

import static dev.warren.store.model.Mutation.change;
import static dev.warren.store.model.Mutation.of;
import static dev.warren.store.model.Mutation.without;

import java.util.stream.Stream;

/** The rules of handoffs, questions, children, steps and declared agents, taken out one at a time. */
final class TalkMutations {

    private static final String OPEN = "and c.status || '' in ('SCHEDULED', 'QUEUED', 'RUNNING', 'WAITING_INPUT')";

    private TalkMutations() {}

    static Stream<Mutation> all() {
        return Stream.of(handoffs(), questions(), answers(), calls(), children(), steps(), declarations())
                .flatMap(some -> some)
                .map(Mutation::amongTalk);
    }

    private static Stream<Mutation> handoffs() {
        return Stream.of(
                of(
                        "finish",
                        "a handoff goes to the next agent's queue",
                        change("then d.next_agent else t.agent end", "then t.agent else t.agent end")),
                of(
                        "finish",
                        "a handoff goes to a lane that the next agent has",
                        change("lane_of(d.next_agent, t.lane)", "t.lane")),
                of(
                        "finish",
                        "a handoff to nobody fails",
                        change("when o.lost is not null then 'FAILED'", "when false then 'FAILED'")),
                of(
                        "finish",
                        "what waits or goes on charges nothing",
                        change(
                                "r.outcome in ('RETRIED', 'TIMED_OUT') as charged",
                                "r.outcome in ('RETRIED', 'TIMED_OUT', 'HANDED_OFF', 'ASKED', 'CALLED') as charged")),
                of(
                        "finish",
                        "the state is for the attempts to come",
                        change("then d.state::json else t.state end", "then null else t.state end")),
                of(
                        "finish",
                        "the state stays until an attempt leaves another",
                        change("then d.state::json else t.state end", "then d.state::json end")),
                of("finish", "the first agent is remembered", change("coalesce(t.submitted_agent, t.agent)", "t.agent"))
                        .shownBy(TalkRules::aReplayBeginsWithTheFirstAgent),
                of(
                                "replay",
                                "a replay begins with the first agent",
                                change("agent = coalesce(t.submitted_agent, t.agent)", "agent = t.agent"))
                        .shownBy(TalkRules::aReplayBeginsWithTheFirstAgent),
                of("replay", "a replay remembers nothing of the talk", without("state = null,"))
                        .shownBy(TalkRules::aReplayBeginsWithTheFirstAgent));
    }

    private static Stream<Mutation> questions() {
        return Stream.of(
                of(
                                "finish",
                                "each question has a name of its own",
                                change("then gen_random_uuid()", "then coalesce(t.question_id, gen_random_uuid())"))
                        .shownBy(TalkRules::eachQuestionHasItsOwnNameAndAnswer),
                of(
                                "finish",
                                "the answer to one question is none to the next",
                                change("then null else t.answer end", "then t.answer else t.answer end"))
                        .shownBy(TalkRules::eachQuestionHasItsOwnNameAndAnswer),
                of(
                        "end_unanswered",
                        "nobody's time to answer ends early",
                        without("and t.answer_by <= (select clock_timestamp())"),
                        without("and t.answer_by <= clock_timestamp()")),
                of(
                                "end_unanswered",
                                "sweepers skip rows that somebody has at hand",
                                change("for update skip locked", "for update"))
                        .shownBy(TalkScenarios::theEndOfAWaitSkipsWhatIsAtHand));
    }

    private static Stream<Mutation> answers() {
        return Stream.of(
                of("answer", "an answer is for the question it names", without("and t.question_id = _question"))
                        .shownBy(TalkRules::eachQuestionHasItsOwnNameAndAnswer),
                of("answer", "an answer comes in time", without("and t.answer_by > clock_timestamp()")),
                of("answer", "a tenant answers its own tasks", without("and t.tenant = _tenant")),
                of("answer", "an answer raises the fence", without("fence = t.fence + 1,")),
                of(
                        "answer",
                        "what was answered is published",
                        change("publish_at = clock_timestamp()", "publish_at = clock_timestamp() + interval '1 y'")),
                of(
                        "answer",
                        "an answer that was given before is no error",
                        change("or exists (select from task_event e", "or false and exists (select from task_event e")),
                of("answer", "an answer of an earlier run is another's", without("and e.run = t.run"))
                        .shownBy(TalkRules::anAnswerOfAnEarlierRunIsNone),
                of(
                                "answer",
                                "the row is locked first, then judged",
                                change("t.tenant = _tenant for update", "t.tenant = _tenant"))
                        .shownBy(TalkScenarios::ofTwoPeopleOneAnswers));
    }

    private static Stream<Mutation> calls() {
        return Stream.of(
                of("finish", "a call of what has ended goes on at once", without(OPEN))
                        .shownBy(TalkRules::aCallOfWhatHasEndedGoesOn),
                of(
                        "finish",
                        "a caller looks again by itself",
                        change("clock_timestamp() + interval '1 h'", "clock_timestamp() + interval '1 y'")),
                of(
                        "wake_callers",
                        "a caller waits for all of its children",
                        change("select from task c where", "select from task c where false and")),
                of(
                                "wake_callers",
                                "only who waits for children is woken by them",
                                without("and t.waiting_for is not null"))
                        .shownBy(TalkRules::whoWaitsForNobodyIsNotWoken),
                of("wake_callers", "a wake raises the fence", without("fence = t.fence + 1,")),
                of(
                        "wake_callers",
                        "who was woken is published",
                        change("publish_at = clock_timestamp()", "publish_at = clock_timestamp() + interval '1 y'")),
                of("start_due", "who looks again by itself waits for nobody", without(", waiting_for = null")),
                of(
                        "tell_parent",
                        "each end of a child is told",
                        change(
                                "insert into child_end (parent, child) values (_task.parent, _task.id) on conflict do nothing",
                                "null")),
                of(
                                "finish",
                                "a call locks its row first, then looks at its children",
                                change("'CALLED' = any (_outcome)", "false"))
                        .shownBy(TalkScenarios::aCallSeesAChildThatEndedWhileItWaited),
                of(
                                "wake_callers",
                                "a wake waits for a locked caller",
                                change("order by t.id for update", "order by t.id for update skip locked"))
                        .shownBy(TalkScenarios::aWakeWaitsForTheCallerThatIsAboutToWait),
                of(
                                "wake_callers",
                                "callers are locked in the order of ids",
                                change("order by t.id for update", "order by t.id desc for update"))
                        .shownBy(TalkScenarios::aWakeLocksInTheOrderOfIds),
                of(
                                "wake_callers",
                                "news are forgotten once the callers are locked",
                                change(
                                        "if _callers = '{}' then",
                                        "delete from child_end e where e.parent = any (_callers); if _callers = '{}' then"))
                        .shownBy(TalkScenarios::aWakeHoldsNoNewsWhileItWaits));
    }

    private static Stream<Mutation> children() {
        return Stream.of(
                of("send_child", "a child is sent by whoever owns the parent", without("and t.fence = _fence")),
                of(
                                "send_child",
                                "a name has one child in a run",
                                change(
                                        "if found then return query select _sent",
                                        "if false then return query select _sent"),
                                change(
                                        "if not found then return query select (s.result",
                                        "if false then return query select (s.result"))
                        .shownBy(TalkRules::aNameHasOneChild),
                of("send_child", "a child's agent exists", change("'UNKNOWN_AGENT'; return;", "'UNKNOWN_AGENT';"))
                        .shownBy(TalkRules::aChildsAgentExists),
                of(
                        "send_child",
                        "a child goes to a lane that its agent has",
                        change("lane_of(_agent, _parent.lane)", "_parent.lane")),
                of("send_child", "the parent is locked", without("for key share"))
                        .shownBy(TalkScenarios::aChildIsSentByWhoeverStillRuns),
                of(
                                "send_child",
                                "the second sender gets the first one's child",
                                change("on conflict do nothing; if not found", "; if not found"))
                        .shownBy(TalkScenarios::twoThreadsOfAnAttemptSendOneChild));
    }

    private static Stream<Mutation> steps() {
        return Stream.of(
                of(
                                "record_steps",
                                "the first result of a step counts",
                                change(
                                        "on conflict do nothing",
                                        "on conflict (task_id, run, name) do update set result = excluded.result"))
                        .shownBy(TalkRules::theFirstResultOfAStepStays),
                of(
                        "record_steps",
                        "a step needs the fence of its claim",
                        without("and a.fence = t.fence"),
                        without("and t.fence = r.fence")),
                of(
                                "record_steps",
                                "a step needs the incarnation of its claim",
                                without("and t.owner is not distinct from _incarnation"))
                        .shownBy(TalkRules::theFirstResultOfAStepStays),
                of(
                        "record_steps",
                        "the first of a batch counts",
                        change("order by t.id, r.name, r.n", "order by t.id, r.name, r.n desc")),
                of("record_steps", "the row is locked first", without("for key share of t"))
                        .shownBy(TalkScenarios::aStepIsOfWhoeverStillRuns));
    }

    private static Stream<Mutation> declarations() {
        return Stream.of(
                of(
                                "declare_agent",
                                "who declares waits for whoever declares the same",
                                without("perform pg_advisory_xact_lock(hashtext('warren.agent'), hashtext(_name));"))
                        .shownBy(TalkScenarios::aDeclarationSeesTheOneItWaitedFor),
                of("declare_agent", "an agent that workers bring stays theirs", change("where a.kind <> 'java';", ";"))
                        .shownBy(TalkScenarios::aDeclarationLeavesAJavaAgentItWaitedFor),
                of(
                                "register_agent",
                                "a worker hears that its agent's name is taken",
                                change("(select a.kind <> 'java'", "(select false"))
                        .shownBy(TalkScenarios::aWorkerLeavesADeclaredAgent));
    }
}
