package tillsight.ui.client;

import org.jspecify.annotations.Nullable;

/** Something was asked of Safaricom, whose answer comes later. */
public record Sent(@Nullable String state) {}
