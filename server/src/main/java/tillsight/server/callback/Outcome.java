package tillsight.server.callback;

/** What became of something that arrived, once it is durable. */
public enum Outcome {
  /** A new payment. */
  BOOKED,
  /** Known already, with the same facts. */
  DUPLICATE,
  /** Held for a person. */
  QUARANTINED,
  /** Kept for the record only: a validation, or a body in which nothing can be identified. */
  LOGGED,
  /** Safe in the spool; what becomes of it is known when PostgreSQL has it. */
  SPOOLED
}
