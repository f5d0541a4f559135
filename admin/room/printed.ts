import type { Execution } from '@lyceum/sdk';
import type { RunOutput } from './messages.ts';

export interface Chunk {
  readonly stage: 'compile' | 'run';
  /** `typed`: what the reader has typed for it here. */
  readonly stream: 'stdout' | 'stderr' | 'typed';
  readonly text: string;
}

/** What a program has printed until now, in the order in which it came. */
export type Printed = readonly Chunk[];

const lengthOf = (printed: Printed, { stage, stream }: Omit<Chunk, 'text'>) =>
  printed.reduce((sum, one) => sum + (one.stage === stage && one.stream === stream ? one.text.length : 0), 0);

/** What is typed stands where it was typed. */
export const withTyped = (printed: Printed, text: string): Printed => [
  ...printed,
  { stage: 'run', stream: 'typed', text },
];

/** @returns null when something is missing in between: it has to be read */
export function withOutput(printed: Printed, { stage, stream, offset, text }: RunOutput): Printed | null {
  const length = lengthOf(printed, { stage, stream });
  // It was begun again: everything that was printed by then is void.
  if (offset === 0 && length > 0) return [{ stage, stream, text }];
  if (offset > length) return null;
  const news = text.slice(length - offset);
  if (news === '') return printed;
  const last = printed.at(-1);
  const isSame = last?.stage === stage && last.stream === stream;
  return isSame
    ? [...printed.slice(0, -1), { ...last, text: last.text + news }]
    : [...printed, { stage, stream, text: news }];
}

/** All that a run has printed, in the order that is known of it. */
export function wholeOutput(printed: Printed, { compile, run, liveOutput }: Execution): Printed {
  return outputSoFar(printed, liveOutput ?? { compile, run });
}

type Stages = Readonly<Record<'compile' | 'run', { readonly stdout: string; readonly stderr: string } | null>>;

/** The same of one that still runs. */
export function outputSoFar(printed: Printed, stages: Stages): Printed {
  const whole = (['compile', 'run'] as const).flatMap((stage) =>
    (['stdout', 'stderr'] as const).map((stream): Chunk => ({ stage, stream, text: stages[stage]?.[stream] ?? '' })),
  );
  const isKnown = whole.every((chunk) => lengthOf(printed, chunk) === chunk.text.length);
  return isKnown ? printed : whole.filter(({ text }) => text !== '');
}
