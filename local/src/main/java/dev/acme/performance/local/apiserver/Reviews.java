package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Answers questions about identity and rights.
 *
 * <p>One user has this machine, whoever shows its token; that user may do everything and nobody else exists.
 */
final class Reviews {
    static final String USER = "local-admin";
    private static final String GROUP = "system:masters";

    private final String token;

    Reviews(String token) {
        this.token = token;
    }

    /** Completes a review with its answer, in place. */
    ObjectNode answer(Route.Review route, ObjectNode review) {
        var status = review.putObject("status");
        switch (route.plural()) {
            case "tokenreviews" -> identity(review.at("/spec/token").asText(""), status);
            case "selfsubjectreviews" -> user(status.putObject("userInfo"));
            case "selfsubjectaccessreviews" -> status.put("allowed", true);
            case "subjectaccessreviews", "localsubjectaccessreviews" ->
                status.put("allowed", review.at("/spec/user").asText("").equals(USER));
            case "selfsubjectrulesreviews" -> rules(status);
            default -> throw ApiFailure.unknownResource();
        }
        review.withObject("/metadata");
        return review;
    }

    private void identity(String shown, ObjectNode status) {
        boolean isKnown = Secrets.areEqual(shown, token);
        status.put("authenticated", isKnown);
        if (isKnown) {
            user(status.putObject("user"));
        } else {
            status.putObject("user");
            status.put("error", "invalid bearer token");
        }
    }

    private static void user(ObjectNode user) {
        user.put("username", USER).put("uid", "1");
        user.putArray("groups").add(GROUP).add("system:authenticated");
    }

    private static void rules(ObjectNode status) {
        var rule = status.putArray("resourceRules").addObject();
        rule.putArray("verbs").add("*");
        rule.putArray("apiGroups").add("*");
        rule.putArray("resources").add("*");
        var paths = status.putArray("nonResourceRules").addObject();
        paths.putArray("verbs").add("*");
        paths.putArray("nonResourceURLs").add("*");
        status.put("incomplete", false);
    }
}
