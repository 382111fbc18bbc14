package tillsight.ui.common;

import com.vaadin.flow.component.Svg;

/** The few drawings the screens use, each a path on a 24 by 24 ground. */
public enum Icon {
  OVERVIEW("M3 12h4l3 8 4-16 3 8h4"),
  PAYMENTS("M4 7h16M4 12h16M4 17h10"),
  TILLS("M5 10V5h14v5M3 10h18v9H3zM7 14h4M15 14h2"),
  COMPLETENESS("M4 5h16v15H4zM4 9h16M8 3v3M16 3v3M8.5 14.5l2.5 2.5 4.5-5"),
  STATEMENTS("M6 3h9l4 4v14H6zM15 3v4h4M9.5 12h6M9.5 16h6"),
  QUARANTINE("M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM12 8v5M12 16v.01"),
  DARAJA(
      "M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM8.5 15.5a5 5 0 0 1 0-7M15.5 8.5a5 5 0 0 1 0 7"
          + "M5.3 18.7a9.5 9.5 0 0 1 0-13.4M18.7 5.3a9.5 9.5 0 0 1 0 13.4"),
  AUDIT("M9 3.5h6v3H9zM9 5H5v16h14V5h-4M8.5 11.5h7M8.5 16h4.5"),
  SCOPE("M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11zM12 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"),
  CALENDAR("M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"),
  COMPARE("M7 4v16M7 20l-3-3M7 20l3-3M17 20V4M17 4l-3 3M17 4l3 3"),
  PREVIOUS("M15 5l-7 7 7 7"),
  NEXT("M9 5l7 7-7 7"),
  DOWN("M6 9l6 6 6-6"),
  HELP("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 8v.01"),
  SEARCH("M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5"),
  EXPORT("M12 4v11M8 11l4 4 4-4M4 20h16"),
  UPLOAD("M12 16V5M8 9l4-4 4 4M4 20h16"),
  CLOSE("M6 6l12 12M18 6L6 18"),
  SCHEME("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 7h6M12 11h9M12 15h8M12 19h4"),
  LEAVE("M10 4H5v16h5M15 8l4 4-4 4M19 12H9"),
  MENU("M4 6h16M4 12h16M4 18h16"),
  CHECK("M5 13l4 4L19 7"),
  TODO("M12 12v.01"),
  ALERT("M12 6v7M12 17.5v.01"),
  COPY("M9 9h11v11H9zM5.5 15H4V4h11v1.5"),
  AWAY("M2 8a15 15 0 0 1 20 0M5 12a10 10 0 0 1 14 0M9 16a5 5 0 0 1 6 0M3 3l18 18"),
  LOCK("M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3"),
  DASH("M7 12h10"),
  WARNING("M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.01"),
  WAIT("M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2"),
  EMPTY("M4 13l3-8h10l3 8v6H4zM4 13h5l1 3h4l1-3h5");

  private final String path;

  Icon(String path) {
    this.path = path;
  }

  /** A fresh drawing; it says nothing to a screen reader, so its neighbour or button must. */
  public Svg draw() {
    var drawing =
        new Svg(
            "<svg viewBox='0 0 24 24' aria-hidden='true' focusable='false'><path d='%s'/></svg>"
                .formatted(path));
    drawing.addClassName("icon");
    return drawing;
  }
}
