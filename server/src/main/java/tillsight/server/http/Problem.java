package tillsight.server.http;

/**
 * The kinds of problem a caller can meet. Each has a place on /api/docs that its type points to.
 */
public enum Problem {
  INVALID(
      400,
      "invalid-request",
      "The request is not valid",
      "Something in it has a wrong form or is missing; errors[] names each field and what it takes."),
  NOT_SIGNED_IN(
      401,
      "not-signed-in",
      "Sign in",
      "The access token is missing, expired or ended, or the name or password is wrong. Refresh the"
          + " session or sign in again; wait first if the answer carries Retry-After."),
  FORBIDDEN(
      403,
      "forbidden",
      "Not allowed",
      "The role or the scope of the user does not cover this. An owner of the business can widen"
          + " it."),
  NOT_FOUND(
      404, "not-found", "Not found", "There is nothing at this address that the user may see."),
  WRONG_METHOD(
      405,
      "wrong-method",
      "Wrong method",
      "The address exists, but not with this HTTP method; Allow lists those it takes."),
  CONFLICT(
      409,
      "conflict",
      "Not possible in this state",
      "What was asked does not fit how things stand now; the detail says what to do instead."),
  TOO_LARGE(413, "too-large", "Too large", "The request body is larger than 64 KiB."),
  WRONG_MEDIA_TYPE(
      415,
      "wrong-media-type",
      "Wrong media type",
      "Bodies are JSON and sent with Content-Type: application/json."),
  TOO_MANY(
      429,
      "too-many",
      "Too many at once",
      "A limit that protects the others is reached; Retry-After says when to try again."),
  INTERNAL(
      500,
      "internal",
      "Something broke on our side",
      "The fault is logged with its cause. Trying again may help; the request was not at fault."),
  UNAVAILABLE(
      503,
      "unavailable",
      "Not available now",
      "The database or this node cannot answer at the moment; Retry-After says when to try again.");

  private final int status;
  private final String slug;
  private final String title;
  private final String meaning;

  Problem(int status, String slug, String title, String meaning) {
    this.status = status;
    this.slug = slug;
    this.title = title;
    this.meaning = meaning;
  }

  public int status() {
    return status;
  }

  public String slug() {
    return slug;
  }

  public String title() {
    return title;
  }

  public String meaning() {
    return meaning;
  }

  /** The address that identifies it (RFC 9457), which also explains it. */
  public String type() {
    return "/api/docs#" + slug;
  }

  /** The kind that a bare status stands for. */
  public static Problem of(int status) {
    for (var problem : values()) {
      if (problem.status == status) {
        return problem;
      }
    }
    return status >= 400 && status < 500 ? INVALID : INTERNAL;
  }
}
