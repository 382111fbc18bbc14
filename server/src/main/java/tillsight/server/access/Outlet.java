package tillsight.server.access;

import org.jspecify.annotations.Nullable;

/** A till, as far as it matters to who may see it. */
public record Outlet(int tillId, String code, @Nullable Integer branchId) {}
