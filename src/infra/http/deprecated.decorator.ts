import { applyDecorators, Header, SetMetadata } from '@nestjs/common';

export const DEPRECATED = 'lyceum:deprecated';

export interface Deprecation {
  /** The day from which on the route is deprecated, `2026-11-27`. */
  readonly since: string;
  /** The day from which on it may be gone. */
  readonly sunset?: string;
  /** Where somebody reads what to use instead; a path of this server or an address. */
  readonly link?: string;
}

/**
 * The route is deprecated, and still works. Responses of its handler have the headers `Deprecation` (RFC 9745),
 * `Sunset` (RFC 8594), `Link` with the relation `deprecation` and, for clients that show it, `Warning` with code 299
 * (RFC 7234); the OpenAPI document marks it.
 */
export const Deprecated = (deprecation: Deprecation): MethodDecorator => {
  const { since, sunset, link } = deprecation;
  return applyDecorators(
    SetMetadata(DEPRECATED, deprecation),
    // A date of structured fields (RFC 9651, section 3.3.7): seconds since 1970.
    Header('Deprecation', `@${dayOf(since).getTime() / 1000}`),
    Header(
      'Warning',
      `299 - "Deprecated since ${since}${sunset === undefined ? '' : `, and may be gone from ${sunset}`}"`,
    ),
    ...(sunset === undefined ? [] : [Header('Sunset', dayOf(sunset).toUTCString())]),
    ...(link === undefined ? [] : [Header('Link', `<${link}>; rel="deprecation"`)]),
  );
};

function dayOf(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) throw new Error(`"${text}" is not a day such as 2026-11-27.`);
  return day;
}
