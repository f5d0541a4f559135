import { DAY, HOUR, MINUTE, SECOND } from '../../../../kernel/clock.js';

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** A past moment seen from another: `5 minutes ago`. */
export function relativeTime(moment: Date, now: Date): string {
  const passed = now.getTime() - moment.getTime();
  const [unit, length] = UNITS.find(([, size]) => passed >= size) ?? (['second', SECOND] as const);
  return words.format(-Math.max(0, Math.floor(passed / length)), unit);
}
