import { limitsOf, priorityOf, queueOf } from './execution.rules.js';

describe('runs in the queue', () => {
  it('come in the order of rooms, runs and tests', () => {
    const priorities = [
      { kind: 'tests', sessionId: null },
      { kind: 'run', sessionId: 'of a room' },
      { kind: 'run', sessionId: null },
    ] as const;
    expect(priorities.map(priorityOf)).toEqual([3, 1, 2]);
  });

  it('wait elsewhere when somebody types for them, with more time and the same processor time', () => {
    const [usual, talked] = [false, true].map((isInteractive) => ({ isInteractive, limits: null }));
    expect([queueOf(usual!), queueOf(talked!)]).toEqual(['runs', 'interactive-runs']);
    expect(limitsOf(usual!)).toMatchObject({ wallMs: 5_000, cpuMs: 3_000 });
    expect(limitsOf(talked!)).toMatchObject({ wallMs: 120_000, cpuMs: 3_000 });
    expect(limitsOf({ isInteractive: true, limits: { wallMs: 999_999_999 } }).wallMs).toBe(120_000);
  });
});
