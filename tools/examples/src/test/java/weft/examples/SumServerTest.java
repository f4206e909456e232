package weft.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

@Timeout(120)
class SumServerTest {
    private static final int CONNECTIONS = 1_000;

    private static Socket connect(SumServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static byte[] question(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(2 + 4 * numbers.length);
        bytes.putShort((short) numbers.length);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static long answer(Socket socket) throws IOException {
        return new DataInputStream(socket.getInputStream()).readLong();
    }

    private static long ask(Socket socket, int... numbers) throws IOException {
        socket.getOutputStream().write(question(numbers));
        return answer(socket);
    }

    @Test
    void thousandConnections_eachInTheMiddleOfAMessage_areServedByTheSameThreads()
            throws IOException {
        var random = new Random(1_000);
        List<Socket> sockets = new ArrayList<>();
        try (var server = new SumServer()) {
            sockets.add(connect(server));
            assertEquals(6, ask(sockets.getFirst(), 1, 2, 3));
            int threadsForOne = Thread.getAllStackTraces().size();
            while (sockets.size() < CONNECTIONS) {
                sockets.add(connect(server));
                assertEquals(-3, ask(sockets.getLast(), Integer.MAX_VALUE, -2, Integer.MIN_VALUE));
            }

            List<byte[]> questions = new ArrayList<>();
            List<Long> sums = new ArrayList<>();
            for (Socket socket : sockets) {
                int[] numbers = random.ints(1 + random.nextInt(20)).toArray();
                byte[] question = question(numbers);
                int cut = random.nextInt(question.length);
                socket.getOutputStream().write(question, 0, cut);
                questions.add(Arrays.copyOfRange(question, cut, question.length));
                sums.add(Arrays.stream(numbers).asLongStream().sum());
            }
            assertEquals(CONNECTIONS, server.connections().size());
            assertTrue(
                    Thread.getAllStackTraces().size() <= threadsForOne,
                    "threads: " + Thread.getAllStackTraces().keySet());

            for (int i = CONNECTIONS - 1; i >= 0; i--) {
                sockets.get(i).getOutputStream().write(questions.get(i));
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                assertEquals(sums.get(i), answer(sockets.get(i)));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void connection_closedByThePeer_endsItsCoroutine() throws IOException {
        try (var server = new SumServer()) {
            try (var first = connect(server);
                    var second = connect(server)) {
                assertEquals(0, ask(first));
                first.shutdownOutput();
                assertEquals(-1, first.getInputStream().read()); // closed after the end was read
                assertEquals(7, ask(second, 7));
                assertEquals(1, server.connections().size());
            }
        }
    }

    @Test
    void close_withOpenConnections_closesThem() throws IOException {
        var server = new SumServer();
        try (var socket = connect(server)) {
            assertEquals(1, ask(socket, 1));
            server.close();
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void example_ofCoroutines_needsNothingButThem() {
        var classes = new ClassFileImporter().importClasses(SumServer.class, CoSocket.class);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "weft.coroutine", "weft.examples")
                .check(classes);
    }
}
