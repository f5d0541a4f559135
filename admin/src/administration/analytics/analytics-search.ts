import { only } from '../../shell/search-params.ts';

export const PERIODS = [7, 30, 90] as const;
export const USUAL_PERIOD = 30;

/** Of which days figures are shown, as the address of the page says it. */
export interface AnalyticsSearch {
  readonly days?: (typeof PERIODS)[number];
}

/** What does not fit is left out. */
export function readAnalyticsSearch({ days }: Readonly<Record<string, unknown>>): AnalyticsSearch {
  return only(
    'days',
    PERIODS.find((one) => one === days),
  );
}
