package tillsight.server.statement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small workbooks by hand, so that a test can put anything into them. */
final class TestWorkbook {

  private final List<StringBuilder> sheets = new ArrayList<>();
  private final List<String> strings = new ArrayList<>();
  private final Map<String, byte[]> more = new LinkedHashMap<>();
  private boolean from1904;
  private int rows;

  TestWorkbook sheet() {
    sheets.add(new StringBuilder());
    rows = 0;
    return this;
  }

  TestWorkbook from1904() {
    from1904 = true;
    return this;
  }

  TestWorkbook part(String name, String content) {
    more.put(name, content.getBytes(UTF_8));
    return this;
  }

  /** A row of texts, as shared strings; null leaves a cell out. */
  TestWorkbook row(String... texts) {
    var cells = new String[texts.length];
    for (var i = 0; i < texts.length; i++) {
      cells[i] = texts[i] == null ? null : shared(texts[i]);
    }
    return cells(cells);
  }

  /** A row of cells made by the methods below; null leaves one out. */
  TestWorkbook cells(String... cells) {
    rows++;
    return raw("<row r=\"" + rows + "\">" + addressed(cells, rows) + "</row>");
  }

  TestWorkbook raw(String xml) {
    sheets.getLast().append(xml);
    return this;
  }

  String shared(String text) {
    strings.add(text);
    return "<c %s t=\"s\"><v>" + (strings.size() - 1) + "</v></c>";
  }

  static String inline(String text) {
    return "<c %s t=\"inlineStr\"><is><t>" + escaped(text) + "</t></is></c>";
  }

  static String number(String digits) {
    return "<c %s><v>" + digits + "</v></c>";
  }

  static String formula(String formula, String type, String value) {
    return "<c %s"
        + (type.isEmpty() ? "" : " t=\"" + type + "\"")
        + "><f>"
        + escaped(formula)
        + "</f>"
        + (value == null ? "" : "<v>" + escaped(value) + "</v>")
        + "</c>";
  }

  static String error() {
    return "<c %s t=\"e\"><v>#REF!</v></c>";
  }

  Path write(Path file) {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var part : parts().entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> parts() {
    var types = new StringBuilder();
    var relations = new StringBuilder();
    var list = new StringBuilder();
    var parts = new LinkedHashMap<String, byte[]>();
    for (var i = 1; i <= sheets.size(); i++) {
      list.append("<sheet name=\"Sheet%d\" sheetId=\"%d\" r:id=\"rId%d\"/>".formatted(i, i, i));
      relations.append(relation(i, "worksheet", "worksheets/sheet%d.xml".formatted(i)));
      types.append(override("/xl/worksheets/sheet%d.xml".formatted(i), "worksheet"));
      parts.put(
          "xl/worksheets/sheet%d.xml".formatted(i),
          xml(
              "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                  + sheets.get(i - 1)
                  + "</sheetData></worksheet>"));
    }
    relations.append(relation(sheets.size() + 1, "sharedStrings", "sharedStrings.xml"));
    types.append(override("/xl/sharedStrings.xml", "sharedStrings"));
    types.append(override("/xl/workbook.xml", "sheet.main"));
    parts.put(
        "[Content_Types].xml",
        xml(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + types
                + "</Types>"));
    parts.put(
        "xl/workbook.xml",
        xml(
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                + (from1904 ? "<workbookPr date1904=\"true\"/>" : "")
                + "<sheets>"
                + list
                + "</sheets></workbook>"));
    parts.put(
        "xl/_rels/workbook.xml.rels",
        xml(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + relations
                + "</Relationships>"));
    var table = new StringBuilder();
    strings.forEach(text -> table.append("<si><t>").append(escaped(text)).append("</t></si>"));
    parts.put(
        "xl/sharedStrings.xml",
        xml(
            "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                + table
                + "</sst>"));
    parts.putAll(more);
    return parts;
  }

  private static String addressed(String[] cells, int row) {
    var all = new StringBuilder();
    for (var i = 0; i < cells.length; i++) {
      if (cells[i] != null) {
        all.append(cells[i].replaceFirst("%s", "r=\"" + (char) ('A' + i) + row + "\""));
      }
    }
    return all.toString();
  }

  private static String relation(int id, String type, String target) {
    return "<Relationship Id=\"rId%d\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\" Target=\"%s\"/>"
        .formatted(id, type, target);
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"%s\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>"
        .formatted(part, type);
  }

  private static byte[] xml(String body) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + body)
        .getBytes(UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
