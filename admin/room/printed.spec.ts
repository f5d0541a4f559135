import type { Execution } from '@lyceum/sdk';
import type { RunOutput } from './messages.ts';
import { type Printed, wholeOutput, withOutput } from './printed.ts';

const out = (offset: number, text: string, stream: 'stdout' | 'stderr' = 'stdout'): RunOutput => ({
  id: 'run',
  stage: 'run',
  stream,
  offset,
  text,
});
const after = (...outputs: RunOutput[]) =>
  outputs.reduce<Printed | null>((printed, output) => printed && withOutput(printed, output), []);
const words = (printed: Printed | null) => printed?.map(({ text }) => text);

it('shows what is printed in the order in which it comes, each once', () => {
  expect(words(after(out(0, 'a'), out(1, 'b'), out(0, '!', 'stderr'), out(2, 'c')))).toEqual(['ab', '!', 'c']);
  expect(words(after(out(0, 'ab'), out(1, 'bc')))).toEqual(['abc']);
});

it('notices what is missing, and a run that was begun again', () => {
  expect(after(out(0, 'a'), out(5, 'b'))).toBeNull();
  expect(words(after(out(0, 'a'), out(1, 'b'), out(0, 'c')))).toEqual(['c']);
});

it('keeps the order that it knows when all of it is there, else takes what the server has', () => {
  const printed = after(out(0, 'a'), out(0, '!', 'stderr'), out(1, 'b'))!;
  const ended = (stdout: string) =>
    ({ compile: null, liveOutput: null, run: { stdout, stderr: '!' } }) as unknown as Execution;
  expect(wholeOutput(printed, ended('ab'))).toBe(printed);
  expect(words(wholeOutput(printed, ended('abc')))).toEqual(['abc', '!']);
});
