import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

/** Binary frames of a room are those of y-protocols: `sync` (0) with its three steps, and `awareness` (1). */
export type Frame =
  /** The other side asks for what it does not have. */
  | { readonly kind: 'question'; readonly content: Uint8Array }
  | { readonly kind: 'update'; readonly content: Uint8Array }
  | { readonly kind: 'awareness'; readonly content: Uint8Array };

/** @throws Error when it cannot be read */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = createDecoder(bytes);
  if (readVarUint(decoder) === 1) return { kind: 'awareness', content: readVarUint8Array(decoder) };
  const step = readVarUint(decoder);
  return { kind: step === 0 ? 'question' : 'update', content: readVarUint8Array(decoder) };
}

function syncFrame(step: number, content: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 0);
  writeVarUint(encoder, step);
  writeVarUint8Array(encoder, content);
  return toUint8Array(encoder);
}

/** Asks for what this side does not have. */
export const questionFrame = (stateVector: Uint8Array): Uint8Array => syncFrame(0, stateVector);
/** Answers a question. */
export const answerFrame = (update: Uint8Array): Uint8Array => syncFrame(1, update);
export const editFrame = (update: Uint8Array): Uint8Array => syncFrame(2, update);

export interface AwarenessState {
  readonly clientId: number;
  /** Null when the client is gone. */
  readonly state: unknown;
}

/** @throws Error when it cannot be read */
export function readAwareness(content: Uint8Array): AwarenessState[] {
  const decoder = createDecoder(content);
  return Array.from({ length: readVarUint(decoder) }, () => {
    const clientId = readVarUint(decoder);
    readVarUint(decoder);
    return { clientId, state: JSON.parse(readVarString(decoder)) as unknown };
  });
}

/** What a client says of itself. @param clock higher than before */
export function awarenessFrame(clientId: number, clock: number, state: object): Uint8Array {
  const states = createEncoder();
  writeVarUint(states, 1);
  writeVarUint(states, clientId);
  writeVarUint(states, clock);
  writeVarString(states, JSON.stringify(state));
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint8Array(encoder, toUint8Array(states));
  return toUint8Array(encoder);
}
