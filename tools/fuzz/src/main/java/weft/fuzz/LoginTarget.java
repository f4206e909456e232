package weft.fuzz;

import weft.framebuffer.Framebuffer;
import weft.rfb.EndOfStreamException;
import weft.rfb.RfbBuffer;
import weft.rfb.RfbOutput;
import weft.rfb.RfbProtocolException;
import weft.rfb.message.ClientMessage;
import weft.rfb.security.AppleDhKey;
import weft.rfb.security.AppleDhOffer;
import weft.rfb.security.PlainCredentials;
import weft.rfb.security.RsaAesKey;
import weft.rfb.security.RsaAesKeyPair;
import weft.rfb.security.RsaAesSession;
import weft.rfb.security.RsaAesVariant;
import weft.rfb.security.Sasl;
import weft.rfb.security.SaslPlain;
import weft.rfb.security.ScramClient;
import weft.rfb.security.ScramServer;
import weft.rfb.security.ScramVerifier;
import weft.rfb.security.VncAuth;
import weft.rfb.security.VncPassword;
import weft.server.ManualServer;
import weft.server.VncServerBuilder;
import weft.server.access.Authenticator;
import weft.server.access.Credentials;
import weft.server.access.Identity;
import weft.server.access.Role;
import weft.server.access.ScramAccounts;
import weft.server.access.Security;
import weft.server.access.Tls;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// How viewers come in: every security type, in every order, and what is encrypted from then on.
/// Nobody is in who has not shown who he is, and in the end nothing is left of anybody.
///
/// As in [ServerTarget], an input is a program. It knows how each type goes, as no mutation would
/// find that out, and has ways to damage what it says next.
final class LoginTarget implements Target {

    private static final List<Security> SUPPORTED =
            List.of(
                    Security.X509_PLAIN,
                    Security.X509_VNC,
                    Security.X509_NONE,
                    Security.RA2_256,
                    Security.RA2,
                    Security.RA2NE_256,
                    Security.RA2NE,
                    Security.APPLE_DH,
                    Security.VNC_AUTH,
                    Security.NONE,
                    Security.SASL,
                    Security.X509_SASL);

    private static final List<RsaAesVariant> VARIANTS = List.of(RsaAesVariant.values());

    private static final int[] TYPES = {1, 2, 5, 6, 19, 20, 30, 129, 130, 16};
    private static final int[] SUBTYPES = {260, 261, 262, 263, 0, 1, 2, 256, 257, 19};
    private static final int STEPS = 20;
    private static final int MOST_STEPS = 100;
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.MINUTES.toNanos(10);
    private static final String USER = "alice";

    /// Made when they are needed: other targets have no use for them.
    private static final class Keys {
        static final RsaAesKeyPair SERVER = RsaAesKeyPair.generate(1024);
        static final RsaAesKeyPair VIEWER = RsaAesKeyPair.generate(1024);
        static final Tls TLS = Tls.selfSigned();
    }

    @Override
    public String name() {
        return "login";
    }

