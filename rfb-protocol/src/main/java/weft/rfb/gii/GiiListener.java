package weft.rfb.gii;

/// Told of what one device does.
public interface GiiListener {

    /// It has done something that it can do: with a button or an axis that it has, in its range.
    /// What is pressed is told once, and so is its release.
    void event(GiiEvent event);

    /// It is gone. What was still pressed has been released before.
    default void destroyed() {}
}
