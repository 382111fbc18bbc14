package tillsight.ui.statement;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import java.util.List;
import java.util.Optional;
import tillsight.ui.client.Till;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Icon;

/** Where a statement is dropped, and for which till if the file does not say. */
final class UploadCard extends Section {

  final Upload upload;
  final ComboBox<Till> till = new ComboBox<>("Till");
  private final Span trouble = new Span();

  UploadCard(Desk desk, StatementUpload.Progress progress) {
    addClassNames("card", "upload-card");
    var handler =
        new StatementUpload(
            desk.server(), desk.who(), () -> till.getOptionalValue().map(Till::code), progress);
    upload = new Upload(handler);
    upload.setMaxFiles(1);
    upload.setMaxFileSize(StatementUpload.BYTES_MAX);
    upload.setAcceptedFileExtensions(".csv", ".xlsx");
    var choose = new Button("Choose a file");
    choose.addThemeVariants(ButtonVariant.PRIMARY);
    upload.setUploadButton(choose);
    var words = new Span("Drop a statement here");
    words.addClassName("drop-title");
    var note = new Span(".csv or .xlsx, as the portal exported it");
    note.addClassName("drop-note");
    var label = new Div(words, note);
    label.addClassName("drop-words");
    upload.setDropLabel(label);
    upload.setDropLabelIcon(Icon.UPLOAD.draw());
    upload.addFileRejectedListener(_ -> trouble(rejected()));
    till.setPlaceholder("Found in the file");
    till.setClearButtonVisible(true);
    till.setItemLabelGenerator(UploadCard::name);
    till.setHelperText("Only if the file names no short code.");
    trouble.addClassName("trouble");
    trouble.getElement().setAttribute("role", "alert");
    trouble.setVisible(false);
    var side = new Div(till, Steps.help());
    side.addClassName("upload-side");
    add(upload, side, trouble);
  }

  void offer(List<Till> tills) {
    till.setItems(tills);
  }

  void choose(String code) {
    till.getListDataView()
        .getItems()
        .filter(item -> item.code().equals(code))
        .findFirst()
        .ifPresent(till::setValue);
  }

  /** Ready for the next file. */
  void reset() {
    upload.clearFileList();
    trouble.setVisible(false);
  }

  void trouble(String words) {
    upload.clearFileList();
    trouble.setText(words);
    trouble.setVisible(true);
  }

  private static String rejected() {
    return "This file cannot be read. Choose one .csv or .xlsx file of at most "
        + StatementUpload.BYTES_MAX / 1024 / 1024
        + " MB.";
  }

  private static String name(Till till) {
    var branch = Optional.ofNullable(till.branch()).map(b -> b + " ").orElse("");
    return branch + till.name() + " · " + till.code();
  }
}