    @Override
    public List<byte[]> seeds() {
        int all = (1 << SUPPORTED.size()) - 1;
        List<byte[]> seeds = new ArrayList<>();
        for (int type = 0; type < TYPES.length; type++) {
            seeds.add(program(all, 1, type));
        }
        seeds.add(program(all, 1, 1, 5, 1, 7, 1, 8, 3)); // VncAuth
        seeds.add(program(all, 1, 0, 7, 1, 8, 3, 8, 4)); // None
        for (int variant = 0; variant < VARIANTS.size(); variant++) {
            int type = new int[] {2, 3, 7, 8}[variant];
            seeds.add(program(all, 1, type, 2, variant, 1, 7, 1, 8, 3));
            seeds.add(program(all, 1, type, 9, 0, 0, 9, 2, variant, 1, 7, 1));
        }
        for (int subtype = 0; subtype < 3; subtype++) {
            seeds.add(program(all, 1, 4, 3, 0, 2, subtype, 4, 6, 1, 7, 1, 8, 3));
            seeds.add(program(all, 1, 4, 3, 0, 2, subtype, 4, 5, 1, 7, 1, 8, 3, 16));
            seeds.add(program(all, 1, 4, 3, 0, 2, subtype, 9, 2, 0, 0, 4, 6, 1, 7, 1));
            seeds.add(program(all, 10, 0, 1, 4, 3, 0, 2, subtype, 4, 6, 1, 7, 1, 8, 3, 17));
        }
        seeds.add(program(all, 1, 5, 18, 1, 7, 1, 8, 3)); // SCRAM
        seeds.add(program(all, 1, 4, 3, 0, 2, 3, 4, 18, 1, 7, 1, 8, 3));
        seeds.add(program(all, 1, 4, 3, 0, 2, 3, 4, 19, 1, 7, 1, 8, 3)); // PLAIN
        seeds.add(program(all, 1, 6, 13, 1, 7, 1, 8, 3)); // Apple's Diffie-Hellman
        seeds.add(program(all, 1, 1, 5, 0, 11, 4, 0, 15, 1, 1, 5, 1, 7, 1, 12));
        return seeds;
    }

    /// The security type that a program chooses first.
    static int type(byte[] program) {
        int step = 3;
        while (program[step] == 10) {
            step += 2;
        }
        return TYPES[program[step + 1]];
    }

    private static byte[] program(int offered, int... steps) {
        var out = new RfbBuffer();
        out.u16(offered);
        out.u8(0);
        for (int step : steps) {
            out.u8(step);
        }
        return out.toByteArray();
    }

    @Override
    public void run(byte[] input) {
        int _ = play(input);
    }

    /// Returns how many viewers were in at a time.
    int play(byte[] input) {
        return new Play(new Take(input)).run();
    }

    @Override
    public int mutations() {
        return 300;
    }

    @Override
    public long mostAllocated(int length) {
        return (64L << 20) + 300_000L * length;
    }

    /// One input being played.
    private static final class Play {

        private final Take take;
        private final Set<Security> offered = EnumSet.noneOf(Security.class);
        private final List<ManualServer.Peer> peers = new ArrayList<>();
        private final ManualServer server;

        /// Another one each time, or Jazzer would find it out by how it is compared.
        private final String password;

        private ManualServer.Peer peer;
        private Optional<RsaAesSession> session = Optional.empty();
        private Optional<TlsViewer> tls = Optional.empty();

        /// Whether anybody may be in.
        private boolean entitled;

        private int piece = Integer.MAX_VALUE;
        private int damage = -1;
        private int damageAt;

        Play(Take take) {
            this.take = take;
            int bits = take.u16();
            for (int i = 0; i < SUPPORTED.size(); i++) {
                if ((bits >> i & 1) != 0) {
                    offered.add(SUPPORTED.get(i));
                }
            }
            if (offered.isEmpty()) {
                offered.add(Security.VNC_AUTH);
            }
            entitled = offered.contains(Security.NONE) || offered.contains(Security.X509_NONE);
            byte[] random = new byte[3];
            new SecureRandom().nextBytes(random);
            password = HexFormat.of().formatHex(random);
            server = new ManualServer(new Framebuffer(8, 8, () -> 0), this::settings);
            peer = connect();
        }

        private void settings(VncServerBuilder builder, ManualServer made) {
            builder.callbacks(Runnable::run)
                    .maxClients(4)
                    .password(password)
                    .authenticator(new Users())
                    .rsaKey(Keys.SERVER)
                    .tls(Keys.TLS);
        }

        /// Alice alone.
        private final class Users implements Authenticator {

            @Override
            public Optional<Identity> authenticate(Credentials given, String from) {
                return given.user().equals(USER) && password.equals(new String(given.password()))
                        ? alice()
                        : Optional.empty();
            }

            private Optional<Identity> alice() {
                return Optional.of(new Identity(USER, Role.OPERATOR.rights()));
            }

