/** Numbers as people write several: `24, 3`, `24 3`, `24;3`. What is none is left to the server to refuse. */
export function hoursIn(said: string): number[] {
  return said
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
}
