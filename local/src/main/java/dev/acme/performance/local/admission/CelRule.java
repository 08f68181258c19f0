package dev.acme.performance.local.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Optional;

/** One compiled entry of x-kubernetes-validations. */
final class CelRule {
    private final JsonNode declared;
    private final String type;
    private final CelRuntime.Program rule;
    private final Optional<CelRuntime.Program> message;
    private final boolean isTransition;

    private CelRule(JsonNode declared, String type, Compiler compiler)
            throws CelValidationException, CelEvaluationException {
        this.declared = declared;
        this.type = type;
        var ast = compiler.ast(declared.path("rule").asText());
        this.rule = compiler.cel().createProgram(ast);
        this.isTransition = readsOldSelf(ast);
        this.message = declared.has("messageExpression")
                ? Optional.of(compiler.cel()
                        .createProgram(
                                compiler.ast(declared.path("messageExpression").asText())))
                : Optional.empty();
    }

    /**
     * @param type of the schema the rule stands in; an API server shows it in place of the value
     * @throws BadSchema where the rule does not compile
     */
    static CelRule compile(JsonNode declared, String type, Cel cel) {
        try {
            return new CelRule(declared, type, new Compiler(cel));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new BadSchema(
                    "x-kubernetes-validations: " + declared.path("rule").asText() + ": " + e.getMessage());
        }
    }

    /** Whether the rule compares with the former value, and so is asked only where there is one. */
    boolean isTransition() {
        return isTransition;
    }

    boolean acceptsNoOldSelf() {
        return declared.path("optionalOldSelf").asBoolean();
    }

    /** @param variables self, and oldSelf where the rule is a transition rule */
    Optional<Refusal> violation(Map<String, Object> variables, FieldPath path) {
        var place = declared.has("fieldPath")
                ? path.follow(declared.path("fieldPath").asText())
                : path;
        try {
            boolean isKept = Boolean.TRUE.equals(rule.eval(variables));
            return isKept ? Optional.empty() : Optional.of(refusal(place, text(variables)));
        } catch (CelEvaluationException e) {
            return Optional.of(notEvaluated(path, words(e)));
        }
    }

    Refusal notEvaluated(FieldPath path, String why) {
        return Refusal.invalid(path.shown(), shownValue(), why + " evaluating rule: " + fixedText());
    }

    private Refusal refusal(FieldPath place, String text) {
        return switch (declared.path("reason").asText("FieldValueInvalid")) {
            case "FieldValueRequired" -> Refusal.required(place.shown(), text);
            case "FieldValueForbidden" -> Refusal.forbidden(place.shown(), text);
            case "FieldValueDuplicate" -> Refusal.duplicate(place.shown(), shownValue());
            default -> Refusal.invalid(place.shown(), shownValue(), text);
        };
    }

    private String text(Map<String, Object> variables) {
        try {
            return message.isPresent() ? message.get().eval(variables).toString() : fixedText();
        } catch (CelEvaluationException e) {
            return fixedText();
        }
    }

    private String fixedText() {
        return declared.path("message")
                .asText("failed rule: " + declared.path("rule").asText());
    }

    private String shownValue() {
        return '"' + type + '"';
    }

    private static String words(CelEvaluationException e) {
        return e.getErrorCode() == CelErrorCode.DIVIDE_BY_ZERO
                ? "division by zero"
                : String.valueOf(rootOf(e).getMessage());
    }

    private static Throwable rootOf(Throwable thrown) {
        return thrown.getCause() == null ? thrown : rootOf(thrown.getCause());
    }

    private static boolean readsOldSelf(CelAbstractSyntaxTree ast) {
        return CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .anyMatch(expression -> expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                        && expression.ident().name().equals("oldSelf"));
    }

    /** Compiles one expression of a schema. */
    private record Compiler(Cel cel) {
        CelAbstractSyntaxTree ast(String expression) throws CelValidationException {
            return cel.compile(expression).getAst();
        }
    }
}