            @Override
            public Optional<ScramAccounts> scram() {
                return Optional.of(user ->
                        new ScramAccounts.Account(
                                ScramVerifier.of(
                                        password.toCharArray(), ScramVerifier.FEWEST_ITERATIONS),
                                () -> user.equals(USER) ? alice() : Optional.empty()));
            }
        }

        private ManualServer.Peer connect() {
            session = Optional.empty();
            tls = Optional.empty();
            ManualServer.Peer made = server.connect(offered);
            peers.add(made);
            return made;
        }

        int run() {
            int most = 0;
            greet();
            for (int i = 0; i < MOST_STEPS && !take.isEmpty(); i++) {
                try {
                    step(take.choice(STEPS));
                } catch (RfbProtocolException | EndOfStreamException _) {
                    damage = -1; // the server has not said what this step waits for
                }
                most = Math.max(most, server.viewers());
                if (!entitled && most > 0) {
                    throw new Finding("somebody is in who has not shown who he is");
                }
            }
            peers.forEach(ManualServer.Peer::leave);
            server.advance(LONG);
            String remains = server.remains();
            server.end();
            if (!remains.isEmpty()) {
                throw new Finding("when all are gone there are still " + remains);
            }
            return most;
        }

        private void greet() {
            String version =
                    switch (take.u8() % 4) {
                        case 0 -> "RFB 003.008\n";
                        case 1 -> "RFB 003.007\n";
                        case 2 -> "RFB 003.003\n";
                        default -> "";
                    };
            say(version.getBytes(StandardCharsets.US_ASCII));
        }

        private void step(int number) {
            switch (number) {
                case 0 -> say(take.bytes(take.u8()));
                case 1 -> {
                    var _ = peer.heard();
                    say(new byte[] {(byte) TYPES[take.choice(TYPES.length)]});
                }
                case 2 -> rsaAes(VARIANTS.get(take.choice(4)), take.flag());
                case 3 -> {
                    say(take.bytes(2));
                    int subtype = SUBTYPES[take.choice(SUBTYPES.length)];
                    var _ = peer.heard();
                    say(out -> out.u32(subtype));
                    var ack = new ArrayInput(peer.heard());
                    if (ack.u8() == 1) {
                        tls = Optional.of(new TlsViewer());
                    }
                }
                case 4 -> talkTls();
                case 5 -> {
                    byte[] heard = opened();
                    boolean isRight = take.flag() && heard.length >= VncAuth.LENGTH;
                    entitled |= isRight;
                    say(isRight ? response(heard) : new byte[VncAuth.LENGTH]);
                }
                case 6 -> {
                    boolean isRight = take.flag();
                    entitled |= isRight;
                    say(credentials(isRight)::write);
                }
                case 7 -> say(take.bytes(1));
                case 8 -> {
                    List<ClientMessage> messages = MessagesTarget.messages();
                    say(messages.get(take.choice(messages.size()))::write);
                }
                case 9 -> {
                    damage = take.u8();
                    damageAt = take.u16();
                }
                case 10 -> piece = 1 + take.u8();
                case 11 -> server.advance(take.u16() * MILLISECOND);
                case 12 -> peer.leave();
                case 13 -> {
                    boolean isRight = take.flag();
                    AppleDhOffer offer = AppleDhOffer.read(new ArrayInput(peer.heard()));
                    entitled |= isRight;
                    say(AppleDhKey.answer(offer, credentials(isRight))::write);
                }
                case 14 -> {
                    session = Optional.empty();
                    tls = Optional.empty();
                }
                case 15 -> {
                    if (peers.size() < 4) {
                        peer = connect();
                        greet();
                    }
                }
                case 16 -> tls.ifPresent(TlsViewer::close);
                case 18 -> scram(take.flag());
                case 19 -> {
                    boolean isRight = take.flag();
                    entitled |= isRight;
                    byte[] message = SaslPlain.message(credentials(isRight));
                    say(new Sasl.Start(SaslPlain.MECHANISM, Optional.of(message))::write);
                }
                default -> tls.ifPresent(TlsViewer::beginAgain);
            }
        }

