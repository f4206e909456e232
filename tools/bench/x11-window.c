/* A window over all of an X display, for x11-side-by-side:
 *
 *   x11-window echo      black; a press of button 1 inverts the 16x16 block under the pointer, as
 *                        weft serve --source echo does
 *   x11-window scroll    lines of text that scroll up, 13 pixels 60 times a second, as in a terminal
 *
 * Prints READY when it is to be seen.
 */
#include <X11/Xlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK = 16, LINE = 13, COLUMNS = 200, HERTZ = 60 };

static Display *display;
static Window window;
static int width, height;

/* Viewers that draw no pointer would see it instead of the block. */
static void hide_pointer(void) {
    static char nothing[1];
    XColor black = {0};
    Pixmap empty = XCreateBitmapFromData(display, window, nothing, 1, 1);
    XDefineCursor(display, window, XCreatePixmapCursor(display, empty, empty, &black, &black, 0, 0));
}

static void echo(void) {
    XGCValues values = {.function = GXxor, .foreground = 0xffffff};
    GC inverting = XCreateGC(display, window, GCFunction | GCForeground, &values);
    for (;;) {
        XEvent event;
        XNextEvent(display, &event);
        if (event.type == ButtonPress && event.xbutton.button == 1) {
            int x = event.xbutton.x / BLOCK * BLOCK, y = event.xbutton.y / BLOCK * BLOCK;
            XFillRectangle(display, window, inverting, x, y, BLOCK, BLOCK);
        }
    }
}

static void scroll(void) {
    XGCValues values = {.foreground = 0xffffff, .graphics_exposures = False};
    GC text = XCreateGC(display, window, GCForeground | GCGraphicsExposures, &values);
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (unsigned line = 0;; line++) {
        char letters[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            letters[i] = ' ' + (line * 7919u + i * i * 31u) % 95;
        }
        XCopyArea(display, window, window, text, 0, LINE, width, height - LINE, 0, 0);
        XClearArea(display, window, 0, height - LINE, width, LINE, False);
        XDrawString(display, window, text, 0, height - 3, letters, COLUMNS);
        XSync(display, False);
        next.tv_nsec += 1000000000 / HERTZ;
        if (next.tv_nsec >= 1000000000) {
            next.tv_nsec -= 1000000000;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}

int main(int argc, char **argv) {
    display = XOpenDisplay(NULL);
    if (argc != 2 || !display) {
        fprintf(stderr, "usage: DISPLAY=:N x11-window echo|scroll\n");
        return 2;
    }
    int screen = DefaultScreen(display);
    width = DisplayWidth(display, screen);
    height = DisplayHeight(display, screen);
    XSetWindowAttributes wanted = {
        .override_redirect = True,
        .background_pixel = 0,
        .event_mask = ButtonPressMask | ExposureMask};
    window = XCreateWindow(display, RootWindow(display, screen), 0, 0, width, height, 0,
        CopyFromParent, InputOutput, CopyFromParent,
        CWOverrideRedirect | CWBackPixel | CWEventMask, &wanted);
    hide_pointer();
    XMapRaised(display, window);
    XEvent event;
    do {
        XNextEvent(display, &event);
    } while (event.type != Expose);
    puts("READY");
    fflush(stdout);
    if (strcmp(argv[1], "echo") == 0) {
        echo();
    }
    scroll();
}
