/*
 * What the address of a page says, which anybody may have typed: what does not fit is left out.
 */

/** Of years that a date of the browser and one of the server mean alike. */
const DAY = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;

/** Nothing when there is no value, so that addresses have no empty parameters. */
export function only<Name extends string, T>(name: Name, value: T | undefined | ''): { [N in Name]?: T } {
  return value === undefined || value === '' ? {} : ({ [name]: value } as { [N in Name]?: T });
}

/** @returns nothing for what is no day */
export function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

/** What was typed to be searched for, which the router reads as a number where it is one. */
export function typedOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
