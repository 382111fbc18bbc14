package tillsight.ui.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of a list, and where the rest begins. */
public record Listing<T>(List<T> items, @Nullable String next) {}
