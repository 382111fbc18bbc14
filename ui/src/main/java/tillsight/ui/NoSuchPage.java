package tillsight.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import tillsight.ui.common.Icon;
import tillsight.ui.common.State;

/** What stands at an address that leads nowhere. */
@ParentLayout(MainLayout.class)
@PageTitle("No such page · Tillsight")
@AnonymousAllowed
class NoSuchPage extends Div implements HasErrorParameter<NotFoundException> {

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    addClassName("view");
    add(
        new State(
            Icon.EMPTY,
            "There is no such page",
            "The address may be old or mistyped.",
            new Anchor("", "Go to the first page")));
    return HttpServletResponse.SC_NOT_FOUND;
  }
}
