/* Shows raw frames to VNC viewers by means of LibVNCServer, for side-by-side:
 *
 *   libvncserver-play FRAMES WIDTH HEIGHT FPS PORT
 *
 * FRAMES are little-endian XRGB, shown over and over, as weft serve --source raw: does. What has
 * changed is found by comparing tiles of 64x64 pixels, as Weft does too. Prints READY when it
 * listens.
 */
#include <rfb/rfb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TILE = 64 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static int least(int a, int b) { return a < b ? a : b; }

/* Copies one tile if it has changed, and says so. */
static void show_tile(rfbScreenInfoPtr screen, const uint32_t *frame, int left, int top) {
    int right = least(left + TILE, screen->width);
    int bottom = least(top + TILE, screen->height);
    size_t bytes = (size_t)(right - left) * sizeof *frame;
    uint32_t *shown = (uint32_t *)screen->frameBuffer;
    int changed = 0;
    for (int y = top; y < bottom; y++) {
        size_t at = (size_t)y * screen->width + left;
        if (memcmp(shown + at, frame + at, bytes)) {
            memcpy(shown + at, frame + at, bytes);
            changed = 1;
        }
    }
    if (changed) {
        rfbMarkRectAsModified(screen, left, top, right, bottom);
    }
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: %s FRAMES WIDTH HEIGHT FPS PORT\n", argv[0]);
        return 2;
    }
    int width = atoi(argv[2]), height = atoi(argv[3]), port = atoi(argv[5]);
    double fps = atof(argv[4]);
    FILE *file = fopen(argv[1], "rb");
    if (!file || width < 1 || height < 1 || width > 16384 || height > 16384 || fps <= 0) {
        fprintf(stderr, "%s: cannot show %s as %sx%s\n", argv[0], argv[1], argv[2], argv[3]);
        return 1;
    }
    size_t pixels = (size_t)width * height;
    fseek(file, 0, SEEK_END);
    size_t count = (size_t)ftell(file) / (pixels * 4);
    rewind(file);
    uint32_t *frames = malloc(count * pixels * 4 + 1);
    if (!count || !frames || fread(frames, pixels * 4, count, file) != count) {
        fprintf(stderr, "%s: cannot read a frame of %s\n", argv[0], argv[1]);
        return 1;
    }
    rfbScreenInfoPtr screen = rfbGetScreen(NULL, NULL, width, height, 8, 3, 4);
    if (!screen) {
        return 1;
    }
    screen->frameBuffer = calloc(pixels, 4);
    screen->serverFormat.redShift = 16;
    screen->serverFormat.greenShift = 8;
    screen->serverFormat.blueShift = 0;
    screen->port = port;
    screen->ipv6port = 0;
    screen->autoPort = FALSE;
    screen->alwaysShared = TRUE;
    screen->cursor = NULL;
    rfbInitServer(screen);
    puts("READY");
    fflush(stdout);
    double next = now();
    for (size_t shown = 0; rfbIsActive(screen);) {
        double wait = next - now();
        if (wait > 0) {
            rfbProcessEvents(screen, (long)(wait * 1e6));
            continue;
        }
        const uint32_t *frame = frames + shown++ % count * pixels;
        for (int y = 0; y < height; y += TILE) {
            for (int x = 0; x < width; x += TILE) {
                show_tile(screen, frame, x, y);
            }
        }
        next += 1 / fps;
        rfbProcessEvents(screen, 0);
    }
    return 0;
}
