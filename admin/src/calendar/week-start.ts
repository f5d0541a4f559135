interface WeekInfo {
  /** From Monday, 1, to Sunday, 7. */
  readonly firstDay: number;
}

/** @returns the day that weeks begin with where the language is spoken; 0 is Sunday */
export function weekStartOf(locale: string): number {
  // Some browsers have the method, some the property, some neither.
  const known = new Intl.Locale(locale) as { readonly getWeekInfo?: () => WeekInfo; readonly weekInfo?: WeekInfo };
  const { firstDay } = known.getWeekInfo?.() ?? known.weekInfo ?? { firstDay: 1 };
  return firstDay % 7;
}
