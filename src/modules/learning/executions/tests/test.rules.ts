import type { RunResult, RunStatus } from '../../../../kernel/run-result.js';
import { firstOf } from '../run/execution.rules.js';

export const COMPARISONS = ['exact', 'trimmed', 'numeric'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface TestPlan {
  readonly compare: Comparison;
  /** Largest difference of two numbers, for `numeric`. */
  readonly tolerance: number;
}

export interface TestCase {
  readonly name: string | null;
  readonly stdin: string;
  readonly args: readonly string[];
  readonly expectedOutput: string;
}

export interface TestOutcome {
  /** Null for those that came after what ended all of them. */
  readonly status: RunStatus | null;
  readonly passed: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly exitCode: number | null;
  readonly wallMs: number | null;
}

/** Kept of each stream of a test. */
const KEPT_CHARACTERS = 4_000;

/** A number as programs print it. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Whether an output is what was expected. `trimmed`: without regard to blanks at the end of lines and to empty lines at the end;
 * `numeric`: word by word, numbers within the tolerance, other words exactly.
 */
export function isExpected(output: string, expected: string, { compare, tolerance }: TestPlan): boolean {
  if (compare === 'exact') return output === expected;
  if (compare === 'trimmed') return trimmed(output) === trimmed(expected);
  const [words, wanted] = [wordsOf(output), wordsOf(expected)];
  return words.length === wanted.length && words.every((word, index) => isNear(word, wanted[index] ?? '', tolerance));
}

/** The outcome of each case; those that were not run are not passed. */
export function judged(
  cases: readonly TestCase[],
  results: readonly RunResult[],
  plan: TestPlan,
): { readonly outcomes: TestOutcome[]; readonly passed: number } {
  const outcomes = cases.map(({ expectedOutput }, index) => outcomeOf(results[index], expectedOutput, plan));
  return { outcomes, passed: outcomes.filter(({ passed }) => passed).length };
}

/** What all tests together ended as: that of a test is its own, unless it says something of all. */
export function statusOfTests(results: readonly RunResult[]): RunStatus {
  const last = results.at(-1)?.status ?? 'internal_error';
  return ['compile_error', 'internal_error', 'cancelled'].includes(last) ? last : 'ok';
}

function outcomeOf(result: RunResult | undefined, expected: string, plan: TestPlan): TestOutcome {
  const stage = result?.run ?? null;
  return {
    status: result?.status ?? null,
    passed: result?.status === 'ok' && isExpected(stage?.stdout ?? '', expected, plan),
    stdout: firstOf(stage?.stdout ?? '', KEPT_CHARACTERS),
    stderr: firstOf(stage?.stderr ?? '', KEPT_CHARACTERS),
    truncated: stage !== null && (stage.truncated || isLong(stage.stdout) || isLong(stage.stderr)),
    exitCode: stage?.exitCode ?? null,
    wallMs: stage?.wallMs ?? null,
  };
}

function isLong(text: string): boolean {
  return text.length > KEPT_CHARACTERS;
}

function trimmed(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function isNear(word: string, wanted: string, tolerance: number): boolean {
  if (word === wanted) return true;
  if (!NUMBER.test(word) || !NUMBER.test(wanted)) return false;
  return Math.abs(Number(word) - Number(wanted)) <= tolerance;
}
