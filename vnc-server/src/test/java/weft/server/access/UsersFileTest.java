package weft.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import weft.rfb.security.ScramVerifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class UsersFileTest {
    /// Of the password "pencil", made by Python's hashlib.
    private static final String PENCIL =
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
                + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    @TempDir private Path directory;
    private Instant now = Instant.parse("2027-01-01T00:00:00Z");
    private final List<String> warnings = new ArrayList<>();

    private Path file(String... lines) throws IOException {
        Path file = directory.resolve("users");
        PrivateFile.of("users file", file)
                .write(
                        (String.join("\n", lines) + "\n")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return file;
    }

    private UsersFile open(String... lines) throws IOException {
        return UsersFile.open(file(lines), () -> now, warnings::add);
    }

    private static Optional<Identity> login(Authenticator users, String name, String password)
            throws Exception {
        return users.authenticate(new Credentials(name, password.toCharArray()), "a test");
    }

    private static Optional<Role> role(Authenticator users, String name, String password)
            throws Exception {
        return login(users, name, password)
                .map(identity -> {
                    assertEquals(name, identity.user());
                    return List.of(Role.values()).stream()
                            .filter(role -> role.rights().equals(identity.rights()))
                            .findFirst()
                            .orElseThrow();
                });
    }

    @Test
    void users_comeInByTheirPasswordsAlone() throws Exception {
        UsersFile users =
                open(
                        "# who may come in",
                        "",
                        "alice:" + PENCIL,
                        "eve:" + PENCIL + ":view-only",
                        "root:" + PENCIL + ":owner:2027-06-01T00:00:00Z");
        assertEquals(Optional.of(Role.OPERATOR), role(users, "alice", "pencil"));
        assertEquals(Optional.of(Role.VIEW_ONLY), role(users, "eve", "pencil"));
        assertEquals(Optional.of(Role.OWNER), role(users, "root", "pencil"));
        for (String wrong : List.of("", "Pencil", "pencil ", "pencil\0", "\ud800", PENCIL)) {
            assertEquals(Optional.empty(), login(users, "alice", wrong), wrong);
        }
        for (String nobody :
                List.of("", "Alice", "alic", "alice\n", "# who may come in", "\ud800")) {
            assertEquals(Optional.empty(), login(users, nobody, "pencil"), nobody);
        }
    }

    @Test
    void names_areComparedAsTheyLook() throws Exception {
        UsersFile users = open("Ren\u00e9e IX:" + PENCIL);
        assertEquals(
                "Ren\u00e9e IX",
                login(users, "Rene\u0301e\u00a0\u2168", "pencil").orElseThrow().user());
    }

    @Test
    void user_whoseTimeIsOver_isLetInNoMore() throws Exception {
        UsersFile users = open("alice:" + PENCIL + ":operator:2027-01-01T01:00:01+01:00");
        assertTrue(login(users, "alice", "pencil").isPresent());
        ScramAccounts.Account account = users.account("alice");
        assertTrue(account.identity().get().isPresent());
        now = now.plusSeconds(1);
        assertTrue(login(users, "alice", "pencil").isEmpty());
        assertTrue(account.identity().get().isEmpty(), "decided when it is asked for");
    }

    @Test
    void file_thatChanges_isReadAgain() throws Exception {
        UsersFile users = open("alice:" + PENCIL);
        var _ = file("bob:" + PENCIL);
        assertTrue(login(users, "alice", "pencil").isEmpty());
        assertTrue(login(users, "bob", "pencil").isPresent());
        assertEquals(List.of(), warnings);
    }

    @Test
    void file_thatBecomesUseless_leavesTheUsersOfBeforeAndOneWarning() throws Exception {
        UsersFile users = open("alice:" + PENCIL);
        Path file = file("bob:" + PENCIL, "nonsense");
        for (int i = 0; i < 3; i++) {
            assertTrue(login(users, "alice", "pencil").isPresent());
            assertTrue(login(users, "bob", "pencil").isEmpty());
        }
        String remain = "; the users of before remain";
        String ofLine =
                "the users file %s, line 2: expected NAME:SCRAM-SHA-256$ITERATIONS:SALT$STORED-KEY:SERVER-KEY"
                        .formatted(file);
        assertEquals(List.of(ofLine + remain), warnings);

        var _ = file("bob:" + PENCIL);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(login(users, "alice", "pencil").isPresent());
        assertTrue(login(users, "alice", "pencil").isPresent());
        assertEquals(2, warnings.size());
        assertTrue(
                warnings.getLast().contains("is open to others (rw-r--r--)"), warnings::toString);

        Files.delete(file);
        assertTrue(login(users, "alice", "pencil").isPresent());
        assertTrue(login(users, "alice", "pencil").isPresent());
        assertEquals(3, warnings.size());
        assertTrue(warnings.getLast().contains("there is no such file"), warnings::toString);

        var _ = file("bob:" + PENCIL);
        assertTrue(login(users, "alice", "pencil").isEmpty());
        assertTrue(login(users, "bob", "pencil").isPresent());
        assertEquals(3, warnings.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice | expected NAME:SCRAM-SHA-256$ITERATIONS:SALT$STORED-KEY:SERVER-KEY",
                "alice:secret:x:y | Expected SCRAM-SHA-256$iterations:salt$stored-key:server-key",
                "alice:PENCIL:king | a role is view-only or operator or owner",
                "alice:PENCIL:owner:soon | a time is like 2027-01-31T12:00:00Z, or a day like"
                        + " 2027-01-31",
                "alice:PENCIL:owner:2027-01-31T12:00:00 | a time is like 2027-01-31T12:00:00Z, or a"
                        + " day like 2027-01-31",
                ":PENCIL | a user name is not empty and has no blanks around it",
                "' alice:PENCIL' | a user name is not empty and has no blanks around it",
                "a\u0007:PENCIL | The character U+0007 is not allowed in names and passwords",
            })
    void line_thatIsWrong_isToldWithoutWhatItHolds(String line, String why) {
        IOException e =
                assertThrows(
                        IOException.class,
                        () -> open("bob:" + PENCIL, line.replace("PENCIL", PENCIL)));
        assertEquals(
                "the users file %s, line 2: %s".formatted(directory.resolve("users"), why),
                e.getMessage());
        assertFalse(e.toString().contains("secret"));
    }

    private static void assertRefused(Executable opening, String end) {
        String message = assertThrows(IOException.class, opening).getMessage();
        assertTrue(String.valueOf(message).endsWith(end), message);
    }

    @Test
    void line_thatIsEndless_isRefused() {
        assertRefused(() -> open("a".repeat(1025)), "line 1: it is longer than 1024");
        assertRefused(() -> open("#".repeat((4 << 20) + 1)), "4194304 are the most");
    }

    @Test
    void twoUsersOfOneName_areRefused() {
        assertRefused(
                () -> open("a IX:" + PENCIL, "a \u2168:" + PENCIL),
                "has two users of the same name");
    }

    @Test
    void file_thatIsNotUtf8_isRefused() throws IOException {
        Path file = file();
        PrivateFile.of("users file", file).write(new byte[] {(byte) 0xff});
        assertRefused(() -> UsersFile.open(file), "is not UTF-8");
    }

    @Test
    void nobody_looksLikeSomebodyToScram() throws IOException {
        UsersFile users = open("alice:" + PENCIL);
        var nobody = users.account("bob");
        assertEquals(Optional.empty(), nobody.identity().get());
        assertEquals(4096, nobody.verifier().iterations());
        assertEquals(nobody.verifier().format(), users.account("bob").verifier().format());
        assertNotEquals(nobody.verifier().format(), users.account("carol").verifier().format());
        assertEquals(PENCIL, users.account("alice").verifier().format());
        assertEquals(Optional.of(users), users.scram());
    }

    @Test
    void limited_nobodyMayDoMore() throws Exception {
        Authenticator users = open("root:" + PENCIL + ":owner").limitedTo(Role.VIEW_ONLY.rights());
        assertEquals(Optional.of(Role.VIEW_ONLY), role(users, "root", "pencil"));
        assertEquals(
                Role.VIEW_ONLY.rights(),
                users.scram()
                        .orElseThrow()
                        .account("root")
                        .identity()
                        .get()
                        .orElseThrow()
                        .rights());
        assertTrue(login(users, "root", "guess").isEmpty());
    }

    /// A name that nobody has costs the iterations of a wrong password, here many enough to be
    /// seen.
    @Test
    void nobody_isNotRefusedAtOnce() throws Exception {
        UsersFile users = open("alice:" + ScramVerifier.of("p".toCharArray(), 400_000).format());
        long nobody = quickest(users, "bob");
        long wrong = quickest(users, "alice");
        assertTrue(nobody > wrong / 10, () -> "%d ns and %d ns".formatted(nobody, wrong));
    }

    private static long quickest(UsersFile users, String name) {
        return IntStream.range(0, 3)
                .mapToLong(_ -> {
                    long begin = System.nanoTime();
                    assertTrue(
                            users.authenticate(new Credentials(name, new char[] {'x'}), "")
                                    .isEmpty());
                    return System.nanoTime() - begin;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void put_addsAndReplacesAndKeepsTheRest() throws Exception {
        Path file = directory.resolve("new");
        var pencil =
                new User("alice", ScramVerifier.parse(PENCIL), Role.OPERATOR, Optional.empty());
        UsersFile.put(file, pencil);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.writeString(file, "# carol was here\n", java.nio.file.StandardOpenOption.APPEND);
        UsersFile.put(file, new User("bob", pencil.verifier(), Role.OWNER, Optional.empty()));
        UsersFile.put(
                file,
                pencil.withRole(Role.VIEW_ONLY).until(Instant.parse("2027-01-31T12:00:00.5Z")));
        assertEquals(
                List.of(
                        "alice:" + PENCIL + ":view-only:2027-01-31T12:00:00Z",
                        "# carol was here",
                        "bob:" + PENCIL + ":owner"),
                Files.readAllLines(file));
        assertTrue(UsersFile.remove(file, "alice"));
        assertFalse(UsersFile.remove(file, "alice"));
        assertEquals(List.of("bob"), UsersFile.users(file).stream().map(User::name).toList());
    }

    @Test
    void put_intoAFileThatIsNotPrivate_isRefusedAndLeavesIt() throws IOException {
        Path file = file("alice:" + PENCIL);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        var bob = new User("bob", ScramVerifier.parse(PENCIL), Role.OWNER, Optional.empty());
        assertThrows(IOException.class, () -> UsersFile.put(file, bob));
        assertEquals(List.of("alice:" + PENCIL), Files.readAllLines(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a ", "a:b", "#a", "a\n", "\u0000"})
    void name_thatNoLineCanHave_isNoUser(String name) {
        assertThrows(IllegalArgumentException.class, () -> User.of(name, "x".toCharArray()));
    }

    @Test
    void password_isNeverTold() {
        User user = User.of("alice", "pencil".toCharArray()).until(now);
        assertEquals("User[alice, operator, until 2027-01-01T00:00:00Z]", user.toString());
        assertEquals(User.ITERATIONS, user.verifier().iterations());
        assertFalse(user.format().contains("pencil"));
        assertEquals(
                "Credentials[alice, hidden]", new Credentials("alice", new char[3]).toString());
    }
}
