/** One entity tag, or a list of them (RFC 9110, section 8.8.3). */
const ENTITY_TAGS = /^\s*(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*\s*$/;

/** No version: what is compared with it differs. */
const NEVER = 0;

/**
 * The version that the client wants to change, by its `If-Match` (RFC 9110, section 13.1.1): compared strongly, so that
 * a weak tag and one that is none of ours are conditions that do not hold. Of several versions the latest is meant.
 * @returns undefined when any version may be changed; null when it is no list of entity tags
 */
export function expectedVersion(header: string | undefined): number | undefined | null {
  if (header === undefined || header.trim() === '*') return undefined;
  if (!ENTITY_TAGS.test(header)) return null;
  return Math.max(
    NEVER,
    ...tagsIn(header).map((tag) => Number(/^"v([1-9]\d{0,8})(?:-[\w-]+)?"$/.exec(tag)?.[1] ?? NEVER)),
  );
}

/** Whether the client has it already, by its `If-None-Match`: compared weakly (RFC 9110, section 13.1.2). */
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
