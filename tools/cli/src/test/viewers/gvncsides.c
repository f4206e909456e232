/* A viewer made of gtk-vnc's connection, for all that is not the picture: it prints a line for each
 * thing that the server tells, and does what it is told on its standard input. Its picture is in
 * FILE, see gvncpicture.h.
 *
 *     gvncsides PORT FILE ENCODING...
 *
 * Each ENCODING is a number, the best first. It prints
 *
 *     initialized NAME                    the server shows this
 *     resize WIDTH HEIGHT                 the picture has a new size
 *     format BITS                         the pixels have a new format
 *     name NAME                           the desktop has a new name
 *     leds NUMBER                         bit 0 Scroll Lock, 1 Num Lock, 2 Caps Lock
 *     pointer absolute|relative           how the pointer is told
 *     cursor WIDTH HEIGHT X Y RGBA...     the pointer's shape, its hot spot and its pixels
 *     cut TEXT                            the server's clipboard, in Latin-1
 *     bell
 *     keys by their codes                 the server wants the codes of keys too
 *     power yes|no                        whether the machine can be switched
 *     did COMMAND: RESULT                 a command was done, or not
 *     disconnected
 *
 * and understands
 *
 *     resize WIDTH HEIGHT
 *     cut TEXT                            in Latin-1
 *     power 2|3|4                         shutdown, reboot, reset
 *     key KEYSYM CODE                     in hexadecimal; presses and releases it
 *     move X Y MASK
 *     quit
 */
#include "gvncpicture.h"

#include <string.h>

static const char *file;
static gint32 encodings[64];
static int encoding_count;
static GMainLoop *loop;

static void on_update(VncConnection *connection, int x, int y, int w, int h, gpointer data) {
    static gboolean by_code;
    if (!by_code && vnc_connection_get_ext_key_event(connection)) {
        by_code = TRUE;
        puts("keys by their codes");
    }
    (void) x;
    (void) y;
    (void) w;
    (void) h;
    (void) data;
    request(connection, TRUE);
}

static void show_whole(VncConnection *connection) {
    show(connection,
         file,
         vnc_connection_get_width(connection),
         vnc_connection_get_height(connection));
}

static void on_initialized(VncConnection *connection, gpointer data) {
    (void) data;
    printf("initialized %s\n", vnc_connection_get_name(connection));
    show_whole(connection);
    vnc_connection_set_encodings(connection, encoding_count, encodings);
    request(connection, FALSE);
}

/* Of a refused size gtk-vnc tells as of a new one, and since ExtendedDesktopSize it asks for
 * nothing but what changes, whatever it is told here: so what there is stays.
 */
static void on_resize(VncConnection *connection, int width, int height, gpointer data) {
    static int last_width, last_height;
    (void) data;
    if (width != last_width || height != last_height) {
        show_whole(connection);
        last_width = width;
        last_height = height;
    }
    printf("resize %d %d\n", width, height);
    request(connection, FALSE);
}

static void on_format(VncConnection *connection, VncPixelFormat *format, gpointer data) {
    (void) data;
    show_whole(connection);
    printf("format %d\n", format->bits_per_pixel);
    request(connection, FALSE);
}

static void on_rename(VncConnection *connection, const char *name, gpointer data) {
    (void) connection;
    (void) data;
    printf("name %s\n", name);
}

static void on_leds(VncConnection *connection, gpointer data) {
    (void) data;
    printf("leds %d\n", vnc_connection_get_ledstate(connection));
}

static void on_pointer_mode(VncConnection *connection, gboolean absolute, gpointer data) {
    (void) connection;
    (void) data;
    printf("pointer %s\n", absolute ? "absolute" : "relative");
}

static void on_cursor(VncConnection *connection, VncCursor *cursor, gpointer data) {
    (void) connection;
    (void) data;
    if (cursor == NULL) {
        puts("cursor none");
        return;
    }
    int width = vnc_cursor_get_width(cursor);
    int height = vnc_cursor_get_height(cursor);
    printf("cursor %d %d %d %d",
           width,
           height,
           vnc_cursor_get_hotx(cursor),
           vnc_cursor_get_hoty(cursor));
    const guint8 *pixel = vnc_cursor_get_data(cursor);
    for (int i = 0; i < width * height; i++, pixel += 4) {
        printf(" %02x%02x%02x%02x", pixel[0], pixel[1], pixel[2], pixel[3]);
    }
    putchar('\n');
}

/* The text is one of C, whatever the header says. */
static void on_cut_text(VncConnection *connection, const char *text, gpointer data) {
    (void) connection;
    (void) data;
    printf("cut %s\n", text);
}

