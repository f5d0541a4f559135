import type { PrintedSoFar, RunMessage, ServerMessage } from './live-messages.js';

type Output = Extract<ServerMessage, { type: 'run-output' }>;

/**
 * What is news to somebody who has been told what they missed. A run may be begun again meanwhile, by another executor: it
 * shows by something that differs from what is known, and all that it prints from its beginning is news.
 * @param news JSON of messages that came meanwhile, of which the first may be in what was missed
 */
export function newsAfter(missed: readonly RunMessage[], news: readonly string[]): readonly string[] {
  const messages = news.map((text) => JSON.parse(text) as ServerMessage);
  const runs = new Map(
    missed.flatMap((one) => (one.type === 'run-so-far' ? [[one.id, streamsOf(one.output)] as const] : [])),
  );
  const told = messages.map(() => true);
  for (const [place, message] of messages.entries()) {
    const printed = message.type === 'run-output' && runs.get(message.id);
    if (!printed) continue;
    const { id, offset, text } = message;
    const known = printed.get(streamOf(message)) ?? '';
    const end = offset + text.length;
    if (text.startsWith(known.slice(offset, end))) {
      told[place] = end > known.length;
      if (told[place]) printed.set(streamOf(message), known.slice(0, offset) + text);
      continue;
    }
    runs.delete(id);
    const ofRun = (one: ServerMessage): one is Output => one.type === 'run-output' && one.id === id;
    const begin = messages.findLastIndex(
      (one, n) => n <= place && ofRun(one) && one.offset === 0 && streamOf(one) === streamOf(message),
    );
    for (const [n, one] of messages.slice(0, place + 1).entries()) if (n >= begin && ofRun(one)) told[n] = true;
  }
  return news.filter((_, place) => told[place]);
}

const streamOf = ({ stage, stream }: Pick<Output, 'stage' | 'stream'>) => `${stage} ${stream}`;

function streamsOf({ compile, run }: PrintedSoFar): Map<string, string> {
  return new Map([
    ...Object.entries(compile).map(([stream, text]) => [`compile ${stream}`, text] as const),
    ...Object.entries(run).map(([stream, text]) => [`run ${stream}`, text] as const),
  ]);
}
