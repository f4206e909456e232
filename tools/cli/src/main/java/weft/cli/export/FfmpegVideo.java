package weft.cli.export;

import weft.cli.source.Size;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A video, made by ffmpeg out of raw pictures on its standard input, so many a second.
final class FfmpegVideo implements PictureWriter {

    private final Path log;
    private final Process ffmpeg;
    private final OutputStream pictures;
    private final byte[] raw;
    private final int fps;
    private long written;

    FfmpegVideo(Path path, Size size, int fps) throws IOException {
        this("ffmpeg", path, size, fps);
    }

    /// @param program its path
    FfmpegVideo(String program, Path path, Size size, int fps) throws IOException {
        this.fps = fps;
        raw = new byte[4 * size.width() * size.height()];
        log = Files.createTempFile("weft-ffmpeg", ".log");
        try {
            ffmpeg = start(program, path, size);
        } catch (IOException e) {
            Files.delete(log);
            throw new IOException(
                    path + ": video needs ffmpeg, which cannot be started; is it installed?", e);
        }
        pictures = ffmpeg.getOutputStream();
    }

    private Process start(String program, Path path, Size size) throws IOException {
        List<String> command =
                List.of(
                        program,
                        "-v",
                        "error",
                        "-y",
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "bgr0",
                        "-video_size",
                        size.width() + "x" + size.height(),
                        "-framerate",
                        Integer.toString(fps),
                        "-i",
                        "-",
                        "-vf",
                        "pad=ceil(iw/2)*2:ceil(ih/2)*2", // what most codecs need
                        "-pix_fmt",
                        "yuv420p",
                        path.toAbsolutePath().toString());
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @Override
    public void write(int[] rgb, long fromMillis, long toMillis) throws IOException {
        for (int i = 0; i < rgb.length; i++) {
            raw[4 * i] = (byte) rgb[i];
            raw[4 * i + 1] = (byte) (rgb[i] >> 8);
            raw[4 * i + 2] = (byte) (rgb[i] >> 16);
        }
        try {
            while (written * 1000 < toMillis * fps) {
                pictures.write(raw);
                written++;
            }
        } catch (IOException e) {
            throw new IOException("ffmpeg has ended early: " + complaint(), e);
        }
    }

    private String complaint() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1)
                .lines()
                .reduce((_, last) -> last)
                .orElse("it did not say why");
    }

    @Override
    public void close() throws IOException {
        try {
            pictures.close();
            int exitCode = ffmpeg.waitFor();
            if (exitCode != 0) {
                throw new IOException(
                        "ffmpeg has failed with exit code %d: %s".formatted(exitCode, complaint()));
            }
        } catch (InterruptedException e) {
            ffmpeg.destroy();
            Thread.currentThread().interrupt();
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
