package tillsight.server.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list as the API answers it: a page, and where the next one starts. */
public record Items<T>(List<T> items, @Nullable String next) {

  public static <T> Items<T> all(List<T> items) {
    return new Items<>(items, null);
  }

  /** Cuts a page out of rows that were asked for one too many, to learn whether more follow. */
  public static <T> Items<T> page(List<T> rows, int limit, Function<T, Cursor> cursor) {
    if (rows.size() <= limit) {
      return all(rows);
    }
    var items = List.copyOf(rows.subList(0, limit));
    return new Items<>(items, cursor.apply(items.getLast()).text());
  }
}
