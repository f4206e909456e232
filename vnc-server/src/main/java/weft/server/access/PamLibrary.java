package weft.server.access;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Optional;

/// libpam's functions. Its callbacks run on the thread that has called it, which is none of a
/// coroutine.
final class PamLibrary {
    private static final String NAME = "libpam.so.0";

    private static final int SUCCESS = 0;
    private static final int CONVERSATION_ERROR = 19;
    private static final int OF_TTY = 3;
    private static final int OF_USER = 2;
    private static final int OF_REMOTE_HOST = 4;
    private static final int OF_FAIL_DELAY = 10;
    private static final int SILENT = 0x8000;
    private static final int NO_EMPTY_PASSWORD = 1;

    private static final int PROMPT_FOR_SECRET = 1;
    private static final int ERROR_MESSAGE = 3;
    private static final int INFORMATION = 4;
    private static final int MOST_MESSAGES = 32;

    /// `struct pam_message`, of which only the style is looked at.
    private static final StructLayout MESSAGE =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("style"), MemoryLayout.paddingLayout(4), ADDRESS);

    /// `struct pam_response`.
    private static final StructLayout RESPONSE =
            MemoryLayout.structLayout(ADDRESS, JAVA_INT, MemoryLayout.paddingLayout(4));

    /// `struct pam_conv`.
    private static final StructLayout CONVERSATION = MemoryLayout.structLayout(ADDRESS, ADDRESS);

    private static final FunctionDescriptor CONVERSE =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
    private static final FunctionDescriptor DELAY =
            FunctionDescriptor.ofVoid(JAVA_INT, JAVA_INT, ADDRESS);

    private final SymbolLookup symbols;
    private final MethodHandle start;
    private final MethodHandle startInFolder;
    private final MethodHandle authenticate;
    private final MethodHandle mayLogIn;
    private final MethodHandle setItem;
    private final MethodHandle getItem;
    private final MethodHandle describe;
    private final MethodHandle end;
    private final MethodHandle allocate;
    private final MethodHandle free;

    private PamLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        start = function("pam_start", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        startInFolder = function("pam_start_confdir", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        authenticate = function("pam_authenticate", ADDRESS, JAVA_INT);
        mayLogIn = function("pam_acct_mgmt", ADDRESS, JAVA_INT);
        setItem = function("pam_set_item", ADDRESS, JAVA_INT, ADDRESS);
        getItem = function("pam_get_item", ADDRESS, JAVA_INT, ADDRESS);
        describe =
                handle(symbols, "pam_strerror", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        end = function("pam_end", ADDRESS, JAVA_INT);
        SymbolLookup c = Linker.nativeLinker().defaultLookup();
        allocate = handle(c, "calloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG, JAVA_LONG));
        free = handle(c, "free", FunctionDescriptor.ofVoid(ADDRESS));
    }

    /// Loads it.
    ///
    /// @throws IOException that says in one line why it cannot
    @SuppressWarnings("restricted")
    static PamLibrary load() throws IOException {
        Module module = PamLibrary.class.getModule();
        if (!module.isNativeAccessEnabled()) {
            throw new IOException(
                    "PAM needs native access: start java with --enable-native-access="
                            + (module.isNamed() ? module.getName() : "ALL-UNNAMED"));
        }
        try {
            return new PamLibrary(SymbolLookup.libraryLookup(NAME, Arena.global()));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "PAM needs %s, which this machine has not (on Debian: apt install libpam0g)"
                            .formatted(NAME),
                    e);
        }
    }

    private MethodHandle function(String name, MemoryLayout... arguments) {
        return handle(symbols, name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(SymbolLookup from, String name, FunctionDescriptor type) {
        MemorySegment function =
                from.find(name)
                        .orElseThrow(() -> new IllegalArgumentException(NAME + " has no " + name));
        return Linker.nativeLinker().downcallHandle(function, type);
    }

    /// Begins with a login.
    ///
    /// @param arena whose memory is used until it is over
    Handle start(Arena arena, Pam.Login login) {
        return new Handle(arena, login);
    }

    /// One login. For one thread.
    final class Handle implements AutoCloseable {
        private final Arena arena;
        private final MemorySegment pam;
        private int status;

        private Handle(Arena arena, Pam.Login login) {
            this.arena = arena;
            var answers = new Answers(login.password());
            MemorySegment conversation = arena.allocate(CONVERSATION);
            conversation.set(ADDRESS, 0, callback("converse", CONVERSE, answers));
            MemorySegment made = arena.allocate(ADDRESS);
            MemorySegment service = arena.allocateFrom(login.service());
            MemorySegment user = arena.allocateFrom(login.user());
            int result =
                    login.folder()
                            .map(Path::toString)
                            .map(folder ->
                                    call(
                                            startInFolder,
                                            service,
                                            user,
                                            conversation,
                                            arena.allocateFrom(folder),
                                            made))
                            .orElseGet(() -> call(start, service, user, conversation, made));
            if (result != SUCCESS) {
                throw new IllegalStateException("PAM cannot begin: error " + result);
            }
            pam = made.get(ADDRESS, 0);
            // The server makes those wait who did not pass, and blocks no thread for it.
            set(OF_FAIL_DELAY, callback("delay", DELAY, answers));
            set(OF_TTY, arena.allocateFrom("vnc"));
        }

        @SuppressWarnings("restricted")
        private MemorySegment callback(String name, FunctionDescriptor type, Answers answers) {
            try {
                MethodType method = type.toMethodType();
                MethodHandle target =
                        MethodHandles.lookup()
                                .findVirtual(Answers.class, name, method)
                                .bindTo(answers);
                return Linker.nativeLinker().upcallStub(target, type, arena);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private void set(int item, MemorySegment value) {
            var _ = call(setItem, pam, item, value);
        }

        /// Says where the viewer is, for modules that look at it, and the log.
        ///
        /// @param peer `HOST::PORT`, or something else that is nothing to PAM
        void from(String peer) {
            int end = peer.lastIndexOf("::");
            if (end > 0) {
                set(
                        OF_REMOTE_HOST,
                        arena.allocateFrom(peer.substring(0, end).replaceAll("[\\[\\]]", "")));
            }
        }

        /// Asks for the password; returns what is wrong, if something is.
        Optional<String> authenticate() {
            return problem(call(authenticate, pam, SILENT | NO_EMPTY_PASSWORD));
        }

        /// Asks whether the user may log in at all; returns why not, if so.
        Optional<String> mayLogIn() {
            return problem(call(mayLogIn, pam, SILENT | NO_EMPTY_PASSWORD));
        }

        private Optional<String> problem(int result) {
            status = result;
            return result == SUCCESS ? Optional.empty() : Optional.of(text(result));
        }

        @SuppressWarnings("restricted")
        private String text(int result) {
            MemorySegment text = invoke(() -> (MemorySegment) describe.invokeExact(pam, result));
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        }

        /// Who it is: a module may have changed the name.
        @SuppressWarnings("restricted")
        String user() {
            MemorySegment found = arena.allocate(ADDRESS);
            if (call(getItem, pam, OF_USER, found) != SUCCESS
                    || found.get(ADDRESS, 0).address() == 0) {
                throw new IllegalStateException("PAM does not know whom it has let in");
            }
            return found.get(ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
        }

        @Override
        public void close() {
            var _ = call(end, pam, status);
        }
    }

    private static int call(MethodHandle function, Object... arguments) {
        return invoke(() -> (Integer) function.invokeWithArguments(arguments));
    }

    private interface Call<T> {
        T run() throws Throwable;
    }

    /// What such a call throws it throws because its types are wrong, which they are not.
    private static <T> T invoke(Call<T> call) {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// What modules are told: the password to who asks for a secret, nothing to who asks for
    /// anything else. Nothing may be thrown from here: the JVM would end.
    private final class Answers {
        private final byte[] password;

        Answers(byte[] password) {
            this.password = password;
        }

        @SuppressWarnings("unused") // PAM calls it
        void delay(int result, int micros, MemorySegment data) {}

        @SuppressWarnings({"unused", "restricted"}) // PAM calls it
        int converse(
                int count, MemorySegment messages, MemorySegment responses, MemorySegment data) {
            try {
                return count > 0 && count <= MOST_MESSAGES
                        ? answer(count, messages, responses)
                        : CONVERSATION_ERROR;
            } catch (RuntimeException | Error e) {
                return CONVERSATION_ERROR;
            }
        }

        @SuppressWarnings("restricted")
        private int answer(int count, MemorySegment messages, MemorySegment responses) {
            MemorySegment asked = messages.reinterpret(count * ADDRESS.byteSize());
            for (int i = 0; i < count; i++) {
                int style = style(asked, i);
                if (style != PROMPT_FOR_SECRET && style != ERROR_MESSAGE && style != INFORMATION) {
                    return CONVERSATION_ERROR;
                }
            }
            MemorySegment all = zeros(count, RESPONSE.byteSize());
            for (int i = 0; i < count; i++) {
                if (style(asked, i) == PROMPT_FOR_SECRET) {
                    all.set(ADDRESS, i * RESPONSE.byteSize(), secret(all));
                }
            }
            responses.reinterpret(ADDRESS.byteSize()).set(ADDRESS, 0, all);
            return SUCCESS;
        }

        @SuppressWarnings("restricted")
        private int style(MemorySegment asked, int index) {
            return asked.getAtIndex(ADDRESS, index)
                    .reinterpret(MESSAGE.byteSize())
                    .get(JAVA_INT, 0);
        }

        /// The module wipes and frees it.
        private MemorySegment secret(MemorySegment all) {
            MemorySegment text;
            try {
                text = zeros(password.length + 1L, 1);
            } catch (OutOfMemoryError e) {
                invoke(() -> {
                    free.invokeExact(all);
                    return 0;
                });
                throw e;
            }
            MemorySegment.copy(password, 0, text, JAVA_BYTE, 0, password.length);
            return text;
        }

        @SuppressWarnings("restricted")
        private MemorySegment zeros(long count, long size) {
            MemorySegment made = invoke(() -> (MemorySegment) allocate.invokeExact(count, size));
            if (made.address() == 0) {
                throw new OutOfMemoryError("calloc");
            }
            return made.reinterpret(count * size);
        }
    }
}
