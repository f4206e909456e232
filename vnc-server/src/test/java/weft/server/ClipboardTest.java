package weft.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static weft.rfb.clipboard.ClipboardFormat.DIB;
import static weft.rfb.clipboard.ClipboardFormat.HTML;
import static weft.rfb.clipboard.ClipboardFormat.TEXT;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import weft.rfb.clipboard.ClipboardContents;
import weft.rfb.clipboard.ClipboardData;
import weft.rfb.clipboard.ClipboardFormat;
import weft.rfb.clipboard.ClipboardMessage;
import weft.rfb.clipboard.ClipboardMessage.Provide;
import weft.rfb.message.ClientClipboard;
import weft.rfb.message.ClientCutText;
import weft.rfb.message.ServerClipboard;
import weft.rfb.message.ServerMessages;
import weft.server.access.Role;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Clipboards both ways, by Latin-1 and by the Extended Clipboard.
class ClipboardTest extends ServerUnderTest {
    private static final String CAPS =
            "03 000000 ffffffec 1f00000f 00000000 00000000 00000000 00000000";
    private static final String NOTIFY_TEXT = "03 000000 fffffffc 08000001";
    private static final String REQUEST_TEXT = "03 000000 fffffffc 02000001";

    /// A viewer that knows the extension: SetEncodings with 0xC0A1E5CE is answered at once.
    private ScriptedPeer extended() {
        return login().send("02 00 0001 c0a1e5ce").expect(CAPS);
    }

    private static ClientClipboard says(ClipboardMessage message) {
        return new ClientClipboard(message);
    }