static void on_bell(VncConnection *connection, gpointer data) {
    (void) connection;
    (void) data;
    puts("bell");
}

static void on_power(VncConnection *connection, gpointer can) {
    (void) connection;
    printf("power %s\n", can ? "yes" : "no");
}

static void on_disconnected(VncConnection *connection, gpointer data) {
    (void) connection;
    (void) data;
    puts("disconnected");
    g_main_loop_quit(loop);
}

static int obey(VncConnection *connection, const char *command) {
    unsigned a, b, c;
    if (sscanf(command, "resize %u %u", &a, &b) == 2) {
        return vnc_connection_set_size(connection, a, b);
    }
    if (g_str_has_prefix(command, "cut ")) {
        const char *text = command + strlen("cut ");
        return vnc_connection_client_cut_text(connection, text, strlen(text));
    }
    if (sscanf(command, "power %u", &a) == 1) {
        return vnc_connection_power_control(connection, a);
    }
    if (sscanf(command, "key %x %x", &a, &b) == 2) {
        return vnc_connection_key_event(connection, TRUE, a, b)
                && vnc_connection_key_event(connection, FALSE, a, b);
    }
    if (sscanf(command, "move %u %u %u", &a, &b, &c) == 3) {
        return vnc_connection_pointer_event(connection, c, a, b);
    }
    if (strcmp(command, "quit") == 0) {
        vnc_connection_shutdown(connection);
        return TRUE;
    }
    fprintf(stderr, "no such command: %s\n", command);
    exit(2);
}

static gboolean on_command(GIOChannel *channel, GIOCondition condition, gpointer connection) {
    (void) condition;
    gchar *line;
    gsize end;
    while (g_io_channel_read_line(channel, &line, NULL, &end, NULL) == G_IO_STATUS_NORMAL) {
        line[end] = '\0';
        int result = obey(connection, line);
        printf("did %s: %d\n", line, result);
        g_free(line);
    }
    return !(condition & G_IO_HUP);
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 3 + 64) {
        fputs("usage: gvncsides PORT FILE ENCODING...\n", stderr);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    file = argv[2];
    for (int i = 3; i < argc; i++) {
        encodings[encoding_count++] = atoi(argv[i]);
    }
    loop = g_main_loop_new(NULL, FALSE);
    VncConnection *connection = vnc_connection_new();
    static const struct {
        const char *signal;
        GCallback handler;
        gpointer data;
    } handlers[] = {
            {"vnc-auth-choose-type", G_CALLBACK(on_auth), NULL},
            {"vnc-initialized", G_CALLBACK(on_initialized), NULL},
            {"vnc-framebuffer-update", G_CALLBACK(on_update), NULL},
            {"vnc-desktop-resize", G_CALLBACK(on_resize), NULL},
            {"vnc-pixel-format-changed", G_CALLBACK(on_format), NULL},
            {"vnc-desktop-rename", G_CALLBACK(on_rename), NULL},
            {"vnc-pointer-mode-changed", G_CALLBACK(on_pointer_mode), NULL},
            {"vnc-cursor-changed", G_CALLBACK(on_cursor), NULL},
            {"vnc-server-cut-text", G_CALLBACK(on_cut_text), NULL},
            {"vnc-bell", G_CALLBACK(on_bell), NULL},
            {"vnc-power-control-initialized", G_CALLBACK(on_power), GINT_TO_POINTER(TRUE)},
            {"vnc-power-control-failed", G_CALLBACK(on_power), GINT_TO_POINTER(FALSE)},
            {"vnc-disconnected", G_CALLBACK(on_disconnected), NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++) {
        g_signal_connect(connection, handlers[i].signal, handlers[i].handler, handlers[i].data);
    }
    /* The marshaller that gtk-vnc 1.3.1 has for this signal expects an argument and gives up. */
    GClosure *leds = g_cclosure_new(G_CALLBACK(on_leds), NULL, NULL);
    g_closure_set_marshal(leds, g_cclosure_marshal_VOID__VOID);
    g_signal_connect_closure(connection, "vnc-led-state", leds, FALSE);
    GIOChannel *commands = g_io_channel_unix_new(STDIN_FILENO);
    g_io_channel_set_encoding(commands, NULL, NULL);
    g_io_channel_set_flags(commands, G_IO_FLAG_NONBLOCK, NULL);
    g_io_add_watch(commands, G_IO_IN | G_IO_HUP, on_command, connection);
    vnc_connection_set_shared(connection, TRUE);
    if (!vnc_connection_open_host(connection, "127.0.0.1", argv[1])) {
        return 1;
    }
    g_main_loop_run(loop);
    return 0;
}
