/* A server by LibVNCServer that offers Tight security: tightserver PORT [PASSWORD]. */
#include <rfb/rfb.h>
#include <stdlib.h>

#define WIDTH 200
#define HEIGHT 100

extern void rfbHandleSecTypeTight(rfbClientPtr client);

static rfbSecurityHandler tight = {16, rfbHandleSecTypeTight, NULL};

int main(int argc, char **argv) {
    static char pixels[HEIGHT][WIDTH][4];
    char *passwords[] = {NULL, NULL};
    int none = 0;
    rfbScreenInfoPtr screen;

    if (argc < 2) {
        return 2;
    }
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            pixels[y][x][0] = (char)x;
            pixels[y][x][1] = (char)y;
            pixels[y][x][2] = (char)(x ^ y);
        }
    }
    screen = rfbGetScreen(&none, NULL, WIDTH, HEIGHT, 8, 3, 4);
    screen->frameBuffer = &pixels[0][0][0];
    screen->port = atoi(argv[1]);
    screen->ipv6port = 0;
    screen->listenInterface = htonl(INADDR_LOOPBACK);
    if (argc > 2) {
        passwords[0] = argv[2];
        screen->authPasswdData = passwords;
        screen->passwordCheck = rfbCheckPasswordByList;
    }
    rfbRegisterTightVNCFileTransferExtension();
    rfbRegisterSecurityHandler(&tight);
    rfbInitServer(screen);
    rfbRunEventLoop(screen, 10000, FALSE);
    return 0;
}