    private static ClientClipboard provides(Map<ClipboardFormat, byte[]> contents) {
        return says(ClipboardData.compress(contents));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private void hostHas(ClipboardContents contents) {
        loop.locked(() -> display.clipboard(contents));
        loop.runReady();
    }

    private static Map<ClipboardFormat, byte[]> provided(ScriptedPeer peer) {
        var message = assertInstanceOf(ServerClipboard.class, ServerMessages.read(peer.received()));
        return ClipboardData.decompress(assertInstanceOf(Provide.class, message.message()));
    }

    /// A host that notes what it is asked for, and answers later.
    private static final class Slow implements ClipboardContents {
        final List<ClipboardFormat> asked = new ArrayList<>();
        final List<Consumer<Optional<byte[]>>> answers = new ArrayList<>();

        @Override
        public Set<ClipboardFormat> formats() {
            return Set.of(TEXT, HTML);
        }

        @Override
        public void request(ClipboardFormat format, Consumer<Optional<byte[]>> answer) {
            asked.add(format);
            answers.add(answer);
        }
    }

    @Test
    void viewersText_isAskedForWhenTheHostWantsIt() {
        List<ClipboardContents> offers = new ArrayList<>();
        display = display(builder -> builder.onClipboard(offers::add));
        ScriptedPeer peer = extended().send("06 000000 fffffffc 08000005").expectNothing();
        assertEquals(Set.of(TEXT, HTML), offers.getFirst().formats());
        offers.getFirst().requestText(text -> input.add("text " + text.orElse("none")));
        loop.runReady();
        peer.expect(REQUEST_TEXT);
        // zlib's stored block: 00000008 "é" CR LF "€" 00
        peer.send("06 000000 ffffffe9 10000001 7801 01 0c00 f3ff 00000008 c3a9 0d0a e282ac 00");
        assertEquals(List.of("text é\n€"), input);
        peer.expectNothing();
    }

    @Test
    void text_ofAHostThatWantsText_isAskedForAtOnce() {
        ScriptedPeer peer =
                extended()
                        .send(says(new ClipboardMessage.Notify(Set.of(TEXT)))::write)
                        .expect(REQUEST_TEXT);
        peer.send(provides(Map.of(TEXT, bytes("Ωmega")))::write);
        assertEquals(List.of("cut Ωmega"), input);
        peer.send(says(new ClipboardMessage.Notify(Set.of(HTML)))::write).expectNothing();
        peer.send(says(new ClipboardMessage.Notify(Set.of()))::write).expectNothing();
    }

    @Test
    void contentsThatAreNotAskedFor_areTaken() {
        extended().send(provides(Map.of(TEXT, bytes("pushed")))::write);
        assertEquals(List.of("cut pushed"), input);
    }

    @Test
    void hostsText_isNotifiedAndProvidedOnRequest() {
        ScriptedPeer peer = extended();
        hostHas(ClipboardContents.ofText("ж\n"));
        peer.expect(NOTIFY_TEXT).expectNothing();
        peer.send("06 000000 fffffffc 02000001");
        assertArrayEquals(bytes("ж\n"), provided(peer).get(TEXT));
        peer.expectNothing();
    }

    @Test
    void hostsText_toAViewerWithoutTheExtension_goesAsLatin1() {
        ScriptedPeer peer = login();
        hostHas(ClipboardContents.ofText("é\r\nж"));
        peer.expect("03 000000 00000003 e90a3f").expectNothing();
    }

    @Test
    void slowHost_isAskedOnceForAllViewers_andPicturesGoOnMeanwhile() {
        ScriptedPeer first = extended();
        ScriptedPeer second = extended();
        var slow = new Slow();
        hostHas(slow.remembered());
        for (ScriptedPeer peer : List.of(first, second)) {
            peer.expect("03 000000 fffffffc 08000005")
                    .send(says(new ClipboardMessage.Request(Set.of(HTML)))::write)
                    .send(ask(false, 0, 0, 1, 1)::write);
            assertTrue(peer.takeAll().length > 4);
        }
        assertEquals(List.of(HTML), slow.asked);
        loop.locked(() -> slow.answers.getFirst().accept(Optional.of(bytes("<b>"))));
        loop.runReady();
        assertArrayEquals(bytes("<b>"), provided(first).get(HTML));
        assertArrayEquals(bytes("<b>"), provided(second).get(HTML));
    }

    @Test
    void contentsThatAreNotToBeHad_areProvidedAsNone() {
        ScriptedPeer peer = extended();
        var slow = new Slow();
        hostHas(slow.remembered());
        peer.expect("03 000000 fffffffc 08000005")
                .send(says(new ClipboardMessage.Request(Set.of(TEXT)))::write);
        loop.locked(() -> slow.answers.getFirst().accept(Optional.of(new byte[2 << 20])));
        loop.runReady();
        assertEquals(Map.of(), provided(peer), "too large");
        peer.send(says(new ClipboardMessage.Request(Set.of(DIB)))::write);
        assertEquals(Map.of(), provided(peer), "not offered");
    }

    @Test
    void newerContents_endTheWaitForOlderOnes() {
        ScriptedPeer peer = extended();
        hostHas(new Slow().remembered());
        peer.expect("03 000000 fffffffc 08000005")
                .send(says(new ClipboardMessage.Request(Set.of(TEXT)))::write);
        hostHas(ClipboardContents.ofText("newer"));
        peer.expect(NOTIFY_TEXT).expectNothing();
        peer.send(says(new ClipboardMessage.Request(Set.of(TEXT)))::write);
        assertArrayEquals(bytes("newer"), provided(peer).get(TEXT));
    }

    @Test
    void peek_isAnsweredWithWhatThereIs() {
        ScriptedPeer peer = extended().send("06 000000 fffffffc 04000000");
        peer.expect("03 000000 fffffffc 08000000");
        hostHas(ClipboardContents.ofText("a"));
        peer.expect(NOTIFY_TEXT).send("06 000000 fffffffc 04000000").expect(NOTIFY_TEXT);
    }

    @Test
    void caps_limitWhatAViewerIsToldOf() {
        ScriptedPeer peer =
                extended()
                        .send(
                                says(
                                                new ClipboardMessage.Caps(
                                                        Map.of(HTML, 0L),
                                                        ClipboardMessage.Caps.DEFAULT.actions()))
                                        ::write);
        hostHas(ClipboardContents.of(Map.of(TEXT, bytes("t"), HTML, bytes("h"))));
        peer.expect("03 000000 fffffffc 08000004");
    }

    @Test
    void viewersContents_passedOn_areToldToTheOthersOnly() {
        display = display(builder -> builder.onClipboard(this::passOn));
        ScriptedPeer one = extended();
        ScriptedPeer other = extended();
        ScriptedPeer old = login();
        one.send(says(new ClipboardMessage.Notify(Set.of(TEXT)))::write);
        other.expect(NOTIFY_TEXT);
        one.expect(REQUEST_TEXT).expectNothing(); // for the old one
        one.send(provides(Map.of(TEXT, bytes("to all")))::write);
        old.expect("03 000000 00000006").expectText("to all");
        other.send(says(new ClipboardMessage.Request(Set.of(TEXT)))::write);
        assertArrayEquals(bytes("to all"), provided(other).get(TEXT));
        one.expectNothing();
    }

    private void passOn(ClipboardContents contents) {
        loop.locked(() -> display.clipboard(contents.remembered()));
    }

    @Test
    void viewersThatEchoWhatTheyGet_doNotKeepTextGoingRound() {
        display = display(builder -> builder.onClipboard(this::passOn));
        ScriptedPeer one = login();
        ScriptedPeer other = login();
        one.send(new ClientCutText("ping")::write);
        other.expect("03 000000 00000004 70696e67");
        other.send(new ClientCutText("ping")::write);
        one.expectNothing();
        other.send(new ClientCutText("pong")::write);
        one.expect("03 000000 00000004 706f6e67");
        one.send(new ClientCutText("pong")::write);
        other.expectNothing();
    }

    @Test
    void offers_withoutEnd_areSlowedDown() {
        List<ClipboardContents> offers = new ArrayList<>();
        display = display(builder -> builder.onClipboard(offers::add));
        ScriptedPeer peer = extended();
        for (int i = 0; i < 1000; i++) {
            peer.send(says(new ClipboardMessage.Notify(Set.of(TEXT)))::write);
        }
        assertEquals(20, offers.size());
        loop.advance(SECOND);
        assertEquals(40, offers.size());
        assertSame(offers.getLast(), offers.getLast().remembered());
    }

    @Test
    void requests_withoutEnd_ofAViewerThatDoesNotRead_areOneAnswer() {
        ScriptedPeer peer = extended();
        hostHas(ClipboardContents.ofText("x".repeat(1 << 20)));
        peer.expect(NOTIFY_TEXT).stopReading();
        for (int i = 0; i < 1000; i++) {
            peer.send(says(new ClipboardMessage.Request(Set.of(TEXT)))::write);
        }
        peer.readAgain();
        assertArrayEquals(bytes("x".repeat(1 << 20)), provided(peer).get(TEXT));
        assertArrayEquals(bytes("x".repeat(1 << 20)), provided(peer).get(TEXT));
        peer.expectNothing();
    }

    @Test
    void viewerThatLeaves_answersWithNothing() {
        List<ClipboardContents> offers = new ArrayList<>();
        display = display(builder -> builder.onClipboard(offers::add));
        ScriptedPeer peer = extended().send(says(new ClipboardMessage.Notify(Set.of(TEXT)))::write);
        offers.getFirst().requestText(text -> input.add("before " + text));
        loop.runReady();
        peer.expect(REQUEST_TEXT).disconnect();
        assertEquals(List.of("before Optional.empty"), input);
        peer.expectClosed();
        ClipboardContents again = offers.getFirst();
        again.request(HTML, bytes -> input.add("after " + bytes));
        loop.runReady();
        assertEquals(List.of("before Optional.empty", "after Optional.empty"), input);
    }

    @Test
    void fence_isAnsweredWhenTheHostHasWhatItAskedFor() {
        ScriptedPeer peer = login().send("02 00 0002 c0a1e5ce fffffec8");
        byte[] _ = peer.takeAll();
        peer.send(says(new ClipboardMessage.Notify(Set.of(TEXT)))::write);
        peer.expect(REQUEST_TEXT).send("f8 000000 80000001 01 2a").expectNothing();
        peer.send(provides(Map.of(TEXT, bytes("late")))::write);
        assertEquals(List.of("cut late"), input);
        peer.expect("f8 000000 00000001 01 2a");
    }

    @Test
    void clipboardMessage_withoutTheExtension_endsTheSession() {
        login().send("06 000000 fffffffc 02000001").expectClosed();
        login().send("06 000000 ffffffff").expectClosed();
    }

    @Test
    void damagedContents_endTheSession_andTheHostIsToldNothing() {
        extended().send("06 000000 fffffff8 10000001 00010203").expectClosed();
        extended().send("06 000000 fffffffc 10000001").expectClosed();
        assertEquals(List.of(), input);
    }

    @Test
    void cutText_thatIsTooLongInUtf8_isIgnored_andTheViewerStays() {
        ScriptedPeer peer = login();
        byte[] text = new byte[600_000];
        Arrays.fill(text, (byte) 0xe9);
        peer.send(out -> {
            out.bytes(ScriptedPeer.bytes("06 000000 000927c0"));
            out.bytes(text);
        });
        peer.send("06 000000 00000001 61").expectOpen();
        loop.advance(SECOND);
        assertEquals(List.of("cut a"), input);
    }

    @Test
    void rightLost_whileTheHostWaitsForAClipboard_answersWithNothing() {
        List<String> answers = new ArrayList<>();
        display =
                display(builder ->
                        builder.onClipboard(contents ->
                                contents.requestText(text -> answers.add(text.orElse("nothing")))));
        ScriptedPeer peer = extended();
        peer.send(says(new ClipboardMessage.Notify(Set.of(TEXT)))::write).expect(REQUEST_TEXT);
        assertEquals(List.of(), answers);
        display.viewers().getFirst().role(Role.VIEW_ONLY);
        loop.runReady();
        assertEquals(List.of("nothing"), answers);
        peer.send(provides(Map.of(TEXT, bytes("late")))::write).expectOpen();
        assertEquals(List.of("nothing"), answers);
    }

    @Test
    void hostWhoseContentsFail_hasNothing_andIsAskedNoMoreForThat() {
        ScriptedPeer peer = extended();
        hostHas(
                new ClipboardContents() {
                    @Override
                    public Set<ClipboardFormat> formats() {
                        return Set.of(TEXT);
                    }

                    @Override
                    public void request(ClipboardFormat format, Consumer<Optional<byte[]>> answer) {
                        throw new StackOverflowError("on purpose");
                    }
                }.remembered());
        peer.expect(NOTIFY_TEXT);
        peer.send(REQUEST_TEXT.replaceFirst("03", "06"));
        assertEquals(Map.of(), provided(peer));
        hostHas(ClipboardContents.ofText("b"));
        peer.expect(NOTIFY_TEXT);
    }

    @Test
    void viewOnly_clipboardsStayWhereTheyAre() {
        display = display(builder -> builder.role(Role.VIEW_ONLY));
        ScriptedPeer peer =
                extended()
                        .send(says(new ClipboardMessage.Notify(Set.of(TEXT)))::write)
                        .send("06 000000 fffffff8 10000001 00010203")
                        .expectOpen()
                        .expectNothing();
        assertEquals(List.of(), input);
        hostHas(ClipboardContents.ofText("a"));
        peer.send("06 000000 fffffffc 02000001").expectNothing();
    }
}
