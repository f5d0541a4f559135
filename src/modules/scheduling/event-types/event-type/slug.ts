import { randomBytes } from 'node:crypto';

/** Lower-case letters and digits, single hyphens between them. */
export const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;
export const SLUG_MIN = 3;
export const SLUG_MAX = 64;

/** Room for a suffix. */
const BASE_MAX = SLUG_MAX - 8;
const FALLBACK = 'event';
const NUMBERED = 4;
const RANDOM = 3;

/** `Größe & Maß` -> `grosse-mass`; what has no Latin letters and digits gets a general one. */
export function slugOf(title: string): string {
  const slug = cut(
    title
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .replace(/\p{M}+/gu, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-/, ''),
  );
  return slug.length < SLUG_MIN ? FALLBACK : slug;
}

/** Alternatives to try until one is free: numbered, then with a random suffix. */
export function* slugCandidates(base: string, firstNumber: number): Generator<string> {
  const stem = cut(base);
  for (let number = firstNumber; number < firstNumber + NUMBERED; number += 1) yield `${stem}-${number}`;
  for (let count = 0; count < RANDOM; count += 1) yield `${stem}-${randomBytes(3).toString('hex')}`;
}

function cut(slug: string): string {
  return slug.slice(0, BASE_MAX).replace(/-$/, '');
}
