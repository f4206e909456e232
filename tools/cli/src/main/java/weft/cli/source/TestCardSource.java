package weft.cli.source;

import org.jspecify.annotations.Nullable;

import weft.framebuffer.Framebuffer;
import weft.framebuffer.Region;
import weft.framebuffer.XrgbSurface;
import weft.framebuffer.testcard.Notice;
import weft.framebuffer.testcard.TestCard;
import weft.rfb.keyboard.KeyboardGroups;
import weft.rfb.keyboard.KeyboardLeds;
import weft.rfb.keysym.Keysyms;
import weft.rfb.screen.ResizeStatus;
import weft.server.ClipboardHandler;
import weft.server.PowerHandler;
import weft.server.ResizeHandler;
import weft.server.VncServer;
import weft.server.VncServerBuilder;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The test card: shows at one look whether a viewer works, and echoes its keys, its pointer and
/// what else it sends.
///
/// The card is drawn from two threads, the ticker's and that of the server's callbacks; a group of
/// the framebuffer keeps them apart, and keeps viewers from seeing half a change.
final class TestCardSource implements Source {

    private static final double TICKS_PER_SECOND = 30;

    /// A card as large as a viewer may ask for: 4096x4096.
    private static final int MOST_PIXELS = 1 << 24;

    /// The usual card, when it is being drawn before it is asked for.
    private static final AtomicReference<@Nullable FutureTask<TestCard>> AHEAD =
            new AtomicReference<>();

    /// Guarded by groups of the framebuffer; another one is put here by a callback of the server
    /// only.
    private TestCard card;

    private final boolean moving;
    private final Framebuffer framebuffer;
    private final Ticker ticker;
    private long frame;
    private boolean sounds;
    private volatile @Nullable Tone tone;
    private volatile @Nullable VncServer server;
    private final LockKeys locks = new LockKeys();

    private TestCardSource(TestCard card, boolean moving) {
        this.card = card;
        this.moving = moving;
        framebuffer = new Framebuffer(XrgbSurface.of(card.pixels(), card.width(), card.height()));
        ticker = new Ticker("weft-testcard", TICKS_PER_SECOND, this::tick);
    }

    /// Begins to draw the usual card on a thread of its own: a new JVM takes longer for that than
    /// for all the rest of its start.
    static void drawAhead() {
        var task = new FutureTask<>(TestCard::new);
        AHEAD.set(task);
        Thread.ofPlatform().daemon().name("weft-draw-ahead").start(task);
    }

    static TestCardSource moving(Optional<Size> size) {
        FutureTask<TestCard> ahead = size.isEmpty() ? AHEAD.getAndSet(null) : null;
        if (ahead != null) {
            return new TestCardSource(drawn(ahead), true);
        }
        Size wanted = orDefault(size);
        return new TestCardSource(new TestCard(wanted.width(), wanted.height()), true);
    }

    private static TestCard drawn(FutureTask<TestCard> ahead) {
        try {
            return ahead.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TestCard();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the test card cannot be drawn", e.getCause());
        }
    }

    static TestCardSource still(Optional<Size> size) {
        Size wanted = orDefault(size);
        return new TestCardSource(TestCard.still(wanted.width(), wanted.height()), false);
    }

    private static Size orDefault(Optional<Size> size) {
        return size.orElseGet(() -> new Size(TestCard.DEFAULT_WIDTH, TestCard.DEFAULT_HEIGHT));
    }

    @Override
    public Framebuffer framebuffer() {
        return framebuffer;
    }

    @Override
    public void connect(VncServerBuilder server) {
        server.onKey(this::key)
                .onPointer((x, y, buttonMask) -> draw(() -> card.pointer(x, y, buttonMask)))
                .onClipboard(ClipboardHandler.ofText(text -> notice(Notice.CLIPBOARD, text)))
                .onGii(device -> Optional.of(new DeviceEcho(device, this::noticeDevice)));
    }

    private void key(long keysym, boolean down) {
        Tone heard = tone;
        if (heard != null) {
            heard.key(keysym, down);
        }
        draw(() -> card.key(down, Keysyms.name(keysym)));
        if (locks.key(keysym, down)) {
            KeyboardLeds leds = locks.leds();
            draw(() -> card.leds(leds.numLock(), leds.capsLock(), leds.scrollLock()));
            VncServer told = server;
            if (told != null) {
                told.leds(leds);
            }
        }
    }

    @Override
    public boolean hasKeyboard() {
        return true;
    }

    @Override
    public void keyboard(VncServerBuilder builder, KeyboardGroups layouts) {
        var shown = new KeyCodeEcho();
        builder.keyboard(layouts)
                .onKeyCode((keycode, down) -> notice(Notice.KEY_CODES, shown.with(keycode, down)));
    }

    @Override
    public boolean hasAudio() {
        return true;
    }

    @Override
    public void audio(VncServerBuilder server) {
        server.audio(Tone.FORMAT);
        sounds = true;
    }

    @Override
    public Optional<PowerHandler> power() {
        return Optional.of(action -> {
            notice(Notice.POWER, action.name().toLowerCase(Locale.ROOT));
            return true;
        });
    }

    @Override
    public Optional<ResizeHandler> resizes() {
        return Optional.of(wanted -> {
            int width = wanted.width();
            int height = wanted.height();
            if (width < TestCard.MIN_SIDE
                    || height < TestCard.MIN_SIDE
                    || (long) width * height > MOST_PIXELS) {
                return ResizeStatus.OUT_OF_RESOURCES;
            }
            TestCard other = card.resized(width, height); // large ones take a while
            framebuffer.group(() -> {
                card = other;
                framebuffer.surface(XrgbSurface.of(other.pixels(), width, height));
            });
            return ResizeStatus.OK;
        });
    }

    private void noticeDevice(String text) {
        notice(Notice.DEVICE, text);
    }

    private void notice(Notice what, String text) {
        draw(() -> card.notice(what, text));
    }

    @Override
    public void start(VncServer started) {
        server = started;
        started.leds(KeyboardLeds.OFF);
        if (sounds) {
            var played = new Tone(started.audio());
            tone = played;
            played.start();
        }
        if (moving) {
            ticker.start(() -> !started.viewers().isEmpty());
        }
    }

    private boolean tick() {
        draw(() -> card.tick(frame++, LocalTime.now(ZoneId.systemDefault())));
        return true;
    }

    private void draw(Supplier<Region> drawing) {
        framebuffer.group(() -> framebuffer.damage(drawing.get()));
    }

    @Override
    public void close() {
        ticker.close();
        Tone played = tone;
        if (played != null) {
            played.close();
        }
    }
}
