/* A viewer made of gtk-vnc's connection that shows its picture in a file: FILE holds the
 * framebuffer, 32 bits a pixel with red in bits 16 to 23, as the decoders draw it, and is replaced
 * by one of the new size when the server resizes.
 *
 *     gvnc PORT FILE ENCODING...
 *
 * Each ENCODING is a number, the best first. It ends when the server does.
 */
#include "gvncpicture.h"

static const char *file;
static gint32 encodings[64];
static int encoding_count;
static GMainLoop *loop;

static void on_initialized(VncConnection *connection, gpointer data) {
    (void) data;
    show(connection,
         file,
         vnc_connection_get_width(connection),
         vnc_connection_get_height(connection));
    vnc_connection_set_encodings(connection, encoding_count, encodings);
    request(connection, FALSE);
}

static void on_resize(VncConnection *connection, int width, int height, gpointer data) {
    (void) data;
    show(connection, file, width, height);
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
