package weft.server.access;

import weft.rfb.security.Saslprep;
import weft.rfb.security.ScramVerifier;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// A line of a [UsersFile]:
///
/// ```
/// NAME:SCRAM-SHA-256$ITERATIONS:SALT$STORED-KEY:SERVER-KEY[:ROLE[:VALID-UNTIL]]
/// ```
///
/// @param name in the form of SASLprep, without colons
/// @param verifier of the password
/// @param role [Role#OPERATOR] where the line says nothing
/// @param validUntil when the user ceases to be let in; who is in stays
public record User(String name, ScramVerifier verifier, Role role, Optional<Instant> validUntil) {

    /// How many iterations a password gets unless said: a third of a second.
    public static final int ITERATIONS = 600_000;

    /// The longest name, in bytes: that of RSA-AES.
    private static final int MAX_NAME = 255;

    private static final int FIELDS = 6;
    private static final int VERIFIER_END = 4;

    /// Takes names that a line can have.
    ///
    /// @throws IllegalArgumentException with the reason, if it is none
    public User {
        name = prepared(name);
        validUntil = validUntil.map(end -> Instant.ofEpochSecond(end.getEpochSecond()));
    }

    private static String prepared(String name) {
        String prepared = Saslprep.prepare(name);
        if (prepared.isBlank() || !prepared.equals(prepared.strip())) {
            throw new IllegalArgumentException(
                    "a user name is not empty and has no blanks around it");
        }
        if (prepared.contains(":") || prepared.startsWith("#")) {
            throw new IllegalArgumentException(
                    "a user name has no colon, and no # at its beginning");
        }
        if (prepared.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw new IllegalArgumentException("a user name has at most 255 bytes");
        }
        return prepared;
    }

    /// A user with this password, see [#ITERATIONS]. It takes as long as those do.
    ///
    /// @throws IllegalArgumentException with the reason, if one of them cannot be used
    public static User of(String name, char[] password) {
        return new User(
                name, ScramVerifier.of(password, ITERATIONS), Role.OPERATOR, Optional.empty());
    }

    /// The same with another role.
    public User withRole(Role other) {
        return new User(name, verifier, other, validUntil);
    }

    /// The same, valid until then.
    public User until(Instant end) {
        return new User(name, verifier, role, Optional.of(end));
    }

    /// Who it is at this time, if it is let in then.
    Optional<Identity> identity(Instant now) {
        return validUntil.isPresent() && !now.isBefore(validUntil.get())
                ? Optional.empty()
                : Optional.of(new Identity(name, role.rights()));
    }

    /// The user of a line.
    ///
    /// @throws IllegalArgumentException with the reason, which does not repeat the line
    static User parse(String line) {
        String[] fields = line.split(":", FIELDS);
        if (fields.length < VERIFIER_END) {
            throw new IllegalArgumentException(
                    "expected NAME:SCRAM-SHA-256$ITERATIONS:SALT$STORED-KEY:SERVER-KEY");
        }
        String verifier = String.join(":", Arrays.copyOfRange(fields, 1, VERIFIER_END));
        return new User(
                fields[0],
                ScramVerifier.parse(verifier),
                fields.length > VERIFIER_END ? role(fields[VERIFIER_END]) : Role.OPERATOR,
                fields.length > VERIFIER_END + 1
                        ? Optional.of(time(fields[VERIFIER_END + 1]))
                        : Optional.empty());
    }

    private static Role role(String text) {
        return Role.byName(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "a role is "
                                        + Arrays.stream(Role.values())
                                                .map(Role::toString)
                                                .collect(Collectors.joining(" or "))));
    }

    /// A time as users files and options have it: with its zone, or a day, of which it is the
    /// beginning in UTC.
    ///
    /// @throws IllegalArgumentException if it is none
    public static Instant time(String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "a time is like 2027-01-31T12:00:00Z, or a day like 2027-01-31", e);
        }
    }

    /// The line.
    String format() {
        String line = "%s:%s:%s".formatted(name, verifier.format(), role);
        return validUntil.map(end -> line + ":" + end).orElse(line);
    }

    /// Says nothing about the password.
    @Override
    public String toString() {
        return "User["
                + name
                + ", "
                + role
                + validUntil.map(end -> ", until " + end).orElse("")
                + "]";
    }
}
