export interface Choice {
  readonly value: string;
  /** Tells it from all others, as well as it can. */
  readonly label: string;
}

/** As a browser gives them back, which knows of what was chosen no more than its label: no two of them are called the same. */
export function toldApart(choices: readonly Choice[]): readonly Choice[] {
  const trimmed = choices.map(({ value, label }) => ({ value, label: label.trim() }));
  const times = new Map<string, number>();
  for (const { label } of trimmed) times.set(label, (times.get(label) ?? 0) + 1);
  return trimmed.map(({ value, label }) => ({ value, label: times.get(label) === 1 ? label : `${label} (${value})` }));
}
