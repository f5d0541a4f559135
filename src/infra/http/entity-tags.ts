/** One entity tag, or a list of them (RFC 9110, section 8.8.3). */
const ENTITY_TAGS = /^\s*(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*\s*$/;

/** Equals no version. */
const NEVER = -1;

/**
 * The version that `If-Match` expects (RFC 9110, section 13.1.1), for optimistic concurrency. By strong comparison,
 * weak tags and foreign ones never match. Of several versions the latest counts.
 * @returns undefined for an unconditional change; null when it is no list of entity tags
 */
export function expectedVersion(header: string | undefined): number | undefined | null {
  if (header === undefined || header.trim() === '*') return undefined;
  if (!ENTITY_TAGS.test(header)) return null;
  return Math.max(
    NEVER,
    ...tagsIn(header).map((tag) => Number(/^"v(0|[1-9]\d{0,8})(?:-[\w-]+)?"$/.exec(tag)?.[1] ?? NEVER)),
  );
}

/** Whether `If-None-Match` has the ETag, by weak comparison (RFC 9110, section 13.1.2): the client's copy is fresh. */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || tagsIn(header).some((tag) => opaque(tag) === opaque(etag));
}

function tagsIn(header: string): string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '');
}
