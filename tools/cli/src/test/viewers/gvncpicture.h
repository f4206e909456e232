/* The picture of gtk-vnc's connection in a file: 32 bits a pixel with red in bits 16 to 23, as the
 * decoders draw it.
 */
#include <fcntl.h>
#include <gvnc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    exit(2);
}

/* Replaces the file by one of this size, into which the connection draws from now on. */
static void show(VncConnection *connection, const char *file, int width, int height) {
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

/* Asks for the whole picture. */
static void request(VncConnection *connection, gboolean incremental) {
    vnc_connection_framebuffer_update_request(
            connection,
            incremental,
            0,
            0,
            vnc_connection_get_width(connection),
            vnc_connection_get_height(connection));
}

/* Comes in without a password. */
static void on_auth(VncConnection *connection, GValueArray *types, gpointer data) {
    (void) types;
    (void) data;
    vnc_connection_set_auth_type(connection, VNC_CONNECTION_AUTH_NONE);
}
