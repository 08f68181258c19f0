package dev.acme.performance.operator.web.access;

import java.util.Optional;

/** What the API server says of tokens and rights. */
public interface Reviews {
    /**
     * Empty where it does not know the token, or knows it for another audience.
     *
     * @throws Undecided where it could not be asked
     */
    Optional<User> identity(String token);

    /**
     * Whether {@code user} may do that in a namespace; in all of them where {@code namespace} is empty.
     *
     * @throws Undecided where it could not be asked
     */
    boolean allows(User user, Right right, String namespace);

    /** Nobody knows: to be taken for no. */
    final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Undecided(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
