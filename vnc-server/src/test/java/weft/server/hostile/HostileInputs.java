package weft.server.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All hostile inputs, by groups:
///
/// | group | about                                             |
/// |-------|---------------------------------------------------|
/// | B     | the version                                       |
/// | C     | the security type                                 |
/// | D     | VncAuth                                           |
/// | H     | ClientInit                                        |
/// | I     | SetPixelFormat                                    |
/// | J     | SetEncodings                                      |
/// | K     | FramebufferUpdateRequest                          |
/// | L     | keys and the pointer, unknown messages            |
/// | M     | clipboards                                        |
/// | N     | fences, continuous updates, sizes, power          |
final class HostileInputs {
    private HostileInputs() {}

    static List<HostileInput> all() {
        List<HostileInput> all = new ArrayList<>();
        all.addAll(VersionInputs.all());
        all.addAll(SecurityInputs.all());
        all.addAll(VncAuthInputs.all());
        all.addAll(ClientInitInputs.all());
        all.addAll(PixelFormatInputs.all());
        all.addAll(EncodingInputs.all());
        all.addAll(RequestInputs.all());
        all.addAll(EventInputs.all());
        all.addAll(ClipboardInputs.all());
        all.addAll(FlowInputs.all());
        return all;
    }

    /// Those that nobody has written down as a test of this kind, and why.
    static Map<String, String> notYet() {
        Map<String, String> why = new LinkedHashMap<>();
        why.put("A", "connections: not yet; floods are shown by AdmissionTest");
        why.put(
                "B13, B14",
                "a listener without types for 3.3, and 3.7 with None: see HandshakeTest");
        why.put("C9", "a type that is switched off while a viewer chooses");
        why.put("D7, D8, D9", "passwords that cannot be used, or are no more: see PasswordsTest");
        why.put("D11, D12", "guesses and their timing: see GuessLimitTest");
        why.put("E, F, G", "TLS, RSA-AES and Apple's Diffie-Hellman: not yet in this form");
        why.put("O", "there is no WebSocket yet");
        why.put("P", "sequences: not yet in this form; see HostileViewerIT for resets");
        return why;
    }
}
