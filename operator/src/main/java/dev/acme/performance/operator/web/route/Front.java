package dev.acme.performance.operator.web.route;

import dev.acme.performance.operator.web.access.Audit;
import dev.acme.performance.operator.web.access.Caller;
import dev.acme.performance.operator.web.access.Door;
import dev.acme.performance.operator.web.access.Reviews;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Incoming;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes: its path is plain; who has no token of the cluster learns nothing, not even which paths there are;
 * then the rule of its route, then the action. What cannot be decided is refused. Each leaves one line in the audit.
 */
public final class Front implements Function<Incoming, Answer> {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final int RETRY_SECONDS = 5;

    private final Router router;
    private final Door door;
    private final Audit audit;

    public Front(Router router, Door door, Audit audit) {
        this.router = router;
        this.door = door;
        this.audit = audit;
    }

    @Override
    public Answer apply(Incoming incoming) {
        return new Passage(incoming).pass();
    }

    /** One request on its way. */
    private final class Passage {
        private final Incoming incoming;
        private String path = "-";
        private Optional<Caller> caller = Optional.empty();
        private String right = "-";

        Passage(Incoming incoming) {
            this.incoming = incoming;
        }

        Answer pass() {
            int status = Problem.Kind.INTERNAL.status();
            String made = "";
            try {
                var answer = answer();
                status = answer.status();
                made = answer instanceof Answer.Whole whole ? whole.headers().getOrDefault("Location", "") : "";
                return answer;
            } catch (Refusal refusal) {
                status = refusal.problem().kind().status();
                throw refusal;
            } finally {
                if (!right.equals(Rule.open().inWords())) {
                    audit.record(new Audit.Entry(
                            caller.map(one -> one.user().name()).orElse(""),
                            right,
                            incoming.method(),
                            path,
                            caller.map(Caller::required).orElse(Set.of()),
                            made,
                            status,
                            0));
                }
            }
        }

        private Answer answer() {
            try {
                incoming.checkHead();
                path = incoming.path();
                var match = router.match(incoming.method(), path);
                if (match instanceof Router.Match.Found(var route, var names) && route.rule() instanceof Rule.Open) {
                    right = route.rule().inWords();
                    return route.action().answer(new Asked(incoming, null, names, incoming.query()));
                }
                var entered = door.enter(incoming.header("Authorization"), incoming.remote());
                caller = Optional.of(entered);
                door.slowDown(entered);
                incoming.comesFromUser(entered.user().name());
                return switch (match) {
                    case Router.Match.Found(var route, var names) -> answer(route, Route.checked(names), entered);
                    case Router.Match.OtherMethods(var allowed) ->
                        throw Problem.of(Problem.Kind.METHOD_NOT_ALLOWED, "allowed here: " + allowed)
                                .refusal();
                    case Router.Match.Nothing _ -> throw Problem.notFound().refusal();
                };
            } catch (Reviews.Undecided e) {
                LOG.warn("refused, for nobody could be asked: {}", e.getMessage());
                throw Problem.of(Problem.Kind.UNAVAILABLE, "the API server could not be asked who may do this")
                        .retryAfter(RETRY_SECONDS)
                        .refusal();
            }
        }

        private Answer answer(Route route, Map<String, String> names, Caller entered) {
            right = route.rule().inWords();
            if (route.rule() instanceof Rule.InPath(var needed)) {
                entered.require(
                        needed, Optional.ofNullable(names.get("namespace")).orElse(""));
            }
            if (!route.method().equals("GET")) {
                OwnPages.check(incoming);
            }
            return route.action().answer(new Asked(incoming, entered, names, incoming.query()));
        }
    }
}
