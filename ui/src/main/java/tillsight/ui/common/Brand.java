package tillsight.ui.common;

import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** The product's mark and name. */
public final class Brand extends Div {

  private static final String MARK =
      """
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect class="brand-ground" width="32" height="32" rx="9"/>
        <path class="brand-bars" d="M8 21v-5M13.3 21v-9M18.6 21v-6M24 21V9"/>
        <path class="brand-base" d="M7 25h18"/>
      </svg>""";

  public Brand() {
    addClassName("brand");
    add(new Svg(MARK), new Span("Tillsight"));
  }
}
