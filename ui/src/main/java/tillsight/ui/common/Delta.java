package tillsight.ui.common;

import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** How a figure moved against the range it is compared with, and whether that is worth colour. */
public record Delta(String text, String spoken, Tone tone) {

  /** Movements under this share are noise. */
  private static final double NOISE = 0.02;

  /** Under so many payments a percentage says nothing. */
  private static final long BASE_PAYMENTS_MIN = 20;

  /** What a movement means to the business. */
  public enum Tone {
    GOOD,
    BAD,
    QUIET
  }

  /**
   * Compares two values of a metric; the payments behind the older one decide if that means much.
   */
  public static Delta of(double now, double before, long basePayments, boolean upIsBad) {
    if (before == 0) {
      return now == 0
          ? new Delta("–", "no change", Tone.QUIET)
          : new Delta("new", "nothing before to compare with", Tone.QUIET);
    }
    var change = (now - before) / Math.abs(before);
    var percent = Shillings.percent(Math.abs(change));
    var up = change > 0;
    var quiet = Math.abs(change) < NOISE || basePayments < BASE_PAYMENTS_MIN;
    var tone = quiet ? Tone.QUIET : up == upIsBad ? Tone.BAD : Tone.GOOD;
    if ("0%".equals(percent)) {
      return new Delta("0%", "unchanged", Tone.QUIET);
    }
    return new Delta((up ? "▲ +" : "▼ −") + percent, (up ? "up " : "down ") + percent, tone);
  }

  /** Compares two sums of money, of which more is better. */
  public static Delta ofCents(long now, long before, long basePayments) {
    return of((double) now, (double) before, basePayments, false);
  }

  /** The movement as a small label; arrow and sign say what the colour says. */
  public Span chip() {
    var chip = new Span(text);
    chip.addClassNames("delta", "delta-" + tone.name().toLowerCase(Locale.ROOT));
    chip.getElement().setAttribute("aria-label", spoken);
    chip.getElement().setAttribute("role", "img");
    return chip;
  }
}
