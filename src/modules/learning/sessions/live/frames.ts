import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';

/** Binary frames are those of y-protocols: `sync` (0) with its three steps, and `awareness` (1). */
export type Frame =
  | { readonly kind: 'state vector'; readonly content: Uint8Array }
  | { readonly kind: 'awareness'; readonly content: Uint8Array }
  /** `isWhole`: it is all that the other side did not have. */
  | { readonly kind: 'update'; readonly content: Uint8Array; readonly isWhole: boolean }
  | { readonly kind: 'unknown' };

/** @throws Error when it cannot be read */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = createDecoder(bytes);
  const type = readVarUint(decoder);
  if (type === 1) return { kind: 'awareness', content: readVarUint8Array(decoder) };
  if (type !== 0) return { kind: 'unknown' };
  const step = readVarUint(decoder);
  if (step > 2) return { kind: 'unknown' };
  const content = readVarUint8Array(decoder);
  return step === 0 ? { kind: 'state vector', content } : { kind: 'update', content, isWhole: step === 1 };
}

const syncFrame = (step: number, content: Uint8Array) => {
  const encoder = createEncoder();
  writeVarUint(encoder, 0);
  writeVarUint(encoder, step);
  writeVarUint8Array(encoder, content);
  return toUint8Array(encoder);
};

/** Asks for what this side does not have. */
export const stateVectorFrame = (stateVector: Uint8Array) => syncFrame(0, stateVector);
/** Answers it. */
export const missingFrame = (update: Uint8Array) => syncFrame(1, update);
export const updateFrame = (update: Uint8Array) => syncFrame(2, update);

export function awarenessFrame(presences: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, 1);
  writeVarUint8Array(encoder, presences);
  return toUint8Array(encoder);
}