        private PlainCredentials credentials(boolean areRight) {
            return new PlainCredentials(USER, areRight ? password : "another");
        }

        private byte[] response(byte[] heard) {
            return VncAuth.response(
                    VncPassword.of(password),
                    Arrays.copyOfRange(heard, heard.length - VncAuth.LENGTH, heard.length));
        }

        private void talkTls() {
            if (tls.isEmpty()) {
                tls = Optional.of(new TlsViewer());
            }
            tls.get().talk(peer::heard, this::sayAsItIs);
        }

        /// What the server has said, in clear.
        private byte[] opened() {
            byte[] heard = peer.heard();
            return tls.isPresent() ? tls.get().open(heard) : heard;
        }

        /// As far as the server goes along.
        private void rsaAes(RsaAesVariant variant, boolean isRight) {
            var in = new ArrayInput(peer.heard());
            RsaAesKey theirs = RsaAesKey.readOfServer(in);
            byte[] ours = variant.random();
            say(Keys.VIEWER.publicKey()::write);
            say(out -> theirs.writeEncrypted(out, ours));
            in = new ArrayInput(peer.heard());
            byte[] random =
                    Keys.VIEWER.decryptRandom(
                            Keys.VIEWER.publicKey().readEncrypted(in), variant.keyBytes());
            var agreed = new RsaAesSession(variant, Keys.VIEWER.publicKey(), theirs, ours, random);
            say(agreed::writeHash);
            agreed.readHash(in);
            in = new ArrayInput(peer.heard());
            var _ = agreed.readSubtype(in);
            entitled |= isRight;
            say(out -> agreed.writeCredentials(out, credentials(isRight)));
            if (variant.encryptsAll()) {
                session = Optional.of(agreed);
            }
        }

        /// As far as the server goes along.
        private void scram(boolean isRight) {
            var _ = opened();
            var client = new ScramClient(credentials(isRight));
            say(new Sasl.Start(ScramServer.MECHANISM, Optional.of(client.first()))::write);
            Sasl.Reply challenge = Sasl.Reply.read(new ArrayInput(opened()));
            byte[] proof = client.answer(challenge.data().orElseGet(() -> new byte[0]));
            entitled |= isRight;
            say(out -> Sasl.writeStep(out, Optional.of(proof)));
        }

        private void say(Consumer<RfbOutput> message) {
            var out = new RfbBuffer();
            message.accept(out);
            say(out.toByteArray());
        }

        private void say(byte[] plain) {
            byte[] bytes = plain;
            if (session.isPresent()) {
                var out = new RfbBuffer();
                session.get().out().write(out, plain);
                bytes = out.toByteArray();
            } else if (tls.isPresent()) {
                bytes = tls.get().seal(plain);
            }
            sayAsItIs(bytes);
        }

        private void sayAsItIs(byte[] bytes) {
            byte[] said = damage < 0 ? bytes : damaged(bytes);
            damage = -1;
            for (int at = 0; at < said.length; at += Math.min(piece, said.length - at)) {
                peer.say(Arrays.copyOfRange(said, at, at + Math.min(piece, said.length - at)));
            }
        }

        private byte[] damaged(byte[] bytes) {
            int at = bytes.length == 0 ? 0 : damageAt % bytes.length;
            return switch (damage % 5) {
                case 0 -> {
                    byte[] flipped = bytes.clone();
                    if (flipped.length > 0) {
                        flipped[at] ^= (byte) Math.max(1, damage);
                    }
                    yield flipped;
                }
                case 1 -> Arrays.copyOf(bytes, at);
                case 2 -> joined(take.bytes(1 + damage / 5), bytes);
                case 3 -> joined(bytes, take.bytes(1 + damage / 5));
                default -> joined(bytes, bytes);
            };
        }

        private static byte[] joined(byte[] first, byte[] second) {
            byte[] joined = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, joined, first.length, second.length);
            return joined;
        }
    }
}
