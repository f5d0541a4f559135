/** The only source of "now" in services, so that tests can decide what time it is. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Stands for "no end": the last day that ISO 8601 writes with a four-digit year. */
export const LAST_MOMENT = Date.parse('9999-12-31T00:00:00Z');
