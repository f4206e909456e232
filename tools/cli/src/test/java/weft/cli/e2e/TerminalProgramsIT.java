package weft.cli.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import weft.client.VncClient;
import weft.framebuffer.Frame;
import weft.framebuffer.Rect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What programs that use all of a terminal look like on ours, pixel by pixel.
@ExtendWith(Programs.class)
@Timeout(120)
class TerminalProgramsIT {

    private static final int RETURN = 0xFF0D;
    private static final int ESCAPE = 0xFF1B;
    private static final int DOWN = 0xFF54;
    private static final int F9 = 0xFFC6;

    @TempDir Path home;

    private @Nullable Running server;
    private @Nullable VncClient viewer;

    private VncClient show(String command) throws IOException {
        Path script = home.resolve("script");
        Files.writeString(
                script, "cd %s; export LC_ALL=C.UTF-8 TZ=UTC; %s".formatted(home, command));
        Running started =
                Weft.start(home, "serve", "127.0.0.1::0", "--source", "terminal:. " + script);
        server = started;
        VncClient connected = VncClient.to(Weft.ready(started)).connect();
        viewer = connected;
        return connected;
    }

    @AfterEach
    void end() {
        if (viewer != null) {
            viewer.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static Rect cells(int column, int row, int columns, int rows) {
        return new Rect(8 * column, 16 * row, 8 * columns, 16 * rows);
    }

    @Test
    void vim_highlightsSplitsAndSelects() throws IOException {
        Path file = home.resolve("weft.c");
        Files.writeString(
                file,
                """
                #include <stdio.h>

                /* The weft goes över and under – 緯糸. */
                int main(int argc, char **argv)
                {
                	for (int i = 0; i < 10; i++) {
                		printf("%d: %s\\n", i, "warp");
                	}
                	return 0;
                }
                """);
        VncClient viewer =
                show(
                        "exec vim -u NONE -i NONE -n -N -c 'syntax on' -c 'colorscheme desert' -c"
                                + " 'set number ruler showmode laststatus=2 list' weft.c");
        Frame _ = ShownText.await(viewer, "return 0;");
        viewer.keyboard().type(":vsplit");
        viewer.press(RETURN);
        viewer.keyboard().type("6Gwv2j");
        Frame _ = ShownText.await(viewer, "-- VISUAL --");
        Golden.of("terminal-vim").mustBeShown(viewer);
        viewer.press(ESCAPE);
        viewer.keyboard().type(":qa!");
        viewer.press(RETURN);
        Frame _ = ShownText.await(viewer, "[ended with exit code 0;");
    }

    @Test
    void htop_showsProcessesAndItsMenu() throws IOException {
        Path settings = Files.createDirectories(home.resolve(".config/htop")).resolve("htoprc");
        Files.writeString(
                settings,
                """
                config_reader_min_version=3
                htop_version=3.2.2
                hide_kernel_threads=1
                highlight_base_name=1
                show_program_path=1
                header_margin=1
                color_scheme=0
                enable_mouse=1
                delay=100
                header_layout=two_50_50
                column_meters_0=CPU Memory
                column_meter_modes_0=1 1
                column_meters_1=Tasks Uptime
                column_meter_modes_1=2 2
                screen:Main=Command
                .sort_key=Command
                .sort_direction=1
                """);
        VncClient viewer = show("sleep 1001 & a=$!; sleep 1002 & b=$!; exec htop -p $$,$a,$b");
        Frame _ = ShownText.await(viewer, "sleep 1002");
        viewer.press(DOWN);
        viewer.press(F9);
        Frame _ = ShownText.await(viewer, "SIGTERM");
        // the meters, and the process numbers that htop was given
        Golden.of("terminal-htop", cells(0, 0, 80, 4), cells(23, 5, 57, 1)).mustBeShown(viewer);
    }

    @Test
    void mc_drawsItsPanelsAndMenu() throws IOException {
        Path ini = Files.createDirectories(home.resolve(".config/mc")).resolve("ini");
        Files.writeString(
                ini,
                """
                [Midnight-Commander]
                skin=default
                [Layout]
                free_space=false
                message_visible=false
                command_prompt=false
                """);
        FileTime time = FileTime.from(Instant.parse("2020-02-03T04:05:06Z"));
        Path files = Files.createDirectory(home.resolve("files"));
        Path left = Files.createDirectory(files.resolve("left"));
        Path right = Files.createDirectory(files.resolve("right"));
        Files.createDirectory(left.resolve("folder"));
        Files.writeString(left.resolve("über.txt"), "x".repeat(1234));
        Files.writeString(left.resolve("script.sh"), "#!/bin/sh\n");
        Files.writeString(left.resolve("weft.tar.gz"), "");
        Files.createSymbolicLink(right.resolve("link"), Path.of("../left/folder"));
        Files.writeString(right.resolve("緯糸"), "y".repeat(99_999));
        try (Stream<Path> all = Files.walk(files)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!Files.isSymbolicLink(each)) {
                    Files.setLastModifiedTime(each, time);
                }
            }
        }
        VncClient viewer =
                show(
                        """
                        touch -hd 2020-02-03T04:05:06Z files/right/link
                        exec mc --nosubshell files/left files/right
                        """);
        Frame _ = ShownText.await(viewer, "weft.tar.gz");
        viewer.press(DOWN);
        viewer.press(F9);
        viewer.press(RETURN);
        Frame _ = ShownText.await(viewer, "Listing format");
        Golden.of("terminal-mc", cells(0, 1, 80, 1)).mustBeShown(viewer);
    }

    @Test
    void colours_of24Bits_areExact_andAllStylesAreThere() throws IOException {
        VncClient viewer =
                show(
                        """
                        i=0
                        while [ $i -lt 80 ]; do
                            r=$((255 - i * 3)) g=$((i * 6 % 256)) b=$((i * 3))
                            printf '\\033[48;2;%d;%d;%d;38;2;%d;%d;%dm\\342\\226\\200' $r $g $b $b $r $g
                            i=$((i + 1))
                        done
                        printf '\\033[m'
                        i=0
                        while [ $i -lt 256 ]; do
                            printf '\\033[48;5;%dm  ' $i
                            i=$((i + 1))
                            case $i in 16|52|88|124|160|196|232|256) printf '\\033[m\\n';; esac
                        done
                        for i in 0 1 2 3 4 5 6 7; do
                            printf '\\033[3%dm normal \\033[1mbold\\033[22m \\033[2mdim\\033[22m' $i
                            printf ' \\033[3mitalic\\033[23m \\033[4munderlined\\033[24m'
                            printf ' \\033[7mreversed\\033[27m \\033[9mstruck\\033[29m \\033[9%dmbright\\033[m\\n' $i
                        done
                        printf '┌─┬─╥─┐ ╔═╗ ░▒▓█ ⣿ 日本語 ｗｉｄｅ é e\\314\\201 αβγ Ж\\n'
                        printf '\\033[?25l\\033[24;1Hready'
                        read a
                        """);
        Frame _ = ShownText.await(viewer, "ready");
        Golden.of("terminal-colours").mustBeShown(viewer);
        int[] row = viewer.frame().pixels();
        assertEquals(
                IntStream.range(0, 80)
                        .mapToObj(i ->
                                "%06x".formatted((255 - i * 3) << 16 | i * 6 % 256 << 8 | i * 3))
                        .toList(),
                IntStream.range(0, 80)
                        .mapToObj(i -> "%06x".formatted(row[15 * 640 + 8 * i + 3]))
                        .toList());
        assertEquals("00ff00", "%06x".formatted(row[3]));
    }
}
