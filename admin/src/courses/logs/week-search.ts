import { only } from '../../shell/search-params.ts';

/** Which week of an offering, as the address of the page says it. */
export interface WeekSearch {
  readonly week?: number;
}

export function readWeekSearch({ week }: Readonly<Record<string, unknown>>): WeekSearch {
  return only('week', typeof week === 'number' && Number.isInteger(week) ? week : undefined);
}
