package weft.server.hostile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
/// | P     | sequences and races                               |
///
/// [Elsewhere] has what is not said here.
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
        all.addAll(RaceInputs.all());
        return all;
    }

    /// The numbers of the list, by its groups.
    static Set<String> numbers() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("A", 11);
        counts.put("B", 14);
        counts.put("C", 10);
        counts.put("D", 12);
        counts.put("E", 26);
        counts.put("F", 25);
        counts.put("AD", 3);
        counts.put("H", 4);
        counts.put("I", 15);
        counts.put("J", 9);
        counts.put("K", 10);
        counts.put("L", 11);
        counts.put("M", 27);
        counts.put("N", 18);
        counts.put("O", 24);
        counts.put("P", 10);
        Set<String> numbers = new TreeSet<>();
        counts.forEach((group, count) -> {
            for (int i = 1; i <= count; i++) {
                numbers.add(group + i);
            }
        });
        return numbers;
    }
}
