import { RUN_LIMITS } from '../../../../kernel/run-request.js';
import type { RunResult, RunStatus } from '../../../../kernel/run-result.js';
import { type Comparison, isExpected, judged, statusOfTests, type TestCase } from './test.rules.js';

const plan = (compare: Comparison, tolerance = 0) => ({ compare, tolerance });

const result = (stdout: string, status: RunStatus = 'ok'): RunResult => ({
  id: 'one',
  status,
  language: 'python',
  version: '3',
  driver: 'wasm',
  compile: null,
  run: { stdout, stderr: '', truncated: false, exitCode: 0, signal: null, wallMs: 5, cpuMs: 1, memoryBytes: 1 },
  limits: RUN_LIMITS,
});

const expecting = (expectedOutput: string): TestCase => ({ name: null, stdin: '', args: [], expectedOutput });

describe('the comparison of an output', () => {
  it.each([
    ['exact', '42\n', '42\n', true],
    ['exact', '42\n', '42', false],
    ['trimmed', '1 \r\n2\t\n\n', '1\n2', true],
    ['trimmed', ' 1', '1', false],
    ['trimmed', '1\n\n2', '1\n2', false],
    ['numeric', 'x = 1.0000001\n', 'x = 1', true],
    ['numeric', 'x = 1.1', 'x = 1', false],
    ['numeric', 'y = 1', 'x = 1', false],
    ['numeric', '1 2', '1 2 3', false],
    ['numeric', '1e2', '100.0', true],
    ['numeric', 'Infinity', '1', false],
    ['numeric', '0x10', '16', false],
    ['numeric', '', '0', false],
  ] as const)('%s: %j for %j', (compare, output, expected, isRight) => {
    expect(isExpected(output, expected, plan(compare, 1e-6))).toBe(isRight);
  });

  it('is as fast for digits without an end as for anything else', () => {
    // With a pattern that may split a row of digits in two ways it took longer than a test may.
    expect(isExpected(`${'1'.repeat(65_500)}x`, 'y', plan('numeric'))).toBe(false);
  });

  it('takes a difference that is as large as the tolerance, and none larger', () => {
    expect(isExpected('1.5', '1', plan('numeric', 0.5))).toBe(true);
    expect(isExpected('1.51', '1', plan('numeric', 0.5))).toBe(false);
  });
});

describe('a set of tests', () => {
  it('passes what ended well with the right output, and nothing that was not run', () => {
    const cases = [expecting('1'), expecting('2'), expecting('3'), expecting('')];
    const { outcomes, passed } = judged(cases, [result('1'), result('0'), result('3', 'runtime_error')], plan('exact'));
    expect(outcomes.map((outcome) => [outcome.status, outcome.passed])).toEqual([
      ['ok', true],
      ['ok', false],
      ['runtime_error', false],
      [null, false],
    ]);
    expect(passed).toBe(1);
  });

  it('compares the whole output, and keeps the beginning', () => {
    const long = 'x'.repeat(5_000);
    const [outcome] = judged([expecting(long)], [result(long)], plan('exact')).outcomes;
    expect(outcome).toMatchObject({ passed: true, truncated: true, stdout: 'x'.repeat(4_000) });
  });

  it.each([
    [['ok', 'time_limit'], 'ok'],
    [['compile_error'], 'compile_error'],
    [['ok', 'cancelled'], 'cancelled'],
    [[], 'internal_error'],
  ] as const)('of %j is %s', (statuses, whole) => {
    expect(statusOfTests(statuses.map((status) => result('', status)))).toBe(whole);
  });
});
