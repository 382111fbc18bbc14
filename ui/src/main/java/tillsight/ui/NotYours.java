package tillsight.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AccessDeniedException;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import tillsight.ui.common.Icon;
import tillsight.ui.common.State;

/** What somebody sees whose role does not open the page. */
@ParentLayout(MainLayout.class)
@PageTitle("Not yours to see · Tillsight")
@AnonymousAllowed
class NotYours extends Div implements HasErrorParameter<AccessDeniedException> {

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<AccessDeniedException> parameter) {
    addClassName("view");
    add(
        new State(
            Icon.LOCK,
            "This page is not yours to see",
            "Your role does not open it. Ask an owner of the business if you need it."));
    return HttpServletResponse.SC_FORBIDDEN;
  }
}
