/**
 * Parses a `Retry-After` header (RFC 9110, section 10.2.3): seconds, or a date.
 * @returns seconds from `now`, negative when the date has passed; NaN when it is neither
 */
export function retryAfterSeconds(value: string, now: number): number {
  return /^\s*\d+\s*$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
}
