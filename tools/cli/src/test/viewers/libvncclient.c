/* A viewer made of libvncclient that shows its picture in a file: FILE holds the framebuffer, row by
 * row, as the decoders draw it, and is replaced by one of the new size when the server resizes.
 *
 *     libvncclient PORT ENCODINGS LEVEL QUALITY BITS FILE [NUMBER...]
 *
 * ENCODINGS are libvncclient's names, the best first; LEVEL is the compression level; QUALITY
 * that of JPEG, negative for none; BITS a pixel are 32 (red in bits 16 to 23), 16 (RGB565) or 8 (BGR233). NUMBERs are
 * encodings that it asks for besides, without being told so by their names. It ends when the server
 * does.
 */
#include <rfb/rfbclient.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *file;
static size_t mapped;

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static rfbBool allocate(rfbClient *client) {
    size_t size = (size_t) client->width * client->height * client->format.bitsPerPixel / 8;
    char next[4096];
    snprintf(next, sizeof next, "%s.next", file);
    int fd = open(next, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || ftruncate(fd, (off_t) size) < 0) {
        fail(next);
    }
    if (client->frameBuffer) {
        munmap(client->frameBuffer, mapped);
    }
    client->frameBuffer = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (client->frameBuffer == MAP_FAILED || rename(next, file) < 0) {
        fail(file);
    }
    close(fd);
    mapped = size;
    return TRUE;
}

static void format(rfbClient *client, int bits) {
    rfbPixelFormat *f = &client->format;
    f->bitsPerPixel = (uint8_t) bits;
    f->depth = (uint8_t) (bits == 32 ? 24 : bits);
    f->redMax = bits == 32 ? 255 : bits == 16 ? 31 : 7;
    f->greenMax = bits == 32 ? 255 : bits == 16 ? 63 : 7;
    f->blueMax = bits == 32 ? 255 : bits == 16 ? 31 : 3;
    f->redShift = bits == 32 ? 16 : bits == 16 ? 11 : 0;
    f->greenShift = bits == 32 ? 8 : bits == 16 ? 5 : 3;
    f->blueShift = bits == 32 ? 0 : bits == 16 ? 0 : 6;
}

static rfbClientProtocolExtension besides;

static void ask_besides(int count, char **numbers) {
    int *encodings = calloc((size_t) count + 1, sizeof *encodings);
    if (!encodings) {
        fail("calloc");
    }
    for (int i = 0; i < count; i++) {
        encodings[i] = atoi(numbers[i]);
    }
    besides.encodings = encodings;
    rfbClientRegisterExtension(&besides);
}

int main(int argc, char **argv) {
    if (argc < 7) {
        fputs("usage: libvncclient PORT ENCODINGS LEVEL QUALITY BITS FILE [NUMBER...]\n", stderr);
        return 2;
    }
    file = argv[6];
    rfbClient *client = rfbGetClient(8, 3, 4);
    format(client, atoi(argv[5]));
    client->serverHost = strdup("127.0.0.1");
    client->serverPort = atoi(argv[1]);
    client->appData.encodingsString = argv[2];
    client->appData.compressLevel = atoi(argv[3]);
    client->appData.enableJPEG = atoi(argv[4]) >= 0;
    client->appData.qualityLevel = atoi(argv[4]);
    client->appData.useRemoteCursor = FALSE;
    client->canHandleNewFBSize = TRUE;
    client->MallocFrameBuffer = allocate;
    ask_besides(argc - 7, argv + 7);
    if (!rfbInitClient(client, NULL, NULL)) {
        return 1;
    }
    for (;;) {
        int ready = WaitForMessage(client, 1000000);
        if (ready < 0 || (ready > 0 && !HandleRFBServerMessage(client))) {
            return 1;
        }
    }
}
