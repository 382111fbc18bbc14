package tillsight.ui.common;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Chooses the days: by name, by two dates, or a step before and after. */
public final class RangePicker extends Div {

  private final Consumer<Range> chosen;
  private final Clock clock;
  private final Map<Preset, NativeButton> presets = new EnumMap<>(Preset.class);
  private final DatePicker first = new DatePicker("From");
  private final DatePicker last = new DatePicker("To");
  private final NativeButton back = new NativeButton();
  private final NativeButton forth = new NativeButton();
  private final Pill pill;
  private Range range;

  public RangePicker(Clock clock, Consumer<Range> chosen) {
    this.clock = clock;
    this.chosen = chosen;
    this.range = Preset.LAST_28.on(clock.today());
    this.pill = new Pill(Icon.CALENDAR, "Dates", choices());
    addClassName("range-picker");
    back.add(Icon.PREVIOUS.draw());
    back.setAriaLabel("Earlier");
    back.addClassName("step");
    back.addClickListener(_ -> step(-1));
    forth.add(Icon.NEXT.draw());
    forth.setAriaLabel("Later");
    forth.addClassName("step");
    forth.addClickListener(_ -> step(1));
    add(back, pill, forth);
  }

  /** Shows what the address says. */
  public void show(Range shown) {
    range = shown;
    var named = shown.preset() != Preset.CUSTOM && shown.days() > 1;
    pill.show(named ? shown.label() + " · " + shown.shortDates() : shown.label());
    forth.setEnabled(!shown.to().isAfter(clock.today()));
    presets.forEach(
        (preset, button) ->
            button.getElement().setAttribute("aria-pressed", "" + (preset == shown.preset())));
    first.setValue(shown.from());
    last.setValue(shown.last());
  }

  /** Goes one period on or back, never into the future. */
  public void step(int direction) {
    if (direction < 0 || !range.to().isAfter(clock.today())) {
      chosen.accept(range.step(direction, clock.today()));
    }
  }

  private Div choices() {
    var names = new Div();
    names.addClassName("presets");
    for (var preset : Preset.values()) {
      if (preset != Preset.CUSTOM) {
        names.add(button(preset));
      }
    }
    var note =
        new Paragraph(
            clock.zoneFullName()
                + ". Days begin at midnight. Pay-day is the last working day of a month.");
    note.addClassName("note");
    var choices = new Div(names, dates(), note);
    choices.addClassName("range-choices");
    return choices;
  }

  private NativeButton button(Preset preset) {
    var button = new NativeButton();
    button.add(new Span(preset.label()));
    if (!preset.shortcut().isEmpty()) {
      var key = new Span(preset.shortcut());
      key.addClassName("key");
      button.add(key);
    }
    button.addClassName("choice");
    button.addClickListener(_ -> choose(preset.on(clock.today())));
    presets.put(preset, button);
    return button;
  }

  private Div dates() {
    for (var picker : new DatePicker[] {first, last}) {
      picker.setMax(clock.today());
      picker.setLocale(Locale.UK);
      picker.setI18n(new DatePicker.DatePickerI18n().setFirstDayOfWeek(1));
    }
    var apply = new Button("Show these days", _ -> chooseDates());
    apply.addThemeVariants(ButtonVariant.PRIMARY);
    var dates = new Div(first, last, apply);
    dates.addClassName("range-dates");
    return dates;
  }

  private void chooseDates() {
    LocalDate from = first.getValue();
    LocalDate to = last.getValue();
    first.setInvalid(from == null);
    last.setInvalid(to == null);
    if (from != null && to != null) {
      choose(Range.custom(from, to));
    }
  }

  private void choose(Range choice) {
    pill.choices.close();
    chosen.accept(choice);
  }
}
