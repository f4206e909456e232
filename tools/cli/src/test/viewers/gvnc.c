/* A viewer made of gtk-vnc's connection that shows its picture in a file: FILE holds the
 * framebuffer, 32 bits a pixel with red in bits 16 to 23, as the decoders draw it, and is replaced
 * by one of the new size when the server resizes.
 *
 *     gvnc PORT FILE ENCODING...
 *
 * Each ENCODING is a number, the best first. It ends when the server does.
 */
#include <fcntl.h>
#include <gvnc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *file;
static gint32 encodings[64];
static int encoding_count;
static GMainLoop *loop;

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static void show(VncConnection *connection, int width, int height) {
    size_t size = (size_t) width * height * 4;
    char *next = g_strconcat(file, ".next", NULL);
    int fd = open(next, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || ftruncate(fd, (off_t) size) < 0) {
        fail(next);
    }
    /* The one of the old size stays mapped: the connection may still draw into it. */
    guint8 *pixels = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (pixels == MAP_FAILED || rename(next, file) < 0) {
        fail(file);
    }
    close(fd);
    g_free(next);
    const VncPixelFormat *remote = vnc_connection_get_pixel_format(connection);
    VncPixelFormat *local = vnc_pixel_format_new();
    local->bits_per_pixel = 32;
    local->depth = 24;
    local->byte_order = G_BYTE_ORDER;
    local->true_color_flag = 1;
    local->red_max = local->green_max = local->blue_max = 255;
    local->red_shift = 16;
    local->green_shift = 8;
    local->blue_shift = 0;
    VncBaseFramebuffer *framebuffer =
            vnc_base_framebuffer_new(pixels, width, height, width * 4, local, remote);
    vnc_connection_set_framebuffer(connection, VNC_FRAMEBUFFER(framebuffer));
    g_object_unref(framebuffer);
    vnc_pixel_format_free(local);
}

static void on_auth(VncConnection *connection, GValueArray *types, gpointer data) {
    (void) types;
    (void) data;
    vnc_connection_set_auth_type(connection, VNC_CONNECTION_AUTH_NONE);
}

static void request(VncConnection *connection, gboolean incremental) {
    vnc_connection_framebuffer_update_request(
            connection,
            incremental,
            0,
            0,
            vnc_connection_get_width(connection),
            vnc_connection_get_height(connection));
}

static void on_initialized(VncConnection *connection, gpointer data) {
    (void) data;
    show(connection,
         vnc_connection_get_width(connection),
         vnc_connection_get_height(connection));
    vnc_connection_set_encodings(connection, encoding_count, encodings);
    request(connection, FALSE);
}

static void on_resize(VncConnection *connection, int width, int height, gpointer data) {
    (void) data;
    show(connection, width, height);
    request(connection, FALSE);
}

static void on_update(VncConnection *connection, int x, int y, int w, int h, gpointer data) {
    (void) x;
    (void) y;
    (void) w;
    (void) h;
    (void) data;
    request(connection, TRUE);
}

static void on_disconnected(VncConnection *connection, gpointer data) {
    (void) connection;
    (void) data;
    g_main_loop_quit(loop);
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 3 + 64) {
        fputs("usage: gvnc PORT FILE ENCODING...\n", stderr);
        return 2;
    }
    file = argv[2];
    for (int i = 3; i < argc; i++) {
        encodings[encoding_count++] = atoi(argv[i]);
    }
    loop = g_main_loop_new(NULL, FALSE);
    VncConnection *connection = vnc_connection_new();
    g_signal_connect(connection, "vnc-auth-choose-type", G_CALLBACK(on_auth), NULL);
    g_signal_connect(connection, "vnc-initialized", G_CALLBACK(on_initialized), NULL);
    g_signal_connect(connection, "vnc-desktop-resize", G_CALLBACK(on_resize), NULL);
    g_signal_connect(connection, "vnc-framebuffer-update", G_CALLBACK(on_update), NULL);
    g_signal_connect(connection, "vnc-disconnected", G_CALLBACK(on_disconnected), NULL);
    vnc_connection_set_shared(connection, TRUE);
    if (!vnc_connection_open_host(connection, "127.0.0.1", argv[1])) {
        return 1;
    }
    g_main_loop_run(loop);
    return 1;
}
