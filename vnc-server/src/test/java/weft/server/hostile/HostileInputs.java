package weft.server.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All hostile inputs, by groups:
///
/// | group | about                                             |
/// |-------|---------------------------------------------------|
/// | A     | connections                                       |
/// | B     | the version                                       |
/// | C     | the security type                                 |
/// | D     | VncAuth                                           |
/// | E     | VeNCrypt, TLS, name and password inside of it     |
/// | F     | RSA-AES                                           |
/// | G     | Apple's Diffie-Hellman                            |
/// | H     | ClientInit                                        |
/// | I     | SetPixelFormat                                    |
/// | J     | SetEncodings                                      |
/// | K     | FramebufferUpdateRequest                          |
/// | L     | keys and the pointer, unknown messages            |
/// | M     | clipboards                                        |
/// | N     | fences, continuous updates, sizes, power          |
/// | P     | sequences                                         |
final class HostileInputs {
    private HostileInputs() {}

    static List<HostileInput> all() {
        List<HostileInput> all = new ArrayList<>();
        all.addAll(ConnectInputs.all());
        all.addAll(VersionInputs.all());
        all.addAll(SecurityInputs.all());
        all.addAll(VncAuthInputs.all());
        all.addAll(VeNCryptInputs.all());
        all.addAll(TlsInputs.all());
        all.addAll(PlainInputs.all());
        all.addAll(RsaAesInputs.all());
        all.addAll(RsaAesSessionInputs.all());
        all.addAll(AppleDhInputs.all());
        all.addAll(ClientInitInputs.all());
        all.addAll(PixelFormatInputs.all());
        all.addAll(EncodingInputs.all());
        all.addAll(RequestInputs.all());
        all.addAll(EventInputs.all());
        all.addAll(ClipboardInputs.all());
        all.addAll(FlowInputs.all());
        all.addAll(SequenceInputs.all());
        return all;
    }

    /// Those that nobody has written down as a test of this kind, and why.
    static Map<String, String> notYet() {
        Map<String, String> why = new LinkedHashMap<>();
        why.put("A7, A8", "floods of connections: shown by AdmissionTest");
        why.put(
                "B13",
                "3.3 where only VeNCrypt is offered: shown by HandshakeTest and VeNCryptTest");
        why.put("C9", "a type that is switched off while a viewer chooses");
        why.put("D7, D8, D9", "passwords that cannot be used, or are no more: see PasswordsTest");
        why.put("D11, D12", "guesses and their timing: see GuessLimitTest");
        why.put("O", "there is no WebSocket yet");
        why.put("P4, P6 to P10", "races, and all of it inside of TLS: not yet in this form");
        return why;
    }
}
