/**
 * What it takes of the processor, in milliseconds: unlike the time on the clock, other work on the machine hardly changes it.
 * Collections of garbage are counted, too.
 */
export function processorTimeOf(work: () => void): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

/** The least of three times. */
export function leastProcessorTimeOf(work: () => void): number {
  return Math.min(...Array.from({ length: 3 }, () => processorTimeOf(work)));
}
