package tillsight.server.access;

/** Something that a role may include. */
public enum Permission {
  ME("see one's own account"),
  TILLS("see the tills and branches"),
  TILL_FIGURES("see what each till took"),
  SUMMARY("see the summary"),
  HEATMAP("see the peak hours"),
  TRENDS("see the trends"),
  PAYMENTS("see payments"),
  CUSTOMERS("see customers"),
  LIVE("watch payments live"),
  PAST("see days before today"),
  QUARANTINE("see the quarantine"),
  DECIDE("decide about the quarantine"),
  COMPLETENESS("see what is proven complete"),
  STATEMENTS("see statements"),
  UPLOAD("upload statements"),
  DARAJA("see how Daraja is set up"),
  DARAJA_CALL("call Daraja"),
  REVERSE("give payments back"),
  REVIEW("say what is takings"),
  AUDIT("see the audit log"),
  JOBS("see jobs"),
  RUN_JOBS("run jobs");

  private final String words;

  Permission(String words) {
    this.words = words;
  }

  /** What it allows, as the end of "… may". */
  public String words() {
    return words;
  }
}
