import type { StageResult } from '../../kernel/run-result.js';
import type { EndedStage, StageEnd } from '../stage.js';
import { limitsSeen, OVER_LIMITS, type SelfTestEnds } from './self-test.js';

function ended(end: StageEnd, result: Partial<StageResult> = {}): EndedStage {
  const nothing = { exitCode: end === 'exited' ? 0 : null, signal: null, stdout: '', stderr: '', truncated: false };
  return { end, result: { ...nothing, wallMs: 1_000, cpuMs: null, memoryBytes: null, ...result } };
}

describe('the limits of an engine', () => {
  const held: SelfTestEnds = {
    processes: ended('exited', { exitCode: 2, stderr: '/bin/sh: 1: Cannot fork\n' }),
    memory: ended('memory_limit', { memoryBytes: OVER_LIMITS.memory.limits.memoryBytes }),
    disk: ended('exited', { exitCode: 1, stderr: "head: error writing 'standard output': No space left on device\n" }),
    cpus: ended('exited', { exitCode: 2, cpuMs: 101, stdout: 'nr_throttled 9\n' }),
  };

  it('are enforced where a program met them', () => {
    const all = { memoryBytes: 'enforced', processes: 'enforced', diskBytes: 'enforced', cpus: 'enforced' };
    expect(limitsSeen(held)).toEqual({ ...all, cpuMs: 'polled' });
  });

  it.each<[string, Partial<SelfTestEnds>, string]>([
    ['memory', { memory: ended('exited') }, '(memoryBytes)'],
    ['memory, but looks at it', { memory: ended('memory_limit', { memoryBytes: 60_000_000 }) }, '(memoryBytes)'],
    ['processes', { processes: ended('exited') }, '(processes)'],
    ['processes in a program that failed otherwise', { processes: ended('exited', { exitCode: 125 }) }, '(processes)'],
    ['processes in a program that took too long', { processes: ended('time_limit') }, '(processes)'],
    ['both', { memory: ended('exited'), processes: ended('exited') }, '(memoryBytes and processes)'],
  ])('make it unusable where it does not hold %s', (_title, ends, said) => {
    expect(() => limitsSeen({ ...held, ...ends })).toThrow(`does not enforce limits ${said}`);
  });

  it('are not claimed of processors and disk where nothing was seen of them', () => {
    const unheld = ended('exited', { stdout: 'nr_throttled 0\n' });
    const limits = limitsSeen({ ...held, cpus: unheld, disk: ended('exited', { exitCode: 125 }) });
    expect(limits).toMatchObject({ cpus: 'none', cpuMs: 'none', diskBytes: 'none', memoryBytes: 'enforced' });
  });
});
